"""The lines that documents of a scan lose as furniture, and of which it is known that nothing else will go for their sake."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

import numpy as np

from cleaner.kernels.settling import place_lines, take_lines
from cleaner.model import Edit
from cleaner.repeats.sites import Marks, say_where
from cleaner.repeats.why import SITE
from cleaner.rules_engine.engine import Engine
from cleaner.rules_engine.rule import Anchors
from cleaner.scale.ruled import RuledShard
from cleaner.scale.shards import StoredShard

__all__ = ["Lost", "lost_lines"]


class Lost(NamedTuple):
    """What a document loses. If it is settled, it goes as it is, nothing fires in what it leaves, and `places` and `size` are as in `Trimmed`."""

    doc: int
    edits: Sequence[Edit]
    places: Sequence[Sequence[int]] = ()
    size: int = 0

    @property
    def is_settled(self) -> bool:
        """Whether that is all that goes for the sake of what goes."""
        return self.size > 0


def lost_lines(scan: StoredShard, marks: Marks, sites: Sequence[str], ruled: RuledShard, engine: Engine) -> Iterator[Lost]:
    """Yield what each document that loses lines loses."""
    gone, bounds = np.flatnonzero(marks.gone), np.asarray(scan["line_bounds"])
    owner = np.searchsorted(bounds, gone, side="right") - 1
    docs, counts = np.unique(owner, return_counts=True)
    asked = docs[(ruled.may_be_settled & scan["by_line"])[docs]]
    taken = take_lines(scan["text"], scan["text_bounds"], scan["lines"], bounds, marks.gone, asked)
    asked = asked[taken.sure]
    loud = asked[~scan["quiet"][asked]].tolist()
    fires = [doc for doc in loud if _may_fire(ruled.anchors_of(doc), marks.gone[bounds[doc] : bounds[doc + 1]].tolist(), engine)]
    settled = np.zeros(len(bounds) - 1, np.bool_)
    settled[asked] = True
    settled[fires] = False
    sure = settled[docs]
    placed = place_lines(scan["text"], scan["text_bounds"], bounds, marks.gone, taken, docs[sure])
    sizes = np.zeros(len(docs), np.int32)
    sizes[sure] = placed.sizes
    start, end = (np.where(np.repeat(sure, counts), one[gone], scan["lines"][name][gone]) for name, one in (("start", taken.start), ("end", taken.end)))
    columns = start, end, marks.pages[gone], marks.site_pages[owner], marks.place[gone]
    lines, say = zip(*(column.tolist() for column in columns), strict=True), cache(say_where)
    places = iter(np.concatenate([placed.points, placed.places], axis=1)[gone].tolist())
    for doc, count, size in zip(docs.tolist(), counts.tolist(), sizes.tolist(), strict=True):
        site = sites[doc] or "the corpus"
        edits = [Edit(first, last, SITE, say(pages, of, place, site)) for first, last, pages, of, place in islice(lines, count)]
        yield Lost(doc, edits, list(islice(places, count)), size)


def _may_fire(anchors: Sequence[Anchors], gone: Sequence[bool], engine: Engine) -> bool:
    """Tell whether rules may fire in a text by line once lines of it are gone; one of odd spaces is no solid block, and makes it hard to tell."""
    return anchors[0].total != len(gone) or engine.may_fire(anchors, gone)
