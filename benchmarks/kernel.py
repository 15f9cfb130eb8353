"""Measure the kernel on one core: from raw UTF-8 to MinHash signatures, and its parts.

    python benchmarks/kernel.py TEXTS.jsonl[.zst] ... [--peers PYTHON] [--runs 9]

TEXTS has a JSON object a line with a field `text`. Figures are MB of UTF-8 text a second of CPU time (user and system), of the best
of some runs, 128 permutations, word 5-grams. With `--peers`, an interpreter that has datasketch 2 and rensa runs both over a part of
the same texts: words by `str.split` alone (no folding, the cheapest tokens that there are), 5-grams joined, and `update`.
"""

from __future__ import annotations

import argparse
import io
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import orjson
import zstandard

from cleaner.kernels.batch import shingle_sets, signatures

PEER = """
import json, sys, time
texts = [json.loads(line) for line in open(sys.argv[1])]
def shingles(text):
    words = text.split()
    return [" ".join(words[i:i + 5]) for i in range(max(1, len(words) - 4))]
def with_datasketch():
    from datasketch import MinHash
    for text in texts:
        MinHash(num_perm=128).update_batch([each.encode() for each in shingles(text)])
def with_rensa():
    from rensa import RMinHash
    for text in texts:
        RMinHash(num_perm=128, seed=1).update(shingles(text))
for name, run in (("datasketch", with_datasketch), ("rensa", with_rensa)):
    start = time.process_time()
    run()
    print(name, sum(len(text.encode()) for text in texts) / (time.process_time() - start) / 1e6)
"""
PEER_TEXTS = 2000


def read(path: Path) -> list[bytes]:
    with path.open("rb") as file:
        lines = io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(file)) if path.suffix == ".zst" else file
        return [orjson.loads(line)["text"].encode() for line in lines]


def best(works: Sequence[Callable[[], object]], runs: int) -> list[float]:
    """Return the least CPU time of each of some works, in seconds; they take turns, so that a noisy minute hits all."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(runs + 1):
        for work, taken in zip(works, times, strict=True):
            start = time.process_time()
            work()
            taken.append(time.process_time() - start)
    return [min(taken[1:]) for taken in times]


def measure(path: Path, texts: list[bytes], runs: int) -> None:
    buffer, offsets = np.frombuffer(b"".join(texts), np.uint8), np.cumsum([0, *map(len, texts)], dtype=np.int64)
    size, shingles = len(buffer) / 1e6, int(signatures(buffer, offsets).counts.sum())
    works = [lambda: signatures(buffer, offsets), lambda: signatures(buffer, offsets, num_perm=0), lambda: shingle_sets(buffer, offsets)]
    whole, without, sets = best(works, runs)
    print(f"{path.name}: {size:.1f} MB, {len(texts):,} texts, {shingles:,} shingles")
    print(f"  signatures          {size / whole:7.0f} MB/s")
    print(f"  shingling alone     {size / without:7.0f} MB/s")
    print(f"  permutations alone  {size / (whole - without):7.0f} MB/s, {(whole - without) / shingles * 1e9:.1f} ns a shingle")
    print(f"  sorted sets         {size / sets:7.0f} MB/s", flush=True)


def peers(texts: list[bytes], python: str) -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        file.writelines(json.dumps(text.decode()) + "\n" for text in texts[:PEER_TEXTS])
        file.flush()
        ran = subprocess.run([python, "-c", PEER, file.name], capture_output=True, text=True, check=True)
    for line in ran.stdout.splitlines():
        name, rate = line.split()
        print(f"  {name:18}  {float(rate):7.1f} MB/s", flush=True)


def start_up() -> None:
    """Time a process that sketches one text: the libraries, the tables, the compiled code."""
    code = "import time; from cleaner.dedup.sketches import Sketches; Sketches.of(['a'], ['One text.']); print(time.process_time())"
    times = [float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout) for _ in range(5)]
    print(f"a process that sketches one text: {min(times):.2f} s of CPU time")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--peers", help="an interpreter that has datasketch and rensa")
    parser.add_argument("--runs", type=int, default=9)
    args = parser.parse_args()
    for path in args.texts:
        texts = read(path)
        measure(path, texts, args.runs)
        if args.peers:
            peers(texts, args.peers)
    start_up()


if __name__ == "__main__":
    main()
