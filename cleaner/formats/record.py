"""A record: one document where it stands in its file, and the way back to bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from cleaner.config import Fields
from cleaner.errors import CleanerError, Place
from cleaner.model import Document, Removal

__all__ = ["Cut", "Format", "Record", "demand_size"]

LARGEST = 50_000_000
"""Bytes of a record; a larger one is not even parsed, so that memory stays bounded."""


@dataclass(frozen=True, slots=True)
class Record:
    """One document as it was read; `number` counts from 1 within its file, `raw` is all of its bytes.

    A record that cannot be read has an `error` and no `doc`; one that holds no document (a blank line) has neither.
    """

    number: int
    raw: bytes
    doc: Document | None = None
    error: CleanerError | None = None


@dataclass(frozen=True, slots=True)
class Cut:
    """A removal as bytes: `raw` is what the file held, empty when that is the plain UTF-8 of `text`."""

    start: int
    text: str
    raw: bytes = b""


class Format(Protocol):
    """How one kind of file holds documents."""

    splits: bool
    """Whether a file may be read in parts that end at line ends."""

    def read(self, data: bytes, *, source: str, first: int, fields: Fields) -> Iterator[Record]:
        """Yield the records of a file, or of a part whose first record has the number `first`."""

    def cut(self, record: Record, removals: Sequence[Removal], fields: Fields) -> tuple[bytes, list[Cut]]:
        """Return a record's bytes without what was removed, and the bytes that went."""

    def mend(self, raw: bytes, cuts: Sequence[Cut], fields: Fields) -> bytes:
        """Return a record's first bytes from what `cut` left and took."""


def demand_size(size: int, place: Place) -> None:
    """Raise `CleanerError` for a record that is too large to be an article."""
    if size > LARGEST:
        raise CleanerError("too-large", f"{size:,} bytes are no article", do="split it into articles, or leave it out", where=place)
