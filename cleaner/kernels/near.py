"""The kernels of near-duplicates as Python calls them: arrays in, arrays out."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from cleaner.kernels.native import entry

__all__ = ["band_keys", "contained_pairs", "copy_sets", "hash_rows", "independent_set", "index_probes", "verify_runs"]

FILTER_BITS = 26
"""Of a hash, those that tell whether it may be a probe."""
EPSILON = 1e-12
"""What a threshold such as 0.7 may be off as a float."""
U32: TypeAlias = npt.NDArray[np.uint32]
U64: TypeAlias = npt.NDArray[np.uint64]
I32: TypeAlias = npt.NDArray[np.int32]
I64: TypeAlias = npt.NDArray[np.int64]
Sets: TypeAlias = tuple[U32, I64, I64]
"""Sorted sets: `values` uint32[N], where each starts int64[n], its size int64[n]."""


def band_keys(signatures: U32, salts: U64, bands: int, rows: int) -> U64:
    """Return the keys of every band, uint64[bands, n], of signatures uint32[n, slots] and salts uint64[n]."""
    count, slots = signatures.shape
    keys = np.empty((bands, count), np.uint64)
    entry("band_keys")(signatures, slots, salts, count, bands, rows, keys)
    return keys


def hash_rows(buffer: npt.NDArray[np.uint8], bounds: I64) -> U64:
    """Return a hash of each stretch [bounds[i], bounds[i + 1]) of bytes, uint64[n]."""
    hashes = np.empty(len(bounds) - 1, np.uint64)
    entry("hash_rows")(buffer, bounds, len(hashes), hashes)
    return hashes


def copy_sets(values: U32, bounds: I64, places: I64, starts: I64, target: U32) -> None:
    """Copy the set of each document, `values[bounds[i]:bounds[i + 1]]`, to `target` at starts[places[i]], unless places[i] < 0."""
    entry("copy_sets")(values, bounds, places, len(places), starts, target)


def verify_runs(
    runs: tuple[I32, I64], stretch: tuple[int, int], labels: I32, band: int, *, most: int, room: int, threshold: float, sets: Sets, groups: I64
) -> I32:
    """Return the verified pairs (a, b, overlap) of a stretch of runs, int32[k, 3]; `room` is how many there can be.

    `runs`: members int32[m] run by run, and bounds int64[runs + 1].

    In a run of up to `most` members every pair is verified, unless an earlier band has it: `labels` int32[n, bands] tells the
    run of each document in each band, 0 where it is in none or in a longer one. In a longer run each member is compared
    with the first `most` that resembled none before them, up to the first that it resembles: a star, in linear time.
    Documents of one group int64[n] are no pair; -1 is no group.
    """
    found, leaders = np.empty((room, 3), np.int32), np.empty(most, np.int32)
    least = np.array([threshold - EPSILON])
    count = entry("verify_runs")(*runs, *stretch, labels, labels.shape[1], band, most, least, *sets, groups, leaders, found)
    return found[:count].copy()


def independent_set(bounds: I64, earlier: I32, weights: npt.NDArray[np.float64]) -> I64:
    """Return for each node the edge by which it joins its representative, int64[n]; -1 for the representatives.

    The edges of node b to nodes before it are [bounds[b], bounds[b + 1]) of `earlier` and `weights`. A node with an edge to a
    representative joins the one of the greatest weight, of equals the earliest; others represent themselves.
    """
    joins = np.empty(len(bounds) - 1, np.int64)
    entry("independent_set")(len(joins), bounds, earlier, weights, joins)
    return joins


def index_probes(probes: U32, sets: Sets, *, most: int) -> tuple[U32, U64, I64, I32]:
    """Return an index of those sorted, different `probes` that more than one set holds: probes, filter, bounds, postings.

    The postings [bounds[i], bounds[i + 1]) are the first sets that hold probe i, `most` at most.
    """
    bits, counts = _filter(probes), np.zeros(len(probes), np.int32)
    entry("count_postings")(probes, len(probes), bits, *sets, len(sets[1]), counts)
    probes, counts = probes[counts > 1], counts[counts > 1]
    bounds = np.concatenate((np.zeros(1, np.int64), np.cumsum(np.minimum(counts, most), dtype=np.int64)))
    bits, postings = _filter(probes), np.empty(bounds[-1], np.int32)
    entry("fill_postings")(probes, len(probes), bits, *sets, len(sets[1]), bounds, bounds[:-1].copy(), postings)
    return probes, bits, bounds, postings


def contained_pairs(stretch: tuple[int, int], index: tuple[U32, U64, I64, I32], *, most: int, room: int, containment: float, sets: Sets, groups: I64) -> I32:
    """Return the pairs (a, b, overlap) int32[k, 3] of which a document of a stretch has so large a share in a larger one.

    Each is compared with the documents in the postings of its `most` smallest values; `room` is how many pairs there can be.
    """
    probes, bits, bounds, postings = index
    found, seen = np.empty((room, 3), np.int32), np.full(len(groups), -1, np.int32)
    least = np.array([containment - EPSILON])
    count = entry("contained_pairs")(*stretch, most, least, probes, len(probes), bits, bounds, postings, *sets, groups, seen, found)
    return found[:count].copy()


def _filter(probes: U32) -> Any:
    bits = np.zeros(1 << (FILTER_BITS - 6), np.uint64)
    entry("mark_probes")(probes, len(probes), bits)
    return bits
