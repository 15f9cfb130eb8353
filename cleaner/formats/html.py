"""HTML: a file is a page; its article comes out as text, and it is undone from its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaner.config import Fields
from cleaner.formats.lines import LineFormat
from cleaner.formats.record import Cut, Html, Record
from cleaner.model import Document, Removal

__all__ = ["HtmlFormat"]


class HtmlFormat(LineFormat):
    """A page in a file of its own. The text is taken from it later, by rules and an extractor that a format does not know."""

    splits = False
    writes = "txt"

    def read(self, data: bytes, *, source: str, first: int, fields: Fields, head: bytes = b"") -> Iterator[Record]:
        """Yield the one record of a file."""
        yield Record(first, data, Document("", source), html=Html(data))

    def cut(self, record: Record, removals: Sequence[Removal], fields: Fields, head: bytes = b"") -> tuple[bytes, list[Cut]]:
        """Return the page: it is never written."""
        return record.raw, []

    def mend(self, raw: bytes, cuts: Sequence[Cut], fields: Fields, head: bytes = b"") -> bytes:
        """Return the page."""
        return raw
