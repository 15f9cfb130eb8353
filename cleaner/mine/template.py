"""Gather the furniture of a site into templates: lines that are the same but for numbers, and stretches that always stand together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["LONGEST", "SiteLines", "Template", "find_templates", "one_of"]

Ints = NDArray[np.int64]

LONGEST = 30
"""Lines of the longest template: a longer stretch becomes several."""
ALIKE = 0.9
"""Share of the lines alike but for numbers that must be furniture for them to be one template; else each number has its own."""
TOGETHER = 0.95
"""Share of its places at which a line must have the same neighbour for both to be one template."""
WHOLE = 0.9
"""Share of the places of its first line at which all of a template must stand."""
REACHED = 0.98
"""Share of its places that a template's distance from an end covers."""


class SiteLines(NamedTuple):
    """The lines of one site's documents, in order, blank ones left out: m numbers each.

    `doc` (int64) never falls; `exact` and `masked` (uint64) are as in `cleaner.text.lines.LineKey`; `gone` (bool) says what is furniture, `size`
    (int64) is in bytes; `place` (uint8) says where its kind is furniture.
    """

    doc: Ints
    exact: NDArray[np.uint64]
    masked: NDArray[np.uint64]
    gone: NDArray[np.bool_]
    size: Ints
    place: NDArray[np.uint8]


class Template(NamedTuple):
    """Lines that go together: for each, where it stands (numbers of lines, int64[k]); on how many pages, and how many bytes of them.

    `place` is the first line's; `head` and `tail` are how many lines it stands from either end of a page at most.
    """

    lines: tuple[Ints, ...]
    pages: int
    size: int
    place: int
    head: int
    tail: int


def find_templates(lines: SiteLines, *, min_pages: int) -> list[Template]:
    """Return the templates of a site that stand on at least so many pages, the largest first."""
    if not lines.gone.any():
        return []
    kind = _kinds(lines)
    starts, ends = (np.searchsorted(lines.doc, lines.doc, side=side) for side in ("left", "right"))
    found = []
    for first, length in (part for chain in _chains(kind, lines.doc) for part in _parts(chain, kind, lines.doc)):
        pages = len(np.unique(lines.doc[first]))
        if pages >= min_pages:
            rows = tuple(first + i for i in range(length))
            size = int(sum(lines.size[row].sum() for row in rows))
            head, tail = (_reach(distance) for distance in (first - starts[first] + 1, ends[first] - first))
            found.append(Template(rows, pages, size, int(lines.place[first[0]]), head, tail))
    return sorted(found, key=lambda one: (-one.size, -one.pages, lines.exact[[row[0] for row in one.lines]].tolist()))


def one_of(templates: Sequence[Template], lines: SiteLines) -> Template:
    """Return templates of one line each as one: their counts add up."""
    row = np.sort(np.concatenate([template.lines[0] for template in templates]))
    head, tail = max(template.head for template in templates), max(template.tail for template in templates)
    return Template((row,), len(np.unique(lines.doc[row])), int(lines.size[row].sum()), templates[0].place, head, tail)


def _kinds(lines: SiteLines) -> Ints:
    """Number the furniture: by its words without numbers where nearly all such lines are furniture, else with them; -1 is none."""
    _, masked = np.unique(lines.masked, return_inverse=True)
    share = np.bincount(masked, weights=lines.gone)[masked] / np.bincount(masked)[masked]
    _, exact = np.unique(lines.exact, return_inverse=True)
    number = np.where(share >= ALIKE, masked, exact + masked.max() + 1)
    kinds: Ints = np.where(lines.gone, number, -1).astype(np.int64)
    return kinds


def _chains(kind: Ints, doc: Ints) -> Iterator[list[int]]:
    """Yield the kinds, those in a row that always stand together."""
    following = _followers(kind, doc)
    preceded = set(following.values())
    kinds = np.unique(kind[kind >= 0]).tolist()
    done: set[int] = set()
    for first in [one for one in kinds if one not in preceded] + kinds:  # last those in a circle
        chain: list[int] = []
        at: int | None = first
        while at is not None and at not in done:
            done.add(at)
            chain.append(at)
            at = following.get(at)
        yield chain


def _followers(kind: Ints, doc: Ints) -> dict[int, int]:
    """Return for each kind the one that stands right behind it, and nearly nowhere else."""
    beside = (doc[1:] == doc[:-1]) & (kind[1:] >= 0) & (kind[:-1] >= 0) & (kind[1:] != kind[:-1])
    pairs, counts = np.unique(np.stack([kind[:-1][beside], kind[1:][beside]]), axis=1, return_counts=True)
    total = np.bincount(kind[kind >= 0])
    together = (counts >= TOGETHER * total[pairs[0]]) & (counts >= TOGETHER * total[pairs[1]])
    return dict(zip(pairs[0][together].tolist(), pairs[1][together].tolist(), strict=True))


def _parts(chain: list[int], kind: Ints, doc: Ints) -> Iterator[tuple[Ints, int]]:
    """Cut a chain into parts that stand together as a whole; yield the lines at which each begins, and how many lines it has."""
    at = 0
    while at < len(chain):
        first = all_ = np.flatnonzero(kind == chain[at])
        length = 1
        while at + length < len(chain) and length < LONGEST:
            there = first[first + length < len(kind)]
            there = there[(kind[there + length] == chain[at + length]) & (doc[there + length] == doc[there])]
            if len(there) < WHOLE * len(all_):
                break
            first, length = there, length + 1
        yield first, length
        at += length


def _reach(distance: Ints) -> int:
    """Return the distance that covers nearly all of some; the farthest are no rule."""
    return int(np.quantile(distance, REACHED, method="inverted_cdf"))
