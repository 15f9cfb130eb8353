"""Containment: which documents hold the smallest shingle hashes of another, through an inverted index of these alone."""

from __future__ import annotations

import numpy as np
from numba import types

from cleaner.kernels.jit import jit
from cleaner.kernels.machine import U32, U64
from cleaner.kernels.pairs import overlap

__all__ = ["ENTRIES", "contained_pairs", "count_postings", "fill_postings"]

_SHIFT = np.uint32(32 - 26)
_1 = np.uint64(1)


@jit
def mark_probes(probes, count, bits):
    """Set a bit for each stretch of values that holds a probe, `bits` uint64[2 ** 20]: most values are dismissed by it."""
    for probe in range(count):
        place = np.int64(probes[probe] >> _SHIFT)
        bits[place >> 6] |= _1 << np.uint64(place & 63)
    return np.int64(0)


@jit
def _find(probes, count, bits, value):
    """Return the number of a probe, -1 for a value that is none."""
    place = np.int64(value >> _SHIFT)
    if not bits[place >> 6] >> np.uint64(place & 63) & _1:
        return np.int64(-1)
    low, high = np.int64(0), np.int64(count)
    while low < high:
        middle = (low + high) >> 1
        if probes[middle] < value:
            low = middle + 1
        else:
            high = middle
    return low if low < count and probes[low] == value else np.int64(-1)


@jit
def count_postings(probes, count, bits, values, starts, sizes, docs, counts):
    """Count into `counts` int32[p] how many sets hold each of the sorted, different `probes` uint32[p]."""
    for doc in range(docs):
        for at in range(starts[doc], starts[doc] + sizes[doc]):
            probe = _find(probes, count, bits, values[at])
            if probe >= 0:
                counts[probe] += 1
    return np.int64(0)


@jit
def fill_postings(probes, count, bits, values, starts, sizes, docs, bounds, filled, postings):
    """Write the first sets that hold each probe, as many as `bounds` int64[p + 1] leave room for; `filled` begins as `bounds`."""
    for doc in range(docs):
        for at in range(starts[doc], starts[doc] + sizes[doc]):
            probe = _find(probes, count, bits, values[at])
            if probe >= 0 and filled[probe] < bounds[probe + 1]:
                postings[filled[probe]] = doc
                filled[probe] += 1
    return np.int64(0)


@jit
def contained_pairs(first, last, most, containment, probes, count, bits, bounds, postings, values, starts, sizes, groups, seen, found):
    """Write the pairs (a, b, overlap) of which a document of [first, last) has so large a share in a larger one; return how many.

    Each is compared with the documents in the postings of its `most` smallest values. Documents of one group are no pair; -1 is
    no group. `containment` float64[1]; `seen` int32[n] begins as -1; `found` int32[k, 3].
    """
    told = np.int64(0)
    for doc in range(first, last):
        start, size = np.int64(starts[doc]), np.int64(sizes[doc])
        least = max(np.int64(1), np.int64(np.ceil(containment[0] * size - 1e-9)))
        for at in range(start, start + min(most, size)):
            probe = _find(probes, count, bits, values[at])
            if probe < 0:
                continue
            for one in range(bounds[probe], bounds[probe + 1]):
                other = np.int64(postings[one])
                other_start, other_size = np.int64(starts[other]), np.int64(sizes[other])
                smaller = other_size < size or (other_size == size and other >= doc)
                if smaller or seen[other] == doc or (groups[doc] >= 0 and groups[doc] == groups[other]):
                    continue
                seen[other] = doc
                common = overlap(values, start, start + size, other_start, other_start + other_size, least)
                if common >= 0:
                    found[3 * told], found[3 * told + 1], found[3 * told + 2] = min(doc, other), max(doc, other), common
                    told += 1
    return told


_I = types.int64
_I32, _I64, _F64 = types.CPointer(types.int32), types.CPointer(types.int64), types.CPointer(types.float64)
_INDEX = (U32, _I, U64)
_SETS = (U32, _I64, _I64)
ENTRIES = {
    "mark_probes": (mark_probes, _I(*_INDEX)),
    "count_postings": (count_postings, _I(*_INDEX, *_SETS, _I, _I32)),
    "fill_postings": (fill_postings, _I(*_INDEX, *_SETS, _I, _I64, _I64, _I32)),
    "contained_pairs": (contained_pairs, _I(_I, _I, _I, _F64, *_INDEX, _I64, _I32, *_SETS, _I64, _I32, _I32)),
}
