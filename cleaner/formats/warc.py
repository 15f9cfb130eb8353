"""WARC: the pages of a crawl, whatever is broken between them; they come out as lines of JSON."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from typing import Any, BinaryIO, Literal

from cleaner.config import Fields
from cleaner.errors import CleanerError, Place, UsageError
from cleaner.formats.compression import open_binary
from cleaner.formats.frames import Frame, chunks, frames, inflate
from cleaner.formats.lines import LineFormat
from cleaner.formats.record import LARGEST, Cut, Html, Record
from cleaner.formats.source import STDIN, Source, Stretch
from cleaner.formats.values import host
from cleaner.model import Document, Removal

__all__ = ["WarcFormat", "demand_fastwarc"]

_LARGEST_PAGE = 20_000_000
"""Bytes of a page that are read, decompressed; it is refused when there are more."""
RAW_DEFLATE, GZIP = -zlib.MAX_WBITS, zlib.MAX_WBITS + 16
"""What zlib is told of the form of packed data."""
_GZIP_SIGN = b"\x1f\x8b"
_PROBLEM = b"WARC/1.0\r\nx-cleaner-problem: %b\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
_MARKUP = (b"<html", b"<!doctype html", b"<body", b"<head")


class WarcFormat(LineFormat):
    """A WARC file. Its documents are the responses that are pages (status 2xx), resources that are, and text that was converted from them.

    A stretch holds these records, and in the place of broken ones what is wrong with them.
    """

    writes = "jsonl"
    plain = False
    salvages = True

    def stretches(self, source: Source, stream: BinaryIO, size: int) -> Iterator[Stretch]:
        """Yield stretches of records; they hold what they say."""
        held: list[bytes] = []
        total = start = 0
        for frame in _frames(source, stream):
            if not (data := _kept(frame)):
                continue
            held.append(data)
            total += len(data)
            if total >= size:
                yield Stretch(start, total, len(held), b"".join(held))
                held, start, total = [], start + total, 0
        if held:
            yield Stretch(start, total, len(held), b"".join(held))

    def load(self, source: Source, stretch: Stretch | None) -> bytes:
        """Return the records of a whole file."""
        with open_binary(source.path) as stream:
            return b"".join(filter(None, map(_kept, _frames(source, stream))))

    def read(self, data: bytes, *, source: str, first: int, fields: Fields, head: bytes = b"") -> Iterator[Record]:
        """Yield a record for each page."""
        for number, frame in enumerate(frames([data], largest=LARGEST), first):
            place = Place(source, number)
            if problem := frame.fields.get(b"x-cleaner-problem"):
                yield Record(number, frame.data, error=_broken(problem.decode(), place))
                continue
            try:
                yield _record(number, frame)
            except (OSError, ValueError) as error:
                yield Record(number, frame.data, error=_broken(str(error), place))

    def cut(self, record: Record, removals: Sequence[Removal], fields: Fields, head: bytes = b"") -> tuple[bytes, list[Cut]]:
        """Return the record: it is never written."""
        return record.raw, []

    def mend(self, raw: bytes, cuts: Sequence[Cut], fields: Fields, head: bytes = b"") -> bytes:
        """Return the record."""
        return raw


def demand_fastwarc() -> None:
    """Raise `UsageError` where fastwarc is not installed."""
    try:
        import fastwarc  # noqa: F401
    except ImportError:
        raise UsageError("missing-extra", "WARC files need fastwarc", do="pip install 'cleaner[warc]'") from None


def _frames(source: Source, stream: BinaryIO) -> Iterator[Frame]:
    """Yield the records of a file; a damaged member of a gzip file costs the records in it."""
    with ExitStack() as stack:
        blocks: Iterable[bytes] = chunks(stream, str(source.path))
        if source.compression == "gzip" and str(source.path) != STDIN:
            blocks = inflate(stack.enter_context(source.path.open("rb")))
        yield from frames(blocks, largest=LARGEST)


def _kept(frame: Frame) -> bytes:
    """Return what a stretch holds of a record: nothing, if it is no page."""
    if frame.problem:
        kind = frame.fields.get(b"warc-type", b"response")
        return _PROBLEM % frame.problem.encode() if kind in (b"response", b"resource", b"conversion") else b""
    kind = frame.fields.get(b"warc-type", b"")
    start = frame.data[: 1 << 14]
    if kind == b"response":
        http, _, body = start.partition(b"\r\n\r\n")[2].partition(b"\r\n\r\n")
        status, _, head = http.partition(b"\n")
        return frame.data if status.split(b" ")[1:2] and status.split(b" ")[1].startswith(b"2") and _is_page(_content_type(head), body) else b""
    if kind in (b"resource", b"conversion"):
        content = frame.fields.get(b"content-type", b"").lower()
        return frame.data if content.startswith(b"text/plain") or _is_page(content, start.partition(b"\r\n\r\n")[2]) else b""
    return b""


def _content_type(head: bytes) -> bytes:
    values = (line.partition(b":")[2] for line in head.lower().splitlines() if line.startswith(b"content-type:"))
    return next(values, b"").strip()


def _is_page(content: bytes, body: bytes) -> bool:
    return b"html" in content or (not content and any(sign in body.lower() for sign in _MARKUP))


def _record(number: int, frame: Frame) -> Record:
    fields = {name: value.decode("utf-8", "replace") for name, value in frame.fields.items()}
    url = fields.get(b"warc-target-uri", "").strip("<>")
    meta = {name: value for name, value in (("url", url), ("warc_date", fields.get(b"warc-date", ""))) if value}
    id = fields.get(b"warc-record-id", "")
    if fields.get(b"content-type", "").lower().startswith("text/plain"):
        text = frame.data.partition(b"\r\n\r\n")[2][: int(fields[b"content-length"])].decode("utf-8", "replace")
        return Record(number, frame.data, Document(text, id, host(url), meta))
    body, encoding = _body(frame)
    return Record(number, frame.data, Document("", id, host(url), meta), html=Html(body, url, encoding))


def _body(frame: Frame) -> tuple[bytes, str]:
    """Return a page and what its transport says of the encoding; without the codings of the transport, if they are what they say."""
    data = _plain_header(frame)
    try:
        body, encoding = _decoded(data, "all")
    except OSError:
        body, encoding = _decoded(data, "none")
        body = _inflated(body, RAW_DEFLATE) or body
    return (_inflated(body, GZIP) or body) if body.startswith(_GZIP_SIGN) else body, encoding


def _plain_header(frame: Frame) -> bytes:
    """Return a record with a header as fastwarc knows it: names in small letters are right too, and tell it nothing."""
    content = frame.fields.get(b"content-type", b"application/http; msgtype=response")
    block = frame.data.partition(b"\r\n\r\n")[2]
    header = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: %b\r\nContent-Length: %b\r\n\r\n"
    return header % (content, frame.fields[b"content-length"]) + block


def _decoded(data: bytes, codings: Literal["all", "none"]) -> tuple[bytes, str]:
    from fastwarc.warc import ArchiveIterator

    record: Any = next(iter(ArchiveIterator(io.BytesIO(data), parse_http=True, auto_decode=codings)))
    body: bytes = record.reader.read(_LARGEST_PAGE + 1)
    return body, record.http_charset or ""


def _inflated(body: bytes, how: int) -> bytes:
    """Return what was packed, as far as it goes; nothing, if it is no page. Servers name raw deflate `deflate`, and gzip `x-gzip` or not at all."""
    try:
        page = zlib.decompressobj(how).decompress(body, _LARGEST_PAGE + 1)
    except zlib.error:
        return b""
    return page if b"<" in page else b""


def _broken(what: str, place: Place) -> CleanerError:
    return CleanerError("broken-record", what, do="fetch the file again, if it was whole", where=place)
