"""What every index can do, whatever keeps it; and which one a name means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from cleaner.config import DedupConfig, Scope
from cleaner.dedup.past import Past
from cleaner.index.anew import Anew, Read, judge_anew
from cleaner.index.file import IndexFile
from cleaner.index.lines import PastLines, past_lines
from cleaner.index.parameters import Parameters
from cleaner.index.probe import Identity, Probe, old_selves
from cleaner.index.redis import SCHEMES, Address, RedisIndex
from cleaner.index.stale import NOT_STALE, Stale
from cleaner.index.write import Entries, RunNote, write_run

__all__ = ["FileIndex", "Index", "Remembered", "open_index"]


class Remembered(Past, Protocol):
    """What past runs kept, and where it was seen."""

    def described(self, labels: NDArray[np.int64]) -> list[tuple[str, str]]:
        """Return the id of each document, and where and when it was seen."""

    def absent(self, labels: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Tell of each document whether it went from the output of its run."""


class Index(Protocol):
    """The memory of past runs."""

    def claimed(self) -> AbstractContextManager[None]:
        """Hold the index for a run, as far as others may not write to it meanwhile."""

    def old_selves(self, today: Sequence[Identity]) -> NDArray[np.int64]:
        """Return the labels of what past runs had of the same documents, ascending."""

    def past(self, gone: NDArray[np.int64], scope: Scope, stale: Stale = NOT_STALE, anew: Any = None) -> Remembered:
        """Return what past runs kept, but for some, with what is stale of it, and with rows that were judged anew."""

    def lines(self, sites: Sequence[str] | None, gone: NDArray[np.int64]) -> PastLines:
        """Return the lines of past documents of these sites, or of any, but for some."""

    def anew(self, past: PastLines, out: NDArray[np.bool_], gone: NDArray[np.int64], *, read: Read, dedup: DedupConfig) -> Anew:
        """Judge anew the past documents of which other lines are left `out` now than when they were sketched."""

    def write(self, note: RunNote, entries: Iterable[Entries], gone: NDArray[np.int64], anew: Any = None) -> None:
        """Write the entries of a run in place of old selves, and rows that were judged anew."""


@dataclass(frozen=True, slots=True)
class FileIndex:
    """An index in one file of DuckDB."""

    file: IndexFile

    def claimed(self) -> AbstractContextManager[None]:
        """Hold the file for one run alone."""
        return self.file.claimed()

    def old_selves(self, today: Sequence[Identity]) -> NDArray[np.int64]:
        """Return the labels of what past runs had of the same documents, ascending."""
        return old_selves(self.file, today)

    def past(self, gone: NDArray[np.int64], scope: Scope, stale: Stale = NOT_STALE, anew: Any = None) -> Remembered:
        """Return what past runs kept, but for some, with what is stale of it, and with rows that were judged anew."""
        return Probe(self.file, gone, scope, stale, anew)

    def lines(self, sites: Sequence[str] | None, gone: NDArray[np.int64]) -> PastLines:
        """Return the lines of past documents of these sites, or of any, but for some."""
        return past_lines(self.file, sites, gone)

    def anew(self, past: PastLines, out: NDArray[np.bool_], gone: NDArray[np.int64], *, read: Read, dedup: DedupConfig) -> Anew:
        """Judge anew the past documents of which other lines are left `out` now than when they were sketched."""
        return judge_anew(self.file, past, out, gone, read=read, dedup=dedup)

    def write(self, note: RunNote, entries: Iterable[Entries], gone: NDArray[np.int64], anew: Any = None) -> None:
        """Write the entries of a run in place of old selves, and rows that were judged anew, in one transaction."""
        write_run(self.file, note, entries, gone, anew)


def open_index(name: str, parameters: Parameters) -> Index:
    """Return the index of this name for runs with these parameters: a file, or redis://host:port/PREFIX. Raises `UsageError` if it was made with others."""
    if name.startswith(SCHEMES):
        there = RedisIndex(Address.of(name), parameters)
        there.demand()
        return there
    file = IndexFile(Path(name), parameters)
    file.demand()
    return FileIndex(file)
