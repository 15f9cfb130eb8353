"""Candidates: units that share a band, found one band at a time by sorting keys; never expanded to all pairs of a long run."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

__all__ = ["LONGEST_RUN", "Runs", "in_threads", "label", "runs_of_bands"]

LONGEST_RUN = 64
"""Units that may share a band for all their pairs to be verified; more are compared as a star."""

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Runs:
    """The units that share a key of one band with another: `members` int32[m] run by run, ascending; `bounds` int64[runs + 1]."""

    members: NDArray[np.int32]
    bounds: NDArray[np.int64]

    @property
    def counts(self) -> NDArray[np.int64]:
        """How many units each run has."""
        return np.diff(self.bounds)

    def select(self, keep: NDArray[np.bool_]) -> Runs:
        """Return the runs with those members only that `keep` bool[units] names; runs of fewer than two go."""
        run = np.repeat(np.arange(len(self.bounds) - 1), self.counts)
        kept = keep[self.members]
        counts = np.bincount(run[kept], minlength=len(self.bounds) - 1)
        kept &= (counts > 1)[run]
        return Runs(self.members[kept], _bounds(counts[counts > 1]))

    def longer(self, most: int) -> Runs:
        """Return the runs of more than so many members."""
        long = self.counts > most
        return Runs(self.members[np.repeat(long, self.counts)], _bounds(self.counts[long]))


def runs_of_bands(keys: NDArray[np.uint64], *, threads: int) -> list[Runs]:
    """Return the runs of each band, from the keys of all units, uint64[bands, units]."""
    return in_threads(_runs, keys, threads=threads)


def _runs(keys: NDArray[np.uint64]) -> Runs:
    order = np.argsort(keys)
    ordered = keys[order]
    same = np.zeros(len(keys) + 1, np.bool_)
    same[1:-1] = ordered[1:] == ordered[:-1]  # as the one before
    shared = same[1:] | same[:-1]
    run = np.cumsum(~same[:-1][shared]) - 1
    together = np.sort(run << 32 | order[shared])
    return Runs((together & 0xFFFFFFFF).astype(np.int32), _bounds(np.bincount(run)))


def label(runs: Iterable[Runs], labels: NDArray[np.int32]) -> None:
    """Write into `labels` int32[units, bands], all 0, the number of the run of each unit in each band; long runs have none."""
    for band, one in enumerate(runs):
        short = one.counts <= LONGEST_RUN
        numbers = np.where(short, np.arange(1, len(short) + 1), 0).astype(np.int32)
        labels[one.members, band] = np.repeat(numbers, one.counts)


def in_threads(work: Callable[[T], R], items: Iterable[T], *, threads: int) -> list[R]:
    """Return `work(item)` of each item, in their order; the kernels let other threads run meanwhile."""
    if threads <= 1:
        return [work(item) for item in items]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, items))


def _bounds(counts: NDArray[Any]) -> NDArray[np.int64]:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(counts, dtype=np.int64)])
