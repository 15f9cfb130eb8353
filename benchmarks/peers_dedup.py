"""Near-duplicates by other libraries, from a JSONL file to pairs: run by benchmarks/dedup.py in an interpreter that has them.

    python benchmarks/peers_dedup.py rensa|datasketch TEXTS.jsonl PAIRS.jsonl [LIMIT]

All are fed the same word 5-grams, 128 permutations and a threshold of 0.7, and use their own choice of bands. Writes {"a", "b"} a line
and prints the processor time, the time that passed and the peak memory.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import time
from collections.abc import Iterable, Iterator
from itertools import islice

WORD = re.compile(r"\w+")
THRESHOLD, PERMUTATIONS = 0.7, 128
Rows = Iterator[tuple[str, str]]
Pairs = Iterable[tuple[str, str]]


def shingles(text: str) -> list[str]:
    words = WORD.findall(text.casefold())
    return [" ".join(words[i : i + 5]) for i in range(max(1, len(words) - 4))] if words else []


def rensa(rows: Rows) -> Pairs:
    """As its users do: a document is added unless it is a duplicate of one before; it does not say of which."""
    import rensa as library

    found = library.RMinHashDeduplicator(threshold=THRESHOLD, num_perm=PERMUTATIONS, use_lsh=True)
    while some := [(id, shingles(text)) for id, text in islice(rows, 1000)]:
        for (id, _), new in zip(some, found.add_pairs(some), strict=True):
            if not new:
                yield id, id


def datasketch(rows: Rows) -> Pairs:
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
    for id, text in rows:
        if not (tokens := shingles(text)):
            continue
        sketch = MinHash(num_perm=PERMUTATIONS, scheme="affine32")
        sketch.update_batch([token.encode() for token in tokens])
        yield from ((other, id) for other in index.query(sketch))
        index.insert(id, sketch, check_duplication=False)


PEERS = {"rensa": rensa, "datasketch": datasketch}


def main(name: str, texts: str, pairs: str, limit: str = "") -> None:
    start = time.perf_counter()
    with open(texts, "rb") as file, open(pairs, "w") as out:
        import orjson

        lines = islice(file, int(limit)) if limit else file
        rows = ((str(row["id"]), row["text"]) for row in map(orjson.loads, lines))
        out.writelines(json.dumps({"a": a, "b": b}) + "\n" for a, b in PEERS[name](rows))
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(used.ru_utime + used.ru_stime, time.perf_counter() - start, used.ru_maxrss * 1024)


if __name__ == "__main__":
    main(*sys.argv[1:])
