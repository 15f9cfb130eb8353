"""What work comes to: of a part, of a task, and of a file that was joined from parts."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from cleaner.ledger import Row, Summary

__all__ = ["Done", "File", "Output", "Written"]


@dataclass(frozen=True, slots=True)
class Written:
    """What became of one part: its place, where it was read, and hashes of what was read and written.

    `output` is the file below the output that it is, or went into; `to` the format of that, if another than its own.
    """

    source: str
    output: str
    origin: str
    index: int
    first: int
    whole: bool
    format: str
    compression: str
    to: str
    read: str
    wrote: str
    size: int
    """Bytes on the disk; -1 when the file was dropped."""
    left: int
    """Records that are left."""
    put: bool = False
    """Whether texts of pages were put into its records."""
    gathered: bool = False
    """Whether it is a part of its task's part of a file of many documents; `size` bytes of it, after those before it."""

    @property
    def from_source(self) -> bool:
        """Whether it is undone from its source."""
        return bool(self.to) or self.put

    @property
    def gone(self) -> bool:
        """Whether nothing was written."""
        return self.size < 0


@dataclass(frozen=True, slots=True)
class File:
    """What became of a file that was read in parts, or is made of many inputs: its files and their hashes, the hash of the input, the tasks."""

    source: str
    outputs: dict[str, str]
    origin: str
    read: str = ""
    keys: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """Return plain values."""
        return asdict(self)

    @classmethod
    def of_dict(cls, values: dict[str, Any]) -> File:
        """Read what `as_dict` wrote."""
        return cls(**{**values, "outputs": dict(values["outputs"])})


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

    @property
    def empty(self) -> bool:
        """Whether all of its documents were dropped."""
        return self.dropped >= max(1, self.records)


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
    broken: list[str] = field(default_factory=list)
    """The sources of which nothing counts, not even parts that were cleaned before their damage was found."""
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
        written = [asdict(one) for one in self.written]
        plain = {"key": self.key, "problems": self.problems, "unread": self.unread, "broken": self.broken, "size": self.size}
        return {**plain, "written": written, "summary": self.summary.as_dict()}

    @classmethod
    def of_dict(cls, values: dict[str, Any]) -> Done:
        """Read what `as_dict` wrote."""
        written = [Written(**one) for one in values["written"]]
        summary = Summary.of_dict(values["summary"])
        return cls(values["key"], written, summary, values["problems"], unread=values["unread"], broken=values["broken"], size=values["size"])
