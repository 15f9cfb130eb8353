"""Compiled: texts without marked lines: for sketches, and as they are written, with the blank lines that go along, where nothing else can change."""

from __future__ import annotations

import numpy as np
from numba import types

from cleaner.kernels.agreed import HEAD
from cleaner.kernels.heads import keeps_language, may_repeat_title
from cleaner.kernels.jit import jit
from cleaner.kernels.machine import U8, ahead

__all__ = ["ENTRIES"]

_LINE_FEED, _RETURN, _SPACE = 10, 13, 32


@jit
def _may_be_white(data, at):
    """Tell whether the character at a place is white space, or may be."""
    byte = data[at]
    if byte < 0x80:
        return not _SPACE < byte < 127
    if byte == 0xC2:
        return data[at + 1] == 0x85 or data[at + 1] == 0xA0
    if byte == 0xE1:
        return data[at + 1] == 0x9A
    if byte == 0xE2:
        middle, last = data[at + 1], data[at + 2]
        return (middle == 0x80 and (last <= 0x8A or 0xA8 <= last <= 0xAF)) or (middle == 0x81 and last == 0x9F)
    return byte == 0xE3 and data[at + 1] == 0x80 and data[at + 2] == 0x80


@jit
def _begin(data, at):
    """Return where the line of a place begins."""
    while at > 0 and data[at - 1] != _LINE_FEED:
        at -= 1
    return at


@jit
def _end(data, at, size):
    """Return where the line of a place ends, line end included."""
    while at < size and data[at] != _LINE_FEED:
        at += 1
    return min(at + 1, size)


@jit
def _feeds(data, start, end):
    count = 0
    for at in range(start, end):
        count += data[at] == _LINE_FEED
    return count


@jit
def _outer(data, size, run, around):
    """Return the range of a run of lines with the blank run that goes along; as `_outer` of `cleaner.settle`.

    `around`: where the line before ends, where the one behind begins, -1 where there is none.
    """
    start, end = run
    at_start, at_end = around[0] < 0, around[1] < 0
    before, after = max(around[0], 0), size if at_end else around[1]
    if end < after and (at_start or (before < start and _feeds(data, end, after) >= _feeds(data, before, start))):
        end = after
    elif before < start and (end < after or at_end) and not at_start:
        start = before
    if end == size and start and data[size - 1] != _LINE_FEED:
        while start > 0 and (data[start - 1] == _LINE_FEED or data[start - 1] == _RETURN):
            start -= 1
    return start, end


@jit
def _take(data, size, lines, gone, cuts):
    """Write what goes with each marked line; return whether all was plain to see."""
    starts, ends, first, last = lines
    i = first
    while i < last:
        j = i
        while j < last and gone[j]:
            j += 1
        if j == i:
            i += 1
            continue
        for k in range(max(first, i - 1), min(last, j + 1)):
            if _may_be_white(data, starts[k]):
                return False
        before = _end(data, np.int64(ends[i - 1]), size) if i > first else -1
        after = _begin(data, np.int64(starts[j])) if j < last else -1
        run = _begin(data, np.int64(starts[i])), _end(data, np.int64(ends[j - 1]), size)
        start, end = _outer(data, size, run, (before, after))
        for k in range(i, j):
            cuts[0][k] = start
            start = _begin(data, np.int64(starts[k + 1])) if k + 1 < j else end
            cuts[1][k] = start
        i = j
    return True


@jit
def _has_lone_returns(data, size):
    """Tell whether a carriage return stands anywhere but before a line feed."""
    returns, feeds = np.int64(0), np.int64(0)
    for at in range(size):
        returns += data[at] == _RETURN
    if returns:
        for at in range(size - 1):
            feeds += data[at] == _RETURN and data[at + 1] == _LINE_FEED
    return returns != feeds


@jit
def take_lines(text, bounds, starts, ends, line_bounds, gone, docs, count, room, cut_starts, cut_ends, sure):
    """Take the marked lines of some documents; write for each of these whether all is sure, and for each such line what goes with it."""
    cuts = cut_starts, cut_ends
    found = np.int64(0)
    for d in range(count):
        doc = docs[d]
        data, size = ahead(text, np.int64(bounds[doc])), np.int64(bounds[doc + 1] - bounds[doc])
        lines = starts, ends, np.int64(line_bounds[doc]), np.int64(line_bounds[doc + 1])
        sure[d] = 0
        if _has_lone_returns(data, size) or not _take(data, size, lines, gone, cuts):
            continue
        reaches = lines[2]
        while not gone[reaches]:
            reaches += 1
        if reaches - lines[2] < HEAD and may_repeat_title(data, lines, gone):
            continue
        sure[d] = keeps_language(data, size, lines, gone, cuts, room)
        found += sure[d]
    return found


@jit
def _copy(source, start, end, target, at):
    """Copy bytes; return where they end."""
    for k in range(end - start):
        target[at + k] = source[start + k]
    return at + end - start


@jit
def leave_lines(text, bounds, starts, ends, line_bounds, out, count, target, target_bounds):
    """Copy documents, those of which some lines are left out as the others joined, and write where they end."""
    at = np.int64(0)
    target_bounds[0] = at
    for doc in range(count):
        base, first, last = np.int64(bounds[doc]), np.int64(line_bounds[doc]), np.int64(line_bounds[doc + 1])
        lacks = False
        for i in range(first, last):
            lacks |= out[i] != 0
        if not lacks:
            at = _copy(text, base, np.int64(bounds[doc + 1]), target, at)
        begun = not lacks
        for i in range(first, last if lacks else first):
            if out[i]:
                continue
            if begun:
                target[at] = _LINE_FEED
                at += 1
            at, begun = _copy(text, base + starts[i], base + ends[i], target, at), True
        target_bounds[doc + 1] = at
    return at


_I = types.int64
I64, I32 = types.CPointer(types.int64), types.CPointer(types.int32)
ENTRIES = {
    "take_lines": (take_lines, _I(U8, I64, I32, I32, I64, U8, I64, _I, U8, I32, I32, U8)),
    "leave_lines": (leave_lines, _I(U8, I64, I32, I32, I64, U8, _I, U8, I64)),
}
"""The functions that Python calls, with their types."""
