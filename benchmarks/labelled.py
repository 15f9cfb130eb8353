"""Labelled pages for the quality benches: lines of an extractor or of the whole visible page, beside their gold, and scores."""

from __future__ import annotations

import collections
import io
import re
import statistics
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import lxml.html
import orjson
import zstandard

__all__ = ["SETS", "VISIBLE", "Change", "Page", "Score", "load", "rows", "score", "shingle_f1", "words"]

WORD = re.compile(r"\w+")
SETS = ("lines_trafilatura_nc", "lines_resiliparse")
VISIBLE = "visible"
"""The name of the set that is made from the HTML of the golds: everything that a reader may see."""
GOLDS = ("atf", "wcxb_dev_article")
LONG_DROP = 20
SHINGLE = 4
KEPT_COVER = 0.7
"""A line of the visible page counts as article when so much of its runs of words stands in the gold."""
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark q s samp small span strike strong sub sup time tt u var wbr".split()
)
HIDDEN = frozenset("head iframe math noscript object script style svg template title".split())


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

    @property
    def has_long_drop(self) -> bool:
        """Tell whether the gold lacks a whole stretch of the page."""
        run = longest = 0
        for label in self.labels:
            run = run + 1 if label == "drop" else 0
            longest = max(longest, run)
        return longest >= LONG_DROP


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSONL file, plain or compressed."""
    with path.open("rb") as file:
        for line in io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(file)) if path.suffix == ".zst" else file:
            yield orjson.loads(line)


def load(data: Path, name: str) -> list[Page]:
    """Return the pages of a set that have a gold; the visible ones are cut and labelled here."""
    golds = [row for gold in GOLDS for row in _gold_rows(data, gold, html=name == VISIBLE)]
    if name == VISIBLE:
        return [_visible_page(row) for row in golds]
    by_id = {row["id"]: row for row in golds}
    found: dict[str, Page] = {}
    for row in rows(data / f"{name}.jsonl.zst"):
        if row["id"] in by_id:
            page = found.setdefault(row["id"], Page(row["id"], row["set"], [], [], by_id[row["id"]]))
            page.lines.append(row["text"])
            page.labels.append(row["label"])
    return list(found.values())


def _gold_rows(data: Path, name: str, *, html: bool) -> Iterator[dict[str, Any]]:
    for row in rows(data / f"{name}.jsonl.zst"):
        row["set"] = name
        if not html:
            del row["html"]
        if row["gold"].strip():
            yield row


def _visible_page(row: dict[str, Any]) -> Page:
    lines = visible_lines(row.pop("html"))
    known = shingles(row["gold"], 2).keys()
    labels = [_label(line, known) for line in lines]
    return Page(row["id"], row["set"], lines, labels, row)


def _label(line: str, known: Iterable[tuple[str, ...]]) -> str:
    pairs = shingles(line, 2)
    return "keep" if pairs and len(pairs.keys() & known) >= KEPT_COVER * len(pairs) else "drop"


def visible_lines(html: str) -> list[str]:
    """Return the text of a page, block by block, without scripts, styles and what else no reader sees."""
    html = re.sub(r"^\s*<\?xml[^>]*>", "", html)
    try:
        root = lxml.html.document_fromstring(html)
    except (lxml.etree.ParserError, ValueError):
        return []
    parts: list[str] = []
    _collect(root, parts)
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return [line for line in lines if line]


def _collect(node: Any, parts: list[str]) -> None:
    stack = [(node, False)]
    while stack:
        here, leaves = stack.pop()
        block = not isinstance(here.tag, str) or here.tag not in INLINE
        if leaves:
            parts.append("\n" * block + (here.tail or "").replace("\n", " "))
            continue
        stack.append((here, True))
        if isinstance(here.tag, str) and here.tag not in HIDDEN:
            parts.append("\n" * block + (here.text or "").replace("\n", " "))
            stack += [(child, False) for child in reversed(here)]


def words(text: str) -> collections.Counter[str]:
    """Return the bag of a text's words, folded."""
    return collections.Counter(WORD.findall(text.lower()))


def shingles(text: str, n: int = SHINGLE) -> collections.Counter[tuple[str, ...]]:
    """Return the bag of runs of n words, as they are written."""
    tokens = WORD.findall(text)
    if len(tokens) < n:
        return collections.Counter([tuple(tokens)] if tokens else [])
    return collections.Counter(zip(*(tokens[i:] for i in range(n)), strict=False))


class Score(NamedTuple):
    """Precision and recall of a bag against the gold's."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return 2 * self.precision * self.recall / (self.precision + self.recall) if self.precision and self.recall else 0.0


def score(gold: collections.Counter[Any], bag: collections.Counter[Any]) -> Score:
    """Score one bag against another; two empty ones are alike."""
    if not gold or not bag:
        return Score(*(float(not gold and not bag),) * 2)
    common = (gold & bag).total()
    return Score(common / bag.total(), common / gold.total())


class Change(NamedTuple):
    """What cleaning did to one page: its scores before and after, and whether it counts among pages that gain and lose."""

    fair: bool
    before: tuple[Score, Score]
    after: tuple[Score, Score]

    @property
    def gain(self) -> float:
        """The change of word F1."""
        return self.after[0].f1 - self.before[0].f1


def shingle_f1(scores: Iterable[Score]) -> float:
    """Return the F1 of mean precision and mean recall, as the article-extraction benchmark has it."""
    precision, recall = (statistics.mean(values) for values in zip(*scores, strict=True))
    return Score(precision, recall).f1
