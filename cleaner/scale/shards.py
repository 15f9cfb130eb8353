"""Shards on the disk: of each task arrays in a folder, and last a note; a shard with its note is not made again."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from cleaner.errors import CleanerError
from cleaner.formats.atomic import is_temporary, write_atomic
from cleaner.scale.arrays import names_in, read_array, write_arrays
from cleaner.scale.plan import Part, Task, read_part

__all__ = ["ARRAYS", "Arrays", "ShardNote", "StoredShard", "are_whole", "keep_shard", "readable_parts"]

Arrays = Mapping[str, NDArray[Any]]
ARRAYS = "arrays"
_NOTE = "done.json"
_BLOCK = 1 << 20


@dataclass(slots=True)
class ShardNote:
    """What reading a task came to: the sources of its parts, in their order, and what could not be read."""

    key: str
    sources: list[str]
    documents: int = 0
    size: int = 0
    problems: list[str] = field(default_factory=list)
    unread: bool = False
    files: dict[str, int] = field(default_factory=dict)
    """The shard's files and their checksums: one that a full disk or a power cut has damaged is made again."""


class StoredShard(Arrays):
    """A shard in a folder; its arrays are mapped, not read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __getitem__(self, name: str) -> NDArray[Any]:
        return read_array(self.folder / ARRAYS, name)

    def __iter__(self) -> Iterator[str]:
        return iter(names_in(self.folder / ARRAYS))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def keep_shard(folder: Path, task: Task, make: Callable[[Task, ShardNote], Arrays]) -> ShardNote:
    """Return the note on the shard in `folder`; unless it is there, `make` the arrays of the task, and fill in the note.

    A task of which a part could not be read has no note on the disk: the next run tries it again.
    """
    if note := _note_of(folder):
        return note
    note = ShardNote(task.key, [part.source.name for part in task.parts])
    sum = write_arrays(folder / ARRAYS, make(task, note))
    beside = (path for path in folder.iterdir() if path.name not in (ARRAYS, _NOTE) and not is_temporary(path))
    note.files = {ARRAYS: sum} | {path.name: _checksum(path) for path in beside}
    if not note.unread:
        write_atomic(folder / _NOTE, json.dumps(asdict(note)).encode())
    return note


def _note_of(folder: Path) -> ShardNote | None:
    """Return the note of a shard, if all that it names is there."""
    try:
        note = ShardNote(**json.loads((folder / _NOTE).read_bytes()))
        return note if are_whole(folder, note.files) else None
    except (OSError, ValueError, TypeError):
        return None


def are_whole(folder: Path, files: Mapping[str, int]) -> bool:
    """Tell whether files have the CRC-32 that they had, by their names; much faster than what is hashed was made. Raises `OSError` for one that is gone."""
    return all(_checksum(folder / name) == sum for name, sum in files.items())


def _checksum(path: Path) -> int:
    with path.open("rb") as file:
        found = 0
        while block := file.read(_BLOCK):
            found = zlib.crc32(block, found)
        return found


def readable_parts(task: Task, note: ShardNote) -> Iterator[tuple[int, Part, bytes]]:
    """Yield the parts of a task that can be read, each with its number and what it holds, and note the others."""
    for number, part in enumerate(task.parts):
        try:
            data = read_part(part)
        except CleanerError as problem:
            note.problems.append(str(problem))
            note.unread = True
            continue
        note.size += len(data)
        yield number, part, data
