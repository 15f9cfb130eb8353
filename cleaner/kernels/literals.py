"""Compiled: find, line by line, which clauses of literals hold; the fast twin of `Prefilter.find_slowly`.

A line is made flat (see `cleaner.rules_engine.flat`) into a buffer. The windows of four and of three bytes that begin at every second of its
bytes are looked up in a table of those that literals have, and the windows at its ends in others; only where one is found the literals with it
are compared (the first step is that of Wu and Manber, "A Fast Algorithm for Multi-Pattern Searching", 1994).
"""

from __future__ import annotations

import numpy as np

from cleaner.kernels.arrays import entries_of, found_of, pool_of, said_of, seen_of, stood_of, text_of, windows_of
from cleaner.kernels.clauses import ask
from cleaner.kernels.flat import clear_behind, flatten_line, trimmed
from cleaner.kernels.jit import inline, jit
from cleaner.kernels.machine import ahead, is_byte, load, probe, zeros
from cleaner.kernels.stands import stands
from cleaner.kernels.survey import CLOCK, SOLIDS, start_survey, survey_line

__all__ = ["find"]

_0, _1, _4, _6, _8, _16, _19, _32, _47, _48, _63 = (np.uint64(value) for value in (0, 1, 4, 6, 8, 16, 19, 32, 47, 48, 63))
_FOUR, _THREE, _TWO, _LOW = (np.uint64(value) for value in (0xFFFFFFFF, 0xFFFFFF, 0xFFFF, 0xFF))
_MIX, _FACTOR = np.uint64(0x9E3779B97F4A7C15), np.uint64(0x9E377901)
"""What windows are multiplied with; as in `cleaner.rules_engine.windows`."""
PLACES = 8192
"""Places of a table for lists of entries."""
_ANY, _NARROW, _BEGIN, _END = 0, PLACES, 2 * PLACES, 5 * PLACES
"""Where tables begin: of windows of four bytes and of three, and three each for a line's beginning and its end."""
SPACE = 32


@jit
def _end_place(window):
    """Return a place among 131,072 for a window at an end of a line."""
    return window * _MIX >> _47


@jit
def _bit_of(window, bits, of):
    """Tell whether a literal may have a window at an end of a line."""
    place = _end_place(window)
    return bits[of * 2048 + np.int64(place >> _6)] >> (place & _63) & _1


@inline
def _note(entry, at, context, count, arrays):
    """Note the literals of a list that stand in a line, with a window at byte `at` of it; return how many are noted of the line."""
    line, size, first, last, _, number, _ = context
    entries, pool, (stood, stood_in) = entries_of(arrays), pool_of(arrays), stood_of(arrays)
    while entry:
        part = 4 * entry
        begin, links = at - np.int64(entries[part + 3]), entries[part + 2]
        if begin >= 0 and load(line, begin) & entries[part + 1] == entries[part]:
            one = np.int64(links & _FOUR)
            if stood_in[one] != number and stands(one, begin, line, size, first, last, pool):
                stood[count], stood_in[one] = one, number
                count += 1
        entry = entry + 1 if links >> _32 else np.int64(0)
    return count


@jit
def _note_ends(context, arrays):
    """Note the literals that begin or end a line, by windows of eight, four and two bytes; return how many there are."""
    _, bits, heads, _ = windows_of(arrays)
    line, first, last, count = context[0], context[2], context[3], np.int64(0)
    here, there = load(line, first), load(line, last - 8)
    hits = _bit_of(here, bits, 0) | _bit_of(here & _FOUR, bits, 0) << np.uint64(1) | _bit_of(here & _TWO, bits, 0) << np.uint64(2)
    hits |= _bit_of(there, bits, 1) << np.uint64(3) | _bit_of(there >> _32, bits, 1) << np.uint64(4) | _bit_of(there >> _48, bits, 1) << np.uint64(5)
    while hits:
        which = np.int64(zeros(hits))
        hits &= hits - _1
        size = np.int64(8) >> which % 3
        at = first if which < 3 else last - size
        window = load(line, at) & (~_0 >> np.uint64(64 - 8 * size))
        entry = np.int64(heads[_BEGIN + which * PLACES + np.int64(_end_place(window) >> _4)])
        count = _note(entry, at, context, count, arrays)
    return count


@inline
def _head(window, heads, table):
    """Return the first entry of a window anywhere in a line."""
    return np.int64(heads[table + np.int64((window * _FACTOR & _FOUR) >> _19)])


@jit
def _note_anywhere(context, count, arrays):
    """Note the literals that stand anywhere in a line, by windows of four bytes and of three; return how many are noted of the line."""
    words, _, heads, _ = windows_of(arrays)
    line, size = context[0], context[1]
    for base in range(0, size, 32):
        hits = probe(line, base, words, _FACTOR)
        while hits:
            at = base + 2 * np.int64(zeros(hits))
            hits &= hits - _1
            here = load(line, at)
            count = _note(_head(here & _FOUR, heads, _ANY), at, context, count, arrays)
            count = _note(_head(here & _THREE, heads, _NARROW), at, context, count, arrays)
    return count


@inline
def _places_of(short, line, base):
    """Return a bit for each of 64 bytes of a line: whether the rarest pair of bytes of a short literal begins there, or its one byte."""
    second = is_byte(line, base + np.int64(short >> _16 & _LOW), np.uint8(short >> _8 & _LOW))
    return is_byte(line, base, np.uint8(short & _LOW)) & second


@jit
def _note_shorts(context, count, arrays):
    """Note the literals of up to three bytes that stand anywhere in a line; return how many are noted of the line."""
    shorts = windows_of(arrays)[3]
    line, size, many = context[0], context[1], np.int64(shorts[0])
    for base in range(0, size, 64):
        some = _0
        for k in range(1, many + 1):
            some |= _places_of(shorts[k], line, base)
        if not some:
            continue
        for k in range(1, many + 1):
            places = _places_of(shorts[k], line, base)
            while places:
                count = _note(np.int64(shorts[k] >> _32), base + np.int64(zeros(places)), context, count, arrays)
                places &= places - _1
    return count


@jit
def find(data, end, room, rule_count, arrays):
    """Write (rule, line, solid line) for each rule of which a clause holds in a line that its automaton takes; return how many there are.

    -1 stands for more than `room`.

    The text is `data[1:end]`, between line ends; 128 bytes behind it are read. `arrays` holds the addresses of the arrays of a `Compiled`, in its
    order. Lines are numbered on from `said[CLOCK]`, which is moved on: what was seen in earlier texts is never mistaken for this one.
    """
    ascii_, points, line = text_of(arrays)
    said, found, seen = said_of(arrays), found_of(arrays), seen_of(arrays)
    told, at = np.int64(0), np.int64(1)
    number = np.int64(said[CLOCK])
    start_survey(ahead(data, 1), end - 1, said)
    while at <= end and told >= 0:
        start = at
        size, at, counts = flatten_line(data, at, ascii_, points, line)
        clear_behind(line, size)
        first, last = trimmed(line, size)
        solids = said[SOLIDS]
        survey_line(data, start, at - 1, line, size, first, last, said, seen)
        if told + rule_count > room:
            told = np.int64(-1)
        elif size > 1 or (size and line[0] != SPACE):
            before = told
            context = (line, size, first, last, counts, number, (data, start, at - 1))
            count = _note_shorts(context, _note_anywhere(context, _note_ends(context, arrays), arrays), arrays)
            told = ask(count, context, told, arrays)
            for k in range(before, told):
                found[3 * k + 2] = solids
        number += 1
    said[CLOCK] = number
    return told
