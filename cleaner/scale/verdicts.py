"""From what was found in the whole corpus to what becomes of single documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner.model import Edit
from cleaner.repeats.sites import Marks, say_where
from cleaner.repeats.why import SITE
from cleaner.scale.arrays import write_array
from cleaner.scale.copies import Drop
from cleaner.scale.extracted import read_pages
from cleaner.scale.plan import Task
from cleaner.scale.ruled import RuledShard
from cleaner.scale.scan import batch_of
from cleaner.scale.shards import StoredShard
from cleaner.scale.verdict import Verdict, Verdicts

__all__ = ["read_marks", "verdicts_of", "write_marks"]


def verdicts_of(task: Task, scans: Path, marks: Path, drops: Sequence[Mapping[int, Drop]]) -> list[Verdicts | None]:
    """Return what a look at the whole corpus has come to for each part of a task; None for one without documents, as one that could not be read then."""
    scan = StoredShard(scans / task.key)
    named = batch_of(scans / task.key, [])
    furniture = _furniture(scan, marks, task.key, named.sites)
    found: list[dict[int, Verdict]] = [{} for _ in task.parts]
    ruled = RuledShard(scan)
    for doc, (part, record) in enumerate(zip(named.sources, named.records, strict=True)):
        drop = drops[part].get(record)
        if ruled.changes(doc) or doc in furniture or drop:
            found[part][record] = Verdict(ruled[doc], furniture.get(doc, ()), drop)
    seen, pages = set(named.sources), read_pages(scan.folder, len(task.parts))
    return [Verdicts(found[part], pages[part]) if part in seen else None for part in range(len(task.parts))]


def _furniture(scan: StoredShard, folder: Path, key: str, sites: Sequence[str]) -> dict[int, tuple[Edit, ...]]:
    marks = read_marks(folder, key)
    if marks is None:
        return {}
    lines, bounds = scan["lines"], scan["line_bounds"]
    gone = np.flatnonzero(marks.gone)
    docs = np.searchsorted(bounds, gone, side="right") - 1
    found: dict[int, list[Edit]] = {}
    for line, doc in zip(gone.tolist(), docs.tolist(), strict=True):
        evidence = say_where(marks, line=line, doc=doc, site=sites[doc] or "the corpus")
        found.setdefault(doc, []).append(Edit(int(lines["start"][line]), int(lines["end"][line]), SITE, evidence))
    return {doc: tuple(edits) for doc, edits in found.items()}


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
