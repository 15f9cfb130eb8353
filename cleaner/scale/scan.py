"""First pass over a corpus: clean by rules, and keep of each task what the other passes need; a finished scan is not made again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from cleaner.config import RunConfig
from cleaner.dedup.keepers import keeper_value
from cleaner.dedup.shard import Batch, hash_names
from cleaner.errors import CleanerError
from cleaner.formats.atomic import write_atomic
from cleaner.formats.record import Record
from cleaner.pipeline import Cleaner
from cleaner.repeats.shard import line_shard
from cleaner.repeats.sites import NO_SITE
from cleaner.scale.arrays import write_array
from cleaner.scale.documents import read_records, with_head
from cleaner.scale.plan import Part, Task, read_part
from cleaner.scale.sketch import Sketched

__all__ = ["Scanner", "batch_of"]

_ONE_SITE = 1


@dataclass(frozen=True, slots=True)
class Scanner:
    """The work on one task: read its documents, clean them, write what is left of them, and their lines, below `folder`.

    Arrays by name, for n documents: `text` uint8 and `text_bounds` int64[n + 1], what rules leave; `changed` bool[n], whether they take or flag
    anything; `lines` and `line_bounds` as in `LineShard`; `site` uint64[n], `NO_SITE` where furniture is not looked for.
    """

    folder: Path
    cleaner: Cleaner
    config: RunConfig

    def __call__(self, task: Task) -> Sketched:
        """Scan a task, unless its arrays are there."""
        folder = self.folder / task.key
        note = folder / "done.json"
        if note.is_file():
            return Sketched(**json.loads(note.read_bytes()))
        batch, changed = Batch(), list[bool]()
        scanned = Sketched(task.key, [part.source.name for part in task.parts])
        for number, part in enumerate(task.parts):
            self._read(part, number, batch, changed, scanned)
        scanned.documents = len(batch.texts)
        for name, array in self._arrays(batch, changed).items():
            write_array(folder / f"{name}.npy", array)
        named = {"ids": batch.ids, "sites": batch.sites, "values": batch.values, "sources": batch.sources, "records": batch.records}
        write_atomic(folder / "batch.json", json.dumps(named).encode())
        if not scanned.unread:
            write_atomic(note, json.dumps(asdict(scanned)).encode())
        return scanned

    def _read(self, part: Part, number: int, batch: Batch, changed: list[bool], scanned: Sketched) -> None:
        try:
            data = read_part(part)
        except CleanerError as problem:
            scanned.problems.append(str(problem))
            scanned.unread = True
            return
        scanned.size += len(data)
        part = with_head(part, data)
        for record in read_records(part, data, self.config.fields, self.cleaner):
            if record.doc is None:
                continue
            cleaned = self.cleaner.clean(record.doc)
            text = cleaned.text
            batch.texts.append(text.encode("utf-8", "surrogatepass"))
            batch.ids.append(record.doc.id)
            batch.sites.append(self._site(part, record))
            batch.values.append(keeper_value(self.config.corpus.dedup.keep, text, self._fields(part, record)))
            batch.sources.append(number)
            batch.records.append(record.number)
            changed.append(bool(cleaned.removals or cleaned.flag))

    def _site(self, part: Part, record: Record) -> str:
        assert record.doc
        folder = part.source.name.partition("/")[0] if "/" in part.source.name else ""
        return folder if self.config.corpus.site_from_path else record.doc.site

    def _fields(self, part: Part, record: Record) -> Mapping[str, Any]:
        assert record.doc
        if part.source.format == "jsonl" and self.config.corpus.dedup.keep.startswith("best:"):
            row: Mapping[str, Any] = orjson.loads(record.raw)
            return row
        return record.doc.meta

    def _arrays(self, batch: Batch, changed: list[bool]) -> dict[str, NDArray[Any]]:
        bounds = np.zeros(len(batch.texts) + 1, np.int64)
        np.cumsum([len(text) for text in batch.texts], out=bounds[1:])
        text = np.frombuffer(b"".join(batch.texts), np.uint8)
        arrays: dict[str, NDArray[Any]] = {"text": text, "text_bounds": bounds, "changed": np.array(changed, np.bool_)}
        if self.config.corpus.repeats != "off":
            arrays |= {**line_shard(batch.texts), "site": self._numbers(batch.sites)}
        return arrays

    def _numbers(self, sites: list[str]) -> NDArray[np.uint64]:
        """Return a number for each document's site."""
        if self.config.corpus.repeats == "corpus":
            return np.full(len(sites), _ONE_SITE, np.uint64)
        numbers = hash_names(sites)
        numbers[np.array([not site for site in sites], np.bool_)] = NO_SITE
        return numbers


def batch_of(folder: Path, texts: list[bytes]) -> Batch:
    """Return the documents of a scan with these texts."""
    return Batch(texts, **orjson.loads((folder / "batch.json").read_bytes()))
