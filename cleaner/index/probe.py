"""Hold today's documents against those that past runs kept: by their band keys, then by sketches of their sets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.config import Scope
from cleaner.dedup.past import Met
from cleaner.dedup.shard import DOC, hash_names
from cleaner.dedup.verify import Sets
from cleaner.index.file import IndexFile, ask
from cleaner.index.keys import meet, short_keys
from cleaner.index.sketches import ERROR, SetSketches, common_of_today, common_shingles, join_sketches
from cleaner.index.stale import NOT_STALE, Stale
from cleaner.kernels.near import EPSILON

__all__ = ["Identity", "Kept", "Probe", "met_of", "old_selves"]

_ANEW = "(SELECT * FROM documents ANTI JOIN anew USING (seq) UNION ALL BY NAME SELECT * FROM anew)"


class Identity(NamedTuple):
    """By what a document is known again: its id, and if that was made of its text or its file's name, also where that file is."""

    id: str
    source: str
    derived: bool


class Kept(NamedTuple):
    """Documents that past runs kept, p of them in keeper order: their labels, ids, sites and sketches."""

    labels: NDArray[np.int64]
    ids: list[str]
    sites: list[str]
    sketches: SetSketches


def old_selves(index: IndexFile, today: Sequence[Identity]) -> NDArray[np.int64]:
    """Return the labels of what past runs had of the same documents: nobody is a duplicate of its own old self."""
    import pyarrow as pa

    if not index.exists:
        return np.empty(0, np.int64)
    columns = list(zip(*today, strict=True)) or [(), (), ()]
    kinds = (pa.string(), pa.string(), pa.bool_())
    table = pa.table({name: pa.array(column, kind) for name, column, kind in zip(Identity._fields, columns, kinds, strict=True)})
    query = "SELECT DISTINCT seq FROM documents SEMI JOIN today ON documents.id = today.id AND (NOT today.derived OR documents.source = today.source)"
    return np.sort(ask(index.path, query, today=table)["seq"].to_numpy().astype(np.int64))


@dataclass(frozen=True, slots=True)
class Probe:
    """The past that an index holds, less the old selves of today's documents; a `dedup.past.Past`."""

    index: IndexFile
    gone: NDArray[np.int64]
    scope: Scope
    stale: Stale = NOT_STALE
    anew: Any = None
    """Rows that stand in place of those of the same `seq`, as a table of Arrow."""

    @property
    def error(self) -> float:
        """What an estimated Jaccard index may be off at the most."""
        return ERROR

    def common(self, sets: Sets, pairs: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return how many shingles today's pairs will seem to have in common."""
        return common_of_today(sets, pairs)

    def candidates(self, keys: NDArray[np.uint64], docs: NDArray[Any]) -> NDArray[np.int64]:
        """Return pairs (label, unit) that share a key."""
        import pyarrow as pa

        if not self.index.exists:
            return np.empty((0, 2), np.int64)
        short = short_keys(keys, docs, by_site=self.scope != "all")
        query = "SELECT key, seq FROM (SELECT unnest(keys) AS key, seq FROM {documents}) SEMI JOIN today USING (key)"
        found = self._ask(query, today=pa.table({"key": np.unique(short)}))
        there, labels = found["key"].to_numpy(), found["seq"].to_numpy().astype(np.int64)
        still = ~np.isin(labels, self.gone)
        return meet(short, there[still], labels[still])

    def verify(self, candidates: NDArray[np.int64], sets: Sets, docs: NDArray[Any], *, numbers: NDArray[np.int64], threshold: float) -> Met:
        """Return what is left of the candidates at the threshold."""
        candidates, equal = self._with_equals(candidates, sets)
        met = met_of(
            self._kept(np.unique(candidates[:, 0])),
            candidates,
            sets,
            docs,
            across=self.scope == "across",
            threshold=threshold,
            stale=self.stale,
            numbers=numbers,
        )
        return replace(met, equal=np.intersect1d(equal, met.rows[:, 1]))

    def described(self, labels: NDArray[np.int64]) -> list[tuple[str, str]]:
        """Return the id of each, and where and when it was seen."""
        import pyarrow as pa

        if not len(labels):
            return []
        query = """
            SELECT seq, id, source || ':' || record || ' in the run of ' || strftime(date, '%Y-%m-%d') AS place
            FROM documents JOIN runs USING (run) SEMI JOIN wanted USING (seq)"""
        found = {row["seq"]: (row["id"], row["place"]) for row in ask(self.index.path, query, wanted=pa.table({"seq": labels})).to_pylist()}
        return [found[label] for label in labels.tolist()]

    def absent(self, labels: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Tell of each whether it went from the output of its run: it was judged anew since, and stands for others, but it cannot be read."""
        import pyarrow as pa

        if not len(labels):
            return np.empty(0, np.bool_)
        went = self._ask("SELECT seq FROM {documents} SEMI JOIN wanted USING (seq) WHERE dropped", wanted=pa.table({"seq": labels}))
        return np.isin(labels, went["seq"].to_numpy())

    def _ask(self, query: str, **tables: Any) -> Any:
        """Return the answer to a query over `{documents}`, those that were judged anew as they are now."""
        if self.anew is None:
            return ask(self.index.path, query.format(documents="documents"), **tables)
        return ask(self.index.path, query.format(documents=_ANEW), anew=self.anew, **tables)

    def _with_equals(self, candidates: NDArray[np.int64], sets: Sets) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the candidates without documents that went, and the units that are equal to one of these: in one run the two would be one unit.

        The one candidate of such a unit is what was kept in place of its equal.
        """
        import pyarrow as pa

        query = "SELECT seq, kept, size FROM {documents} SEMI JOIN wanted USING (seq) WHERE kept IS NOT NULL ORDER BY seq"
        none = candidates, np.empty(0, np.int64)
        if not len(candidates):
            return none
        went = self._ask(query, wanted=pa.table({"seq": np.unique(candidates[:, 0])}))
        if not len(went):
            return none
        labels, kept, sizes = (went[name].to_numpy().astype(np.int64) for name in ("seq", "kept", "size"))
        place = np.minimum(np.searchsorted(labels, candidates[:, 0]), len(labels) - 1)
        gone = labels[place] == candidates[:, 0]
        equal = gone & (sizes[place] == sets.sizes[candidates[:, 1]]) & ~np.isin(kept[place], self.gone)
        units, first = np.unique(candidates[equal, 1], return_index=True)
        others = candidates[~gone & ~np.isin(candidates[:, 1], units)]
        return np.concatenate([others, np.stack([kept[place[equal][first]], units], axis=1)]), units

    def _kept(self, labels: NDArray[np.int64]) -> Kept:
        import pyarrow as pa

        if not len(labels):
            return Kept(labels, [], [], join_sketches([], [], []))
        query = "SELECT seq, id, site, size, reach, shingles FROM {documents} SEMI JOIN wanted USING (seq) ORDER BY seq"
        found = self._ask(query, wanted=pa.table({"seq": labels}))
        sketches = join_sketches(*(found[name].to_pylist() for name in ("size", "reach", "shingles")))
        return Kept(found["seq"].to_numpy().astype(np.int64), found["id"].to_pylist(), found["site"].to_pylist(), sketches)


def met_of(
    kept: Kept,
    candidates: NDArray[np.int64],
    sets: Sets,
    docs: NDArray[Any],
    *,
    numbers: NDArray[np.int64],
    across: bool,
    threshold: float,
    stale: Stale = NOT_STALE,
) -> Met:
    """Verify candidates (label, unit) against the sketches of their past documents; `across` leaves out pairs of one site."""
    places = np.searchsorted(kept.labels, candidates[:, 0])
    past = np.zeros(len(kept.labels), DOC)
    past["value"], past["source"], past["size"] = -np.inf, -1, stale.sizes(kept.labels, kept.sketches.sizes)
    past["id"], past["site"] = hash_names(kept.ids), hash_names(kept.sites)
    pairs = np.stack([places, candidates[:, 1]], axis=1)
    if across:
        pairs = pairs[past["site"][pairs[:, 0]] != docs["site"][pairs[:, 1]]]
    sizes, other = past["size"][pairs[:, 0]].astype(np.int64), sets.sizes[pairs[:, 1]]
    common = stale.common(kept.labels[pairs[:, 0]], numbers[pairs[:, 1]], common_shingles(kept.sketches, sets, pairs))
    common = np.minimum(common, np.minimum(sizes, other))
    jaccard = common / (sizes + other - common)
    alike = (jaccard >= threshold - EPSILON) & (common > 0)
    used, place = np.unique(pairs[alike, 0], return_inverse=True)
    return Met(past[used], kept.labels[used], np.stack([place, pairs[alike, 1], common[alike]], axis=1).astype(np.int32), np.empty(0, np.int64))
