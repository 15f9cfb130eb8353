"""Find near misses: lines that stay although they share words with a template; they are what a rule must keep."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from heapq import nsmallest
from typing import NamedTuple

from cleaner.text.stopwords import ALL_STOP_WORDS
from cleaner.text.words import count_words

__all__ = ["MOST", "Miss", "best", "near_misses", "telling"]

MOST = 6
"""Near misses that are kept of each template."""
LONGEST = 60
"""Words of the longest line that is taken."""
LEAST = 0.4
"""Share of a template's telling words that a near miss has."""
_WORD = re.compile(r"[^\W\d_]{2,}")


class Miss(NamedTuple):
    """A line that stays: how far it is from the template (share of words that it lacks), its words, itself; the smaller the nearer."""

    far: float
    words: int
    line: str


def telling(lines: Iterable[str]) -> frozenset[str]:
    """Return the words by which a template is looked for: of the line that has most of them, those that are no stop words, or all."""
    words = [frozenset(_WORD.findall(line.casefold())) for line in lines]
    return max((some - ALL_STOP_WORDS or some for some in words), key=lambda some: (len(some), sorted(some)))


def near_misses(lines: Iterable[str], wanted: Sequence[frozenset[str]]) -> list[list[Miss]]:
    """Return for each set of telling words the nearest of some lines."""
    waiting: dict[str, list[int]] = {}
    for number, some in enumerate(wanted):
        for word in some:
            waiting.setdefault(word, []).append(number)
    found: list[list[Miss]] = [[] for _ in wanted]
    for line in lines:
        for number, shared in _shared(line, waiting).items():
            if shared >= LEAST * len(wanted[number]) and (words := count_words(line)) <= LONGEST:
                found[number].append(Miss(round(1 - shared / len(wanted[number]), 3), words, line))
                if len(found[number]) > 50 * MOST:
                    found[number] = best(found[number])
    return list(map(best, found))


def best(misses: Iterable[Miss]) -> list[Miss]:
    """Return the nearest of some near misses, each line once."""
    return nsmallest(MOST, set(misses))


def _shared(line: str, waiting: dict[str, list[int]]) -> dict[int, int]:
    counts: dict[int, int] = {}
    for word in waiting.keys() & set(_WORD.findall(line.casefold())):
        for number in waiting[word]:
            counts[number] = counts.get(number, 0) + 1
    return counts
