"""Documents of past runs, which stand before all of today's in keeper order: what was kept once is never dropped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from cleaner.dedup.candidates import Runs
from cleaner.dedup.equal import Units
from cleaner.dedup.verify import Pairs, Sets, join_pairs

__all__ = ["Met", "Past", "Today", "put_before"]


@dataclass(frozen=True, slots=True)
class Met:
    """The documents of the past that are in a verified pair with one of today's.

    `docs` DOC[p] in keeper order; `labels` int64[p] is what the past knows them by; `rows` int32[k, 3] are (place in `docs`, unit, common shingles).
    `equal` int64[] are units that are equal to a document that went: where it went they go, whatever of today they resemble.
    """

    docs: NDArray[Any]
    labels: NDArray[np.int64]
    rows: NDArray[np.int32]
    equal: NDArray[np.int64]


class Past(Protocol):
    """What is remembered of past runs."""

    @property
    def error(self) -> float:
        """What an estimated Jaccard index may be off at the most."""

    def common(self, sets: Sets, pairs: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return how many shingles pairs (a, b) int64[m, 2] of today's units have in common, int64[m], as it will seem once `a` is of the past."""

    def candidates(self, keys: NDArray[np.uint64], docs: NDArray[Any]) -> NDArray[np.int64]:
        """Return pairs (label, unit) int64[m, 2] that share a band; keys uint64[bands, units], the units' leaders DOC[units]."""

    def verify(self, candidates: NDArray[np.int64], sets: Sets, docs: NDArray[Any], *, numbers: NDArray[np.int64], threshold: float) -> Met:
        """Return what is left of the candidates at the threshold; `sets` holds the shingles of each unit among them, `numbers` int64[units] the leaders'."""


@dataclass(frozen=True, slots=True)
class Today:
    """What a join knows of its documents, before they are clustered."""

    docs: NDArray[Any]
    units: Units
    sets: Sets
    runs: Sequence[Runs]
    pairs: Pairs


def put_before(today: Today, met: Met) -> Today:
    """Return the same with each document of the past as a unit before all others; their numbers as documents come after."""
    count, units, sets = len(met.docs), today.units, today.sets
    if not count:
        return today
    numbers = np.arange(count, dtype=np.int64)
    docs = np.concatenate([today.docs, met.docs])
    members = np.concatenate([len(today.docs) + numbers, units.members])
    bounds = np.concatenate([numbers, units.bounds + count])
    sizes = np.concatenate([met.docs["size"].astype(np.int64), sets.sizes])
    starts, groups = np.concatenate([0 * numbers, sets.starts]), np.concatenate([0 * numbers - 1, sets.groups])
    runs = [Runs(one.members + np.int32(count), one.bounds) for one in today.runs]
    free = today.pairs.select(~np.isin(today.pairs.b, met.equal))
    rows = np.stack([free.a + count, free.b + count, free.common], axis=1)
    pairs = join_pairs([rows.astype(np.int32), met.rows + np.array([0, count, 0], np.int32)])
    return Today(docs, Units(members, bounds), Sets(sets.values, starts, sizes, groups), runs, pairs)
