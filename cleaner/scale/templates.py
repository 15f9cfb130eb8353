"""Gather the furniture that a look around has found into templates, over all shards of a corpus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from heapq import nlargest
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.mine.draft import Seen
from cleaner.mine.template import SiteLines, Template, find_templates, one_of
from cleaner.mine.variants import frame_of, group_variants, units_of
from cleaner.repeats.sites import Marks, lines_of, members_of_sites
from cleaner.scale.marks import read_marks
from cleaner.scale.scan import batch_of
from cleaner.scale.shards import StoredShard

__all__ = ["Scanned", "seen_templates"]


class Scanned(NamedTuple):
    """The scan of a task with its marks, and the names of the sites of its documents; arrays are those of `Scanner`, mapped."""

    text: NDArray[np.uint8]
    text_bounds: NDArray[np.int64]
    lines: NDArray[Any]
    line_bounds: NDArray[np.int64]
    site: NDArray[np.uint64]
    marks: Marks
    sites: Sequence[str]

    @classmethod
    def read(cls, state: Path, key: str) -> Scanned:
        """Read what passes have left in `state` of a task."""
        folder = state / "scan" / key
        scan, marks = StoredShard(folder), read_marks(state / "marks", key)
        assert marks
        sites = batch_of(folder).sites
        return cls(scan["text"], scan["text_bounds"], scan["lines"], scan["line_bounds"], scan["site"], marks, sites)

    def document(self, doc: int) -> bytes:
        """Return what rules have left of a document."""
        return self.text[self.text_bounds[doc] : self.text_bounds[doc + 1]].tobytes()

    def line(self, doc: int, number: int) -> str:
        """Return a line of a document; lines are counted through the task."""
        start, line = int(self.text_bounds[doc]), self.lines[number]
        return self.text[start + int(line["start"]) : start + int(line["end"])].tobytes().decode("utf-8", "replace")


LOOKED_AT = 10
"""Templates of a site that are looked at for variants, for each that is wanted."""


class _Site(NamedTuple):
    """One site: its lines, and for each of them shard, document and line within the shard."""

    lines: SiteLines
    shard: NDArray[Any]
    doc: NDArray[Any]
    line: NDArray[Any]


class _Ranked(NamedTuple):
    """A template with what it says."""

    size: int
    pages: int
    seen: Seen


def seen_templates(scans: Sequence[Scanned], *, most: int, min_pages: int, named: bool) -> list[Seen]:
    """Return the largest templates of all sites; not `named`: sites are not those that rules can ask for."""
    found: list[_Ranked] = []
    for members in members_of_sites([one.site for one in scans]):
        site = _gather(scans, members)
        first = members[0]
        name = scans[first[0]].sites[int(first[1][0])] if named else ""
        pages = len(np.unique(site.lines.doc))
        found += (one for one in _of_site(scans, site, name, pages, most=LOOKED_AT * most) if one.pages >= min_pages)
        found = nlargest(most, found, key=lambda one: (one.size, one.pages, one.seen.site, *map(sorted, one.seen.lines)))
    return [one.seen for one in found]


def _of_site(scans: Sequence[Scanned], site: _Site, name: str, pages: int, *, most: int) -> Iterator[_Ranked]:
    """Yield the templates of a site; those of one line that differ in one place only are one."""
    templates = find_templates(site.lines, min_pages=1)[:most]
    seen = [_seen(scans, site, one, name, pages) for one in templates]
    single: dict[int, list[int]] = {}
    for number, one in enumerate(templates):
        if len(one.lines) == 1:
            single.setdefault(one.place, []).append(number)
        else:
            yield _Ranked(one.size, one.pages, seen[number])
    for numbers in single.values():
        for group in group_variants([_commonest(seen[number].lines[0]) for number in numbers]):
            yield from _merged(site, [templates[numbers[i]] for i in group], [seen[numbers[i]] for i in group])


def _merged(site: _Site, templates: Sequence[Template], seen: Sequence[Seen]) -> Iterator[_Ranked]:
    """Yield variants as one template, if all of their spellings differ in one place only; else as they are."""
    lines = sum((Counter(one.lines[0]) for one in seen), Counter[str]())
    frame = frame_of([units_of(line) for line in lines]) if len(templates) > 1 else None
    if frame is None:
        yield from (_Ranked(one.size, one.pages, some) for one, some in zip(templates, seen, strict=True))
        return
    whole = one_of(templates, site.lines)
    numbers = (all(one.numbers[0] for one in seen),)
    merged = replace(seen[0], lines=(lines,), numbers=numbers, pages=whole.pages, head=whole.head, tail=whole.tail, frame=frame)
    yield _Ranked(whole.size, whole.pages, merged)


def _commonest(lines: Mapping[str, int]) -> str:
    return min(lines, key=lambda line: (-lines[line], line))


def _gather(scans: Sequence[Scanned], members: Sequence[tuple[int, NDArray[Any]]]) -> _Site:
    parts = list(_parts(scans, members))
    exact, masked, gone, size, place, shard, local, line = (np.concatenate(column) for column in zip(*parts, strict=True))
    _, number = np.unique(shard * (local.max(initial=0) + 1) + local, return_inverse=True)
    return _Site(SiteLines(number, exact, masked, gone, size, place), shard, local, line)


def _parts(scans: Sequence[Scanned], members: Sequence[tuple[int, NDArray[Any]]]) -> Iterator[tuple[NDArray[Any], ...]]:
    for shard, docs in members:
        scan, marks = scans[shard], scans[shard].marks
        where = lines_of(scan.line_bounds, docs)
        lines = scan.lines[where]
        doc = np.repeat(docs, np.diff(scan.line_bounds)[docs])
        size = (lines["end"] - lines["start"]).astype(np.int64)
        yield lines["exact"], lines["masked"], marks.gone[where], size, marks.place[where], np.full(len(where), shard), doc, where


def _seen(scans: Sequence[Scanned], site: _Site, template: Template, name: str, pages: int) -> Seen:
    spellings = tuple(_spellings(scans, site, row) for row in template.lines)
    numbers = tuple(len(np.unique(site.lines.exact[row])) > 1 or _masks_alike(site.lines, row) for row in template.lines)
    return Seen(name, spellings, numbers, template.pages, pages, template.place, template.head, template.tail)


def _masks_alike(lines: SiteLines, row: NDArray[np.int64]) -> bool:
    """Tell whether all lines that are the same without numbers go, so that other numbers may stand there too."""
    same = lines.masked == lines.masked[row[0]]
    return bool(lines.gone[same].mean() > 0.9)


def _spellings(scans: Sequence[Scanned], site: _Site, row: NDArray[np.int64]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for shard, doc, line in zip(site.shard[row].tolist(), site.doc[row].tolist(), site.line[row].tolist(), strict=True):
        counts[scans[shard].line(doc, line)] += 1
    return counts
