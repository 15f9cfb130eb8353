"""Measure what is found: recall and precision of pairs against all pairs, of `cleaner dedup` and of its peers.

    python benchmarks/pairs.py against TEXTS.jsonl [--threshold 0.7] [--contained 0.9] [--peers PYTHON]
    python benchmarks/pairs.py labelled PAIRS.jsonl

`against`: the truth is an exact pass over all pairs, found without sampling through an index of every shingle (some 30,000 documents
at most). A row says how many pairs were found, the recall of those from a Jaccard index on, the share of what was found that
reaches 0.7, and that reaches 0.5; and how long it took. Peers have a threshold of 0.7. `labelled`: objects with two texts `a` and `b` and
a `label`; precision and recall at label >= 1, raw and after cleaning.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from dedup import OURS, Run, ours, run, theirs
from peers_dedup import WORDS, shingles

from cleaner import Cleaner, Config, Document
from cleaner.kernels.batch import shingle_sets
from cleaner.text.shingles import shingle_hashes
from cleaner.text.tokens import tokens

PEERS = ("datasketch", "rensa_pairs", "daft", "datatrove")
LEVELS = (0.7, 0.8, 0.9)
Pair = frozenset[str]
Truth = dict[Pair, tuple[float, float]]
"""Jaccard index and containment."""


def all_pairs(texts: Sequence[str], ids: Sequence[str], *, least: float = 0.3) -> Truth:
    """Return every pair of at least so high a containment, through an index of every shingle."""
    data = [text.encode() for text in texts]
    values, bounds = shingle_sets(np.frombuffer(b"".join(data), np.uint8), np.cumsum([0, *map(len, data)], dtype=np.int64))
    sizes = np.diff(bounds)
    owners = np.repeat(np.arange(len(texts), dtype=np.int32), sizes)
    order = np.argsort(values, kind="stable")
    holders, ordered = owners[order], values[order]
    starts = np.flatnonzero(np.diff(ordered, prepend=~ordered[:1]))
    ends = np.append(starts[1:], len(ordered))
    run_of = np.empty(len(values), np.int64)
    run_of[order] = np.repeat(np.arange(len(starts)), ends - starts)
    true: Truth = {}
    for doc in range(len(texts)):
        runs = run_of[bounds[doc] : bounds[doc + 1]]
        runs = runs[ends[runs] - starts[runs] > 1]
        others = np.concatenate([holders[:0], *(holders[starts[one] : ends[one]] for one in runs.tolist())])
        counts = np.bincount(others[others > doc], minlength=doc + 1)
        for other in np.flatnonzero(counts).tolist():
            common, a, b = int(counts[other]), int(sizes[doc]), int(sizes[other])
            if common >= least * min(a, b):
                true[frozenset((ids[doc], ids[other]))] = common / (a + b - common), common / min(a, b)
    return true


def against(args: argparse.Namespace) -> None:
    rows = [orjson.loads(line) for line in args.texts.open("rb")]
    ids, texts = [row["id"] for row in rows], [row["text"] for row in rows]
    true = all_pairs(texts, ids)
    print(f"{len(texts):,} texts; pairs with a Jaccard index of " + ", ".join(f"{level}: {len(at_least(true, level)):,}" for level in LEVELS))
    head = "".join(f" recall {level}" for level in LEVELS)
    print(f"{'':14}   found{head}  reach 0.7  reach 0.5     time  processor   memory")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found, done = own_pairs(args, folder)
        tell(OURS, true, found.keys(), done)
        for peer in PEERS if args.peers else ():
            done_by_peer = run(theirs(args.peers, peer, args.texts, folder))
            tell(peer.removesuffix("_pairs"), true, peer_pairs(folder / f"{peer}.pairs"), done_by_peer)
        contained, _ = own_pairs(args, folder, "--contained", args.contained) if args.contained else (found, done)
    print(*done.said.splitlines()[2:-1], sep="\n")
    tell_more(args, true, contained)
    if args.peers:
        same = sum(shingles(text) == own_shingles(text) for text in islice(texts, 1000))
        print(f"the same 5-grams in {same:,} of the first {len(texts[:1000]):,} texts")


def own_pairs(args: argparse.Namespace, folder: Path, *more: object) -> tuple[dict[Pair, float], Run]:
    done = run(ours(args.texts, folder, "--threshold", args.threshold, "--pairs", folder / "ours.pairs", "--max-loss", 1, *more))
    return {frozenset((row["a"], row["b"])): row["jaccard"] for row in map(orjson.loads, (folder / "ours.pairs").open("rb"))}, done


def tell(name: str, true: Truth, found: Any, done: Run) -> None:
    recalls = [len(wanted & found) / max(1, len(wanted)) for wanted in (at_least(true, level) for level in LEVELS)]
    reach = [sum(true.get(pair, (0, 0))[0] >= level for pair in found) / max(1, len(found)) for level in (0.7, 0.5)]
    shares = "".join(f"{share:11.4f}" for share in (*recalls, *reach))
    print(f"{name:14} {len(found):7,}{shares} {done.passed:6.1f} s {done.used:8.1f} s {done.memory / 1e6:5.0f} MB", flush=True)


def tell_more(args: argparse.Namespace, true: Truth, found: dict[Pair, float]) -> None:
    """Say what is only known of ours: thresholds of one's own, containment, and that no pair is false."""
    wanted = at_least(true, args.threshold)
    print(f"Jaccard >= {args.threshold}: recall {len(wanted & found.keys()) / max(1, len(wanted)):.4f} of {len(wanted):,} pairs")
    if args.contained:
        wanted = {pair for pair, (jaccard, share) in true.items() if share >= args.contained and jaccard < args.threshold}
        print(f"containment >= {args.contained} below that: recall {len(wanted & found.keys()) / max(1, len(wanted)):.4f} of {len(wanted):,} pairs")
    false = [pair for pair in found if (true.get(pair, (0, 0))[0] < args.threshold) and true.get(pair, (0, 0))[1] < (args.contained or 2)]
    off = max((abs(jaccard - true.get(pair, (0, 0))[0]) for pair, jaccard in found.items()), default=0)
    print(f"found {len(found):,}, of these false {len(false)}; the Jaccard index is off by {off:.6f} at most")


def at_least(true: Truth, level: float) -> set[Pair]:
    return {pair for pair, (jaccard, _) in true.items() if jaccard >= level}


def peer_pairs(path: Path) -> set[Pair]:
    return {frozenset((row["a"], row["b"])) for row in map(orjson.loads, path.open("rb"))}


def own_shingles(text: str) -> list[str]:
    words = tokens(text)
    return [" ".join(words[i : i + WORDS]) for i in range(max(1, len(words) - WORDS + 1))] if words else []


def labelled(args: argparse.Namespace) -> None:
    rows: list[dict[str, Any]] = [json.loads(line) for line in args.texts.open()]
    cleaner = Cleaner(Config(preset="raw"))
    for name, text_of in (("raw", str), ("cleaned", lambda text: cleaner.clean(Document.of(text)).text)):
        indices = [(jaccard_of(*(shingle_hashes(text_of(row[side])) for side in "ab")), row["label"] >= 1) for row in rows]
        for threshold in (0.5, 0.7, 0.8):
            told = [true for jaccard, true in indices if jaccard >= threshold]
            wanted = sum(true for _, true in indices)
            print(f"{name:8} Jaccard >= {threshold}: precision {sum(told) / max(1, len(told)):.3f} recall {sum(told) / max(1, wanted):.3f}")


def jaccard_of(a: set[int], b: set[int]) -> float:
    return len(a & b) / max(1, len(a | b))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    for work in (labelled, against):
        command = commands.add_parser(work.__name__)
        command.set_defaults(work=work)
        command.add_argument("texts", type=Path)
    command.add_argument("--peers", metavar="PYTHON", help="an interpreter with rensa, datasketch, daft and datatrove")
    command.add_argument("--threshold", type=float, default=0.7)
    command.add_argument("--contained", type=float, default=0.0)
    args = parser.parse_args()
    args.work(args)


if __name__ == "__main__":
    main()
