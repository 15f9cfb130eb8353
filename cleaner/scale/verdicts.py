"""From what was found in the whole corpus to what becomes of single documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner.config import RunConfig
from cleaner.kernels.settling import take_lines
from cleaner.model import Edit
from cleaner.repeats.sites import Marks, say_where
from cleaner.repeats.why import SITE
from cleaner.scale.arrays import write_array
from cleaner.scale.copies import Drop
from cleaner.scale.extracted import read_pages
from cleaner.scale.known import Known
from cleaner.scale.plan import Part, Task
from cleaner.scale.ruled import RuledShard
from cleaner.scale.scan import batch_of
from cleaner.scale.shards import StoredShard
from cleaner.scale.verdict import Verdict, Verdicts

__all__ = ["read_marks", "verdicts_of", "write_marks"]

_NONE: tuple[list[Edit], bool] = ([], False)


def verdicts_of(task: Task, state: Path, drops: Sequence[Mapping[int, Drop]], config: RunConfig) -> list[Verdicts | None]:
    """Return what a look at the whole corpus has come to for each part of a task; None for one without documents, as one that could not be read then."""
    scan = StoredShard(state / "scan" / task.key)
    named = batch_of(scan.folder)
    ruled = RuledShard(scan)
    furniture = _furniture(scan, ruled, read_marks(state / "marks", task.key), named.sites)
    found: list[dict[int, Verdict]] = [{} for _ in task.parts]
    same: list[dict[int, int]] = [{} for _ in task.parts]
    for doc, (part, record) in enumerate(zip(named.sources, named.records, strict=True)):
        drop, (lines, settled) = drops[part].get(record), furniture.get(doc, _NONE)
        changes = ruled.changes(doc)
        if changes or lines or drop:
            found[part][record] = Verdict(ruled[doc], lines, drop, settled)
        if not changes and (settled or not lines):
            same[part][record] = doc
    texts, bounds = scan["text"].data, scan["text_bounds"].tolist()
    seen, pages = set(named.sources), read_pages(scan.folder, len(task.parts))
    known = [Known(some if _keeps_texts(part, config) else {}, texts, bounds, named.ids, named.sites) for part, some in zip(task.parts, same, strict=True)]
    return [Verdicts(found[part], pages[part], known[part]) if part in seen else None for part in range(len(task.parts))]


def _keeps_texts(part: Part, config: RunConfig) -> bool:
    """Tell whether the scan kept the documents of a part as they are read, if rules take nothing: text, id and site of a line."""
    return part.source.format == "jsonl" and not config.fields.html and not config.corpus.site_from_path


def _furniture(scan: StoredShard, ruled: RuledShard, marks: Marks | None, sites: Sequence[str]) -> dict[int, tuple[list[Edit], bool]]:
    """Return of each document that loses lines which, and whether they are settled."""
    if marks is None or not marks.gone.any():
        return {}
    gone, bounds = np.flatnonzero(marks.gone), np.asarray(scan["line_bounds"])
    owner = np.searchsorted(bounds, gone, side="right") - 1
    docs = np.unique(owner)
    quiet = docs[ruled.quiet[docs] & ruled.by_line[docs]]
    taken = take_lines(scan["text"], scan["text_bounds"], scan["lines"], bounds, marks.gone, quiet)
    sure = np.zeros(len(bounds) - 1, np.bool_)
    sure[quiet] = taken.sure
    settled = sure[owner]
    start, end = (np.where(settled, one[gone], scan["lines"][name][gone]) for name, one in (("start", taken.start), ("end", taken.end)))
    say = cache(say_where)
    found: dict[int, tuple[list[Edit], bool]] = {doc: ([], is_sure) for doc, is_sure in zip(docs.tolist(), sure[docs].tolist(), strict=True)}
    columns = (owner, start, end, marks.pages[gone], marks.site_pages[owner], marks.place[gone])
    for doc, first, last, pages, of, place in zip(*(column.tolist() for column in columns), strict=True):
        found[doc][0].append(Edit(first, last, SITE, say(pages, of, place, sites[doc] or "the corpus")))
    return found


def write_marks(folder: Path, key: str, marks: Marks) -> None:
    """Write the marks of a shard as arrays."""
    for name, array in marks._asdict().items():
        write_array(folder / f"{key}-{name}.npy", array)


def read_marks(folder: Path, key: str) -> Marks | None:
    """Return the marks of a shard; None where furniture is not looked for."""
    if not (folder / f"{key}-gone.npy").is_file():
        return None
    arrays: list[NDArray[Any]] = [np.load(folder / f"{key}-{name}.npy") for name in Marks._fields]
    return Marks(*arrays)
