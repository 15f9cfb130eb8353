"""Today's pairs as the past will see them once they are remembered: so it does not matter whether documents come in one run or day by day.

With `--keep first` a document joins the best representative that came before it. Day by day that is known by its sketch alone; so it is by its sketch
that it is compared within a run too. And of the representatives that share a band key the first LONGEST_RUN count, as among those of the past.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from cleaner.dedup.candidates import LONGEST_RUN, Runs
from cleaner.dedup.clusters import Clusters, cluster
from cleaner.dedup.past import Met, Past, Today
from cleaner.dedup.verify import Pairs, Sets, join_pairs
from cleaner.kernels.batch import overlaps
from cleaner.kernels.near import EPSILON

__all__ = ["cluster_foreseen", "foresee"]

_CHUNK = 1 << 20
"""Pairs that are compared at a time."""


def foresee(pairs: Pairs, sets: Sets, past: Past, *, threshold: float) -> Pairs:
    """Return those of today's pairs that will seem to reach the threshold, with the shingles that they will seem to have in common."""
    common = past.common(sets, np.stack([pairs.a, pairs.b], axis=1).astype(np.int64))
    seem = Pairs(pairs.a, pairs.b, common.astype(np.int32))
    return seem.select((seem.jaccard(sets.sizes) >= threshold - EPSILON) & (common > 0))


def cluster_foreseen(all: Today, sets: Sets, past: Past, met: Met, *, threshold: float) -> tuple[Pairs, Clusters]:
    """Return the clusters, and the pairs with those that were needed further; `sets` are today's alone, whose units stand behind those that were `met`.

    Runs that are too long to verify all their pairs are compared with their representatives, until these stay the same.
    """
    first = len(met.docs)
    long = [Runs(one.members - np.int32(first), one.bounds) for one in (some.longer(LONGEST_RUN) for some in all.runs)]
    pairs, asked = all.pairs, np.empty(0, np.int64)
    while True:
        clusters = cluster(pairs, all.sets.sizes, threshold=threshold)
        fresh = np.setdiff1d(np.concatenate([asked[:0], *_with_representatives(long, clusters.pair[first:] < 0)]), asked)
        if not len(fresh):
            return pairs, clusters
        asked = np.union1d(asked, fresh)
        found = foresee(_near(fresh, sets, threshold=threshold - past.error), sets, past, threshold=threshold)
        found = found.select(~np.isin(found.b, met.equal))
        pairs = join_pairs([np.stack([some.a, some.b, some.common], axis=1) for some in (pairs, _moved(found, first))])


def _with_representatives(runs: Sequence[Runs], stays: NDArray[np.bool_]) -> Iterator[NDArray[np.int64]]:
    """Yield for each band the pairs of each member of a run with the first representatives before it, as a << 32 | b, ascending, each once."""
    for one in runs:
        run = np.repeat(np.arange(len(one.bounds) - 1), one.counts)
        leads = stays[one.members]
        before: NDArray[np.int64] = np.cumsum(leads) - leads
        leads &= before - before[one.bounds[run]] < LONGEST_RUN
        leader, follows = np.flatnonzero(leads), one.bounds[run[leads] + 1] - np.flatnonzero(leads) - 1
        place = np.arange(follows.sum()) + np.repeat(leader + 1 - (np.cumsum(follows) - follows), follows)
        yield np.unique(np.repeat(one.members[leader].astype(np.int64), follows) << 32 | one.members[place])


def _near(codes: NDArray[np.int64], sets: Sets, *, threshold: float) -> Pairs:
    """Return those of the pairs a << 32 | b that reach a threshold, and are not of one group."""
    pairs = np.stack([codes >> 32, codes & 0xFFFFFFFF], axis=1)
    groups = sets.groups[pairs]
    pairs = pairs[(groups[:, 0] != groups[:, 1]) | (groups[:, 0] < 0)]
    bounds = np.append(sets.starts, len(sets.values))
    common = np.concatenate([np.empty(0, np.int32), *(overlaps(sets.values, bounds, pairs[at : at + _CHUNK]) for at in range(0, len(pairs), _CHUNK))])
    found = Pairs(pairs[:, 0].astype(np.int32), pairs[:, 1].astype(np.int32), common)
    return found.select(found.jaccard(sets.sizes) >= threshold)


def _moved(pairs: Pairs, first: int) -> Pairs:
    return Pairs(pairs.a + np.int32(first), pairs.b + np.int32(first), pairs.common)
