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
from cleaner.cli.inputs import sources_of
from cleaner.cli.memory import claimed, memory_of
from cleaner.cli.options import dedup_config_of, field_options, fields_of, index_option, ledger_options, similarity_options, workers_option
from cleaner.config import DedupConfig, Fields
from cleaner.errors import UsageError
from cleaner.formats.discover import total_size
from cleaner.formats.source import STDIN, Source
from cleaner.formats.values import dump_line
from cleaner.ledger import read_rows
from cleaner.scale.local import all_cores, in_order

if TYPE_CHECKING:
    from cleaner.dedup.curve import Bands
    from cleaner.scale.duplicates import Corpus, Found

__all__ = ["command"]

SMALL = 1 << 20
"""Bytes of input that are done before other processes would have started."""
_CURVE = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


@click.command("dedup")
@click.argument("sources", nargs=-1, required=True, metavar="SRC...")
@click.option("-o", "--out", metavar="OUT", type=click.Path(path_type=Path), help="The folder to write.")
@similarity_options
@index_option
@click.option("--duplicates", type=click.Choice(("drop", "mark")), default="drop", show_default=True, help="Drop copies, or only tell of them in the ledger.")
@click.option("--pairs", type=click.Path(path_type=Path), metavar="FILE", help="Write every verified pair as JSON lines.")
@click.option("--clusters", type=click.Path(path_type=Path), metavar="FILE", help="Write what is kept, and what goes for its sake, as JSON lines.")
@ledger_options
@field_options
@workers_option
@click.option("--dry-run", is_flag=True, help="Write nothing but --pairs and --clusters; say what would be done.")
@click.option("--force", is_flag=True, help="Write into OUT even if it holds other things or was made with other settings.")
def command(sources: tuple[str, ...], **options: Any) -> None:
    """Drop near-duplicates from files, folders or globs; each one dropped was verified against the article that stays.

    OUT mirrors the input; OUT/_cleaner holds the ledger, the summary and what 'cleaner restore' needs. The same command
    again goes on where a stopped run ended.
    """
    from cleaner.dedup.curve import choose_bands

    out, looks = options["out"], options["dry_run"]
    if STDIN in sources:
        raise UsageError("stream", "near-duplicates are not looked for in a stream", do="name files or folders")
    if out is None and not looks:
        raise UsageError("no-output", "there is no output", do="add -o OUT, or --dry-run to look first")
    found, config = sources_of(sources, out, beside=[options["pairs"], options["clusters"], options["ledger"]]), dedup_config_of(options)
    bands = choose_bands(config.threshold, config.recall, permutations=config.permutations)
    options["workers"] = (options["workers"] or all_cores()) if total_size(found) > SMALL else 1
    _say_curve(bands, config)
    sys.exit((_look if looks else _drop)(found, bands, config, options))


def _drop(sources: list[Source], bands: Bands, config: DedupConfig, options: dict[str, Any]) -> int:
    """Write a folder without copies."""
    from cleaner.scale.drop import Dropper
    from cleaner.scale.duplicates import Corpus
    from cleaner.scale.run import Run, write_ledger

    out, fields = options["out"], fields_of(options)
    run = Run(out, _stamp(config, fields, options))
    memory = memory_of(options["index"], sources, config, command="dedup")
    corpus = Corpus(sources, run.state.folder, bands, config, fields, run.digest, memory)
    with run.claimed(sources, force=options["force"]), claimed(memory):
        found = _find(corpus, options)
        if not _tell(found, options):
            return FOUND
        dropper = Dropper(out, fields, options["ledger_text"], mark=options["duplicates"] == "mark")
        with say.progress(total_size(sources)) as advance:
            done = in_order(run.noting(dropper), corpus.drop_tasks(found), workers=options["workers"])
            result = run.finish(done, each=lambda one: advance(one.size))
        if memory:
            memory.remember(found, drops=options["duplicates"] == "drop")
        corpus.forget()
    if ledger := options["ledger"]:
        write_ledger(ledger, chain.from_iterable(map(read_rows, result.ledgers)), run.properties)
    say.problems(result.problems)
    say.warn(f"wrote {out}")
    return NOT_READ if result.problems else 0


def _look(sources: list[Source], bands: Bands, config: DedupConfig, options: dict[str, Any]) -> int:
    """Say what would go."""
    from cleaner.scale.duplicates import Corpus

    memory = memory_of(options["index"], sources, config, command="dedup")
    with tempfile.TemporaryDirectory(prefix="cleaner-") as folder:
        found = _find(Corpus(sources, Path(folder), bands, config, fields_of(options), "", memory), options)
        _tell(found, options)
    say.problems(found.problems)
    say.warn("wrote nothing else" if options["pairs"] or options["clusters"] else "wrote nothing")
    return NOT_READ if found.problems else 0


def _find(corpus: Corpus, options: dict[str, Any]) -> Found:
    with say.progress(total_size(corpus.sources)) as advance:
        return corpus.find(workers=options["workers"], each=lambda note: advance(note.size))


def _tell(found: Found, options: dict[str, Any]) -> bool:
    """Say what was found, and write the pairs and clusters; return whether the guard lets it pass."""
    from cleaner.dedup.results import MOST_COPIES, large_groups

    if path := options["pairs"]:
        _write(path, found.pair_rows())
        if groups := large_groups(found.joined):
            say.warn(f"{say.count(groups, 'text')} of more than {MOST_COPIES:,} equal documents: in --pairs each stands with the first of them only")
    if path := options["clusters"]:
        _write(path, found.cluster_rows())
    return allows(found, most=options["max_loss"], looks=options["dry_run"])


def _stamp(config: DedupConfig, fields: Fields, options: dict[str, Any]) -> dict[str, object]:
    from dataclasses import asdict

    named = {name: options[name] for name in ("duplicates", "ledger_text", "index")}
    return {"version": cleaner.__version__, "dedup": asdict(config), "fields": asdict(fields), **named}


def _say_curve(bands: Bands, config: DedupConfig) -> None:
    more = f", more than {config.permutations}, as the recall needs them" if bands.permutations > config.permutations else ""
    say.warn(f"{bands.bands} bands of {bands.rows} rows, {bands.permutations} permutations{more}; the chance to find a pair, by its Jaccard index:")
    say.warn(
        "  ".join(f"{jaccard:.1f}: {bands.chance(jaccard):.4f}" for jaccard in _CURVE) + f"  threshold {bands.threshold:g}: {bands.chance(bands.threshold):.4f}"
    )


def _write(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    from cleaner.formats.atomic import open_named

    with open_named(path) as file:
        file.writelines(map(dump_line, rows))
