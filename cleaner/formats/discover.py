"""Find the inputs that a command line names: files, folders, globs and standard input."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cleaner.errors import UsageError, nearest
from cleaner.formats.compression import SUFFIXES
from cleaner.formats.jsonl import JsonlFormat
from cleaner.formats.record import Format
from cleaner.formats.text import TextFormat

__all__ = ["FORMATS", "STDIN", "Source", "discover"]

FORMATS: dict[str, Format] = {"txt": TextFormat(), "md": TextFormat(), "jsonl": JsonlFormat()}
"""The formats by the suffix of their files."""
STDIN = "-"
_COMPRESSED = ("jsonl",)


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: where it is, what it is, and where it goes below the output."""

    path: Path
    name: str
    format: str
    compression: str = ""

    @property
    def seekable(self) -> bool:
        """Whether a stretch of it can be read again by its place."""
        return not self.compression and str(self.path) != STDIN


def discover(names: Iterable[str], *, leave_out: Path | None = None, mirrored: bool = True) -> list[Source]:
    """Return the sources that `names` stand for, in order of their output names.

    A folder's files keep their place below it; so do a glob's below its fixed part. Files of other kinds in a folder and
    hidden ones are left out, and so is all below `leave_out`. Raises `UsageError` for a name that stands for nothing, and
    for two that would meet in a `mirrored` output.
    """
    found: dict[str, Source] = {}
    for name in names:
        for source in _sources(name):
            if leave_out and leave_out.resolve() in source.path.resolve().parents:
                continue
            other = found.setdefault(source.name if mirrored else str(source.path), source)
            if mirrored and other.path.resolve() != source.path.resolve():
                raise UsageError("same-name", f"{other.path} and {source.path} would both be written to {source.name}", do="give their common folder")
    return [found[name] for name in sorted(found)]


def _sources(name: str) -> Iterator[Source]:
    path = Path(name)
    if path.is_dir():
        below = list(_walk(path, path))
        if not below:
            raise UsageError("no-input", f"{name} holds no {', '.join('.' + suffix for suffix in FORMATS)} file", do="name another folder")
        yield from below
    elif path.exists() or path.is_symlink():
        yield _file(path, path.name)
    elif any(sign in name for sign in "*?["):
        root = _fixed_part(name)
        matches = [Path(match) for match in sorted(glob.glob(name, recursive=True))]
        if not matches:
            raise UsageError("no-input", f"nothing matches {name}", do="quote the pattern, or check the folder")
        for match in matches:
            if match.is_dir():
                yield from _walk(match, root)
            elif _kind(match):
                yield _file(match, match.relative_to(root).as_posix())
    else:
        near = nearest(path.name, os.listdir(path.parent)) if path.parent.is_dir() else ""
        raise UsageError("no-input", f"there is no {name}", do=near or "check the path")


def _walk(folder: Path, root: Path) -> Iterator[Source]:
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.name.startswith(".") or entry.name == "_cleaner":
            continue
        path = Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(path, root)
        elif _kind(path) and not (entry.is_dir() or path.is_fifo() or path.is_socket()):
            yield _file(path, path.relative_to(root).as_posix())


def _file(path: Path, name: str) -> Source:
    kind = _kind(path)
    if not kind:
        known = ", ".join("." + suffix for suffix in FORMATS)
        raise UsageError("unknown-format", f"{path} is of no known kind", do=f"known are {known}, and .jsonl with {' or '.join(SUFFIXES)}")
    return Source(path, name, *kind)


def _kind(path: Path) -> tuple[str, str] | None:
    """Return a file's format and compression by its suffixes."""
    name = path.name.lower()
    compression = next((how for suffix, how in SUFFIXES.items() if name.endswith(suffix)), "")
    if compression:
        name = name.rsplit(".", 1)[0]
    suffix = name.rsplit(".", 1)[-1] if "." in name else ""
    if suffix not in FORMATS or (compression and suffix not in _COMPRESSED):
        return None
    return suffix, compression


def _fixed_part(pattern: str) -> Path:
    fixed: list[str] = []
    for part in Path(pattern).parts[:-1]:
        if any(sign in part for sign in "*?["):
            break
        fixed.append(part)
    return Path(*fixed)
