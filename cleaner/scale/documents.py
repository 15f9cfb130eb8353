"""The documents of a part, whatever its format: what `clean`, `check`, `explain` and passes over a corpus read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cleaner.config import Fields
from cleaner.formats.discover import FORMATS
from cleaner.formats.record import Record
from cleaner.scale.plan import Part

__all__ = ["read_records", "with_head"]


def with_head(part: Part, data: bytes) -> Part:
    """Return a part that knows what reading it takes from the file's beginning; of a whole file, `data` tells."""
    return part if part.head else replace(part, head=FORMATS[part.source.format].head(data))


def read_records(part: Part, data: bytes, fields: Fields, *, name: str = "") -> Iterator[Record]:
    """Yield the records of a part whose data `read_part` returned; errors call the file `name`, or what it is called in the output."""
    form = FORMATS[part.source.format]
    yield from form.read(data, source=name or part.source.name, first=part.first, fields=fields, head=part.head)
