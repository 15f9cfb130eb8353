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
def hash_rows(buffer, bounds, count, hashes):
    """Write a hash of each stretch [bounds[i], bounds[i + 1]) of bytes, `hashes` uint64[n]."""
    for row in range(count):
        at, end = np.int64(bounds[row]), np.int64(bounds[row + 1])
        key = np.uint64(end - at)
        while at + 8 <= end:
            key = _mix((key ^ load(buffer, at)) + _K1)
            at += 8
        word = np.uint64(0)
        while at < end:
            word = word << _8 | np.uint64(buffer[at])
            at += 1
        hashes[row] = _mix((key ^ word) + _K1)
    return np.int64(0)


_I = types.int64
_I64 = types.CPointer(types.int64)
ENTRIES = {
    "band_keys": (band_keys, _I(U32, _I, U64, _I, _I, _I, U64)),
    "hash_rows": (hash_rows, _I(U8, _I64, _I, U64)),
}
