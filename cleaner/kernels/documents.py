"""The whole way of a batch of documents, in one call that holds no lock; compiled and kept by `native`."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import types

from cleaner.kernels.classify import classify, list_tokens
from cleaner.kernels.hashing import hash_runs, hash_tokens, hash_whole
from cleaner.kernels.jit import jit
from cleaner.kernels.machine import U8, U16, U32, U64, ahead
from cleaner.kernels.minhash import mix, permute
from cleaner.kernels.sets import intersect, sort, unique

__all__ = ["ENTRIES"]

_MOST = np.uint32(0xFFFFFFFF)
_LOOK_AHEAD = 64
"""Loads may reach so far behind a document's end."""


@jit
def _shingle(texts, i, ngram, tables, folds, scratch):
    """Write the shingle hashes of document `i`; return how many there are (-1 if Python has to fold it) and the hash of the whole text."""
    buffer, total, offsets, own = texts
    lower, tail, maps, begins, ends, hashes, shingles = scratch
    start = np.int64(offsets[i])
    size = np.int64(offsets[i + 1]) - start
    source = ahead(buffer, start)
    if start + size + _LOOK_AHEAD > total:
        for k in range(size):
            tail[k] = source[k]
        source = tail
    blocks = (size + 63) >> 6
    marks = (maps, ahead(maps, blocks), ahead(maps, 2 * blocks))
    changes = classify(source, size, own, tables, lower, marks)
    if changes < 0:
        return changes, np.uint64(0)
    tokens = list_tokens(marks, size, begins, ends)
    hash_tokens(lower, (begins, ends, tokens, changes > 0), marks[2], folds, hashes, shingles)
    return hash_runs(hashes, tokens, ngram, shingles), hash_whole(hashes, tokens)


@jit
def sketch(
    buffer, total, offsets, first, last, own, ngram, classes, orders, pairs, pair_count, folded, long,
    lower, tail, maps, begins, ends, hashes, shingles, factors, addends, num_perm, slots, signatures, counts, texts,
):  # fmt: skip
    """Sketch the documents `first` to `last`: signatures, counts of shingles (-1 where Python has to fold the text) and hashes of texts."""
    tables, scratch = (classes, orders, pairs, pair_count), (lower, tail, maps, begins, ends, hashes, shingles)
    padded = (num_perm + 3) & ~3
    slow = np.int64(0)
    for i in range(first, last):
        count, text = _shingle((buffer, total, offsets, own != 0), i, ngram, tables, (folded, long), scratch)
        counts[i], texts[i] = count, text
        slow += count < 0
        if count > 0:
            permute(shingles, mix(shingles, count), factors, addends, slots, padded)
        for k in range(num_perm):
            signatures[i * num_perm + k] = slots[k] if count > 0 else _MOST
    return slow


@jit
def shingle_sets(
    buffer, total, offsets, first, last, own, ngram, classes, orders, pairs, pair_count, folded, long,
    lower, tail, maps, begins, ends, hashes, shingles, other, places, values, bounds, counts,
):  # fmt: skip
    """Write the sorted set of shingle hashes of each document behind that of the one before, where it ends, and how many it was made of."""
    tables, scratch = (classes, orders, pairs, pair_count), (lower, tail, maps, begins, ends, hashes, shingles)
    end, slow = np.int64(0), np.int64(0)
    bounds[0] = end
    for i in range(first, last):
        count, _ = _shingle((buffer, total, offsets, own != 0), i, ngram, tables, (folded, long), scratch)
        counts[i] = count
        slow += count < 0
        if count > 0:
            sort(shingles, count, other, places)
            end += unique(shingles, count, ahead(values, end))
        bounds[i - first + 1] = end
    return slow


@jit
def sketch_sets(
    buffer, total, offsets, first, last, own, ngram, classes, orders, pairs, pair_count, folded, long,
    lower, tail, maps, begins, ends, hashes, shingles, factors, addends, num_perm, slots, signatures, counts, texts, other, places, values, bounds,
):  # fmt: skip
    """Do what `sketch` and `shingle_sets` do, with one look at the text."""
    tables, scratch = (classes, orders, pairs, pair_count), (lower, tail, maps, begins, ends, hashes, shingles)
    padded = (num_perm + 3) & ~3
    end, slow = np.int64(0), np.int64(0)
    bounds[0] = end
    for i in range(first, last):
        count, text = _shingle((buffer, total, offsets, own != 0), i, ngram, tables, (folded, long), scratch)
        counts[i], texts[i] = count, text
        slow += count < 0
        if count > 0:
            sort(shingles, count, other, places)
            size = unique(shingles, count, ahead(values, end))
            for k in range(size):
                shingles[k] = values[end + k]
            permute(shingles, mix(shingles, size), factors, addends, slots, padded)
            end += size
        for k in range(num_perm):
            signatures[i * num_perm + k] = slots[k] if count > 0 else _MOST
        bounds[i - first + 1] = end
    return slow


@jit
def overlaps(values, bounds, pairs, first, last, sizes):
    """Write the size of the intersection of each pair of sorted sets."""
    for p in range(first, last):
        a, b = np.int64(pairs[2 * p]), np.int64(pairs[2 * p + 1])
        sizes[p] = intersect(values, np.int64(bounds[a]), np.int64(bounds[a + 1]), np.int64(bounds[b]), np.int64(bounds[b + 1]))
    return np.int64(0)


_I = types.int64
I32, I64 = types.CPointer(types.int32), types.CPointer(types.int64)
_TEXTS = (U8, _I, I64, _I, _I, _I, _I)
_TABLES = (U8, U16, U64, _I, U32, U32)
_SCRATCH = (U8, U8, U64, U32, U32, U64, U32)
ENTRIES: dict[str, tuple[Any, Any]] = {
    "sketch": (sketch, _I(*_TEXTS, *_TABLES, *_SCRATCH, U32, U32, _I, U32, U32, I32, U64)),
    "shingle_sets": (shingle_sets, _I(*_TEXTS, *_TABLES, *_SCRATCH, U32, I64, U32, I64, I32)),
    "sketch_sets": (sketch_sets, _I(*_TEXTS, *_TABLES, *_SCRATCH, U32, U32, _I, U32, U32, I32, U64, U32, I64, U32, I64)),
    "overlaps": (overlaps, _I(U32, I64, I64, _I, _I, I32)),
}
"""The functions that Python calls, with their types."""
