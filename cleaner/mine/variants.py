"""Lines that differ in one place ("Posted by NAME on DATE") meet: by MinHash of short shingles, and each pair is verified word by word.

Only what is furniture already is compared. Among lines that are not, measured on press releases, those that differ in one place are mostly the articles'
own ("Senator NAME said in a statement").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations, takewhile
from typing import NamedTuple

import numpy as np

from cleaner.kernels.batch import sketch_sets
from cleaner.mine.casing import Casing
from cleaner.mine.personal import NAME, find_parts, plain
from cleaner.text.tokens import tokens

__all__ = ["Frame", "Unit", "frame_of", "group_variants", "slot_of", "units_of"]

SLOTS, ROWS = 24, 2
"""Minima of a line's signature, 96 bytes, and how many of them make a band: two lines that share a third of their shingles meet with a chance of .76."""
LONGEST_RUN = 64
"""Lines with the same band that are compared pair by pair; of more, each with the first only."""
LONGEST_SLOT = 4
"""Words that may stand at the place where lines differ."""
LEAST_WORDS, LEAST_SHARE = 3, 0.5
"""Words that variants must have in common, and what share of the longer one these are."""
_WORD = re.compile(r"[^\W_](?:\S*[^\W_])?")
_NOBODY = Casing(frozenset(), frozenset())


class Unit(NamedTuple):
    """A word of a line, folded, or a number, date, mail address or telephone number as one (its kind, with a blank before it); its place in the line."""

    text: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether it is a word as it stands."""
        return not self.text.startswith(" ")


class Frame(NamedTuple):
    """What variants have in common: so many units before the place where they differ, and behind it."""

    before: int
    behind: int


def units_of(line: str) -> list[Unit]:
    """Return the units of a line as `plain` writes it."""
    line = plain(line)
    units, at = [], 0
    for part in [*find_parts(line, _NOBODY), None]:
        if part and part.kind == NAME:
            continue
        units += _words(line, at, part.start if part else len(line))
        if part:
            units.append(Unit(f" {part.kind}", part.start, part.end))
            at = part.end
    return units


def frame_of(lines: Sequence[Sequence[Unit]]) -> Frame | None:
    """Return what lines have in common that differ in one place only, or None if that is too little."""
    texts = [[unit.text for unit in line] for line in lines]
    shortest, longest = min(map(len, texts)), max(map(len, texts))
    before = sum(1 for _ in takewhile(_all_same, zip(*texts, strict=False)))
    behind = min(shortest - before, sum(1 for _ in takewhile(_all_same, zip(*map(reversed, texts), strict=False))))
    same = [unit for unit in (*lines[0][:before], *lines[0][len(lines[0]) - behind :]) if unit.is_word]
    slots = {len(text) - before - behind for text in texts}
    if min(slots) < 1 or max(slots) > LONGEST_SLOT or len(same) < max(LEAST_WORDS, LEAST_SHARE * longest):
        return None
    return Frame(before, behind)


def slot_of(line: str, frame: Frame) -> tuple[int, int]:
    """Return where a variant differs from the others, as a range of the line as `plain` writes it."""
    units = units_of(line)
    return units[frame.before].start, units[len(units) - frame.behind - 1].end


def group_variants(lines: Sequence[str]) -> list[list[int]]:
    """Return groups of lines that are variants of their first, and of each other; `lines` begin with those that others are to be held against."""
    units = [units_of(line) for line in lines]
    met: dict[int, list[int]] = {}
    for one, other in _candidates(units):
        met.setdefault(one, []).append(other)
    groups, done = [], set[int]()
    for first in range(len(lines)):
        if first in done:
            continue
        group = [first]
        for other in met.get(first, []):
            if other not in done and frame_of([units[i] for i in (*group, other)]):
                group.append(other)
        done.update(group)
        groups.append(group)
    return groups


def _words(line: str, start: int, end: int) -> list[Unit]:
    """Return the words of a stretch; a word is what stands between spaces, less the signs around it."""
    pieces = _WORD.finditer(line, start, end)
    return [Unit(folded, *piece.span()) for piece in pieces if (folded := " ".join(tokens(piece[0])))]


def _all_same(texts: Sequence[str]) -> bool:
    return len(set(texts)) == 1


def _candidates(units: Sequence[Sequence[Unit]]) -> list[tuple[int, int]]:
    """Return the pairs of lines that share a band, in order."""
    texts = [" ".join(["xstart", *(unit.text.strip() if unit.is_word else f"x{unit.text[1:]}" for unit in line), "xend"]).encode() for line in units]
    bounds = np.cumsum([0, *map(len, texts)], dtype=np.int64)
    signatures, _ = sketch_sets(np.frombuffer(b"".join(texts), np.uint8), bounds, num_perm=SLOTS, ngram=2)
    pairs: set[tuple[int, int]] = set()
    for band in range(0, SLOTS, ROWS):
        _, run = np.unique(signatures.matrix[:, band : band + ROWS], axis=0, return_inverse=True)
        order = np.argsort(run.reshape(-1), kind="stable")
        for some in np.split(order, np.flatnonzero(np.diff(run.reshape(-1)[order])) + 1):
            members = some.tolist()
            pairs.update(combinations(members, 2) if len(members) <= LONGEST_RUN else ((members[0], other) for other in members[1:]))
    return sorted(pairs)
