"""Compiled: what the head of a text tells once lines are gone: whether a title may stand twice in it, and whether its language is still the same."""

from __future__ import annotations

import numpy as np

from cleaner.kernels.agreed import HEAD, LONGEST_TITLE
from cleaner.kernels.jit import jit

__all__ = ["keeps_language", "may_repeat_title"]

_SPACE = 32
_LOOKED_AT, _FIRST_LOOK, _MOST_THE, _FEWEST_WORDS, _ONE_IN = 2000, 800, 4, 8, 100
"""As in `cleaner.text.language`, in bytes."""


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
def may_repeat_title(data, lines, gone):
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
def keeps_language(data, size, lines, gone, cuts, room):
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
