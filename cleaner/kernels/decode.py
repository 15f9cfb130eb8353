"""Code points from UTF-8."""

from __future__ import annotations

import numpy as np

from cleaner.kernels.jit import inline, jit
from cleaner.kernels.machine import load

__all__ = ["before", "decode", "is_valid"]


@inline
def decode(source, at):
    """Return the code point at byte `at` of well-formed UTF-8 and its length in bytes; eight bytes are read."""
    data = load(source, at)
    first = np.int64(data & np.uint64(0xFF))
    if first < 0x80:
        return first, np.int64(1)
    second = np.int64(data >> np.uint64(8) & np.uint64(0x3F))
    if first < 0xE0:
        return (first & 0x1F) << 6 | second, np.int64(2)
    third = np.int64(data >> np.uint64(16) & np.uint64(0x3F))
    if first < 0xF0:
        return (first & 0x0F) << 12 | second << 6 | third, np.int64(3)
    return (first & 0x0F) << 18 | second << 12 | third << 6 | np.int64(data >> np.uint64(24) & np.uint64(0x3F)), np.int64(4)


@inline
def is_valid(point, length):
    """Tell whether what was decoded is a code point, written as short as it can be."""
    if length == 2:
        return point >= 0x80
    if length == 3:
        return point >= 0x800 and point >> 11 != 0x1B
    return 0x10000 <= point < 0x110000


@jit
def before(source, at):
    """Return the code point that ends before byte `at` > 0; U+FFFD if none does."""
    start = at - 1
    while start > 0 and start > at - 4 and source[start] & 0xC0 == 0x80:
        start -= 1
    point, length = decode(source, start)
    if start + length != at or source[start] & 0xC0 == 0x80 or (length > 1 and not is_valid(point, length)):
        return np.int64(0xFFFD)
    return point
