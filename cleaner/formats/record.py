"""A record: one document where it stands in its file, and the way back to bytes; what a format must know to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, Protocol

from cleaner.config import Fields
from cleaner.errors import CleanerError, Place
from cleaner.formats.source import Source, Stretch
from cleaner.formats.values import document, string
from cleaner.model import Document, Removal

if TYPE_CHECKING:
    from cleaner.html import DomRemoval

__all__ = ["Cut", "Format", "Html", "Left", "Record", "demand_size", "described", "digest", "record_of"]

LARGEST = 50_000_000
"""Bytes of a record; a larger one is not even parsed, so that memory stays bounded."""

Left = bytes | None
"""What is left of a record: its bytes (of a table's row: of its text), its own `raw` when nothing went, `None` when it was dropped."""


@dataclass(frozen=True, slots=True)
class Html:
    """A page from which the text is yet to be taken; `encoding` is what its transport declared."""

    data: bytes | str
    url: str = ""
    encoding: str = ""


class Record(NamedTuple):
    """One document as it was read; `number` counts from 1 within its file, `raw` is all of its bytes.

    A record that cannot be read has an `error` and no `doc`; one that holds no document (a blank line) has neither. One
    that holds a page has `html`, and a `doc` without text: the page's text takes its place, and what went from the page
    on the way is `taken`, or `flag` says why nothing did. A row of a table has no bytes of its own.
    """

    number: int
    raw: bytes
    doc: Document | None = None
    error: CleanerError | None = None
    html: Html | None = None
    taken: tuple[DomRemoval, ...] = ()
    flag: str = ""
    line: int = 1
    """The line of a text file on which its text begins."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A removal as bytes: `raw` is what the file held, empty when that is the plain UTF-8 of `text`."""

    start: int
    text: str
    raw: bytes = b""


class Format(Protocol):
    """How one kind of file holds documents. `data` is what `load` returns: a stretch's bytes, or its table as Arrow writes it."""

    splits: bool
    """Whether a file holds many documents, and may be read in stretches."""
    writes: str
    """The format of the output, where it is another than its own: it is undone from the source then."""
    plain: bool
    """Whether a file is its pieces, one after another."""
    salvages: bool
    """Whether what stands around damage is read all the same; where it is not, a damaged file is copied as it stands."""

    def stretches(self, source: Source, stream: BinaryIO, size: int) -> Iterator[Stretch]:
        """Yield stretches of about so many bytes of a file, of which `stream` holds what it says, decompressed."""

    def load(self, source: Source, stretch: Stretch | None) -> bytes:
        """Return what a stretch, or a whole file, holds. Raises `OSError` and `CleanerError`."""

    def read(self, data: bytes, *, source: str, first: int, fields: Fields, head: bytes = b"") -> Iterator[Record]:
        """Yield the records of a file, or of a stretch whose first record has the number `first`."""

    def cut(self, record: Record, removals: Sequence[Removal], fields: Fields, head: bytes = b"") -> tuple[bytes, list[Cut]]:
        """Return a record's bytes without what was removed, and the bytes that went."""

    def put(self, record: Record, text: str, fields: Fields, head: bytes = b"") -> bytes:
        """Return a record's bytes with another text."""

    def whole(self, data: bytes, record: Record, first: int) -> bytes:
        """Return all of a record that is dropped, for the ledger."""

    def row(self, data: bytes, record: Record, first: int, fields: Fields, head: bytes = b"") -> dict[str, Any]:
        """Return all that a record holds beside its text, as values that JSON can hold."""

    def write(self, data: bytes, left: Sequence[Left], fields: Fields) -> bytes:
        """Return a stretch as it is left, from what is left of each of its records."""

    def undo(self, data: bytes, first: int, cuts: Mapping[int, Sequence[Cut]], dropped: Mapping[int, bytes], fields: Fields, head: bytes = b"") -> bytes:
        """Return a stretch as it was, from what `write` left, what went by numbers of records, and records dropped."""

    def head(self, data: bytes) -> bytes:
        """Return what reading further stretches takes from the first one."""

    def digest(self, data: bytes, fields: Fields) -> str:
        """Return a hash by which a stretch is known again."""

    def pack(self, data: bytes, compression: str) -> bytes:
        """Return what `write` or `undo` returned as a piece of a file."""

    def join(self, pieces: Iterable[bytes], path: Path, like: Path) -> None:
        """Write a file of its pieces, in order and whole or not at all; a table's file is laid out like another one."""

    def pieces(self, paths: Sequence[Path], written: Sequence[tuple[int, int]]) -> Iterator[bytes]:
        """Yield the pieces of the files that `join` wrote; of each, its bytes and its records are known."""

    def unpack(self, piece: bytes, compression: str) -> bytes:
        """Return what `write` or `undo` returned."""


def described(doc: Document) -> dict[str, Any]:
    """Return what is known of a document beside its text."""
    site = {"site": doc.site} if doc.site else {}
    return {"id": doc.id, **site, **doc.meta}


def digest(data: bytes) -> str:
    """Return the hash of bytes."""
    return sha256(data).hexdigest()


def record_of(number: int, raw: bytes, text: str | None, page: str | None, values: Mapping[str, Any], *, place: Place) -> Record:
    """Return the record of a text, or of a page whose text is yet to be taken; of neither, one without a document.

    `values` is what the record says beside it, by our names. Raises `CleanerError` for what is too large to be an article.
    """
    if page is not None:
        demand_size(len(page), place)
        known = document("", values)
        return Record(number, raw, replace(known, id=string(values.get("id"))), html=Html(page, known.meta.get("url", "")))
    if text is None:
        return Record(number, raw)
    demand_size(len(text), place)
    return Record(number, raw, document(text, values))


def demand_size(size: int, place: Place) -> None:
    """Raise `CleanerError` for a record that is too large to be an article."""
    if size > LARGEST:
        raise CleanerError("too-large", f"{size:,} bytes are no article", do="split it into articles, or leave it out", where=place)
