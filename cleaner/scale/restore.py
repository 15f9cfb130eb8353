"""Undo a run: put back what its ledger holds, and prove it by the hashes that the run took."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from typing import Any

from cleaner.config import Fields
from cleaner.errors import CleanerError, Place, UsageError
from cleaner.formats.atomic import open_atomic
from cleaner.formats.compression import compress, decompress, open_binary, read_all
from cleaner.formats.discover import FORMATS, Source
from cleaner.formats.jsonl import split_lines
from cleaner.formats.record import Cut
from cleaner.ledger import Row, plain, read_rows
from cleaner.scale.plan import read_part, split
from cleaner.scale.run import STATE, done_tasks, read_object
from cleaner.scale.work import Written

__all__ = ["Restored", "restore"]


@dataclass(slots=True)
class Restored:
    """What came back."""

    files: int = 0
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part that was written, with the ledger that tells what went from it."""

    written: Written
    ledger: Path


@dataclass(slots=True)
class _Run:
    """The run to undo: where it is, what its stamp says, and the ledger that was read last."""

    out: Path
    fields: Fields
    holds_text: bool
    ledger: Path | None = None
    rows: dict[str, list[Row]] = field(default_factory=dict)

    def rows_of(self, piece: _Piece) -> list[Row]:
        """Return the rows of a part; parts of one ledger come one after another."""
        if self.ledger != piece.ledger:
            self.ledger, self.rows = piece.ledger, {}
            for row in read_rows(piece.ledger):
                self.rows.setdefault(row.source, []).append(row)
        return self.rows.get(plain(piece.written.source), [])


def restore(out: Path, to: Path) -> Restored:
    """Write the inputs of the run into `out` below `to`, byte for byte (compressed files: after decompression).

    A file that does not come back as it was is left out and reported. Raises `UsageError` when `out` is no run's output.
    """
    if not (out / STATE / "stamp.json").is_file():
        raise UsageError("no-run", f"{out} was not made by 'cleaner clean'", do="name a folder with a _cleaner folder in it")
    run = _run_of(out)
    files: dict[str, list[_Piece]] = {}
    for _, done in done_tasks(out / STATE):
        for written in done.written:
            files.setdefault(written.source, []).append(_Piece(written, out / STATE / "ledger" / f"{done.key}.parquet"))
    restored = Restored()
    for name, pieces in sorted(files.items()):
        try:
            with open_atomic(to / name) as file:
                for data in _restore_file(run, sorted(pieces, key=lambda piece: piece.written.index)):
                    file.write(data)
            restored.files += 1
        except CleanerError as problem:
            restored.problems.append(str(problem))
    return restored


def _run_of(out: Path) -> _Run:
    stamp = out / STATE / "stamp.json"
    values = read_object(stamp)
    try:
        return _Run(out, Fields(**values["fields"]), holds_text=values["ledger_text"] == "full")
    except (KeyError, TypeError):
        raise CleanerError("state", "is damaged: some of it is missing", do="take the sources", where=Place(str(stamp))) from None


def _restore_file(run: _Run, pieces: list[_Piece]) -> Iterator[bytes]:
    """Yield a file's parts as they were."""
    path = run.out / pieces[0].written.source
    if [piece.written.index for piece in pieces] != list(range(len(pieces))):
        raise CleanerError("unfinished", "was not finished by the last run", do="run the same 'cleaner clean' command again first", where=Place(str(path)))
    sizes = [max(0, piece.written.size) for piece in pieces]
    if path.is_file() and path.stat().st_size != sum(sizes):
        raise _edited(path)
    for piece, at in zip(pieces, accumulate(sizes, initial=0), strict=False):
        written = piece.written
        left = b"" if written.size < 0 else _read(path, at, written)
        whole = _from_ledger(left, piece, run) if run.holds_text else left
        if sha256(whole).hexdigest() != written.read:
            whole = _from_source(written)
        yield compress(whole, written.compression)


def _read(path: Path, at: int, written: Written) -> bytes:
    """Return what the run wrote of a part, decompressed; refuse it if it was edited since."""
    try:
        with path.open("rb") as file:
            file.seek(at)
            data = file.read(written.size)
    except OSError as error:
        raise CleanerError("unreadable", f"cannot be read: {error.strerror}", do="it is part of the output to undo", where=Place(str(path))) from None
    if sha256(data).hexdigest() != written.wrote:
        raise _edited(path)
    return decompress(data, written.compression)


def _edited(path: Path) -> CleanerError:
    return CleanerError("edited", "was edited since it was written", do="undo the edit, or take the source", where=Place(str(path)))


def _from_ledger(left: bytes, piece: _Piece, run: _Run) -> bytes:
    """Put back what the ledger holds."""
    rows = run.rows_of(piece)
    form = FORMATS[piece.written.format]
    cuts: dict[int, list[Cut]] = {}
    dropped = {row.record: row.raw or (row.text or "").encode() for row in rows if row.action == "dropped"}
    for row in rows:
        if row.action == "removed":
            cuts.setdefault(row.record, []).append(Cut(row.start, row.text or "", row.raw or b""))
    records: Iterable[bytes] = split_lines(left) if form.splits else [left] * (piece.written.size >= 0)
    return b"".join(_mended(records, piece.written.first, cuts, dropped, form, run.fields))


def _mended(records: Iterable[bytes], first: int, cuts: dict[int, list[Cut]], dropped: dict[int, bytes], form: Any, fields: Fields) -> Iterator[bytes]:
    number = first
    for raw in records:
        while number in dropped:
            yield dropped[number]
            number += 1
        yield form.mend(raw, cuts[number], fields) if number in cuts else raw
        number += 1
    yield from (raw for after, raw in sorted(dropped.items()) if after >= number)


def _from_source(written: Written) -> bytes:
    """Take the part from the file that was cleaned, if it is still what it was."""
    source = Source(Path(written.origin), written.source, written.format, written.compression)
    place = Place(written.origin)
    try:
        with open_binary(source.path, source.compression) as stream:
            if written.whole:
                data = read_all(stream, -1, written.origin)
            else:
                data = next(read_part(part) for part in split(source, stream) if part.index == written.index)
    except (OSError, CleanerError, StopIteration):
        data = b""
    if sha256(data).hexdigest() != written.read:
        what = "the ledger does not hold its text, and the source is gone or has changed"
        raise CleanerError("cannot-undo", what, do="clean with --ledger-text full to be able to undo without the source", where=place)
    return data
