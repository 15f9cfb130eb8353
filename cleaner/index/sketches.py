"""A document's shingles in some hundred bytes: its smallest hashes, each as the distance from the one before.

This is a bottom-k sketch (Cohen and Kaplan 2007). Of a short text hashes are held whole; of longer ones they are cut to as many bits as make a byte or two of
a distance: only where two texts differ in the same small range they seem to have a shingle in common that they have not, and how often that happens by
chance is taken off. So against a text whose set is known, the Jaccard index of a text of up to MOST_HASHES shingles is all but exact; of a longer one it
is estimated, with a standard error of 0.013 at most.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.dedup.verify import Sets
from cleaner.kernels.batch import overlaps

__all__ = ["ERROR", "MOST_HASHES", "SetSketches", "common_of_today", "common_shingles", "join_sketches", "sketch_sets"]

MOST_HASHES = 1536
"""Of a set of more hashes the smallest are held: then the standard error of a Jaccard index J is sqrt(J (1 - J) / 1536) or less."""
ERROR = 0.06
"""What a Jaccard index may be off at the most: five standard errors, those of J = 0.7."""
_WHOLE = 0xFFFFFFFF
_FINE = ((64, 32), (256, 12), (MOST_HASHES, 6))
"""Of so many hashes and fewer, the mean distance of two, in what they are cut to, is 2**bits to 2**(bits + 1): four bytes, two, and one and a quarter."""
_MORE = 128
"""A bit of each byte but the last of a distance, which has seven more bits in each (LEB128)."""
_CHUNK = 4096
"""Pairs that are compared at a time."""


class SetSketches(NamedTuple):
    """The sketches of n sets.

    `sizes` int64[n] counts the hashes of the whole sets; `reach` uint32[n] is the greatest hash up to which all are held. Bytes [bounds[i], bounds[i + 1])
    of `gaps` uint8 are those of set i, `bounds` int64[n + 1].
    """

    sizes: NDArray[np.int64]
    reach: NDArray[np.uint32]
    gaps: NDArray[np.uint8]
    bounds: NDArray[np.int64]

    @property
    def held(self) -> NDArray[np.int64]:
        """How many hashes of each set are held."""
        return np.minimum(self.sizes, MOST_HASHES)

    @property
    def shifts(self) -> NDArray[np.uint32]:
        """The bits that were cut off each set's hashes."""
        mean = (self.reach.astype(np.int64) + 1) // np.maximum(self.held, 1)
        fine = np.select([self.held <= most for most, _ in _FINE], [bits for _, bits in _FINE])
        bits: NDArray[np.uint32] = np.maximum(np.frexp(mean.astype(np.float64))[1] - 1 - fine, 0).astype(np.uint32)
        return bits

    @property
    def range(self) -> NDArray[np.int64]:
        """How many different cut hashes there can be in each sketch."""
        return (self.reach.astype(np.int64) >> self.shifts.astype(np.int64)) + 1

    def cells(self) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
        """Return the hashes that are held, cut, set by set in ascending order, and where each set begins and ends."""
        ends = np.concatenate([np.zeros(1, np.int64), np.cumsum(self.held)])
        sums = np.cumsum(_distances(self.gaps))
        before = np.concatenate([np.zeros(1, np.int64), sums])[ends[:-1]]
        return (sums - np.repeat(before, self.held)).astype(np.uint32), ends


def sketch_sets(values: NDArray[np.uint32], starts: NDArray[np.int64], sizes: NDArray[np.int64]) -> SetSketches:
    """Sketch sorted sets, which begin in `values` at `starts`."""
    sizes = sizes.astype(np.int64)
    held = np.minimum(sizes, MOST_HASHES)
    firsts = np.cumsum(held) - held
    hashes = values[np.repeat(starts - firsts, held) + np.arange(held.sum())]
    reach = np.full(len(sizes), _WHOLE, np.uint32)
    cut = sizes > MOST_HASHES
    reach[cut] = hashes[(firsts + held - 1)[cut]]
    none = np.empty(0, np.uint8), np.zeros(1, np.int64)
    cells = (hashes >> np.repeat(SetSketches(sizes, reach, *none).shifts, held)).astype(np.int64)
    distances = np.diff(cells, prepend=0)
    begins = firsts[held > 0]
    distances[begins] = cells[begins]
    gaps, ends = _coded(distances)
    return SetSketches(sizes, reach, gaps, ends[np.concatenate([firsts, held.sum(keepdims=True)])])


def join_sketches(sizes: Sequence[int], reach: Sequence[int], gaps: Sequence[bytes]) -> SetSketches:
    """Return the sketches of sets of which each is known on its own."""
    bounds = np.concatenate([np.zeros(1, np.int64), np.cumsum([len(piece) for piece in gaps], dtype=np.int64)])
    return SetSketches(np.array(sizes, np.int64), np.array(reach, np.uint32), np.frombuffer(b"".join(gaps), np.uint8), bounds)


def _coded(distances: NDArray[np.int64]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Return distances as bytes, seven bits in each and the lowest first, and where each begins and ends."""
    lengths = np.maximum((np.frexp(distances.astype(np.float64))[1] + 6) // 7, 1)
    ends = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])
    place = np.arange(ends[-1]) - np.repeat(ends[:-1], lengths)
    coded = np.repeat(distances, lengths) >> 7 * place & (_MORE - 1) | _MORE
    coded[ends[1:] - 1] &= _MORE - 1
    return coded.astype(np.uint8), ends


def _distances(gaps: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Return what `_coded` was given."""
    ends = np.flatnonzero(gaps < _MORE)
    begins = np.concatenate([np.zeros(1, np.int64), ends + 1])[:-1]
    place = np.arange(len(gaps)) - np.repeat(begins, ends + 1 - begins)
    parts = (gaps & np.uint8(_MORE - 1)).astype(np.int64) << 7 * place
    return np.add.reduceat(parts, begins) if len(begins) else parts


def common_of_today(sets: Sets, pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how many shingles the sets of each pair int64[m, 2] have in common, as it will seem once the first is known by its sketch alone."""
    units, place = np.unique(pairs[:, 0], return_inverse=True)
    sketches = sketch_sets(sets.values, sets.starts[units], sets.sizes[units])
    return common_shingles(sketches, sets, np.stack([place, pairs[:, 1]], axis=1))


def common_shingles(sketches: SetSketches, sets: Sets, pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how many shingles the sets of each pair (sketch, unit) int64[m, 2] have in common, estimated where a sketch does not hold all."""
    cells, ends = sketches.cells()
    pieces = [_common(sketches, cells, ends, sets, pairs[first : first + _CHUNK]) for first in range(0, len(pairs), _CHUNK)]
    return np.concatenate([np.empty(0, np.int64), *pieces])


def _common(sketches: SetSketches, cells: NDArray[np.uint32], ends: NDArray[np.int64], sets: Sets, pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    sketch, unit = pairs.T
    counts = sets.sizes[unit]
    firsts = np.cumsum(counts) - counts
    pair = np.repeat(np.arange(len(pairs)), counts)
    hashes = sets.values[np.repeat(sets.starts[unit] - firsts, counts) + np.arange(len(pair))]
    within = hashes <= sketches.reach[sketch][pair]
    here = hashes[within] >> sketches.shifts[sketch][pair[within]]
    reached = np.bincount(pair[within], minlength=len(pairs))
    numbers, place = np.unique(sketch, return_inverse=True)
    held = sketches.held[numbers]
    there = cells[np.repeat(ends[numbers] - (np.cumsum(held) - held), held) + np.arange(held.sum())]
    bounds = np.concatenate([np.zeros(1, np.int64), np.cumsum(np.concatenate([held, reached]))])
    places = np.stack([place, len(numbers) + np.arange(len(pairs))], axis=1)
    shared = _less_chance(overlaps(np.concatenate([there, here]), bounds, places), sketches.held[sketch], reached, sketches.range[sketch])
    jaccard = shared / np.maximum(sketches.held[sketch] + reached - shared, 1)
    whole = sketches.sizes[sketch] + counts
    shared = np.where(sketches.sizes[sketch] > MOST_HASHES, jaccard * whole / (1 + jaccard), shared)
    most = np.minimum(sketches.sizes[sketch], counts)
    estimated: NDArray[np.int64] = np.minimum(np.rint(shared).astype(np.int64), most)
    return estimated


def _less_chance(seem: NDArray[np.int32], here: NDArray[np.int64], there: NDArray[np.int64], range: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return how many of `here` and `there` cut hashes are the same, where so many seem to be.

    With c the same, of the other `there - c` each meets one of the other `here - c` with a chance of `(here - c) / range`: that is solved for c.
    """
    half = (range - here - there) / 2
    square = half**2 + seem.astype(np.float64) * range - here * there
    return np.maximum(np.sqrt(np.maximum(square, 0)) - half, 0)
