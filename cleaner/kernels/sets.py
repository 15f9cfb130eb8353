"""Sorted sets of shingle hashes, and how much two of them have in common."""

from __future__ import annotations

import numpy as np

from cleaner.kernels.jit import inline, jit

__all__ = ["intersect", "sort", "unique"]

_1 = np.uint32(1)
_SMALL = 8192


@jit
def _order(values, count, shift, bits, other, places):
    """Write the values to `other`, ordered by some of their bits; equal ones keep their order. `places` has room for 2**bits."""
    few = _1 << bits
    for k in range(few):
        places[k] = 0
    for i in range(count):
        places[values[i] >> shift & few - _1] += 1
    total = np.int64(0)
    for k in range(few):
        here = places[k]
        places[k] = total
        total += here
    for i in range(count):
        key = values[i] >> shift & few - _1
        other[places[key]] = values[i]
        places[key] += 1


@jit
def _insert(values, count, target):
    """Sort values that are nearly sorted, into `target`."""
    for i in range(count):
        value, k = values[i], i
        while k > 0 and target[k - 1] > value:
            target[k] = target[k - 1]
            k -= 1
        target[k] = value


@jit
def sort(values, count, other, places):
    """Sort hashes in place; `other` has room for as many, `places` int64[2048].

    As hashes are spread evenly, ordering by the first bits leaves few of one set out of place; a large set is ordered by all bits, eleven at a time.
    """
    if count <= _SMALL:
        bits = np.uint32(5)
        while bits < 11 and _1 << bits < count:
            bits += _1
        _order(values, count, np.uint32(32) - bits, bits, other, places)
        _insert(other, count, values)
    else:
        _order(values, count, np.uint32(0), np.uint32(10), other, places)
        _order(other, count, np.uint32(10), np.uint32(11), values, places)
        _order(values, count, np.uint32(21), np.uint32(11), other, places)
        for i in range(count):
            values[i] = other[i]


@inline
def unique(values, count, target):
    """Write each of the sorted values once; return how many these are."""
    kept = np.int64(0)
    for i in range(count):
        if i == 0 or values[i] != values[i - 1]:
            target[kept] = values[i]
            kept += 1
    return kept


@inline
def intersect(values, a, a_end, b, b_end):
    """Count the values that two sorted sets have in common; no branch depends on them."""
    both = np.int64(0)
    while a < a_end and b < b_end:
        x, y = values[a], values[b]
        both += x == y
        a += x <= y
        b += y <= x
    return both
