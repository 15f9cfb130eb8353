"""A run over files into a folder: resumed where it stopped, refused where something else stands."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path
from shutil import copyfileobj
from typing import Any

from cleaner.errors import CleanerError, Place, UsageError
from cleaner.formats.atomic import is_temporary, open_atomic, write_atomic
from cleaner.ledger import Row, Summary, read_rows, write_rows
from cleaner.scale.local import in_order
from cleaner.scale.plan import Task
from cleaner.scale.work import Done, Written

__all__ = ["STATE", "Result", "Run", "done_tasks", "read_object", "write_ledger"]

STATE = "_cleaner"


@dataclass(slots=True)
class Result:
    """What a run came to."""

    summary: Summary = field(default_factory=Summary)
    problems: list[str] = field(default_factory=list)
    ledgers: list[Path] = field(default_factory=list)


@dataclass(frozen=True)
class Run:
    """A run into `out`, whose `_cleaner` folder holds the stamp, the ledger, the summary and a note for each task done.

    `stamp` is what decides the output, beside the input: the version, the rules' digest, the settings.
    """

    out: Path
    stamp: Mapping[str, object]

    @property
    def state(self) -> Path:
        """The folder with all that is not output."""
        return self.out / STATE

    @property
    def digest(self) -> str:
        """A hash of the stamp."""
        return sha256(json.dumps(self.stamp, sort_keys=True).encode()).hexdigest()

    @contextmanager
    def claimed(self, *, force: bool = False) -> Iterator[None]:
        """Hold the folder for this run alone.

        Raises `UsageError` for a folder that holds other things, or what other settings made, unless `force` is given.
        """
        self._demand_room(force=force)
        with _locked(self.state / "lock", self.out):
            self._claim(force=force)
            for left in self.out.rglob("*"):
                if is_temporary(left):
                    left.unlink(missing_ok=True)
            yield

    def do(self, tasks: Iterable[Task], work: Callable[[Task], Done], *, workers: int, each: Callable[[Done], None]) -> Result:
        """Do the tasks that were not done before, and join what they wrote; `each` is told of every task that is done."""
        result = Result()
        done: list[Done] = []
        for one in in_order(partial(_do, run=self, work=work), tasks, workers=workers):
            done.append(one)
            result.summary += one.summary
            result.problems += one.problems
            result.ledgers.append(self.ledger(one.key))
            each(one)
        self._forget_all_but(done)
        self._assemble(done)
        values = {**self.stamp, **result.summary.as_dict(), "conspicuous": result.summary.conspicuous(), "problems": result.problems[:1000]}
        write_atomic(self.state / "summary.json", _json(values, indent=2) + b"\n")
        return result

    def _demand_room(self, *, force: bool) -> None:
        if self.out.exists() and not self.out.is_dir():
            raise UsageError("not-a-folder", f"{self.out} is a file", do="name a folder")
        new = not (self.state / "stamp.json").is_file()
        if new and not force and self.out.is_dir() and any(path.name != STATE for path in self.out.iterdir()):
            raise UsageError("not-empty", f"{self.out} holds other things", do="name a new or an empty folder, or --force to write among them")

    def _claim(self, *, force: bool) -> None:
        """Stamp the folder with the settings; what other settings noted goes, with `force`."""
        path = self.state / "stamp.json"
        here = json.loads(json.dumps(self.stamp))
        there = _stamp_there(path, force=force) if path.is_file() else here
        if there != here:
            if not force:
                differ = ", ".join(sorted(name for name in {*here, *there} if here.get(name) != there.get(name)))
                raise UsageError("other-settings", f"{self.out} was made with other settings ({differ})", do="name a new folder, or --force to make it anew")
            for note in (*self.state.glob("tasks/*"), *self.state.glob("ledger/*"), *self.state.glob("parts/*")):
                note.unlink()
        write_atomic(path, json.dumps(here, indent=2).encode() + b"\n")

    def ledger(self, key: str) -> Path:
        """Where the rows of a task are."""
        return self.state / "ledger" / f"{key}.parquet"

    def part(self, key: str) -> Path:
        """Where the part of a split file waits for the others."""
        return self.state / "parts" / key

    def note(self, done: Done, rows: Iterable[Row]) -> None:
        """Note that a task is done: its rows, and last what it wrote."""
        write_ledger(self.ledger(done.key), rows, self.properties)
        write_atomic(self.state / "tasks" / f"{done.key}.json", _json(done.as_dict()))

    @property
    def properties(self) -> dict[str, str]:
        """What every ledger says of how it was made."""
        return {name: str(self.stamp[name]) for name in ("version", "rules") if name in self.stamp}

    def _forget_all_but(self, done: Iterable[Done]) -> None:
        """Drop the notes and rows of earlier versions of these sources; what they say of other sources stays."""
        current = {one.key: one.sources for one in done}
        names = set().union(*current.values())
        for note, earlier in done_tasks(self.state):
            if earlier.key in current or not earlier.sources & names:
                continue
            if others := [written for written in earlier.written if written.source not in names]:
                rows = [row for row in read_rows(self.ledger(earlier.key)) if row.source not in names]
                self.note(Done(f"{earlier.key}-{len(others)}", others), rows)
            for path in (note, self.ledger(earlier.key), self.part(earlier.key)):
                path.unlink(missing_ok=True)

    def _assemble(self, done: Iterable[Done]) -> None:
        """Join the parts of split files, in order; a file of which a part could not be read is not written."""
        unread = {name for one in done for name in one.unread}
        parts: dict[str, list[Path]] = {}
        for one in done:
            for written in one.written:
                if not written.whole and written.source not in unread:
                    parts.setdefault(written.source, []).append(self.part(one.key))
        for name, pieces in parts.items():
            if all(path.exists() for path in pieces):
                _join(pieces, self.out / name)
            for path in pieces:  # some are missing when they were joined by a run that was killed here
                path.unlink(missing_ok=True)


def done_tasks(state: Path) -> Iterator[tuple[Path, Done]]:
    """Yield the notes of a run's finished tasks, with their paths."""
    for note in sorted((state / "tasks").glob("*.json")):
        yield note, read_note(note)


def write_ledger(path: Path, rows: Iterable[Row], properties: Mapping[str, str]) -> None:
    """Write rows into one .parquet or .jsonl file, whole or not at all."""
    with open_atomic(path) as file:
        write_rows(file, rows, properties, form=path.suffix)


def _join(pieces: Iterable[Path], path: Path) -> None:
    with open_atomic(path) as whole:
        for piece in pieces:
            with piece.open("rb") as part:
                copyfileobj(part, whole)


def _do(task: Task, *, run: Run, work: Callable[[Task], Done]) -> Done:
    """Do a task unless it was done before; its note is written last."""
    note = run.state / "tasks" / f"{task.key}.json"
    if earlier := _done_before(note, run):
        return earlier
    done = work(task)
    run.note(done, done.rows)
    done.rows = []
    return done


def _done_before(note: Path, run: Run) -> Done | None:
    """Return what a task came to, if its note can be read and all that it wrote is on the disk as it was written."""
    try:
        done = read_note(note) if note.is_file() else None
    except CleanerError:
        return None
    return done if done and not done.unread and all(_is_there(one, done, run) for one in done.written if one.size >= 0) else None


def _is_there(one: Written, done: Done, run: Run) -> bool:
    """Tell whether a part is on the disk, on its own or in the file that it went into."""
    if one.whole:
        path = run.out / one.source
        return path.is_file() and path.stat().st_size == one.size
    return any(path.is_file() for path in (run.out / one.source, run.part(done.key)))


def _json(values: Mapping[str, object], **layout: int) -> bytes:
    """Write JSON in ASCII: a file's name may hold what UTF-8 does not."""
    return json.dumps(values, **layout).encode()  # type: ignore[arg-type]


def _stamp_there(path: Path, *, force: bool) -> dict[str, Any]:
    try:
        return read_object(path)
    except CleanerError:
        if force:
            return {}
        raise


def read_note(path: Path) -> Done:
    """Read the note of a finished task; raise `CleanerError` for one that no run wrote."""
    values = read_object(path)
    try:
        done = Done.of_dict(values)
    except (KeyError, TypeError, AttributeError):
        raise _damaged(path, "some of it is missing") from None
    for written in done.written:
        if Path(written.source).is_absolute() or ".." in Path(written.source).parts:
            raise _damaged(path, f"it names {written.source}, outside the folder")
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


def _damaged(path: Path, what: str) -> CleanerError:
    return CleanerError("state", f"is damaged: {what}", do="clean anew into another folder, or with --force", where=Place(str(path)))


@contextmanager
def _locked(path: Path, out: Path) -> Iterator[None]:
    """Hold a lock that goes with the process, so that two runs do not write one folder."""
    import fcntl

    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as lock:
        try:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # not flock: worker processes would inherit it
        except OSError:
            raise UsageError("locked", f"another run is writing to {out}", do="wait for it, or name another folder") from None
        yield
