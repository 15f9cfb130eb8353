"""Third step: the signature of a set of shingle hashes, as datasketch's `affine32` has it."""

from __future__ import annotations

import numpy as np

from cleaner.kernels.jit import jit

__all__ = ["mix", "permute"]

_M1, _M2 = np.uint32(0x85EBCA6B), np.uint32(0xC2B2AE35)
"""Of MurmurHash3's finaliser (Appleby)."""
_13, _16, _MOST = np.uint32(13), np.uint32(16), np.uint32(0xFFFFFFFF)


@jit
def mix(shingles, count):
    """Apply MurmurHash3's finaliser to each hash in place; fill up to a multiple of eight with the first, and return that."""
    for i in range(count):
        h = shingles[i]
        h = np.uint32((h ^ h >> _16) * _M1)
        h = np.uint32((h ^ h >> _13) * _M2)
        shingles[i] = h ^ h >> _16
    filled = (count + 7) & ~7
    for i in range(count, filled):
        shingles[i] = shingles[0]
    return filled


@jit
def permute(mixed, count, factors, addends, slots, num_perm):
    """Write the least of `factor * hash + addend` (modulo 2**32) over all hashes, for four permutations at a time.

    `num_perm` is a multiple of four. With the hashes in the inner loop the four minima stay in vector registers.
    """
    for k in range(0, num_perm, 4):
        a0, a1, a2, a3 = factors[k], factors[k + 1], factors[k + 2], factors[k + 3]
        b0, b1, b2, b3 = addends[k], addends[k + 1], addends[k + 2], addends[k + 3]
        m0, m1, m2, m3 = _MOST, _MOST, _MOST, _MOST
        for i in range(count):
            h = mixed[i]
            m0 = min(m0, np.uint32(a0 * h + b0))
            m1 = min(m1, np.uint32(a1 * h + b1))
            m2 = min(m2, np.uint32(a2 * h + b2))
            m3 = min(m3, np.uint32(a3 * h + b3))
        slots[k], slots[k + 1], slots[k + 2], slots[k + 3] = m0, m1, m2, m3
