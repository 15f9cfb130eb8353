"""Measure near-duplicates through the command: speed, memory and growth, recall against an exact pass, peers beside it.

    python benchmarks/dedup.py speed TEXTS.jsonl [--runs 3] [--peers PYTHON] [--documents N]
    python benchmarks/dedup.py growth [--sizes 10000 100000 1000000] [--folder DIR] [--plot FILE.png]
    python benchmarks/dedup.py exact TEXTS.jsonl [--threshold 0.7] [--contained 0.9]
    python benchmarks/dedup.py labelled PAIRS.jsonl

`speed`: from the start of the process to the file of clusters, with two processes; each run of a peer stands beside one of ours.
Memory is that of all processes together at its peak, and what of it is anonymous (not files, which the system may take back).
`growth`: over corpora of benchmarks/corpus.py. `exact`: recall and precision against all pairs, found without sampling through
an index of every shingle (some 10,000 documents at most). `labelled`: objects with two texts `a` and `b` and a `label`; precision and recall at label >= 1,
raw and after cleaning.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from cleaner import Cleaner, Config, Document
from cleaner.kernels.batch import shingle_sets
from cleaner.text.shingles import shingle_hashes

HERE = Path(__file__).parent
PEERS = ("rensa", "datasketch")


class Run(NamedTuple):
    """How a process went: seconds that passed, of the processors, and peaks of memory in bytes."""

    passed: float
    used: float
    memory: int
    anonymous: int


def tree_memory(pid: int) -> tuple[int, int]:
    """Return the bytes of a process and its children (Linux): shared pages counted once, and the anonymous ones."""
    pids, total, anonymous = [pid], 0, 0
    for one in pids:
        try:
            pids += [int(child) for child in Path(f"/proc/{one}/task/{one}/children").read_text().split()]
            values = dict(line.split()[:2] for line in Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()[1:])
            total += int(values["Pss:"])
            anonymous += int(values.get("Pss_Anon:", values["Anonymous:"]))
        except (OSError, KeyError, ValueError):
            continue
    return total * 1024, anonymous * 1024


def run(command: Sequence[object], *, watch: bool = True) -> Run:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start, peak, anonymous = time.perf_counter(), 0, 0
    with subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as running:
        while watch and running.poll() is None:
            memory = tree_memory(running.pid)
            peak, anonymous = max(peak, memory[0]), max(anonymous, memory[1])
            time.sleep(0.1)
        _, err = running.communicate()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if running.returncode:
        sys.exit(err.decode())
    return Run(time.perf_counter() - start, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, peak, anonymous)


def ours(texts: Path, folder: Path, *more: object) -> list[object]:
    return [sys.executable, "-m", "cleaner", "dedup", texts, "--dry-run", "--workers", 2, "--clusters", folder / "clusters", *more]


def report(what: str, size: int, runs: Sequence[Run]) -> None:
    passed, used = (statistics.median(getattr(one, name) for one in runs) for name in ("passed", "used"))
    memory, anonymous = (max(getattr(one, name) for one in runs) for name in ("memory", "anonymous"))
    times = f"{passed:7.2f} s {size / passed / 1e6:6.1f} MB/s {used:7.2f} s of processor {size / used / 1e6:6.1f} MB/s"
    print(f"{what:28} {times} {memory / 1e6:6.0f} MB, {anonymous / 1e6:.0f} anonymous", flush=True)


def speed(args: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = limited(args.texts, folder, args.documents)
        size = texts.stat().st_size
        run(ours(texts, folder))
        mine: list[Run] = []
        others: dict[str, list[Run]] = {peer: [] for peer in (PEERS if args.peers else ())}
        for _ in range(args.runs):
            mine.append(run(ours(texts, folder)))
            for peer, runs in others.items():
                runs.append(run([args.peers, HERE / "peers_dedup.py", peer, texts, folder / "pairs"]))
        report("cleaner dedup", size, mine)
        for peer, runs in others.items():
            report(peer, size, runs)
            for kind in ("passed", "used"):
                ratio = statistics.median(getattr(theirs, kind) / getattr(own, kind) for theirs, own in zip(runs, mine, strict=True))
                print(f"  {ratio:.1f} times as much time {'of the processor' if kind == 'used' else ''}")


def limited(texts: Path, folder: Path, documents: int) -> Path:
    if not documents:
        return texts
    with texts.open("rb") as file, (folder / "texts.jsonl").open("wb") as out:
        out.writelines(line for line, _ in zip(file, range(documents), strict=False))
    return folder / "texts.jsonl"


def growth(args: argparse.Namespace) -> None:
    points = []
    with tempfile.TemporaryDirectory(dir=args.folder) as name:
        folder = Path(name)
        for documents in args.sizes:
            texts = folder / f"{documents}.jsonl"
            subprocess.run([sys.executable, HERE / "corpus.py", texts, "--documents", str(documents)], check=True)
            runs = [run(ours(texts, folder, "--max-loss", 1)) for _ in range(args.runs)]
            report(f"{documents:,} documents", texts.stat().st_size, runs)
            best = min(one.used for one in runs)
            print(f"  {best / documents * 1e6:.1f} microseconds of processor a document, {max(one.anonymous for one in runs) / documents:.0f} anonymous bytes")
            points.append((documents, best))
            texts.unlink()
    for (few, before), (many, after) in pairwise(points):
        print(f"from {few:,} to {many:,} documents: {after / many / (before / few):.2f} times the time a document")
    if args.plot:
        plot(points, args.plot)


def plot(points: list[tuple[int, float]], path: Path) -> None:
    import matplotlib.pyplot as plt

    plt.loglog(*zip(*points, strict=True), marker="o")
    plt.xlabel("documents")
    plt.ylabel("seconds of processor")
    plt.savefig(path)


def all_pairs(texts: list[str]) -> Iterator[tuple[int, int, float, float]]:
    """Yield every pair that shares a shingle, with its Jaccard index and containment, through an index of every shingle."""
    data = [text.encode() for text in texts]
    values, bounds = shingle_sets(np.frombuffer(b"".join(data), np.uint8), np.cumsum([0, *map(len, data)], dtype=np.int64))
    owners = np.repeat(np.arange(len(texts)), np.diff(bounds))
    order = np.argsort(values, kind="stable")
    ordered, holders = values[order], owners[order]
    sizes = np.diff(bounds)
    for doc in range(len(texts)):
        own = values[bounds[doc] : bounds[doc + 1]]
        first, last = np.searchsorted(ordered, own), np.searchsorted(ordered, own, side="right")
        others = np.concatenate([holders[a:b] for a, b in zip(first, last, strict=True)] or [np.empty(0, np.int64)])
        counts = np.bincount(others[others > doc], minlength=doc + 1)
        for other in np.flatnonzero(counts).tolist():
            common = int(counts[other])
            yield doc, other, common / int(sizes[doc] + sizes[other] - common), common / int(min(sizes[doc], sizes[other]))


def exact(args: argparse.Namespace) -> None:
    rows = [json.loads(line) for line in args.texts.open()]
    ids = [row["id"] for row in rows]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        contained = ["--contained", args.contained] if args.contained else []
        run(ours(args.texts, folder, "--threshold", args.threshold, "--pairs", folder / "pairs", "--max-loss", 1, *contained))
        found = {frozenset((row["a"], row["b"])): row for row in map(json.loads, (folder / "pairs").open())}
    true = {frozenset((ids[a], ids[b])): (jaccard, share) for a, b, jaccard, share in all_pairs([row["text"] for row in rows])}
    for least in (args.threshold, 0.8, 0.9):
        wanted = {pair for pair, (jaccard, _) in true.items() if jaccard >= least}
        print(f"Jaccard >= {least}: {len(wanted)} pairs, recall {len(wanted & found.keys()) / max(1, len(wanted)):.4f}")
    if args.contained:
        wanted = {pair for pair, (jaccard, share) in true.items() if share >= args.contained and jaccard < args.threshold}
        print(f"containment >= {args.contained} below that: {len(wanted)} pairs, recall {len(wanted & found.keys()) / max(1, len(wanted)):.4f}")
    false = [pair for pair in found if true.get(pair, (0, 0))[0] < args.threshold and true.get(pair, (0, 0))[1] < (args.contained or 2)]
    off = max((abs(row["jaccard"] - true.get(pair, (0, 0))[0]) for pair, row in found.items()), default=0)
    print(f"found {len(found)}, of these false {len(false)}; the Jaccard index is off by {off:.6f} at most")


def labelled(args: argparse.Namespace) -> None:
    rows: list[dict[str, Any]] = [json.loads(line) for line in args.texts.open()]
    cleaner = Cleaner(Config(preset="raw"))
    for name, text_of in (("raw", str), ("cleaned", lambda text: cleaner.clean(Document.of(text)).text)):
        indices = []
        for row in rows:
            a, b = (shingle_hashes(text_of(row[side])) for side in "ab")
            indices.append((len(a & b) / max(1, len(a | b)), row["label"] >= 1))
        for threshold in (0.5, 0.7, 0.8):
            told = [true for jaccard, true in indices if jaccard >= threshold]
            wanted = sum(true for _, true in indices)
            print(f"{name:8} Jaccard >= {threshold}: precision {sum(told) / max(1, len(told)):.3f} recall {sum(told) / max(1, wanted):.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    for work in (speed, growth, exact, labelled):
        command = commands.add_parser(work.__name__)
        command.set_defaults(work=work)
        if work is not growth:
            command.add_argument("texts", type=Path)
        command.add_argument("--runs", type=int, default=3)
        command.add_argument("--peers", metavar="PYTHON", help="an interpreter with rensa and datasketch")
        command.add_argument("--documents", type=int, default=0, help="only so many of the texts")
        command.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
        command.add_argument("--folder", type=Path, help="where corpora are written")
        command.add_argument("--plot", type=Path, metavar="FILE.png")
        command.add_argument("--threshold", type=float, default=0.7)
        command.add_argument("--contained", type=float, default=0.0)
    args = parser.parse_args()
    print(f"{os.cpu_count()} processors")
    args.work(args)


if __name__ == "__main__":
    main()
