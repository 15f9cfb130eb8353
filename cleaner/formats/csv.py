"""CSV and TSV: a record may hold line ends in quotes; only the bytes of the text's value are ever touched."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, BinaryIO, NamedTuple

from cleaner.config import Fields
from cleaner.errors import CleanerError, Place, nearest
from cleaner.formats.compression import read_all
from cleaner.formats.lines import LineFormat
from cleaner.formats.record import LARGEST, Cut, Record, demand_size, record_of
from cleaner.formats.source import Source, Stretch
from cleaner.formats.values import META
from cleaner.model import Removal

__all__ = ["CsvFormat"]

_BLOCK = 1 << 20
_HEAD = 1 << 16
"""Bytes among which the header is."""
_DELIMITERS = b",;\t|"


class _Header(NamedTuple):
    """The names of the columns, and what stands between them."""

    delimiter: bytes
    names: list[str]


class CsvFormat(LineFormat):
    """A file with a header and a record for each document, as RFC 4180 has it, with any of the usual delimiters.

    Counted from 1, the header is record 1. A quote opens a value only at its beginning; a quote inside is doubled.
    """

    def __init__(self, delimiters: bytes = _DELIMITERS) -> None:
        self.delimiters = delimiters

    def stretches(self, source: Source, stream: BinaryIO, size: int) -> Iterator[Stretch]:
        """Yield stretches that end with a record, each with the header."""
        buffer = read_all(stream, _HEAD, str(source.path))
        head = self.head(buffer)
        match = _record(self._delimiter(head)).match
        start = at = records = 0
        block = buffer
        while block:
            while (record := match(buffer, at)) and buffer.endswith(b"\n", at, record.end()):  # else it goes on in the next block
                at, records = record.end(), records + 1
                if at >= size:
                    yield Stretch(start, at, records, None if source.seekable else buffer[:at], head)
                    start, buffer, at, records = start + at, buffer[at:], 0, 0
            _demand_end(len(buffer) - at, source)
            block = read_all(stream, min(_BLOCK, size), str(source.path))
            buffer += block
        if buffer:
            rest = len(list(self.records(buffer[at:], head)))
            yield Stretch(start, len(buffer), records + rest, None if source.seekable else buffer, head)

    def head(self, data: bytes) -> bytes:
        """Return the header: the first record."""
        data = data[:_HEAD]
        counts = {delimiter: _names(found[0], delimiter) for delimiter in _each(self.delimiters) if (found := _record(delimiter).match(data))}
        best = max(counts, key=lambda delimiter: len(counts[delimiter]), default=b",")
        found = _record(best).match(data)
        return found[0] if found else b""

    def records(self, data: bytes, head: bytes = b"") -> Iterable[bytes]:
        """Yield the bytes of each record; what follows a quote that is never closed is one."""
        match, at = _record(self._delimiter(head or self.head(data))).match, 0
        while at < len(data) and (record := match(data, at)):
            yield record[0]
            at = record.end()
        if at < len(data):
            yield data[at:]

    def read(self, data: bytes, *, source: str, first: int, fields: Fields, head: bytes = b"") -> Iterator[Record]:
        """Yield a record for the header and for each document."""
        header = self._header(head or self.head(data))
        problem = _problem(header, fields, Place(source, 1))
        for number, raw in enumerate(self.records(data, head), first):
            if number == 1 or problem or not raw.strip():
                yield Record(number, raw, error=problem if number == 1 else None)
                continue
            try:
                yield _row_record(number, raw, header, fields, Place(source, number))
            except CleanerError as error:
                yield Record(number, raw, error=error)

    def cut(self, record: Record, removals: Sequence[Removal], fields: Fields, head: bytes = b"") -> tuple[bytes, list[Cut]]:
        """Return the record with the removals cut out of the text's value."""
        start, end, quoted = self._place(record.raw, fields, head)
        raw = record.raw[start:end].decode()
        offsets = _offsets(raw, [point for removal in removals for point in (removal.start, removal.end)], quoted=quoted)
        cuts, kept, at = [], [], 0
        for removal, first, last in zip(removals, offsets[::2], offsets[1::2], strict=True):
            cuts.append(Cut(removal.start, removal.text))
            kept.append(raw[at:first])
            at = last
        value = "".join([*kept, raw[at:]])
        if not quoted and value.startswith('"'):  # it would be taken for the quote that opens a value
            value = f'"{_plain(value, quoted=True)}"'
        return record.raw[:start] + value.encode() + record.raw[end:], cuts

    def mend(self, raw: bytes, cuts: Sequence[Cut], fields: Fields, head: bytes = b"") -> bytes:
        """Return the record as it was."""
        start, end, quoted = self._place(raw, fields, head)
        value = raw[start:end].decode()
        points, taken = [], 0
        for cut in cuts:
            points.append(cut.start - taken)
            taken += len(cut.text)
        pieces, at = [], 0
        for cut, offset in zip(cuts, _offsets(value, points, quoted=quoted), strict=True):
            pieces += [value[at:offset], _plain(cut.text, quoted=quoted)]
            at = offset
        return raw[:start] + "".join([*pieces, value[at:]]).encode() + raw[end:]

    def put(self, record: Record, text: str, fields: Fields, head: bytes = b"") -> bytes:
        """Return the record with another text."""
        start, end, quoted = self._place(record.raw, fields, head)
        return record.raw[: start - quoted] + f'"{_plain(text, quoted=True)}"'.encode("utf-8", "replace") + record.raw[end + quoted :]

    def row(self, data: bytes, record: Record, first: int, fields: Fields, head: bytes = b"") -> dict[str, Any]:
        """Return the record's values by the names of their columns."""
        header = self._header(head or self.head(data))
        return dict(zip(header.names, map(_value, _values(record.raw, header.delimiter)), strict=True))

    def _delimiter(self, head: bytes) -> bytes:
        return max(_each(self.delimiters), key=lambda delimiter: len(_names(head, delimiter)))

    def _header(self, head: bytes) -> _Header:
        """Return the header as the delimiter has it that makes the most columns of it."""
        delimiter = self._delimiter(head)
        return _Header(delimiter, _names(head, delimiter))

    def _place(self, raw: bytes, fields: Fields, head: bytes) -> tuple[int, int, bool]:
        """Return where the text's value stands in a record, less its quotes, and whether it has any."""
        header = self._header(head)
        start, end = _spans(raw, header.delimiter)[header.names.index(fields.text)]
        quoted = raw[start : start + 1] == b'"'
        return start + quoted, end - quoted, quoted


def _each(delimiters: bytes) -> list[bytes]:
    return [bytes([one]) for one in delimiters]


@cache
def _field(delimiter: bytes) -> bytes:
    """A value: in quotes, or without one at its beginning; empty too."""
    return rb'(?:"(?:[^"]++|"")*+"[^%b\n]*+|[^%b"\n][^%b\n]*+|)' % ((re.escape(delimiter),) * 3)


@cache
def _record(delimiter: bytes) -> re.Pattern[bytes]:
    """A record with its line end; the last one may lack it."""
    field = _field(delimiter)
    return re.compile(rb"%b(?:%b%b)*+(?:\n|\Z)" % (field, re.escape(delimiter), field))


@cache
def _cell(delimiter: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"(%b)(?:%b|\Z)" % (_field(delimiter), re.escape(delimiter)))


def _spans(raw: bytes, delimiter: bytes) -> list[tuple[int, int]]:
    """Return where the values of a record stand, quotes included; of a record whose quotes are not in order, nothing."""
    body = raw.rstrip(b"\r\n")
    spans: list[tuple[int, int]] = []
    at = 0
    for cell in _cell(delimiter).finditer(body):
        if cell.start() != at:
            return []
        if spans and at == len(body) and not body.endswith(delimiter):
            break  # the empty match behind the last value
        spans.append(cell.span(1))
        at = cell.end()
    return spans if at == len(body) else []


def _values(raw: bytes, delimiter: bytes) -> list[bytes]:
    return [raw[start:end] for start, end in _spans(raw, delimiter)]


def _value(cell: bytes) -> str:
    """Return what a value says."""
    return cell[1:-1].decode("utf-8", "replace").replace('""', '"') if cell.startswith(b'"') else cell.decode("utf-8", "replace")


def _names(head: bytes, delimiter: bytes) -> list[str]:
    return [_value(cell) for cell in _values(head.removeprefix(codecs.BOM_UTF8), delimiter)]


def _problem(header: _Header, fields: Fields, place: Place) -> CleanerError | None:
    for name, option in ((fields.text, "--text-field"), (fields.html, "--html-field")):
        if name and name not in header.names:
            do = nearest(name, header.names) or f"name it with {option}; the header has {', '.join(header.names[:8])}"
            return CleanerError("no-field", f"no column '{name}'", do=do, where=place)
    return None


def _row_record(number: int, raw: bytes, header: _Header, fields: Fields, place: Place) -> Record:
    demand_size(len(raw), place)
    cells = _values(raw, header.delimiter)
    if not cells or any(cell.startswith(b'"') and not cell.endswith(b'"') for cell in cells):
        raise CleanerError("not-csv", "a quote is never closed, or text stands behind one that is", do="mend or drop the record", where=place)
    if len(cells) != len(header.names):
        what = f"{len(cells)} {'value' if len(cells) == 1 else 'values'}, and the header has {len(header.names)}"
        raise CleanerError("not-csv", what, do="mend or drop the record", where=place)
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        raise CleanerError("not-utf8", f"not UTF-8: byte {raw[error.start]:#04x}", do="convert the file", where=place) from None
    values = dict(zip(header.names, cells, strict=True))
    known = {name: _value(values[column]) for name in META if (column := getattr(fields, name)) in values}
    page = _value(values[fields.html]) if fields.html else ""
    return record_of(number, raw, _value(values[fields.text]), page or None, known, place=place)


def _offsets(raw: str, points: Iterable[int], *, quoted: bool) -> list[int]:
    """Return where ascending offsets into a value lie in the value as written, where a quote may be two."""
    if not quoted or '"' not in raw:
        return list(points)
    found: list[int] = []
    at = passed = 0
    for point in points:
        while passed < point:
            at += 2 if raw[at] == '"' else 1
            passed += 1
        found.append(at)
    return found


def _plain(text: str, *, quoted: bool) -> str:
    return text.replace('"', '""') if quoted else text


def _demand_end(size: int, source: Source) -> None:
    if size > LARGEST:
        what = f"a record of more than {LARGEST:,} bytes: perhaps a quote is never closed"
        raise CleanerError("not-csv", what, do="mend the file", where=Place(str(source.path)))
