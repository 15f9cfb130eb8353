"""What each code point does to the token that it stands in, as tables, from the Unicode data of the running Python."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cleaner.kernels.cache import array_kept

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

__all__ = ["ALONE", "BREAK", "CHANGES", "JOINS", "LETTER", "MARK", "OWN_SHIFT", "SLOW", "UNSPACED", "Tables", "build_tables", "load_tables"]

BREAK, LETTER, MARK, ALONE = 0, 1, 2, 3
"""Kinds: bits 0 and 1 of a class hold that of the folded code point, bits 2 and 3 that of the code point as it stands."""
OWN_SHIFT = 2
CHANGES = 16
"""Folding makes other bytes of it (the case of ASCII does not count)."""
JOINS = 32
"""It may change places or be composed with what stands before it: a mark with a combining class, a second half of a composed character."""
SLOW = 64
"""It folds to code points of several kinds, or to one that a table cannot tell: its document is folded by Python."""
COMPAT = 128
"""NFKC alone changes it."""
POINTS = 0x110000
_BLOCK = 256
_HANGUL = range(0xAC00, 0xD7A4)
UNSPACED = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x2E80, 0x2FDF),
    (0x3005, 0x3007),
    (0x3021, 0x3029),
    (0x3038, 0x303C),
    (0x3041, 0x30FF),
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xA9E0, 0xA9FF),
    (0xAA60, 0xAA7F),
    (0xF900, 0xFAFF),
    (0x116D0, 0x116FF),
    (0x1AFF0, 0x1AFFF),
    (0x1B000, 0x1B16F),
    (0x20000, 0x3FFFF),
)
"""Thai, Lao, Myanmar, Khmer, Han, Kana: scripts without spaces, whose letters stand alone."""


class Tables(NamedTuple):
    """`classes` uint8[0x110000]: bits as above. `folded` uint32[0x110000]: the folded code point, or, above 0x110000, 0x110000 + its place in `long`.

    `long` uint32[k]: a length and then so many code points. `orders` uint16[0x110000]: combining classes, of the first (low byte) and the last
    code point of the full decomposition. `pairs` uint64[m], sorted: first << 21 | second of all code points that are composed.
    """

    pairs: npt.NDArray[np.uint64]
    folded: npt.NDArray[np.uint32]
    long: npt.NDArray[np.uint32]
    orders: npt.NDArray[np.uint16]
    classes: npt.NDArray[np.uint8]


@cache
def load_tables() -> Tables:
    """Return the tables of this Python, from the user's cache where they are kept."""
    return _unpack(array_kept(f"unicode-{unicodedata.unidata_version}-{_digest()}", lambda: _pack(build_tables())))


def build_tables() -> Tables:
    """Build all tables; takes about half a second, once on a machine."""
    import numpy as np

    kinds = _kinds()
    classes, folded = (kinds | kinds << OWN_SHIFT).astype(np.uint8), np.arange(POINTS, dtype=np.uint32)
    orders, long = np.zeros(POINTS, np.uint16), [0]
    pairs = list(_pairs())
    seconds = {second for _, second in pairs}.union(range(0x1161, 0x1176), range(0x11A8, 0x11C3))
    for point in (*_changing(), *range(0x1100, 0x1200)):
        char = chr(point)
        compat, apart = unicodedata.normalize("NFKC", char), unicodedata.normalize("NFKD", char)
        folding = compat.casefold()
        inside = {int(kinds[ord(each)]) for each in folding}
        flags = CHANGES * (folding != char) | COMPAT * (compat != char) | JOINS * (unicodedata.combining(apart[0]) > 0 or ord(apart[0]) in seconds)
        kind, slow = _kind_of(inside, folding)
        classes[point] = kind | int(kinds[point]) << OWN_SHIFT | flags | SLOW * slow
        orders[point] = unicodedata.combining(apart[0]) | unicodedata.combining(apart[-1]) << 8
        folded[point] = ord(folding) if len(folding) == 1 else POINTS + len(long)
        if len(folding) > 1:
            long += [len(folding), *map(ord, folding)]
    _leave_ascii(classes, kinds)
    composed = np.array(sorted(first << 21 | second for first, second in pairs), np.uint64)
    return Tables(composed, folded, np.array(long, np.uint32), orders, classes)


def _pack(tables: Tables) -> npt.NDArray[np.uint8]:
    """Return all tables behind one another, after the length of each."""
    import numpy as np

    lengths = np.array([len(table) for table in tables], np.uint64)
    return np.concatenate([np.ascontiguousarray(part).view(np.uint8) for part in (lengths, *(table for table in tables))])


def _unpack(packed: npt.NDArray[np.uint8]) -> Tables:
    import numpy as np

    kinds, at, tables = (np.uint64, np.uint32, np.uint32, np.uint16, np.uint8), 8 * len(Tables._fields), []
    for kind, length in zip(kinds, packed[:at].view(np.uint64).tolist(), strict=True):
        size = length * np.dtype(kind).itemsize
        tables.append(packed[at : at + size].view(kind))
        at += size
    if at != len(packed):
        raise ValueError("a file of tables that is not whole")
    return Tables(*tables)


def _digest() -> str:
    return sha256(Path(__file__).read_bytes()).hexdigest()[:12]


def _leave_ascii(classes: npt.NDArray[np.uint8], kinds: npt.NDArray[np.uint8]) -> None:
    """ASCII is folded by arithmetic, so its capitals do not count as changing."""
    classes[:128] = kinds[:128] | kinds[:128] << OWN_SHIFT


def _kind_of(inside: set[int], folding: str) -> tuple[int, bool]:
    """Return the kind of a folding, and whether it has none: letters with marks behind them are one word, breaks are one break."""
    if len(folding) == 1 or inside == {BREAK}:
        return min(inside), False
    return LETTER, not (inside <= {LETTER, MARK} and unicodedata.category(folding[0])[0] != "M")


def _kinds() -> npt.NDArray[np.uint8]:
    """Return the kind of each code point as it stands."""
    import numpy as np

    code = {"L": LETTER, "N": LETTER, "M": MARK}
    kinds = np.frombuffer(bytes(code.get(category[0], BREAK) for category in map(unicodedata.category, map(chr, range(POINTS)))), np.uint8).copy()
    for first, last in UNSPACED:
        stretch = kinds[first : last + 1]
        stretch[stretch == LETTER] = ALONE
    return kinds


def _changing() -> Iterator[int]:
    """Yield the code points of which anything but the kind has to be asked; a block of 256 that normalising leaves as it is has none."""
    for start in range(0, POINTS, _BLOCK):
        block = "".join(map(chr, range(start, start + _BLOCK)))
        still = block.casefold() == block and unicodedata.normalize("NFKD", block) == block and not any(map(unicodedata.combining, block))
        if not still:
            yield from (point for point in range(start, start + _BLOCK) if point not in _HANGUL)


def _pairs() -> Iterator[tuple[int, int]]:
    """Yield the pairs that NFC composes, Hangul left out."""
    for point in _changing():
        parts = unicodedata.decomposition(chr(point)).split()
        if len(parts) == 2 and parts[0][0] != "<" and unicodedata.normalize("NFC", chr(point)) == chr(point):
            yield int(parts[0], 16), int(parts[1], 16)
