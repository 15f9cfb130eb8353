"""The windows of literals: a few of their bytes, chosen so that ordinary text has them rarely, by which a kernel finds them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner.rules_engine.weigh import COMMON
from cleaner.text.stopwords import STOP_WORDS

__all__ = ["AT_BEGIN", "AT_END", "Windows", "tables_of"]

TABLE, HEADS = 1 << 17, 1 << 12
"""Hashes of windows, and places for lists of entries: few enough to stay in the processor's cache."""
AT_BEGIN, AT_END = 1, 2
"""Flags of a literal, as the kernel has them."""
MIX = 0x9E3779B97F4A7C15
"""What the kernel multiplies a window with: the highest 17 bits of 64 are its place in a table."""
WIDE, WINDOW, SHORT = 8, 4, 2
"""Bytes that are looked up at once: at the ends of a line, everywhere in it, and of literals that are shorter than that."""
ALL, MORE = (1 << 64) - 1, 1 << 32
STOPS = 20
"""How many times as common as a common word a stop word is."""
_TABLES = (("any", WINDOW), ("any", SHORT), *((place, size) for place in ("begin", "end") for size in (WIDE, WINDOW, SHORT)))


class Windows:
    """The windows by which literals are found: four bytes or two, at a line's beginning, at its end, or at every second byte of it.

    Each table has a place for every hash of a window, with the number of the first entry, 0 for none; the others of a place lie behind it. An entry
    is four numbers, so that it lies in one line of the processor's cache: the literal's first bytes, a mask for these, the literal and whether
    there is another entry, and how far before the window it begins.
    """

    def __init__(self) -> None:
        self.bits = [0] * (4 * TABLE // 64)
        self.entries: dict[tuple[str, int], dict[int, list[tuple[int, int]]]] = {table: defaultdict(list) for table in _TABLES}
        self.keys: list[bytes] = []

    def add(self, number: int, literal: bytes, flag: int) -> None:
        """Add a literal."""
        size = WINDOW if len(literal) >= WINDOW else SHORT
        self.keys.append(literal[:WIDE])
        if flag:
            size = WIDE if len(literal) >= WIDE else size
            at = 0 if flag & AT_BEGIN else max(0, len(literal) - size)
            self._enter("begin" if flag & AT_BEGIN else "end", size, literal[at : at + size], number, at)
            return
        if len(literal) > WINDOW:
            at = _rarest_pair(literal, WINDOW)
            for place in (at, at + 1):
                self._enter("any", WINDOW, literal[place : place + WINDOW], number, place)
            return
        before = -1 if not (literal[:1].isspace() or literal[:1].isalnum()) else 0
        at = _rarest_pair(literal, SHORT) if len(literal) > SHORT else before
        for place in (at, at + 1):
            for window in _around(literal, place):
                self._enter("any", SHORT, window, number, place)

    def _enter(self, kind: str, size: int, window: bytes, number: int, at: int) -> None:
        value = int.from_bytes(window, "little")
        place = (value * MIX & ALL) >> 47
        self.entries[kind, size][place * HEADS // TABLE].append((number, at))
        bit = place if kind != "any" or size == WINDOW else value
        bit += TABLE * (2 if kind == "begin" else 3 if kind == "end" else size == SHORT)
        self.bits[bit >> 6] |= 1 << (bit & 63)

    def array(self) -> NDArray[np.uint64]:
        """Return the tables as one array: bitmaps, heads, entries."""
        parts = [(0, 0, 0, 0)]
        heads = np.zeros((len(_TABLES), HEADS), np.int32)
        for of, places in zip(heads, self.entries.values(), strict=True):
            for place, entries in places.items():
                of[place] = len(parts)
                for left, (number, at) in zip(range(len(entries))[::-1], entries, strict=True):
                    key = self.keys[number]
                    parts.append((int.from_bytes(key, "little"), (1 << 8 * len(key)) - 1, MORE * bool(left) | number, at & ALL))
        return np.concatenate([np.array(self.bits, np.uint64), heads.view(np.uint64).ravel(), np.array(parts, np.uint64).ravel()])


def tables_of(array: NDArray[np.uint64]) -> list[NDArray[Any]]:
    """Return the tables that are in one array, in the order in which the kernel takes them."""
    bits, heads, entries = np.split(array, (4 * TABLE // 64, 4 * TABLE // 64 + len(_TABLES) * HEADS // 2))
    return [bits, *heads.view(np.int32).reshape(len(_TABLES), HEADS), entries]


def _around(literal: bytes, place: int) -> Iterator[bytes]:
    """Yield the windows of two bytes that may begin at a place of a literal, or just before it."""
    for byte in range(256):
        window = (bytes([byte]) + literal + bytes([byte]))[place + 1 : place + 1 + SHORT]
        yield window
        if 0 <= place <= len(literal) - SHORT:
            return


def _rarest_pair(literal: bytes, size: int) -> int:
    """Return where two windows of a literal begin, one byte apart, that are rarest in ordinary text."""
    counts = [_commonness(literal[at : at + size].decode("latin-1")) for at in range(len(literal) - size + 1)]
    pairs = [a + b for a, b in pairwise(counts)]
    return pairs.index(min(pairs))


@cache
def _commonness(window: str) -> float:
    """Estimate how often a few characters stand in a word, or where one ends and the next begins."""
    inside, ends, begins = _parts()
    left, *others = window.split(" ")
    if not others:
        return inside[window] / len(inside)
    middle = max(map(len, others[:-1]), default=0)
    return max(ends[left], 1) * max(begins[others[-1]], 1) / (ends[""] * begins[""]) if not middle else 1.0


@cache
def _parts() -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Count what stands in common words, at their ends and at their beginnings; a stop word counts for many."""
    inside, ends, begins = Counter[str](), Counter[str](), Counter[str]()
    for words, times in ((COMMON, 1), (STOP_WORDS["en"], STOPS)):
        for word in words:
            for size in range(WINDOW + 1):
                ends[word[len(word) - size :]] += times
                begins[word[:size]] += times
            for size in (SHORT, WINDOW):
                for at in range(len(word) - size + 1):
                    inside[word[at : at + size]] += times
    return inside, ends, begins
