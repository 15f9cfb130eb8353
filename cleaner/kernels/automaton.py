"""Compiled: run a line through the automaton of a rule, whose states are made as texts lead to them; the fast twin of
`cleaner.rules_engine.automaton.Automaton.accepts`.

An automaton is a row of uint64: five numbers, the classes of symbols, as bytes, and sets of positions, as bits: for each class those that it
leads to, for each position those that follow, those that end a match, and the states. Beside it are, as int32, the moves: from a state by
a class. A state is known by where its moves begin, so that a step is one sum and one look.
"""

from __future__ import annotations

import numpy as np

from cleaner.kernels.jit import jit
from cleaner.kernels.machine import bytes_at, ints_at, unsigned_at, zeros

__all__ = ["START", "run", "takes"]

_0, _1 = np.uint64(0), np.uint64(1)
WORDS, KINDS, POSITIONS, ROOM, COUNT = range(5)
"""Places of numbers: the words of a set, the classes of symbols, positions, places for states, states that are known."""
CLASSES, SETS = 40, 38
"""The byte at which classes begin, and the word at which sets do; as in `cleaner.rules_engine.layout`."""
BEGIN, END = 256, 257
"""Symbols beside bytes: the begin and the end of a line."""
START = 0
"""The state before a line."""
UNKNOWN, TAKEN, DEAD = 0, -1, -2
"""Moves that lead to no state: one that is yet to be worked out, the end of a match, the end of hope."""


@jit
def run(rule, data, at, end, state, automata):
    """Return the state in which `data[at:end]` leaves the automaton of a rule; one that is not there takes all lines."""
    if not automata[2 * rule]:
        return np.int64(TAKEN)
    sets, classes, moves = unsigned_at(automata, 2 * rule), bytes_at(automata, 2 * rule), ints_at(automata, 2 * rule + 1)
    if state == START:
        state = _move(sets, classes, moves, np.int64(sets[KINDS]), BEGIN)
    while at < end and state > 0:
        state = _move(sets, classes, moves, state, np.int64(data[at]))
        at += 1
    return state


@jit
def takes(rule, state, automata):
    """Tell whether the patterns of a rule may match in a line at whose end its automaton is in a state."""
    if state <= 0:
        return state == TAKEN
    return _move(unsigned_at(automata, 2 * rule), bytes_at(automata, 2 * rule), ints_at(automata, 2 * rule + 1), state, END) == TAKEN


@jit
def _move(sets, classes, moves, state, symbol):
    """Return the state that a symbol leads to."""
    place = state + np.int64(classes[CLASSES + symbol])
    if moves[place] == UNKNOWN:
        return _work_out(sets, moves, place)
    return np.int64(moves[place])


@jit
def _work_out(sets, moves, place):
    """Work out a move; where there is no place for a new state, all are forgotten but the first and this one."""
    words, kinds, count = np.int64(sets[WORDS]), np.int64(sets[KINDS]), np.int64(sets[COUNT])
    state, kind = place // kinds, place % kinds
    by_kind = SETS + kind * words
    follow = SETS + kinds * words
    accept = follow + np.int64(sets[POSITIONS]) * words
    states = accept + words
    new = states + (count + 1) * words
    for k in range(words):
        sets[new + k] = _0
    for k in range(words):
        bits = sets[states + state * words + k]
        while bits:
            position = 64 * k + np.int64(zeros(bits))
            bits &= bits - _1
            for j in range(words):
                sets[new + j] |= sets[follow + position * words + j]
    some = taken = _0
    for k in range(words):
        sets[new + k] &= sets[by_kind + k]
        some |= sets[new + k]
        taken |= sets[new + k] & sets[accept + k]
    found = np.int64(TAKEN if taken else UNKNOWN if some else DEAD)
    if found == UNKNOWN:
        found = _known(sets, states, words, count)
        if found > np.int64(sets[ROOM]):
            return _forget(sets, moves, states, words, kinds, new)
        sets[COUNT] = np.uint64(max(found, count))
        found *= kinds
    moves[place] = found
    return found


@jit
def _known(sets, states, words, count):
    """Return the first state that is the same as the one behind the last."""
    new = states + (count + 1) * words
    for one in range(1, count + 1):
        k = np.int64(0)
        while k < words and sets[states + one * words + k] == sets[new + k]:
            k += 1
        if k == words:
            return np.int64(one)
    return np.int64(count + 1)


@jit
def _forget(sets, moves, states, words, kinds, new):
    """Forget all states but the first, and return the new one, which is the second now."""
    for place in range((np.int64(sets[ROOM]) + 1) * kinds):
        moves[place] = UNKNOWN
    for k in range(words):
        sets[states + 2 * words + k] = sets[new + k]
    sets[COUNT] = np.uint64(2)
    return 2 * kinds
