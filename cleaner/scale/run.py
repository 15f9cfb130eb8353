"""A run over files into a folder: resumed where it stopped, refused where something else stands."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol, TypeVar

from cleaner.errors import CleanerError, UsageError
from cleaner.formats.atomic import is_temporary, open_named
from cleaner.formats.source import Source
from cleaner.ledger import Row, Summary, read_rows, write_rows
from cleaner.scale.done import Done, Written
from cleaner.scale.join import join_parts, keep_gathered
from cleaner.scale.layout import NAME, State, read_note, read_object, write_object

__all__ = ["Result", "Run", "write_ledger"]


class Keyed(Protocol):
    """Work that is known again by its key."""

    @property
    def key(self) -> str:
        """What changes when the work does."""


T = TypeVar("T", bound=Keyed)


@dataclass(slots=True)
class Result:
    """What a run came to."""

    summary: Summary = field(default_factory=Summary)
    problems: list[str] = field(default_factory=list)
    ledgers: list[Path] = field(default_factory=list)


@dataclass(frozen=True)
class Run:
    """A run into `out`, with all that it must remember in `_cleaner` (see `State`).

    `stamp` is what decides the output, beside the input: the version, the rules' digest, the settings.
    """

    out: Path
    stamp: Mapping[str, object]

    @property
    def state(self) -> State:
        """The folder with all that is not output."""
        return State(self.out)

    @property
    def digest(self) -> str:
        """A hash of the stamp."""
        return sha256(json.dumps(self.stamp, sort_keys=True).encode()).hexdigest()

    @property
    def properties(self) -> dict[str, str]:
        """What every ledger says of how it was made."""
        return {name: str(self.stamp[name]) for name in ("version", "rules") if name in self.stamp}

    @contextmanager
    def claimed(self, sources: Sequence[Source] = (), *, force: bool = False) -> Iterator[None]:
        """Hold the folder for this run alone, which reads these sources.

        Raises `UsageError` for a folder that holds other things, what other settings made, or what remains of other sources of
        the same names, unless `force` is given.
        """
        self._demand_room(force=force)
        with self.state.locked():
            self._claim(force=force)
            if not force:
                self._demand_same(sources)
            for left in self.out.rglob("*"):
                if is_temporary(left):
                    left.unlink(missing_ok=True)
            yield

    def noting(self, work: Callable[[T], Done]) -> Callable[[T], Done]:
        """Return work that does a task, and notes that it is done, unless it was done before."""
        return partial(_do, run=self, work=work)

    def finish(self, tasks: Iterable[Done], *, each: Callable[[Done], None], shard_size: int = 0, keep_source: bool = False) -> Result:
        """Join what tasks wrote as they are done and noted; `each` is told of every one."""
        tasks_done: list[Done] = []
        total = Summary()
        for one in tasks:
            each(one)
            total += one.summary
            one.summary = Summary()  # of many tasks, each with many sources, they would not be held together
            tasks_done.append(one)
        done = _that_count(tasks_done)
        if len(done) < len(tasks_done):
            total = _sum_of(read_note(self.state.task(one.key)) for one in done)
        self._forget_all_but(done)
        join_parts(done, self.state, shard_size=shard_size, keep_source=keep_source)
        problems = [problem for one in done for problem in one.problems]
        result = Result(total, problems, [self.state.ledger(one.key) for one in done])
        values = {**self.stamp, **result.summary.as_dict(), "conspicuous": result.summary.conspicuous(), "problems": result.problems[:1000]}
        write_object(self.state.summary, values, indent=2)
        return result

    def note(self, done: Done, rows: Iterable[Row]) -> None:
        """Note that a task is done: its rows, and last what it wrote."""
        write_ledger(self.state.ledger(done.key), rows, self.properties)
        write_object(self.state.task(done.key), done.as_dict())

    def _demand_room(self, *, force: bool) -> None:
        if self.out.exists() and not self.out.is_dir():
            raise UsageError("not-a-folder", f"{self.out} is a file", do="name a folder")
        new = not self.state.stamp.is_file()
        if new and not force and self.out.is_dir() and any(path.name != NAME for path in self.out.iterdir()):
            raise UsageError("not-empty", f"{self.out} holds other things", do="name a new or an empty folder, or --force to write among them")

    def _claim(self, *, force: bool) -> None:
        """Stamp the folder with the settings; what other settings noted goes, with `force`."""
        here = json.loads(json.dumps(self.stamp))
        there = _stamp_there(self.state.stamp, force=force) if self.state.stamp.is_file() else here
        if there != here:
            if not force:
                differ = ", ".join(sorted(set(_differing(here, there))))
                raise UsageError("other-settings", f"{self.out} was made with other settings ({differ})", do="name a new folder, or --force to make it anew")
            self.state.forget()
        write_object(self.state.stamp, here, indent=2)

    def _demand_same(self, sources: Iterable[Source]) -> None:
        """Raise `UsageError` where what remains of another source, which is still there, would be overwritten."""
        ours = {str(source.path.absolute()) for source in sources}
        places = {source.name if source.gathered else source.output or source.name: source.path for source in sources}
        earlier = (one for _, done in self.state.done_tasks() for one in done.written)
        for one in earlier if ours else ():
            now = places.get(one.source if one.gathered else one.output)
            if now and one.origin not in ours and os.path.exists(one.origin) and not os.path.samefile(one.origin, now):
                what = f"{self.out / one.output} is what remains of {one.origin}, and {now} would overwrite it"
                raise UsageError("same-name", what, do="name another OUT, or clean the folder that holds both; --force overwrites it")

    def _forget_all_but(self, done: Iterable[Done]) -> None:
        """Drop the notes and rows of earlier versions of these sources; what they say of other sources stays."""
        current = {one.key: one.sources for one in done}
        names = set().union(*current.values())
        for note, earlier in self.state.done_tasks():
            if earlier.key in current or not earlier.sources & names:
                continue
            if others := [written for written in earlier.written if written.source not in names]:
                rows = [row for row in read_rows(self.state.ledger(earlier.key)) if row.source not in names]
                key = f"{earlier.key}-{len(others)}"
                keep_gathered(earlier, others, self.state, key)
                self.note(Done(key, others), rows)
            for path in (note, self.state.ledger(earlier.key), self.state.part(earlier.key)):
                path.unlink(missing_ok=True)


def write_ledger(path: Path, rows: Iterable[Row], properties: Mapping[str, str]) -> None:
    """Write rows into one .parquet or .jsonl file."""
    with open_named(path) as file:
        write_rows(file, rows, properties, form=path.suffix)


def _differing(one: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names of the settings in which stamps differ, the innermost ones."""
    for name in {*one, *other}:
        here, there = one.get(name), other.get(name)
        if isinstance(here, dict) and isinstance(there, dict):
            yield from _differing(here, there)
        elif here != there:
            yield name


def _sum_of(done: Iterable[Done]) -> Summary:
    total = Summary()
    for one in done:
        total += one.summary
    return total


def _that_count(done: list[Done]) -> list[Done]:
    """Leave out parts of files whose damage was found later: these were copied whole."""
    broken = {name for one in done for name in one.broken}
    return [one for one in done if not any(not written.whole and written.source in broken for written in one.written)] if broken else done


def _do(task: T, *, run: Run, work: Callable[[T], Done]) -> Done:
    """Do a task unless it was done before; its note is written last."""
    if earlier := _done_before(task.key, run.state):
        return earlier
    done = work(task)
    run.note(done, done.rows)
    done.rows = []
    return done


def _done_before(key: str, state: State) -> Done | None:
    """Return what a task came to, if its note can be read and all that it wrote is on the disk as it was written."""
    try:
        done = read_note(state.task(key)) if state.task(key).is_file() else None
        return done if done and not done.unread and all(_is_there(one, done, state) for one in done.written if not one.gone) else None
    except CleanerError:
        return None


def _is_there(one: Written, done: Done, state: State) -> bool:
    """Tell whether a part is on the disk, on its own or in the files that it went into."""
    if one.gathered:
        return state.part(done.key).is_file()
    if one.whole:
        path = state.out / one.output
        return path.is_dir() or (path.is_file() and path.stat().st_size == one.size)
    if state.part(done.key).is_file():
        return True
    file = state.read_file(one.source)
    return file is not None and all((state.out / name).exists() for name in file.outputs)


def _stamp_there(path: Path, *, force: bool) -> dict[str, Any]:
    try:
        return read_object(path)
    except CleanerError:
        if force:
            return {}
        raise
