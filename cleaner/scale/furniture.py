"""Furniture of a corpus: today's pages, and those of past runs beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from cleaner.config import Repeats
from cleaner.index.stale import NOT_STALE, Stale, left_out, stale_lines, weights
from cleaner.repeats.shard import LineShard
from cleaner.repeats.sites import Marks, furniture_of_sites
from cleaner.scale.duplicates import Found
from cleaner.scale.scan import site_numbers
from cleaner.scale.shards import StoredShard
from cleaner.scale.sketch_scan import lines_left_out

if TYPE_CHECKING:
    from cleaner.index.lines import PastLines

__all__ = ["Pages"]


@dataclass(frozen=True, slots=True)
class Pages:
    """The lines of all pages that count: of today's `scans`, and with a memory those of the past."""

    scans: Sequence[StoredShard]
    repeats: Repeats
    past: PastLines | None = None

    def furniture(self, found: Found | None = None, provisional: Sequence[Marks] = ()) -> list[Marks]:
        """Mark the furniture of each scan, and last, if there is one, of the past.

        It is counted over pages; over their clusters once these are `found`, which says more than the provisional marks.
        """
        scans, sites = list[LineShard](self.scans), [scan["site"] for scan in self.scans]
        firsts = np.cumsum([0, *map(len, sites)])
        clusters = _clusters(found) if found else _numbered(firsts)
        if not self.past:
            return furniture_of_sites(scans, sites, clusters, earlier=provisional)
        today, numbers = int(firsts[-1]), self.past.clusters if found else np.arange(len(self.past.clusters))
        beside = site_numbers(self.past.sites, self.repeats)
        from cleaner.index.lines import HASH_BITS  # most runs have no index

        return furniture_of_sites([*scans, self.past.shard], [*sites, beside], [*clusters, today + numbers], bits=HASH_BITS)

    def stale(self, marks: Sequence[Marks]) -> Stale:
        """Return what furniture as it is marked now changes in sketches of the past."""
        if not self.past:
            return NOT_STALE
        today = zip(self.scans, self.left_out(marks), strict=True)
        return stale_lines(self.past, marks[-1].gone, list(today))

    def left_out(self, marks: Sequence[Marks]) -> list[NDArray[np.bool_]]:
        """Tell of the lines of each scan whether sketches leave them out, when furniture is marked so."""
        return [lines_left_out(scan, some.gone, remembered=bool(self.past)) for scan, some in zip(self.scans, marks, strict=False)]

    def judged_anew(self, marks: Sequence[Marks], judge: Callable[[PastLines, NDArray[np.bool_]], PastLines]) -> Pages:
        """Return the same with what `judge` says of past pages, now that furniture is marked so."""
        if not self.past:
            return self
        out = left_out(self.past.shard, marks[-1].gone, weights(self.past.shard, remembered=True))
        return replace(self, past=judge(self.past, out))


def _clusters(found: Found) -> list[NDArray[np.int64]]:
    """Return for each document of each shard the number of its cluster: of the document that is kept in its place; past ones count on by their labels."""
    joined = found.joined
    kept = joined.kept()[0][: joined.today]
    clusters = np.where(kept >= 0, kept, np.arange(joined.today))
    past = clusters >= joined.today
    clusters[past] = joined.today + joined.past[clusters[past] - joined.today]
    return [clusters[first:end] for first, end in pairwise(found.firsts)]


def _numbered(firsts: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """Return for each document of each shard a cluster of its own."""
    return [np.arange(first, end) for first, end in pairwise(firsts)]
