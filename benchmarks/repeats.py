"""Measure what goes as furniture of a site: against labelled lines, in characters of a corpus, and in re-posts that must survive.

    python benchmarks/repeats.py labels DATA
    python benchmarks/repeats.py corpus FILE [--sample 100]
    python benchmarks/repeats.py reposts FILE TRUTH
    python benchmarks/repeats.py variants FILE
    python benchmarks/repeats.py cost FILE [--runs 3] [--html-field NAME]
    python benchmarks/repeats.py memory FILE

All go through `cleaner clean` as a user would call it. `labels` takes a folder with lines of two extractors and the golds of news pages, two pages a
site; it runs rules alone and rules with furniture, and says what share of the lines that went the gold lacks. Shingle F1 is that of mean precision and
mean recall of 4-word shingles over all pages, those without lines as empty texts. `corpus` takes JSONL with id, site and text: characters that go per
site, and a sample of what goes. `reposts` says how many of the documents with a partner at J >= .7 (TRUTH: pairs as [id, id, J, containment]) still
have one. `variants` prints what stays at the ends of pages although lines like it, but for one place, stand on a tenth of the site's pages: to be read.
`cost` says how much processor time counting adds to `clean`, modules compiled as where it is installed: runs with and without take turns, medians count.
`memory` says how much memory counting allocates at its peak while lines lie in files, as in `clean`, for each block that is different on its site.
"""

from __future__ import annotations

import argparse
import collections
import io
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import tracemalloc
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pyarrow.parquet as pq
import zstandard
from labelled import SETS, Page, load, score, shingle_f1, shingles

import cleaner

RULE = "repeats/site"
AS_FOUND = ("drop", "dup")
NEAR = 0.7
LOOKED_AT = 0.4
AT_END, SHORT, SHARE = 4, 25, 0.1
"""Lines from either end of a page, the words of a short one, and the share of a site's pages that furniture stands on."""
SHARD = 2500
"""Documents of a shard, about as many as a task of a run has."""


def clean(rows: Iterable[dict[str, Any]], *options: str) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """Run `cleaner clean` over rows; return the texts that are left by their ids, and the ledger."""
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "in.jsonl", Path(folder) / "out"
        source.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
        command = [sys.executable, "-m", "cleaner", "clean", str(source), "-o", str(out), "--duplicates", "mark", *options]
        subprocess.run(command, check=True, capture_output=True)
        left = {row["id"]: row["text"] for row in map(orjson.loads, (out / "in.jsonl").read_bytes().splitlines())}
        ledger = [row for path in sorted((out / "_cleaner/ledger").glob("*.parquet")) for row in pq.read_table(path).to_pylist()]
    return left, ledger


def labels(data: Path) -> None:
    """Compare with the labels of lines, on the pages of which there are two of each site."""
    golds = [row for row in _rows(data / "atf.jsonl.zst") if row["gold"].strip()]
    for name in SETS:
        pages = {page.id: page for page in load(data, name) if page.set == "atf"}
        rows = [{"id": page.id, "site": page.gold["site"], "text": page.text} for page in pages.values()]
        before = {id: page.text for id, page in pages.items()}
        alone, _ = clean(rows, "--repeats", "off")
        both, ledger = clean(rows)
        found = collections.Counter(label for row in ledger if row["rule"] == RULE for label in _labels(pages[row["doc"]], row))
        good, total = sum(found[label] for label in AS_FOUND), found.total()
        print(f"{name}: shingle F1 {_f1(golds, before):.4f}, with rules {_f1(golds, alone):.4f}, with rules and furniture {_f1(golds, both):.4f}")
        print(f"  {total} lines went as furniture, precision {good / max(1, total):.3f}  {dict(found)}")


def _labels(page: Page, row: dict[str, Any]) -> Iterator[str]:
    """Yield the labels of the lines that a removal covers."""
    at = 0
    for line, label in zip(page.lines, page.labels, strict=True):
        if line.strip() and row["start"] <= at and at + len(line) <= row["end"]:
            yield label
        at += len(line) + 1


def _f1(golds: Iterable[dict[str, Any]], texts: dict[str, str]) -> float:
    return shingle_f1(score(shingles(gold["gold"]), shingles(texts.get(gold["id"], ""))) for gold in golds)


def corpus(path: Path, sample: int, preset: str) -> None:
    """Say what share of the characters goes on each site, and print some of what goes."""
    rows = list(_rows(path))
    site = {row["id"]: row["site"] for row in rows}
    left, ledger = clean(rows, "--preset", preset)
    chars, furniture, kept = collections.Counter[str](), collections.Counter[str](), collections.Counter[str]()
    seen = collections.defaultdict[str, dict[str, dict[str, Any]]](dict)
    for row in rows:
        chars[row["site"]] += len(row["text"])
        kept[row["site"]] += len(left.get(row["id"], ""))
    for row in ledger:
        if row["rule"] == RULE:
            furniture[site[row["doc"]]] += row["end"] - row["start"]
            seen[site[row["doc"]]].setdefault(row["text"].strip(), row)
    for name in sorted(chars):
        print(f"{name}: {chars[name]:,} characters, {1 - kept[name] / chars[name]:.3f} go, as furniture {furniture[name] / chars[name]:.3f}")
        for text in random.Random(0).sample(sorted(seen[name]), min(sample, len(seen[name]))):
            print(f"    {text[:150]!r}  ({seen[name][text]['evidence']})")
    print(f"all: {1 - kept.total() / chars.total():.4f} of the characters go, as furniture {furniture.total() / chars.total():.4f}")


def reposts(path: Path, truth: Path) -> None:
    """Say how many documents with a near-duplicate still have one when furniture is gone."""
    rows = list(_rows(path))
    left, ledger = clean(rows)
    pairs = [pair for pair in json.loads(_open(truth).read()) if pair[2] >= LOOKED_AT]
    had = {id for a, b, jaccard, _ in pairs if jaccard >= NEAR for id in (a, b)}
    sets = {id: _five(left[id]) for a, b, _, _ in pairs for id in (a, b)}
    have = {id for a, b, _, _ in pairs if _jaccard(sets[a], sets[b]) >= NEAR for id in (a, b)}
    print(f"{len(had)} documents have a partner at J >= {NEAR}; {len(had & have)} still have one: {len(had & have) / len(had):.4f}")
    print(collections.Counter(row["text"].strip() for row in ledger if row["rule"] == RULE).most_common(12))


def variants(path: Path, preset: str) -> None:
    """Print lines at the ends of cleaned pages that differ in one place from lines of other pages."""
    from cleaner.mine.variants import frame_of, group_variants, units_of

    rows = list(_rows(path))
    left, _ = clean(rows, "--preset", preset)
    sites = collections.defaultdict[str, list[str]](list)
    for row in rows:
        sites[row["site"]].append(left[row["id"]])
    groups = chars = 0
    for site, texts in sorted(sites.items()):
        seen = collections.defaultdict[str, set[int]](set)
        for page, text in enumerate(texts):
            lines = [line.strip() for line in text.split("\n") if line.strip()]
            for line in {*lines[:AT_END], *lines[-AT_END:]}:
                if len(units_of(line)) <= SHORT:
                    seen[line].add(page)
        lines = sorted(seen, key=lambda line: (-len(seen[line]), line))
        for group in group_variants(lines):
            pages = set().union(*(seen[lines[i]] for i in group))
            if len(group) > 1 and len(pages) >= max(3 if len(texts) > 3 else 2, SHARE * len(texts)):
                frame = frame_of([units_of(lines[i]) for i in group])
                groups, chars = groups + 1, chars + sum(len(lines[i]) * len(seen[lines[i]]) for i in group)
                print(f"{site}: on {len(pages)} of {len(texts)} pages, {frame}: {[lines[i][:90] for i in group[:3]]}")
    print(f"{groups} groups of variants, {chars:,} of {sum(map(len, left.values())):,} characters")


def cost(path: Path, runs: int, options: list[str]) -> None:
    """Say how much processor time counting adds to `clean`."""
    times = collections.defaultdict[str, list[float]](list)
    kept = tempfile.TemporaryDirectory()
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": kept.name}  # as where it is installed, modules are compiled once
    for repeats in ["off", "site"] * (runs + 1):
        with tempfile.TemporaryDirectory() as folder:
            before = _used()
            command = [sys.executable, "-m", "cleaner", "clean", str(path), "-o", f"{folder}/out", "--duplicates", "ignore", "--repeats", repeats, *options]
            subprocess.run([*command, "--workers", "1"], check=True, capture_output=True, env=env)
            times[repeats].append(_used() - before)
    without, counting = (statistics.median(times[repeats][1:]) for repeats in ("off", "site"))  # the first run may compile
    print(f"without counting {without:.1f} s of processor time, with counting {counting:.1f} s: {counting / without - 1:+.0%}")


def memory(path: Path) -> None:
    """Say how much memory it takes to find furniture, for each distinct block, of which lines lie in files as in a run."""
    from cleaner.repeats.shard import line_shard
    from cleaner.repeats.sites import furniture_of_sites
    from cleaner.scale.arrays import write_arrays
    from cleaner.scale.scan import site_numbers
    from cleaner.scale.shards import ARRAYS, StoredShard

    rows = list(_rows(path))
    sites = [site_numbers([row["site"] for row in rows[at : at + SHARD]], "site") for at in range(0, len(rows), SHARD)]
    with tempfile.TemporaryDirectory() as name:
        shards = [StoredShard(Path(name) / str(number)) for number in range(len(sites))]
        distinct = set[tuple[int, int]]()
        for number, shard in enumerate(shards):
            write_arrays(shard.folder / ARRAYS, line_shard([row["text"].encode() for row in rows[number * SHARD : (number + 1) * SHARD]]))
            of = np.repeat(sites[number], np.diff(shard["line_bounds"]))
            distinct |= set(zip(of.tolist(), shard["lines"]["exact"].tolist(), strict=True))
        firsts = np.cumsum([0, *map(len, sites)])
        clusters = [np.arange(first, end) for first, end in pairwise(firsts)]
        tracemalloc.start()
        marks = furniture_of_sites(shards, sites, clusters)
        peak = tracemalloc.get_traced_memory()[1]
    lines = sum(len(one.gone) for one in marks)
    print(f"{lines:,} blocks, {len(distinct):,} of them distinct: {peak / 1e6:.1f} MB at the peak, {peak / len(distinct):.0f} bytes a distinct block")


def _used() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _five(text: str) -> set[int]:
    from cleaner.text.shingles import shingle_hashes

    return shingle_hashes(text)


def _jaccard(a: set[int], b: set[int]) -> float:
    return len(a & b) / max(1, len(a | b))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    yield from map(orjson.loads, _open(path))


def _open(path: Path) -> Any:
    file = path.open("rb")
    return io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(file)) if path.suffix == ".zst" else file


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("labels", "corpus", "reposts", "variants", "cost", "memory"))
    parser.add_argument("path", type=Path)
    parser.add_argument("truth", type=Path, nargs="?")
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--preset", default="extracted")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--html-field", default="")
    args = parser.parse_args()
    print(f"cleaner {cleaner.__version__}")
    if args.what == "labels":
        labels(args.path)
    elif args.what == "corpus":
        corpus(args.path, args.sample, args.preset)
    elif args.what == "cost":
        cost(args.path, args.runs, ["--html-field", args.html_field] if args.html_field else [])
    elif args.what == "memory":
        memory(args.path)
    elif args.what == "variants":
        variants(args.path, args.preset)
    else:
        reposts(args.path, args.truth)


if __name__ == "__main__":
    main()
