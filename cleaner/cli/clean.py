"""`cleaner clean`: the main job."""

from __future__ import annotations

import sys
from itertools import chain
from pathlib import Path
from typing import Any

import click

import cleaner
from cleaner.cli import NOT_READ, say
from cleaner.cli.options import cleaning_options, config_of, field_options, fields_of, from_option, workers_option
from cleaner.config import Empty, RunConfig
from cleaner.errors import UsageError
from cleaner.formats.discover import discover, total_size
from cleaner.formats.source import STDIN, Source
from cleaner.ledger import Summary, read_rows
from cleaner.pipeline import Cleaner
from cleaner.scale.local import all_cores

__all__ = ["command"]


def _demand_ledger(ctx: click.Context, param: click.Parameter, path: Path | None) -> Path | None:
    if path and path.suffix not in (".parquet", ".jsonl"):
        raise click.BadParameter(f"'{path}' ends in neither .parquet nor .jsonl", ctx, param)
    return path


@click.command("clean")
@click.argument("sources", nargs=-1, required=True, metavar="SRC...")
@click.option("-o", "--out", metavar="OUT", help="The folder to write, or '-' for standard output.")
@cleaning_options
@field_options
@from_option
@workers_option
@click.option("--min-words", type=click.IntRange(min=0), default=1, metavar="N", help="What fewer words than this remain is 'empty'.  [default: 1]")
@click.option("--empty", type=click.Choice(("keep", "drop", "flag")), default=None, help="What to do with it.  [default: keep; with --min-words drop]")
@click.option(
    "--ledger", type=click.Path(path_type=Path), callback=_demand_ledger, metavar="FILE", help="Write the ledger to one .parquet or .jsonl file as well."
)
@click.option("--ledger-text", type=click.Choice(("full", "hash", "none")), default="full", show_default=True, help="How the ledger holds removed text.")
@click.option("--dry-run", is_flag=True, help="Write nothing; say what would be done.")
@click.option("--diff", is_flag=True, help="Print what would change as a diff; writes nothing.")
@click.option("--sample", type=click.IntRange(min=1), metavar="N", help="Look at N documents only, drawn evenly; writes nothing.")
@click.option("--force", is_flag=True, help="Write into OUT even if it holds other things or was made with other settings.")
def command(sources: tuple[str, ...], **options: Any) -> None:
    """Clean articles: files, folders, globs, or '-' for standard input.

    OUT mirrors the input; OUT/_cleaner holds the ledger, the summary and what 'cleaner restore' needs. The same command
    again goes on where a stopped run ended.
    """
    job = Job(sources, options)
    if job.writes and options["out"] is None:
        raise UsageError("no-output", "there is no output", do="add -o OUT, or --dry-run to look first")
    code = job.stream() if STDIN in (*sources, options["out"]) else job.run() if job.writes else job.look()
    sys.exit(code)


class Job:
    """One call of the command."""

    def __init__(self, names: tuple[str, ...], options: dict[str, Any]) -> None:
        self.names, self.options = names, options
        empty: Empty = options["empty"] or ("drop" if options["min_words"] > 1 else "keep")
        self.config = RunConfig(config_of(options), fields_of(options), options["min_words"], empty, options["ledger_text"])
        self.cleaner = Cleaner(self.config.cleaning)
        self.writes = not (options["dry_run"] or options["diff"] or options["sample"])
        self.workers = options["workers"] or all_cores()

    def run(self) -> int:
        """Clean into a folder."""
        from cleaner.scale.clean import clean_into, cleaning
        from cleaner.scale.run import write_ledger

        out = Path(self.options["out"])
        sources = self._sources(out)
        run = cleaning(out, self.cleaner, self.config, cleaner.__version__)
        _ = self.cleaner.engine, self.cleaner.repeats  # names of rules are proved before anything is written
        with say.progress(total_size(sources)) as advance:
            work = {"workers": self._workers(sources), "each": lambda done: advance(done.size), "force": self.options["force"]}
            result = clean_into(run, sources, self.cleaner, self.config, **work)
        if ledger := self.options["ledger"]:
            write_ledger(ledger, chain.from_iterable(map(read_rows, result.ledgers)), run.properties)
        return self._report(result.summary, result.problems, f"wrote {out}")

    def look(self) -> int:
        """Say what would be done."""
        from cleaner.scale.look import look

        sources = self._sources(None)
        seen = look(sources, self.cleaner, self.config, sample=self.options["sample"], workers=self._workers(sources), diff=self.options["diff"])
        problems: list[str] = []
        total = Summary()
        for done in seen:
            for text in done.diffs:
                say.out(text, newline=False)
            problems += done.problems
            total += done.summary
        return self._report(total, problems, "wrote nothing", verb="would remove")

    def stream(self) -> int:
        """Clean to standard output, from standard input or one file."""
        from cleaner.scale.look import stream
        from cleaner.scale.run import write_ledger

        if self.options["out"] not in (STDIN, None) or (STDIN in self.names and len(self.names) > 1):
            raise UsageError("stream", "'-' goes with one input and '-o -'", do="write: cleaner clean - -o -")
        if not self.writes:
            raise UsageError("stream", "'-' does not go with --dry-run, --diff or --sample", do="name files")
        sources = [Source(Path(STDIN), STDIN, self.options["from_"])] if STDIN in self.names else discover(self.names, mirrored=False)
        if len(sources) != 1:
            raise UsageError("stream", f"'-o -' takes one file, not {len(sources)}", do="name one file, or write to a folder")
        done = stream(sources[0], self.cleaner, self.config, sys.stdin.buffer, sys.stdout.buffer)
        if ledger := self.options["ledger"]:
            write_ledger(ledger, done.rows, {"version": cleaner.__version__, "rules": self.cleaner.pack.digest})
        return self._report(done.summary, done.problems, "")

    def _sources(self, out: Path | None) -> list[Source]:
        sources = discover(self.names, leave_out=out)
        for source in sources:
            if out and (out / source.name).resolve() == source.path.resolve():
                raise UsageError("overwrite", f"{source.path} would be overwritten", do="name another OUT, or use 'cleaner check --fix'")
        if not sources:
            raise UsageError("no-input", "there is nothing to read", do="OUT is left out of the input: name another folder")
        return sources

    def _workers(self, sources: list[Source]) -> int:
        """Small inputs are done before processes have started."""
        return self.workers if total_size(sources) > 1 << 20 else 1

    def _report(self, summary: Summary, problems: list[str], end: str, *, verb: str = "removed") -> int:
        say.problems(problems)
        say.summary(summary, verb=verb)
        if end:
            say.warn(end)
        return NOT_READ if problems else 0
