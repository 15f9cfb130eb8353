"""Documents that lose settled lines of furniture and nothing else: their lines of JSON are cut as bytes, and no document is made of them."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.config import RunConfig
from cleaner.formats.jsonl import escapes, plain_span
from cleaner.guards import may_lose
from cleaner.ledger import Row
from cleaner.model import Edit
from cleaner.pipeline import Ruled
from cleaner.repeats.why import SITE, WHY
from cleaner.scale.count import count_trimmed
from cleaner.scale.done import Output
from cleaner.scale.known import Known
from cleaner.scale.plan import Part
from cleaner.scale.verdict import Verdict

__all__ = ["is_little", "may_trim", "trim", "verdict_of"]


def may_trim(part: Part, config: RunConfig) -> bool:
    """Tell whether nothing but what went is asked of the documents of a part."""
    return config.empty == "keep" and not (part.source.to or part.source.put)


def is_little(chars: int, edits: Sequence[Edit], preset: str) -> bool:
    """Tell, fast, that a text of so many characters may lose what edits take."""
    return may_lose(chars, sum(edit.end - edit.start for edit in edits), preset)


def verdict_of(edits: Sequence[Edit]) -> Verdict:
    """Return the verdict on a document that loses these and is not trimmed."""
    return Verdict(Ruled(), edits, settled=True)


def trim(part: Part, number: int, line: bytes, known: Known, output: Output, config: RunConfig) -> bytes | None:
    """Return what is left of the line of a record that loses settled furniture, and note what went; None for one that is not written the plain way."""
    doc, (edits, chars) = known.numbers[number], known.trimmed[number]
    data = bytes(known.texts[known.bounds[doc] : known.bounds[doc + 1]])
    span = plain_span(line, config.fields.text, data)
    if not span:
        return None
    kept, rows, at, removed = list[bytes](), output.rows, 0, 0
    name, id = part.source.name, known.ids[doc]
    for edit, (start, end, first, last) in zip(edits, _places(data, edits, chars, *span), strict=True):
        text = data[edit.start : edit.end].decode("utf-8", "surrogatepass")
        row = Row(name, number, id, "removed", SITE, start, end, text, None, WHY[SITE], edit.evidence)
        rows.append(row.with_text(config.ledger_text))
        kept.append(line[at:first])
        at, removed = last, removed + len(text)
    kept.append(line[at:])
    count_trimmed(output.summary, name, known.sites[doc], SITE, chars=chars, removals=len(edits), removed=removed)
    return b"".join(kept)


def _places(data: bytes, edits: Sequence[Edit], chars: int, start: int, end: int) -> list[tuple[int, int, int, int]]:
    """Return where each edit begins and ends, in code points of the text and in bytes of its line, which holds it between `start` and `end`.

    It is counted from the nearer end of the text, which has so many `chars`.
    """
    found = []
    if edits[0].start < len(data) - edits[0].start:
        at, point, place = 0, 0, start
        for edit in edits:
            before, gone = data[at : edit.start], data[edit.start : edit.end]
            at, first, here = edit.end, point + _length(before), place + len(before) + escapes(before)
            point, place = first + _length(gone), here + len(gone) + escapes(gone)
            found.append((first, point, here, place))
        return found
    at, point, place = len(data), chars, end
    for edit in reversed(edits):
        behind, gone = data[edit.end : at], data[edit.start : edit.end]
        at, last, here = edit.start, point - _length(behind), place - len(behind) - escapes(behind)
        point, place = last - _length(gone), here - len(gone) - escapes(gone)
        found.append((point, last, place, here))
    return found[::-1]


def _length(data: bytes) -> int:
    """Return how many code points these bytes are."""
    return len(data) if data.isascii() else len(data.decode("utf-8", "surrogatepass"))
