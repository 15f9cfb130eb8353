"""Past documents whose furniture is no longer what it was when they were sketched, and what that changes.

A line that became furniture since stands in the sketch with about as many shingles as it has words, and today's texts lack it; one that is no longer furniture
is missing there. Where a text cannot be read again (`index/anew`), and where clusters change what is furniture after the first look, the sketch stays as it
is, and its size, and what it has in common with another text, are put right.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.repeats.shard import LineShard

if TYPE_CHECKING:
    from cleaner.index.lines import PastLines

__all__ = ["MOST_GONE", "NOT_STALE", "Stale", "left_out", "stale_lines", "weights"]

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

MOST_GONE = 0.5
"""Share of its text that a document may lose as furniture; of what loses more, all is sketched: it may be a copy, and no furniture."""
_HASH = np.uint64(0xFFFFFFFF)


class Stale(NamedTuple):
    """The lines of past documents that count otherwise now, m of them.

    `labels` int64[m] ascending are those of their documents; `lines` int64[m] 32 bits of their hashes; `words` int64[m] how many words of each count now and
    did not: less than none of one that no longer counts. `today` int64[k] ascending are number << 32 | line of the lines that today's documents keep.
    """

    labels: Ints
    lines: Ints
    words: Ints
    today: Ints

    def sizes(self, labels: Ints, sizes: Ints) -> Ints:
        """Return how many shingles documents would have, were they sketched now."""
        grown = np.concatenate([np.zeros(1, np.int64), np.cumsum(self.words)])
        first, end = (np.searchsorted(self.labels, labels, side=side) for side in ("left", "right"))
        return np.where(end > first, np.maximum(sizes + grown[end] - grown[first], 1), sizes)

    def common(self, labels: Ints, numbers: Ints, common: Ints) -> Ints:
        """Return how many shingles past documents would have in common with today's of these numbers, were they sketched now."""
        first, end = (np.searchsorted(self.labels, labels, side=side) for side in ("left", "right"))
        counts = end - first
        pair = np.repeat(np.arange(len(labels)), counts)
        line = np.arange(counts.sum()) + np.repeat(first - (np.cumsum(counts) - counts), counts)
        shared = np.isin(numbers[pair] << 32 | self.lines[line], self.today)
        more = np.bincount(pair[shared], weights=self.words[line[shared]], minlength=len(labels))
        return np.maximum(common + more.astype(np.int64), 0)


NOT_STALE = Stale(*(np.empty(0, np.int64) for _ in Stale._fields))


def weights(shard: LineShard, *, remembered: bool) -> Ints:
    """Return what each line of documents weighs: its bytes; with a memory its words, as far as these are remembered, so that each day weighs it alike."""
    lines = shard["lines"]
    if remembered:
        from cleaner.index.lines import MOST_WORDS  # most runs have no index

        weight: Ints = np.minimum(lines["words"], MOST_WORDS).astype(np.int64)
    else:
        weight = (lines["end"] - lines["start"]).astype(np.int64)
    return weight


def left_out(shard: LineShard, gone: Bools, sizes: Ints) -> Bools:
    """Tell of each line whether a sketch leaves it out: it is marked, and its document does not lose too much; `sizes` weigh the lines."""
    doc = np.repeat(np.arange(len(shard["line_bounds"]) - 1), np.diff(shard["line_bounds"]))
    lost = np.bincount(doc, weights=np.where(gone, sizes, 0)) <= MOST_GONE * np.bincount(doc, weights=sizes)
    out: Bools = gone & lost[doc]
    return out


def stale_lines(past: PastLines, gone: Bools, today: Sequence[tuple[LineShard, Bools]]) -> Stale:
    """Return the lines of past documents that count otherwise, as `gone` marks them now; and those that today's documents keep, by shards and marks."""
    lines, words = past.shard["lines"], weights(past.shard, remembered=True)
    out = left_out(past.shard, gone, words)
    stale = np.flatnonzero(out != past.left_out)
    if not len(stale):
        return NOT_STALE
    labels = np.repeat(past.labels, np.diff(past.shard["line_bounds"]))[stale]
    kept, first = list[Ints](), 0
    for shard, marks in today:
        bounds = np.array(shard["line_bounds"])
        doc = np.repeat(first + np.arange(len(bounds) - 1), np.diff(bounds))
        kept.append((doc << 32 | (shard["lines"]["exact"] & _HASH).astype(np.int64))[~marks])
        first += len(bounds) - 1
    hashes = (lines["exact"][stale] & _HASH).astype(np.int64)
    return Stale(labels, hashes, np.where(out[stale], -words[stale], words[stale]), np.unique(np.concatenate(kept)) if kept else hashes[:0])
