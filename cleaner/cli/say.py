"""All that the program prints: results to standard output, the rest to standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import click

from cleaner.ledger import Summary

__all__ = ["Progress", "count", "out", "passed", "problems", "progress", "summary", "warn"]

MOST_PROBLEMS = 20
MOST_RULES = 15


def out(text: str, *, newline: bool = True) -> None:
    """Print a result."""
    click.echo(text, nl=newline)


def warn(text: str) -> None:
    """Print a remark or an error."""
    click.echo(text, err=True)


def count(number: int, what: str) -> str:
    """Say a number of things."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def problems(found: list[str], *, where: str = "") -> None:
    """Print what went wrong, the first ones in full."""
    for text in found[:MOST_PROBLEMS]:
        warn(text)
    if len(found) > MOST_PROBLEMS:
        warn(f"... and {len(found) - MOST_PROBLEMS} more{where}")


def passed(folder: Path) -> None:
    """Say that a folder was left out."""
    warn(f"{folder} is left out: a run of cleaner wrote it (name it to read it)")


def summary(total: Summary, *, verb: str = "removed") -> None:
    """Print what a run did."""
    share = 100 * total.removed / max(1, total.chars)
    warn(f"{count(total.documents, 'document')}, {total.changed:,} changed; {verb} {total.removed:,} of {total.chars:,} characters ({share:.1f} %)")
    extra = [(total.flagged, "kept as they were by a guard, or flagged"), (total.dropped, "dropped"), (total.unread, "not read")]
    for number, what in extra:
        if number:
            warn(f"{number:,} {what}")
    for line in _rule_lines(total):
        warn(line)
    for name in total.conspicuous():
        source = total.sources[name]
        warn(f"look at {name}: it lost {100 * source.rate:.0f} % of its text, far more than the rest")


def _rule_lines(total: Summary) -> Iterator[str]:
    rules = sorted(total.rules.items(), key=lambda item: (-item[1].removed, item[0]))
    for name, went in rules[:MOST_RULES]:
        yield f"  {name:40} {went.removals:8,} times {went.removed:12,} characters"
    if len(rules) > MOST_RULES:
        yield f"  ... and {len(rules) - MOST_RULES} more rules"


class Progress(Protocol):
    """Told how many bytes were done."""

    def __call__(self, size: int) -> None:
        """Take note of so many bytes more."""


@contextmanager
def progress(total: int) -> Iterator[Progress]:
    """Show progress on a terminal, and nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, TimeRemainingColumn, TransferSpeedColumn
    from rich.progress import Progress as Bar

    # No thread of its own: worker processes are forked while it is shown.
    columns = BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn()
    with Bar(*columns, console=Console(stderr=True), auto_refresh=False, transient=True) as bar:
        task = bar.add_task("", total=total or None)

        def advance(size: int) -> None:
            bar.advance(task, size)
            bar.refresh()

        yield advance
