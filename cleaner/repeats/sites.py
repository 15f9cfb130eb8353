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

    `sites` holds a number for each document of each shard (`NO_SITE`: none), `clusters` that of its cluster of near-duplicates. One site is
    held at a time. Of the hashes of lines so many low `bits` count. The result does not depend on how documents lie in shards. `earlier` are
    the marks of the same shards where each document is in a cluster of its own: they hold for sites of which that is still so.
    """
    opened = lru_cache(MOST_OPEN)(lambda shard: _Columns(np.asarray(shards[shard]["lines"]), np.asarray(shards[shard]["line_bounds"])))
    marks = [_blank(shard) for shard in shards]
    for members in members_of_sites(sites):
        cluster = np.concatenate([clusters[shard][docs] for shard, docs in members])
        if earlier and len(np.unique(cluster)) == len(cluster):
            _copy(members, opened, earlier, marks)
        else:
            _mark_site(members, opened, cluster, marks, np.uint64((1 << bits) - 1))
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


def _copy(members: list[tuple[int, Ints]], opened: Callable[[int], _Columns], earlier: Sequence[Marks], marks: Sequence[Marks]) -> None:
    for shard, docs in members:
        where = lines_of(opened(shard).bounds, docs)
        now, before = marks[shard], earlier[shard]
        now.gone[where], now.pages[where], now.place[where] = before.gone[where], before.pages[where], before.place[where]
        now.site_pages[docs] = before.site_pages[docs]


def _mark_site(members: list[tuple[int, Ints]], opened: Callable[[int], _Columns], clusters: Ints, marks: Sequence[Marks], mask: np.uint64) -> None:
    places = [(shard, lines_of(opened(shard).bounds, docs)) for shard, docs in members]
    lines = np.concatenate([opened(shard).lines[where] for shard, where in places])
    sizes = np.concatenate([opened(shard).bounds[docs + 1] - opened(shard).bounds[docs] for shard, docs in members])
    _, cluster = np.unique(clusters, return_inverse=True)
    doc = np.repeat(np.arange(len(sizes)), sizes)
    columns = (lines[name].astype(np.int64) for name in ("words", "left", "flags"))
    found = find_furniture(Lines(doc, lines["exact"] & mask, lines["masked"] & mask, *columns), cluster.astype(np.int64))
    at = 0
    for (shard, where), (_, docs) in zip(places, members, strict=True):
        here = slice(at, at + len(where))
        marks[shard].gone[where], marks[shard].pages[where], marks[shard].place[where] = found.gone[here], found.pages[here], found.place[here]
        marks[shard].site_pages[docs] = len(sizes)
        at += len(where)


def lines_of(bounds: Ints, docs: Ints) -> Ints:
    """Return the numbers of the lines of documents."""
    sizes = bounds[docs + 1] - bounds[docs]
    numbers: Ints = np.arange(sizes.sum()) + np.repeat(bounds[docs] - np.cumsum(sizes) + sizes, sizes)
    return numbers
