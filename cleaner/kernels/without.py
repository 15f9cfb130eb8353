"""Compiled: texts without marked lines: for sketches, and as they are written, with the blank lines that go along, where nothing else can change."""

from __future__ import annotations

import numpy as np
from numba import types

from cleaner.kernels.agreed import HEAD, LONGEST_TITLE
from cleaner.kernels.jit import jit
from cleaner.kernels.machine import U8, ahead

__all__ = ["ENTRIES"]

_LINE_FEED, _RETURN, _SPACE = 10, 13, 32
_LOOKED_AT, _FIRST_LOOK, _MOST_THE, _FEWEST_WORDS, _ONE_IN = 2000, 800, 4, 8, 100
"""As in `cleaner.text.language`, in bytes."""


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
def _trimmed(data, start, end):
    """Leave out the marks around a title."""
    while start < end and (data[start] == 35 or data[start] == 42 or data[start] == 95 or data[start] == _SPACE):
        start += 1
    while end > start and (data[end - 1] == 35 or data[end - 1] == 42 or data[end - 1] == 95 or data[end - 1] == _SPACE):
        end -= 1
    return start, end


@jit
def _is_punctuation(data, at):
    """Tell whether a quotation mark, a dash or the like stands at a place: none is like anything else."""
    return data[at] == 0xE2 and data[at + 1] == 0x80


@jit
def _lower(byte):
    return byte + 32 if 65 <= byte <= 90 else byte


@jit
def _may_be_alike(data, one, other):
    """Tell whether two lines may be the same but for their case: not if they differ first in ASCII or in punctuation."""
    at, end = _trimmed(data, one[0], one[1])
    to, stop = _trimmed(data, other[0], other[1])
    while at < end and to < stop:
        if _is_punctuation(data, at) and _is_punctuation(data, to) and data[at + 2] == data[to + 2]:
            at, to = at + 3, to + 3
            continue
        if _is_punctuation(data, at) or _is_punctuation(data, to):
            return False
        if _lower(data[at]) != _lower(data[to]):
            return data[at] >= 0x80 or data[to] >= 0x80
        at, to = at + 1, to + 1
    return at == end and to == stop


@jit
def _may_repeat_title(data, lines, gone):
    """Tell whether two of the first lines that stay may be the same; as `cleaner.repeats.title.may_repeat_title` does."""
    starts, ends, first, last = lines
    seen = 0
    for i in range(first, last):
        if gone[i]:
            continue
        if seen == HEAD:
            break
        seen += 1
        one = np.int64(starts[i]), np.int64(ends[i])
        for k in range(first, i):
            other = np.int64(starts[k]), np.int64(ends[k])
            short = one[1] - one[0] <= LONGEST_TITLE and other[1] - other[0] <= LONGEST_TITLE
            if not gone[k] and short and _may_be_alike(data, one, other):
                return True
    return False


@jit
def _is_english(data, size):
    """Tell of a text's beginning, five zeros behind it, that it is English, as `cleaner.text.language` does by four words; not of all that are.

    A space between two words belongs to the first of them, if they are the same.
    """
    the, of, and_, to = 0, 0, 0, 0
    the_end, of_end, and_end, to_end = 0, 0, 0, 0
    for at in range(size):
        if data[at] != _SPACE:
            continue
        a, b, c, d = data[at + 1], data[at + 2], data[at + 3], data[at + 4]
        if a == 116 and b == 104 and c == 101 and d == _SPACE and at >= the_end:
            the, the_end = the + 1, at + 5
            if the == _MOST_THE and the_end <= _FIRST_LOOK:
                return True
        elif a == 97 and b == 110 and c == 100 and d == _SPACE and at >= and_end:
            and_, and_end = and_ + 1, at + 5
        elif c == _SPACE and a == 111 and b == 102 and at >= of_end:
            of, of_end = of + 1, at + 4
        elif c == _SPACE and a == 116 and b == 111 and at >= to_end:
            to, to_end = to + 1, at + 4
    total = the + of + and_ + to
    return min(min(the, of), min(and_, to)) > 0 and total >= _FEWEST_WORDS and total * _ONE_IN > size


@jit
def _begins_in_ascii(data):
    high = False
    for at in range(_LOOKED_AT):
        high |= data[at] >= 0x80
    return not high


@jit
def _keeps_language(data, size, lines, gone, cuts, room):
    """Tell that what is left of a text has its language; not of all that have it."""
    _, _, first, last = lines
    i = first
    while not gone[i]:
        i += 1
    if cuts[0][i] >= _LOOKED_AT and _begins_in_ascii(data):
        return True
    most = min(size, _LOOKED_AT)
    for at in range(most):
        room[at] = data[at]
    for at in range(most, most + 5):
        room[at] = 0
    if not _is_english(room, most):
        return False
    at, to = 0, 0
    while to < _LOOKED_AT and at < size:
        while i < last and (not gone[i] or cuts[0][i] < at):
            i += 1
        if i < last and cuts[0][i] == at:
            at = np.int64(cuts[1][i])
            i += 1
            continue
        stop = np.int64(cuts[0][i]) if i < last else size
        while at < stop and to < _LOOKED_AT:
            room[to] = data[at]
            at, to = at + 1, to + 1
    for k in range(to, to + 5):
        room[k] = 0
    return _is_english(room, to)


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
        if reaches - lines[2] < HEAD and _may_repeat_title(data, lines, gone):
            continue
        sure[d] = _keeps_language(data, size, lines, gone, cuts, room)
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
