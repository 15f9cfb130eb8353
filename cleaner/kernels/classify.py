"""First step: mark in bit maps, 64 bytes to a word, where tokens stand in a document."""

from __future__ import annotations

import numpy as np

from cleaner.kernels.composing import stays
from cleaner.kernels.decode import decode, is_valid
from cleaner.kernels.jit import inline, jit
from cleaner.kernels.machine import alphanumeric, from_byte, lower_case, ones, zeros
from cleaner.kernels.tables import ALONE, BREAK, CHANGES, JOINS, LETTER, OWN_SHIFT, SLOW

__all__ = ["classify", "list_tokens"]


_0, _1, _63, _64 = (np.uint64(value) for value in (0, 1, 63, 64))
_ALL = np.uint64(0xFFFFFFFFFFFFFFFF)
_KIND = 3


@inline
def _scan(source, size, lower, words, highs):
    """Copy a document in lower case, mark its letters and digits of ASCII and its bytes beyond ASCII.

    The marks go through memory since LLVM, seeing that they are put together later, would take vectors apart bit by bit.
    """
    for block in range((size + 63) >> 6):
        base = block << 6
        inside = _inside(base, size)
        lower_case(source, lower, base)
        words[block] = alphanumeric(source, base) & inside
        highs[block] = from_byte(source, base, 0x80) & inside


@inline
def _inside(base, size):
    """Mark those of 64 bytes that belong to the document."""
    return _ALL >> np.uint64(max(0, base + 64 - size))


@inline
def _follow(source, at, leads, inside):
    """Mark the bytes, of these 64 and the next, that have to go on with a code point, given where code points of several bytes begin."""
    three, four = from_byte(source, at, 0xE0) & inside, from_byte(source, at, 0xF0) & inside
    here = leads << _1 | three << np.uint64(2) | four << np.uint64(3)
    return here, leads >> _63 | three >> np.uint64(62) | four >> np.uint64(61)


@inline
def _spill(pattern, place):
    """Return what of a pattern of bits, moved up to a place, comes to stand in the next word."""
    return (pattern >> _1) >> (_63 - place)


@inline
def _mark(source, base, leads, carried, own, tables, state):
    """Go through the code points of several bytes that begin in a block of 64 bytes.

    Return whether all could be told; where bytes belong to no token, tokens begin, characters change, each in this block, and the first two
    in the next; and the state of `stays`.
    """
    start, start_next, clear, clear_next, change = carried, _0, _0, _0, _0
    shift, mask = (OWN_SHIFT, _KIND) if own else (0, _KIND | CHANGES | JOINS | SLOW)
    while leads:
        place = zeros(leads)
        leads &= leads - _1
        at = base + np.int64(place)
        point, length = decode(source, at)
        if not is_valid(point, length):
            return False, clear, clear_next, start, start_next, change, state
        kind = np.int64(tables[0][point]) >> shift & mask
        if kind == LETTER:
            continue
        if kind & (JOINS | SLOW):
            still, starter, order = stays(source, at, point, state, tables)
            if kind & SLOW or not still:
                return False, clear, clear_next, start, start_next, change, state
            state = (starter, order, at + length)
        if kind & CHANGES:
            change |= _1 << place
        kind &= _KIND
        after = _1 << np.uint64(length)
        if kind == BREAK:
            clear |= (after - _1) << place
            clear_next |= _spill(after - _1, place)
        elif kind == ALONE:
            start |= (after | _1) << place
            start_next |= _spill(after, place)
        elif kind != LETTER and start >> place & _1:
            start = start & ~(_1 << place) | after << place
            start_next |= _spill(after, place)
    return True, clear, clear_next, start, start_next, change, state


@jit
def classify(source, size, own, tables, lower, maps):
    """Mark the tokens of a document of `size` bytes, which must be followed by 64 more; return 1 if characters change, 0 if none, -1 if it is slow.

    `lower` becomes the document with ASCII in lower case. Bit i of `words`: byte i is part of a token; of `starts`: a token begins here even if
    one goes on before; of `changed`: folding changes this character. `own`: the text is folded already.
    """
    words, starts, changed = maps
    state = (np.int64(0), np.int64(0), np.int64(-1))
    follow, start_next, clear_next, any_change = _0, _0, _0, _0
    _scan(source, size, lower, words, changed)
    for block in range((size + 63) >> 6):
        start, clear, change, high = start_next, clear_next, _0, changed[block]
        start_next = clear_next = _0
        if high:
            base = block << 6
            inside = _inside(base, size)
            leads = from_byte(source, base, 0xC0) & inside
            here, next_ = _follow(source, base, leads, inside)
            if here | follow != high & ~leads:
                return np.int64(-1)
            follow = next_
            told, unclear, clear_next, start, start_next, change, state = _mark(source, base, leads, start, own, tables, state)
            if not told:
                return np.int64(-1)
            clear |= unclear
        elif follow:
            return np.int64(-1)
        word = (words[block] | high) & ~clear
        words[block], starts[block], changed[block] = word, start & word, change
        any_change |= change
    return np.int64(-1) if follow else np.int64(any_change != _0)


@jit
def list_tokens(maps, size, begins, ends):
    """Write where each token begins and ends; return how many there are.

    Six places are written at a time whether there are so many or not, so that there is little to guess for the processor.
    """
    words, starts, _ = maps
    begun, ended, before = np.int64(0), np.int64(0), _0
    for block in range((size + 63) >> 6):
        base, word, start = np.int64(block) << 6, words[block], starts[block]
        goes_on = word << _1 | before
        first, last = word & (start | ~goes_on), goes_on & (start | ~word)
        next_begun, next_ended = begun + np.int64(ones(first)), ended + np.int64(ones(last))
        while first | last:
            for k in range(6):
                begins[begun + k], ends[ended + k] = np.uint32(base + np.int64(zeros(first))), np.uint32(base + np.int64(zeros(last)))
                first, last = first & (first - _1), last & (last - _1)
            begun, ended = begun + 6, ended + 6
        begun, ended, before = next_begun, next_ended, word >> _63
    if ended < begun:
        ends[ended] = np.uint32(size)
    return begun
