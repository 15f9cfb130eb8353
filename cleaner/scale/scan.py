"""First pass over a corpus: clean by rules, and keep of each task what the other passes need; a finished scan is not made again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from cleaner.config import Repeats, RunConfig
from cleaner.dedup.keepers import keeper_value
from cleaner.dedup.shard import Batch, flat, hash_names
from cleaner.formats.atomic import write_atomic
from cleaner.formats.record import Record
from cleaner.pipeline import Cleaner, Ruled
from cleaner.repeats.shard import lines_between
from cleaner.repeats.sites import NO_SITE
from cleaner.scale.documents import asked_fields, folder_of, has_derived_id, prepared, read_records, with_head
from cleaner.scale.extracted import Pages
from cleaner.scale.plan import Part, Task
from cleaner.scale.ruled import ruled_arrays
from cleaner.scale.shards import Arrays, ShardNote, StoredShard, keep_shard, readable_parts
from cleaner.settle import apply

__all__ = ["Scanner", "batch_of", "site_numbers"]

_ONE_SITE = 1
_NAMES = "names.json"
_COLUMNS = {"values": np.float64, "sources": np.int32, "records": np.int64, "derived": np.bool_}
"""What is kept of a batch beside texts and names."""


@dataclass(slots=True)
class _Cleaned:
    """What rules have come to for each document, and how many characters they leave of it; and all that they have taken, edit by edit."""

    ruled: list[Ruled] = field(default_factory=list)
    chars: list[int] = field(default_factory=list)
    taken: list[bytes] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Scanner:
    """The work on one task: read its documents, clean them, write what is left of them, and their lines, below `folder`.

    Arrays by name, for n documents: `text` uint8 and `text_bounds` int64[n + 1], what rules leave; what they take (`ruled_arrays`), and `taken` uint8, the
    bytes of it one after another; `lines` and `line_bounds` as in `LineShard`; `site` uint64[n], `NO_SITE` where furniture is not looked for; the columns of
    `Batch` that hold no strings, and `chars` int64[n], the characters of the texts. Names, and what was taken from pages (`Pages`), are kept beside them.
    """

    folder: Path
    cleaner: Cleaner
    config: RunConfig

    def __call__(self, task: Task) -> ShardNote:
        """Scan a task, unless its arrays are there."""
        return keep_shard(self.folder / task.key, task, self._scan)

    def _scan(self, task: Task, note: ShardNote) -> Arrays:
        folder, batch, cleaned, pages = self.folder / task.key, Batch(), _Cleaned(), Pages()
        for number, part, data in readable_parts(task, note):
            for record in self._read(with_head(part, data), number, data, batch, cleaned):
                pages.add(number, record)
        note.documents = len(batch)
        write_atomic(folder / _NAMES, _dumped({"ids": batch.ids, "sites": batch.sites}))
        pages.write(folder)
        columns: dict[str, NDArray[Any]] = {name: np.array(getattr(batch, name), kind) for name, kind in _COLUMNS.items()}
        columns |= {"chars": np.array(cleaned.chars, np.int64), "taken": flat(cleaned.taken)[0]}
        return {**columns, **self._arrays(batch), **ruled_arrays(folder, cleaned.ruled)}

    def _read(self, part: Part, number: int, data: bytes, batch: Batch, cleaned: _Cleaned) -> Iterator[Record]:
        """Take up the documents of a part, and yield those whose text was taken from pages."""
        for record, page in prepared(read_records(part, data, self.config.fields, self.cleaner), self.cleaner):
            if record.doc is None or page is None:
                continue
            if record.html:
                yield record
            ruled = self.cleaner.ruled(record.doc, page)
            text, left = record.doc.text, page.data
            if ruled.edits:
                left = apply(page.data, ruled.edits)
                text = left.decode("utf-8", "surrogatepass")
                cleaned.taken += [page.data[edit.start : edit.end] for edit in ruled.edits]
            cleaned.ruled.append(ruled)
            cleaned.chars.append(len(text))
            policy = self.config.corpus.dedup.keep
            value = keeper_value(policy, text, asked_fields(policy, part, data, record, self.config.fields))
            derived = has_derived_id(part, record.doc.id, record.doc.text)
            batch.add(left, record.doc.id, self._site(part, record), value=value, place=(number, record.number), derived=derived)

    def _site(self, part: Part, record: Record) -> str:
        assert record.doc
        return folder_of(part) if self.config.corpus.site_from_path else record.doc.site

    def _arrays(self, batch: Batch) -> dict[str, NDArray[Any]]:
        text, bounds = flat(batch.texts)
        arrays: dict[str, NDArray[Any]] = {"text": text, "text_bounds": bounds}
        if self.config.corpus.repeats != "off":
            arrays |= {**lines_between(text, bounds), "site": site_numbers(batch.sites, self.config.corpus.repeats)}
        return arrays


def site_numbers(sites: Sequence[str], repeats: Repeats) -> NDArray[np.uint64]:
    """Return a number for each document's site: for all the same where the corpus counts as one."""
    if repeats == "corpus":
        return np.full(len(sites), _ONE_SITE, np.uint64)
    numbers = hash_names(sites)
    numbers[np.array([not site for site in sites], np.bool_)] = NO_SITE
    return numbers


def batch_of(folder: Path) -> Batch:
    """Return the documents of a scan without their texts."""
    scan, names = StoredShard(folder), _loaded((folder / _NAMES).read_bytes())
    return Batch([], names["ids"], names["sites"], *(scan[name].tolist() for name in _COLUMNS))


def _dumped(names: Mapping[str, Sequence[str]]) -> bytes:
    """Write names as JSON; lone surrogates are not for orjson."""
    try:
        return orjson.dumps(names)
    except orjson.JSONEncodeError:
        return json.dumps(names).encode()


def _loaded(data: bytes) -> dict[str, list[str]]:
    try:
        names: dict[str, list[str]] = orjson.loads(data)
    except orjson.JSONDecodeError:
        names = json.loads(data)
    return names
