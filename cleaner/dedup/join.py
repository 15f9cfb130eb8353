"""From shards to clusters: exact copies, bands, verified pairs, and what stays; the same whatever the shards and threads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner.config import DedupConfig
from cleaner.dedup.candidates import LONGEST_RUN, label, runs_of_bands
from cleaner.dedup.clusters import Clusters, cluster_whole
from cleaner.dedup.contained import find_contained
from cleaner.dedup.curve import Bands
from cleaner.dedup.equal import Units, group_equal
from cleaner.dedup.foreseen import cluster_foreseen, foresee
from cleaner.dedup.keepers import keeper_order
from cleaner.dedup.past import Past, Today, put_before
from cleaner.dedup.shard import Shard
from cleaner.dedup.verify import Pairs, Sets, join_pairs, verify
from cleaner.kernels.near import copy_sets

__all__ = ["Joined", "Room", "Shingled", "join", "memory"]

Room = Callable[[str, tuple[int, ...], Any], NDArray[Any]]
"""Makes room for a large array of zeros, given its name, shape and type: in memory, or in a file that is mapped."""

Shingled = Callable[[Sequence[NDArray[np.int64]]], Sequence[Shard]]
"""Makes the shingle sets of documents, given by their numbers in each shard: `values` and `bounds` as in `Shard`, those of others empty."""


def memory(_: str, shape: tuple[int, ...], dtype: Any) -> NDArray[Any]:
    """Make room in memory."""
    return np.zeros(shape, dtype)


@dataclass(frozen=True, slots=True)
class Joined:
    """What the documents of all shards came to.

    `docs` DOC[n] in the order of the shards; `pairs` and `clusters` are of units, `sizes` int64[units] their different
    shingles. `long_runs` counts the runs that were too long to verify all their pairs. The last documents are of past runs, as
    many as `past` int64[p] has labels: each is the one member of one of the first units.
    """

    docs: NDArray[Any]
    units: Units
    sizes: NDArray[np.int64]
    pairs: Pairs
    clusters: Clusters
    threshold: float
    equal_drop: bool
    long_runs: int
    past: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))

    @property
    def today(self) -> int:
        """How many documents are not of past runs."""
        return len(self.docs) - len(self.past)

    def kept(self) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
        """Return for each document the one that is kept in its place (-1: itself), their Jaccard index and containment."""
        count, units = len(self.docs), self.units
        kept, jaccard, containment = np.full(count, -1, np.int64), np.ones(count), np.ones(count)
        unit = np.repeat(np.arange(len(units)), units.counts)
        goes = self.clusters.pair >= 0
        going, proof = units.members[goes[unit]], self.clusters.pair[unit[goes[unit]]]
        kept[going] = units.leaders[self.clusters.kept[unit[goes[unit]]]]
        jaccard[going] = self.pairs.jaccard(self.sizes)[proof]
        containment[going] = self.pairs.containment(self.sizes)[proof]
        if self.equal_drop:
            copies = ~goes[unit]
            copies[units.bounds[:-1]] = False
            kept[units.members[copies]] = units.leaders[unit[copies]]
        return kept, jaccard, containment


def join(
    shards: Sequence[Shard],
    places: Sequence[NDArray[np.int32]],
    bands: Bands,
    config: DedupConfig,
    *,
    threads: int = 1,
    room: Room = memory,
    past: Past | None = None,
    shingled: Shingled | None = None,
) -> Joined:
    """Find the near-duplicates among the documents of all shards, and of these with `past`; `places` tells the order of the sources of each shard.

    Sets that the shards do not hold are `shingled` of those documents that may be in a pair.
    """
    docs = np.concatenate([_placed(shard["docs"], order) for shard, order in zip(shards, places, strict=True)])
    units = group_equal(docs, keeper_order(config.keep, docs), config.scope)
    leaders = docs[units.leaders]
    keys = _gather_keys(shards, units, len(docs), bands, room)
    runs = runs_of_bands(keys, threads=threads)
    in_runs = np.zeros(len(units), np.bool_)
    for one in runs:
        in_runs[one.members] = True
    candidates = past.candidates(keys, leaders) if past else np.empty((0, 2), np.int64)
    in_runs[candidates[:, 1]] = True
    needed = in_runs | bool(config.contained)
    sets = _gather_sets(shards, docs, units, needed, config, room, shingled)
    labels = room("labels", (len(units), bands.bands), np.int32)
    label(runs, labels)
    pairs = verify(runs, sets, labels, threshold=config.threshold - (past.error if past else 0), threads=threads)
    if past:
        pairs = foresee(pairs, sets, past, threshold=config.threshold)
    if config.contained:
        pairs = _add(pairs, find_contained(sets, containment=config.contained, recall=config.recall, threads=threads))
    all, known = Today(docs, units, sets, runs, pairs), {}
    if past:
        met = past.verify(candidates, sets, leaders, numbers=units.leaders, threshold=config.threshold)
        all, known = put_before(all, met), {"past": met.labels}
        pairs, clusters = cluster_foreseen(all, sets, past, met, threshold=config.threshold)
    else:
        pairs, clusters = cluster_whole(all.pairs, all.runs, all.sets, threshold=config.threshold, threads=threads)
    long_runs = sum(int((one.counts > LONGEST_RUN).sum()) for one in runs)
    return Joined(all.docs, all.units, all.sets.sizes, pairs, clusters, config.threshold, config.scope != "across", long_runs, **known)


def _placed(docs: NDArray[Any], places: NDArray[np.int32]) -> NDArray[Any]:
    """Return documents whose sources are numbered over all shards."""
    docs = np.array(docs)
    docs["source"] = places[docs["source"]]
    return docs


def _gather_keys(shards: Sequence[Shard], units: Units, count: int, bands: Bands, room: Room) -> NDArray[np.uint64]:
    """Return the keys of the units, uint64[bands, units]."""
    keys = room("keys", (bands.bands, len(units)), np.uint64)
    unit = np.full(count, -1, np.int64)
    unit[units.leaders] = np.arange(len(units))
    first = 0
    for shard in shards:
        some = unit[first : first + len(shard["docs"])]
        keys[:, some[some >= 0]] = shard["keys"][:, some >= 0]
        first += len(some)
    return keys


def _gather_sets(
    shards: Sequence[Shard], docs: NDArray[Any], units: Units, needed: NDArray[np.bool_], config: DedupConfig, room: Room, shingled: Shingled | None
) -> Sets:
    """Return the shingle sets of the units that may be in a pair; the others have none."""
    leaders = units.leaders
    unit = np.full(len(docs), -1, np.int64)
    unit[leaders[needed]] = np.flatnonzero(needed)
    places = np.split(unit, np.cumsum([len(shard["docs"]) for shard in shards])[:-1])
    made = shingled([np.flatnonzero(some >= 0) for some in places]) if shingled else shards
    sizes = docs["size"][leaders].astype(np.int64)
    for one, some in zip(made, places, strict=True):
        sizes[some[some >= 0]] = np.diff(one["bounds"])[some >= 0]
    stored = np.where(needed, sizes, 0)
    starts = np.cumsum(stored) - stored
    values = room("values", (int(stored.sum()),), np.uint32)
    for one, some in zip(made, places, strict=True):
        copy_sets(one["values"], one["bounds"], some, starts, values)
    groups = np.full(len(units), -1, np.int64)
    if config.scope == "across":
        groups = np.unique(docs["site"][leaders], return_inverse=True)[1].astype(np.int64)
    return Sets(values, starts, sizes, groups)


def _add(pairs: Pairs, more: Pairs) -> Pairs:
    return join_pairs([np.stack([some.a, some.b, some.common], axis=1) for some in (pairs, more)])
