"""Sorted sets of shingle hashes, and how much two of them have in common."""

from __future__ import annotations

import numpy as np
from numba import njit

__all__ = ["intersect", "sort", "unique"]

jit = njit(nogil=True, error_model="numpy")
inline = njit(nogil=True, error_model="numpy", forceinline=True)
_BYTE = np.uint32(255)


@jit
def _order(values, count, shift, other, places):
    """Write the values to `other`, ordered by one byte; equal ones keep their order. `places` has room for 256."""
    for k in range(256):
        places[k] = 0
    for i in range(count):
        places[values[i] >> shift & _BYTE] += 1
    total = np.int64(0)
    for k in range(256):
        here = places[k]
        places[k] = total
        total += here
    for i in range(count):
        byte = values[i] >> shift & _BYTE
        other[places[byte]] = values[i]
        places[byte] += 1


@jit
def sort(values, count, other, places):
    """Sort in place, byte by byte from the lowest (LSD radix sort); `other` has room for as many values."""
    for shift in (0, 16):
        _order(values, count, np.uint32(shift), other, places)
        _order(other, count, np.uint32(shift + 8), values, places)


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
