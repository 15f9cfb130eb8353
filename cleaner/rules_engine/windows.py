"""The windows of literals: a few of their bytes, chosen so that ordinary text has them rarely, by which a kernel finds them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner.kernels.agreed import AT_BEGIN
from cleaner.rules_engine.weigh import COMMON
from cleaner.text.stopwords import STOP_WORDS

__all__ = ["Windows", "tables_of"]

TABLE, PLACES = 1 << 17, 1 << 13
"""Hashes of windows, and places for lists of entries: few enough to stay in the processor's cache."""
MIX, FACTOR = 0x9E3779B97F4A7C15, 0x9E377901
"""What the kernel multiplies a window with: at the ends of a line the highest 17 bits of 64 are its place in a table, elsewhere the highest 13 of 32."""
WIDE, LONG, WINDOW, NARROW, SHORT = 8, 6, 4, 3, 2
"""Bytes that are looked up at once: at the ends of a line, everywhere in it with and without those behind, and of literals that are shorter than that."""
ALL, WORD, MORE = (1 << 64) - 1, (1 << 32) - 1, 1 << 32
STOPS = 20
"""How many times as common as a common word a stop word is."""
_TABLES = (("any", WINDOW), ("any", NARROW), *((place, size) for place in ("begin", "end") for size in (WIDE, WINDOW, SHORT)))


class Windows:
    """The windows by which literals are found: of four bytes or three at every second byte of a line, and of eight, four or two at its ends.

    Anywhere in a line the highest 13 bits of the hash of three bytes name a word; a bit of its lower half is named by four bits of the hash of these and
    the next, a bit of its upper half by the two bytes behind; both must be set, and all are that a short literal says nothing of. At the ends of a
    line a hash names one bit. Each table has a place for every hash of a window, with the number of the first entry, 0 for none; the others of
    a place lie behind it. An entry is four numbers, so that it lies in one line of the processor's cache: the literal's first bytes, a mask for
    these, the literal and whether there is another entry, and how far before the window it begins. Literals of up to three bytes have no
    windows, but a pair of bytes: they are few.
    """

    def __init__(self) -> None:
        self.words = [0] * PLACES
        self.bits = [0] * (2 * TABLE // 64)
        self.entries: dict[tuple[str, int], dict[int, list[tuple[int, int]]]] = {table: defaultdict(list) for table in _TABLES}
        self.shorts: list[tuple[int, bytes]] = []
        self.keys: list[bytes] = []

    def add(self, number: int, literal: bytes, flag: int) -> None:
        """Add a literal."""
        self.keys.append(literal[:WIDE])
        if flag:
            size = next((size for size in (WIDE, WINDOW) if len(literal) >= size), SHORT)
            at = 0 if flag & AT_BEGIN else len(literal) - size
            for window in _around(literal, at, size):
                self._enter_end("begin" if flag & AT_BEGIN else "end", window, number, at)
        elif len(literal) > WINDOW:
            at = _rarest(literal, *((LONG, WINDOW) if len(literal) > LONG else (WINDOW,)))
            for place in (at, at + 1):
                self._enter(literal[place : place + WINDOW], literal[place + WINDOW : place + LONG], number, place)
        elif len(literal) > NARROW:
            self._enter(literal, b"", number, 0)
            self._enter(literal[1:], b"", number, 1)
        else:
            self.shorts.append((number, literal))

    def _enter(self, window: bytes, after: bytes, number: int, at: int) -> None:
        word = _hash(window[:NARROW]) >> 19
        lows = [_hash(window) >> 24 & 15] if len(window) == WINDOW else range(16)
        highs = [(after[0] ^ after[0] >> 7 ^ after[1] << 1) & 15] if len(after) == LONG - WINDOW else range(16)
        for bit in (*lows, *(16 + high for high in highs)):
            self.words[word] |= 1 << bit
        self.entries["any", len(window)][_hash(window) >> 19].append((number, at))

    def _enter_end(self, kind: str, window: bytes, number: int, at: int) -> None:
        place = (int.from_bytes(window, "little") * MIX & ALL) >> 47
        bit = place + TABLE * (kind == "end")
        self.bits[bit >> 6] |= 1 << (bit & 63)
        self.entries[kind, len(window)][place * PLACES // TABLE].append((number, at))

    def array(self) -> NDArray[np.uint64]:
        """Return the tables as one array: words, bits, heads of lists, how many short literals there are, their pairs with their entries, entries."""
        parts = [(0, 0, 0, 0)]
        heads = np.zeros((len(_TABLES), PLACES), np.int32)
        for of, places in zip(heads, self.entries.values(), strict=True):
            for place, entries in places.items():
                of[place] = len(parts)
                parts += (self._part(number, at, is_last=left == 0) for left, (number, at) in zip(range(len(entries))[::-1], entries, strict=True))
        shorts = [len(self.shorts)]
        for number, literal in self.shorts:
            at = min(range(max(len(literal) - 1, 1)), key=lambda at: _commonness(literal[at : at + SHORT]))
            shorts.append(len(parts) << 32 | (len(literal) > 1) << 16 | literal[at : at + SHORT][-1] << 8 | literal[at])
            parts.append(self._part(number, at, is_last=True))
        words = np.array(self.words, np.uint32).view(np.uint64)
        return np.concatenate([words, *(np.array(some, np.uint64).ravel() for some in (self.bits, heads.view(np.uint64), shorts, parts))])

    def _part(self, number: int, at: int, *, is_last: bool) -> tuple[int, int, int, int]:
        key = self.keys[number]
        return int.from_bytes(key, "little"), (1 << 8 * len(key)) - 1, MORE * (not is_last) | number, at & ALL


def tables_of(array: NDArray[np.uint64]) -> list[NDArray[Any]]:
    """Return the tables that are in one array, in the order in which the kernel takes them."""
    sizes = (PLACES // 2, 2 * TABLE // 64, len(_TABLES) * PLACES // 2)
    words, bits, heads, rest = np.split(array, np.cumsum(sizes))
    return [words, bits, heads.view(np.int32), *np.split(rest, [1 + int(rest[0])])]


def _hash(window: bytes) -> int:
    return int.from_bytes(window, "little") * FACTOR & WORD


def _around(literal: bytes, place: int, size: int) -> Iterator[bytes]:
    """Yield the windows of a size that may begin at a place of a literal, or one byte before it, or end one byte behind it."""
    if 0 <= place <= len(literal) - size:
        yield literal[place : place + size]
        return
    for byte in range(256):
        yield (bytes([byte]) + literal + bytes([byte]))[place + 1 : place + 1 + size]


def _rarest(literal: bytes, *sizes: int) -> int:
    """Return where two windows of a literal begin, one byte apart, that are rarest in ordinary text, as windows of all sizes."""
    return min(range(len(literal) - max(sizes)), key=lambda at: sum(_commonness(literal[k : k + size]) for size in sizes for k in (at, at + 1)))


@cache
def _commonness(window: bytes) -> float:
    """Estimate how often a few characters stand in a word, or where one ends and the next begins."""
    inside, ends, begins = _parts()
    left, *others = window.decode("latin-1").split(" ")
    if not others:
        return inside[left] / len(inside)
    middle = max(map(len, others[:-1]), default=0)
    return max(ends[left], 1) * max(begins[others[-1]], 1) / (ends[""] * begins[""]) if not middle else 1.0


@cache
def _parts() -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Count what stands in common words, at their ends and at their beginnings; a stop word counts for many."""
    inside, ends, begins = Counter[str](), Counter[str](), Counter[str]()
    for words, times in ((COMMON, 1), (STOP_WORDS["en"], STOPS)):
        for word in words:
            for size in range(LONG + 1):
                ends[word[len(word) - size :]] += times
                begins[word[:size]] += times
            for size in (SHORT, WINDOW, LONG):
                for at in range(len(word) - size + 1):
                    inside[word[at : at + size]] += times
    return inside, ends, begins
