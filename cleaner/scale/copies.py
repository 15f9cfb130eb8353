"""A document that goes for the sake of another: why, and its row in the ledger."""

from __future__ import annotations

from typing import NamedTuple

from cleaner.formats.discover import FORMATS
from cleaner.formats.record import Record
from cleaner.ledger import LedgerText, Row
from cleaner.scale.plan import Part

__all__ = ["Drop", "drop_row"]


class Drop(NamedTuple):
    """Why a document goes: the id and the place of the one that is kept, and how much they have in common."""

    kept: str
    place: str
    jaccard: float
    containment: float


def drop_row(part: Part, data: bytes, record: Record, drop: Drop, *, mark: bool, ledger_text: LedgerText) -> Row:
    """Return the row of a document that is dropped, all of it held, or with `mark` only told of."""
    assert record.doc
    text = record.doc.text
    row = Row(
        part.source.name,
        record.number,
        record.doc.id,
        "flagged",
        why=f"{'a near-duplicate' if drop.jaccard < 1 else 'a copy'} of {drop.kept}",
        evidence=drop.place,
        kept=drop.kept,
        jaccard=drop.jaccard,
        containment=drop.containment,
    )
    if mark:
        return row
    raw = None if part.source.to or part.source.put else FORMATS[part.source.format].whole(data, record, part.first)
    return row._replace(action="dropped", end=len(text), text=text, raw=raw).with_text(ledger_text)
