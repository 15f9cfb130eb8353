"""JSON lines: a line is a record; only the bytes of the text's value are ever touched."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Any

import orjson

from cleaner.config import Fields
from cleaner.errors import CleanerError, Place, nearest
from cleaner.formats.jsonvalue import find_string, raw_offsets
from cleaner.formats.lines import LineFormat, split_lines
from cleaner.formats.record import Cut, Record, demand_size, record_of
from cleaner.formats.values import META, document, dump_line, with_value
from cleaner.model import Removal

__all__ = ["JsonlFormat", "plain_start", "plainly_written"]

_TYPES = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object", type(None): "null"}
_OPENS = re.compile(rb'[ \t\r\n]*:[ \t\r\n]*"')
_QUOTE, _BACKSLASH = b'"\\'


class JsonlFormat(LineFormat):
    """A file with a JSON object a line."""

    def read(self, data: bytes, *, source: str, first: int, fields: Fields, head: bytes = b"") -> Iterator[Record]:
        """Yield a record for every line, blank and broken ones included."""
        named = [(name, getattr(fields, name)) for name in META]
        for number, line in enumerate(split_lines(data), first):
            body = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
            if not body.strip():
                yield Record(number, line)
                continue
            try:
                yield _record(number, line, body, Place(source, number), fields, named)
            except CleanerError as error:
                yield Record(number, line, error=error)

    def cut(self, record: Record, removals: Sequence[Removal], fields: Fields, head: bytes = b"") -> tuple[bytes, list[Cut]]:
        """Return the line with the removals cut out of the text's value."""
        points = [point for removal in removals for point in (removal.start, removal.end)]
        line = record.raw
        if offsets := plainly_written(line, fields.text, record.doc.text if record.doc else "", points):
            kept = [line[at:first] for at, first in zip((0, *offsets[1::2]), (*offsets[::2], len(line)), strict=True)]
            return b"".join(kept), [Cut(removal.start, removal.text, b"") for removal in removals]
        start, end = find_string(line, fields.text.split("."))
        raw = line[start:end].decode("utf-8", "surrogatepass")
        offsets = raw_offsets(raw, points)
        cuts, pieces, at = [], [], 0
        for removal, first, last in zip(removals, offsets[::2], offsets[1::2], strict=True):
            written = raw[first:last].encode()
            cuts.append(Cut(removal.start, removal.text, b"" if written == _plain(removal.text) else written))
            pieces.append(raw[at:first])
            at = last
        value = "".join([*pieces, raw[at:]]).encode("utf-8", "surrogatepass")
        return line[:start] + value + line[end:], cuts

    def put(self, record: Record, text: str, fields: Fields, head: bytes = b"") -> bytes:
        """Return the line with another text; a field that is not there comes last."""
        value = orjson.dumps(text)
        try:
            start, end = find_string(record.raw, fields.text.split("."))
            return record.raw[: start - 1] + value + record.raw[end + 1 :]
        except KeyError:
            pass
        row = _parse(record.raw.removeprefix(codecs.BOM_UTF8), Place(""))
        if "." in fields.text or fields.text in row:
            return dump_line(with_value(self.row(b"", record, 1, fields), fields.text.split("."), text))
        body, brace, after = record.raw.rpartition(b"}")
        return body + b"," * bool(row) + orjson.dumps(fields.text) + b":" + value + brace + after

    def row(self, data: bytes, record: Record, first: int, fields: Fields, head: bytes = b"") -> dict[str, Any]:
        """Return the object; numbers too, as far as Python has them."""
        row: dict[str, Any] = json.loads(record.raw.removeprefix(codecs.BOM_UTF8))
        return row

    def mend(self, raw: bytes, cuts: Sequence[Cut], fields: Fields, head: bytes = b"") -> bytes:
        """Return the line as it was."""
        start, end = find_string(raw, fields.text.split("."))
        value = raw[start:end].decode("utf-8", "surrogatepass")
        points, taken = [], 0
        for cut in cuts:
            points.append(cut.start - taken)
            taken += len(cut.text)
        pieces, at = [], 0
        for cut, offset in zip(cuts, raw_offsets(value, points), strict=True):
            pieces += [value[at:offset].encode("utf-8", "surrogatepass"), cut.raw or _plain(cut.text)]
            at = offset
        return b"".join([raw[:start], *pieces, value[at:].encode("utf-8", "surrogatepass"), raw[end:]])


def plainly_written(line: bytes, path: str, text: str, points: Sequence[int]) -> list[int] | None:
    """Return, fast, where points of a text lie in its line, if `plain_start` finds it."""
    try:
        data = text.encode()
    except UnicodeEncodeError:  # a lone surrogate has no plain form
        return None
    size = len(data) + _escapes(data)
    start = plain_start(line, path, size)
    return _offsets(text, points, start, start + size) if start >= 0 else None


def plain_start(line: bytes, path: str, size: int) -> int:
    """Return, fast, where a line holds the value of its text, which takes `size` bytes if it is written the plain way, with nothing nested before it, and
    nothing behind it that may have its name; else -1.

    A value has no shorter form than the plain one, and that alone is so short: so its length tells.
    """
    name = b'"' + path.encode("utf-8", "surrogatepass") + b'"'
    at = line.find(name)
    if at < 0 or not size or "." in path or "\\" in path or '"' in path:
        return -1
    before, opened = line[:at], _OPENS.match(line, at + len(name))
    if not opened or before.count(b"{") != 1 or before.rstrip()[-1:] not in (b"{", b","):
        return -1
    end = opened.end() + size
    closes = line[end - 1 : end + 1]
    if len(closes) < 2 or closes[1] != _QUOTE or closes[0] == _BACKSLASH or line.find(name, end) >= 0 or line.find(b"\\", end) >= 0:
        return -1
    return opened.end()


def _escapes(data: bytes) -> int:
    """Return how many bytes more text takes that is written the plain way, rare control characters left out."""
    count = data.count
    return count(b"\n") + count(b'"') + count(b"\\") + count(b"\t") + count(b"\r")


def _offsets(text: str, points: Sequence[int], start: int, end: int) -> list[int]:
    """Return where points of a text lie when it is written the plain way between `start` and `end`; counted from its nearer end."""
    if points[0] < len(text) - points[0]:
        return [start + one for one in accumulate(len(_plain(text[first:last])) for first, last in pairwise((0, *points)))]
    left = accumulate(len(_plain(text[first:last])) for last, first in pairwise((len(text), *reversed(points))))
    return [end - one for one in left][::-1]


def _plain(text: str) -> bytes:
    """Write a string's value the way that needs no note of how it was written."""
    try:
        return orjson.dumps(text)[1:-1]
    except orjson.JSONEncodeError:
        return b""


def _record(number: int, raw: bytes, line: bytes, place: Place, fields: Fields, named: Sequence[tuple[str, str]]) -> Record:
    """Return the record of a line; `named` are our names for what it may say beside the text, with the fields that say it."""
    row = _parse(line, place)
    values = {}
    for name, path in named:
        value = _field(row, path) if "." in path else row.get(path, _MISSING)
        if value is not _MISSING:
            values[name] = value
    page = _field(row, fields.html) if fields.html else None
    if isinstance(page, str):
        return record_of(number, raw, None, page, values, place=place)
    text = _field(row, fields.text)
    if not isinstance(text, str):
        if fields.html:
            _refuse(row, fields.html, page, place, option="--html-field")
        _refuse(row, fields.text, text, place)
    return Record(number, raw, document(text, values))


def _parse(line: bytes, place: Place) -> dict[str, Any]:
    """Parse a line with orjson, and what that refuses (NaN, lone surrogates) with the standard library."""
    demand_size(len(line), place)
    try:
        try:
            row = orjson.loads(line)
        except orjson.JSONDecodeError:
            row = json.loads(line.rstrip().decode("utf-8"))
    except json.JSONDecodeError as error:
        where = Place(place.file, place.line, error.colno)
        what = error.msg.removesuffix(" at")
        raise CleanerError("not-json", f"not JSON: {what[:1].lower()}{what[1:]}", do="mend or drop the line", where=where) from None
    except UnicodeDecodeError as error:
        raise CleanerError("not-utf8", f"not UTF-8: byte {line[error.start]:#04x}", do="convert the file", where=place) from None
    except (RecursionError, ValueError) as error:
        what = "nested too deep" if isinstance(error, RecursionError) else "holds a number of too many digits"
        raise CleanerError("not-json", what, do="mend or drop the line", where=place) from None
    if not isinstance(row, dict):
        raise CleanerError("not-object", f"the line is {_TYPES.get(type(row), 'a string')}, not an object", do="write {...} a line", where=place)
    return row


def _field(row: Mapping[str, Any], path: str) -> Any:
    if "." not in path:
        return row.get(path, _MISSING)
    value: Any = row
    for key in path.split("."):
        if not isinstance(value, dict) or key not in value:
            return _MISSING
        value = value[key]
    return value


_MISSING = object()


def _refuse(row: Mapping[str, Any], path: str, value: Any, place: Place, *, option: str = "--text-field") -> None:
    if value is _MISSING:
        known = ", ".join(list(row)[:8]) or "none"
        do = nearest(path, row) or f"name the text's field with {option}; the line has {known}"
        raise CleanerError("no-field", f"no field '{path}'", do=do, where=place)
    raise CleanerError("wrong-type", f"the field '{path}' is {_TYPES[type(value)]}, not a string", do=f"name another with {option}", where=place)
