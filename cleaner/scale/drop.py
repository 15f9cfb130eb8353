"""Second pass of near-duplicates: write the documents that stay, with a ledger row for each that goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner.config import Fields, RunConfig
from cleaner.errors import CleanerError
from cleaner.formats.discover import FORMATS
from cleaner.formats.record import Left, Record
from cleaner.formats.targets import TARGETS
from cleaner.ledger import LedgerText, Row
from cleaner.model import Cleaned
from cleaner.pipeline import Cleaner
from cleaner.scale.copies import Drop, drop_row
from cleaner.scale.count import count
from cleaner.scale.documents import read_records, with_head
from cleaner.scale.done import Done, Output
from cleaner.scale.extracted import read_pages
from cleaner.scale.layout import State
from cleaner.scale.plan import Part, Task, demand_same, read_part
from cleaner.scale.work import pass_on
from cleaner.scale.write import write_part

if TYPE_CHECKING:
    from cleaner.html import Extracted

__all__ = ["DropTask", "Dropper"]


@dataclass(frozen=True, slots=True)
class DropTask:
    """A task with those of its documents that go: for each part by the numbers of their records."""

    key: str
    task: Task
    drops: tuple[Mapping[int, Drop], ...]

    @classmethod
    def of(cls, task: Task, drops: Sequence[Mapping[int, Drop]]) -> DropTask:
        """Return the task; its key changes when other documents go, or for other ones."""
        what = repr([sorted(some.items()) for some in drops]).encode("utf-8", "surrogatepass")
        return cls(blake2b(task.key.encode() + what, digest_size=10).hexdigest(), task, tuple(drops))


@dataclass(frozen=True, slots=True)
class Dropper:
    """The work on one task: write what is left of it below `out`; with `mark` nothing goes, and the ledger tells what would."""

    out: Path
    fields: Fields
    ledger_text: LedgerText
    mark: bool
    cleaner: Cleaner = field(default_factory=Cleaner)

    def __call__(self, work: DropTask) -> Done:
        """Write what is left of a task; its pages are not read twice."""
        done = Done(work.key)
        pages = read_pages(State(self.out).sketch(work.task.key), len(work.task.parts))
        for part, drops, known in zip(work.task.parts, work.drops, pages, strict=True):
            try:
                data = read_part(part)
                demand_same(part)
            except CleanerError as problem:
                pass_on(part, problem, done, self.out)
                continue
            output = self._output(part, data, drops, known)
            done.add(output)
            done.size += len(data)
            config = RunConfig(fields=self.fields, ledger_text=self.ledger_text)
            done.written.append(write_part(part, data, output, State(self.out), work.key, config=config))
        return done

    def _output(self, part: Part, data: bytes, drops: Mapping[int, Drop], pages: Mapping[int, Extracted]) -> Output:
        output, part = Output(), with_head(part, data)
        records = read_records(part, data, self.fields, self.cleaner, pages=pages)
        left = [self._left(part, data, record, drops.get(record.number), output) for record in records]
        output.records = len(left)
        output.data = b"".join(filter(None, left)) if part.source.to else FORMATS[part.source.format].write(data, left, self.fields)
        return output

    def _left(self, part: Part, data: bytes, record: Record, drop: Drop | None, output: Output) -> Left:
        """Return what is left of a record, and note why it goes."""
        if record.doc is None:
            if record.error:
                output.problems.append(str(record.error))
                output.summary.unread += 1
                output.rows.append(Row(part.source.name, record.number, "", "unread", why=str(record.error)))
            return None if part.source.to else record.raw
        count(output.summary, part.source.name, Cleaned(record.doc), left=len(record.doc.text))
        if drop:
            output.rows.append(drop_row(part, data, record, drop, mark=self.mark, ledger_text=self.ledger_text))
            output.summary.flagged += self.mark
            output.summary.dropped += not self.mark
            output.dropped += not self.mark
        if drop and not self.mark:
            return None
        if part.source.to:
            form = FORMATS[part.source.format]
            return TARGETS[part.source.to].render(form.row(data, record, part.first, self.fields, part.head), record.doc.text, self.fields)
        return record.raw
