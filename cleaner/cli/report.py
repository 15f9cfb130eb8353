"""`cleaner report`: what a run removed, to look at."""

from __future__ import annotations

from pathlib import Path

import click

from cleaner.cli import say
from cleaner.errors import UsageError

__all__ = ["command"]


@click.command("report")
@click.argument("out", type=click.Path(path_type=Path))
@click.option("-o", "--to", "to", required=True, metavar="FILE", type=click.Path(path_type=Path), help="The page to write.")
def command(out: Path, to: Path) -> None:
    """Write a page of HTML that shows what was removed into OUT: totals by rule, site and source, examples, copies.

    It is one file, without scripts and without anything from the net; its size does not grow with the ledger.
    """
    from cleaner.formats.atomic import write_atomic
    from cleaner.ledger import Summary, read_rows
    from cleaner.report import Findings, page
    from cleaner.scale.layout import State

    state, summary, findings = State(out), Summary(), Findings()
    if not state.stamp.is_file():
        raise UsageError("no-run", f"{out} holds no run", do="name the OUT of 'cleaner clean' or 'cleaner dedup'")
    if to.suffix.lower() not in (".html", ".htm"):
        raise UsageError("report", f"{to} does not end in .html", do="name a file such as report.html")
    for note, done in state.done_tasks():
        summary += done.summary
        if (ledger := state.ledger(note.stem)).is_file():
            findings.add_all(read_rows(ledger))
    if not state.is_finished:
        say.warn(f"{out}: the run did not finish: the page shows what it had written (run the same command again first)")
    write_atomic(to, page(summary, findings).encode("utf-8", "replace"))
    say.warn(f"wrote {to}")
