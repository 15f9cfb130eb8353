"""Do one task: read its parts, clean their records, write what is left, and note everything that went."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import unified_diff
from hashlib import sha256
from pathlib import Path
from typing import Any

from cleaner.config import RunConfig
from cleaner.errors import CleanerError
from cleaner.formats.atomic import write_atomic
from cleaner.formats.compression import compress
from cleaner.formats.discover import FORMATS
from cleaner.formats.record import Record
from cleaner.ledger import Count, Row, Summary
from cleaner.model import Cleaned, Removal
from cleaner.pipeline import Cleaner
from cleaner.scale.plan import Part, Task, read_part
from cleaner.text.words import count_words

__all__ = ["Done", "Output", "Written", "clean_part", "clean_task", "kept_whole"]


@dataclass(frozen=True, slots=True)
class Written:
    """What became of one part: where its bytes lie, and hashes of what was read and written."""

    source: str
    path: str
    index: int
    first: int
    whole: bool
    format: str
    compression: str
    read: str
    wrote: str
    size: int
    """Bytes on the disk; -1 when the file was dropped."""


@dataclass(slots=True)
class Output:
    """What cleaning a part came to."""

    data: bytes = b""
    dropped: int = 0
    records: int = 0
    rows: list[Row] = field(default_factory=list)
    summary: Summary = field(default_factory=Summary)
    problems: list[str] = field(default_factory=list)
    diffs: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Done:
    """What a task came to, without its rows."""

    key: str
    written: list[Written] = field(default_factory=list)
    summary: Summary = field(default_factory=Summary)
    problems: list[str] = field(default_factory=list)
    diffs: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    size: int = 0

    def as_dict(self) -> dict[str, Any]:
        """Return plain values for the note that a task is done."""
        written = [{name: getattr(one, name) for name in Written.__dataclass_fields__} for one in self.written]
        return {"key": self.key, "written": written, "summary": self.summary.as_dict(), "problems": self.problems, "size": self.size}

    @classmethod
    def of_dict(cls, values: dict[str, Any]) -> Done:
        """Read what `as_dict` wrote."""
        written = [Written(**one) for one in values["written"]]
        return cls(values["key"], written, Summary.of_dict(values["summary"]), values["problems"], size=values["size"])


def clean_task(task: Task, cleaner: Cleaner, config: RunConfig, *, out: Path | None, diff: bool = False) -> Done:
    """Clean the parts of a task; with `out` write what is left below it, a split file's parts into its `_cleaner/parts`."""
    done = Done(task.key)
    for part in task.parts:
        try:
            data = read_part(part)
        except CleanerError as problem:
            done.problems.append(str(problem))
            done.rows.append(Row(part.source.name, 0, "", "unread", why=str(problem)))
            done.summary.unread += 1
            continue
        output = clean_part(part, data, cleaner, config, diff=diff)
        done.rows += output.rows
        done.summary += output.summary
        done.problems += output.problems
        done.diffs += output.diffs
        done.size += len(data)
        if out:
            done.written.append(_write(part, data, output, out, task.key))
    return done


def clean_part(part: Part, data: bytes, cleaner: Cleaner, config: RunConfig, *, diff: bool = False) -> Output:
    """Clean the records of a part."""
    form = FORMATS[part.source.format]
    output = Output()
    kept: list[bytes] = []
    for record in form.read(data, source=part.source.name, first=part.first, fields=config.fields):
        kept += _clean_record(part, record, output, cleaner, config, diff=diff)
        output.records += 1
    output.data = b"".join(kept)
    return output


def _clean_record(part: Part, record: Record, output: Output, cleaner: Cleaner, config: RunConfig, *, diff: bool) -> Iterator[bytes]:
    """Yield what is left of a record, and note what went."""
    if record.doc is None:
        if record.error:
            _note_unread(part, record, output)
        yield record.raw
        return
    cleaned = cleaner.clean(record.doc)
    raw, cuts = FORMATS[part.source.format].cut(record, cleaned.removals, config.fields) if cleaned.removals else (record.raw, [])
    text = cleaned.text
    _count(output.summary, part, cleaned, left=len(text))
    for removal, cut in zip(cleaned.removals, cuts, strict=True):
        output.rows.append(_row(part, record, removal, cut.raw).with_text(config.ledger_text))
    if cleaned.flag:
        output.rows.append(Row(part.source.name, record.number, record.doc.id, "flagged", why=cleaned.flag))
        if cleaned.flag.startswith("more than"):
            output.problems.append(f"{part.source.name}:{record.number}: {cleaned.flag}; kept as it was [too-large]")
    if diff and cleaned.removals:
        output.diffs.append(_diff(f"{part.source.name}:{record.number}", record.doc.text, text))
    short = config.min_words > 1 or config.empty != "keep"
    if short and count_words(text) < config.min_words and config.empty != "keep":
        _note_short(part, record, output, config)
        if config.empty == "drop":
            output.dropped += 1
            return
    yield raw


def _row(part: Part, record: Record, removal: Removal, raw: bytes) -> Row:
    doc = record.doc.id if record.doc else ""
    return Row(
        part.source.name, record.number, doc, "removed", removal.rule, removal.start, removal.end, removal.text, raw or None, removal.why, removal.evidence
    )


def _note_unread(part: Part, record: Record, output: Output) -> None:
    output.problems.append(str(record.error))
    output.summary.unread += 1
    output.rows.append(Row(part.source.name, record.number, "", "unread", why=str(record.error)))


def _note_short(part: Part, record: Record, output: Output, config: RunConfig) -> None:
    """Note a document with too few words; of a dropped one the removals are in its bytes already."""
    assert record.doc
    why = f"fewer than {config.min_words} words"
    if config.empty == "flag":
        output.summary.flagged += 1
        output.rows.append(Row(part.source.name, record.number, record.doc.id, "flagged", why=why))
        return
    output.summary.dropped += 1
    output.rows = [row for row in output.rows if row.record != record.number or row.source != part.source.name or row.action == "flagged"]
    row = Row(part.source.name, record.number, record.doc.id, "dropped", "", 0, len(record.doc.text), record.doc.text, record.raw, why)
    output.rows.append(row.with_text(config.ledger_text))


def _count(summary: Summary, part: Part, cleaned: Cleaned, *, left: int) -> None:
    length = len(cleaned.doc.text)
    summary.documents += 1
    summary.changed += bool(cleaned.removals)
    summary.flagged += bool(cleaned.flag)
    summary.chars += length
    summary.removed += length - left
    name = cleaned.doc.site or part.source.name.rpartition("/")[0] or "."
    source = summary.sources.get(name)
    if source is None:
        source = summary.sources[name] = Count()
    source.documents += 1
    source.chars += length
    source.removals += len(cleaned.removals)
    source.removed += length - left
    for removal in cleaned.removals:
        rule = summary.rules.setdefault(removal.rule, Count())
        rule.removals += 1
        rule.removed += removal.end - removal.start
    for name in {removal.rule for removal in cleaned.removals}:
        summary.rules[name].documents += 1
        summary.rules[name].chars += length


def _diff(name: str, before: str, after: str) -> str:
    lines = unified_diff(before.splitlines(), after.splitlines(), name, name, n=1, lineterm="")
    return "\n".join(lines) + "\n"


def kept_whole(output: Output) -> bool:
    """Tell whether a file still has a document."""
    return output.dropped < max(1, output.records)


def _write(part: Part, data: bytes, output: Output, out: Path, key: str) -> Written:
    source = part.source
    path = source.name if part.whole else f"_cleaner/parts/{key}"
    gone = part.whole and not FORMATS[source.format].splits and not kept_whole(output)
    written = compress(output.data, source.compression)
    if gone:
        (out / path).unlink(missing_ok=True)
    else:
        write_atomic(out / path, written)
    hashes = sha256(data).hexdigest(), sha256(written).hexdigest()
    size = -1 if gone else len(written)
    return Written(source.name, str(source.path.absolute()), part.index, part.first, part.whole, source.format, source.compression, *hashes, size)
