"""Second step: the hash of each token, of each run of tokens, and of the whole text."""

from __future__ import annotations

import numpy as np

from cleaner.kernels.decode import decode
from cleaner.kernels.jit import inline, jit
from cleaner.kernels.machine import load
from cleaner.kernels.tables import POINTS

__all__ = ["hash_bytes", "hash_runs", "hash_tokens", "hash_whole"]


_K1, _K2, _K3 = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_0, _3, _29, _32, _63, _64 = (np.uint64(value) for value in (0, 3, 29, 32, 63, 64))
_LOW = np.array([(1 << 8 * min(size, 8)) - 1 for size in range(17)], np.uint64)
_HIGH = np.array([(1 << 8 * max(size - 8, 0)) - 1 for size in range(17)], np.uint64)
"""Which of the first eight bytes and of the next eight belong to a token of so many bytes."""
_TURN = 7
_SEVEN = np.uint64(_TURN)


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
def _hash_rest(hash, lower, at, size):
    """Add at most 16 bytes to a hash, without a branch."""
    return _step(hash, load(lower, at) & _LOW[np.uint64(size)], load(lower, at + 8) & _HIGH[np.uint64(size)])


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
def hash_tokens(lower, tokens, changed, folds, hashes, again):
    """Write the hash of each token; `tokens`: where each begins and ends, how many there are, and whether characters of any have to be folded.

    First all, by their first 16 bytes, without a branch; then those few again that are longer or have to be folded. `again` has room for a list.
    """
    begins, ends, count, folding = tokens
    long = np.int64(0)
    for i in range(count):
        at, size = np.int64(begins[i]), np.int64(ends[i]) - np.int64(begins[i])
        again[long] = np.uint32(i)
        long += size > 16
        hashes[i] = _hash_rest(_0, lower, at, min(size, 16))
    for k in range(long):
        i = again[k]
        hashes[i] = hash_bytes(lower, np.int64(begins[i]), np.int64(ends[i]) - np.int64(begins[i]))
    if folding:
        for i in range(count):
            if _changes(changed, np.int64(begins[i]), np.int64(ends[i])):
                hashes[i] = _hash_folded(lower, np.int64(begins[i]), np.int64(ends[i]), folds)


@jit
def hash_runs(hashes, count, ngram, shingles):
    """Write the hash of each run of `ngram` tokens, or of all if they are fewer; return how many runs there are."""
    run, back = _0, np.uint64(_TURN * ngram & 63)
    first = min(count, ngram)
    for i in range(first):
        run = _turn(run, _SEVEN) ^ hashes[i]
    if count == 0:
        return count
    shingles[0] = np.uint32((run * _K3) >> _32)
    for i in range(ngram, count):
        run = _turn(run, _SEVEN) ^ _turn(hashes[i - ngram], back) ^ hashes[i]
        shingles[i - ngram + 1] = np.uint32((run * _K3) >> _32)
    return count - first + 1


@jit
def hash_whole(hashes, count):
    """Return the hash of a text, given those of its tokens: two at a time, since each multiplication waits for the one before."""
    whole = _0
    for i in range(0, count - 1, 2):
        whole = _turn((whole ^ hashes[i] ^ _turn(hashes[i + 1], _SEVEN)) * _K1, _32)
    if count & 1:
        whole = _turn((whole ^ hashes[count - 1]) * _K1, _32)
    return _scramble(whole)
