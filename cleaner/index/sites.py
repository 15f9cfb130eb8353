"""What an index knows of its sites: the furniture that all pages in it, and their clusters, come to.

Runs remember the lines of all pages as rules have left them, whatever was furniture that day. So this depends on what is in the index alone: not on the
days on which it came.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.dedup.shard import hash_names
from cleaner.errors import Place, UsageError
from cleaner.index.file import IndexFile, ask, demand_index, opened, read_parameters
from cleaner.index.lines import HASH_BITS, PastLines, past_lines
from cleaner.index.parameters import LAYOUT, Parameters, other_layout
from cleaner.repeats.sites import Marks, furniture_of_sites

__all__ = ["Known", "Site", "known_furniture", "tell_sites"]

_AT_ONCE = 100_000
"""Pages whose lines are looked at together."""
_NOBODY = np.empty(0, np.int64)
_SITES = "SELECT site, count(*) AS pages FROM documents WHERE lines IS NOT NULL AND site <> '' GROUP BY site ORDER BY site"


class Site(NamedTuple):
    """A site: its pages, their clusters, their lines, how many of these are furniture, and how many different ones that is."""

    site: str
    pages: int
    clusters: int
    lines: int
    furniture: int
    different: int


class Known(NamedTuple):
    """The lines of some documents, and what of them is furniture."""

    lines: PastLines
    marks: Marks


def tell_sites(path: Path) -> Iterator[Site]:
    """Yield what an index knows of each site, by name. Raises `UsageError` for a file that is none, or that holds no lines of sites."""
    index = _index(path)
    if index.parameters.repeats != "site":
        raise UsageError("index-lines", "the index knows no sites", do="name one that 'cleaner clean --repeats site' made", where=Place(str(path)))
    found = ask(path, _SITES)
    sites, pages = found["site"].to_pylist(), found["pages"].to_numpy()
    group = np.cumsum(pages) // _AT_ONCE
    for number in np.unique(group).tolist():
        some = [sites[place] for place in np.flatnonzero(group == number).tolist()]
        yield from _told(known_furniture(index, some))


def known_furniture(index: IndexFile, sites: Sequence[str] | None) -> Known:
    """Return the lines of the documents of some sites, or with None of all as if they were one, and what is furniture now."""
    lines = past_lines(index, sites, _NOBODY)
    numbers = np.ones(len(lines.sites), np.uint64) if sites is None else hash_names(lines.sites)
    return Known(lines, furniture_of_sites([lines.shard], [numbers], [lines.clusters], bits=HASH_BITS)[0])


def _index(path: Path) -> IndexFile:
    demand_index(path)
    with opened(path) as connection:
        there = read_parameters(connection, path)
    if there.get("layout") != LAYOUT:
        raise other_layout(there, str(path))
    return IndexFile(path, Parameters(**there))


def _told(known: Known) -> Iterator[Site]:
    """Yield each site of some; their documents stand in the order in which they were seen."""
    lines, bounds = known.lines.shard["lines"]["exact"], known.lines.shard["line_bounds"]
    names, number = np.unique(np.array(known.lines.sites, dtype=object), return_inverse=True)
    of_line = np.repeat(number, np.diff(bounds))
    for place, name in enumerate(names.tolist()):
        docs, mine = number == place, of_line == place
        gone: NDArray[np.uint64] = lines[mine & known.marks.gone]
        yield Site(name, int(docs.sum()), len(np.unique(known.lines.clusters[docs])), int(mine.sum()), len(gone), len(np.unique(gone)))
