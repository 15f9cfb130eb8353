"""`cleaner dedup`: only near-duplicates."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import cleaner
from cleaner.cli import FOUND, NOT_READ, say
from cleaner.cli.duplicates import allows
from cleaner.cli.options import dedup_config_of, field_options, fields_of, similarity_options, workers_option
from cleaner.config import DedupConfig
from cleaner.errors import UsageError
from cleaner.formats.discover import discover, total_size
from cleaner.formats.source import STDIN, Source
from cleaner.ledger import read_rows
from cleaner.scale.local import all_cores

if TYPE_CHECKING:
    from cleaner.dedup.curve import Bands
    from cleaner.scale.duplicates import Corpus, Found

__all__ = ["command"]

_CURVE = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


@click.command("dedup")
@click.argument("sources", nargs=-1, required=True, metavar="SRC...")
@click.option("-o", "--out", metavar="OUT", type=click.Path(path_type=Path), help="The folder to write.")
@similarity_options
@click.option("--duplicates", type=click.Choice(("drop", "mark")), default="drop", show_default=True, help="Drop copies, or only tell of them in the ledger.")
@click.option("--pairs", type=click.Path(path_type=Path), metavar="FILE", help="Write every verified pair as JSON lines.")
@click.option("--clusters", type=click.Path(path_type=Path), metavar="FILE", help="Write what is kept, and what goes for its sake, as JSON lines.")
@click.option("--ledger", type=click.Path(path_type=Path), metavar="FILE", help="Write the ledger to one .parquet or .jsonl file as well.")
@click.option("--ledger-text", type=click.Choice(("full", "hash", "none")), default="full", show_default=True, help="How the ledger holds dropped text.")
@field_options
@workers_option
@click.option("--dry-run", is_flag=True, help="Write nothing but --pairs and --clusters; say what would be done.")
@click.option("--force", is_flag=True, help="Write into OUT even if it holds other things or was made with other settings.")
def command(sources: tuple[str, ...], **options: Any) -> None:
    """Drop near-duplicates from files, folders or globs; each one dropped was verified against the article that stays.

    OUT mirrors the input; OUT/_cleaner holds the ledger, the summary and what 'cleaner restore' needs. The same command
    again goes on where a stopped run ended.
    """
    job = Job(sources, options)
    sys.exit(job.look() if options["dry_run"] else job.run())


class Job:
    """One call of the command."""

    def __init__(self, names: tuple[str, ...], options: dict[str, Any]) -> None:
        from cleaner.dedup.curve import choose_bands

        if STDIN in names:
            raise UsageError("stream", "near-duplicates are not looked for in a stream", do="name files or folders")
        if options["out"] is None and not options["dry_run"]:
            raise UsageError("no-output", "there is no output", do="add -o OUT, or --dry-run to look first")
        self.options = options
        self.sources = self._sources(names)
        self.fields = fields_of(options)
        self.config = dedup_config_of(options)
        self.bands = choose_bands(self.config.threshold, self.config.recall, permutations=self.config.permutations)
        self.workers = (options["workers"] or all_cores()) if total_size(self.sources) > 1 << 20 else 1
        _say_curve(self.bands, self.config)

    def run(self) -> int:
        """Write a folder without copies."""
        from cleaner.scale.drop import Dropper
        from cleaner.scale.run import Run, write_ledger

        options, out = self.options, self.options["out"]
        run = Run(out, self._stamp())
        with run.claimed(force=options["force"]):
            corpus, found = self._find(run.state.folder, run.digest)
            if not self._tell(found):
                return FOUND
            dropper = Dropper(out, self.fields, options["ledger_text"], mark=options["duplicates"] == "mark")
            with say.progress(total_size(self.sources)) as advance:
                result = run.do(corpus.drop_tasks(found), dropper, workers=self.workers, each=lambda done: advance(done.size))
            corpus.forget()
        if ledger := options["ledger"]:
            write_ledger(ledger, chain.from_iterable(map(read_rows, result.ledgers)), run.properties)
        say.problems(result.problems)
        say.warn(f"wrote {out}")
        return NOT_READ if result.problems else 0

    def look(self) -> int:
        """Say what would go."""
        with tempfile.TemporaryDirectory(prefix="cleaner-") as folder:
            _, found = self._find(Path(folder), "")
            self._tell(found)
            say.problems(found.problems)
            say.warn("wrote nothing else" if self.options["pairs"] or self.options["clusters"] else "wrote nothing")
            return NOT_READ if found.problems else 0

    def _find(self, state: Path, stamp: str) -> tuple[Corpus, Found]:
        from cleaner.scale.duplicates import Corpus

        corpus = Corpus(self.sources, state, self.bands, self.config, self.fields, stamp)
        with say.progress(total_size(self.sources)) as advance:
            return corpus, corpus.find(workers=self.workers, each=lambda sketched: advance(sketched.size))

    def _tell(self, found: Found) -> bool:
        """Say what was found, and write the pairs and clusters; return whether the guard lets it pass."""
        from cleaner.dedup.results import MOST_COPIES, large_groups

        if path := self.options["pairs"]:
            _write(path, found.pair_rows())
        if path := self.options["clusters"]:
            _write(path, found.cluster_rows())
        groups = large_groups(found.joined)
        if groups and self.options["pairs"]:
            say.warn(f"{say.count(groups, 'text')} of more than {MOST_COPIES:,} equal documents: in --pairs each stands with the first of them only")
        return allows(found, most=self.options["max_loss"], looks=self.options["dry_run"])

    def _sources(self, names: Iterable[str]) -> list[Source]:
        out = self.options["out"]
        sources = discover(names, leave_out=out)
        for source in sources:
            if out and (out / source.name).resolve() == source.path.resolve():
                raise UsageError("overwrite", f"{source.path} would be overwritten", do="name another OUT")
        if not sources:
            raise UsageError("no-input", "there is nothing to read", do="OUT is left out of the input: name another folder")
        return sources

    def _stamp(self) -> dict[str, object]:
        from dataclasses import asdict

        named = {name: self.options[name] for name in ("duplicates", "ledger_text")}
        return {"version": cleaner.__version__, "dedup": asdict(self.config), "fields": asdict(self.fields), **named}


def _say_curve(bands: Bands, config: DedupConfig) -> None:
    more = f", more than {config.permutations}, as the recall needs them" if bands.permutations > config.permutations else ""
    say.warn(f"{bands.bands} bands of {bands.rows} rows, {bands.permutations} permutations{more}; the chance to find a pair, by its Jaccard index:")
    say.warn(
        "  ".join(f"{jaccard:.1f}: {bands.chance(jaccard):.4f}" for jaccard in _CURVE) + f"  threshold {bands.threshold:g}: {bands.chance(bands.threshold):.4f}"
    )


def _write(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    import orjson

    from cleaner.formats.atomic import open_atomic

    with open_atomic(path) as file:
        file.writelines(orjson.dumps(row) + b"\n" for row in rows)
