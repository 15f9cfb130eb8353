"""Clusters: each document that goes was verified against the one that stays, so there are no chains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cleaner.dedup.candidates import LONGEST_RUN, Runs
from cleaner.dedup.verify import Pairs, Sets, join_pairs, verify
from cleaner.kernels.near import EPSILON, independent_set

__all__ = ["Clusters", "cluster", "cluster_whole"]


@dataclass(frozen=True, slots=True)
class Clusters:
    """What each unit joins: `kept` int32[units] is its representative, itself if it is one; `pair` int64[units] the number
    of the pair that proves it, -1 for representatives.
    """

    kept: NDArray[np.int32]
    pair: NDArray[np.int64]


def cluster(pairs: Pairs, sizes: NDArray[np.int64], *, threshold: float) -> Clusters:
    """Return the greedy maximal independent set of the pairs' graph in keeper order, each other unit with its representative.

    A unit joins the representative of the highest Jaccard index among those it was verified against, of equals the first.
    Below the threshold, where a pair is there for its containment, only the smaller text joins the larger.
    """
    jaccard = pairs.jaccard(sizes)
    drops = (jaccard >= threshold - EPSILON) | (sizes[pairs.b] <= sizes[pairs.a])
    numbers = np.flatnonzero(drops)
    bounds = np.searchsorted(pairs.b[numbers], np.arange(len(sizes) + 1))
    joins = independent_set(bounds, pairs.a[numbers], jaccard[numbers])
    kept = np.arange(len(sizes), dtype=np.int32)
    member = joins >= 0
    pair = np.full(len(sizes), -1, np.int64)
    pair[member] = numbers[joins[member]]
    kept[member] = pairs.a[pair[member]]
    return Clusters(kept, pair)


def cluster_whole(pairs: Pairs, runs: Sequence[Runs], sets: Sets, *, threshold: float, threads: int) -> tuple[Pairs, Clusters]:
    """Return the clusters, and the pairs with those that were needed further.

    Long runs were compared as stars. So representatives that share one are compared again until none resembles another:
    no two that stay share a band and reach the threshold (in a run of more than LONGEST_RUN of them: no two of which
    one is among the first that resemble none).
    """
    long = [one.longer(LONGEST_RUN) for one in runs]
    no_labels = np.zeros((1, 1), np.int32)
    while True:
        clusters = cluster(pairs, sets.sizes, threshold=threshold)
        stays = clusters.pair < 0
        left = [one.select(stays) for one in long]
        more = [verify([one], sets, no_labels, threshold=threshold, threads=threads) for one in left if len(one.members)]
        if not any(map(len, more)):
            return pairs, clusters
        rows = [np.stack([some.a, some.b, some.common], axis=1) for some in (pairs, *more)]
        pairs = join_pairs(rows)
