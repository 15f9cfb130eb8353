"""First pass of near-duplicates: each task's documents as a shard of arrays on the disk; a finished shard is not made again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import orjson
from numpy.typing import NDArray

from cleaner.config import DedupConfig, Fields
from cleaner.dedup.curve import Bands
from cleaner.dedup.keepers import keeper_value
from cleaner.dedup.shard import Batch, sketch
from cleaner.errors import CleanerError
from cleaner.formats.atomic import write_atomic
from cleaner.formats.lines import split_lines
from cleaner.scale.arrays import write_array
from cleaner.scale.documents import read_records
from cleaner.scale.plan import Part, Task, read_part

__all__ = ["Sketched", "Sketcher", "StoredShard"]


@dataclass(slots=True)
class Sketched:
    """What sketching a task came to: the sources of its parts, in their order, and what could not be read."""

    key: str
    sources: list[str]
    documents: int = 0
    size: int = 0
    problems: list[str] = field(default_factory=list)
    unread: bool = False


class StoredShard(Mapping[str, NDArray[Any]]):
    """A shard in a folder; its arrays are mapped, not read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __getitem__(self, name: str) -> NDArray[Any]:
        array: NDArray[Any] = np.load(self.folder / f"{name}.npy", mmap_mode="r")
        return array

    def __iter__(self) -> Iterator[str]:
        return (path.stem for path in sorted(self.folder.glob("*.npy")))

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _Row(NamedTuple):
    """What is needed of a record."""

    number: int
    text: str
    id: str
    site: str
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sketcher:
    """The work on one task: read its documents, sketch them, write the shard below `folder`."""

    folder: Path
    bands: Bands
    config: DedupConfig
    fields: Fields

    def __call__(self, task: Task) -> Sketched:
        """Sketch a task, unless its shard is there."""
        folder = self.folder / task.key
        note = folder / "done.json"
        if note.is_file():
            return Sketched(**json.loads(note.read_bytes()))
        batch, sketched = Batch(), Sketched(task.key, [part.source.name for part in task.parts])
        for number, part in enumerate(task.parts):
            self._read(part, number, batch, sketched)
        sketched.documents = len(batch.texts)
        for name, array in sketch(batch, self.bands, self.config).items():
            write_array(folder / f"{name}.npy", array)
        if not sketched.unread:
            write_atomic(note, json.dumps(asdict(sketched)).encode())
        return sketched

    def _read(self, part: Part, number: int, batch: Batch, sketched: Sketched) -> None:
        try:
            data = read_part(part)
        except CleanerError as problem:
            sketched.problems.append(str(problem))
            sketched.unread = True
            return
        sketched.size += len(data)
        for row in _rows(part, data, self.fields, sketched.problems):
            batch.texts.append(row.text.encode("utf-8", "surrogatepass"))
            batch.ids.append(row.id)
            batch.sites.append(row.site)
            batch.values.append(keeper_value(self.config.keep, row.text, row.fields))
            batch.sources.append(number)
            batch.records.append(row.number)


def _rows(part: Part, data: bytes, fields: Fields, problems: list[str]) -> Iterator[_Row]:
    """Yield the documents of a part; lines of JSON that are as they should be are read the short way."""
    if part.source.format != "jsonl" or any("." in path for path in (fields.text, fields.id)):
        yield from _any_rows(part, data, part.first, fields, problems)
        return
    for number, line in enumerate(split_lines(data), part.first):
        try:
            row = orjson.loads(line)
            text, id, site = row[fields.text], row[fields.id], row["site"]
        except (orjson.JSONDecodeError, KeyError, TypeError):
            text = id = site = None
        if type(text) is str and type(id) is str and type(site) is str and id and site and len(line) < _LARGE:
            yield _Row(number, text, id, site, row)
        else:
            yield from _any_rows(part, line, number, fields, problems)


_LARGE = 1 << 20


def _any_rows(part: Part, data: bytes, first: int, fields: Fields, problems: list[str]) -> Iterator[_Row]:
    folder = part.source.name.rpartition("/")[0]
    for record in read_records(replace(part, first=first), data, fields):
        if record.error:
            problems.append(str(record.error))
        if record.doc:
            more = orjson.loads(record.raw) if part.source.format == "jsonl" else record.doc.meta
            yield _Row(record.number, record.doc.text, record.doc.id, record.doc.site or folder, more)
