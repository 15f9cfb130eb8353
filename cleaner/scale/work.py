"""Do one task: read its parts, clean their records, write what is left, and note everything that went."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import unified_diff
from pathlib import Path

from cleaner.config import RunConfig
from cleaner.errors import CleanerError
from cleaner.formats.atomic import write_atomic
from cleaner.formats.discover import FORMATS
from cleaner.formats.record import Left, Record
from cleaner.formats.targets import TARGETS
from cleaner.ledger import Action, Row
from cleaner.model import Removal
from cleaner.pipeline import Cleaner
from cleaner.scale.copies import drop_row
from cleaner.scale.count import count, count_copied, count_taken
from cleaner.scale.documents import prepared, read_records, with_head
from cleaner.scale.done import Done, Output
from cleaner.scale.known import NOTHING_KNOWN
from cleaner.scale.layout import State
from cleaner.scale.plan import Part, Task, demand_same, read_part
from cleaner.scale.trim import trim, verdict_of
from cleaner.scale.verdict import STAYS, Verdict, Verdicts
from cleaner.scale.write import copy_source, write_part
from cleaner.text.page import Page
from cleaner.text.words import count_words

__all__ = ["clean_part", "clean_task", "pass_on"]


def clean_task(
    task: Task, cleaner: Cleaner, config: RunConfig, *, out: Path | None, diff: bool = False, verdicts: Sequence[Verdicts | None] | None = None
) -> Done:
    """Clean the parts of a task; with `out` write what is left below it, and parts of a file beside each other until all are there.

    `verdicts` hold for each part what a look at the whole corpus has come to, None if it could not be read then.
    """
    done = Done(task.key)
    gathered: list[bytes] = []
    for number, part in enumerate(task.parts):
        try:
            data = read_part(part)
            if verdicts:
                demand_same(part)
        except CleanerError as problem:
            pass_on(part, problem, done, out)
            continue
        output = clean_part(part, data, cleaner, config, diff=diff, verdicts=verdicts[number] if verdicts else None)
        done.add(output)
        done.size += len(data)
        if out:
            done.written.append(write_part(part, data, output, State(out), task.key, config=config))
            gathered += [output.data] if part.source.gathered else []
    if out and gathered:
        write_atomic(State(out).part(task.key), b"".join(gathered))
    return done


def pass_on(part: Part, problem: CleanerError, done: Done, out: Path | None) -> None:
    """Note a part that cannot be cleaned; a whole file is copied as it stands, if it can be read at all."""
    done.problems.append(str(problem))
    done.rows.append(Row(part.source.name, 0, "", "unread", why=str(problem)))
    done.summary.unread += 1
    copied = copy_source(part, out) if out and part.problem else None
    if copied:
        done.written.append(copied)
    else:
        done.unread.append(part.source.name)
    if part.problem:
        done.broken.append(part.source.name)


def clean_part(part: Part, data: bytes, cleaner: Cleaner, config: RunConfig, *, diff: bool = False, verdicts: Verdicts | None = None) -> Output:
    """Clean the records of a part."""
    output, part = Output(), with_head(part, data)
    left: list[Left] = []
    pages, known = (verdicts.pages, verdicts.known) if verdicts else ({}, NOTHING_KNOWN)
    count_copied(output.summary, part.source.name, known.tallied)
    records = read_records(part, data, config.fields, cleaner, pages=pages, known=known)
    for record, page in prepared(records, cleaner) if verdicts is None else ((record, None) for record in records):
        output.records += 1
        if record.number in known.copied:
            left.append(record.raw)
            continue
        verdict = verdicts.documents.get(record.number, STAYS) if verdicts else None
        if record.number in known.trimmed:
            cut = None if diff else trim(part, record.number, record.raw, known, output, config)
            if cut is not None:
                left.append(cut)
                continue
            record, verdict = record._replace(doc=known.document(record.number)), verdict_of(known.trimmed[record.number].edits)
        left.append(_clean_record(part, data, record, page, verdict, output, cleaner, config, diff=diff))
    if part.source.to:
        output.data = b"".join(filter(None, left))
    else:
        output.data = FORMATS[part.source.format].write(data, left, config.fields)
    return output


def _clean_record(
    part: Part, data: bytes, record: Record, page: Page | None, verdict: Verdict | None, output: Output, cleaner: Cleaner, config: RunConfig, *, diff: bool
) -> Left:
    """Return what is left of a record, and note what went; without a verdict rules are yet to run."""
    if record.doc is None:
        if record.error:
            _note_unread(part, record, output)
        return None if part.source.to else record.raw
    cleaned = cleaner.finish(record.doc, verdict.ruled, verdict.furniture, settled=verdict.settled) if verdict else cleaner.clean(record.doc, page)
    text = cleaned.text
    count(output.summary, part.source.name, cleaned, left=len(text))
    if verdict and verdict.drop:
        mark = config.corpus.duplicates == "mark"
        output.rows.append(drop_row(part, data, record, verdict.drop, mark=mark, ledger_text=config.ledger_text))
        output.summary.flagged += mark
        output.summary.dropped += not mark
        output.dropped += not mark
        if not mark:
            return None
    count_taken(output.summary, record.taken)
    output.summary.flagged += bool(record.flag and not cleaned.flag)
    for flag in filter(None, (record.flag, cleaned.flag)):
        _note(part, record, output, "flagged", flag)
    if diff and cleaned.removals:
        output.diffs.append(_diff(f"{part.source.name}:{record.number}", record.doc.text, text))
    if config.empty != "keep" and count_words(text) < config.min_words:
        why = f"fewer than {config.min_words} words"
        if config.empty == "drop":
            _drop(part, data, record, output, config, why)
            return None
        output.summary.flagged += 1
        _note(part, record, output, "flagged", why)
    form = FORMATS[part.source.format]
    raws: list[bytes] = [b""] * len(cleaned.removals)
    left = record.raw
    if part.source.to:
        left = TARGETS[part.source.to].render(form.row(data, record, part.first, config.fields, part.head), text, config.fields)
    elif part.source.put:
        left = form.put(record, text, config.fields, part.head)
    elif cleaned.removals:
        left, cuts = form.cut(record, cleaned.removals, config.fields, part.head)
        raws = [cut.raw for cut in cuts]
    for element in record.taken:
        row = Row(part.source.name, record.number, record.doc.id, "removed", element.rule, text=element.text, why=element.why, evidence=element.path)
        output.rows.append(row.with_text(config.ledger_text))
    for removal, raw in zip(cleaned.removals, raws, strict=True):
        output.rows.append(_row(part, record, removal, raw).with_text(config.ledger_text))
    return left


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


def _drop(part: Part, data: bytes, record: Record, output: Output, config: RunConfig, why: str) -> None:
    """Drop a document whole; its bytes go into the ledger, removals included, unless it is undone from its source."""
    assert record.doc
    text = record.doc.text
    output.summary.dropped += 1
    output.dropped += 1
    raw = None if part.source.to or part.source.put else FORMATS[part.source.format].whole(data, record, part.first)
    row = Row(part.source.name, record.number, record.doc.id, "dropped", "", 0, len(text), text, raw, why)
    output.rows.append(row.with_text(config.ledger_text))


def _diff(name: str, before: str, after: str) -> str:
    lines = unified_diff(before.splitlines(), after.splitlines(), name, name, n=1, lineterm="")
    return "\n".join(lines) + "\n"
