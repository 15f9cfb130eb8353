"""Runs that leave no folder: a look at what would be done, and a stream from one input to one output."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from hashlib import blake2b
from heapq import nsmallest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, BinaryIO

from cleaner.config import Fields, RunConfig
from cleaner.errors import CleanerError
from cleaner.formats.discover import FORMATS
from cleaner.formats.record import Record
from cleaner.formats.source import STDIN, Source
from cleaner.pipeline import Cleaner
from cleaner.scale.documents import read_records, with_head
from cleaner.scale.done import Done
from cleaner.scale.local import Workers, in_order
from cleaner.scale.plan import Part, Planned, Task, plan, read_part, split
from cleaner.scale.work import clean_part, clean_task

if TYPE_CHECKING:
    from cleaner.scale.duplicates import Found
    from cleaner.scale.memory import Memory

__all__ = ["look", "look_around", "parts_of", "records", "stream"]


def look(sources: Iterable[Source], cleaner: Cleaner, config: RunConfig, *, sample: int | None, workers: int, diff: bool) -> Iterator[Done]:
    """Yield what cleaning would come to, of all documents or of a sample; nothing is written."""
    tasks: Iterable[Task] = plan(sources, "")
    if sample:
        tasks = _drawn(tasks, sample, config)
    yield from in_order(partial(clean_task, cleaner=cleaner, config=config, out=None, diff=diff), tasks, workers=1 if sample else workers)


def look_around(
    sources: Sequence[Source],
    cleaner: Cleaner,
    config: RunConfig,
    *,
    workers: int,
    diff: bool,
    scanned: Callable[[int], None],
    told: Callable[[Found], object],
    memory: Memory | None = None,
) -> Iterator[Done]:
    """Yield what cleaning with a look at the whole corpus would come to; what is found on the way goes with the run.

    `scanned` is told of the bytes that are scanned, `told` of near-duplicates. What `memory` knows counts as well, and it is
    told nothing.
    """
    from cleaner.dedup.curve import choose_bands
    from cleaner.scale.corpus import CleanedCorpus, Writer

    dedup = config.corpus.dedup
    bands = choose_bands(dedup.threshold, dedup.recall, permutations=dedup.permutations)
    _ = cleaner.engine, cleaner.repeats  # read once, before the workers start
    with TemporaryDirectory(prefix="cleaner-") as folder:
        corpus = CleanedCorpus(sources, Path(folder), cleaner, config, bands, Planned(sources, ""), memory)
        write = Writer(None, Path(folder), cleaner, config, diff)
        with Workers(*corpus.works, write, workers=workers) as processes:
            found = corpus.find(processes, each=lambda one: scanned(one.size))
            told(found)
            yield from processes.in_order(write, corpus.write_tasks(found))


def stream(source: Source, cleaner: Cleaner, config: RunConfig, into: BinaryIO, out: BinaryIO) -> Done:
    """Clean one input to one output, part by part; `into` is read for '-'."""
    done = Done("")
    try:
        for part in parts_of(source, into):
            output = clean_part(part, read_part(part), cleaner, config)
            form = FORMATS[source.format]
            if form.splits or not output.empty:
                out.write(output.data if source.to else form.pack(output.data, source.compression))
            done.add(output)
    except CleanerError as problem:
        done.problems.append(str(problem))
    out.flush()
    return done


def records(source: Source, cleaner: Cleaner, fields: Fields, into: BinaryIO) -> Iterator[Record]:
    """Yield the records of one input; `into` is read for '-'. Raises `CleanerError` where it cannot be read."""
    for part in parts_of(source, into):
        data = read_part(part)
        yield from read_records(part, data, fields, cleaner, name=str(source.path))


def parts_of(source: Source, into: BinaryIO) -> Iterator[Part]:
    """Yield the parts of one input; `into` is read for '-'."""
    if str(source.path) != STDIN:
        yield from (part for task in plan([source], "") for part in task.parts)
    elif FORMATS[source.format].splits:
        yield from split(source, into)
    else:
        yield Part(source, data=into.read())


def _drawn(tasks: Iterable[Task], sample: int, config: RunConfig) -> list[Task]:
    """Draw documents by a hash of their place: the same ones each time, evenly over all inputs; what cannot be read is named too."""
    broken: list[Part] = []
    ranked = nsmallest(sample, _ranked(tasks, config, broken), key=lambda pair: pair[0])
    drawn = sorted((part for _, part in ranked), key=lambda part: (part.source.name, part.first))
    return [Task("", (part,)) for part in (*drawn, *broken)]


def _ranked(tasks: Iterable[Task], config: RunConfig, broken: list[Part]) -> Iterator[tuple[bytes, Part]]:
    for part in (part for task in tasks for part in task.parts):
        try:
            data = read_part(part)
        except CleanerError as problem:
            broken.append(replace(part, problem=problem))
            continue
        part, form = with_head(part, data), FORMATS[part.source.format]
        for record in form.read(data, source=part.source.name, first=part.first, fields=config.fields, head=part.head):
            rank = blake2b(f"{part.source.name}\t{record.number}".encode("utf-8", "surrogateescape"), digest_size=8).digest()
            one = form.whole(data, record, part.first)
            yield rank, replace(part, data=one, size=len(one), first=record.number)
