"""`cleaner clean`: the main job."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from functools import partial
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import cleaner as package
from cleaner.cli import FOUND, NOT_READ, say
from cleaner.cli.duplicates import allows
from cleaner.cli.inputs import demand_apart, sources_of
from cleaner.cli.memory import memory_of, tell_unread
from cleaner.cli.options import (
    cleaning_options,
    config_of,
    dedup_config_of,
    field_options,
    fields_of,
    from_option,
    index_option,
    ledger_options,
    similarity_options,
    workers_option,
)
from cleaner.cli.streams import stdin, stdout
from cleaner.config import CorpusConfig, Empty, RunConfig
from cleaner.errors import UsageError
from cleaner.formats.discover import FORMATS, discover, total_size, written_to
from cleaner.formats.source import STDIN, Source
from cleaner.formats.targets import demand_stream
from cleaner.ledger import read_rows
from cleaner.pipeline import Cleaner
from cleaner.scale.local import all_cores

if TYPE_CHECKING:
    from cleaner.scale.duplicates import Found
    from cleaner.scale.memory import Memory
    from cleaner.scale.run import Result

__all__ = ["command"]

SMALL = 1 << 20
"""Bytes of input that are cleaned before other processes would have started."""


@click.command("clean")
@click.argument("sources", nargs=-1, required=True, metavar="SRC...")
@click.option("-o", "--out", metavar="OUT", help="The folder to write, or '-' for standard output.")
@cleaning_options
@field_options
@from_option
@workers_option
@click.option("--min-words", type=click.IntRange(min=0), default=1, metavar="N", help="What fewer words than this remain is 'empty'.  [default: 1]")
@click.option("--empty", type=click.Choice(("keep", "drop", "flag")), default=None, help="What to do with it.  [default: keep; with --min-words drop]")
@ledger_options
@click.option("--duplicates", type=click.Choice(("drop", "mark", "ignore")), default="drop", show_default=True, help="What becomes of near-duplicates.")
@click.option(
    "--repeats",
    type=click.Choice(("site", "corpus", "off")),
    default="site",
    show_default=True,
    help="Where to look for lines that stand on many pages: on each site, or in all of the corpus.",
)
@click.option("--site-from", type=click.Choice(("field", "path")), default="field", show_default=True, help="A document's site: its own, or its first folder.")
@similarity_options
@index_option
@click.option("--to", type=click.Choice(("jsonl", "parquet", "txt")), default=None, help="The format to write.  [default: the input's; WARC as jsonl]")
@click.option("--shard-size", type=click.FloatRange(min=0, min_open=True), metavar="MB", help="Cut outputs of many documents into files of about this size.")
@click.option("--keep-source", is_flag=True, help="Keep inputs that are written in another format, to restore them from OUT alone.")
@click.option("--dry-run", is_flag=True, help="Write nothing; say what would be done.")
@click.option("--diff", is_flag=True, help="Print what would change as a diff; writes nothing.")
@click.option("--sample", type=click.IntRange(min=1), metavar="N", help="Look at N documents only, drawn evenly; writes nothing.")
@click.option("--force", is_flag=True, help="Write into OUT even if it holds other things or was made with other settings.")
def command(sources: tuple[str, ...], **options: Any) -> None:
    """Clean articles: files, folders, globs, or '-' for standard input.

    Rules go first; then lines that stand on many pages of a site, and near-duplicates of other articles (not with '-' and
    --sample, which look at one document at a time). OUT mirrors the input; OUT/_cleaner holds the
    ledger, the summary and what 'cleaner restore' needs. The same command again goes on where a stopped run ended.
    """
    looks = options["dry_run"] or options["diff"] or options["sample"]
    if not looks and not options["out"]:
        raise UsageError("no-output", "there is no output", do="add -o OUT, or --dry-run to look first")
    config = _config(options)
    run = _stream if STDIN in (*sources, options["out"]) else _look if looks else _clean
    done = run(sources, Cleaner(config.cleaning), config, options)
    if done is None:
        sys.exit(FOUND)
    say.problems(done.problems)
    say.summary(done.summary, verb="would remove" if looks else "removed")
    if run is not _stream:
        say.warn("wrote nothing" if looks else f"wrote {options['out']}")
    sys.exit(NOT_READ if done.problems else 0)


def _config(options: dict[str, Any]) -> RunConfig:
    empty: Empty = options["empty"] or ("drop" if options["min_words"] > 1 else "keep")
    return RunConfig(
        config_of(options),
        fields_of(options),
        options["min_words"],
        empty,
        options["ledger_text"],
        to=options["to"] or "",
        keep_source=options["keep_source"],
        shard_size=int((options["shard_size"] or 0) * 1_000_000),
        corpus=CorpusConfig(options["duplicates"], options["repeats"], options["site_from"] == "path", dedup_config_of(options)),
    )


def _clean(names: tuple[str, ...], cleaner: Cleaner, config: RunConfig, options: dict[str, Any]) -> Result | None:
    """Clean into a folder; return None if a guard stops the run."""
    from cleaner.scale.clean import clean_corpus, clean_into, cleaning
    from cleaner.scale.run import write_ledger

    out = Path(options["out"])
    sources = sources_of(names, out, beside=[options["ledger"]], to=config.to, put=bool(config.fields.html))
    memory = memory_of(options["index"], sources, config.corpus.dedup, command="clean", corpus=config.corpus)
    run = cleaning(out, cleaner, config, package.__version__, index=options["index"])
    _ = cleaner.engine, cleaner.repeats  # names of rules are proved before anything is written
    looks_around = _looks_around(sources, config, memory)
    with say.progress(total_size(sources) * (2 if looks_around else 1)) as advance:
        work: dict[str, Any] = {"workers": _workers(sources, options), "each": lambda done: advance(done.size), "force": options["force"]}
        result: Result | None
        if looks_around:
            work |= {"scanned": advance, "allows": partial(_allows, options=options), "memory": memory}
            result = clean_corpus(run, sources, cleaner, config, **work)
        else:
            result = clean_into(run, sources, cleaner, config, **work)
    if result and (ledger := options["ledger"]):
        write_ledger(ledger, chain.from_iterable(map(read_rows, result.ledgers)), run.properties)
    tell_unread(memory)
    return result


def _looks_around(sources: list[Source], config: RunConfig, memory: Memory | None) -> bool:
    return config.corpus.looks_around and (memory is not None or len(sources) > 1 or FORMATS[sources[0].format].splits)


def _allows(found: Found, *, options: dict[str, Any], looks: bool = False) -> bool:
    """Say what was found, if it counts; only where copies are dropped a site can lose too much."""
    if options["duplicates"] == "ignore":
        return True
    return allows(found, most=options["max_loss"] if options["duplicates"] == "drop" else 1.0, looks=looks)


def _look(names: tuple[str, ...], cleaner: Cleaner, config: RunConfig, options: dict[str, Any]) -> Result:
    """Say what would be done."""
    from cleaner.scale.look import look, look_around
    from cleaner.scale.run import Result

    sources = sources_of(names, None, to=config.to, put=bool(config.fields.html))
    result, shown = Result(), ExitStack()
    how: dict[str, Any] = {"workers": _workers(sources, options), "diff": options["diff"]}

    def tell(found: Found) -> None:
        shown.close()
        _allows(found, options=options, looks=True)

    memory = memory_of(options["index"], sources, config.corpus.dedup, command="clean", corpus=config.corpus)
    if options["sample"] or not _looks_around(sources, config, memory):
        around = look(sources, cleaner, config, sample=options["sample"], **how)
    else:
        how |= {"memory": memory}
        around = look_around(sources, cleaner, config, scanned=shown.enter_context(say.progress(total_size(sources))), told=tell, **how)
    for done in around:
        for text in done.diffs:
            say.out(text, newline=False)
        result.problems += done.problems
        result.summary += done.summary
    tell_unread(memory)
    return result


def _stream(names: tuple[str, ...], cleaner: Cleaner, config: RunConfig, options: dict[str, Any]) -> Result:
    """Clean to standard output, from standard input or one file."""
    from cleaner.scale.look import stream
    from cleaner.scale.run import Result, write_ledger

    if options["out"] not in (STDIN, None) or (STDIN in names and len(names) > 1):
        raise UsageError("stream", "'-' goes with one input and '-o -'", do="write: cleaner clean - -o -")
    if options["dry_run"] or options["diff"] or options["sample"]:
        raise UsageError("stream", "'-' does not go with --dry-run, --diff or --sample", do="name files")
    standard = Source(Path(STDIN), STDIN, options["from_"])
    put = bool(config.fields.html)
    if STDIN in names:
        sources = [written_to(standard, config.to or FORMATS[standard.format].writes, put=put)]
    else:
        sources = discover(names, mirrored=False, to=config.to, put=put)
    if len(sources) != 1:
        raise UsageError("stream", f"'-o -' takes one file, not {len(sources)}", do="name one file, or write to a folder")
    demand_stream(sources[0])
    demand_apart(sources, [options["ledger"]])
    done = stream(sources[0], cleaner, config, stdin() if STDIN in names else BytesIO(), stdout())
    if ledger := options["ledger"]:
        write_ledger(ledger, done.rows, {"version": package.__version__, "rules": cleaner.pack.digest})
    return Result(done.summary, done.problems)


def _workers(sources: list[Source], options: dict[str, Any]) -> int:
    """Return how many processes to use: small inputs are done before others have started."""
    return (options["workers"] or all_cores()) if total_size(sources) > SMALL else 1
