"""Tell the furniture of a site from its articles: lines that stand on many of its pages, at the same end of them.

Frequency is counted over clusters of near-duplicates, not over pages: an article that was posted ten times is one article. A line is *furniture* when
it stands in enough clusters; how many are enough depends on where it stands, and on what kind of line it is. A place is *at the head* of its page when
hardly anything but furniture stands before it, *at the tail* when hardly anything stands behind it: so the place of a line follows from the other lines,
and both are found together, to a fixed point. A line that belongs to one end stays at the other: the headline of the page that all others point to.
"""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.text.lines import LABEL, OPEN, PROSE_WORDS, SENTENCE

__all__ = ["ANYWHERE", "EITHER", "HEAD", "NOWHERE", "TAIL", "Found", "Lines", "find_furniture"]

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

NOWHERE, HEAD, TAIL, EITHER, ANYWHERE = range(5)
"""Where a line is furniture."""

GAP_LINES, GAP_WORDS = 3, 50
"""What may stand between a line at an end and that end, beside furniture: a title, a date, a name."""
SAME_END = 0.8
"""Share of a line's places that must be at one end for it to belong there."""
EDGE_SHARE, EDGE_LEAST, EDGE_MOST = 0.02, 3, 10
"""Clusters that an ordinary line at an end must stand in: a share of the site's, and a number that is enough on any site."""
MIDDLE_SHARE, MIDDLE_LEAST = 0.5, 5
"""The same for a line in the midst of articles; on a smaller site, all of its clusters."""
PROSE_SHARE, PROSE_LEAST = 0.10, 5
"""The same for a sentence at an end: articles end alike more often than they share labels."""
MASKED_SHARE = 0.25
"""The same for a line of several words that is alike only without its numbers."""
MASKED_WORDS, NEARLY_ALL = 2, 0.8
"""Up to so many words beside a date or a number, a line is a dateline or a counter; in the midst of articles it must stand in nearly all clusters, and
one without any word goes from there nowhere."""
COMMON = 0.5
"""From this share on, a line that belongs to an end is furniture in the middle as well; and from it only a long line is at the head: others are titles."""
BRIDGED_WORDS, BRIDGED_LEAST = 15, 2
"""Words of a lone line between two that go, and clusters in which it must stand between the same two."""
FIELD_SHARE = 0.2
"""Share of the places of a label at which its value stays, from which on the two are articles' own everywhere."""
SIGNATURE_LINES = 3
MOST_ROUNDS = 8
_MIX = np.uint64(0x9E3779B97F4A7C15)
"""Tells the hashes of sites apart."""


class Lines(NamedTuple):
    """The lines of n documents, in order, blank ones left out: m numbers each.

    `doc` (int64) counts documents from 0 and never falls; `exact` and `masked` (uint64), `words`, `left` and `flags` are as
    in `cleaner.text.lines.LineKey`.
    """

    doc: Ints
    exact: NDArray[np.uint64]
    masked: NDArray[np.uint64]
    words: Ints
    left: Ints
    flags: Ints


class Found(NamedTuple):
    """Of each line: whether it goes, on how many pages of the site its like stands, and where that is furniture."""

    gone: Bools
    pages: Ints
    place: Ints


def find_furniture(lines: Lines, clusters: Ints, sites: Ints | None = None) -> Found:
    """Find the furniture of one site, or of several at once.

    `clusters` (int64, n) says of each document to which cluster of near-duplicates it belongs; each in its own is right for a first look. `sites`
    (int64, n) says of which site it is, counted from 0. The result does not depend on the order of the documents.
    """
    sites = np.zeros(len(clusters), np.int64) if sites is None else sites
    clusters, total = _of_sites(clusters, sites)
    site = sites[lines.doc] if len(total) > 1 else np.zeros(1, np.int64)
    if not len(lines.doc) or total.max() < 2:
        return Found(np.zeros(len(lines.doc), bool), np.zeros(len(lines.doc), np.int64), np.zeros(len(lines.doc), np.int64))
    kinds = _kinds(lines, clusters, site, total)
    place, gone = _places(lines, kinds, len(clusters))
    gone = _bridge(lines, gone, kinds, clusters)
    gone = _keep_labels(lines, gone, kinds)
    gone = _keep_closings(lines, gone, kinds, place)
    several = total[site] > 1
    return Found(gone & several & _spares(lines, gone, len(clusters)), np.where(several, kinds.pages, 0), np.where(several, place, NOWHERE))


def _of_sites(clusters: Ints, sites: Ints) -> tuple[Ints, Ints]:
    """Number the clusters of each site, and count for each site how many it has."""
    _, numbers = np.unique(clusters, return_inverse=True)
    of_site, own = np.unique(numbers * (sites.max(initial=0) + 1) + sites, return_inverse=True)
    return own.astype(np.int64), np.bincount(of_site % (sites.max(initial=0) + 1))


class _Kinds(NamedTuple):
    """Lines gathered into kinds: those of a site that are the same, or the same but for numbers where that is enough."""

    least: Ints
    kind: Ints
    pages: Ints
    clusters: Ints
    at_edge: Bools
    in_middle: Bools
    common: Bools


def _kinds(lines: Lines, clusters: Ints, site: Ints, total: Ints) -> _Kinds:
    """Gather lines into kinds and ask of each whether it stands often enough to be furniture at an end, and in the middle.

    `site` is that of each line, or once that of all, `total` how many clusters each site has.
    """
    kind, pages, counts = _count(lines.exact, site, lines.doc, clusters)
    prose = (lines.words >= PROSE_WORDS) & (lines.flags & SENTENCE > 0)
    least = np.where(total < 4, 2, EDGE_LEAST)
    edge = _of_lines(np.maximum(least, np.minimum(EDGE_MOST, EDGE_SHARE * total)), site)
    prose_edge = _of_lines(np.maximum(np.minimum(PROSE_LEAST, total), PROSE_SHARE * total), site)
    middle = _of_lines(np.maximum(np.minimum(MIDDLE_LEAST, total), MIDDLE_SHARE * total), site)
    total = _of_lines(total, site)
    at_edge = counts >= np.where(prose, prose_edge, edge)
    in_middle = counts >= middle
    masked, masked_pages, masked_counts = _count(lines.masked, site, lines.doc, clusters)
    some = np.flatnonzero(~(at_edge | in_middle) & (lines.exact != lines.masked))
    left, here, by_mask = lines.left[some], partial(_of_lines, site=some), masked_counts[some]
    edges = [np.maximum(2, MASKED_SHARE * here(total)), np.where(prose[some] | (left > 0), here(prose_edge), here(edge))]
    middles = [np.maximum(here(middle), 2 * MASKED_SHARE * here(total)), np.maximum(here(middle), NEARLY_ALL * here(total))]
    masked_middle = np.select([left > MASKED_WORDS, left > 0], middles, np.inf)
    kind[some], pages[some], counts[some] = masked[some] + kind.max() + 1, masked_pages[some], by_mask
    at_edge[some], in_middle[some] = by_mask >= np.where(left > MASKED_WORDS, *edges), by_mask >= masked_middle
    common = counts >= COMMON * total
    common[some] &= by_mask >= masked_middle
    return _Kinds(_of_lines(least, site), kind, pages, counts, at_edge, in_middle, common)


def _of_lines(values: NDArray[Any], site: Ints) -> NDArray[Any]:
    """Return for each line what is said of its site, or of some lines what is said of all; of a lone site it is said once."""
    return values[site] if len(values) > 1 else values


def _count(keys: NDArray[np.uint64], site: Ints, doc: Ints, clusters: Ints) -> tuple[Ints, Ints, Ints]:
    """Number the keys of each site, and count for each line the documents and the clusters that its key stands in."""
    _, number = np.unique(keys ^ site.astype(np.uint64) * _MIX, return_inverse=True)
    number = number.astype(np.int64)
    pages = _distinct(number, doc)
    return number, pages, pages.copy() if clusters.max() + 1 == len(clusters) else _distinct(number, clusters[doc])


def _distinct(number: Ints, owner: Ints) -> Ints:
    """Count for each line the distinct owners of lines with its number."""
    owners = owner.max() + 1
    pairs = np.sort(number * owners + owner)
    first = np.diff(pairs, prepend=-1) > 0
    return np.bincount(pairs[first] // owners)[number]


def _places(lines: Lines, kinds: _Kinds, n: int) -> tuple[Ints, Bools]:
    """Return for each line where its kind is furniture, and whether it is there, to a fixed point: fewer kinds make wider gaps, and fewer lines are at an end.

    Only lines are looked at of whose kind some may go.
    """
    candidate = kinds.at_edge | kinds.in_middle
    some = np.flatnonzero(np.bincount(kinds.kind, weights=candidate)[kinds.kind])
    _, kind = np.unique(kinds.kind[some], return_inverse=True)
    size, ends = np.bincount(kind), np.searchsorted(lines.doc, np.arange(n + 1))
    at_edge, in_middle, common, least = (_of_lines(one, some) for one in (kinds.at_edge, kinds.in_middle, kinds.common, kinds.least))
    may_begin = common | (lines.words[some] < PROSE_WORDS)
    for _ in range(MOST_ROUNDS):
        head, tail = _zones(lines, candidate, some, ends)
        at_head, at_tail = (np.bincount(kind, weights=zone)[kind] >= SAME_END * size[kind] for zone in (head, tail))
        at_either = (np.bincount(kind, weights=head | tail)[kind] >= SAME_END * size[kind]) & _both(kind, head, tail, least)
        held = candidate[some]
        conditions = [~held, at_edge & at_head & may_begin, at_edge & at_tail, at_edge & at_either, in_middle]
        place = np.select(conditions, [NOWHERE, HEAD, TAIL, EITHER, ANYWHERE], NOWHERE)
        candidate[some] = place != NOWHERE
        if np.array_equal(candidate[some], held):
            break
    head, tail = _zones(lines, candidate, some, ends)
    places, gone = np.full(len(lines.doc), NOWHERE), np.zeros(len(lines.doc), np.bool_)
    places[some], gone[some] = place, _fits(place, common, head=head, tail=tail)
    return places, gone


def _both(kind: Ints, head: Bools, tail: Bools, least: Ints) -> Bools:
    """Tell of each line whether its kind stands at one end alone so often, and at the other too: a headline is at the head of its own page only."""
    return (np.bincount(kind, weights=head & ~tail)[kind] >= least) & (np.bincount(kind, weights=tail & ~head)[kind] >= least)


def _zones(lines: Lines, candidate: Bools, some: Ints, ends: Ints) -> tuple[Bools, Bools]:
    """Tell of some lines whether hardly anything but candidates stands before them, and whether hardly anything does behind them.

    The lines of document i end where `ends[i + 1]` says.
    """
    first, last = ends[lines.doc[some]], ends[lines.doc[some] + 1]
    zones = []
    for weight, most in ((~candidate, GAP_LINES), (np.where(candidate, 0, lines.words), GAP_WORDS)):
        sums = np.concatenate([[0], np.cumsum(weight)])
        zones.append((sums[some] - sums[first] <= most, sums[last] - sums[some + 1] <= most))
    (lines_head, lines_tail), (words_head, words_tail) = zones
    return lines_head & words_head, lines_tail & words_tail


def _fits(place: Ints, common: Bools, *, head: Bools, tail: Bools) -> Bools:
    """Tell of each line whether it stands where its kind is furniture."""
    middle = common & ~head & ~tail & (place != NOWHERE)
    at_an_end = ((place == HEAD) & head) | ((place == TAIL) & tail) | ((place == EITHER) & (head | tail))
    fits: Bools = middle | at_an_end | (place == ANYWHERE)
    return fits


def _bridge(lines: Lines, gone: Bools, kinds: _Kinds, clusters: Ints) -> Bools:
    """Take along a lone short line between two that go, if it stands between the same two on another page as well."""
    same = (lines.doc[2:] == lines.doc[1:-1]) & (lines.doc[1:-1] == lines.doc[:-2])
    between = np.flatnonzero(same & gone[:-2] & gone[2:] & ~gone[1:-1]) + 1
    sentence = lines.flags[between] & SENTENCE > 0
    between = between[(lines.words[between] <= BRIDGED_WORDS) & ~(sentence & (lines.words[between] >= PROSE_WORDS))]
    if not len(between):
        return gone
    number = np.zeros(len(between), np.int64)
    for k in (-1, 0, 1):
        _, number = np.unique(number * (kinds.kind.max() + 1) + kinds.kind[between + k], return_inverse=True)
    often = _distinct(number.astype(np.int64), clusters[lines.doc[between]]) >= BRIDGED_LEAST
    bridged = gone.copy()
    bridged[between[often]] = True
    return bridged


def _keep_labels(lines: Lines, gone: Bools, kinds: _Kinds) -> Bools:
    """Keep a label (`WHERE:`) whose value, the next line of the page, stays; where values often do, keep both everywhere."""
    label = np.flatnonzero(lines.flags & LABEL > 0)
    label = label[_follow(lines, label)]
    if not len(label):
        return gone
    gone = gone.copy()
    _, kind = np.unique(kinds.kind[label], return_inverse=True)
    stays = np.bincount(kind, weights=~gone[label + 1])[kind] >= FIELD_SHARE * np.bincount(kind)[kind]
    gone[label[stays] + 1] &= kinds.common[label[stays] + 1]
    for i in label[::-1].tolist():
        gone[i] &= gone[i + 1]
    return gone


def _keep_closings(lines: Lines, gone: Bools, kinds: _Kinds, place: Ints) -> Bools:
    """Keep what ends a letter: a line in the midst of a sentence (`Sincerely,`) behind text that stays, and the lines that stand only there."""
    last = np.flatnonzero(gone & (lines.flags == OPEN) & (place == TAIL))
    last = last[(last > 0) & (lines.doc[last] == lines.doc[last - 1]) & ~gone[last - 1]]
    gone = gone.copy()
    gone[last] = False
    size = np.bincount(kinds.kind)
    for _ in range(SIGNATURE_LINES):
        last = last[_follow(lines, last)] + 1
        times = np.bincount(kinds.kind[last], minlength=len(size))
        last = last[(lines.words[last] > 0) & (times[kinds.kind[last]] >= SAME_END * size[kinds.kind[last]])]
        gone[last] = False
    return gone


def _follow(lines: Lines, places: Ints) -> Bools:
    """Tell of each line whether another line of its document follows."""
    follows = places + 1 < len(lines.doc)
    follows[follows] = lines.doc[places[follows] + 1] == lines.doc[places[follows]]
    return follows


def _spares(lines: Lines, gone: Bools, n: int) -> Bools:
    """Tell of each line whether its page keeps something: of a page that is furniture and nothing else, nothing goes."""
    kept = np.bincount(lines.doc, weights=np.where(gone, 0, lines.words), minlength=n)
    return kept[lines.doc] > 0
