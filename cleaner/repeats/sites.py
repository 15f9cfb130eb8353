"""Find the furniture of every site of a corpus whose documents lie in shards."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.repeats.furniture import ANYWHERE, EITHER, HEAD, NOWHERE, TAIL, Lines, find_furniture
from cleaner.repeats.shard import LineShard

__all__ = ["NO_SITE", "Marks", "furniture_of_sites", "lines_of", "members_of_sites", "say_where"]

Ints = NDArray[np.int64]
MOST_OPEN = 1024
"""Shards whose lines are mapped at the same time."""
TOGETHER = 1 << 14
"""Lines of small sites that are held at the same time: NumPy takes its time for each call, whatever the size."""
NO_SITE = 0
"""The number of documents that name no site: nothing is known of their furniture."""
_PLACES = {NOWHERE: "between such lines", HEAD: "always at the head", TAIL: "always at the tail", EITHER: "always at an end", ANYWHERE: "anywhere"}


class _Columns(NamedTuple):
    """The lines of a shard, and where those of each document begin."""

    lines: NDArray[Any]
    bounds: Ints


class Marks(NamedTuple):
    """Of each line of a shard: whether it is furniture, on how many pages of its site, and where; of each document the pages of its site."""

    gone: NDArray[np.bool_]
    pages: NDArray[np.int32]
    place: NDArray[np.uint8]
    site_pages: NDArray[np.int32]


def furniture_of_sites(
    shards: Sequence[LineShard], sites: Sequence[NDArray[Any]], clusters: Sequence[Ints], *, bits: int = 64, earlier: Sequence[Marks] = ()
) -> list[Marks]:
    """Mark the furniture of all sites.

    `sites` holds a number for each document of each shard (`NO_SITE`: none), `clusters` that of its cluster of near-duplicates. One site is held at a
    time, or some small ones together. Of the hashes of lines so many low `bits` count. The result does not depend on how documents lie in shards.
    `earlier` are the marks of the same shards where each document is in a cluster of its own: they hold for sites of which that is still so.
    """
    opened = lru_cache(MOST_OPEN)(lambda shard: _Columns(np.asarray(shards[shard]["lines"]), np.asarray(shards[shard]["line_bounds"])))
    marks = [_blank(shard) for shard in shards]
    docs = _documents(sites, clusters, [opened(number).bounds for number in range(len(shards))])
    apart = docs.apart if earlier else np.zeros(len(docs.bounds) - 1, np.bool_)
    for members in docs.members(np.flatnonzero(apart)):
        _copy(members, opened, earlier, marks)
    for members in docs.members(np.flatnonzero(~apart)):
        _mark_sites(members, opened, marks, np.uint64((1 << bits) - 1))
    return marks


def say_where(pages: int, of: int, place: int, site: str) -> str:
    """Say of a line that goes what speaks against it: on how many pages it stands, of how many of its site, and where."""
    return f"on {pages:,} of {of:,} pages of {site}, {_PLACES[place]}"


def _blank(shard: LineShard) -> Marks:
    m, n = len(shard["lines"]), len(shard["line_bounds"]) - 1
    return Marks(np.zeros(m, np.bool_), np.zeros(m, np.int32), np.zeros(m, np.uint8), np.zeros(n, np.int32))


def members_of_sites(sites: Sequence[NDArray[Any]]) -> Iterator[list[tuple[int, Ints]]]:
    """Yield for each site of at least two documents where they lie: shards, and documents within them."""
    shard = np.repeat(np.arange(len(sites)), [len(some) for some in sites])
    doc = np.concatenate([np.arange(len(some)) for some in sites]) if sites else np.empty(0, np.int64)
    site = np.concatenate(sites) if sites else doc
    order = np.argsort(site, kind="stable")
    order = order[site[order] != NO_SITE]
    starts = np.flatnonzero(np.diff(site[order], prepend=site[order][:1] + 1)) if len(order) else order
    for members in np.split(order, starts[1:]):
        if len(members) > 1:
            cuts = np.flatnonzero(np.diff(shard[members])) + 1
            yield [(int(shard[some[0]]), doc[some]) for some in np.split(members, cuts)]


class _Members(NamedTuple):
    """Documents of some sites in one shard: which, their sites, counted from 0, their clusters, and how many documents their sites have."""

    shard: int
    docs: Ints
    sites: Ints
    clusters: Ints
    pages: Ints


class _Documents(NamedTuple):
    """The documents of sites that have several, site by site: site i has those from `bounds[i]` to `bounds[i + 1]`, each with so many `lines`."""

    bounds: Ints
    shard: Ints
    doc: Ints
    cluster: Ints
    lines: Ints

    @property
    def apart(self) -> NDArray[np.bool_]:
        """Whether each document of a site is in a cluster of its own."""
        sizes = np.diff(self.bounds)
        site = np.repeat(np.arange(len(sizes)), sizes)
        order = np.lexsort((self.cluster, site))
        again = (np.diff(self.cluster[order]) == 0) & (np.diff(site[order]) == 0)
        found: NDArray[np.bool_] = np.bincount(site[order][1:][again], minlength=len(sizes)) == 0
        return found

    def members(self, sites: Ints) -> Iterator[list[_Members]]:
        """Yield the documents of these sites: of one at a time, or of some that together have fewer lines than TOGETHER."""
        before = np.concatenate([np.zeros(1, np.int64), np.cumsum(self.lines)])
        ends = np.cumsum(before[self.bounds[sites + 1]] - before[self.bounds[sites]])
        starts = np.concatenate([ends[:0], [0], ends[:-1]])
        room = np.where(ends // TOGETHER > starts // TOGETHER, -1 - starts, ends // TOGETHER)
        for some in np.split(sites, np.flatnonzero(np.diff(room)) + 1) if len(sites) else ():
            sizes = np.diff(self.bounds)[some]
            site = np.repeat(np.arange(len(some)), sizes)
            where = np.arange(len(site)) + np.repeat(self.bounds[some] - np.cumsum(sizes) + sizes, sizes)
            order = np.argsort(self.shard[where], kind="stable")
            where, site = where[order], site[order]
            cuts = np.flatnonzero(np.diff(self.shard[where])) + 1
            parts = (np.split(column, cuts) for column in (self.doc[where], site, self.cluster[where], sizes[site]))
            shards = self.shard[where[[0, *cuts]]].tolist()
            yield [_Members(shard, *columns) for shard, *columns in zip(shards, *parts, strict=True)]


def _documents(sites: Sequence[NDArray[Any]], clusters: Sequence[Ints], bounds: Sequence[Ints]) -> _Documents:
    none = np.zeros(0, np.int64)
    site, cluster = (np.concatenate(some) if some else none for some in (sites, clusters))
    shard = np.repeat(np.arange(len(sites)), [len(some) for some in sites])
    doc = np.concatenate([none, *(np.arange(len(some)) for some in sites)])
    lines = np.concatenate([none, *map(np.diff, bounds)])
    order = np.argsort(site, kind="stable")
    order = order[site[order] != NO_SITE]
    starts = np.flatnonzero(np.diff(site[order], prepend=site[order][:1] + 1)) if len(order) else order
    sizes = np.diff(starts, append=len(order))
    order, sizes = order[np.repeat(sizes > 1, sizes)], sizes[sizes > 1]
    return _Documents(np.cumsum(np.concatenate([np.zeros(1, np.int64), sizes])), shard[order], doc[order], cluster[order], lines[order])


def _copy(members: list[_Members], opened: Callable[[int], _Columns], earlier: Sequence[Marks], marks: Sequence[Marks]) -> None:
    for one in members:
        where = lines_of(opened(one.shard).bounds, one.docs)
        now, before = marks[one.shard], earlier[one.shard]
        now.gone[where], now.pages[where], now.place[where] = before.gone[where], before.pages[where], before.place[where]
        now.site_pages[one.docs] = before.site_pages[one.docs]


def _mark_sites(members: list[_Members], opened: Callable[[int], _Columns], marks: Sequence[Marks], mask: np.uint64) -> None:
    places = [lines_of(opened(one.shard).bounds, one.docs) for one in members]
    lines = [opened(one.shard).lines.take(where) for one, where in zip(members, places, strict=True)]
    sizes = np.concatenate([opened(one.shard).bounds[one.docs + 1] - opened(one.shard).bounds[one.docs] for one in members])
    clusters, sites = (np.concatenate([one[field] for one in members]) for field in (3, 2))
    exact, masked = (np.concatenate([some[name] for some in lines]) & mask for name in ("exact", "masked"))
    columns = (np.concatenate([some[name] for some in lines], dtype=np.int64) for name in ("words", "left", "flags"))
    doc = np.repeat(np.arange(len(sizes)), sizes)
    found = find_furniture(Lines(doc, exact, masked, *columns), clusters, sites)
    at = 0
    for one, where in zip(members, places, strict=True):
        here, marked = slice(at, at + len(where)), marks[one.shard]
        marked.gone[where], marked.pages[where], marked.place[where] = found.gone[here], found.pages[here], found.place[here]
        marked.site_pages[one.docs] = one.pages
        at += len(where)


def lines_of(bounds: Ints, docs: Ints) -> Ints:
    """Return the numbers of the lines of documents."""
    sizes = bounds[docs + 1] - bounds[docs]
    numbers: Ints = np.arange(sizes.sum()) + np.repeat(bounds[docs] - np.cumsum(sizes) + sizes, sizes)
    return numbers
