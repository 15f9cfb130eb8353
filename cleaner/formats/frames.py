"""Records of a WARC file one after another, in bounded memory; broken ones are told, and the next is found (ISO 28500:2017)."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple

from cleaner.errors import CleanerError
from cleaner.formats.compression import read_all

__all__ = ["Frame", "chunks", "frames", "inflate"]

_BLOCK = 1 << 20
_HEADER = 1 << 16
"""Bytes of a record's header, and of a line of it."""
_BEGIN = re.compile(rb"WARC/[01]\.[0-9]")
_BEGIN_SIZE = 7
"""Bytes that may be the beginning of one."""
_DAMAGE = b"\r\n\r\n(damage)\r\n"
_MAGIC = b"\x1f\x8b\x08"


class Frame(NamedTuple):
    """A record: its header's fields, in small letters, and all of its bytes; or why it is none."""

    fields: dict[bytes, bytes]
    data: bytes
    problem: str = ""


def chunks(stream: BinaryIO, name: str) -> Iterator[bytes]:
    """Yield what a stream holds, up to damage, and a sign that is no record in its place."""
    try:
        while block := read_all(stream, _BLOCK, name):
            yield block
    except CleanerError:
        yield _DAMAGE


def inflate(file: BinaryIO) -> Iterator[bytes]:
    """Yield what the members of a gzip file hold; after damage, and a sign that is no record, goes on with the next member."""
    data = file.read(_BLOCK)
    while data:
        member = zlib.decompressobj(wbits=31)
        try:
            while data and not member.eof:
                yield member.decompress(data, _BLOCK)
                data = member.unconsumed_tail or member.unused_data or file.read(_BLOCK)
            if not member.eof:
                yield _DAMAGE
        except zlib.error:
            yield _DAMAGE
            data = data[1:]
        while data and not data.startswith(_MAGIC):
            at = data.find(_MAGIC)
            data = data[at:] if at >= 0 else _more(data, file)


def _more(data: bytes, file: BinaryIO) -> bytes:
    block = file.read(_BLOCK)
    return data[-2:] + block if block else b""


def frames(blocks: Iterable[bytes], *, largest: int) -> Iterator[Frame]:
    """Yield the records; those of more than `largest` bytes are passed over."""
    reader = _Reader(iter(blocks))
    while line := reader.line():
        if not line.strip():
            continue
        if not line.startswith(b"WARC/"):
            reader.push(line[1:])
            reader.find_next()
            yield Frame({}, b"", "no record begins where one should")
            continue
        header = line + reader.header()
        fields = _fields(header)
        length = fields.get(b"content-length", b"")
        if not header.endswith((b"\r\n\r\n", b"\n\n")) or not length.isdigit():
            reader.find_next()
            yield Frame(fields, b"", "the header is cut off, or does not say how long the record is")
        elif int(length) > largest:
            reader.skip(int(length))
            yield Frame(fields, b"", f"{int(length):,} bytes are no article")
        else:
            yield _framed(fields, header, int(length), reader)


def _framed(fields: dict[bytes, bytes], header: bytes, length: int, reader: _Reader) -> Frame:
    """Read the rest of a record; where its length is wrong the next record is looked for."""
    block = reader.take(length)
    end = reader.take(4)
    if len(block) < length:
        at = block.find(b"\nWARC/")
        if at < 0:
            return Frame(fields, b"", "the record is cut off")
        reader.push(block[at + 1 :])
        return Frame(fields, b"", "the record is shorter than it says")
    if end not in (b"\r\n\r\n", b""):
        at = (block + end).find(b"\nWARC/")
        reader.push((block + end)[at + 1 :] if at >= 0 else end)
        if at >= 0 or not end.lstrip(b"\r\n").startswith(b"W"):
            reader.find_next()
            return Frame(fields, b"", "the record is of another length than it says")
    return Frame(fields, header + block + b"\r\n\r\n")


def _fields(header: bytes) -> dict[bytes, bytes]:
    lines = (line.partition(b":") for line in header.splitlines()[1:])
    return {name.strip().lower(): value.strip() for name, colon, value in lines if colon}


class _Reader:
    """Blocks of bytes, read by lines and by numbers of bytes."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self.blocks, self.buffer = blocks, b""

    def line(self) -> bytes:
        """Return up to the next line end, or what a line may hold."""
        while (end := self.buffer.find(b"\n", 0, _HEADER)) < 0 and len(self.buffer) < _HEADER and self._fill():
            pass
        return self.take(end + 1 if end >= 0 else _HEADER)

    def header(self) -> bytes:
        """Return the lines up to a blank one, or as many as a header may have."""
        lines: list[bytes] = []
        size = 0
        while size < _HEADER and (line := self.line()):
            if line.startswith(b"WARC/"):  # of the next record
                self.push(line)
                break
            lines.append(line)
            size += len(line)
            if not line.strip():
                break
        return b"".join(lines)

    def take(self, size: int) -> bytes:
        """Return so many bytes, or all that are left."""
        held, left = [], size
        while left and (self.buffer or self._fill()):
            held.append(self.buffer[:left])
            self.buffer = self.buffer[left:]
            left -= len(held[-1])
        return b"".join(held)

    def skip(self, size: int) -> None:
        """Pass over so many bytes."""
        while size > 0 and (passed := len(self.take(min(size, _BLOCK)))):
            size -= passed

    def find_next(self) -> None:
        """Pass over all up to what may begin a record."""
        while not (found := _BEGIN.search(self.buffer)):
            self.buffer = self.buffer[-_BEGIN_SIZE:]
            if not self._fill():
                self.buffer = b""
                return
        self.buffer = self.buffer[found.start() :]

    def push(self, data: bytes) -> None:
        """Take bytes back."""
        self.buffer = data + self.buffer

    def _fill(self) -> bool:
        for block in self.blocks:
            if block:
                self.buffer += block
                return True
        return False
