"""Formats whose records are bytes that stand one after another: a file's bytes are its records joined."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from cleaner.config import Fields
from cleaner.errors import CleanerError, Place
from cleaner.formats.atomic import open_atomic
from cleaner.formats.compression import compress, decompress, open_binary, read_all
from cleaner.formats.record import Cut, Format, Left, Record, described, digest
from cleaner.formats.source import Source, Stretch

__all__ = ["LONGEST", "LineFormat", "cut_lines", "split_lines"]

_BLOCK = 1 << 20
LONGEST = 1 << 28
"""Bytes of a stretch, and so of a record; a longer one, as zeros packed small come to, would be held several times."""


class LineFormat(Format, Protocol):
    """What formats have in common whose records are bytes. A format of its own says how a record is read, cut and mended."""

    splits: bool = True
    writes: str = ""
    plain: bool = True
    salvages: bool = False

    def mend(self, raw: bytes, cuts: Sequence[Cut], fields: Fields, head: bytes = b"") -> bytes:
        """Return a record's first bytes from what `cut` left and took."""

    def ends(self, block: bytes, state: int) -> tuple[int, int, int]:
        """Return where the last record of a block ends (0 for nowhere), how many end in it, and the state for the next block."""
        return block.rfind(b"\n") + 1, block.count(b"\n"), state

    def records(self, data: bytes, head: bytes = b"") -> Iterable[bytes]:
        """Return the bytes of each record."""
        return split_lines(data) if self.splits else [data]

    def stretches(self, source: Source, stream: BinaryIO, size: int) -> Iterator[Stretch]:
        """Yield stretches that end with a record; they hold what they say where it cannot be read again."""
        yield from cut_lines(self, stream, size, name=str(source.path), hold=not source.seekable)

    def load(self, source: Source, stretch: Stretch | None) -> bytes:
        """Return the bytes of a stretch, or of a whole file."""
        with open_binary(source.path, source.compression) as file:
            if stretch:
                file.seek(stretch.start)
            data = read_all(file, stretch.size if stretch else -1, str(source.path))
        if stretch and len(data) < stretch.size:
            raise CleanerError("changed", "became shorter while it was read", do="run the same command again", where=Place(str(source.path)))
        return data

    def put(self, record: Record, text: str, fields: Fields, head: bytes = b"") -> bytes:
        """Return the text: the record is no more."""
        return text.encode("utf-8", "surrogatepass")

    def whole(self, data: bytes, record: Record, first: int) -> bytes:
        """Return the record's bytes."""
        return record.raw

    def row(self, data: bytes, record: Record, first: int, fields: Fields, head: bytes = b"") -> dict[str, Any]:
        """Return what is known of the document."""
        return described(record.doc) if record.doc else {}

    def write(self, data: bytes, left: Sequence[Left], fields: Fields) -> bytes:
        """Join what is left of the records."""
        return b"".join(filter(None, left))

    def undo(self, data: bytes, first: int, cuts: Mapping[int, Sequence[Cut]], dropped: Mapping[int, bytes], fields: Fields, head: bytes = b"") -> bytes:
        """Put back what went into each record, and records that went whole."""
        return b"".join(self._mended(data, first, cuts, dropped, fields, head))

    def _mended(self, data: bytes, first: int, cuts: Mapping[int, Sequence[Cut]], dropped: Mapping[int, bytes], fields: Fields, head: bytes) -> Iterator[bytes]:
        number = first
        for raw in self.records(data, head):
            while number in dropped:
                yield dropped[number]
                number += 1
            yield self.mend(raw, cuts[number], fields, head) if number in cuts else raw
            number += 1
        yield from (raw for after, raw in sorted(dropped.items()) if after >= number)

    def head(self, data: bytes) -> bytes:
        """Return nothing: a line tells all."""
        return b""

    def digest(self, data: bytes, fields: Fields) -> str:
        """Return the hash of the bytes."""
        return digest(data)

    def pack(self, data: bytes, compression: str) -> bytes:
        """Return the bytes as one frame: frames joined are a file."""
        return compress(data, compression)

    def join(self, pieces: Iterable[bytes], path: Path, like: Path) -> None:
        """Write the pieces one after another."""
        with open_atomic(path) as file:
            for piece in pieces:
                file.write(piece)

    def pieces(self, paths: Sequence[Path], written: Sequence[tuple[int, int]]) -> Iterator[bytes]:
        """Yield the bytes of the pieces."""
        at, files = 0, iter(paths)
        path = next(files)
        for size, _ in written:
            if not size:
                yield b""
                continue
            if at >= path.stat().st_size:
                path, at = next(files), 0
            with path.open("rb") as file:
                file.seek(at)
                yield file.read(size)
            at += size

    def unpack(self, piece: bytes, compression: str) -> bytes:
        """Return the bytes."""
        return decompress(piece, compression)


def split_lines(data: bytes) -> list[bytes]:
    """Split at line feeds only; a lone line is fast."""
    if data and data.find(b"\n") in (-1, len(data) - 1):
        return [data]
    return io.BytesIO(data).readlines()


def cut_lines(form: LineFormat, stream: BinaryIO, least: int, *, name: str, hold: bool) -> Iterator[Stretch]:
    """Yield stretches of a stream of at least so many bytes that end where a record does; with `hold` they hold what they say.

    Raise `CleanerError` where no record ends for too long.
    """
    pieces: list[bytes] = []
    start = size = records = state = 0
    head: bytes | None = None
    while block := read_all(stream, min(_BLOCK, least), name):
        head = form.head(block) if head is None else head
        end, ended, state = form.ends(block, state)
        if end and size + end >= least:
            yield Stretch(start, size + end, records + ended, b"".join([*pieces, block[:end]]) if hold else None, head)
            start += size + end
            pieces, size, records, ended, block = [], 0, 0, 0, block[end:]
        if hold:
            pieces.append(block)
        size, records = size + len(block), records + ended
        if size > LONGEST:
            what = f"no record ends in more than {LONGEST:,} bytes"
            raise CleanerError("too-large", what, do="split it into articles, or leave it out", where=Place(name))
    if size:
        yield Stretch(start, size, records, b"".join(pieces) if hold else None, head or b"")
