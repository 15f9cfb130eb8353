"""Compiled: look at several texts in one call, and write down of each which rules may match where, and what is seen of its lines."""

from __future__ import annotations

import numpy as np
from numba import types

from cleaner.kernels.agreed import ENGLISH, FEWEST_LINES, LINE_TWICE, MARKED, NEAR_TWICE, PAD, PLACES, RECORD, TITLE_TWICE
from cleaner.kernels.arrays import found_of, said_of, seen_of
from cleaner.kernels.jit import jit
from cleaner.kernels.literals import find
from cleaner.kernels.machine import U8, ahead, is_byte
from cleaner.kernels.survey import BEGIN, CLOCK, FLAGS, SEEMING, SOLIDS

__all__ = ["ENTRIES"]

_0 = np.uint64(0)


@jit
def _has_return(data, size):
    """Tell whether a carriage return stands in a text, or just behind it: a text without line feeds may have lines all the same."""
    found = _0
    for at in range(0, size, 64):
        found |= is_byte(data, at, 13)
    return found != _0


@jit
def _is_silent(data, size, told, lines, said):
    """Tell whether nothing can go from a text, whatever the rules for its language: it is known to be English, and every line of it is a block."""
    heard = said[FLAGS] & (TITLE_TWICE | LINE_TWICE | MARKED | ENGLISH)
    if told or heard != ENGLISH or said[SEEMING] >= FEWEST_LINES:
        return False
    return lines > 1 or not _has_return(data, size)


@jit
def _write(log, at, told, arrays):
    """Write the numbers of rules, lines and solid lines, and where solid lines begin and end, if anything asks for that; return how many there are, or -1."""
    said, found, spans = said_of(arrays), found_of(arrays), seen_of(arrays)[-1]
    for k in range(0, 3 * told, 3):
        log[at + k], log[at + k + 1], log[at + k + 2] = found[k], found[k + 1] - said[BEGIN], found[k + 2]
    solid = said[SOLIDS]
    if solid > PLACES or not (told or said[FLAGS] & (TITLE_TWICE | LINE_TWICE | NEAR_TWICE)):
        return np.int64(-1)
    for k in range(2 * solid):
        log[at + 3 * told + k] = spans[k]
    return solid


@jit
def look(data, count, terse, sizes, room, rule_count, log, log_room, arrays):
    """Look at `count` texts in turn, until the log is full; return how many were looked at.

    Texts are of these sizes, with `PAD` line ends between them, before the first and behind the last. The log begins with its length; for each text follow
    its number, how many rules were found in lines (-1: more than `room`), lines, those that seem wrapped, flags, solid lines, and of how many of these it
    is said where they are (-1: of none); then rule, line and solid line of each found, begin and end of each solid line. `terse`: nothing is
    written of a text on which nothing can fire.
    """
    said = said_of(arrays)
    used, end = np.int64(1), np.int64(0)
    for text in range(count):
        size, start = sizes[text], end + PAD
        end = start + size
        told = find(ahead(data, start - 1), size + 1, room, rule_count, arrays)
        lines = said[CLOCK] - said[BEGIN]
        if terse and _is_silent(ahead(data, start), size, told, lines, said):
            continue
        hits, body = 3 * max(told, 0), used + RECORD
        if body + hits + 2 * min(said[SOLIDS], PLACES) > log_room:
            log[0] = used
            return np.int64(text)
        spans = _write(log, body, max(told, 0), arrays)
        used = body + hits + 2 * max(spans, 0)
        if spans > 0 and log[used - 1] > size:  # the last line has no line end
            log[used - 1] = size
        log[body - 7], log[body - 6], log[body - 5], log[body - 4] = text, told, lines, said[SEEMING]
        log[body - 3], log[body - 2], log[body - 1] = said[FLAGS], said[SOLIDS], spans
    log[0] = used
    return np.int64(count)


_I, _LONGS = types.int64, types.CPointer(types.int64)
ENTRIES = {"look": (look, _I(U8, _I, _I, _LONGS, _I, _I, _LONGS, _I, _LONGS))}
"""The functions that Python calls, with their types."""
