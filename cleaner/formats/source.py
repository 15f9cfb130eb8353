"""Where documents come from: a file, and the stretches of it that are read one at a time."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

__all__ = ["STDIN", "Source", "Stretch"]

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: where it is, its name below the inputs, what it is, and where it goes below the output.

    `to` is the format to write, where that is another; it is undone from the source then. A file of one document that is
    `gathered` goes into one output with others. Into the records of one with `put` texts are put that are taken from pages
    they hold; it is undone from the source too.
    """

    path: Path
    name: str
    format: str
    compression: str = ""
    output: str = ""
    to: str = ""
    gathered: bool = False
    put: bool = False

    @property
    def seekable(self) -> bool:
        """Whether a stretch of it can be read again by its place."""
        return not self.compression and str(self.path) != STDIN


class Stretch(NamedTuple):
    """Whole records that stand one after another: bytes [start, start + size), or so many row groups of a table.

    `data` is there when the stretch cannot be read again by its place; `head` is what reading it takes from the file's
    beginning (the header of CSV).
    """

    start: int
    size: int
    records: int
    data: bytes | None = None
    head: bytes = b""
