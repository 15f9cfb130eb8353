"""Documents of past runs, read again where they were read first: an index holds no texts."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cleaner.config import RunConfig
from cleaner.errors import CleanerError
from cleaner.formats.discover import FORMATS, discover
from cleaner.formats.lines import split_lines
from cleaner.index.anew import Asked
from cleaner.index.lines import packed_lines
from cleaner.model import Document
from cleaner.pipeline import Cleaner, left_by
from cleaner.repeats.shard import line_shard
from cleaner.scale.documents import read_records, with_head
from cleaner.scale.local import in_order
from cleaner.scale.plan import Part, plan, read_part

__all__ = ["MOST_BYTES", "Rereader"]

MOST_BYTES = 1 << 30
"""Bytes of past files that a run reads again, those that most is asked of first: about a second for each of them from a disk."""
Hashes = Sequence[NDArray[np.uint32]]


@dataclass(frozen=True, slots=True)
class Rereader:
    """Reads documents again, and takes from each the lines that it had: as it stands, or as rules leave it."""

    cleaner: Cleaner
    config: RunConfig
    workers: int = 1

    def __call__(self, asked: Sequence[Asked]) -> list[list[bytes] | None]:
        """Return the lines of each document, or None."""
        found: list[list[bytes] | None] = [None] * len(asked)
        places: dict[str, dict[int, list[int]]] = {}
        for number, one in enumerate(asked):
            places.setdefault(one.source, {}).setdefault(one.record, []).append(number)
        tasks = [(path, {record: [asked[number].lines for number in numbers] for record, numbers in places[path].items()}) for path in _within_reach(places)]
        for (path, _), lines in zip(tasks, in_order(_Reader(self.cleaner, self.config), tasks, workers=min(self.workers, len(tasks))), strict=True):
            for record, some in lines.items():
                for number, known in zip(places[path][record], some, strict=True):
                    found[number] = known
        return found


def _within_reach(places: Mapping[str, Mapping[int, object]]) -> Iterator[str]:
    """Yield the files that are there, those first of which most documents are asked, and no more than a run reads."""
    left = MOST_BYTES
    for path in sorted(places, key=lambda path: (-len(places[path]), path)):
        size = os.path.getsize(path) if os.path.isfile(path) else None
        if size is not None and size <= left:
            left -= size
            yield path


@dataclass(frozen=True, slots=True)
class _Reader:
    """The work on one file: find records in it, and in each the lines that it had."""

    cleaner: Cleaner
    config: RunConfig

    def __call__(self, task: tuple[str, Mapping[int, Hashes]]) -> dict[int, list[list[bytes] | None]]:
        path, wanted = task
        found: dict[int, list[list[bytes] | None]] = {record: [None] * len(hashes) for record, hashes in wanted.items()}
        try:
            for part, data in _records(Path(path), wanted, self.config):
                for record in read_records(part, data, self.config.fields, self.cleaner):
                    if record.doc:
                        found[part.first] = [self._lines(record.doc, hashes) for hashes in wanted[part.first]]
        except CleanerError:
            pass  # what cannot be read again stays as it is known
        return found

    def _lines(self, doc: Document, hashes: NDArray[np.uint32]) -> list[bytes] | None:
        """Return the lines of these hashes, as they stand; or where rules cut within one, as they leave them."""
        return _lines_of(doc.text, hashes) or _lines_of(left_by(doc.text, self.cleaner.ruled(doc).edits), hashes)


def _records(path: Path, wanted: Mapping[int, object], config: RunConfig) -> Iterator[tuple[Part, bytes]]:
    """Yield those records of a file that are wanted, each as a part of its own, and what it holds. Raises `CleanerError` for a file that cannot be read."""
    for task in plan(discover([str(path)], mirrored=False, put=bool(config.fields.html)), ""):
        for part in task.parts:
            data = read_part(part)
            part = with_head(part, data)
            for number, one in _cut(part, data, wanted, config):
                yield replace(part, data=one, size=len(one), first=number), one


def _cut(part: Part, data: bytes, wanted: Mapping[int, object], config: RunConfig) -> Iterator[tuple[int, bytes]]:
    """Yield the numbers of wanted records of a part, and what each holds; lines of JSON are not parsed for that."""
    if part.source.format == "jsonl":
        yield from ((number, line) for number, line in enumerate(split_lines(data), part.first) if number in wanted)
        return
    form = FORMATS[part.source.format]
    for record in form.read(data, source=part.source.name, first=part.first, fields=config.fields, head=part.head):
        if record.number in wanted:
            yield record.number, form.whole(data, record, part.first)


def _lines_of(text: str, hashes: NDArray[np.uint32]) -> list[bytes] | None:
    """Return the lines of a text that have these hashes, in their order; None where one is not there."""
    data = text.encode("utf-8", "surrogatepass")
    lines = line_shard([data])["lines"]
    there, found, at = packed_lines(lines)["lines"].tolist(), list[bytes](), 0
    for wanted in hashes.tolist():
        while at < len(there) and there[at] != wanted:
            at += 1
        if at == len(there):
            return None
        found.append(data[lines["start"][at] : lines["end"][at]])
        at += 1
    return found
