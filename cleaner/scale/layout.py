"""What stands where in `OUT/_cleaner`, the folder with all that is not output; how its notes are read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from cleaner.errors import CleanerError, Place, UsageError
from cleaner.formats.atomic import write_atomic
from cleaner.scale.done import Done, File

__all__ = ["NAME", "State", "read_note", "read_object", "write_object"]

NAME = "_cleaner"


@dataclass(frozen=True, slots=True)
class State:
    """The folder of a run into `out`.

    `stamp.json` says what decides the output, `summary.json` what the run came to. For each task `tasks/KEY.json` is written last, after its
    rows (`ledger/KEY.parquet`) and, of a file in several parts, its part (`parts/KEY`). `files/` notes what became of such a file;
    `sources/` keeps inputs that the ledger cannot bring back.
    """

    out: Path

    @property
    def folder(self) -> Path:
        """The folder itself."""
        return self.out / NAME

    @property
    def stamp(self) -> Path:
        """The settings and versions that decide the output."""
        return self.folder / "stamp.json"

    @property
    def summary(self) -> Path:
        """What the last run came to."""
        return self.folder / "summary.json"

    @property
    def is_finished(self) -> bool:
        """Whether a run ever came to its end."""
        return self.summary.is_file()

    def ledger(self, key: str) -> Path:
        """The rows of a task."""
        return self.folder / "ledger" / f"{key}.parquet"

    def part(self, key: str) -> Path:
        """The part of a file that waits for the others."""
        return self.folder / "parts" / key

    def sketch(self, key: str) -> Path:
        """What is known of a task's documents between the passes that look for near-duplicates."""
        return self.folder / "sketch" / key

    def task(self, key: str) -> Path:
        """The note that a task is done."""
        return self.folder / "tasks" / f"{key}.json"

    def file(self, source: str) -> Path:
        """The note of a file that was joined from parts."""
        return self.folder / "files" / f"{blake2b(source.encode('utf-8', 'surrogateescape'), digest_size=10).hexdigest()}.json"

    def source(self, name: str) -> Path:
        """A kept input."""
        return self.folder / "sources" / name

    def done_tasks(self) -> Iterator[tuple[Path, Done]]:
        """Yield the notes of finished tasks, with their paths."""
        for note in sorted((self.folder / "tasks").glob("*.json")):
            yield note, read_note(note)

    def read_file(self, source: str) -> File | None:
        """Return what became of a file that was joined from parts, if it was."""
        path = self.file(source)
        if not path.is_file():
            return None
        values = read_object(path)
        try:
            file = File.of_dict(values)
        except (KeyError, TypeError, AttributeError):
            raise _damaged(path, "some of it is missing") from None
        for name in (file.source, *file.outputs):
            _demand_inside(name, path)
        return file

    def forget(self) -> None:
        """Drop what was noted and what waits; sources that were kept stay."""
        for note in (path for name in ("tasks", "ledger", "parts", "files") for path in (self.folder / name).glob("*")):
            note.unlink()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold a lock that goes with the process, so that two runs do not write one folder."""
        import fcntl

        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            try:
                fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # not flock: worker processes would inherit it
            except OSError:
                raise UsageError("locked", f"another run is writing to {self.out}", do="wait for it, or name another folder") from None
            yield


def write_object(path: Path, values: Mapping[str, object], **layout: int) -> None:
    """Write a JSON object in ASCII: a file's name may hold what UTF-8 does not."""
    write_atomic(path, json.dumps(values, **layout).encode() + b"\n")  # type: ignore[arg-type]


def read_note(path: Path) -> Done:
    """Read the note of a finished task; raise `CleanerError` for one that no run wrote."""
    values = read_object(path)
    try:
        done = Done.of_dict(values)
    except (KeyError, TypeError, AttributeError):
        raise _damaged(path, "some of it is missing") from None
    for written in done.written:
        _demand_inside(written.source, path)
        _demand_inside(written.output, path)
    return done


def read_object(path: Path) -> dict[str, Any]:
    """Read a JSON object that a run wrote."""
    try:
        values = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise _damaged(path, str(error)) from None
    if not isinstance(values, dict):
        raise _damaged(path, "it is no object")
    return values


def _demand_inside(name: str, path: Path) -> None:
    if Path(name).is_absolute() or ".." in Path(name).parts:
        raise _damaged(path, f"it names {name}, outside the folder")


def _damaged(path: Path, what: str) -> CleanerError:
    return CleanerError("state", f"is damaged: {what}", do="clean anew into another folder, or with --force", where=Place(str(path)))
