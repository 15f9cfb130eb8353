"""The inputs that a command names, none of which it may overwrite."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from cleaner.cli import say
from cleaner.errors import UsageError
from cleaner.formats.discover import discover
from cleaner.formats.source import Source

__all__ = ["demand_apart", "sources_of"]


def sources_of(names: Iterable[str], out: Path | None, *, beside: Iterable[Path | None] = (), to: str = "", put: bool = False) -> list[Source]:
    """Return the files that are read; `beside` are files that are written, beside those in `out`. Raises `UsageError` where there are none."""
    names = list(names)
    sources = discover(names, leave_out=out, to=to, put=put, passed=say.passed)
    for source in sources:
        if out and source.path.resolve() in ((out / source.name).resolve(), (out / source.output).resolve()):
            raise UsageError("overwrite", f"{source.path} would be overwritten", do="name another OUT, or use 'cleaner check --fix'")
    if not sources:
        raise UsageError("no-input", "there is nothing to read", do="OUT is left out of the input: name another folder")
    written = [path for path in beside if path]
    demand_apart(sources, written)
    for folder in filter(os.path.isdir, names):
        _demand_outside(Path(folder), out, written)
    return sources


def demand_apart(sources: Iterable[Source], written: Iterable[Path | None]) -> None:
    """Raise `UsageError` where a file that is written is read as well, or written twice."""
    taken = {source.path.resolve() for source in sources}
    for path in filter(None, written):
        if path.resolve() in taken:
            raise UsageError("overwrite", f"{path} would be overwritten", do="name another file")
        taken.add(path.resolve())


def _demand_outside(folder: Path, out: Path | None, written: Iterable[Path]) -> None:
    """Raise `UsageError` where a file that is written would be among the inputs that the next run finds in a folder."""
    for path in written:
        above = path.resolve().parents
        if folder.resolve() in above and not (out and out.resolve() in above):
            raise UsageError("output-inside", f"{path} lies in {folder}: the next run would read it as articles", do="name a file elsewhere")
