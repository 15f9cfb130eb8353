"""Compiled: what the head of a text tells: whether it is English, and, once lines are gone, whether a title may stand twice and the language is the same."""

from __future__ import annotations

import numpy as np

from cleaner.kernels.agreed import ENGLISH_ONE_IN, FEWEST_ENGLISH, FIRST_LOOK, HEAD, LONGEST_TITLE, LOOKED_AT, MOST_THE
from cleaner.kernels.jit import jit
from cleaner.kernels.machine import is_byte, ones

__all__ = ["is_english", "keeps_language", "may_repeat_title"]

_0 = np.uint64(0)
_SPACE = 32


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
def _count(data, size, first, second, third, length):
    """Count, 64 bytes at a time, how often a word of so many bytes stands between spaces; one that shares a space with the one before is left out."""
    found, before, space = np.int64(0), _0, np.uint8(_SPACE)
    for at in range(0, size - 67, 64):
        here = is_byte(data, at, space) & is_byte(data, at + 1, first) & is_byte(data, at + 2, second) & is_byte(data, at + length + 1, space)
        if length == 3:
            here &= is_byte(data, at + 3, third)
        found += np.int64(ones(here & ~(here << np.uint64(length + 1) | before >> np.uint64(63 - length))))
        before = here
    return found


@jit
def is_english(data, size):
    """Tell of a text that it is English, as `cleaner.text.language` does by four words, but by whole blocks of its first bytes; not of all that are."""
    size = min(size, LOOKED_AT)
    if _count(data, min(size, FIRST_LOOK), 116, 104, 101, 3) >= MOST_THE:
        return True
    the, and_ = _count(data, size, 116, 104, 101, 3), _count(data, size, 97, 110, 100, 3)
    of, to = _count(data, size, 111, 102, 0, 2), _count(data, size, 116, 111, 0, 2)
    total = the + of + and_ + to
    return min(min(the, of), min(and_, to)) > 0 and total >= FEWEST_ENGLISH and total * ENGLISH_ONE_IN >= size


@jit
def _is_far(data, at):
    """Tell whether a place lies behind all characters by which a text is known."""
    characters = np.int64(0)
    for i in range(min(at, 4 * LOOKED_AT)):
        characters += data[i] & 0xC0 != 0x80
    return characters >= LOOKED_AT


@jit
def keeps_language(data, size, lines, gone, cuts, room):
    """Tell that what is left of a text has its language; not of all that have it."""
    _, _, first, last = lines
    i = first
    while not gone[i]:
        i += 1
    if _is_far(data, np.int64(cuts[0][i])):
        return True
    if not is_english(data, size):
        return False
    at, to = 0, 0
    while to < LOOKED_AT and at < size:
        while i < last and (not gone[i] or cuts[0][i] < at):
            i += 1
        if i < last and cuts[0][i] == at:
            at = np.int64(cuts[1][i])
            i += 1
            continue
        stop = np.int64(cuts[0][i]) if i < last else size
        while at < stop and to < LOOKED_AT:
            room[to] = data[at]
            at, to = at + 1, to + 1
    return is_english(room, to)
