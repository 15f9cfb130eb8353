"""Join the parts that tasks wrote into files, or into shards of about a size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from cleaner.formats.discover import FORMATS
from cleaner.formats.source import Source
from cleaner.scale.done import Done, File, Written
from cleaner.scale.layout import State, write_object
from cleaner.scale.write import digest_file, digest_source, join

__all__ = ["join_parts"]


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


def _join_file(written: list[Written], paths: list[Path], state: State, *, shard_size: int, keep_source: bool) -> None:
    """Join the parts of one file and note what became of it; the parts go after that."""
    one = written[0]
    source = Source(Path(one.origin), one.source, one.format, one.compression, one.to)
    shards = list(_shards(paths, shard_size)) if shard_size else [paths]
    proven = FORMATS[one.format].plain and not one.to  # part by part
    outputs = {}
    for number, shard in enumerate(shards):
        output = _numbered(one.output, number, len(shards)) if len(shards) > 1 else one.output
        join(source, (path.read_bytes() for path in shard), state.out / output)
        outputs[output] = "" if proven else digest_file(state.out / output)
    read = digest_source(source, state, keep=keep_source) if source.to else ""
    _forget(state, one.source, now=one.output, still=outputs)
    write_object(state.file(one.source), File(one.source, outputs, one.origin, read).as_dict())


def _forget(state: State, source: str, *, now: str, still: Iterable[str] = ()) -> None:
    """Drop the note of a file that was joined earlier, and what it was joined into."""
    earlier = state.read_file(source)
    if not earlier:
        return
    for name in set(earlier.outputs) - {now, *still}:
        (state.out / name).unlink(missing_ok=True)
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
