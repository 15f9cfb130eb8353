"""Markdown: front matter in YAML or TOML tells about the document and is never touched; the rest is its text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

from cleaner.config import Fields
from cleaner.formats.record import Cut, Record
from cleaner.formats.text import TextFormat
from cleaner.formats.values import META, document, jsonable
from cleaner.model import Removal

__all__ = ["MarkdownFormat", "split_front"]

_LARGEST = 1 << 16
"""Characters of front matter."""
_FRONT = re.compile(r"\ufeff?(?:---[ \t]*\r?\n(?P<yaml>.*?)^(?:---|\.\.\.)|\+\+\+[ \t]*\r?\n(?P<toml>.*?)^\+\+\+)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_ALIASES = {"language": "lang", "author": "authors"}


class MarkdownFormat(TextFormat):
    """A file of Markdown in UTF-8."""

    def read(self, data: bytes, *, source: str, first: int, fields: Fields, head: bytes = b"") -> Iterator[Record]:
        """Yield the one record of a file."""
        for record in super().read(data, source=source, first=first, fields=fields, head=head):
            front, known = split_front(record.raw)
            if not front or not record.doc:
                yield record
                continue
            values = {name: value for name in META if (value := _value(known, getattr(fields, name), _ALIASES.get(name, "")))}
            doc = document(data[len(front) :].decode(), {**values, "id": source})
            yield record._replace(doc=doc, line=front.count(b"\n") + 1)

    def cut(self, record: Record, removals: Sequence[Removal], fields: Fields, head: bytes = b"") -> tuple[bytes, list[Cut]]:
        """Return the file without what was removed."""
        front, _ = split_front(record.raw)
        left, cuts = super().cut(record._replace(raw=record.raw[len(front) :]), removals, fields, head)
        return front + left, cuts

    def mend(self, raw: bytes, cuts: Sequence[Cut], fields: Fields, head: bytes = b"") -> bytes:
        """Return the file as it was."""
        front, _ = split_front(raw)
        return front + super().mend(raw[len(front) :], cuts, fields, head)

    def row(self, data: bytes, record: Record, first: int, fields: Fields, head: bytes = b"") -> dict[str, Any]:
        """Return what the front matter says."""
        return {**super().row(data, record, first, fields, head), **jsonable(split_front(record.raw)[1])}


def split_front(data: bytes) -> tuple[bytes, Mapping[str, Any]]:
    """Return the bytes of the front matter, its line ends and marks included, and what it says; nothing where there is none."""
    if not data.lstrip(b"\xef\xbb\xbf").startswith((b"---", b"+++")):
        return b"", {}
    found = _FRONT.match(data[:_LARGEST].decode("utf-8", "ignore"))
    try:
        values = (tomllib.loads(found["toml"]) if found["toml"] is not None else yaml.load(found["yaml"], _Loader)) if found else None
    except (yaml.YAMLError, tomllib.TOMLDecodeError, ValueError, RecursionError):
        values = None
    return (found[0].encode(), values) if found and isinstance(values, dict) else (b"", {})


_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _value(known: Mapping[str, Any], name: str, alias: str) -> Any:
    """Return a value, of several the strings."""
    value = known.get(name, known.get(alias))
    return ", ".join(one for one in value if isinstance(one, str)) if isinstance(value, list) else value
