"""A run over files into a folder: resumed where it stopped, refused where something else stands."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path

from cleaner.config import RunConfig
from cleaner.errors import CleanerError, Place, UsageError
from cleaner.formats.atomic import is_temporary, open_atomic, write_atomic
from cleaner.formats.discover import Source
from cleaner.ledger import Row, Summary, read_rows, write_rows
from cleaner.pipeline import Cleaner
from cleaner.scale.local import in_order
from cleaner.scale.plan import Task, plan
from cleaner.scale.work import Done, Written, clean_task

__all__ = ["Result", "Run", "done_tasks"]

STATE = "_cleaner"


@dataclass(slots=True)
class Result:
    """What a run came to."""

    summary: Summary = field(default_factory=Summary)
    problems: list[str] = field(default_factory=list)
    ledgers: list[Path] = field(default_factory=list)


@dataclass(frozen=True)
class Run:
    """A run into `out`, whose `_cleaner` folder holds the stamp, the ledger, the summary and a note for each task done."""

    out: Path
    config: RunConfig
    cleaner: Cleaner
    version: str

    @property
    def state(self) -> Path:
        """The folder with all that is not output."""
        return self.out / STATE

    @property
    def stamp(self) -> dict[str, object]:
        """What decides the output, beside the input."""
        return {"version": self.version, "rules": self.cleaner.pack.digest, **self.config.as_dict()}

    def claim(self, *, force: bool) -> None:
        """Take the output folder, new or made by the same configuration; raise `UsageError` for any other."""
        if self.out.exists() and not self.out.is_dir():
            raise UsageError("not-a-folder", f"{self.out} is a file", do="name a folder")
        path = self.state / "stamp.json"
        here = json.loads(json.dumps(self.stamp))
        if path.is_file():
            there = _read_json(path)
            if there == here:
                return
            if not force:
                differ = ", ".join(sorted(name for name in {*here, *there} if here.get(name) != there.get(name)))
                raise UsageError("other-settings", f"{self.out} was made with other settings ({differ})", do="name a new folder, or --force to make it anew")
            for note in (*self.state.glob("tasks/*"), *self.state.glob("ledger/*"), *self.state.glob("parts/*")):
                note.unlink()
        elif self.out.is_dir() and any(self.out.iterdir()) and not force:
            raise UsageError("not-empty", f"{self.out} holds other things", do="name a new or an empty folder, or --force to write among them")
        write_atomic(path, json.dumps(here, indent=2).encode() + b"\n")

    def clean(self, sources: Iterable[Source], *, workers: int, each: Callable[[Done], None]) -> Result:
        """Clean the sources; `each` is told of every task that is done."""
        with _locked(self.state / "lock", self.out):
            for left in self.out.rglob("*"):
                if is_temporary(left):
                    left.unlink(missing_ok=True)
            return self._clean(sources, workers=workers, each=each)

    def _clean(self, sources: Iterable[Source], *, workers: int, each: Callable[[Done], None]) -> Result:
        problems: list[CleanerError] = []
        result = Result()
        done: list[Done] = []
        _ = self.cleaner.engine.patterns  # compiled once, before the workers start
        stamp = sha256(json.dumps(self.stamp, sort_keys=True).encode()).hexdigest()
        tasks = plan(sources, stamp, problems)
        for one in in_order(partial(_do, run=self), tasks, workers=workers):
            done.append(one)
            result.summary += one.summary
            result.problems += one.problems
            result.ledgers.append(self.state / "ledger" / f"{one.key}.parquet")
            each(one)
        result.problems += map(str, problems)
        self._forget_all_but(done)
        self._assemble(done)
        values = {**self.stamp, **result.summary.as_dict(), "conspicuous": result.summary.conspicuous(), "problems": result.problems[:1000]}
        write_atomic(self.state / "summary.json", json.dumps(values, indent=2, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
        return result

    def write_ledger(self, path: Path, done: Iterable[Path]) -> None:
        """Write the rows of these ledger files into one."""
        rows: Iterator[Row] = (row for part in done for row in read_rows(part))
        path.parent.mkdir(parents=True, exist_ok=True)
        write_rows(path, rows, _properties(self))

    def _forget_all_but(self, done: Iterable[Done]) -> None:
        """Drop the notes and rows of earlier versions of these sources."""
        done = list(done)
        current, names = {one.key for one in done}, {written.source for one in done for written in one.written}
        for note, earlier in done_tasks(self.state):
            if earlier.key not in current and names & {written.source for written in earlier.written}:
                note.unlink()
                (self.state / "ledger" / f"{earlier.key}.parquet").unlink(missing_ok=True)

    def _assemble(self, done: Iterable[Done]) -> None:
        """Join the parts of split files, in order."""
        parts: dict[str, list[tuple[Written, Path]]] = {}
        for one in done:
            for written in one.written:
                if not written.whole:
                    parts.setdefault(written.source, []).append((written, self.state / "parts" / one.key))
        for name, pieces in parts.items():
            if all(not path.exists() for _, path in pieces) and (self.out / name).exists():
                continue
            with open_atomic(self.out / name) as whole:
                for _, path in pieces:
                    with path.open("rb") as part:
                        while block := part.read(1 << 20):
                            whole.write(block)
            for _, path in pieces:
                path.unlink()


def done_tasks(state: Path) -> Iterator[tuple[Path, Done]]:
    """Yield the notes of a run's finished tasks, with their paths."""
    for note in sorted((state / "tasks").glob("*.json")):
        yield note, Done.of_dict(_read_json(note))


def _do(task: Task, *, run: Run) -> Done:
    """Do a task unless it was done before; its note is written last."""
    note = run.state / "tasks" / f"{task.key}.json"
    if note.is_file() and _still_there(done := Done.of_dict(_read_json(note)), run):
        return done
    done = clean_task(task, run.cleaner, run.config, out=run.out)
    ledger = run.state / "ledger" / f"{task.key}.parquet"
    with open_atomic(ledger) as file:
        write_rows(Path(file.name), done.rows, _properties(run))
    done.rows = []
    write_atomic(note, json.dumps(done.as_dict(), ensure_ascii=False).encode("utf-8", "replace"))
    return done


def _still_there(done: Done, run: Run) -> bool:
    """Tell whether what a finished task wrote is on the disk, on its own or in the file that its part went into."""
    return all(one.size < 0 or (run.out / one.path).exists() or (not one.whole and (run.out / one.source).exists()) for one in done.written)


def _properties(run: Run) -> dict[str, str]:
    return {"version": run.version, "rules": run.cleaner.pack.digest}


def _read_json(path: Path) -> dict[str, object]:
    try:
        values = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise CleanerError("state", f"cannot be used: {error}", do="remove the folder, or run with --force", where=Place(str(path))) from None
    return values if isinstance(values, dict) else {}


@contextmanager
def _locked(path: Path, out: Path) -> Iterator[None]:
    """Hold a lock that goes with the process, so that two runs do not write one folder."""
    import fcntl

    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise UsageError("locked", f"another run is writing to {out}", do="wait for it, or name another folder") from None
        yield
