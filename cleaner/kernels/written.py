"""Compiled: where lines that go from texts stand among their characters, and in JSON that is written the plain way."""

from __future__ import annotations

import numpy as np
from numba import types

from cleaner.kernels.jit import jit
from cleaner.kernels.machine import U8, ahead, from_byte, is_byte, ones

__all__ = ["ENTRIES"]

_TAB, _FEED, _RETURN, _QUOTE, _BACKSLASH = 9, 10, 13, 34, 92


@jit
def _measure(data, start, end):
    """Return how many characters a stretch of UTF-8 has, and how many bytes it takes when it is written the plain way, rare control characters left out."""
    characters, written, at = end - start, end - start, start
    while at + 64 <= end:
        characters -= np.int64(ones(from_byte(data, at, 0x80) & ~from_byte(data, at, 0xC0)))
        signs = is_byte(data, at, _QUOTE) | is_byte(data, at, _BACKSLASH)
        written += np.int64(ones(signs | is_byte(data, at, _TAB) | is_byte(data, at, _FEED) | is_byte(data, at, _RETURN)))
        at += 64
    while at < end:
        byte = data[at]
        characters -= 0x80 <= byte < 0xC0
        written += byte in (_QUOTE, _BACKSLASH, _TAB, _FEED, _RETURN)
        at += 1
    return characters, written


@jit
def place_lines(text, bounds, line_bounds, gone, cut_starts, cut_ends, docs, count, points, places, sizes):
    """Write of each marked line of some documents between which characters and which bytes of the written text it stands, and how long that is."""
    for d in range(count):
        doc = docs[d]
        data, size = ahead(text, np.int64(bounds[doc])), np.int64(bounds[doc + 1] - bounds[doc])
        at, point, place = np.int64(0), np.int64(0), np.int64(0)
        for i in range(np.int64(line_bounds[doc]), np.int64(line_bounds[doc + 1])):
            if gone[i]:
                for side in range(2):
                    to = np.int64(cut_ends[i] if side else cut_starts[i])
                    characters, written = _measure(data, at, to)
                    at, point, place = to, point + characters, place + written
                    points[2 * i + side], places[2 * i + side] = point, place
        _, written = _measure(data, at, size)
        sizes[d] = place + written
    return np.int64(0)


_I = types.int64
I64, I32 = types.CPointer(types.int64), types.CPointer(types.int32)
ENTRIES = {"place_lines": (place_lines, _I(U8, I64, I64, U8, I32, I32, I64, _I, I32, I32, I32))}
"""The functions that Python calls, with their types."""
