"""Plan a run: sources cut into parts, parts gathered into tasks; nothing is held but the part in hand."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import BinaryIO

from cleaner.errors import CleanerError, Place
from cleaner.formats.compression import demand_whole, open_binary
from cleaner.formats.discover import FORMATS
from cleaner.formats.record import demand_size
from cleaner.formats.source import Source, Stretch

__all__ = ["PART_SIZE", "Part", "Planned", "Task", "demand_same", "plan", "read_part", "split", "unreadable"]

PART_SIZE = 8 << 20
"""Bytes of a split file that one task reads, up to the next record."""
BATCH_SIZE = 4 << 20
BATCH_FILES = 256
MOST_HELD = 4096
"""Parts that are held between passes."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file, or a stretch of one that ends with a record; `first` is the number of its first record.

    `start` and `size` are the stretch's (row groups in tables), or the bytes of a `whole` file. `data` is there when the stretch cannot be
    read again by its place: from standard input and from compressed files; `head` is what reading it takes from the file's beginning.
    `problem` says why a file cannot be cleaned; it is copied as it stands, if it can be read at all.
    """

    source: Source
    index: int = 0
    start: int = 0
    size: int = 0
    first: int = 1
    whole: bool = True
    version: str = ""
    data: bytes | None = None
    head: bytes = b""
    problem: CleanerError | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """Parts that are done together; `key` changes when what they hold or how they are cleaned does."""

    key: str
    parts: tuple[Part, ...]


def plan(sources: Iterable[Source], stamp: str, *, split_files: bool = True) -> Iterator[Task]:
    """Yield the tasks of a run; a source that cannot be read is a part with a `problem`."""
    batch: list[Part] = []
    size = 0
    for source in sources:
        for part in _parts(source, split_files=split_files):
            if not part.whole or part.size > BATCH_SIZE:
                yield _task([part], stamp)
                continue
            batch.append(part)
            size += part.size
            if len(batch) == BATCH_FILES or size > BATCH_SIZE:
                yield _task(batch, stamp)
                batch, size = [], 0
    if batch:
        yield _task(batch, stamp)


class Planned:
    """The tasks of a run, to be gone through more than once; planned once only, if they are few and hold no data."""

    def __init__(self, sources: Iterable[Source], stamp: str) -> None:
        self.sources, self.stamp = sources, stamp
        self._tasks = list[Task]()
        self._whole = False

    def __iter__(self) -> Iterator[Task]:
        if self._whole:
            yield from self._tasks
            return
        light, parts, whole = list[Task](), 0, True
        for task in plan(self.sources, self.stamp):
            parts += len(task.parts)
            whole = whole and parts <= MOST_HELD and not any(part.data for part in task.parts)
            if whole:
                light.append(task)
            yield task
        self._tasks, self._whole = light, whole


def read_part(part: Part) -> bytes:
    """Return what a part holds, decompressed, or its table; raise `CleanerError` when it cannot be read."""
    if part.problem:
        raise part.problem
    if part.data is not None:
        return part.data
    stretch = None if part.whole else Stretch(part.start, part.size, 0, head=part.head)
    try:
        return FORMATS[part.source.format].load(part.source, stretch)
    except OSError as error:
        raise unreadable(part.source, error) from None


def demand_same(part: Part) -> None:
    """Raise `CleanerError` if a part's file is no longer as it was planned: what was found in it does not hold for what was read now."""
    try:
        same = not part.version or _version(part.source, part.source.path.stat()) == part.version
    except OSError as error:
        raise unreadable(part.source, error) from None
    if not same:
        raise CleanerError("changed", "changed while it was cleaned", do="run the same command again", where=Place(str(part.source.path)))


def split(source: Source, stream: BinaryIO) -> Iterator[Part]:
    """Yield the parts of a stream."""
    first, held = 1, None
    for index, stretch in enumerate(FORMATS[source.format].stretches(source, stream, PART_SIZE)):
        if held:
            yield held
        held = Part(source, index, stretch.start, stretch.size, first, whole=False, data=stretch.data, head=stretch.head)
        first += stretch.records
    yield replace(held, whole=held.index == 0) if held else Part(source, data=b"" if FORMATS[source.format].plain else None)


def unreadable(source: Source, error: OSError) -> CleanerError:
    """Say that a source cannot be read."""
    return CleanerError("unreadable", f"cannot be read: {error.strerror or error}", do="check the file and its rights", where=Place(str(source.path)))


def _version(source: Source, stat: os.stat_result) -> str:
    return f"{source.path.absolute()}.{stat.st_size}.{stat.st_mtime_ns}"


def _task(parts: list[Part], stamp: str) -> Task:
    identity = "\n".join(f"{part.source.name}\t{part.version}\t{part.index}\t{part.size}" for part in parts)
    return Task(blake2b(f"{stamp}\n{identity}".encode("utf-8", "surrogateescape"), digest_size=10).hexdigest(), tuple(parts))


def _parts(source: Source, *, split_files: bool) -> Iterator[Part]:
    """Yield a source's parts, and last the whole with a `problem` where damage is found: the parts before it do not count then."""
    whole = Part(source)
    form = FORMATS[source.format]
    try:
        stat = source.path.stat()
        whole = Part(source, size=stat.st_size, version=_version(source, stat))
        if not form.splits:
            demand_size(stat.st_size, Place(str(source.path)))
        if not form.salvages:
            demand_whole(source.path, source.compression)
        cut = split_files and form.splits and (source.compression or not form.plain or stat.st_size > PART_SIZE)
        with open_binary(source.path, source.compression) as stream:
            for part in split(source, stream) if cut else (whole,):
                yield replace(part, version=whole.version, size=whole.size if part.whole and part.data is None else part.size)
    except OSError as error:
        yield replace(whole, problem=unreadable(source, error))
    except CleanerError as problem:
        yield replace(whole, problem=problem)
