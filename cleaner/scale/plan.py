"""Plan a run: sources cut into parts, parts gathered into tasks; nothing is held but the part in hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import BinaryIO

from cleaner.errors import CleanerError, Place
from cleaner.formats.compression import open_binary, read_all
from cleaner.formats.discover import FORMATS, Source

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
    """

    source: Source
    index: int = 0
    start: int = 0
    size: int = 0
    first: int = 1
    whole: bool = True
    version: str = ""
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """Parts that are done together; `key` changes when what they hold or how they are cleaned does."""

    key: str
    parts: tuple[Part, ...]


def plan(sources: Iterable[Source], stamp: str, problems: list[CleanerError], *, split_files: bool = True) -> Iterator[Task]:
    """Yield the tasks of a run; what cannot be read goes to `problems`."""
    batch: list[Part] = []
    for source in sources:
        for part in _parts(source, problems, split_files=split_files):
            if not part.whole or part.size > BATCH_SIZE:
                yield _task([part], stamp)
                continue
            batch.append(part)
            if len(batch) == BATCH_FILES or sum(part.size for part in batch) > BATCH_SIZE:
                yield _task(batch, stamp)
                batch = []
    if batch:
        yield _task(batch, stamp)


def read_part(part: Part) -> bytes:
    """Return the bytes of a part, decompressed; raise `CleanerError` when they cannot be read."""
    if part.data is not None:
        return part.data
    try:
        with open_binary(part.source.path, part.source.compression) as file:
            file.seek(part.start)
            return read_all(file, -1 if part.source.compression else part.size, str(part.source.path))
    except OSError as error:
        raise unreadable(part.source, error) from None


def unreadable(source: Source, error: OSError) -> CleanerError:
    """Say that a source cannot be read."""
    return CleanerError("unreadable", f"cannot be read: {error.strerror or error}", do="check the file and its rights", where=Place(str(source.path)))


def _task(parts: list[Part], stamp: str) -> Task:
    identity = "\n".join(f"{part.source.name}\t{part.version}\t{part.index}\t{part.size}" for part in parts)
    return Task(blake2b(f"{stamp}\n{identity}".encode(), digest_size=10).hexdigest(), tuple(parts))


def _parts(source: Source, problems: list[CleanerError], *, split_files: bool) -> Iterator[Part]:
    try:
        stat = source.path.stat()
        version = f"{stat.st_size}.{stat.st_mtime_ns}"
        if not split_files or not FORMATS[source.format].splits or (not source.compression and stat.st_size <= PART_SIZE):
            with open_binary(source.path):
                yield Part(source, size=stat.st_size, version=version)
            return
        with open_binary(source.path, source.compression) as stream:
            yield from (replace(part, version=version) for part in split(source, stream, problems))
    except OSError as error:
        problems.append(unreadable(source, error))


def split(source: Source, stream: BinaryIO, problems: list[CleanerError]) -> Iterator[Part]:
    """Yield the parts of a stream; one that is damaged further on is read up to there."""
    start, first, index = 0, 1, 0
    held: Part | None = None
    for data in _stretches(stream, str(source.path), problems):
        if held:
            yield held
        held = Part(source, index, start, len(data), first, whole=False, data=None if source.seekable else data)
        start, first, index = start + len(data), first + data.count(b"\n"), index + 1
    yield replace(held, whole=held.index == 0) if held else Part(source, data=b"")


def _stretches(stream: BinaryIO, name: str, problems: list[CleanerError]) -> Iterator[bytes]:
    """Yield what a stream holds, in stretches that end at line ends."""
    pieces: list[bytes] = []
    size = 0
    while True:
        try:
            block = read_all(stream, _BLOCK, name)
        except CleanerError as problem:
            problems.append(problem)
            block = b""
        if not block:
            break
        end = block.rfind(b"\n") + 1
        if end and size + end >= PART_SIZE:
            yield b"".join([*pieces, block[:end]])
            pieces, size, block = [], 0, block[end:]
        pieces.append(block)
        size += len(block)
    if size:
        yield b"".join(pieces)
