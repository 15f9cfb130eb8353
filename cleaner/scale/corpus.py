"""`clean` with a look around: what stands on many pages of a site, and what is a copy, decides over single documents.

Furniture is counted over clusters of near-duplicates, and these are found in texts without furniture: so both are found twice. Passes: *scan* (rules
clean, lines are hashed), provisional furniture over pages, *sketch* without it, clusters, furniture over clusters, *sketch* again where it differs,
clusters, *write*.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from cleaner.config import RunConfig
from cleaner.dedup.curve import Bands
from cleaner.formats.source import Source
from cleaner.pipeline import Cleaner
from cleaner.repeats.sites import Marks
from cleaner.repeats.why import SITE
from cleaner.scale.copies import Drop
from cleaner.scale.done import Done
from cleaner.scale.duplicates import Found, join_sketched
from cleaner.scale.furniture import Pages
from cleaner.scale.local import Workers
from cleaner.scale.marks import read_marks, write_marks
from cleaner.scale.plan import Task
from cleaner.scale.scan import Scanner, batch_of
from cleaner.scale.shards import ShardNote, StoredShard
from cleaner.scale.sketch_scan import ScanShingler, ScanSketcher
from cleaner.scale.verdicts import verdicts_of
from cleaner.scale.work import clean_task

if TYPE_CHECKING:
    from cleaner.index.lines import PastLines
    from cleaner.scale.memory import Memory

__all__ = ["CleanedCorpus", "WriteTask", "Writer"]

_SKETCH, _AGAIN, _SETS = "sketch", "again", "sets"
"""Folders of sketches, and of sets of shingles; with a memory, the first sketches are kept beside those of the second look."""


@dataclass(frozen=True, slots=True)
class WriteTask:
    """A task with its documents that go as copies: for each part by the numbers of their records."""

    key: str
    task: Task
    drops: tuple[dict[int, Drop], ...]


@dataclass(frozen=True, slots=True)
class Writer:
    """The work of the last pass on one task: write what is left of it below `out`, or only say what that would be."""

    out: Path | None
    state: Path
    cleaner: Cleaner
    config: RunConfig
    diff: bool = False

    def __call__(self, work: WriteTask) -> Done:
        """Write what is left of a task."""
        verdicts = verdicts_of(work.task, self.state, work.drops, self.config, self.cleaner.engine)
        return clean_task(Task(work.key, work.task.parts), self.cleaner, self.config, out=self.out, diff=self.diff, verdicts=verdicts)


@dataclass(frozen=True, slots=True)
class CleanedCorpus:
    """Sources that are cleaned with a look around, task by task and more than once; what the passes find on the way is kept in `state`."""

    sources: Sequence[Source]
    state: Path
    cleaner: Cleaner
    config: RunConfig
    bands: Bands
    tasks: Iterable[Task]
    memory: Memory | None = None

    @property
    def works(self) -> tuple[Callable[[Any], Any], ...]:
        """What `find` has processes do."""
        return self._scanner, self._sketcher(_SKETCH), self._sketcher(_AGAIN), self._shingler

    def find(self, processes: Workers, *, each: Callable[[ShardNote], None]) -> Found:
        """Find furniture, which is left in `state`, and near-duplicates; `each` is told of every task that is scanned."""
        scanner, scanned = self._scanner, []
        for one in processes.in_order(scanner, self.tasks):
            scanned.append(one)
            each(one)
        if self.memory:
            self.memory.recognise((batch_of(scanner.folder / one.key) for one in scanned), scanned)
        if not self._looks_for_furniture:
            return self._sketch_and_join(scanned, processes)
        keys = [one.key for one in scanned]
        pages = Pages(self._scans(scanned), self.config.corpus.repeats, self.memory.lines(self.config.corpus.repeats) if self.memory else None)
        provisional = pages.furniture()
        if self.memory:
            pages = pages.judged_anew(provisional, self._judge(processes.workers))
        self._mark(keys, pages, provisional)
        found = self._sketch_and_join(scanned, processes)
        if self.memory:
            from cleaner.scale.memory import Seen  # most runs have no index

            self.memory.seen = Seen(found, pages.scans, pages.left_out(provisional))
        marks = pages.furniture(found, provisional)
        self._mark(keys, pages, marks)
        same = all(np.array_equal(now.gone, before.gone) for now, before in zip(marks, provisional, strict=True))
        unasked = self.config.corpus.duplicates == "ignore"  # nobody asks for clusters any more
        return found if same or unasked else self._sketch_and_join(scanned, processes, folder=_AGAIN if self.memory else _SKETCH)

    def write_tasks(self, found: Found) -> Iterator[WriteTask]:
        """Yield the work of the last pass; with `duplicates: ignore` no document is a copy."""
        for task, drops in found.drops(self.tasks, all_stay=self.config.corpus.duplicates == "ignore"):
            marks = read_marks(self.state / "marks", task.key)
            decided = repr([sorted(some.items()) for some in drops]).encode("utf-8", "surrogatepass") + (marks.gone.tobytes() if marks else b"")
            yield WriteTask(blake2b(task.key.encode() + decided, digest_size=10).hexdigest(), task, tuple(drops))

    def remember(self, found: Found) -> None:
        """Write what was seen into the index, if there is one."""
        if self.memory:
            self.memory.remember(found, drops=self.config.corpus.duplicates == "drop")

    def forget(self) -> None:
        """Remove what was kept on the way."""
        for name in ("scan", "marks", _SKETCH, _AGAIN, _SETS, "join"):
            rmtree(self.state / name, ignore_errors=True)

    @property
    def _looks_for_furniture(self) -> bool:
        return self.config.corpus.repeats != "off" and SITE in self.cleaner.repeats

    def _scans(self, scanned: Sequence[ShardNote]) -> list[StoredShard]:
        return [StoredShard(self.state / "scan" / one.key) for one in scanned]

    def _judge(self, workers: int) -> Callable[[PastLines, NDArray[np.bool_]], PastLines]:
        from cleaner.scale.reread import Rereader

        assert self.memory
        return partial(self.memory.judge_anew, read=Rereader(self.cleaner, self.config, workers), dedup=self.config.corpus.dedup)

    def _mark(self, keys: Sequence[str], pages: Pages, marks: Sequence[Marks]) -> None:
        for key, some in zip(keys, marks, strict=False):
            write_marks(self.state / "marks", key, some)
        if self.memory:
            self.memory.stale = pages.stale(marks)

    @property
    def _scanner(self) -> Scanner:
        return Scanner(self.state / "scan", self.cleaner, self.config)

    def _sketcher(self, folder: str) -> ScanSketcher:
        dedup = self.config.corpus.dedup
        return ScanSketcher(self.state / "scan", self.state / "marks", self.state / folder, self.bands, dedup, remembered=bool(self.memory))

    @property
    def _shingler(self) -> ScanShingler:
        return ScanShingler(self.state / "scan", self.state / "marks", self.state / _SETS, self.config.corpus.dedup.ngram)

    def _sketch_and_join(self, scanned: list[ShardNote], processes: Workers, *, folder: str = _SKETCH) -> Found:
        sketcher, keys = self._sketcher(folder), [one.key for one in scanned]
        for _ in processes.in_order(sketcher, keys):
            pass

        def shingled(docs: Sequence[NDArray[np.int64]]) -> list[StoredShard]:
            return list(processes.in_order(self._shingler, zip(keys, docs, strict=True)))

        how: dict[str, Any] = {"threads": processes.workers, "memory": self.memory, "shingled": None if sketcher.makes_sets else shingled}
        return join_sketched(scanned, self.sources, self.state, self.bands, self.config.corpus.dedup, folder=folder, **how)
