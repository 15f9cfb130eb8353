"""Undo a run: put back what its ledger holds, and prove it by the hashes that the run took."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copyfile

from cleaner.config import Fields
from cleaner.errors import CleanerError, Place, UsageError
from cleaner.formats.atomic import open_atomic
from cleaner.formats.compression import open_binary
from cleaner.formats.discover import FORMATS
from cleaner.formats.record import Cut, digest
from cleaner.formats.source import Source
from cleaner.ledger import Row, plain, read_rows
from cleaner.scale.done import File, Written
from cleaner.scale.layout import State, read_object
from cleaner.scale.plan import read_part, split
from cleaner.scale.write import COPIED, digest_file

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

    state: State
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
    """Write the inputs of the run into `out` below `to`: files of bytes as they were (compressed ones: after decompression), tables as equal tables.

    A file that does not come back as it was is left out and reported. Raises `UsageError` when `out` is no run's output.
    """
    state = State(out)
    if not state.stamp.is_file():
        raise UsageError("no-run", f"{out} was not made by 'cleaner clean'", do="name a folder with a _cleaner folder in it")
    run = _run_of(state)
    files: dict[str, list[_Piece]] = {}
    for _, done in state.done_tasks():
        for written in done.written:
            files.setdefault(written.source, []).append(_Piece(written, state.ledger(done.key)))
    restored = Restored()
    if not state.is_finished:
        what, do = "the run did not finish: what it had not written yet does not come back", "run the same command again first"
        restored.problems.append(str(CleanerError("unfinished", what, do=do, where=Place(str(out)))))
    for name, pieces in sorted(files.items()):
        try:
            _restore_file(run, sorted(pieces, key=lambda piece: piece.written.index), to / name)
            restored.files += 1
        except CleanerError as problem:
            restored.problems.append(str(problem))
    return restored


def _run_of(state: State) -> _Run:
    values = read_object(state.stamp)
    try:
        return _Run(state, Fields(**values["fields"]), holds_text=values["ledger_text"] == "full")
    except (KeyError, TypeError):
        raise CleanerError("state", "is damaged: some of it is missing", do="take the sources", where=Place(str(state.stamp))) from None


def _restore_file(run: _Run, pieces: list[_Piece], path: Path) -> None:
    """Write a file as it was."""
    one = pieces[0].written
    if [piece.written.index for piece in pieces] != list(range(len(pieces))):
        where = Place(str(run.state.out / one.output))
        raise CleanerError("unfinished", "was not finished by the last run", do="run the same 'cleaner clean' command again first", where=where)
    file = None if one.whole else run.state.read_file(one.source)
    if one.from_source:
        _copy_back(run, one, file, path)
        return
    outputs = [run.state.out / name for name in file.outputs] if file else [run.state.out / one.output]
    _demand_unedited([piece.written for piece in pieces], outputs, file)
    if one.format == COPIED:
        with open_atomic(path) as whole, outputs[0].open("rb") as copy:
            while block := copy.read(1 << 20):
                whole.write(block)
    else:
        form = FORMATS[one.format]
        form.join((form.pack(part, one.compression) for part in _parts(run, pieces, outputs)), path, outputs[0])


def _demand_unedited(written: list[Written], outputs: list[Path], file: File | None) -> None:
    """Raise `CleanerError` when the output is not what the run wrote, as far as that can be told of whole files."""
    if all(one.gone for one in written):
        return
    one = written[0]
    form = FORMATS.get(one.format)
    for path in outputs:
        if not path.is_file():
            raise CleanerError("unreadable", "cannot be read: No such file or directory", do="it is part of the output to undo", where=Place(str(path)))
    if form and form.plain:
        if sum(path.stat().st_size for path in outputs) != sum(max(0, one.size) for one in written):
            raise _edited(outputs[0])
        return
    hashes = list(file.outputs.values()) if file else [one.wrote]
    for path, hash in zip(outputs, hashes, strict=True):
        if digest_file(path) != hash:
            raise _edited(path)


def _parts(run: _Run, pieces: list[_Piece], outputs: list[Path]) -> Iterator[bytes]:
    """Yield a file's parts as they were."""
    one = pieces[0].written
    form = FORMATS[one.format]
    sizes = [(max(0, piece.written.size), piece.written.left) for piece in pieces]
    head = b""
    for piece, packed in zip(pieces, form.pieces(outputs, sizes), strict=True):
        written = piece.written
        if form.plain and not written.gone and digest(packed) != written.wrote:
            raise _edited(outputs[0])
        left = form.unpack(packed, one.compression)
        head = form.head(left) if not written.index else head
        whole = _from_ledger(left, piece, run, head) if run.holds_text else left
        yield whole if form.digest(whole, run.fields) == written.read else _from_source(written, run)


def _edited(path: Path) -> CleanerError:
    return CleanerError("edited", "was edited since it was written", do="undo the edit, or take the source", where=Place(str(path)))


def _from_ledger(left: bytes, piece: _Piece, run: _Run, head: bytes) -> bytes:
    """Put back what the ledger holds."""
    cuts: dict[int, list[Cut]] = {}
    dropped: dict[int, bytes] = {}
    for row in run.rows_of(piece):
        if row.action == "dropped":
            dropped[row.record] = row.raw or (row.text or "").encode()
        elif row.action == "removed":
            cuts.setdefault(row.record, []).append(Cut(row.start, row.text or "", row.raw or b""))
    return FORMATS[piece.written.format].undo(left, piece.written.first, cuts, dropped, run.fields, head)


def _copy_back(run: _Run, written: Written, file: File | None, path: Path) -> None:
    """Take a file that was written in another format from where it was kept, or from the source, if that is still what it was."""
    hash = file.read if file else written.read
    for origin in (run.state.source(written.source), Path(written.origin)):
        with suppress(OSError):
            if digest_file(origin) == hash:
                path.parent.mkdir(parents=True, exist_ok=True)
                copyfile(origin, path)
                return
    what = "was written in another form, and the source is gone or has changed"
    raise CleanerError("cannot-undo", what, do="clean with --keep-source to be able to undo without the source", where=Place(written.origin))


def _from_source(written: Written, run: _Run) -> bytes:
    """Take a part from the file that was cleaned, if it is still what it was."""
    source = Source(Path(written.origin), written.source, written.format, written.compression)
    form = FORMATS[written.format]
    try:
        if written.whole:
            data = form.load(source, None)
        else:
            with open_binary(source.path, source.compression) as stream:
                data = next(read_part(part) for part in split(source, stream) if part.index == written.index)
        if form.digest(data, run.fields) == written.read:
            return data
    except (OSError, CleanerError, StopIteration):
        pass
    what = "the ledger does not hold its text, and the source is gone or has changed"
    do = "clean with --ledger-text full to be able to undo without the source"
    raise CleanerError("cannot-undo", what, do=do, where=Place(written.origin)) from None
