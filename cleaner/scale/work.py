"""Do one task: read its parts, clean their records, write what is left, and note everything that went."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import unified_diff
from hashlib import sha256
from pathlib import Path
from typing import Any

from cleaner.config import RunConfig
from cleaner.errors import CleanerError
from cleaner.formats.atomic import open_atomic, write_atomic
from cleaner.formats.compression import compress
from cleaner.formats.discover import FORMATS
from cleaner.formats.record import Record
from cleaner.ledger import Action, Count, Row, Summary
from cleaner.model import Cleaned, Removal
from cleaner.pipeline import Cleaner
from cleaner.scale.plan import Part, Task, read_part
from cleaner.text.words import count_words

__all__ = ["Done", "Output", "Written", "clean_part", "clean_task", "kept_whole"]


@dataclass(frozen=True, slots=True)
class Written:
    """What became of one part: its place, where it was read, and hashes of what was read and written."""

    source: str
    origin: str
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
    unread: list[str] = field(default_factory=list)
    """The sources of which a part could not be read: they are tried again by the next run."""
    size: int = 0

    @property
    def sources(self) -> set[str]:
        """The names of all sources of the task."""
        return {*self.unread, *(one.source for one in self.written)}

    def add(self, output: Output) -> None:
        """Take up what a part came to."""
        self.rows += output.rows
        self.summary += output.summary
        self.problems += output.problems
        self.diffs += output.diffs

    def as_dict(self) -> dict[str, Any]:
        """Return plain values for the note that a task is done."""
        written = [{name: getattr(one, name) for name in Written.__dataclass_fields__} for one in self.written]
        plain = {"key": self.key, "problems": self.problems, "unread": self.unread, "size": self.size}
        return {**plain, "written": written, "summary": self.summary.as_dict()}

    @classmethod
    def of_dict(cls, values: dict[str, Any]) -> Done:
        """Read what `as_dict` wrote."""
        written = [Written(**one) for one in values["written"]]
        summary = Summary.of_dict(values["summary"])
        return cls(values["key"], written, summary, values["problems"], unread=values["unread"], size=values["size"])


def clean_task(task: Task, cleaner: Cleaner, config: RunConfig, *, out: Path | None, diff: bool = False) -> Done:
    """Clean the parts of a task; with `out` write what is left below it, a split file's parts into its `_cleaner/parts`."""
    done = Done(task.key)
    for part in task.parts:
        try:
            data = read_part(part)
        except CleanerError as problem:
            _pass_on(part, problem, done, out)
            continue
        output = clean_part(part, data, cleaner, config, diff=diff)
        done.add(output)
        done.size += len(data)
        if out:
            done.written.append(_write(part, data, output, out, task.key))
    return done


def _pass_on(part: Part, problem: CleanerError, done: Done, out: Path | None) -> None:
    """Note a part that cannot be cleaned; a whole file is copied as it stands, if it can be read at all."""
    done.problems.append(str(problem))
    done.rows.append(Row(part.source.name, 0, "", "unread", why=str(problem)))
    done.summary.unread += 1
    copied = _copy(part, out) if out and part.problem else None
    if copied:
        done.written.append(copied)
    else:
        done.unread.append(part.source.name)


def _copy(part: Part, out: Path) -> Written | None:
    hash = sha256()
    try:
        file = part.source.path.open("rb")
    except OSError:
        return None
    with file, open_atomic(out / part.source.name) as copy:
        while block := file.read(1 << 20):
            hash.update(block)
            copy.write(block)
        size = copy.tell()
    return Written(
        source=part.source.name,
        origin=str(part.source.path.absolute()),
        index=0,
        first=1,
        whole=True,
        format=part.source.format,
        compression="",
        read=hash.hexdigest(),
        wrote=hash.hexdigest(),
        size=size,
    )


def clean_part(part: Part, data: bytes, cleaner: Cleaner, config: RunConfig, *, diff: bool = False) -> Output:
    """Clean the records of a part."""
    form = FORMATS[part.source.format]
    output = Output()
    kept: list[bytes] = []
    for record in form.read(data, source=part.source.name, first=part.first, fields=config.fields):
        kept.append(_clean_record(part, record, output, cleaner, config, diff=diff))
        output.records += 1
    output.data = b"".join(kept)
    return output


def _clean_record(part: Part, record: Record, output: Output, cleaner: Cleaner, config: RunConfig, *, diff: bool) -> bytes:
    """Return what is left of a record, and note what went."""
    if record.doc is None:
        if record.error:
            _note_unread(part, record, output)
        return record.raw
    cleaned = cleaner.clean(record.doc)
    raw, cuts = FORMATS[part.source.format].cut(record, cleaned.removals, config.fields) if cleaned.removals else (record.raw, [])
    text = cleaned.text
    _count(output.summary, part, cleaned, left=len(text))
    if cleaned.flag:
        _note(part, record, output, "flagged", cleaned.flag)
    if diff and cleaned.removals:
        output.diffs.append(_diff(f"{part.source.name}:{record.number}", record.doc.text, text))
    if config.empty != "keep" and count_words(text) < config.min_words:
        why = f"fewer than {config.min_words} words"
        if config.empty == "drop":
            return _drop(part, record, output, config, why)
        output.summary.flagged += 1
        _note(part, record, output, "flagged", why)
    for removal, cut in zip(cleaned.removals, cuts, strict=True):
        output.rows.append(_row(part, record, removal, cut.raw).with_text(config.ledger_text))
    return raw


def _row(part: Part, record: Record, removal: Removal, raw: bytes) -> Row:
    doc = record.doc.id if record.doc else ""
    return Row(
        part.source.name, record.number, doc, "removed", removal.rule, removal.start, removal.end, removal.text, raw or None, removal.why, removal.evidence
    )


def _note(part: Part, record: Record, output: Output, action: Action, why: str) -> None:
    doc = record.doc.id if record.doc else ""
    output.rows.append(Row(part.source.name, record.number, doc, action, why=why))


def _note_unread(part: Part, record: Record, output: Output) -> None:
    output.problems.append(str(record.error))
    output.summary.unread += 1
    _note(part, record, output, "unread", str(record.error))


def _drop(part: Part, record: Record, output: Output, config: RunConfig, why: str) -> bytes:
    """Drop a document whole; its bytes go into the ledger, removals included."""
    assert record.doc
    text = record.doc.text
    output.summary.dropped += 1
    output.dropped += 1
    row = Row(part.source.name, record.number, record.doc.id, "dropped", "", 0, len(text), text, record.raw, why)
    output.rows.append(row.with_text(config.ledger_text))
    return b""


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
