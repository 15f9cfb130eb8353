"""Pairs of documents that share a band, verified by the overlap of their shingle sets, in time linear in the documents."""

from __future__ import annotations

import numpy as np
from numba import types

from cleaner.kernels.jit import jit
from cleaner.kernels.machine import U32

__all__ = ["ENTRIES", "copy_sets", "overlap", "verify_runs"]

_STRIDE = 32


@jit
def copy_sets(values, bounds, places, count, starts, target):
    """Copy the set [bounds[i], bounds[i + 1]) of each document to `target` at starts[places[i]], unless places[i] < 0."""
    for doc in range(count):
        if places[doc] >= 0:
            place = np.int64(starts[places[doc]]) - np.int64(bounds[doc])
            for at in range(bounds[doc], bounds[doc + 1]):
                target[place + at] = values[at]
    return np.int64(0)


@jit
def overlap(values, a, a_end, b, b_end, least):
    """Count the values of [a, a_end) that stand in [b, b_end) too; return -1 when they are fewer than `least`."""
    found = np.int64(0)
    while a < a_end and b < b_end:
        for _ in range(min(_STRIDE, a_end - a, b_end - b)):  # without a branch: a step advances each side by one at most
            x, y = values[a], values[b]
            found += x == y
            a += x <= y
            b += y <= x
        if found + min(a_end - a, b_end - b) < least:
            return np.int64(-1)
    return found if found >= least else np.int64(-1)


@jit
def _common(a, b, threshold, sets):
    """Return the overlap of two documents if it reaches the Jaccard threshold, else -1. J = i / (a + b - i)."""
    values, starts, sizes = sets
    size_a, size_b = np.int64(sizes[a]), np.int64(sizes[b])
    least = max(np.int64(1), np.int64(np.ceil(threshold / (1.0 + threshold) * (size_a + size_b) - 1e-9)))
    if min(size_a, size_b) < least:
        return np.int64(-1)
    start_a, start_b = np.int64(starts[a]), np.int64(starts[b])
    common = overlap(values, start_a, start_a + size_a, start_b, start_b + size_b, least)
    return common if common >= 0 and common / (size_a + size_b - common) >= threshold else np.int64(-1)


@jit
def _tell(found, count, a, b, common):
    found[3 * count], found[3 * count + 1], found[3 * count + 2] = a, b, common
    return count + 1


@jit
def _verify_all(members, begin, end, labels, bands, band, threshold, sets, groups, found, count):
    """Verify every pair of a run that shared no short run in an earlier band."""
    for i in range(begin, end):
        a = np.int64(members[i])
        for j in range(i + 1, end):
            b = np.int64(members[j])
            if (groups[a] >= 0 and groups[a] == groups[b]) or _earlier(labels, bands, a, b, band):
                continue
            common = _common(a, b, threshold, sets)
            if common >= 0:
                count = _tell(found, count, a, b, common)
    return count


@jit
def _verify_star(members, begin, end, most, threshold, sets, groups, leaders, found, count):
    """Verify each member of a run against those that resembled none before them, up to the first that it resembles."""
    led = np.int64(0)
    for j in range(begin, end):
        b = np.int64(members[j])
        common = np.int64(-1)
        for i in range(led):
            a = np.int64(leaders[i])
            if groups[a] < 0 or groups[a] != groups[b]:
                common = _common(a, b, threshold, sets)
                if common >= 0:
                    count = _tell(found, count, a, b, common)
                    break
        if common < 0 and led < most:
            leaders[led] = b
            led += 1
    return count


@jit
def _earlier(labels, bands, a, b, band):
    """Tell whether two documents shared a short run in an earlier band."""
    for earlier in range(band):
        label = labels[a * bands + earlier]
        if label != 0 and label == labels[b * bands + earlier]:
            return True
    return False


@jit
def verify_runs(members, bounds, first, last, labels, bands, band, most, threshold, values, starts, sizes, groups, leaders, found):
    """Verify the pairs of the runs [first, last); write (a, b, overlap) into `found` int32[k, 3] and return how many.

    In a run of up to `most` members every pair is verified, unless an earlier band has it: `labels` int32[n, bands] tells the
    run of each document in each band, 0 where it is in none or in a longer one. In a longer run each member is compared
    with the first `most` that resembled none before them, up to the first that it resembles: a star, in linear time.
    Documents of one group int64[n] are no pair; -1 is no group. `threshold` float64[1]; `leaders` int32[most] is room.
    """
    sets = (values, starts, sizes)
    count = np.int64(0)
    for run in range(first, last):
        begin, end = np.int64(bounds[run]), np.int64(bounds[run + 1])
        if end - begin <= most:
            count = _verify_all(members, begin, end, labels, bands, band, threshold[0], sets, groups, found, count)
        else:
            count = _verify_star(members, begin, end, most, threshold[0], sets, groups, leaders, found, count)
    return count


_I = types.int64
_I32, _I64, _F64 = types.CPointer(types.int32), types.CPointer(types.int64), types.CPointer(types.float64)
ENTRIES = {
    "copy_sets": (copy_sets, _I(U32, _I64, _I64, _I, _I64, U32)),
    "verify_runs": (verify_runs, _I(_I32, _I64, _I, _I, _I32, _I, _I, _I, _F64, U32, _I64, _I64, _I64, _I32, _I32)),
}
