"""The documents of a part, whatever its format: what `clean`, `check`, `explain` and passes over a corpus read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from cleaner.batches import in_batches
from cleaner.config import Fields
from cleaner.errors import CleanerError, Place
from cleaner.formats.discover import FORMATS
from cleaner.formats.record import Record
from cleaner.formats.values import value_at
from cleaner.model import Document, content_id, has_content_id
from cleaner.pipeline import Cleaner
from cleaner.scale.known import NOTHING_KNOWN, Known, read_lines
from cleaner.scale.plan import Part
from cleaner.text.page import Page

if TYPE_CHECKING:
    from cleaner.html import Extracted

__all__ = ["asked_fields", "folder_of", "has_derived_id", "prepared", "read_records", "with_head"]

NO_TEXT = "no article was found in the page"
_NONE: Mapping[int, Extracted] = MappingProxyType({})


def with_head(part: Part, data: bytes) -> Part:
    """Return a part that knows what reading it takes from the file's beginning; of a whole file, `data` tells."""
    return part if part.head else replace(part, head=FORMATS[part.source.format].head(data))


def folder_of(part: Part) -> str:
    """Return the first folder of a part's file, by which a site may go; empty for a file in none."""
    folder, slash, _ = part.source.name.partition("/")
    return folder if slash else ""


def has_derived_id(part: Part, id: str, text: str) -> bool:
    """Tell whether a document has no id of its own, but one that is made of its text or its file's name."""
    return id == part.source.name or has_content_id(id, text)


def read_records(
    part: Part,
    data: bytes,
    fields: Fields,
    cleaner: Cleaner | None = None,
    *,
    name: str = "",
    pages: Mapping[int, Extracted] = _NONE,
    known: Known = NOTHING_KNOWN,
) -> Iterator[Record]:
    """Yield the records of a part whose data `read_part` returned, with the text of pages that they hold, taken as `cleaner` takes it.

    What extraction came to before is in `pages`, by the numbers of the records; of a format of lines some documents may be `known`. Errors call
    the file `name`, or what it is called in the output.
    """
    name, head = name or part.source.name, with_head(part, data).head

    def read(data: bytes, first: int) -> Iterator[Record]:
        return FORMATS[part.source.format].read(data, source=name, first=first, fields=fields, head=head)

    for record in read_lines(data, part.first, known, read) if known.numbers or known.copied else read(data, part.first):
        if record.html:
            cleaner = cleaner or Cleaner()
            record = _with_text(record, cleaner, Place(name, record.number), pages.get(record.number))
        yield record


def prepared(records: Iterable[Record], cleaner: Cleaner) -> Iterator[tuple[Record, Page | None]]:
    """Yield records, each with its document, if it has one, prepared for rules: some are read ahead, and looked at together."""
    for some in in_batches(records, lambda record: len(record.doc.text) if record.doc else 0):
        pages = iter(cleaner.pages(record.doc for record in some if record.doc))
        yield from ((record, next(pages) if record.doc else None) for record in some)


def asked_fields(policy: str, part: Part, data: bytes, record: Record, fields: Fields) -> dict[str, Any]:
    """Return what a keeper's policy asks of a record with a document: the value of one field, under the name that the policy has for it."""
    assert record.doc
    if policy == "earliest" and "date" in record.doc.meta:
        return {"date": record.doc.meta["date"]}
    if policy != "earliest" and not policy.startswith("best:"):
        return {}
    name, path = ("date", fields.date) if policy == "earliest" else (policy.removeprefix("best:"),) * 2
    return {name: value_at(FORMATS[part.source.format].row(data, record, part.first, fields, part.head), path)}


def _with_text(record: Record, cleaner: Cleaner, place: Place, earlier: Extracted | None) -> Record:
    """Take the text of a record from its page; what the record says beside it comes before what the page says."""
    assert record.html
    assert record.doc
    page, known = record.html, record.doc
    try:
        found = earlier or cleaner.extract(page.data, url=page.url, encoding=page.encoding)
    except CleanerError as error:
        return record._replace(doc=None, error=CleanerError(error.code, error.what, do=error.do, where=place))
    meta = {**found.meta, **known.meta}
    site = known.site or meta.pop("site", "")
    doc = Document(found.text, known.id or content_id(found.text), site, {name: value for name, value in meta.items() if name != "site"})
    return record._replace(doc=doc, taken=found.removals, flag=found.flag or ("" if found.text.strip() else NO_TEXT))
