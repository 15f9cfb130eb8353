"""Sketches and sets of shingles of a batch of documents: one flat buffer of UTF-8 and the places where documents end.

A document whose characters change places or are composed (NFKC cannot tell them one by one) is folded by Python and then goes the same way.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import pairwise, zip_longest
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from cleaner.kernels.native import entry
from cleaner.kernels.tables import load_tables

__all__ = ["ShingleSets", "Signatures", "overlaps", "permutations", "shingle_sets", "signatures", "sketch_sets"]

Bytes = npt.NDArray[np.uint8]
Places = npt.NDArray[np.int64]
MOST_WORDS = 63
"""So many words a shingle can have: a 64th would be turned as the first."""


class Signatures(NamedTuple):
    """`matrix` uint32[n, num_perm]; `counts` int32[n]: shingles, repeated ones too, 0 for a text without words (its row is all ones);
    `texts` uint64[n]: a hash of all tokens, equal for documents that are equal after folding.
    """

    matrix: npt.NDArray[np.uint32]
    counts: npt.NDArray[np.int32]
    texts: npt.NDArray[np.uint64]


class ShingleSets(NamedTuple):
    """The sorted shingle hashes of document i: `values[bounds[i]:bounds[i + 1]]`; `values` uint32, `bounds` int64[n + 1]."""

    values: npt.NDArray[np.uint32]
    bounds: Places


def signatures(buffer: Bytes, offsets: Places, *, num_perm: int = 128, ngram: int = 5, seed: int = 1) -> Signatures:
    """Return the MinHash signatures of documents; document i is `buffer[offsets[i]:offsets[i + 1]]`, UTF-8.

    A row equals `datasketch.MinHash(num_perm, seed, scheme="affine32")` of the same 32-bit shingle hashes. `ngram`: 1 to 63 words.
    """
    made = _sketch(buffer, offsets, own=False, ngram=ngram, permutations=permutations(num_perm, seed))
    slow = np.flatnonzero(made.counts < 0)
    if slow.size:
        again = _sketch(*_fold(buffer, offsets, slow), own=True, ngram=ngram, permutations=permutations(num_perm, seed))
        made.matrix[slow], made.counts[slow], made.texts[slow] = again
    return made


def shingle_sets(buffer: Bytes, offsets: Places, *, ngram: int = 5) -> ShingleSets:
    """Return the set of shingle hashes of each document, as `signatures` sees them."""
    made, counts = _collect(buffer, offsets, own=False, ngram=ngram)
    slow = np.flatnonzero(counts < 0)
    if not slow.size:
        return made
    again, _ = _collect(*_fold(buffer, offsets, slow), own=True, ngram=ngram)
    return _replaced(made, again, slow)


def sketch_sets(buffer: Bytes, offsets: Places, *, num_perm: int = 128, ngram: int = 5, seed: int = 1) -> tuple[Signatures, ShingleSets]:
    """Return what `signatures` and `shingle_sets` return, in one pass over the texts."""
    sketched, made = _sketch_sets(buffer, offsets, own=False, ngram=ngram, permutations=permutations(num_perm, seed))
    slow = np.flatnonzero(sketched.counts < 0)
    if not slow.size:
        return sketched, made
    signed, again = _sketch_sets(*_fold(buffer, offsets, slow), own=True, ngram=ngram, permutations=permutations(num_perm, seed))
    sketched.matrix[slow], sketched.counts[slow], sketched.texts[slow] = signed
    return sketched, _replaced(made, again, slow)


def overlaps(values: npt.NDArray[np.uint32], bounds: Places, pairs: Places) -> npt.NDArray[np.int32]:
    """Return the size of the intersection of each pair of sets; `pairs` int64[m, 2] holds places in `bounds`."""
    pairs = np.ascontiguousarray(pairs, np.int64)
    sizes = np.empty(len(pairs), np.int32)
    entry("overlaps")(values, bounds, pairs, 0, len(pairs), sizes)
    return sizes


@lru_cache(8)
def permutations(num_perm: int, seed: int) -> npt.NDArray[np.uint32]:
    """Return factors and addends, uint32[2, num_perm], as datasketch draws them for `affine32`."""
    source = np.random.RandomState(seed)
    factors = source.randint(0, 1 << 31, num_perm, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    drawn = np.array([factors, source.randint(0, 1 << 32, num_perm, dtype=np.uint32)])
    drawn.flags.writeable = False
    return drawn


def _sketch(buffer: Bytes, offsets: Places, *, own: bool, ngram: int, permutations: npt.NDArray[np.uint32]) -> Signatures:
    num_perm, n = permutations.shape[1], len(offsets) - 1
    made = Signatures(np.empty((n, num_perm), np.uint32), np.empty(n, np.int32), np.empty(n, np.uint64))
    factors, addends = np.pad(permutations, ((0, 0), (0, -num_perm % 4)))
    slots = np.empty(num_perm + 3, np.uint32)
    entry("sketch")(*_texts(buffer, offsets, own=own, ngram=ngram), *_scratch(offsets), factors, addends, num_perm, slots, *made)
    return made


def _collect(buffer: Bytes, offsets: Places, *, own: bool, ngram: int) -> tuple[ShingleSets, npt.NDArray[np.int32]]:
    n, most = len(offsets) - 1, int(np.diff(offsets).max(initial=0))
    values, bounds, counts = np.empty(len(buffer) // 2 + n + 2, np.uint32), np.empty(n + 1, np.int64), np.empty(n, np.int32)
    other, places = np.empty(most + 2, np.uint32), np.empty(2048, np.int64)
    entry("shingle_sets")(*_texts(buffer, offsets, own=own, ngram=ngram), *_scratch(offsets), other, places, values, bounds, counts)
    return ShingleSets(values[: bounds[-1]], bounds), counts


def _sketch_sets(buffer: Bytes, offsets: Places, *, own: bool, ngram: int, permutations: npt.NDArray[np.uint32]) -> tuple[Signatures, ShingleSets]:
    num_perm, n, most = permutations.shape[1], len(offsets) - 1, int(np.diff(offsets).max(initial=0))
    made = Signatures(np.empty((n, num_perm), np.uint32), np.empty(n, np.int32), np.empty(n, np.uint64))
    factors, addends = np.pad(permutations, ((0, 0), (0, -num_perm % 4)))
    slots, other, places = np.empty(num_perm + 3, np.uint32), np.empty(most + 2, np.uint32), np.empty(2048, np.int64)
    values, bounds = np.empty(len(buffer) // 2 + n + 2, np.uint32), np.empty(n + 1, np.int64)
    room = (*_texts(buffer, offsets, own=own, ngram=ngram), *_scratch(offsets))
    entry("sketch_sets")(*room, factors, addends, num_perm, slots, *made, other, places, values, bounds)
    return made, ShingleSets(values[: bounds[-1]], bounds)


def _replaced(made: ShingleSets, again: ShingleSets, which: Places) -> ShingleSets:
    """Return sets of which some, empty so far, are those of another batch."""
    ends = made.bounds[which].tolist()
    stretches = (made.values[start:end] for start, end in pairwise([0, *ends, len(made.values)]))
    new = (again.values[start:end] for start, end in pairwise(again.bounds.tolist()))
    sizes = np.diff(made.bounds)
    sizes[which] = np.diff(again.bounds)
    values = np.concatenate([piece for pieces in zip_longest(stretches, new, fillvalue=made.values[:0]) for piece in pieces])
    return ShingleSets(values, np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes))))


def _texts(buffer: Bytes, offsets: Places, *, own: bool, ngram: int) -> tuple[Any, ...]:
    """Return what all kernels begin with: the documents, and the tables."""
    if not 1 <= ngram <= MOST_WORDS:
        raise ValueError(f"a shingle has 1 to {MOST_WORDS} words, not {ngram}")
    tables = load_tables()
    documents = (np.ascontiguousarray(buffer, np.uint8), len(buffer), np.ascontiguousarray(offsets, np.int64), 0, len(offsets) - 1, int(own), ngram)
    return (*documents, tables.classes, tables.orders, tables.pairs, len(tables.pairs), tables.folded, tables.long)


def _scratch(offsets: Places) -> tuple[Any, ...]:
    """Return room for the longest document: in lower case, copied, its bit maps, its tokens, and hashes of tokens and of shingles."""
    most = int(np.diff(offsets).max(initial=0))
    texts, maps, tokens = np.empty((2, most + 128), np.uint8), np.empty(3 * (most // 64 + 1), np.uint64), np.empty((3, most // 2 + 80), np.uint32)
    return (*texts, maps, *tokens[:2], np.empty(most // 2 + 2, np.uint64), tokens[2])


def _fold(buffer: Bytes, offsets: Places, which: Places) -> tuple[Bytes, Places]:
    """Return some documents folded, as a batch of their own."""
    texts = [buffer[offsets[i] : offsets[i + 1]].tobytes().decode("utf-8", "replace") for i in which]
    folded = [unicodedata.normalize("NFKC", text).casefold().encode() for text in texts]
    return np.frombuffer(b"".join(folded), np.uint8), np.cumsum([0, *map(len, folded)], dtype=np.int64)
