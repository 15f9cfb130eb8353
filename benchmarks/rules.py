"""Measure the rules on extractor output whose lines are labelled: fires, label precision, F1 gained and lost.

    python benchmarks/rules.py DATA [--preset extracted] [--lines FILE] [--only RULE]

DATA is a folder with `lines_*.jsonl.zst` and the golds that they were aligned with. For each rule: how often it fired, on
how many pages, the share of its lines that the gold lacks (label `drop` or `dup`), and the mean change of word F1 (in
thousandths, summed over pages). `--lines` prints every removed line with its neighbours to a file, for reading.
Pages with 20 or more `drop` lines in a row are left out of the count of pages that lose.
"""

from __future__ import annotations

import argparse
import collections
import io
import re
import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import orjson
import zstandard

from cleaner import Cleaned, Cleaner, Config, Document

WORD = re.compile(r"\w+")
SETS = ("lines_trafilatura_nc", "lines_resiliparse")
LONG_DROP = 20


class Page(NamedTuple):
    """A page as an extractor gave it: lines, their labels, and the gold beside them."""

    id: str
    set: str
    lines: list[str]
    labels: list[str]
    gold: dict[str, Any]

    @property
    def text(self) -> str:
        """The lines joined."""
        return "\n".join(self.lines)


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a compressed JSONL file."""
    with path.open("rb") as file:
        for line in io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(file)):
            yield orjson.loads(line)


def pages(data: Path, name: str, golds: dict[str, dict[str, Any]]) -> list[Page]:
    """Join lines to pages."""
    found: dict[str, Page] = {}
    for row in rows(data / f"{name}.jsonl.zst"):
        page = found.setdefault(row["id"], Page(row["id"], row["set"], [], [], golds[row["id"]]))
        page.lines.append(row["text"])
        page.labels.append(row["label"])
    return list(found.values())


def word_f1(gold: str, text: str) -> float:
    """Return the F1 of two bags of words."""
    a, b = (collections.Counter(WORD.findall(s.lower())) for s in (gold, text))
    common = (a & b).total()
    return 2 * common / (a.total() + b.total()) if common else float(not a and not b)


def has_long_drop(labels: list[str]) -> bool:
    """Tell whether the gold lacks a whole stretch of the page."""
    run = longest = 0
    for label in labels:
        run = run + 1 if label == "drop" else 0
        longest = max(longest, run)
    return longest >= LONG_DROP


def removed_lines(page: Page, cleaned: Cleaned) -> Iterator[tuple[int, str]]:
    """Yield the number of each line that went, with the rule that took it; cuts inside a line count as well."""
    at = 0
    for number, line in enumerate(page.lines):
        for removal in cleaned.removals:
            overlap = min(at + len(line), removal.end) - max(at, removal.start)
            if overlap > 0:
                yield number, removal.rule
        at += len(line) + 1


class Tally(NamedTuple):
    """What one rule did."""

    labels: collections.Counter[str]
    pages: set[str]
    gained: list[float]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--preset", default="extracted")
    parser.add_argument("--lines", type=Path)
    parser.add_argument("--only", default="")
    args = parser.parse_args()
    cleaner = Cleaner(Config(preset=args.preset, select=(args.only,) if args.only else ()))
    golds = {row["id"]: row for name in ("atf", "wcxb_dev_article") for row in rows(args.data / f"{name}.jsonl.zst") if row.pop("html", True)}
    tallies: dict[str, Tally] = {}
    report: list[str] = []
    for name in SETS:
        changes: dict[str, list[float]] = collections.defaultdict(list)
        fair: dict[str, list[float]] = collections.defaultdict(list)
        for page in pages(args.data, name, golds):
            gold = page.gold
            if not gold["gold"].strip():
                continue
            meta = {key: gold[key] for key in ("title", "author", "date", "url") if gold.get(key)}
            cleaned = cleaner.clean(Document(page.text, page.id, gold.get("site") or "", meta))
            change = word_f1(gold["gold"], cleaned.text) - word_f1(gold["gold"], page.text) if cleaned.removals else 0.0
            changes[page.set].append(change)
            if not has_long_drop(page.labels):
                fair[page.set].append(change)
            gone = list(removed_lines(page, cleaned))
            for number, rule in gone:
                tally = tallies.setdefault(rule, Tally(collections.Counter(), set(), []))
                tally.labels[page.labels[number]] += 1
                tally.pages.add(page.id)
                report.append(f"{rule}\t{page.labels[number]}\t{name}\t{page.id}\t{number}/{len(page.lines)}\t{page.lines[number]}")
            for rule in {rule for _, rule in gone}:
                tallies[rule].gained.append(change)
        for subset, values in changes.items():
            up, down = sum(c > 0.01 for c in fair[subset]), sum(c < -0.01 for c in fair[subset])
            mean = f"mean word F1 {statistics.mean(values):+.5f}"
            print(f"{name} {subset}: pages {len(values)}  {mean}  up > .01: {up}  down > .01: {down}  worst {min(values):+.3f}")
    print(f"{'rule':44} lines pages  precision  labels  F1 x 1000 of its pages")
    for rule, tally in sorted(tallies.items()):
        n = tally.labels.total()
        good = tally.labels["drop"] + tally.labels["dup"]
        print(f"{rule:44} {n:5} {len(tally.pages):5}  {good / n:9.2f}  {dict(tally.labels)}  {1000 * sum(tally.gained):+.0f}")
    if args.lines:
        args.lines.write_text("\n".join(sorted(report)) + "\n", "utf-8")


if __name__ == "__main__":
    main()
