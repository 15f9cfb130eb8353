"""Compiled: the flat form of a line, in which literals are looked for; the fast twin of `cleaner.rules_engine.flat`."""

from __future__ import annotations

import numpy as np

from cleaner.kernels.jit import jit
from cleaner.kernels.machine import flatten, zeros

__all__ = ["clear_behind", "flatten_line", "trimmed"]

_0, _1 = np.uint64(0), np.uint64(1)
SPACE, LINE_FEED = 32, 10
POINTS = 0x20000
"""Code points that have a flat form of their own; as in `cleaner.rules_engine.flat`."""


def _bits(signs):
    """Return signs of ASCII as the bits of two numbers."""
    return tuple(np.uint64(sum(1 << ord(sign) - base for sign in signs if 0 <= ord(sign) - base < 64)) for base in (0, 64))


_LEAD, _TRAIL = _bits(" >#*+|~`_-([{<\"'"), _bits(" >#*+|~`_-)]}<\"'.:,;!?")
"""What does not count at the beginning of a line and at its end; as in `cleaner.rules_engine.flat`."""


@jit
def _is_of(byte, signs):
    """Tell of a byte whether it is one of some signs."""
    bits = signs[0] if byte < 64 else signs[1] if byte < 128 else _0
    return bits >> np.uint64(byte & 63) & _1


@jit
def clear_behind(line, size):
    """Write 64 zeros behind a flat line."""
    for k in range(64):
        line[size + k] = 0


@jit
def trimmed(line, size):
    """Return where what counts of a flat line begins and ends; zeros stand before and behind it."""
    first, last, run = np.int64(0), size, np.int64(4)
    while run == 4:
        run = _run(line, first, 1, _LEAD)
        first += run
    run = np.int64(4)
    while run == 4:
        run = _run(line, last - 1, -1, _TRAIL)
        last -= run
    return first, max(first, last)


@jit
def _run(line, at, step, signs):
    """Count, of four bytes, those before the first that is none of some signs: without a branch, as few lines begin or end alike."""
    all_, count = _1, _0
    for k in range(4):
        all_ &= _is_of(line[at + k * step], signs)
        count += all_
    return np.int64(count)


@jit
def _parts_words(point):
    """Tell of a space outside ASCII whether it is white space: those without width are not."""
    return (point < 0x200B and point != 0x61C) or 0x2028 <= point <= 0x2029 or point in (0x202F, 0x205F, 0x3000)


@jit
def flatten_line(data, at, ascii_, points, line):
    """Write the flat form of the line that begins at `at`; return the bytes written, where the next line begins, and whether its words can be counted.

    They cannot where something is a space in flat text, and no white space: it stands between no two words.
    """
    size, counts = np.int64(0), True
    while True:
        odd = flatten(data, line, at, size)
        while not odd:
            at, size = at + 64, size + 64
            odd = flatten(data, line, at, size)
        plain = np.int64(zeros(odd))
        at, size = at + plain, size + plain
        byte, at = data[at], at + 1
        if byte == LINE_FEED:
            return size, at, counts
        if byte < 128:
            point = np.int64(ascii_[byte])
            counts &= point != SPACE or byte == SPACE or 9 <= byte <= 13 or byte >= 28
        else:
            lead = np.int64(byte)
            point = lead & (0x1F if lead < 0xE0 else 0x0F if lead < 0xF0 else 0x07)
            while data[at] & 0xC0 == 0x80:
                point, at = point << 6 | np.int64(data[at] & 0x3F), at + 1
            before = point
            if point < POINTS:
                point = np.int64(points[point])
            counts &= point != SPACE or _parts_words(before)
        if point != SPACE or not size or line[size - 1] != SPACE:
            size += _encode(point, line, size)
        while size and line[size - 1] == SPACE and data[at] == SPACE:
            at += 1


@jit
def _encode(point, line, at):
    """Write a code point as UTF-8, 0 as nothing; return its bytes."""
    if point < 0x80:
        line[at] = point
        return np.int64(point > 0)
    if point < 0x800:
        line[at], line[at + 1] = 0xC0 | point >> 6, 0x80 | (point & 0x3F)
        return np.int64(2)
    if point < 0x10000:
        line[at], line[at + 1], line[at + 2] = 0xE0 | point >> 12, 0x80 | (point >> 6 & 0x3F), 0x80 | (point & 0x3F)
        return np.int64(3)
    line[at], line[at + 1] = 0xF0 | point >> 18, 0x80 | (point >> 12 & 0x3F)
    line[at + 2], line[at + 3] = 0x80 | (point >> 6 & 0x3F), 0x80 | (point & 0x3F)
    return np.int64(4)
