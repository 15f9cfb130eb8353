"""Near-duplicates among documents in memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

import numpy as np

from cleaner.config import DedupConfig, Scope
from cleaner.dedup.curve import Bands, choose_bands
from cleaner.dedup.join import join
from cleaner.dedup.keepers import demand_policy, keeper_value
from cleaner.dedup.results import Cluster, Pair, clusters_of, pairs_of
from cleaner.dedup.shard import Batch, sketch
from cleaner.errors import UsageError, nearest
from cleaner.model import Document

__all__ = ["Duplicates", "find_duplicates"]

_BATCH = 4096


@dataclass(frozen=True, slots=True)
class Duplicates:
    """What was found: documents are told by their place in the input, from 0; `bands` tells the recall."""

    clusters: tuple[Cluster, ...]
    pairs: tuple[Pair, ...]
    bands: Bands

    @property
    def dropped(self) -> dict[int, int]:
        """The documents that go, each with the one that is kept in its place."""
        return {match.doc: cluster.keep for cluster in self.clusters for match in cluster.members}


def find_duplicates(docs: Iterable[Document | str], config: DedupConfig | None = None) -> Duplicates:
    """Find near-duplicates: verified pairs, and clusters of which one document each is kept.

    Two texts are near-duplicates when the Jaccard index of their sets of word 5-grams is `config.threshold` or more; a pair at
    the threshold is found with the chance `config.recall`, a closer one more surely. Texts without words match nothing.
    Raises `UsageError` for a configuration that cannot be.
    """
    config = config or DedupConfig()
    demand_policy(config.keep)
    _demand_range(config)
    bands = choose_bands(config.threshold, config.recall, permutations=config.permutations)
    batches = [Batch()]
    for place, doc in enumerate(docs):
        if len(batches[-1]) == _BATCH:
            batches.append(Batch())
        doc = doc if isinstance(doc, Document) else Document(doc)
        value, data = keeper_value(config.keep, doc.text, doc.meta), doc.text.encode("utf-8", "surrogatepass")
        batches[-1].add(data, doc.id, doc.site, value=value, place=(0, place))
    shards = [sketch(batch, bands, config) for batch in batches]
    joined = join(shards, [np.zeros(1, np.int32)] * len(shards), bands, config)
    return Duplicates(tuple(clusters_of(joined)), tuple(pairs_of(joined)), bands)


def _demand_range(config: DedupConfig) -> None:
    """Raise `UsageError` for a scope that is none, and for a share that cannot be."""
    scopes = get_args(Scope)
    if config.scope not in scopes:
        raise UsageError("scope", f"there is no scope '{config.scope}'", do=nearest(config.scope, scopes) or f"known are {', '.join(scopes)}")
    if not 0 <= config.contained <= 1:
        raise UsageError("contained", f"a share of {config.contained:g} cannot be had", do="name one between 0 and 1, such as 0.9")
