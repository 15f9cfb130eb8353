"""Say of each block of a text why it goes or stays, and what kept the nearest rule from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cleaner.model import Cleaned, Document, Removal
from cleaner.pipeline import Cleaner
from cleaner.text.page import Page

__all__ = ["Verdict", "explain"]


class Verdict(NamedTuple):
    """What becomes of one block: `gone`, `cut` (in part) or `kept`; the removals that touch it; rules that came near."""

    line: int
    text: str
    fate: str
    removals: list[Removal]
    near: list[str]


def explain(cleaner: Cleaner, doc: Document) -> tuple[Cleaned, list[Verdict]]:
    """Clean a document and return a verdict for each block that is not blank."""
    cleaned = cleaner.clean(doc)
    page = Page(doc.text, {**doc.meta, "site": doc.site} if doc.site else doc.meta)
    return cleaned, list(_verdicts(cleaner, page, cleaned))


def _verdicts(cleaner: Cleaner, page: Page, cleaned: Cleaned) -> Iterator[Verdict]:
    candidates = cleaner.engine.near(page)
    start, line, number = 0, 1, -1
    for piece in page.pieces:
        end = start + len(piece.text)
        if piece.kind != "blank":
            number += 1
            touching = [removal for removal in cleaned.removals if removal.start < end and start < removal.end]
            left = _left(piece.text, start, touching)
            fate = "kept" if left == piece.text.strip() else "cut" if left else "gone"
            near = [f"{rule.spec.id}: {why}" for rule in candidates if (why := rule.why_not(page, number))] if fate == "kept" else []
            yield Verdict(line, piece.text.strip(), fate, touching if fate != "kept" else [], near)
        start, line = end, line + piece.text.count("\n")


def _left(text: str, start: int, removals: list[Removal]) -> str:
    """Return what removals leave of the block that begins at `start`."""
    kept, at = [], 0
    for removal in removals:
        kept.append(text[at : max(0, removal.start - start)])
        at = max(at, removal.end - start)
    return "".join([*kept, text[at:]]).strip()
