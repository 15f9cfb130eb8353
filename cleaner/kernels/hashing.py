"""Second step: the hash of each token, of each run of tokens, and of the whole text."""

from __future__ import annotations

import numpy as np
from numba import njit

from cleaner.kernels.classify import decode
from cleaner.kernels.machine import load, zeros

__all__ = ["combine", "hash_bytes", "hash_words"]

_K1, _K2, _K3 = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_0, _1, _3, _8, _29, _32, _64 = (np.uint64(value) for value in (0, 1, 3, 8, 29, 32, 64))
_ALL = np.uint64(0xFFFFFFFFFFFFFFFF)
_TURN = np.uint64(7)
_POINTS = 0x110000

jit = njit(nogil=True, error_model="numpy")


@jit
def _turn(value, bits):
    return value << bits | value >> (_64 - bits)


@jit
def _scramble(value):
    value = (value ^ value >> _32) * _K3
    return value ^ value >> _29


@jit
def _step(hash, low, high):
    return _scramble(((hash ^ low) * _K1) ^ _turn(high * _K2, _32))


@jit
def _last(lower, at, length):
    """Load at most 16 bytes, filled up with zeros."""
    part = (_1 << (np.uint64(length & 7) << _3)) - _1
    low = load(lower, at) & (_ALL if length >= 8 else part)
    high = load(lower, at + 8) & (_ALL if length >= 16 else (part if length >= 8 else _0))
    return low, high


@jit
def hash_bytes(lower, at, end):
    """Hash the bytes of a token as they stand."""
    hash = _0
    while end - at > 16:
        hash = _step(hash, load(lower, at), load(lower, at + 8))
        at += 16
    low, high = _last(lower, at, end - at)
    return _step(hash, low, high)


@jit
def _put(state, value):
    """Add a byte to a hash that is under way: (hash, low, high, bytes)."""
    hash, low, high, filled = state
    if filled < 8:
        low |= np.uint64(value) << (np.uint64(filled) << _3)
    else:
        high |= np.uint64(value) << (np.uint64(filled - 8) << _3)
    if filled == 15:
        return _step(hash, low, high), _0, _0, np.int64(0)
    return hash, low, high, filled + 1


@jit
def _put_point(state, point):
    """Add the UTF-8 bytes of a code point."""
    if point < 0x80:
        return _put(state, point)
    if point < 0x800:
        return _put(_put(state, 0xC0 | point >> 6), 0x80 | point & 0x3F)
    if point < 0x10000:
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
        point, length = decode(lower, at, end)
        at += length
        point = np.int64(folded[point])
        if point < _POINTS:
            state = _put_point(state, point)
        else:
            place = point - _POINTS
            for k in range(np.int64(long[place])):
                state = _put_point(state, np.int64(long[place + 1 + k]))
    hash, low, high, filled = state
    return _step(hash, low, high) if filled else hash


@jit
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
def _hash_token(lower, at, end, changed, folds):
    if _changes(changed, at, end):
        return _hash_folded(lower, at, end, folds)
    return hash_bytes(lower, at, end)


@jit
def hash_words(lower, size, maps, folds, hashes):
    """Write the hash of each token that the maps mark; return how many there are."""
    words, starts, changed = maps
    count, open_, before = np.int64(0), np.int64(-1), _0
    for block in range(((size + 63) >> 6) + 1):
        base = block << 6
        word, start = words[block], starts[block]
        stops = ~word | start
        begins = start | word & ~(word << _1 | before)
        before = word >> np.uint64(63)
        if open_ >= 0:
            if stops == _0:
                continue
            hashes[count] = _hash_token(lower, open_, base + np.int64(zeros(stops)), changed, folds)
            count += 1
            open_ = np.int64(-1)
        while begins:
            at = zeros(begins)
            begins &= begins - _1
            rest = stops >> at >> _1
            if rest == _0:
                open_ = base + np.int64(at)
            else:
                end = at + _1 + zeros(rest)
                hashes[count] = _hash_token(lower, base + np.int64(at), base + np.int64(end), changed, folds)
                count += 1
    return count


@jit
def combine(hashes, count, ngram, shingles):
    """Write the hash of each run of `ngram` tokens; return how many there are and the hash of the whole text."""
    run, whole = _0, _0
    back = np.uint64(7 * ngram & 63)
    first = min(count, ngram)
    for i in range(first):
        run = _turn(run, _TURN) ^ hashes[i]
        whole = _turn((whole ^ hashes[i]) * _K1, _32)
    if count:
        shingles[0] = np.uint32((run * _K3) >> _32)
    for i in range(first, count):
        old = hashes[i - ngram]
        run = _turn(run, _TURN) ^ (old << back | old >> (_64 - back & np.uint64(63))) ^ hashes[i]
        whole = _turn((whole ^ hashes[i]) * _K1, _32)
        shingles[i - ngram + 1] = np.uint32((run * _K3) >> _32)
    return (count - first + 1 if count else np.int64(0)), _scramble(whole)
