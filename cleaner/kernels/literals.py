"""Compiled: find, line by line, which clauses of literals hold; the fast twin of `Prefilter.find_slowly`.

A line is made flat (see `cleaner.rules_engine.flat`) into a buffer. At every second of its bytes the next four (and two, for short
literals) are looked up in a bitmap of the windows that literals have; only where a bit is set the literals with this window are compared
(the first step is that of Wu and Manber, "A Fast Algorithm for Multi-Pattern Searching", 1994).
"""

from __future__ import annotations

import numpy as np

from cleaner.kernels.automaton import rejects
from cleaner.kernels.flat import flatten_line
from cleaner.kernels.jit import jit
from cleaner.kernels.machine import ahead, alphanumeric, bytes_at, ints_at, is_byte, load, longs_at, ones, points_at, unsigned_at
from cleaner.kernels.survey import CLOCK, SOLIDS, start_survey, survey_line

__all__ = ["find"]

_0, _1, _6, _8, _32, _47, _52, _63 = (np.uint64(value) for value in (0, 1, 6, 8, 32, 47, 52, 63))
_SHORT, _BEGIN, _END = (np.uint64(value) for value in (2048, 4096, 6144))
"""Where the bitmaps begin of short windows, of those at a line's beginning, and at its end; as in `cleaner.rules_engine.windows`."""
_PLACES = np.uint64(5)
"""Bits of a window's hash that its place among the heads of lists does not have."""
_FOUR, _TWO, _ONE = np.uint64(0xFFFFFFFF), np.uint64(0xFFFF), np.uint64(0xFF)
_MIX = np.uint64(0x9E3779B97F4A7C15)
SPACE = 32
AT_BEGIN, AT_END = 1, 2
"""Flags of a literal."""


@jit
def window_hash(window):
    """Return a place in a table of 131,072 for a window of up to eight bytes."""
    return window * _MIX >> _47


@jit
def _stands(one, begin, line, size, first, last, pool):
    """Tell whether a literal stands at byte `begin` of a line."""
    starts, lengths, flags, bytes_ = pool
    length, flag = np.int64(lengths[one]), flags[one]
    if begin < 0 or begin + length > size or (flag & AT_BEGIN and begin != first) or (flag & AT_END and begin + length != last):
        return False
    start, k = np.int64(starts[one]), np.int64(0)
    while k < length and line[begin + k] == bytes_[start + k]:
        k += 1
    return k == length


@jit
def pair_hash(first, second):
    """Return a place among 4,096 for two bytes."""
    return (np.uint64(first) | np.uint64(second) << _8) * _MIX >> _52


@jit
def _mark_pairs(line, size, pairs):
    """Mark which pairs of bytes a line has."""
    for k in range(64):
        pairs[k] = _0
    for k in range(size):
        place = pair_hash(line[k], line[k + 1])
        pairs[place >> _6] |= _1 << (place & _63)


@jit
def _count_words(line, size):
    """Count the stretches between spaces that begin with a letter or digit of ASCII: a line has at least so many words."""
    words, before = np.int64(0), _1
    for base in range(0, size, 64):
        spaces = is_byte(line, base, SPACE)
        starts = alphanumeric(line, base) & (spaces << _1 | before)
        if base + 64 > size:
            starts &= (_1 << np.uint64(size - base)) - _1
        words += np.int64(ones(starts))
        before = spaces >> _63
    return words


@jit
def _stands_anywhere(one, line, size, first, last, pool, pairs):
    """Tell whether a literal stands somewhere in a line that was surveyed."""
    starts, lengths, flags, bytes_ = pool
    length, flag, start = np.int64(lengths[one]), flags[one], np.int64(starts[one])
    if flag & AT_BEGIN:
        return _stands(one, first, line, size, first, last, pool)
    if flag & AT_END:
        return _stands(one, last - length, line, size, first, last, pool)
    for k in range(min(length - 1, 3)):
        place = pair_hash(bytes_[start + k], bytes_[start + k + 1])
        if not pairs[place >> _6] >> (place & _63) & _1:
            return False
    for begin in range(size - length + 1):  # noqa: SIM110 -- Numba
        if line[begin] == bytes_[start] and _stands(one, begin, line, size, first, last, pool):
            return True
    return False


@jit
def _has_few_words(clause, context, number):
    """Tell whether a line has no more words than a clause lets it have."""
    line, size, _, _, counts, tables, state, _, _, _ = context
    most, known = np.int64(tables[3][0][clause]), state[3]
    if not counts or most < 0:
        return True
    if known[0] != number:
        known[0], known[1] = number, _count_words(line, size)
    return known[1] <= most


@jit
def _has_other_groups(clause, context, number):
    """Tell whether a line with a literal of a clause's first group has one of each other group."""
    line, size, first, last, _, tables, state, _, _, _ = context
    _, pool, _, (_, group_starts, member_starts, members) = tables
    _, _, _, known, pairs = state
    if known[2] != number and group_starts[clause] < group_starts[clause + 1]:
        known[2] = number
        _mark_pairs(line, size, pairs)
    for group in range(group_starts[clause], group_starts[clause + 1]):
        found = False
        for member in range(member_starts[group], member_starts[group + 1]):
            if _stands_anywhere(np.int64(members[member]), line, size, first, last, pool, pairs):
                found = True
                break
        if not found:
            return False
    return True


@jit
def _compare(window, at, heads, context, told, number):
    """Ask the literals with a window that is found at byte `at` of the line, and note the rules whose clauses hold and whose automata take it.

    Return how many are noted.
    """
    line, size, first, last, _, tables, state, found, _, (data, start, end, automata) = context
    entries, pool, uses, _ = tables
    use_starts, use_clauses = uses
    rules, tried, told_in, _, _ = state
    entry = np.int64(heads[window_hash(window) >> _PLACES])
    while entry:
        part = 4 * entry
        begin = at - np.int64(entries[part + 3])
        links, entry_key, mask = entries[part + 2], entries[part], entries[part + 1]
        entry = entry + 1 if links >> _32 else np.int64(0)
        if begin < 0 or load(line, begin) & mask != entry_key:
            continue
        one = np.int64(links & _FOUR)
        if not _stands(one, begin, line, size, first, last, pool):
            continue
        for use in range(use_starts[one], use_starts[one + 1]):
            clause = np.int64(use_clauses[use])
            rule = np.int64(rules[clause])
            if tried[clause] == number or told_in[rule] == number:
                continue
            tried[clause] = number
            if not _has_few_words(clause, context, number):
                continue
            if rejects(rule, data, start, end, automata):
                told_in[rule] = number
            elif _has_other_groups(clause, context, number):
                told_in[rule] = number
                found[3 * told], found[3 * told + 1] = rule, number
                told += 1
    return told


@jit
def _compare_at(window, bits_start, at, heads, context, told, number):
    """Do the same, unless no literal has the window."""
    bits, place = context[8], window_hash(window)
    if bits[bits_start + (place >> _6)] >> (place & _63) & _1:
        return _compare(window, at, heads, context, told, number)
    return told


@jit
def _leads(byte):
    """Tell whether a byte does not count at a line's beginning."""
    return byte in (32, 34, 35, 39, 40, 42, 43, 45, 60, 62, 91, 95, 96, 123, 124, 126)


@jit
def _trails(byte):
    """Tell whether a byte does not count at a line's end."""
    return byte in (32, 33, 34, 35, 39, 41, 42, 43, 44, 45, 46, 58, 59, 60, 62, 63, 93, 95, 96, 124, 125, 126)


@jit
def _compare_ends(heads, context, told, number):
    """Ask the literals that begin or end a line, by windows of eight, four, two and one bytes."""
    _, _, _, begin_eight, begin_four, begin_two, end_eight, end_four, end_two = heads
    line, first, last = context[0], context[2], context[3]
    here = load(line, first)
    told = _compare_at(here, _BEGIN, first, begin_eight, context, told, number)
    told = _compare_at(here & _FOUR, _BEGIN, first, begin_four, context, told, number)
    told = _compare_at(here & _TWO, _BEGIN, first, begin_two, context, told, number)
    told = _compare_at(here & _ONE, _BEGIN, first, begin_two, context, told, number)
    if last >= 8:
        told = _compare_at(load(line, last - 8), _END, last - 8, end_eight, context, told, number)
    if last >= 4:
        told = _compare_at(load(line, last - 4) & _FOUR, _END, last - 4, end_four, context, told, number)
    if last >= 2:
        told = _compare_at(load(line, last - 2) & _TWO, _END, last - 2, end_two, context, told, number)
    if last >= 1:
        told = _compare_at(load(line, last - 1) & _ONE, _END, last - 1, end_two, context, told, number)
    return told


@jit
def _unpack(arrays):
    """Return the arrays of a `Compiled`, in its order: of the text, of windows, literals and clauses, of a line, of what is found and seen, and of automata."""
    text = (bytes_at(arrays, 0), points_at(arrays, 1), bytes_at(arrays, 2))
    any_ = (unsigned_at(arrays, 3), ints_at(arrays, 4), ints_at(arrays, 5))
    begin, end = (ints_at(arrays, 6), ints_at(arrays, 7), ints_at(arrays, 8)), (ints_at(arrays, 9), ints_at(arrays, 10), ints_at(arrays, 11))
    pool = (ints_at(arrays, 13), ints_at(arrays, 14), bytes_at(arrays, 15), bytes_at(arrays, 16))
    clauses = (ints_at(arrays, 19), ints_at(arrays, 20), ints_at(arrays, 21), ints_at(arrays, 22))
    tables = (unsigned_at(arrays, 12), pool, (ints_at(arrays, 17), ints_at(arrays, 18)), clauses)
    state = (ints_at(arrays, 23), longs_at(arrays, 24), longs_at(arrays, 25), longs_at(arrays, 26), unsigned_at(arrays, 27))
    seen = (unsigned_at(arrays, 30), longs_at(arrays, 31), unsigned_at(arrays, 32), longs_at(arrays, 33))
    return text, any_ + begin + end, tables, state, (longs_at(arrays, 28), longs_at(arrays, 29)), seen, longs_at(arrays, 34)


@jit
def find(data, end, room, rule_count, arrays):
    """Write (rule, line, solid line) for each rule of which a clause holds in a line that its automaton takes; return how many there are.

    -1 stands for more than `room`.

    The text is `data[1:end]`, between line ends; 128 bytes behind it are read. `arrays` holds the addresses of the arrays of a `Compiled`, in its
    order. Lines are numbered on from `said[CLOCK]`, which is moved on: what was seen in earlier texts is never mistaken for this one.
    """
    (ascii_, points, line), heads, tables, state, (said, found), seen, automata = _unpack(arrays)
    bits, four, two = heads[0], heads[1], heads[2]
    told, at = np.int64(0), np.int64(1)
    number = np.int64(said[CLOCK])
    start_survey(ahead(data, 1), end - 1, said)
    while at <= end and told >= 0:
        start = at
        size, at, counts = flatten_line(data, at, ascii_, points, line)
        for k in range(8):
            line[size + k] = 0
        first, last = np.int64(0), size
        while first < size and _leads(line[first]):
            first += 1
        while last > first and _trails(line[last - 1]):
            last -= 1
        solids = said[SOLIDS]
        survey_line(data, start, at - 1, line, size, first, last, said, seen)
        if told + rule_count > room:
            told = np.int64(-1)
        elif size:
            before = told
            context = (line, size, first, last, counts, tables, state, found, bits, (data, start, at - 1, automata))
            told = _compare_ends(heads, context, told, number)
            for k in range(0, size, 2):
                here = load(line, k)
                place = window_hash(here & _FOUR)
                if bits[place >> _6] >> (place & _63) & _1:
                    told = _compare(here & _FOUR, k, four, context, told, number)
                place = here & _TWO
                if bits[_SHORT + (place >> _6)] >> (place & _63) & _1:
                    told = _compare(place, k, two, context, told, number)
            for k in range(before, told):
                found[3 * k + 2] = solids
        number += 1
    said[CLOCK] = number
    return told
