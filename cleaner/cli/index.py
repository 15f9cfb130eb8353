"""`cleaner index`: what the memory of past runs holds, and how to make it forget."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cleaner.cli import say

__all__ = ["command"]

_MOST_RUNS = 20
_file = click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
_index = click.argument("name", metavar="FILE")


@click.group("index")
def command() -> None:
    """Tell what the memory of past runs holds, or make it forget."""


@command.command("info")
@_index
def info(name: str) -> None:
    """Say what an index holds: documents, sites, bytes, settings, and its latest runs; of one on redis://host:port/PREFIX no runs."""
    from cleaner.index.redis import SCHEMES

    (_info_of_redis if name.startswith(SCHEMES) else _info_of_file)(name)


def _info_of_file(name: str) -> None:
    from cleaner.index.told import tell

    told = tell(Path(name))
    each = f", {told.size / told.documents:,.0f} a document" if told.documents else ""
    say.out(f"{say.count(told.documents, 'document')}, {told.kept:,} of them kept; {say.count(told.sites, 'site')}, {say.count(told.lines, 'line')}")
    say.out(f"{told.size:,} bytes{each}")
    _made_with(told.parameters)
    if len(told.runs) > _MOST_RUNS:
        say.out(f"the latest {_MOST_RUNS} of {len(told.runs):,} runs:")
    for run in told.runs[-_MOST_RUNS:]:
        left = "" if run.here == run.documents else f", {run.here:,} of them still here"
        say.out(f"run {run.run}: {run.date}, {run.command} {run.version}: {say.count(run.documents, 'document')}{left}, {run.dropped:,} went")


def _info_of_redis(name: str) -> None:
    from cleaner.index.redis_told import tell_redis

    told = tell_redis(name)
    say.out(f"{say.count(told.documents, 'document')}, all of them kept, of {say.count(told.ids, 'id')}; {say.count(told.keys, 'band key')}")
    say.out(f"{told.written:,} written since it was made")
    _made_with(told.parameters)


def _made_with(parameters: dict[str, str]) -> None:
    say.out("made with: " + ", ".join(f"{name} {value}" for name, value in parameters.items()))


@command.command("sites")
@_file
def sites(file: Path) -> None:
    """Say of each site, as JSON lines, what all its pages come to.

    Pages, their clusters of near-duplicates, their lines, how many of these are furniture by all that is remembered now, and how many different ones.
    """
    from cleaner.formats.values import dump_line
    from cleaner.index.sites import tell_sites

    for site in tell_sites(file):
        say.out(dump_line(site._asdict()).decode(), newline=False)


@command.command("forget")
@_file
@click.option("--id", multiple=True, metavar="ID", help="Documents of this id.")
@click.option("--site", multiple=True, metavar="SITE", help="Documents of this site.")
@click.option("--source", multiple=True, metavar="GLOB", help="Documents of files whose whole path fits, such as '*/2026-10-*'.")
@click.option("--run", multiple=True, type=int, metavar="N", help="Documents of this run, by its number.")
@click.option("--before", default=None, type=click.DateTime(("%Y-%m-%d",)), metavar="DATE", help="Documents of runs before this day, such as 2026-10-24 (UTC).")
@click.option("--dry-run", is_flag=True, help="Forget nothing; say how many documents would go.")
def forget(file: Path, *, dry_run: bool, before: Any, **chosen: Any) -> None:
    """Forget documents: those that fit all options given, of which each may be given several times.

    The file is written anew, so that nothing of them is left in it. What went for their sake in past runs stays gone there; a
    copy that comes from now on is kept.
    """
    from cleaner.index.forget import Chosen, forget

    count = forget(file, Chosen(**chosen, before=f"{before:%Y-%m-%d}" if before else ""), looks=dry_run)
    say.out(f"{'would forget' if dry_run else 'forgot'} {say.count(count, 'document')}")
