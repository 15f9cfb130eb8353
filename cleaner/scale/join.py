"""Join the parts that tasks wrote into files, or into shards of about a size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from cleaner.formats.atomic import write_atomic
from cleaner.formats.discover import FORMATS
from cleaner.formats.source import Source
from cleaner.formats.targets import FOLDER
from cleaner.scale.done import Done, File, Written
from cleaner.scale.layout import State, write_object
from cleaner.scale.write import digest_file, digest_source, join

__all__ = ["join_parts", "keep_gathered"]

_BLOCK = 1 << 18
"""Bytes."""


def join_parts(done: Iterable[Done], state: State, *, shard_size: int, keep_source: bool) -> None:
    """Join the parts of files, in order; a file of which a part could not be read is not written."""
    unread, whole = set[str](), set[str]()
    files: dict[str, list[tuple[Written, Path]]] = {}
    for one in done:
        unread.update(one.unread)
        for written in one.written:
            if written.whole:
                whole.add(written.source)
            else:
                files.setdefault(written.source, []).append((written, state.part(one.key)))
    for name in whole:
        _forget(state, name, now=name)
    for name, parts in files.items():
        if name not in unread and all(path.exists() for _, path in parts):
            _join_file([written for written, _ in parts], [path for _, path in parts], state, shard_size=shard_size, keep_source=keep_source)
        for _, path in parts:  # some are missing when they were joined by a run that was killed here
            path.unlink(missing_ok=True)
    _join_gathered(state, shard_size=shard_size)


def keep_gathered(done: Done, others: Iterable[Written], state: State, key: str) -> None:
    """Write the part of a task anew, with some of its documents."""
    path, others = state.part(done.key), set(others)
    if not path.is_file() or not any(one.gathered for one in others):
        return
    with path.open("rb") as file:
        pieces = [file.read(max(0, one.size)) if one in others else file.seek(max(0, one.size), 1) for one in done.written if one.gathered]
    write_atomic(state.part(key), b"".join(piece for piece in pieces if isinstance(piece, bytes)))


def _join_gathered(state: State, *, shard_size: int) -> None:
    """Join documents that come together in one file; of all runs, and only if any has changed."""
    files: dict[str, list[tuple[str, str, Written]]] = {}
    for _, done in state.done_tasks():
        if of_file := [one for one in done.written if one.gathered]:
            files.setdefault(of_file[0].output, []).append((of_file[0].source, done.key, of_file[0]))
    for output, parts in files.items():
        keys = [key for _, key, _ in sorted(parts, key=lambda part: part[:2])]
        earlier = state.read_file(output)
        if earlier and earlier.keys == keys and all((state.out / name).is_file() for name in earlier.outputs):
            continue
        outputs = _join(replace(parts[0][2], output=output), [state.part(key) for key in keys], state, shard_size)
        _note(state, File(output, outputs, "", keys=keys))


def _join_file(written: list[Written], paths: list[Path], state: State, *, shard_size: int, keep_source: bool) -> None:
    """Join the parts of one file and note what became of it; the parts go after that."""
    one = written[0]
    outputs = _join(one, paths, state, shard_size)
    read = digest_source(_source(one), state, keep=keep_source) if one.from_source else ""
    _note(state, File(one.source, outputs, one.origin, read))


def _join(one: Written, paths: list[Path], state: State, shard_size: int) -> dict[str, str]:
    """Join parts into a file or its shards; return their names and hashes, where the parts' own do not prove them."""
    shards = list(_shards(paths, shard_size)) if shard_size and one.to != FOLDER else [paths]
    proven = FORMATS[one.format].plain or one.from_source  # part by part, or undone from the source
    outputs = {}
    for number, shard in enumerate(shards):
        output = _numbered(one.output, number, len(shards)) if len(shards) > 1 else one.output
        pieces: Iterable[bytes] = _Blocks(shard) if FORMATS[one.format].plain and not one.to else _Pieces(shard)
        join(_source(one), pieces, state.out / output)
        outputs[output] = "" if proven else digest_file(state.out / output)
    return outputs


class _Pieces:
    """The parts of a file, read one at a time, as often as they are gone through."""

    def __init__(self, paths: list[Path]) -> None:
        self.paths = paths

    def __iter__(self) -> Iterator[bytes]:
        return (path.read_bytes() for path in self.paths)


class _Blocks(_Pieces):
    """The same, in blocks, for files that are their parts, one after another: these fit into the processor's cache."""

    def __iter__(self) -> Iterator[bytes]:
        for path in self.paths:
            with path.open("rb", buffering=0) as file:
                while block := file.read(_BLOCK):
                    yield block


def _source(one: Written) -> Source:
    return Source(Path(one.origin), one.source, one.format, one.compression, one.output, one.to)


def _note(state: State, file: File) -> None:
    _forget(state, file.source, now=file.source, still=file.outputs)
    write_object(state.file(file.source), file.as_dict())


def _forget(state: State, source: str, *, now: str, still: Iterable[str] = ()) -> None:
    """Drop the note of a file that was joined earlier, and what it was joined into."""
    earlier = state.read_file(source)
    if not earlier:
        return
    for path in (state.out / name for name in set(earlier.outputs) - {now, *still}):
        if path.is_file():
            path.unlink()
    state.file(source).unlink()


def _shards(paths: Iterable[Path], size: int) -> Iterator[list[Path]]:
    """Yield parts that together are of at least a size, and what is left over."""
    shard: list[Path] = []
    total = 0
    for path in paths:
        shard.append(path)
        total += path.stat().st_size
        if total >= size:
            yield shard
            shard, total = [], 0
    if shard:
        yield shard


def _numbered(name: str, number: int, of: int) -> str:
    """Return the name of a shard, as large data sets are named: a-00000-of-00012.jsonl.gz."""
    path = PurePosixPath(name)
    stem, dot, suffixes = path.name.partition(".")
    return str(path.with_name(f"{stem}-{number:05}-of-{of:05}{dot}{suffixes}"))
