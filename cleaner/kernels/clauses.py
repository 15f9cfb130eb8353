"""Compiled: what is asked of a line in which literals stand: which of their clauses hold, and whether an automaton takes it."""

from __future__ import annotations

import numpy as np

from cleaner.kernels.agreed import AT_BEGIN, AT_END
from cleaner.kernels.arrays import automata_of, found_of, groups_of, pool_of, state_of, stood_of, uses_of
from cleaner.kernels.automaton import START, run, takes
from cleaner.kernels.jit import jit
from cleaner.kernels.machine import alphanumeric, is_byte, ones, zeros
from cleaner.kernels.stands import stands

__all__ = ["ask"]

_1, _63 = np.uint64(1), np.uint64(63)
SPACE = 32
FIRST = 32
"""Bytes of a line after which most automata have refused it; before one reads on, the other groups of a clause are asked for, which takes less time."""


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
def _stands_anywhere(one, line, size, first, last, pool):
    """Tell whether a literal stands somewhere in a line: where its first byte and its last one do, it is compared."""
    starts, lengths, flags, bytes_ = pool
    length, flag, start = np.int64(lengths[one]), flags[one], np.int64(starts[one])
    if flag & AT_BEGIN:
        return stands(one, first, line, size, first, last, pool)
    if flag & AT_END:
        return stands(one, last - length, line, size, first, last, pool)
    for base in range(0, size - length + 1, 64):
        places = is_byte(line, base, bytes_[start]) & is_byte(line, base + length - 1, bytes_[start + length - 1])
        while places:
            if stands(one, base + np.int64(zeros(places)), line, size, first, last, pool):
                return True
            places &= places - _1
    return False


@jit
def _has_few_words(clause, context, arrays):
    """Tell whether a line has no more words than a clause lets it have."""
    line, size, _, _, counts, number, _ = context
    most, known = np.int64(groups_of(arrays)[0][clause]), state_of(arrays)[3]
    if not counts or most < 0:
        return True
    if known[0] != number:
        known[0], known[1] = number, _count_words(line, size)
    return known[1] <= most


@jit
def _has_other_groups(clause, context, arrays):
    """Tell whether a line with a literal of a clause's first group has one of each other group."""
    line, size, first, last, _, _, _ = context
    pool, (_, group_starts, member_starts, members) = pool_of(arrays), groups_of(arrays)
    for group in range(group_starts[clause], group_starts[clause + 1]):
        found = False
        for member in range(member_starts[group], member_starts[group + 1]):
            if _stands_anywhere(np.int64(members[member]), line, size, first, last, pool):
                found = True
                break
        if not found:
            return False
    return True


@jit
def ask(count, context, told, arrays):
    """Note the rules of which a clause holds in a line in which `count` literals stand, and whose automaton takes it; return how many are noted."""
    _, _, _, _, _, number, (data, start, end) = context
    middle = min(start + FIRST, end)
    stood, _ = stood_of(arrays)
    use_starts, use_clauses = uses_of(arrays)
    rules, tried, told_in, _ = state_of(arrays)
    found, automata = found_of(arrays), automata_of(arrays)
    for k in range(count):
        for use in range(use_starts[stood[k]], use_starts[stood[k] + 1]):
            clause = np.int64(use_clauses[use])
            rule = np.int64(rules[clause])
            if tried[clause] == number or told_in[rule] == number:
                continue
            tried[clause] = number
            if not _has_few_words(clause, context, arrays):
                continue
            state = run(rule, data, start, middle, np.int64(START), automata)
            is_alive = state > 0 and middle < end
            if is_alive:
                if not _has_other_groups(clause, context, arrays):
                    continue
                state = run(rule, data, middle, end, state, automata)
            if not takes(rule, state, automata):
                told_in[rule] = number
            elif is_alive or _has_other_groups(clause, context, arrays):
                told_in[rule] = number
                found[3 * told], found[3 * told + 1] = rule, number
                told += 1
    return told
