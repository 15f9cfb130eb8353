"""`cleaner restore`: undo."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cleaner.cli import NOT_READ, say
from cleaner.errors import UsageError
from cleaner.formats.source import STDIN

__all__ = ["command"]


@click.command("restore")
@click.argument("out", type=click.Path(path_type=Path))
@click.option("-o", "--to", "to", required=True, metavar="DIR", type=click.Path(path_type=Path), help="The folder to write.")
@click.option("--force", is_flag=True, help="Write into DIR even if it holds other things.")
def command(out: Path, to: Path, *, force: bool) -> None:
    """Write the articles that were cleaned into OUT as they were, into DIR.

    Files come back byte for byte, compressed ones after decompression. An output that was edited since is refused.
    """
    from cleaner.scale.restore import restore

    if str(to) == STDIN:
        raise UsageError("stream", "'-' is no folder", do="name a folder: files come back by their names")
    if to.is_dir() and any(to.iterdir()) and not force:
        raise UsageError("not-empty", f"{to} holds other things", do="name a new or an empty folder, or --force to write among them")
    restored = restore(out, to)
    say.problems(restored.problems)
    say.warn(f"restored {say.count(restored.files, 'file')} to {to}")
    sys.exit(NOT_READ if restored.problems else 0)
