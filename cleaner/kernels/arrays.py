"""Compiled: the arrays of a `cleaner.rules_engine.compiled.Compiled`, whose addresses kernels take, by what they are for."""

from __future__ import annotations

from cleaner.kernels.jit import inline
from cleaner.kernels.machine import ahead, bytes_at, ints_at, longs_at, points_at, unsigned_at

__all__ = [
    "automata_of",
    "entries_of",
    "found_of",
    "groups_of",
    "pool_of",
    "said_of",
    "seen_of",
    "state_of",
    "stood_of",
    "text_of",
    "uses_of",
    "windows_of",
]

BEFORE = 64
"""Zeros before a line."""


@inline
def text_of(arrays):
    """Return the flat forms of ASCII and of code points, and where a flat line is written."""
    return bytes_at(arrays, 0), points_at(arrays, 1), ahead(bytes_at(arrays, 2), BEFORE)


@inline
def windows_of(arrays):
    """Return the words and bits of windows, the heads of their lists, and short literals."""
    return unsigned_at(arrays, 3), unsigned_at(arrays, 4), ints_at(arrays, 5), unsigned_at(arrays, 6)


@inline
def entries_of(arrays):
    """Return the entries of lists."""
    return unsigned_at(arrays, 7)


@inline
def pool_of(arrays):
    """Return of all literals where they begin, how long they are, their flags and their bytes."""
    return ints_at(arrays, 8), ints_at(arrays, 9), bytes_at(arrays, 10), bytes_at(arrays, 11)


@inline
def uses_of(arrays):
    """Return where the clauses of each literal begin, and these."""
    return ints_at(arrays, 12), ints_at(arrays, 13)


@inline
def groups_of(arrays):
    """Return of all clauses the most words, where their other groups begin, where literals of these do, and these."""
    return ints_at(arrays, 14), ints_at(arrays, 15), ints_at(arrays, 16), ints_at(arrays, 17)


@inline
def state_of(arrays):
    """Return the rules of clauses; the lines in which clauses were tried and rules decided; and a line and its words."""
    return ints_at(arrays, 18), longs_at(arrays, 19), longs_at(arrays, 20), longs_at(arrays, 21)


@inline
def stood_of(arrays):
    """Return the literals that stand in the last line, and the lines in which literals last stood."""
    return ints_at(arrays, 22), longs_at(arrays, 23)


@inline
def said_of(arrays):
    """Return what is said of a text."""
    return longs_at(arrays, 24)


@inline
def found_of(arrays):
    """Return rules, lines and solid lines that are found, in turns."""
    return longs_at(arrays, 25)


@inline
def seen_of(arrays):
    """Return hashes of long lines and the texts that they are of, hashes of titles, and where solid lines are."""
    return unsigned_at(arrays, 26), longs_at(arrays, 27), unsigned_at(arrays, 28), longs_at(arrays, 29)


@inline
def automata_of(arrays):
    """Return the addresses of automata."""
    return longs_at(arrays, 30)
