"""Passes over a scanned corpus for rules in the making: how prose writes words, what each rule takes, and what comes near it and stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner.mine.casing import count_casing
from cleaner.mine.misses import Miss, best, near_misses
from cleaner.passes import to_fixed_point
from cleaner.rules_engine.engine import Engine
from cleaner.rules_engine.spec import RuleSpec
from cleaner.scale.templates import Scanned
from cleaner.text.hosts import is_below
from cleaner.text.lines import PROSE_WORDS, SENTENCE
from cleaner.text.page import Page

__all__ = ["CaseCounter", "Measured", "Measurer"]


@dataclass(slots=True)
class Measured:
    """What a rule came to.

    On its own sites the characters, pages and lines that it takes, and how many of the lines stay in `clean` (`kept`); the other pages and sites that
    it would fire on; its near misses.
    """

    chars: int = 0
    pages: int = 0
    lines: int = 0
    kept: int = 0
    other_pages: int = 0
    other_sites: frozenset[str] = frozenset()
    misses: list[Miss] = field(default_factory=list)

    def __add__(self, other: Measured) -> Measured:
        return Measured(
            self.chars + other.chars,
            self.pages + other.pages,
            self.lines + other.lines,
            self.kept + other.kept,
            self.other_pages + other.other_pages,
            self.other_sites | other.other_sites,
            best([*self.misses, *other.misses]),
        )


@dataclass(frozen=True, slots=True)
class CaseCounter:
    """The work on one task: count how its prose writes the words inside sentences, and which words stand small inside its other lines."""

    state: Path

    def __call__(self, key: str) -> Counter[str]:
        """Count the words of a task."""
        scanned = Scanned.read(self.state, key)
        lines = scanned.lines
        prose = ~scanned.marks.gone & (lines["words"] >= PROSE_WORDS) & (lines["flags"] & SENTENCE > 0)
        counts = count_casing(_lines(scanned, prose))
        return counts + Counter({word: count for word, count in count_casing(_lines(scanned, ~prose)).items() if word[0].islower()})


@dataclass(frozen=True, slots=True)
class Measurer:
    """The work on one task: run rules over what the shipped ones have left of its documents, and look for near misses."""

    state: Path
    specs: Sequence[RuleSpec]
    wanted: Sequence[frozenset[str]]

    def __call__(self, key: str) -> list[Measured]:
        """Measure each rule on a task."""
        scanned = Scanned.read(self.state, key)
        found = {spec.id: Measured() for spec in self.specs}
        own, free = Engine(self.specs), Engine(replace(spec, hosts=()) for spec in self.specs)
        hosts = {spec.id: spec.hosts for spec in self.specs}
        for doc, site in enumerate(scanned.sites):
            page = Page(scanned.document(doc).decode("utf-8", "surrogatepass"), {"site": site} if site else {})
            candidates = free.candidates(page)
            for rule in candidates:
                if not _is_own(site, hosts[rule.spec.id]) and rule.propose(page):
                    one = found[rule.spec.id]
                    one.other_pages += 1
                    one.other_sites |= {site}
            if any(_is_own(site, hosts[rule.spec.id]) for rule in candidates):
                _count(scanned, doc, page, own, found)
        for spec, misses in zip(self.specs, near_misses(_lines(scanned, ~scanned.marks.gone), self.wanted), strict=True):
            found[spec.id].misses = misses
        return [found[spec.id] for spec in self.specs]


def _is_own(site: str, hosts: Sequence[str]) -> bool:
    return not hosts or is_below(site, hosts)


def _count(scanned: Scanned, doc: int, page: Page, engine: Engine, found: dict[str, Measured]) -> None:
    """Count what the rules of a document's site take of it."""
    passes = to_fixed_point(Page(page.text, page.meta), engine, frozenset())
    first, end = scanned.line_bounds[doc : doc + 2].tolist()
    starts, gone = scanned.lines["start"][first:end], scanned.marks.gone[first:end]
    for edit in passes.edits:
        one = found[edit.rule]
        taken = (starts >= edit.start) & (starts < edit.end)
        one.chars += len(page.data[edit.start : edit.end].decode("utf-8", "replace"))
        one.lines += int(taken.sum())
        one.kept += int((taken & ~gone).sum())
    for id in {edit.rule for edit in passes.edits}:
        found[id].pages += 1


def _lines(scanned: Scanned, wanted: NDArray[np.bool_]) -> Iterator[str]:
    """Yield those lines of a task that are wanted."""
    lines: NDArray[Any] = np.asarray(scanned.lines)
    bounds = scanned.line_bounds.tolist()
    for doc in range(len(scanned.sites)):
        here = slice(bounds[doc], bounds[doc + 1])
        some = lines[here][wanted[here]]
        data = scanned.document(doc) if len(some) else b""
        for start, end in zip(some["start"].tolist(), some["end"].tolist(), strict=True):
            yield data[start:end].decode("utf-8", "replace")
