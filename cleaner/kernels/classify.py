"""First step: mark in bit maps, 64 bytes to a word, where tokens stand in a document."""

from __future__ import annotations

import numpy as np
from numba import njit

from cleaner.kernels.machine import load, store, zeros

__all__ = ["before", "classify", "decode"]

_TOP = np.uint64(0x8080808080808080)
_ONES = np.uint64(0x0101010101010101)
_GATHER = np.uint64(0x0102040810204080)
_A, _AFTER_Z = np.uint64(0x3F * 0x0101010101010101), np.uint64(0x25 * 0x0101010101010101)
"""0x80 - 'A' and 0x80 - ('Z' + 1): added to a byte below 0x80 they set its top bit from that sign on."""
_LOW_A, _AFTER_LOW_Z = np.uint64(0x1F * 0x0101010101010101), np.uint64(0x05 * 0x0101010101010101)
_ZERO, _AFTER_NINE = np.uint64(0x50 * 0x0101010101010101), np.uint64(0x46 * 0x0101010101010101)
_0, _1, _2, _3, _7, _56, _63, _64 = (np.uint64(value) for value in (0, 1, 2, 3, 7, 56, 63, 64))
_ALL = np.uint64(0xFFFFFFFFFFFFFFFF)
BREAK, LETTER, MARK, ALONE = 0, 1, 2, 3
_CHANGES, _JOINS, _SLOW, _COMPAT = 16, 32, 64, 128
"""As in `tables`; Numba wants them here."""

jit = njit(nogil=True, error_model="numpy")


@jit
def _bits(tops: np.uint64) -> np.uint64:
    """Gather the top bits of eight bytes in one byte."""
    return ((tops >> _7) * _GATHER) >> _56


@jit
def _ascii_block(source, lower, at):
    """Write 64 bytes in lower case; return the maps of letters and digits and of bytes that are not ASCII."""
    word, high = _0, _0
    for k in range(8):
        eight = load(source, at + 8 * k)
        seven = eight & ~_TOP
        capital = (seven + _A) & ~(seven + _AFTER_Z) & ~eight & _TOP
        low = eight | (capital >> _2)
        seven = seven | (capital >> _2)
        letter = (seven + _LOW_A) & ~(seven + _AFTER_LOW_Z)
        digit = (seven + _ZERO) & ~(seven + _AFTER_NINE)
        store(lower, at + 8 * k, low)
        word |= _bits((letter | digit) & ~eight & _TOP) << np.uint64(8 * k)
        high |= _bits(eight & _TOP) << np.uint64(8 * k)
    return word, high


@jit
def decode(source, at, end):
    """Return the code point at byte `at` and its length in bytes; a byte that is no part of any is U+FFFD, as is a surrogate's first."""
    first = np.int64(source[at])
    if first < 0x80:
        return first, np.int64(1)
    if 0xC2 <= first < 0xE0 and at + 1 < end:
        second = np.int64(source[at + 1])
        if second & 0xC0 == 0x80:
            return (first & 0x1F) << 6 | second & 0x3F, np.int64(2)
    elif 0xE0 <= first < 0xF0 and at + 2 < end:
        second, third = np.int64(source[at + 1]), np.int64(source[at + 2])
        point = (first & 0x0F) << 12 | (second & 0x3F) << 6 | third & 0x3F
        if second & 0xC0 == 0x80 and third & 0xC0 == 0x80 and point >= 0x800 and not 0xD800 <= point < 0xE000:
            return point, np.int64(3)
    elif 0xF0 <= first < 0xF5 and at + 3 < end:
        second, third, fourth = np.int64(source[at + 1]), np.int64(source[at + 2]), np.int64(source[at + 3])
        point = (first & 0x07) << 18 | (second & 0x3F) << 12 | (third & 0x3F) << 6 | fourth & 0x3F
        if second & 0xC0 == 0x80 and third & 0xC0 == 0x80 and fourth & 0xC0 == 0x80 and 0x10000 <= point < 0x110000:
            return point, np.int64(4)
    return np.int64(0xFFFD), np.int64(1)


@jit
def _composes(pairs, count, first, second):
    """Tell whether NFC makes one code point of two."""
    key, low, high = np.uint64(first << 21 | second), 0, count
    while low < high:
        middle = (low + high) >> 1
        if pairs[middle] < key:
            low = middle + 1
        else:
            high = middle
    return low < count and pairs[low] == key


@jit
def before(source, at):
    """Return the code point that ends before byte `at` > 0."""
    start = at - 1
    while start > 0 and start > at - 4 and source[start] & 0xC0 == 0x80:
        start -= 1
    point, length = decode(source, start, at)
    return point if start + length == at else np.int64(0xFFFD)


@jit
def _stays(source, at, point, state, tables):
    """Tell whether a joining code point stays as and where it is; `state`: the last starter, the class of the last mark, and where that ended."""
    classes, orders, pairs, pair_count = tables
    starter, order, end = state
    if end != at:
        starter = before(source, at) if at > 0 else np.int64(0xFFFD)
        order = np.int64(orders[starter] >> 8)
        if classes[starter] & _COMPAT:
            return False, starter, order
    own = np.int64(orders[point])
    stays = not (classes[point] & _COMPAT or (0 < own & 255 < order) or _composes(pairs, pair_count, starter, point))
    stays = stays and not (0x1161 <= point < 0x1176 or 0x11A8 <= point < 0x11C3)
    return stays, point if own & 255 == 0 else starter, own >> 8


@jit
def classify(source, size, own, tables, lower, maps):
    """Mark the tokens of a document of `size` bytes, which must be followed by 64 more; return whether this could be done.

    `lower` is the document with ASCII in lower case. Bit i of `words`: byte i is part of a token; of `starts`: a token begins here even if
    one goes on before; of `changed`: folding changes this character. `own`: the text is folded already. One word more than needed is set to 0.
    """
    classes, words, starts, changed = tables[0], maps[0], maps[1], maps[2]
    blocks = (size + 63) >> 6
    word_carry, start_carry, changed_carry = _0, _0, _0
    skip = np.int64(0)
    state = (np.int64(0xFFFD), np.int64(0), np.int64(-1))
    for block in range(blocks):
        base = block << 6
        word, high = _ascii_block(source, lower, base)
        if base + 64 > size:
            inside = _ALL >> np.uint64(base + 64 - size)
            word, high = word & inside, high & inside
        start, change = start_carry, changed_carry
        word |= word_carry
        word_carry, start_carry, changed_carry = _0, _0, _0
        high = high >> np.uint64(skip) << np.uint64(skip)
        skip = np.int64(0)
        while high:
            at = np.int64(zeros(high))
            point, length = decode(source, base + at, size)
            class_ = np.int64(classes[point])
            if not own and class_ & (_JOINS | _SLOW):
                if class_ & _SLOW:
                    return False
                stays, starter, order = _stays(source, base + at, point, state, tables)
                if not stays:
                    return False
                state = (starter, order, base + at + length)
            kind = class_ >> 2 & 3 if own else class_ & 3
            place, end = np.uint64(at), np.uint64(at + length)
            span = (_1 << np.uint64(length)) - _1
            high &= ~(span << place)
            over = end > _63
            if over:
                skip = at + length - 64
            if kind == BREAK:
                continue
            word |= span << place
            if over and skip:
                word_carry = span >> (_64 - place)
            if class_ & _CHANGES and not own:
                change |= _1 << place
            after = _0 if over else _1 << end
            if kind == ALONE:
                start |= _1 << place | after
                if over:
                    start_carry = _1 << np.uint64(skip)
            elif kind == MARK and start >> place & _1:
                start = start & ~(_1 << place) | after
                if over:
                    start_carry = _1 << np.uint64(skip)
        words[block], starts[block], changed[block] = word, start & word, change
    words[blocks], starts[blocks], changed[blocks] = _0, _0, _0
    return True
