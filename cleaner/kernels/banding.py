"""Band keys, and hashes of stretches of bytes: 64-bit mixes of many values (SplitMix64; Steele, Lea, Flood 2014)."""

from __future__ import annotations

import numpy as np
from numba import types

from cleaner.kernels.jit import jit
from cleaner.kernels.machine import U8, U32, U64, load

__all__ = ["ENTRIES", "band_keys", "hash_rows"]

_K1, _K2, _K3 = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_8, _27, _30, _31 = (np.uint64(value) for value in (8, 27, 30, 31))


@jit
def _mix(value):
    """Scramble a value: each bit of it may change each bit of the result."""
    value = (value ^ value >> _30) * _K2
    value = (value ^ value >> _27) * _K3
    return value ^ value >> _31


@jit
def band_keys(signatures, slots, salts, count, bands, rows, keys):
    """Write the keys of every band, `keys` uint64[bands, n], of signatures uint32[n, slots] and salts uint64[n].

    A key depends on the band's number, its rows and the document's salt: only documents of one salt share a key.
    """
    for doc in range(count):
        for band in range(bands):
            key = _mix(salts[doc] + np.uint64(band + 1) * _K1)
            for row in range(band * rows, (band + 1) * rows):
                key = _mix((key ^ np.uint64(signatures[doc * slots + row])) + _K1)
            keys[band * count + doc] = key
    return np.int64(0)


@jit
def _hash_on(buffer, at, end, key):
    """Return the hash of a stretch of bytes of which `key` knows those before `at`."""
    while at + 8 <= end:
        key = _mix((key ^ load(buffer, at)) + _K1)
        at += 8
    word = np.uint64(0)
    while at < end:
        word = word << _8 | np.uint64(buffer[at])
        at += 1
    return _mix((key ^ word) + _K1)


@jit
def hash_rows(buffer, bounds, count, hashes):
    """Write a hash of each stretch [bounds[i], bounds[i + 1]) of bytes, `hashes` uint64[n].

    Three stretches are hashed side by side as far as the shortest reaches: a step waits for the one before it, not for its neighbours.
    """
    row = 0
    while row + 3 <= count:
        first, second, third, end = np.int64(bounds[row]), np.int64(bounds[row + 1]), np.int64(bounds[row + 2]), np.int64(bounds[row + 3])
        one, two, three = np.uint64(second - first), np.uint64(third - second), np.uint64(end - third)
        common = min(second - first, third - second, end - third) & ~7
        for at in range(0, common, 8):
            one = _mix((one ^ load(buffer, first + at)) + _K1)
            two = _mix((two ^ load(buffer, second + at)) + _K1)
            three = _mix((three ^ load(buffer, third + at)) + _K1)
        hashes[row] = _hash_on(buffer, first + common, second, one)
        hashes[row + 1] = _hash_on(buffer, second + common, third, two)
        hashes[row + 2] = _hash_on(buffer, third + common, end, three)
        row += 3
    while row < count:
        hashes[row] = _hash_on(buffer, np.int64(bounds[row]), np.int64(bounds[row + 1]), np.uint64(bounds[row + 1] - bounds[row]))
        row += 1
    return np.int64(0)


_I = types.int64
_I64 = types.CPointer(types.int64)
ENTRIES = {
    "band_keys": (band_keys, _I(U32, _I, U64, _I, _I, _I, U64)),
    "hash_rows": (hash_rows, _I(U8, _I64, _I, U64)),
}
