"""Results in the user's terms: pairs and clusters of documents, expanded only while they are told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from cleaner.dedup.join import Joined

__all__ = ["MOST_COPIES", "Cluster", "Match", "Pair", "clusters_of", "large_groups", "pairs_of"]

MOST_COPIES = 1000
"""Equal documents of which all pairs are told; of more, each with the first."""


class Pair(NamedTuple):
    """Two documents, by their numbers, and how much they have in common; the first is the one to keep first."""

    a: int
    b: int
    jaccard: float
    containment: float


class Match(NamedTuple):
    """A document that goes, and how much it has in common with the one that is kept."""

    doc: int
    jaccard: float
    containment: float


@dataclass(frozen=True, slots=True)
class Cluster:
    """A document that is kept and those that go for its sake, in keeper order."""

    keep: int
    members: tuple[Match, ...]


def pairs_of(joined: Joined) -> Iterator[Pair]:
    """Yield every verified pair in a fixed order: exact copies first, then pairs of different texts.

    Of a text with more than MOST_COPIES copies each is told with the first of them only, and other texts with that one.
    """
    if joined.equal_drop:
        for unit in np.flatnonzero(joined.units.counts > 1).tolist():
            yield from _copies(joined.units.of(unit).tolist())
    pairs, sizes = joined.pairs, joined.sizes
    measures = zip(pairs.a.tolist(), pairs.b.tolist(), pairs.jaccard(sizes).tolist(), pairs.containment(sizes).tolist(), strict=True)
    for a, b, jaccard, containment in measures:
        several = _told(joined, b)
        for first in _told(joined, a):
            for second in several:
                yield Pair(first, second, jaccard, containment)


def clusters_of(joined: Joined) -> Iterator[Cluster]:
    """Yield the clusters of two documents and more, in keeper order."""
    kept, jaccard, containment = joined.kept()
    going = joined.units.members[kept[joined.units.members] >= 0]
    rank = np.empty(len(joined.docs), np.int64)
    rank[joined.units.members] = np.repeat(np.arange(len(joined.units)), joined.units.counts)
    order = going[np.argsort(rank[kept[going]], kind="stable")]
    starts = np.flatnonzero(np.diff(kept[order], prepend=-1))
    for some in np.split(order, starts[1:]) if len(order) else ():
        members = zip(some.tolist(), jaccard[some].tolist(), containment[some].tolist(), strict=True)
        yield Cluster(int(kept[some[0]]), tuple(Match(*member) for member in members))


def large_groups(joined: Joined) -> int:
    """Return of how many texts there are more than MOST_COPIES copies."""
    return int((joined.units.counts > MOST_COPIES).sum())


def _copies(members: list[int]) -> Iterator[Pair]:
    firsts = members[:1] if len(members) > MOST_COPIES else members
    for place, first in enumerate(firsts, 1):
        for second in members[place:]:
            yield Pair(first, second, 1.0, 1.0)


def _told(joined: Joined, unit: int) -> list[int]:
    members = joined.units.of(unit)
    return [int(members[0])] if len(members) > MOST_COPIES else members.tolist()
