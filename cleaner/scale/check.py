"""Look at files without changing them, or mend them in place: findings with file, line and column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from cleaner.config import Fields
from cleaner.errors import CleanerError, Place
from cleaner.formats.atomic import write_atomic
from cleaner.formats.compression import compress
from cleaner.formats.discover import FORMATS
from cleaner.formats.record import Record
from cleaner.formats.source import STDIN
from cleaner.model import Cleaned
from cleaner.pipeline import Cleaner
from cleaner.scale.documents import prepared, read_records, with_head
from cleaner.scale.plan import Part, Task, read_part

__all__ = ["Checked", "Finding", "check_task"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule would remove, and where: lines and columns count from 1.

    In structured files and pages `line` is the record, and `column` counts inside its text.
    """

    file: str
    line: int
    column: int
    rule: str
    message: str
    text: str


@dataclass(slots=True)
class Checked:
    """What looking at a task's parts came to."""

    findings: list[Finding] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    """What a guard keeps as it is, and why."""
    fixed: list[str] = field(default_factory=list)
    documents: int = 0


def check_task(task: Task, *, cleaner: Cleaner, fields: Fields, fix: bool) -> Checked:
    """Check the parts of a task; with `fix`, files that are read whole are mended in place."""
    checked = Checked()
    for part in task.parts:
        try:
            data = read_part(part)
        except CleanerError as problem:
            checked.problems.append(str(problem))
            continue
        left = b"".join(_check_records(part, data, checked, cleaner, fields))
        if fix and left != data and str(part.source.path) != STDIN:
            _mend(part, left, checked)
    return checked


def _mend(part: Part, left: bytes, checked: Checked) -> None:
    try:
        write_atomic(part.source.path.resolve(), compress(left, part.source.compression))
        checked.fixed.append(str(part.source.path))
    except CleanerError as problem:
        checked.problems.append(str(problem))


def _check_records(part: Part, data: bytes, checked: Checked, cleaner: Cleaner, fields: Fields) -> Iterator[bytes]:
    """Yield what would be left of each record, and note the findings."""
    form, part = FORMATS[part.source.format], with_head(part, data)
    for record, page in prepared(read_records(part, data, fields, cleaner, name=str(part.source.path)), cleaner):
        if record.error:
            checked.problems.append(str(record.error))
        if record.doc is None:
            yield record.raw
            continue
        checked.documents += 1
        cleaned = cleaner.clean(record.doc, page)
        if flag := cleaned.flag or record.flag:
            checked.kept.append(f"{_place(part, record, structured=form.splits)}: kept as it is: {flag}")
        checked.findings += _findings(part, record, cleaned, structured=form.splits or record.html is not None)
        yield form.cut(record, cleaned.removals, fields, part.head)[0] if cleaned.removals and not record.html else record.raw


def _place(part: Part, record: Record, *, structured: bool) -> str:
    return str(Place(str(part.source.path), record.number if structured else 0))


def _findings(part: Part, record: Record, cleaned: Cleaned, *, structured: bool) -> Iterator[Finding]:
    file, text = str(part.source.path), cleaned.doc.text
    for element in record.taken:
        yield Finding(file, record.number, 1, element.rule, element.why, element.text)
    for removal in cleaned.removals:
        start = removal.start + len(removal.text) - len(removal.text.lstrip())
        line, column = text.count("\n", 0, start) + record.line, start - (text.rfind("\n", 0, start) + 1) + 1
        if structured:
            line, column = record.number, start + 1
        yield Finding(file, line, column, removal.rule, removal.why, removal.text.strip())
