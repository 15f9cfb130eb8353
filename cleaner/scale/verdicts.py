"""From what was found in the whole corpus to what becomes of single documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from pathlib import Path

import numpy as np

from cleaner.config import RunConfig
from cleaner.kernels.settling import take_lines
from cleaner.model import Edit
from cleaner.repeats.sites import Marks, say_where
from cleaner.repeats.why import SITE
from cleaner.rules_engine.engine import Engine
from cleaner.rules_engine.rule import Anchors
from cleaner.scale.copies import Drop
from cleaner.scale.extracted import read_pages
from cleaner.scale.known import Known, Trimmed
from cleaner.scale.marks import read_marks
from cleaner.scale.plan import Part, Task
from cleaner.scale.ruled import RuledShard
from cleaner.scale.scan import batch_of
from cleaner.scale.shards import StoredShard
from cleaner.scale.trim import is_little, may_trim
from cleaner.scale.verdict import STAYS, Verdict, Verdicts

__all__ = ["verdicts_of"]


def verdicts_of(task: Task, state: Path, drops: Sequence[Mapping[int, Drop]], config: RunConfig, engine: Engine) -> list[Verdicts | None]:
    """Return what a look at the whole corpus has come to for each part of a task; None for one without documents, as one that could not be read then."""
    scan = StoredShard(state / "scan" / task.key)
    named, ruled = batch_of(scan.folder), RuledShard(scan)
    found: list[dict[int, Verdict]] = [{} for _ in task.parts]
    known = ~ruled.changed
    for doc in np.flatnonzero(ruled.changed).tolist():
        found[named.sources[doc]][named.records[doc]] = Verdict(ruled[doc])
    chars, trims = scan["chars"].tolist(), [dict[int, Trimmed]() for _ in task.parts]
    trimmable = [_keeps_texts(part, config) and may_trim(part, config) for part in task.parts]
    for doc, lines, settled in _furniture(scan, read_marks(state / "marks", task.key), named.sites, ruled, engine):
        source, record = named.sources[doc], named.records[doc]
        if settled and known[doc] and trimmable[source] and record not in drops[source] and is_little(chars[doc], lines, config.cleaning.preset):
            trims[source][record] = Trimmed(lines, chars[doc])
        else:
            found[source][record] = Verdict(ruled[doc], lines, settled=settled)
            known[doc] &= settled
    for verdicts, some in zip(found, drops, strict=True):
        verdicts.update({record: verdicts.get(record, STAYS)._replace(drop=drop) for record, drop in some.items()})
    sources, records, pages = np.array(named.sources), np.array(named.records), read_pages(scan.folder, len(task.parts))
    texts = Known({}, scan["text"].data, scan["text_bounds"].tolist(), named.ids, named.sites)
    all = list[Verdicts | None]()
    for number, part in enumerate(task.parts):
        same = np.flatnonzero(known & (sources == number)) if _keeps_texts(part, config) else sources[:0]
        docs = dict(zip(records[same].tolist(), same.tolist(), strict=True))
        mine = texts._replace(numbers=docs, trimmed=trims[number])
        if may_trim(part, config):
            stay = {record: doc for record, doc in docs.items() if record not in found[number] and record not in trims[number]}
            mine = mine.copying(stay, chars)
        all.append(Verdicts(found[number], pages[number], mine) if number in named.sources else None)
    return all


def _keeps_texts(part: Part, config: RunConfig) -> bool:
    """Tell whether the scan kept the documents of a part as they are read, if rules take nothing: text, id and site of a line."""
    return part.source.format == "jsonl" and not config.fields.html and not config.corpus.site_from_path


def _furniture(scan: StoredShard, marks: Marks | None, sites: Sequence[str], ruled: RuledShard, engine: Engine) -> Iterator[tuple[int, list[Edit], bool]]:
    """Yield each document that loses lines with these, and whether they are settled."""
    if marks is None or not marks.gone.any():
        return
    gone, bounds = np.flatnonzero(marks.gone), np.asarray(scan["line_bounds"])
    owner = np.searchsorted(bounds, gone, side="right") - 1
    docs, counts = np.unique(owner, return_counts=True)
    is_known = (scan["quiet"] | (np.diff(scan["anchor_bounds"]) > 0)) & scan["by_line"]
    asked = docs[is_known[docs]]
    taken = take_lines(scan["text"], scan["text_bounds"], scan["lines"], bounds, marks.gone, asked)
    asked = asked[taken.sure]
    loud = asked[~scan["quiet"][asked]].tolist()
    fires = [doc for doc in loud if _may_fire(ruled.anchors_of(doc), marks.gone[bounds[doc] : bounds[doc + 1]].tolist(), engine)]
    sure = np.isin(docs, np.setdiff1d(asked, fires))
    settled = np.repeat(sure, counts)
    start, end = (np.where(settled, one[gone], scan["lines"][name][gone]) for name, one in (("start", taken.start), ("end", taken.end)))
    columns = (start, end, marks.pages[gone], marks.site_pages[owner], marks.place[gone])
    lines, say = zip(*(column.tolist() for column in columns), strict=True), cache(say_where)
    for doc, count, is_sure in zip(docs.tolist(), counts.tolist(), sure.tolist(), strict=True):
        site = sites[doc] or "the corpus"
        yield doc, [Edit(first, last, SITE, say(pages, of, place, site)) for first, last, pages, of, place in islice(lines, count)], is_sure


def _may_fire(anchors: Sequence[Anchors], gone: Sequence[bool], engine: Engine) -> bool:
    """Tell whether rules may fire in a text by line once lines of it are gone; one of odd spaces is no solid block, and makes it hard to tell."""
    return anchors[0].total != len(gone) or engine.may_fire(anchors, gone)
