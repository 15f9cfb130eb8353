"""The marks of furniture between passes: a file for each task."""

from __future__ import annotations

from pathlib import Path

from cleaner.repeats.sites import Marks
from cleaner.scale.arrays import read_array, write_arrays

__all__ = ["read_marks", "write_marks"]


def write_marks(folder: Path, key: str, marks: Marks) -> None:
    """Write the marks of a shard."""
    write_arrays(folder / key, marks._asdict())


def read_marks(folder: Path, key: str) -> Marks | None:
    """Return the marks of a shard, mapped; None where furniture is not looked for."""
    path = folder / key
    return Marks(*(read_array(path, name) for name in Marks._fields)) if path.is_file() else None
