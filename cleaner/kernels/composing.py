"""Whether a mark stays as and where it is when NFKC puts marks in order and composes letters with them."""

from __future__ import annotations

import numpy as np

from cleaner.kernels.decode import before
from cleaner.kernels.jit import jit
from cleaner.kernels.tables import COMPAT

__all__ = ["stays"]

_NONE = 0xFFFD


@jit
def _composes(pairs, count, first, second):
    """Tell whether NFC makes one code point of two; `pairs` is sorted."""
    key, low, high = np.uint64(first << 21 | second), np.int64(0), count
    while low < high:
        middle = (low + high) >> 1
        if pairs[middle] < key:
            low = middle + 1
        else:
            high = middle
    return low < count and pairs[low] == key


@jit
def _context(source, at, state, classes, orders):
    """Return the last letter before byte `at`, the class of the mark that ends there (0: none), and whether both are known."""
    starter, order, end = state
    if end == at:
        return starter, order, True
    starter = before(source, at) if at > 0 else np.int64(_NONE)
    return starter, np.int64(orders[starter] >> 8), classes[starter] & COMPAT == 0


@jit
def stays(source, at, point, state, tables):
    """Tell whether the code point at byte `at` stays; `state` is what this returned for the one before, with where that ended.

    It may say no where NFKC changes nothing, never yes where it changes something: after a letter that NFKC itself changes, for a mark
    that it changes, for two that would be composed were there no mark between them, for letters of Hangul.
    """
    classes, orders, pairs, pair_count = tables
    starter, order, known = _context(source, at, state, classes, orders)
    own = np.int64(orders[point])
    first, last = own & 0xFF, own >> 8
    hangul = 0x1161 <= point < 0x1176 or 0x11A8 <= point < 0x11C3
    moves = 0 < first < order or hangul or classes[point] & COMPAT != 0
    still = known and not moves and not _composes(pairs, pair_count, starter, point)
    return still, starter if first else point, last
