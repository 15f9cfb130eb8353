"""`cleaner mine`: repeated blocks as rule files to review."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cleaner.cli import NOT_READ, say
from cleaner.cli.options import cleaning_options, config_of, field_options, fields_of, workers_option
from cleaner.config import CorpusConfig, RunConfig
from cleaner.errors import UsageError
from cleaner.formats.discover import discover, total_size
from cleaner.formats.source import STDIN, Source
from cleaner.pipeline import Cleaner
from cleaner.repeats.why import SITE
from cleaner.scale.local import all_cores

if TYPE_CHECKING:
    from cleaner.scale.mine import Mined

__all__ = ["command"]

SMALL = 1 << 20
"""Bytes of input that are done before other processes would have started."""
_MOST_LEFT_OUT = 10
_WIDTH = 60


@click.command("mine")
@click.argument("sources", nargs=-1, required=True, metavar="SRC...")
@click.option("-o", "--out", required=True, metavar="DIR", type=click.Path(path_type=Path), help="The folder to write rule files into.")
@click.option("--top", type=click.IntRange(min=1), default=50, show_default=True, metavar="N", help="Write the N rules that take most characters.")
@click.option("--min-pages", type=click.IntRange(min=2), default=3, show_default=True, metavar="N", help="Only what stands on at least N pages of its site.")
@click.option(
    "--repeats", type=click.Choice(("site", "corpus")), default="site", show_default=True, help="Look at each site, or at all of the corpus as if it were one."
)
@click.option("--site-from", type=click.Choice(("field", "path")), default="field", show_default=True, help="A document's site: its own, or its first folder.")
@cleaning_options
@field_options
@workers_option
@click.option("--force", is_flag=True, help="Write into DIR even if it holds mined rules; those of the same names are replaced.")
def command(sources: tuple[str, ...], **options: Any) -> None:
    """Write the lines that 'cleaner clean' finds on many pages of a site as rules, one a file, to read and to keep.

    Each rule has a pattern, its site, and examples that prove it, with names, mail addresses and telephone numbers
    replaced. A table says what each takes. Use them with: cleaner clean SRC... -o OUT --rules DIR
    """
    from cleaner.scale.mine import FOLDER, write_rules

    out = options["out"]
    if STDIN in sources:
        raise UsageError("stream", "a stream has no other pages to compare with", do="name files or folders")
    if out.exists() and not out.is_dir():
        raise UsageError("not-a-folder", f"{out} is no folder", do="name another DIR")
    if (out / FOLDER).exists() and not options["force"]:
        raise UsageError("exists", f"{out / FOLDER} holds rules that were mined before", do="name another DIR, or add --force")
    found = discover(sources, leave_out=out, mirrored=False, passed=say.passed)
    if not found:
        raise UsageError("no-input", "there is nothing to read", do="DIR is left out of the input: name another folder")
    mined = _mine(found, options)
    say.problems(mined.problems)
    if not mined.has_sites and options["repeats"] == "site":
        raise UsageError("no-site", "no document names its site", do="add --field site=PATH, --url-field PATH, --site-from path or --repeats corpus")
    write_rules(mined, out)
    _say(mined, out)
    sys.exit(NOT_READ if mined.problems else 0)


def _mine(sources: list[Source], options: dict[str, Any]) -> Mined:
    from cleaner.dedup.curve import choose_bands
    from cleaner.scale.corpus import CleanedCorpus
    from cleaner.scale.mine import mine
    from cleaner.scale.plan import Planned

    corpus = CorpusConfig("mark", options["repeats"], options["site_from"] == "path")
    config = RunConfig(config_of(options), fields_of(options), corpus=corpus)
    cleaner, dedup = Cleaner(config.cleaning), corpus.dedup
    _ = cleaner.engine  # read once, before the workers start
    if SITE not in cleaner.repeats:
        raise UsageError("no-rule", f"{SITE} is switched off, and finds what is mined", do="leave it on with --select, --ignore")
    bands = choose_bands(dedup.threshold, dedup.recall, permutations=dedup.permutations)
    workers = (options["workers"] or all_cores()) if total_size(sources) > SMALL else 1
    with tempfile.TemporaryDirectory(prefix="cleaner-") as state, say.progress(total_size(sources)) as advance:
        looked = CleanedCorpus(sources, Path(state), cleaner, config, bands, Planned(sources, ""))
        return mine(looked, top=options["top"], min_pages=options["min_pages"], workers=workers, each=lambda note: advance(note.size))


def _say(mined: Mined, out: Path) -> None:
    """Print a table of what was written, and what was left out."""
    if mined.rules:
        say.out(f"{'rank':>4} {'characters':>12} {'pages':>8} {'elsewhere':>16}  rule")
    for rule in mined.rules:
        what = rule.figures
        elsewhere = f"{what.other_pages:,} on {what.other_sites:,}" if what.other_pages else "-"
        say.out(f"{what.rank:4} {what.chars:12,} {what.pages:8,} {elsewhere:>16}  {rule.id}")
    if left_out := mined.left_out:
        say.warn(f"{say.count(len(left_out), 'template')} left out:")
    for one in mined.left_out[:_MOST_LEFT_OUT]:
        say.warn(f"  {one.site or 'all'}: {_short(one.line)!r}: {one.why}")
    if len(mined.left_out) > _MOST_LEFT_OUT:
        say.warn(f"  ... and {len(mined.left_out) - _MOST_LEFT_OUT:,} more")
    say.warn(f"wrote {say.count(len(mined.rules), 'rule')} into {out}" if mined.rules else "found nothing to write")


def _short(text: str) -> str:
    return text if len(text) <= _WIDTH else text[: _WIDTH - 1] + "…"
