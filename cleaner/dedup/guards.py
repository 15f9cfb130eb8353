"""Guards: sites that would lose nearly all they have, and large clusters whose members resemble each other too little."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner.dedup.join import Joined

__all__ = ["Loss", "Wide", "losses", "wide_clusters"]

FEWEST_DOCUMENTS = 10
LARGE_CLUSTER = 20
WIDE = 0.15
"""Between the tenth and the ninetieth of a hundred members, by their Jaccard index with the one that is kept."""


@dataclass(frozen=True, slots=True)
class Loss:
    """What a site would lose."""

    site: str
    lost: int
    documents: int


@dataclass(frozen=True, slots=True)
class Wide:
    """A cluster of many texts that differ much from the one that is kept: `kept` is its document, `low` and `high` Jaccard indices."""

    kept: int
    members: int
    low: float
    high: float


def losses(docs: NDArray[Any], dropped: NDArray[np.bool_], sites: Mapping[int, str], *, most: float) -> list[Loss]:
    """Return the sites of which more than the share `most` is dropped, in order of their names; small ones do not count."""
    found, numbers = np.unique(docs["site"], return_inverse=True)
    counts, lost = np.bincount(numbers), np.bincount(numbers, weights=dropped).astype(np.int64)
    over = np.flatnonzero((counts >= FEWEST_DOCUMENTS) & (lost > most * counts))
    return sorted((Loss(sites[int(found[n])], int(lost[n]), int(counts[n])) for n in over), key=lambda loss: loss.site)


def wide_clusters(joined: Joined) -> list[Wide]:
    """Return the large clusters with a wide spread of similarity, in keeper order; template pages make such ones."""
    pair = joined.clusters.pair
    members = np.flatnonzero(pair >= 0)
    jaccard = joined.pairs.jaccard(joined.sizes)[pair[members]]
    alike = jaccard >= joined.threshold
    members, jaccard = members[alike], jaccard[alike]
    kept = joined.clusters.kept[members]
    order = np.argsort(kept, kind="stable")
    found, starts = np.unique(kept[order], return_index=True)
    wide = []
    for unit, some in zip(found, np.split(jaccard[order], starts[1:]), strict=False):
        low, high = np.quantile(some, (0.1, 0.9), method="nearest") if len(some) >= LARGE_CLUSTER else (0.0, 0.0)
        if high - low >= WIDE:
            wide.append(Wide(int(joined.units.leaders[unit]), len(some), float(low), float(high)))
    return wide
