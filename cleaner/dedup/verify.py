"""Verified pairs: the exact Jaccard index and containment of the shingle sets of candidates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cleaner.dedup.candidates import LONGEST_RUN, Runs, in_threads
from cleaner.kernels.near import verify_runs

__all__ = ["Pairs", "Sets", "join_pairs", "verify"]

_CHUNK = 1 << 18
"""Pairs that one piece of work may find."""


@dataclass(frozen=True, slots=True)
class Sets:
    """Sorted shingle sets of units: `values` uint32[N], where each starts int64[units], its size int64[units].

    `groups` int64[units] are equal for units that are no copies of each other, whatever their text (-1: none).
    """

    values: NDArray[np.uint32]
    starts: NDArray[np.int64]
    sizes: NDArray[np.int64]
    groups: NDArray[np.int64]

    @property
    def arrays(self) -> tuple[NDArray[np.uint32], NDArray[np.int64], NDArray[np.int64]]:
        """What kernels take."""
        return self.values, self.starts, self.sizes


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of units a < b in the order of (b, a), int32[k], with how many shingles they have in common, int32[k]."""

    a: NDArray[np.int32]
    b: NDArray[np.int32]
    common: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.a)

    def jaccard(self, sizes: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the Jaccard index of each pair, float64[k]."""
        return self.common / (sizes[self.a] + sizes[self.b] - self.common)

    def containment(self, sizes: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the share of the smaller text that stands in the larger, float64[k]."""
        return self.common / np.minimum(sizes[self.a], sizes[self.b])

    def select(self, keep: NDArray[np.bool_]) -> Pairs:
        """Return some of the pairs."""
        return Pairs(self.a[keep], self.b[keep], self.common[keep])


def verify(runs: Sequence[Runs], sets: Sets, labels: NDArray[np.int32], *, threshold: float, threads: int) -> Pairs:
    """Return the pairs of the runs of each band that reach the threshold; `labels` as `candidates.label` writes them.

    Pairs of a run of up to LONGEST_RUN are all verified. Of a longer one each unit is verified against those before it that
    resemble none before them, LONGEST_RUN of them, up to the first that it resembles.
    """
    found = in_threads(lambda work: _verify(runs[work[0]], *work, sets, labels, threshold), _cut(runs), threads=threads)
    return join_pairs(found)


def join_pairs(found: Sequence[NDArray[np.int32]]) -> Pairs:
    """Return pairs from rows of (a, b, common), each once."""
    rows = np.concatenate([np.empty((0, 3), np.int32), *found])
    order = np.lexsort((rows[:, 0], rows[:, 1]))
    rows = rows[order]
    fresh = np.ones(len(rows), np.bool_)
    fresh[1:] = (rows[1:, :2] != rows[:-1, :2]).any(axis=1)
    rows = rows[fresh]
    return Pairs(rows[:, 0].copy(), rows[:, 1].copy(), rows[:, 2].copy())


def _cut(runs: Sequence[Runs]) -> Iterator[tuple[int, int, int, int]]:
    """Yield pieces of work: a band, its first run, the run after its last, and how many pairs they may come to."""
    for band, one in enumerate(runs):
        counts = one.counts
        ends = np.cumsum(np.where(counts <= LONGEST_RUN, counts * (counts - 1) // 2, counts))
        first, done = 0, 0
        while first < len(ends):
            last = max(first + 1, int(np.searchsorted(ends, done + _CHUNK, side="right")))
            yield band, first, last, int(ends[last - 1]) - done
            first, done = last, int(ends[last - 1])


def _verify(runs: Runs, band: int, first: int, last: int, most: int, sets: Sets, labels: NDArray[np.int32], threshold: float) -> NDArray[np.int32]:
    place = (runs.members, runs.bounds), (first, last), labels, band
    return verify_runs(*place, most=LONGEST_RUN, room=most, threshold=threshold, sets=sets.arrays, groups=sets.groups)
