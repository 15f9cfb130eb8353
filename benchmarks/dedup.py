"""Measure near-duplicates through the command: speed, memory and growth, peers beside it.

    python benchmarks/dedup.py speed TEXTS.jsonl [--copies 1] [--runs 3] [--peers PYTHON] [--only PEER ...]
    python benchmarks/dedup.py growth [--sizes 10000 100000 1000000] [--folder DIR] [--plot FILE.svg] [--peers PYTHON] [--patience 100]

From the start of the process to the file of clusters, with two processes; each run of a peer stands beside one of ours.
Memory is that of all processes together at its peak, and what of it is anonymous (not files, which the system may take back).
`speed`: over so many copies of the texts that are no copies, since every third word of each is another.
`growth`: over corpora of benchmarks/corpus.py; a peer stands out where it would take more than so many seconds.
What is found is measured by benchmarks/pairs.py.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import orjson
from plot import draw

HERE = Path(__file__).parent
PEERS = ("rensa", "datasketch", "daft", "datatrove")
OURS = "cleaner dedup"
THIRD = re.compile(r"(\w+\W+\w+\W+\w+)")


class Run(NamedTuple):
    """How a process went: seconds that passed, of the processors, and peaks of memory in bytes; and what it said."""

    passed: float
    used: float
    memory: int
    anonymous: int
    said: str


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


def run(command: Sequence[object]) -> Run:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start, peak, anonymous = time.perf_counter(), 0, 0
    with tempfile.TemporaryFile() as said, subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, stderr=said) as running:
        while running.poll() is None:
            memory = tree_memory(running.pid)
            peak, anonymous = max(peak, memory[0]), max(anonymous, memory[1])
            time.sleep(0.1)
        passed = time.perf_counter() - start
        said.seek(0)
        text = said.read().decode(errors="replace")
    if running.returncode:
        sys.exit(text)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Run(passed, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, peak, anonymous, text)


def ours(texts: Path, folder: Path, *more: object) -> list[object]:
    return [sys.executable, "-m", "cleaner", "dedup", texts, "--dry-run", "--workers", 2, "--clusters", folder / "clusters", *more]


def theirs(python: str, peer: str, texts: Path, folder: Path) -> list[object]:
    return [python, HERE / "peers_dedup.py", peer, texts, folder / f"{peer}.pairs"]


def report(what: str, size: int, runs: Sequence[Run]) -> None:
    passed, used = (statistics.median(getattr(one, name) for one in runs) for name in ("passed", "used"))
    memory, anonymous = (max(getattr(one, name) for one in runs) for name in ("memory", "anonymous"))
    times = f"{passed:7.2f} s {size / passed / 1e6:6.1f} MB/s {used:7.2f} s of processor {size / used / 1e6:6.1f} MB/s"
    print(f"{what:28} {times} {memory / 1e6:6.0f} MB, {anonymous / 1e6:.0f} anonymous", flush=True)


def speed(args: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = multiplied(args.texts, folder, args.copies) if args.copies > 1 else args.texts
        size = texts.stat().st_size
        run(ours(texts, folder))
        runs: dict[str, list[Run]] = {OURS: [], **{peer: [] for peer in (args.only or PEERS if args.peers else ())}}
        for _ in range(args.runs):
            for one, done in runs.items():
                done.append(run(ours(texts, folder) if one == OURS else theirs(args.peers, one, texts, folder)))
    for one, done in runs.items():
        report(one, size, done)
        for kind, what in (("passed", "as much time"), ("used", "as much of the processor")):
            ratio = statistics.median(getattr(his, kind) / getattr(own, kind) for his, own in zip(done, runs[OURS], strict=True))
            if one != OURS:
                print(f"  {ratio:.1f} times {what}", flush=True)


def multiplied(texts: Path, folder: Path, copies: int) -> Path:
    """Write the texts several times; every third word of a copy has the copy's number at its end, so no two are alike."""
    with texts.open("rb") as file, (folder / "texts.jsonl").open("wb") as out:
        for row in map(orjson.loads, file):
            for copy in range(copies):
                text = THIRD.sub(rf"\1x{copy}", row["text"]) if copy else row["text"]
                out.write(orjson.dumps({**row, "id": f"{copy}/{row['id']}", "text": text}) + b"\n")
    return folder / "texts.jsonl"


def growth(args: argparse.Namespace) -> None:
    used: list[tuple[int, float]] = []
    curves: dict[str, list[tuple[float, float]]] = {OURS: [], **{peer: [] for peer in (args.only or PEERS if args.peers else ())}}
    with tempfile.TemporaryDirectory(dir=args.folder) as name:
        for documents, texts in corpora(args.sizes, Path(name)):
            for one, points in curves.items():
                if one != OURS and points and points[-1][1] * documents / points[-1][0] > args.patience:
                    continue
                command = ours(texts, Path(name), "--max-loss", 1) if one == OURS else theirs(args.peers, one, texts, Path(name))
                runs = [run(command) for _ in range(args.runs if one == OURS else 1)]
                report(f"{one}, {documents:,}", texts.stat().st_size, runs)
                points.append((documents, statistics.median(done.passed for done in runs)))
                if one == OURS:
                    used.append((documents, statistics.median(done.used for done in runs)))
                    anonymous = max(done.anonymous for done in runs) / documents
                    print(f"  {used[-1][1] / documents * 1e6:.1f} microseconds of processor a document, {anonymous:.0f} anonymous bytes", flush=True)
    for what, points in (("the time", curves[OURS]), ("of the processor", used)):
        for (few, before), (many, after) in pairwise(points):
            print(f"from {few:,.0f} to {many:,.0f} documents: {after / many / (before / few):.2f} times {what} a document")
    if args.plot:
        draw({name: points for name, points in curves.items() if points}, args.plot, x="documents", y="seconds")


def corpora(sizes: Sequence[int], folder: Path) -> Iterator[tuple[int, Path]]:
    """Yield corpora of so many documents, each for as long as it is looked at."""
    for documents in sizes:
        texts = folder / f"{documents}.jsonl"
        subprocess.run([sys.executable, HERE / "corpus.py", texts, "--documents", str(documents)], check=True)
        yield documents, texts
        texts.unlink()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    for work in (speed, growth):
        command = commands.add_parser(work.__name__)
        command.set_defaults(work=work)
        command.add_argument("--runs", type=int, default=3)
        command.add_argument("--peers", metavar="PYTHON", help="an interpreter with rensa, datasketch, daft and datatrove")
        command.add_argument("--only", nargs="+", choices=PEERS, metavar="PEER", help=f"of {', '.join(PEERS)}")
    commands.choices["speed"].add_argument("texts", type=Path)
    commands.choices["speed"].add_argument("--copies", type=int, default=1)
    command.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    command.add_argument("--folder", type=Path, help="where corpora are written")
    command.add_argument("--plot", type=Path, metavar="FILE.svg")
    command.add_argument("--patience", type=float, default=100, metavar="SECONDS")
    args = parser.parse_args()
    print(f"{os.cpu_count()} processors")
    args.work(args)


if __name__ == "__main__":
    main()
