"""Write what is left of a part: a whole file to its place, a part beside the others; copy what cannot be cleaned."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import file_digest, sha256
from pathlib import Path
from typing import BinaryIO

from cleaner.config import RunConfig
from cleaner.formats.atomic import open_atomic, write_atomic
from cleaner.formats.discover import FORMATS
from cleaner.formats.record import digest
from cleaner.formats.source import Source
from cleaner.formats.targets import TARGETS
from cleaner.scale.done import Output, Written
from cleaner.scale.layout import State
from cleaner.scale.plan import Part

__all__ = ["COPIED", "copy_source", "digest_file", "digest_source", "join", "write_part"]

COPIED = ""
"""The format of a file that was copied as it stands."""
_BLOCK = 1 << 20


def write_part(part: Part, data: bytes, output: Output, state: State, key: str, *, config: RunConfig) -> Written:
    """Write a part and return the note of it; a file of one document that was dropped is not written, and one that is gathered not yet."""
    source = part.source
    form = FORMATS[source.format]
    path = state.out / source.output if part.whole else state.part(key)
    gone = part.whole and not form.splits and output.empty
    piece = output.data if source.to else form.pack(output.data, source.compression)
    if source.gathered:
        pass
    elif gone:
        path.unlink(missing_ok=True)
    elif part.whole:
        join(source, [piece], path)
    else:
        write_atomic(path, piece)
    table = part.whole and not gone and not source.to and not form.plain
    there = part.whole and not source.gathered and path.is_file()
    return Written(
        source=source.name,
        output=source.output,
        origin=str(source.path.absolute()),
        index=part.index,
        first=part.first,
        whole=part.whole,
        format=source.format,
        compression=source.compression,
        to=source.to,
        read=_read_digest(part, data, state, config),
        wrote=digest_file(path) if table else digest(piece),
        size=-1 if gone else path.stat().st_size if there else len(piece),
        left=output.records - output.dropped,
        put=source.put,
        gathered=source.gathered,
    )


def join(source: Source, pieces: Iterable[bytes], path: Path) -> None:
    """Write a file of its pieces, in the source's format or that which is wanted."""
    if source.to:
        TARGETS[source.to].join(pieces, path)
    else:
        FORMATS[source.format].join(pieces, path, source.path)


def _read_digest(part: Part, data: bytes, state: State, config: RunConfig) -> str:
    """Return the hash of what was read: of the part, or where undoing takes the source, of its file, once it is read whole."""
    if not (part.source.to or part.source.put):
        return FORMATS[part.source.format].digest(data, config.fields)
    return digest_source(part.source, state, keep=config.keep_source) if part.whole else ""


def digest_source(source: Source, state: State, *, keep: bool) -> str:
    """Return the hash of a file that is undone from its source, and keep a copy if that is wanted."""
    if not keep:
        return digest_file(source.path)
    with source.path.open("rb") as file, open_atomic(state.source(source.name)) as copy:
        return _copy(file, copy)


def copy_source(part: Part, out: Path) -> Written | None:
    """Copy a file as it stands, if it can be read at all."""
    source = part.source
    try:
        file = source.path.open("rb")
    except OSError:
        return None
    with file, open_atomic(out / source.name) as copy:
        same = _copy(file, copy)
        size = copy.tell()
    return Written(
        source=source.name,
        output=source.name,
        origin=str(source.path.absolute()),
        index=0,
        first=1,
        whole=True,
        format=COPIED,
        compression="",
        to="",
        read=same,
        wrote=same,
        size=size,
        left=0,
    )


def digest_file(path: Path) -> str:
    """Return the hash of a file's bytes."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _copy(file: BinaryIO, copy: BinaryIO) -> str:
    hash = sha256()
    while block := file.read(_BLOCK):
        hash.update(block)
        copy.write(block)
    return hash.hexdigest()
