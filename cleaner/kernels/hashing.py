"""Second step: the hash of each token, of each run of tokens, and of the whole text."""

from __future__ import annotations

import numpy as np
from numba import njit

from cleaner.kernels.decode import decode
from cleaner.kernels.machine import load
from cleaner.kernels.tables import POINTS

__all__ = ["hash_bytes", "hash_whole", "shingle"]

jit = njit(nogil=True, error_model="numpy")
inline = njit(nogil=True, error_model="numpy", forceinline=True)

_K1, _K2, _K3 = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_0, _2, _3, _29, _32, _63, _64 = (np.uint64(value) for value in (0, 2, 3, 29, 32, 63, 64))
_ALL = np.uint64(0xFFFFFFFFFFFFFFFF)
_TURN = 7


@inline
def _turn(value, bits):
    return value << bits | value >> (_64 - bits & _63)


@inline
def _scramble(value):
    value = (value ^ value >> _32) * _K3
    return value ^ value >> _29


@inline
def _step(hash, low, high):
    return _scramble(((hash ^ low) * _K1) ^ _turn(high * _K2, _32))


@inline
def _first(data, count):
    """Return the first `count` bytes of eight; two shifts, since a machine cannot shift by 64."""
    half = np.uint64(count) << _2
    return data & ~(_ALL << half << half)


@inline
def _hash_rest(hash, lower, at, size):
    """Add at most 16 bytes to a hash, without a branch."""
    short = min(size, 8)
    return _step(hash, _first(load(lower, at), short), _first(load(lower, at + 8), size - short))


@jit
def hash_bytes(lower, at, size):
    """Hash bytes as they stand; 16 more must follow them."""
    hash = _0
    while size > 16:
        hash = _step(hash, load(lower, at), load(lower, at + 8))
        at, size = at + 16, size - 16
    return _hash_rest(hash, lower, at, size)


@jit
def _put(state, byte):
    """Add a byte to a hash that is under way: (hash, low, high, bytes)."""
    hash, low, high, filled = state
    if filled < 8:
        low |= np.uint64(byte) << (np.uint64(filled) << _3)
    else:
        high |= np.uint64(byte) << (np.uint64(filled - 8) << _3)
    if filled == 15:
        return _step(hash, low, high), _0, _0, np.int64(0)
    return hash, low, high, filled + 1


@jit
def _put_point(state, point):
    """Add the UTF-8 bytes of a code point."""
    if point < 0x80:
        return _put(state, point)
    if point < 0x800:
        state = _put(state, 0xC0 | point >> 6)
    elif point < 0x10000:
        state = _put(_put(state, 0xE0 | point >> 12), 0x80 | point >> 6 & 0x3F)
    else:
        state = _put(_put(state, 0xF0 | point >> 18), 0x80 | point >> 12 & 0x3F)
        state = _put(state, 0x80 | point >> 6 & 0x3F)
    return _put(state, 0x80 | point & 0x3F)


@jit
def _hash_folded(lower, at, end, folds):
    """Hash a token whose characters have to be folded."""
    folded, long = folds
    state = (_0, _0, _0, np.int64(0))
    while at < end:
        point, length = decode(lower, at)
        at += length
        point = np.int64(folded[point])
        if point < POINTS:
            state = _put_point(state, point)
        else:
            place = point - POINTS
            for k in range(np.int64(long[place])):
                state = _put_point(state, np.int64(long[place + 1 + k]))
    hash, low, high, filled = state
    return _step(hash, low, high) if filled else hash


@inline
def _changes(changed, at, end):
    """Tell whether a character of a token has to be folded."""
    block, last = at >> 6, (end - 1) >> 6
    word = changed[block] >> np.uint64(at & 63) << np.uint64(at & 63)
    while block < last:
        if word:
            return True
        block += 1
        word = changed[block]
    return word << np.uint64(63 - (end - 1 & 63)) != _0


@jit
def shingle(lower, tokens, changed, folds, ngram, hashes, shingles):
    """Write the hash of each run of `ngram` tokens; return the hash of the whole text.

    `tokens`: where each begins and ends, and how many there are. `changed`, if any character is, marks those that have to be folded.
    `hashes` has room for `ngram` more. The run that ends with token i has its hash in `shingles[i]`; those before the first whole one mean nothing.
    """
    begins, ends, count, folding = tokens
    run, whole, back = _0, _0, np.uint64(_TURN * ngram & 63)
    for i in range(ngram):
        hashes[i] = _0
    for i in range(count):
        at, end = np.int64(begins[i]), np.int64(ends[i])
        if folding and _changes(changed, at, end):
            hash = _hash_folded(lower, at, end, folds)
        else:
            hash = _hash_rest(_0, lower, at, end - at) if end - at <= 16 else hash_bytes(lower, at, end - at)
        hashes[ngram + i] = hash
        run = _turn(run, np.uint64(_TURN)) ^ _turn(hashes[i], back) ^ hash
        whole = _turn((whole ^ hash) * _K1, _32)
        shingles[i] = np.uint32((run * _K3) >> _32)
    return _scramble(whole)


@jit
def hash_whole(hashes, count):
    """Return the hash of a text, given those of its tokens."""
    whole = _0
    for i in range(count):
        whole = _turn((whole ^ hashes[i]) * _K1, _32)
    return _scramble(whole)
