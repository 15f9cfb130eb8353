"""Compiled: split documents into lines, and fold each as `cleaner.text.lines` does."""

from __future__ import annotations

import numpy as np
from numba import types

from cleaner.kernels.classify import classify, list_tokens
from cleaner.kernels.decode import before, decode
from cleaner.kernels.hashing import hash_bytes, hash_tokens, hash_whole
from cleaner.kernels.jit import jit
from cleaner.kernels.machine import U8, U16, U32, U64, ahead, from_byte, is_byte, zeros

__all__ = ["ENTRIES"]

_1 = np.uint64(1)
_LOOK_AHEAD = 64
_POINTS = 0x110000
SENTENCE, LABEL, OPEN = 1, 2, 3
"""As in `cleaner.text.lines`; Numba wants them here."""


@jit
def _is_blank(byte):
    return byte == 32 or 9 <= byte <= 13


@jit
def _line_end(buffer, at, end):
    """Return where the line that begins at `at` ends, 64 bytes at a time as far as the document reaches."""
    while at + 64 <= end:
        feeds = is_byte(buffer, at, 10)
        if feeds:
            return at + np.int64(zeros(feeds))
        at += 64
    while at < end and buffer[at] != 10:
        at += 1
    return at


@jit
def split(buffer, offsets, first, last, docs, starts, ends):
    """Write document, start and end of each line that is not blank, white space at its ends left out; return how many there are."""
    count = np.int64(0)
    for doc in range(first, last):
        at, end = np.int64(offsets[doc]), np.int64(offsets[doc + 1])
        while at < end:
            stop = _line_end(buffer, at, end)
            low, high = at, stop
            while low < high and _is_blank(buffer[low]):
                low += 1
            while high > low and _is_blank(buffer[high - 1]):
                high -= 1
            if low < high:
                docs[count], starts[count], ends[count] = doc, low, high
                count += 1
            at = stop + 1
    return count


@jit
def _closes(point):
    return point in (0x22, 0x27, 0x29, 0x5D, 0xA0, 0xBB, 0x2019, 0x201D, 0x300D, 0x300F) or _is_blank(point)


@jit
def _flags(source, size):
    """Tell how a line ends, what closes brackets and quotations left out."""
    while size > 0:
        point = before(source, size)
        if not _closes(point):
            break
        size -= 1 if point < 0x80 else 2 if point < 0x800 else 3
    if size <= 0:
        return 0
    if point in (0x21, 0x2E, 0x3F, 0x61F, 0x964, 0x2026, 0x3002, 0xFF01, 0xFF1F):
        return SENTENCE
    if point in (0x3A, 0xFF1A):
        return LABEL
    return OPEN if point in (0x2C, 0x60C, 0xFF0C) else 0


@jit
def _is_digit(point):
    return 0x30 <= point <= 0x39 or 0x660 <= point <= 0x669 or 0x6F0 <= point <= 0x6F9


@jit
def _has_digit(point, own, folds):
    """Tell whether a code point folds to something with a digit in it."""
    folded, long = folds
    if not own:
        point = np.int64(folded[point])
    if point < _POINTS:
        return _is_digit(point)
    place = point - _POINTS
    found = False
    for k in range(np.int64(long[place])):
        found |= _is_digit(np.int64(long[place + 1 + k]))
    return found


@jit
def _mark_numbers(lower, size, own, tokens, words, folds, gone):
    """Write of each token whether a digit stands in it, if one does anywhere, and return that; most lines have none, 64 bytes tell at a time."""
    ends, count = tokens
    token, any_ = np.int64(0), False
    for block in range((size + 63) >> 6):
        base = np.int64(block) << 6
        digits = from_byte(lower, base, 0x30) & ~from_byte(lower, base, 0x3A) | from_byte(lower, base, 0xC0)
        digits &= words[block]
        while digits:
            at = base + np.int64(zeros(digits))
            digits &= digits - _1
            if lower[at] >= 0x80 and not _has_digit(decode(lower, at)[0], own, folds):
                continue
            if not any_:
                for i in range(count):
                    gone[i] = 0
                any_ = True
            while ends[token] <= at:
                token += 1
            gone[token] = 1
    return any_


@jit
def _is_in(value, sorted_, count):
    low, high = np.int64(0), count
    while low < high:
        middle = (low + high) >> 1
        if sorted_[middle] < value:
            low = middle + 1
        else:
            high = middle
    return low < count and sorted_[low] == value


@jit
def _mark_dates(hashes, count, dates, date_count, gone):
    """Mark the names of days and months that stand beside a number, or beside another that is marked."""
    for i in range(1, count):
        if gone[i - 1] and not gone[i] and _is_in(hashes[i], dates, date_count):
            gone[i] = 1
    for i in range(count - 2, -1, -1):
        if gone[i + 1] and not gone[i] and _is_in(hashes[i], dates, date_count):
            gone[i] = 1


@jit
def _mask(hashes, count, mask, gone):
    """Put `mask` in place of each run of marked tokens; return how many tokens there are now, and how many of them were not marked."""
    kept, left = np.int64(0), np.int64(0)
    for i in range(count):
        if not gone[i]:
            hashes[kept] = hashes[i]
            kept, left = kept + 1, left + 1
        elif i == 0 or not gone[i - 1]:
            hashes[kept] = mask
            kept += 1
    return kept, left


@jit
def fold(
    buffer, total, starts, ends, first, last, own, classes, orders, pairs, pair_count, folded, long,
    lower, tail, maps, begins, ends_, hashes, again, gone, dates, date_count, mask, exact, masked, counts, lefts, flags,
):  # fmt: skip
    """Fold the lines `first` to `last`; a count of -1 is one that Python has to fold. Return how many of these there are."""
    tables, folds = (classes, orders, pairs, pair_count), (folded, long)
    slow = np.int64(0)
    for i in range(first, last):
        start = np.int64(starts[i])
        size = np.int64(ends[i]) - start
        source = ahead(buffer, start)
        if start + size + _LOOK_AHEAD > total:
            for k in range(size):
                tail[k] = source[k]
            source = tail
        if not own:
            flags[i] = _flags(source, size)
        part = (size + 63) >> 6
        marks = (maps, ahead(maps, part), ahead(maps, 2 * part))
        changes = classify(source, size, own != 0, tables, lower, marks)
        count = list_tokens(marks, size, begins, ends_) if changes >= 0 else changes
        if count <= 0:
            hashes[0] = hash_bytes(source, np.int64(0), size)
            exact[i] = masked[i] = hash_whole(hashes, np.int64(1))
            counts[i], lefts[i] = count, 0
            slow += count < 0
            continue
        hash_tokens(lower, (begins, ends_, count, changes > 0), marks[2], folds, hashes, again)
        exact[i] = masked[i] = hash_whole(hashes, count)
        counts[i], lefts[i] = count, count
        if _mark_numbers(lower, size, own != 0, (ends_, count), maps, folds, gone):
            _mark_dates(hashes, count, dates, date_count, gone)
            kept, lefts[i] = _mask(hashes, count, mask, gone)
            masked[i] = hash_whole(hashes, kept)
    return slow


_I = types.int64
I64, I32 = types.CPointer(types.int64), types.CPointer(types.int32)
ENTRIES = {
    "split_lines": (split, _I(U8, I64, _I, _I, I64, I64, I64)),
    "fold_lines": (
        fold,
        _I(U8, _I, I64, I64, _I, _I, _I, U8, U16, U64, _I, U32, U32, U8, U8, U64, U32, U32, U64, U32, U8, U64, _I, types.uint64, U64, U64, I32, I32, U8),
    ),
}
"""The functions that Python calls, with their types."""
