"""Documents that lose settled lines of furniture and nothing else: their lines of JSON are cut as bytes, and no document is made of them."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.config import RunConfig
from cleaner.formats.jsonl import plain_start
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
    doc, (edits, chars, places, size) = known.numbers[number], known.trimmed[number]
    begin = plain_start(line, config.fields.text, size)
    if begin < 0:
        return None
    kept, rows, at, removed = list[bytes](), output.rows, 0, 0
    name, id, base = part.source.name, known.ids[doc], known.bounds[doc]
    for edit, (start, end, first, last) in zip(edits, places, strict=True):
        text = str(known.texts[base + edit.start : base + edit.end], "utf-8", "surrogatepass")
        row = Row(name, number, id, "removed", SITE, start, end, text, None, WHY[SITE], edit.evidence)
        rows.append(row.with_text(config.ledger_text))
        kept.append(line[at : begin + first])
        at, removed = begin + last, removed + end - start
    kept.append(line[at:])
    count_trimmed(output.summary, name, known.sites[doc], SITE, chars=chars, removals=len(edits), removed=removed)
    return b"".join(kept)
