"""Find the inputs that a command line names: files, folders, globs and standard input."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from cleaner.errors import UsageError, nearest
from cleaner.formats import compression
from cleaner.formats.dataset import members
from cleaner.formats.known import COMPANION, FORMATS, SUFFIXES
from cleaner.formats.source import Source

__all__ = ["FORMATS", "discover", "total_size", "written_to"]

_ALIASES = {"htm": "html", "xhtml": "html", "markdown": "md", "ndjson": "jsonl", "pq": "parquet"}
_COMPRESSED = ("jsonl", "csv", "tsv", "warc")


def discover(
    names: Iterable[str],
    *,
    leave_out: Path | None = None,
    mirrored: bool = True,
    to: str = "",
    put: bool = False,
    passed: Callable[[Path], object] = str,
) -> list[Source]:
    """Return the sources that `names` stand for, in order of their names; `to` is the format to write, `put` whether records hold pages.

    A folder's files keep their place below it; so do a glob's below its fixed part. Files of other kinds in a folder and
    hidden ones are left out, and so is all below `leave_out`, and what other runs wrote into folders below: `passed` is told
    of each of these. Raises `UsageError` for a name that stands for nothing, and
    for two that would meet in a `mirrored` output.
    """
    found: dict[str, Source] = {}
    here = leave_out.resolve() if leave_out else None
    others: list[Path] = []
    for name in names:
        for source in _sources(name, others):
            source = written_to(source, ("" if source.format == COMPANION else to) or FORMATS[source.format].writes, put=put)
            if to and source.format == COMPANION:
                continue  # of files that are no more
            if here and here in source.path.resolve().parents:
                continue
            place = source.name if source.gathered else source.output
            other = found.setdefault(place if mirrored else str(source.path), source)
            if mirrored and other.path.resolve() != source.path.resolve():
                raise UsageError("same-name", f"{other.path} and {source.path} would both be written to {place}", do="give their common folder")
    for folder in dict.fromkeys(others):
        if folder.resolve() != here:
            passed(folder)
    together = {source.output for source in found.values() if source.gathered}
    for source in found.values():
        if mirrored and not source.gathered and source.output in together:
            raise UsageError("same-name", f"{source.path} would be written to {source.output}, where other documents come together", do="clean it alone")
    return sorted(found.values(), key=lambda source: source.name)


def total_size(sources: Iterable[Source]) -> int:
    """Return the bytes of all sources that are there."""
    return sum(os.path.getsize(source.path) for source in sources if os.path.exists(source.path))


def _sources(name: str, others: list[Path]) -> Iterator[Source]:
    """Yield what a name stands for; folders below it that other runs wrote are added to `others`."""
    if not name:
        raise UsageError("no-input", "the name of an input is empty", do="name a file or a folder; '.' is this one")
    path = Path(name)
    if os.path.isdir(path):
        found = list(_walk(path, path, others))
    elif os.path.lexists(path):
        found = [_file(path, path.name)]
    elif any(sign in name for sign in "*?["):
        found = list(_matches(name, others))
    else:
        near = nearest(path.name, os.listdir(path.parent)) if os.access(path.parent, os.R_OK) else ""
        raise UsageError("no-input", f"there is no {name}", do=near or "check the path")
    if not found and not others:
        known = ", ".join("." + suffix for suffix in SUFFIXES)
        raise UsageError("no-input", f"{name} holds no {known} file", do="name another folder, or check the pattern")
    yield from found


def _matches(pattern: str, others: list[Path]) -> Iterator[Source]:
    root = _fixed_part(pattern)
    for path in map(Path, sorted(glob.glob(pattern, recursive=True))):
        if os.path.isdir(path):
            yield from _walk(path, root, others)
        elif wrote := next((above for above in path.relative_to(root).parents if above.name and _is_output(root / above)), None):
            others.append(root / wrote)
        elif _kind(path) and _is_readable(path):
            yield _file(path, path.relative_to(root).as_posix())


def _walk(folder: Path, root: Path, others: list[Path]) -> Iterator[Source]:
    """Yield the files below a folder; one that cannot be listed stands for itself, and reading it will say why."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        yield Source(folder, folder.relative_to(root).as_posix(), "txt")
        return
    saved = members(folder)
    for entry in entries:
        if entry.name.startswith(".") or entry.name == "_cleaner":
            continue
        path = Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            if _is_output(path):
                others.append(path)
            else:
                yield from _walk(path, root, others)
        elif entry.name in saved:
            yield Source(path, path.relative_to(root).as_posix(), saved[entry.name])
        elif saved and entry.name.endswith(".arrow"):
            continue  # what the library keeps between its runs
        elif _kind(path) and _is_readable(path):
            yield _file(path, path.relative_to(root).as_posix())


def _is_output(folder: Path) -> bool:
    """Tell whether a run has written a folder."""
    return os.path.isfile(folder / "_cleaner" / "stamp.json")


def _is_readable(path: Path) -> bool:
    """Tell whether a path is a file, or leads nowhere, which reading it will say; pipes and devices never end."""
    return os.path.isfile(path) or not os.path.exists(path)


def _file(path: Path, name: str) -> Source:
    kind = _kind(path)
    if not kind:
        known, packed = ", ".join("." + suffix for suffix in SUFFIXES), " or ".join(compression.SUFFIXES)
        raise UsageError("unknown-format", f"{path} is of no known kind", do=f"known are {known}, and {', '.join(_COMPRESSED)} with {packed}")
    if not _is_readable(path):
        raise UsageError("not-a-file", f"{path} is neither a file nor a folder", do="read it through '-': cleaner clean - -o - < PIPE")
    return Source(path, name, *kind)


def written_to(source: Source, to: str, *, put: bool = False) -> Source:
    """Return a source that is written in a format: '' or its own for no other than it is read from, with `put` if it may hold pages."""
    form = FORMATS[source.format]
    if source.format == "warc":
        from cleaner.formats.warc import demand_fastwarc

        demand_fastwarc()
    if to in ("", source.format):
        return replace(source, output=source.name, to="", put=put and form.splits)
    from cleaner.formats.targets import FOLDER, TARGETS

    if to == "txt" and form.splits:
        to = FOLDER
    target = TARGETS[to]
    stem = source.name.rsplit(".", 2 if source.compression else 1)[0]
    gathered = target.gathers and not form.splits
    return replace(source, output=("documents" if gathered else stem) + target.suffix, to=to, gathered=gathered)


def _kind(path: Path) -> tuple[str, str] | None:
    """Return a file's format and compression by its suffixes."""
    name = path.name.lower()
    packed = next((how for suffix, how in compression.SUFFIXES.items() if name.endswith(suffix)), "")
    if packed:
        name = name.rsplit(".", 1)[0]
    suffix = name.rsplit(".", 1)[-1] if "." in name else ""
    suffix = _ALIASES.get(suffix, suffix)
    if suffix not in SUFFIXES or (packed and suffix not in _COMPRESSED):
        return None
    return suffix, packed


def _fixed_part(pattern: str) -> Path:
    fixed: list[str] = []
    for part in Path(pattern).parts[:-1]:
        if any(sign in part for sign in "*?["):
            break
        fixed.append(part)
    return Path(*fixed)
