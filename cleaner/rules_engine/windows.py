"""The windows of literals: a few of their bytes, chosen so that ordinary text has them rarely, by which a kernel finds them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner.rules_engine.weigh import COMMON
from cleaner.text.stopwords import STOP_WORDS

__all__ = ["AT_BEGIN", "AT_END", "Windows", "tables_of"]

TABLE, PLACES = 1 << 17, 1 << 12
"""Hashes of windows, and places for lists of entries: few enough to stay in the processor's cache."""
AT_BEGIN, AT_END = 1, 2
"""Flags of a literal, as the kernel has them."""
MIX, FACTOR = 0x9E3779B97F4A7C15, 0x9E377901
"""What the kernel multiplies a window with: at the ends of a line the highest 17 bits of 64 are its place in a table, elsewhere the highest 12 of 32."""
WIDE, WINDOW, NARROW, SHORT = 8, 4, 3, 2
"""Bytes that are looked up at once: at the ends of a line, everywhere in it, and of literals that are shorter than that."""
NEXT = 2
"""Bytes behind a window of four that are looked up with it."""
ALL, WORD, MORE = (1 << 64) - 1, (1 << 32) - 1, 1 << 32
STOPS = 20
"""How many times as common as a common word a stop word is."""
_TABLES = (("any", WINDOW), ("any", NARROW), *((place, size) for place in ("begin", "end") for size in (WIDE, WINDOW, SHORT)))


class Windows:
    """The windows by which literals are found: of four bytes or three at every second byte of a line, and of eight, four or two at its ends.

    Of windows anywhere, the highest 12 bits of a hash name a word, the next four a bit of its lower half, and a bit of its upper half is named by the
    two bytes behind a window of four, or by four more bits of the hash of one of three: both must be set. At the ends of a line a hash names one
    bit. Each table has a place for every hash of a window, with the number of the first entry, 0 for none; the others of a place lie behind it. An
    entry is four numbers, so that it lies in one line of the processor's cache: the literal's first bytes, a mask for these, the literal and
    whether there is another entry, and how far before the window it begins. Literals of one byte or two have no windows; they are few.
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
            at = _rarest_pair(literal[:-NEXT] if len(literal) > WINDOW + NEXT else literal, WINDOW)
            for place in (at, at + 1):
                after = literal[place + WINDOW : place + WINDOW + NEXT]
                uppers = [(after[0] ^ after[0] >> 7 ^ after[1] << 1) & 15] if len(after) == NEXT else range(16)
                self._enter(literal[place : place + WINDOW], uppers, number, place)
        elif len(literal) > SHORT:
            at = 0 if len(literal) > NARROW else _rarest_pair(literal, SHORT) - 1
            for place in (at, at + 1):
                for window in _around(literal, place, NARROW):
                    self._enter(window, [_hash(window) >> 12 & 15], number, place)
        else:
            self.shorts.append((number, literal))

    def _enter(self, window: bytes, uppers: Iterable[int], number: int, at: int) -> None:
        hashed = _hash(window)
        self.words[hashed >> 20] |= 1 << (hashed >> 16 & 15)
        for upper in uppers:
            self.words[hashed >> 20] |= 1 << 16 + upper
        self.entries["any", len(window)][hashed >> 20].append((number, at))

    def _enter_end(self, kind: str, window: bytes, number: int, at: int) -> None:
        place = (int.from_bytes(window, "little") * MIX & ALL) >> 47
        bit = place + TABLE * (kind == "end")
        self.bits[bit >> 6] |= 1 << (bit & 63)
        self.entries[kind, len(window)][place * PLACES // TABLE].append((number, at))

    def array(self) -> NDArray[np.uint64]:
        """Return the tables as one array: words, bits, heads of lists, how many short literals there are, these and where their entries are, entries."""
        parts = [(0, 0, 0, 0)]
        heads = np.zeros((len(_TABLES), PLACES), np.int32)
        for of, places in zip(heads, self.entries.values(), strict=True):
            for place, entries in places.items():
                of[place] = len(parts)
                parts += (self._part(number, at, is_last=left == 0) for left, (number, at) in zip(range(len(entries))[::-1], entries, strict=True))
        shorts = [len(self.shorts)]
        for number, literal in self.shorts:
            shorts.append(len(parts) << 32 | len(literal) << 16 | int.from_bytes(literal, "little"))
            parts.append(self._part(number, 0, is_last=True))
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
