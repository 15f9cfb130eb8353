"""Plan a run: sources cut into parts, parts gathered into tasks; nothing is held but the part in hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import BinaryIO

from cleaner.errors import CleanerError, Place
from cleaner.formats.compression import demand_whole, open_binary, read_all
from cleaner.formats.discover import FORMATS, Source
from cleaner.formats.record import demand_size

__all__ = ["PART_SIZE", "Part", "Task", "plan", "read_part", "split", "unreadable"]

PART_SIZE = 8 << 20
"""Bytes of a split file that one task reads, up to the next line end."""
BATCH_SIZE = 4 << 20
BATCH_FILES = 256
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Part:
    """A file, or a stretch of one that ends at a line end; `first` is the number of its first record.

    `data` is there when the stretch cannot be read again by its place: from standard input and from compressed files.
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


def read_part(part: Part) -> bytes:
    """Return the bytes of a part, decompressed; raise `CleanerError` when they cannot be read."""
    if part.problem:
        raise part.problem
    if part.data is not None:
        return part.data
    try:
        with open_binary(part.source.path, part.source.compression) as file:
            file.seek(part.start)
            data = read_all(file, -1 if part.source.compression else part.size, str(part.source.path))
    except OSError as error:
        raise unreadable(part.source, error) from None
    if not part.source.compression and len(data) < part.size:
        raise CleanerError("changed", "became shorter while it was read", do="run the same command again", where=Place(str(part.source.path)))
    return data


def unreadable(source: Source, error: OSError) -> CleanerError:
    """Say that a source cannot be read."""
    return CleanerError("unreadable", f"cannot be read: {error.strerror or error}", do="check the file and its rights", where=Place(str(source.path)))


def _task(parts: list[Part], stamp: str) -> Task:
    identity = "\n".join(f"{part.source.name}\t{part.version}\t{part.index}\t{part.size}" for part in parts)
    return Task(blake2b(f"{stamp}\n{identity}".encode("utf-8", "surrogateescape"), digest_size=10).hexdigest(), tuple(parts))


def _parts(source: Source, *, split_files: bool) -> Iterator[Part]:
    whole = Part(source)
    try:
        stat = source.path.stat()
        whole = Part(source, size=stat.st_size, version=f"{source.path.absolute()}.{stat.st_size}.{stat.st_mtime_ns}")
        splits = FORMATS[source.format].splits
        if not splits:
            demand_size(stat.st_size, Place(str(source.path)))
        demand_whole(source.path, source.compression)
        with open_binary(source.path, source.compression) as stream:
            if split_files and splits and (source.compression or stat.st_size > PART_SIZE):
                yield from (replace(part, version=whole.version) for part in split(source, stream))
            else:
                yield whole
    except OSError as error:
        yield replace(whole, problem=unreadable(source, error))
    except CleanerError as problem:
        yield replace(whole, problem=problem)


def split(source: Source, stream: BinaryIO) -> Iterator[Part]:
    """Yield the parts of a stream."""
    start, first, index = 0, 1, 0
    held: Part | None = None
    for size, lines, data in _stretches(stream, str(source.path), hold=not source.seekable):
        if held:
            yield held
        held = Part(source, index, start, size, first, whole=False, data=data)
        start, first, index = start + size, first + lines, index + 1
    yield replace(held, whole=held.index == 0) if held else Part(source, data=b"")


def _stretches(stream: BinaryIO, name: str, *, hold: bool) -> Iterator[tuple[int, int, bytes | None]]:
    """Yield stretches that end at line ends: their bytes, their lines and, if they are to be held, what they say."""
    pieces: list[bytes] = []
    size = lines = 0
    while block := read_all(stream, _BLOCK, name):
        end = block.rfind(b"\n") + 1
        if end and size + end >= PART_SIZE:
            yield size + end, lines + block.count(b"\n"), b"".join([*pieces, block[:end]]) if hold else None
            pieces, size, lines, block = [], 0, 0, block[end:]
        if hold:
            pieces.append(block)
        size, lines = size + len(block), lines + block.count(b"\n")
    if size:
        yield size, lines, b"".join(pieces) if hold else None
