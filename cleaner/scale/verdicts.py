"""From what was found in the whole corpus to what becomes of single documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from cleaner.config import RunConfig
from cleaner.rules_engine.engine import Engine
from cleaner.scale.copies import Drop
from cleaner.scale.extracted import read_pages
from cleaner.scale.known import Known, Trimmed
from cleaner.scale.lost import lost_lines
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
    known = np.ones(len(ruled.changed), np.bool_)
    chars, trims = scan["chars"].tolist(), [dict[int, Trimmed]() for _ in task.parts]
    trimmable = [_keeps_texts(part, config) and may_trim(part, config) for part in task.parts]
    marks = read_marks(state / "marks", task.key)
    for lost in lost_lines(scan, marks, named.sites, ruled, engine) if marks and marks.gone.any() else ():
        doc, source, record = lost.doc, named.sources[lost.doc], named.records[lost.doc]
        may_be_trimmed = lost.is_settled and not ruled.changed[doc] and trimmable[source] and record not in drops[source]
        if may_be_trimmed and is_little(chars[doc], lost.edits, config.cleaning.preset):
            trims[source][record] = Trimmed(lost.edits, chars[doc], lost.places, lost.size)
        else:
            found[source][record] = Verdict(ruled[doc], lost.edits, settled=lost.is_settled)
            known[doc] &= lost.is_settled
    for doc in np.flatnonzero(ruled.changed).tolist():
        if named.records[doc] not in found[named.sources[doc]]:
            found[named.sources[doc]][named.records[doc]] = Verdict(ruled[doc])
    for verdicts, some in zip(found, drops, strict=True):
        verdicts.update({record: verdicts.get(record, STAYS)._replace(drop=drop) for record, drop in some.items()})
    sources, records, pages = np.array(named.sources), np.array(named.records), read_pages(scan.folder, len(task.parts))
    taken = {doc: ruled.taken_from(doc) for doc in np.flatnonzero(known & ruled.changed).tolist()}
    texts = Known({}, scan["text"].data, scan["text_bounds"].tolist(), named.ids, named.sites, taken=taken)
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
    """Tell whether the scan kept the documents of a part as they are read: text, id and site of a line."""
    return part.source.format == "jsonl" and not config.fields.html and not config.corpus.site_from_path
