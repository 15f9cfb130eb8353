"""Measure speed through the public entry points: rules over texts, the prefilter alone, start-up, and `clean` over a large file.

    python benchmarks/speed.py TEXTS.jsonl[.zst] [--peers PYTHON] [--size 400] [--runs 5]

TEXTS has a JSON object a line with a field `text`. Figures are medians over runs, as MB of UTF-8 text (or of JSONL) a
second. With `--peers`, an interpreter that has datatrove runs its C4 filter over a part of the same texts, in between.
`clean` runs, with rules alone, over copies of TEXTS up to so many MB, with two processes and the ledger on; memory is that of all processes
together, at its peak.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import orjson
import zstandard

from cleaner import Cleaner
from cleaner.text.page import Page

PEER = """
import json, sys, time
from datatrove.data import Document
from datatrove.pipeline.filters import C4QualityFilter
texts = [json.loads(line)["text"] for line in open(sys.argv[1])]
run = C4QualityFilter(split_paragraph=True)
docs = [Document(text=text, id=str(i)) for i, text in enumerate(texts)]
start = time.perf_counter()
for doc in docs:
    run.filter(doc)
print(sum(len(text.encode()) for text in texts) / (time.perf_counter() - start) / 1e6)
"""
PEER_TEXTS = 1000
RULES_ALONE = ("--duplicates", "ignore", "--repeats", "off")  # copies of one file are copies
SMALL = "The ferry left at six.\n\nSign up for our newsletter today.\n\nIt came back at noon, with nobody on board but the dog.\n"


def lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(file)) if path.suffix == ".zst" else file


def median_rate(work: Callable[[], object], size: int, runs: int) -> float:
    """Return MB a second: the median of some runs after one that is not counted."""
    work()
    rates = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        rates.append(size / (time.perf_counter() - start) / 1e6)
    return statistics.median(rates)


def report(what: str, figure: str) -> None:
    print(f"{what:66} {figure}", flush=True)


def in_process(texts: list[str], runs: int) -> float:
    """Rules over texts, `str` in and removals out, in a first pass and in later ones, and the prefilter alone; return MB a second of a later pass."""
    size = sum(len(text.encode()) for text in texts)
    cleaner = Cleaner()

    def rules() -> None:
        for cleaned in cleaner.clean_all(texts):
            _ = cleaned.removals

    def one_by_one() -> None:
        for text in texts:
            _ = cleaner.clean(text).removals

    data = [text.encode() for text in texts]
    find = cleaner.engine.set_for("en").prefilter.look

    def prefilter() -> None:
        for text in data:
            _ = find(text)

    start = time.perf_counter()
    rules()
    first = size / (time.perf_counter() - start) / 1e6
    report(f"clean_all: {len(cleaner.engine.rules)} rules, {len(texts):,} texts, {size / 1e6:.0f} MB, first pass", f"{first:6.1f} MB/s")
    report("the same, second pass", f"{(rate := median_rate(rules, size, runs)):6.1f} MB/s")
    report("the same, one by one with clean", f"{median_rate(one_by_one, size, runs):6.1f} MB/s")
    silent = sum(cleaner.engine.is_silent(Page(text, {})) for text in texts) / len(texts)
    fire, taken = where_time_goes(texts, cleaner)
    report("silent at one look; texts in which a rule fires, and their time", f"{silent:6.0%}; {fire:.0%}, {taken:.0%}")
    report("the prefilter alone", f"{median_rate(prefilter, size, runs):6.1f} MB/s")
    report("for comparison: text.encode()", f"{median_rate(lambda: [text.encode() for text in texts], size, runs):6.1f} MB/s")
    return rate


def where_time_goes(texts: list[str], cleaner: Cleaner) -> tuple[float, float]:
    """Return the share of the texts in which a rule fires, and of the time that these take."""
    times, counts = Counter[bool](), Counter[bool]()
    for text in texts:
        start = time.perf_counter()
        fires = bool(cleaner.clean(text).removals)
        times[fires] += time.perf_counter() - start
        counts[fires] += 1
    return counts[True] / len(texts), times[True] / times.total()


def peer(texts: list[str], python: str, rate: float) -> None:
    """A filter of datatrove over a part of the texts, beside our `rate`."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        file.writelines(json.dumps({"text": text}) + "\n" for text in texts[:PEER_TEXTS])
        file.flush()
        done = subprocess.run([python, "-c", PEER, file.name], capture_output=True, text=True, check=False)
    if not done.stdout:
        report("datatrove's C4 filter", done.stderr.strip().rpartition("\n")[2])
        return
    other = float(done.stdout.split()[-1])
    report("datatrove's C4 filter over a part of them; our second pass is", f"{other:6.2f} MB/s; {rate / other:.0f} times as fast")


def start_up(runs: int) -> None:
    """The time of a whole process that checks one small file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "small.txt"
        path.write_text(SMALL)
        times = []
        for _ in range(runs + 1):
            start = time.perf_counter()
            subprocess.run([sys.executable, "-m", "cleaner", "check", str(path)], capture_output=True, cwd=folder, check=False)
            times.append(time.perf_counter() - start)
    report("check: one small file, whole process", f"{statistics.median(times[1:]):6.2f} s")


def tree_memory(pid: int) -> int:
    """Return the resident bytes of a process and its children (Linux), shared pages counted once by their proportional size."""
    pids = [pid]
    for one in pids:
        try:
            pids += [int(child) for child in Path(f"/proc/{one}/task/{one}/children").read_text().split()]
        except OSError:
            continue
    total = 0
    for one in pids:
        try:
            total += next(int(line.split()[1]) for line in Path(f"/proc/{one}/smaps_rollup").read_text().splitlines() if line.startswith("Pss:"))
        except (OSError, StopIteration):
            continue
    return total * 1024


def clean_file(source: Path, megabytes: int) -> None:
    """`cleaner clean` over a large JSONL file with two processes."""
    with tempfile.TemporaryDirectory() as folder:
        big = Path(folder) / "in" / "big.jsonl"
        big.parent.mkdir()
        with big.open("wb") as file:
            while file.tell() < megabytes * 1e6:
                for line in lines(source):
                    file.write(line)
                    if file.tell() >= megabytes * 1e6:
                        break
        start, peak = time.perf_counter(), 0
        command = [sys.executable, "-m", "cleaner", "clean", str(big), "-o", str(Path(folder) / "out"), "--workers", "2", *RULES_ALONE]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as running:
            while running.poll() is None:
                peak = max(peak, tree_memory(running.pid))
                time.sleep(0.05)
        seconds = time.perf_counter() - start
        size = big.stat().st_size
    figure = f"{size / seconds / 1e6:6.1f} MB/s, {peak / 1e6:.0f} MB of memory, exit {running.returncode}"
    report(f"clean: {size / 1e6:.0f} MB of JSONL, two processes, ledger on", figure)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--peers", metavar="PYTHON", help="an interpreter with datatrove")
    parser.add_argument("--size", type=int, default=400, help="MB for `clean`")
    parser.add_argument("--runs", type=int, default=5)
    args = parser.parse_args()
    texts = [orjson.loads(line)["text"] for line in lines(args.texts)]
    report("processors", str(os.cpu_count()))
    rate = in_process(texts, args.runs)
    if args.peers:
        peer(texts, args.peers, rate)
    start_up(args.runs)
    clean_file(args.texts, args.size)


if __name__ == "__main__":
    main()
