"""Runs that leave no folder: a look at what would be done, and a stream from one input to one output."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from hashlib import blake2b
from heapq import nsmallest
from pathlib import Path
from typing import BinaryIO

from cleaner.config import Fields, RunConfig
from cleaner.errors import CleanerError
from cleaner.formats.compression import compress, open_binary
from cleaner.formats.discover import FORMATS, STDIN, Source
from cleaner.formats.record import Record
from cleaner.ledger import Row, write_rows
from cleaner.pipeline import Cleaner
from cleaner.scale.local import in_order
from cleaner.scale.plan import Part, Task, plan, read_part, split
from cleaner.scale.work import Done, clean_part, clean_task

__all__ = ["look", "records", "stream"]


def look(sources: Iterable[Source], cleaner: Cleaner, config: RunConfig, *, sample: int | None, workers: int, diff: bool) -> Iterator[Done]:
    """Yield what cleaning would come to, of all documents or of a sample; nothing is written."""
    problems: list[CleanerError] = []
    tasks: Iterable[Task] = plan(sources, "", problems)
    if sample:
        tasks = _drawn(tasks, sample, config)
    yield from in_order(partial(clean_task, cleaner=cleaner, config=config, out=None, diff=diff), tasks, workers=1 if sample else workers)
    yield Done("", problems=list(map(str, problems)))


def stream(
    source: Source, cleaner: Cleaner, config: RunConfig, into: BinaryIO, out: BinaryIO, problems: list[CleanerError], ledger: Path | None
) -> Done:
    """Clean one input to one output, part by part; `into` is read for '-'."""
    done = Done("")
    whole = not FORMATS[source.format].splits
    opened = into if str(source.path) == STDIN else open_binary(source.path, source.compression)
    parts: Iterable[Part] = [Part(source, data=opened.read())] if whole else split(source, opened, problems)
    rows: list[Row] = []
    for part in parts:
        output = clean_part(part, read_part(part), cleaner, config)
        if not (whole and output.dropped):
            out.write(compress(output.data, source.compression))
        done.summary += output.summary
        done.problems += output.problems
        rows += output.rows if ledger else []
    out.flush()
    if ledger:
        write_rows(ledger, rows, {"rules": cleaner.pack.digest})
    return done


def _drawn(tasks: Iterable[Task], sample: int, config: RunConfig) -> list[Task]:
    """Draw documents by a hash of their place: the same ones each time, evenly over all inputs."""
    ranked = nsmallest(sample, _ranked(tasks, config), key=lambda pair: pair[0])
    return [Task("", (part,)) for _, part in sorted(ranked, key=lambda pair: (pair[1].source.name, pair[1].first))]


def _ranked(tasks: Iterable[Task], config: RunConfig) -> Iterator[tuple[bytes, Part]]:
    for part in (part for task in tasks for part in task.parts):
        data = read_part(part)
        for record in FORMATS[part.source.format].read(data, source=part.source.name, first=part.first, fields=config.fields):
            rank = blake2b(f"{part.source.name}\t{record.number}".encode(), digest_size=8).digest()
            yield rank, replace(part, data=record.raw, size=len(record.raw), first=record.number)


def records(source: Source, fields: Fields, into: BinaryIO) -> Iterator[Record]:
    """Yield the records of one input; `into` is read for '-'."""
    form = FORMATS[source.format]
    opened = into if str(source.path) == STDIN else open_binary(source.path, source.compression)
    parts: Iterable[Part] = split(source, opened, []) if form.splits else [Part(source, data=opened.read())]
    for part in parts:
        yield from form.read(read_part(part), source=str(source.path), first=part.first, fields=fields)
