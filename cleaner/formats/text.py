"""Plain text: a file is a document; line ends, byte order mark and a missing last line end stay."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence

from cleaner.config import Fields
from cleaner.errors import CleanerError, Place
from cleaner.formats.lines import LineFormat
from cleaner.formats.record import Cut, Record
from cleaner.model import Document, Removal

__all__ = ["TextFormat"]


class TextFormat(LineFormat):
    """A file of text in UTF-8."""

    splits = False

    def read(self, data: bytes, *, source: str, first: int, fields: Fields, head: bytes = b"") -> Iterator[Record]:
        """Yield the one record of a file."""
        try:
            text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
        except UnicodeDecodeError as error:
            before = data[: error.start]
            place = Place(source, before.count(b"\n") + 1, error.start - (before.rfind(b"\n") + 1) + 1)
            what = f"not UTF-8: byte {data[error.start]:#04x}"
            yield Record(first, data, error=CleanerError("not-utf8", what, do="convert it, for example with iconv", where=place))
            return
        if "\0" in text:
            line = text.count("\n", 0, text.index("\0")) + 1
            yield Record(first, data, error=CleanerError("nul-bytes", "holds NUL bytes, as binary files do", do="leave it out", where=Place(source, line)))
            return
        yield Record(first, data, Document(text, source))

    def cut(self, record: Record, removals: Sequence[Removal], fields: Fields, head: bytes = b"") -> tuple[bytes, list[Cut]]:
        """Return the file without what was removed."""
        bom, text = _split_bom(record.raw)
        at, kept = 0, []
        for removal in removals:
            kept.append(text[at : removal.start])
            at = removal.end
        return bom + "".join([*kept, text[at:]]).encode(), [Cut(removal.start, removal.text) for removal in removals]

    def mend(self, raw: bytes, cuts: Sequence[Cut], fields: Fields, head: bytes = b"") -> bytes:
        """Return the file as it was."""
        bom, left = _split_bom(raw)
        return bom + insert(left, cuts).encode()


def insert(left: str, cuts: Sequence[Cut]) -> str:
    """Put cuts back into what they left; their starts are offsets into the whole."""
    pieces, at, length = [], 0, 0
    for cut in cuts:
        pieces += [left[at : at + cut.start - length], cut.text]
        at += cut.start - length
        length = cut.start + len(cut.text)
    return "".join([*pieces, left[at:]])


def _split_bom(data: bytes) -> tuple[bytes, str]:
    bom = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    return bom, data[len(bom) :].decode("utf-8")
