"""Near-duplicates by other libraries, from a JSONL file to pairs: run by other benchmarks in an interpreter that has them.

    python benchmarks/peers_dedup.py PEER TEXTS.jsonl PAIRS.jsonl

PEER is one of those in `PEERS`. All are fed the word 5-grams that `cleaner dedup` has (in scripts that write words apart, without combining marks), 128
permutations and a threshold of 0.7, and use the bands that their own defaults or documents say. Writes {"a", "b"} a line: what the
library calls a near-duplicate, a candidate that nothing verified included.
"""

from __future__ import annotations

import json
import re
import struct
import sys
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import combinations, islice
from pathlib import Path

THRESHOLD, PERMUTATIONS, WORDS = 0.7, 128, 5
WORD = re.compile(r"[^\W_]+")
LARGEST = 1000
"""Of a bucket with more documents each is paired with the first."""
Rows = Iterator[tuple[str, str]]
Pairs = Iterable[tuple[str, str]]


def shingles(text: str) -> list[str]:
    words = WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    return [" ".join(words[i : i + WORDS]) for i in range(max(1, len(words) - WORDS + 1))] if words else []


def read(texts: Path) -> Rows:
    import orjson

    with texts.open("rb") as file:
        for row in map(orjson.loads, file):
            yield str(row["id"]), row["text"]


def rensa(texts: Path) -> Pairs:
    """As its users do, and as it is fastest: a document is added unless it is a duplicate of one before; it does not say of which."""
    import rensa as library

    found, rows = library.RMinHashDeduplicator(threshold=THRESHOLD, num_perm=PERMUTATIONS, use_lsh=True), read(texts)
    while some := [(id, shingles(text)) for id, text in islice(rows, 1000)]:
        for (id, _), new in zip(some, found.add_pairs(some), strict=True):
            if not new:
                yield id, id


def rensa_pairs(texts: Path) -> Pairs:
    """With its index, which says which documents resemble each other; bands, and the estimate that proves a pair, as its deduplicator has them."""
    import rensa as library

    index, seen = library.RMinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS, num_bands=16), []
    for id, text in read(texts):
        if tokens := shingles(text):
            sketch = library.RMinHash(num_perm=PERMUTATIONS, seed=42)
            sketch.update(tokens)
            yield from ((seen[other][0], id) for other in index.query(sketch) if sketch.jaccard(seen[other][1]) >= THRESHOLD)
            index.insert(len(seen), sketch)
            seen.append((id, sketch))


def datasketch(texts: Path) -> Pairs:
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
    for id, text in read(texts):
        if not (tokens := shingles(text)):
            continue
        sketch = MinHash(num_perm=PERMUTATIONS, scheme="affine32")
        sketch.update_batch([token.encode() for token in tokens])
        yield from ((other, id) for other in index.query(sketch))
        index.insert(id, sketch, check_duplication=False)


def daft(texts: Path) -> Pairs:
    """All in its own engine, words too; bands as datasketch chooses them, whose choice its documents repeat."""
    import daft as library
    from daft import col
    from daft import functions as f

    bands, rows = 14, 9
    words = f.regexp_replace(f.regexp_replace(f.lower(col("text")), r"[^\pL\pN\pM]+", " "), "^ | $", "")
    frame = library.read_json(str(texts)).select(col("id"), words.alias("words")).where(col("words") != "")
    sketch = f.minhash(col("words"), num_hashes=bands * rows, ngram_size=WORDS)
    frame = frame.select(col("id"), f.chunk(sketch, rows).alias("band"), library.lit(list(range(bands))).alias("number")).explode("band", "number")
    frame = frame.select(col("id"), f.hash(col("band"), col("number")).alias("key"))
    for group in frame.groupby("key").agg(f.list_agg(col("id")).alias("ids")).to_pydict()["ids"]:
        yield from pairs_in(group)


def datatrove(texts: Path) -> Pairs:
    """Signatures and buckets, its first two steps; its own tokenizer, which is slower, gives way to the same 5-grams."""
    import numpy as np
    from datatrove.data import Document
    from datatrove.pipeline.dedup.minhash import MinhashConfig, MinhashDedupBuckets, MinhashDedupSignature
    from datatrove.utils.logging import logger

    class Signature(MinhashDedupSignature):
        def get_shingles(self, text: str) -> np.ndarray:
            return np.fromiter(map(self._hash_func, shingles(text)), np.uint64).reshape(-1, 1)

    logger.remove()
    ids: list[str] = []

    def documents() -> Iterator[Document]:
        for id, text in read(texts):
            ids.append(id)
            yield Document(text, id)

    config = MinhashConfig()
    with tempfile.TemporaryDirectory() as folder:
        Signature(f"{folder}/signatures", config).run(documents())
        buckets = MinhashDedupBuckets(f"{folder}/signatures", f"{folder}/buckets", config=config)
        for bucket in range(config.num_buckets):
            buckets.run(rank=bucket, world_size=config.num_buckets)
        for path in sorted(Path(folder, "buckets").iterdir()):
            for group in chains(path.read_bytes()):
                yield from pairs_in([ids[place] for place in group])


def chains(data: bytes) -> Iterator[list[int]]:
    """Yield the documents of each bucket, from the pairs of neighbours that datatrove writes."""
    some: list[int] = []
    for _, a, _, b in struct.iter_unpack("<4I", data):
        if some[-1:] != [a]:
            yield some
            some = [a]
        some.append(b)
    yield some


def pairs_in(group: list[str]) -> Pairs:
    return combinations(group, 2) if len(group) <= LARGEST else ((group[0], other) for other in group[1:])


PEERS = {one.__name__: one for one in (rensa, rensa_pairs, datasketch, daft, datatrove)}


def main(name: str, texts: str, pairs: str) -> None:
    with open(pairs, "w") as out:
        out.writelines(json.dumps({"a": a, "b": b}) + "\n" for a, b in PEERS[name](Path(texts)))


if __name__ == "__main__":
    main(*sys.argv[1:])
