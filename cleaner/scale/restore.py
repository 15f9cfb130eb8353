"""Undo a run: put back what its ledger holds, and prove it by the hashes that the run took."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from cleaner.config import Fields
from cleaner.errors import CleanerError, Place, UsageError
from cleaner.formats.atomic import open_atomic
from cleaner.formats.compression import compress, decompress, open_binary
from cleaner.formats.discover import FORMATS, Source
from cleaner.formats.jsonl import split_lines
from cleaner.formats.record import Cut
from cleaner.ledger import Row, read_rows
from cleaner.scale.plan import read_part, split
from cleaner.scale.run import STATE, done_tasks
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


def restore(out: Path, to: Path) -> Restored:
    """Write the inputs of the run into `out` below `to`, byte for byte (compressed files: after decompression).

    A file that does not come back as it was is left out and reported. Raises `UsageError` when `out` is no run's output.
    """
    if not (out / STATE / "stamp.json").is_file():
        raise UsageError("no-run", f"{out} was not made by 'cleaner clean'", do="name a folder with a _cleaner folder in it")
    fields = Fields(**json.loads((out / STATE / "stamp.json").read_bytes())["fields"])
    files: dict[str, list[_Piece]] = {}
    for _, done in done_tasks(out / STATE):
        for written in done.written:
            files.setdefault(written.source, []).append(_Piece(written, out / STATE / "ledger" / f"{done.key}.parquet"))
    restored = Restored()
    for name, pieces in sorted(files.items()):
        try:
            with open_atomic(to / name) as file:
                for data in _restore_file(out, sorted(pieces, key=lambda piece: piece.written.index), fields):
                    file.write(data)
            restored.files += 1
        except CleanerError as problem:
            restored.problems.append(str(problem))
    return restored


def _restore_file(out: Path, pieces: list[_Piece], fields: Fields) -> Iterator[bytes]:
    """Yield a file's parts as they were."""
    first = pieces[0].written
    path = out / first.source
    at = 0
    for piece in pieces:
        written = piece.written
        left = b"" if written.size < 0 else _read(path, at, written)
        at += max(0, written.size)
        whole = _from_ledger(left, piece, fields)
        if whole is None or sha256(whole).hexdigest() != written.read:
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
        raise CleanerError("edited", "was edited since it was written", do="undo the edit, or take the source", where=Place(str(path)))
    return decompress(data, written.compression)


def _from_ledger(left: bytes, piece: _Piece, fields: Fields) -> bytes | None:
    """Put back what the ledger holds; None when it holds no text."""
    rows = [row for row in read_rows(piece.ledger) if row.source == piece.written.source and row.action in ("removed", "dropped")]
    if any(row.text is None or (row.raw is None and row.text.startswith("sha256:")) for row in rows):
        return None
    form = FORMATS[piece.written.format]
    cuts: dict[int, list[Cut]] = {}
    dropped = {row.record: row.raw or (row.text or "").encode() for row in rows if row.action == "dropped"}
    for row in rows:
        if row.action == "removed":
            cuts.setdefault(row.record, []).append(Cut(row.start, row.text or "", row.raw or b""))
    records: Iterable[bytes] = split_lines(left) if form.splits else [left] * (piece.written.size >= 0)
    return b"".join(_mended(records, piece.written.first, cuts, dropped, form, fields))


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
    source = Source(Path(written.path), written.source, written.format, written.compression)
    place = Place(written.path)
    try:
        with open_binary(source.path, source.compression) as stream:
            parts = split(source, stream, []) if not written.whole else iter(())
            data = stream.read() if written.whole else next(read_part(part) for part in parts if part.index == written.index)
    except (OSError, StopIteration):
        data = b""
    if sha256(data).hexdigest() != written.read:
        what = "the ledger does not hold its text, and the source is gone or has changed"
        raise CleanerError("cannot-undo", what, do="clean with --ledger-text full to be able to undo without the source", where=place)
    return data
