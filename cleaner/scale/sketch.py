"""First pass of near-duplicates: each task's documents as a shard of arrays on the disk; a finished shard is not made again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from cleaner.config import DedupConfig, Fields
from cleaner.dedup.curve import Bands
from cleaner.dedup.keepers import keeper_value
from cleaner.dedup.shard import Batch, sketch
from cleaner.formats.lines import split_lines
from cleaner.formats.record import Record
from cleaner.pipeline import Cleaner
from cleaner.scale.documents import asked_fields, folder_of, has_derived_id, read_records, with_head
from cleaner.scale.extracted import Pages
from cleaner.scale.plan import Part, Task
from cleaner.scale.shards import Arrays, ShardNote, keep_shard, readable_parts

__all__ = ["Sketcher"]

_LARGE = 1 << 20


class _Row(NamedTuple):
    """What is needed of a record."""

    number: int
    text: str
    id: str
    site: str
    fields: Mapping[str, Any]
    page: Record | None = None
    """The record, if its text was taken from a page."""


@dataclass(frozen=True, slots=True)
class Sketcher:
    """The work on one task: read its documents, sketch them, write the shard below `folder`; what was taken from pages is kept beside it."""

    folder: Path
    bands: Bands
    config: DedupConfig
    fields: Fields
    cleaner: Cleaner = field(default_factory=Cleaner)

    def __call__(self, task: Task) -> ShardNote:
        """Sketch a task, unless its shard is there."""
        return keep_shard(self.folder / task.key, task, self._sketch)

    def _sketch(self, task: Task, note: ShardNote) -> Arrays:
        batch, pages = Batch(), Pages()
        for number, part, data in readable_parts(task, note):
            for row in self._rows(part, data, note.problems):
                if row.page:
                    pages.add(number, row.page)
                value, derived = keeper_value(self.config.keep, row.text, row.fields), has_derived_id(part, row.id, row.text)
                data = row.text.encode("utf-8", "surrogatepass")
                batch.add(data, row.id, row.site, value=value, place=(number, row.number), derived=derived)
        note.documents = len(batch)
        pages.write(self.folder / task.key)
        return sketch(batch, self.bands, self.config)

    def _rows(self, part: Part, data: bytes, problems: list[str]) -> Iterator[_Row]:
        """Yield the documents of a part; lines of JSON that are as they should be are read the short way."""
        fields, policy = self.fields, self.config.keep
        folder = folder_of(part)
        named = fields.text, fields.id, fields.site, fields.url, fields.date, policy
        if part.source.format != "jsonl" or fields.html or any("." in path for path in named):
            yield from self._any_rows(part, data, part.first, problems)
            return
        for number, line in enumerate(split_lines(data), part.first):
            try:
                row = orjson.loads(line)
                text, id, site = row[fields.text], row[fields.id], row.get(fields.site)
            except (orjson.JSONDecodeError, KeyError, TypeError):
                row, text, id, site = {}, None, None, None
            if site is None and fields.url not in row:
                site = folder
            if type(text) is str and type(id) is str and type(site) is str and id and (site or fields.url not in row) and len(line) < _LARGE:
                yield _Row(number, text, id, site or folder, {**row, "date": row.get(fields.date)} if fields.date != "date" else row)
            else:
                yield from self._any_rows(part, line, number, problems)

    def _any_rows(self, part: Part, data: bytes, first: int, problems: list[str]) -> Iterator[_Row]:
        part = with_head(replace(part, first=first), data)
        folder = folder_of(part)
        for record in read_records(part, data, self.fields, self.cleaner):
            if record.error:
                problems.append(str(record.error))
            if record.doc:
                asked = asked_fields(self.config.keep, part, data, record, self.fields)
                yield _Row(record.number, record.doc.text, record.doc.id, record.doc.site or folder, asked, record if record.html else None)
