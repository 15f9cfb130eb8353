"""Options that commands share, and what they make: configurations."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from cleaner.cli import say
from cleaner.config import EXTRACTORS, Config, DedupConfig, Fields, Scope
from cleaner.errors import UsageError, nearest
from cleaner.rules_engine.spec import PRESETS
from cleaner.scale.local import all_cores

__all__ = [
    "cleaning_options",
    "config_of",
    "dedup_config_of",
    "field_options",
    "fields_of",
    "from_option",
    "index_option",
    "ledger_options",
    "similarity_options",
    "workers_option",
]

LEAST_CONTAINED = 0.01
"""Less takes hundreds of hashes of each text to find, and says nothing."""
F = TypeVar("F", bound=Callable[..., Any])

_CLEANING = (
    click.option("--rules", multiple=True, metavar="DIR", type=click.Path(path_type=Path), help="A folder of your own rules; they override by id."),
    click.option("--preset", type=click.Choice(PRESETS), default="extracted", show_default=True, help="Text from an extractor, or all visible text of a page."),
    click.option(
        "--extractor",
        type=click.Choice(EXTRACTORS),
        default="trafilatura",
        show_default=True,
        help="What reads HTML.",
    ),
    click.option(
        "--filter-list",
        "filter_lists",
        multiple=True,
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="Hide what this list in EasyList's syntax hides on pages of HTML.",
    ),
    click.option("--select", multiple=True, metavar="RULE", help="Run only this rule, or the rules of this folder."),
    click.option("--ignore", multiple=True, metavar="RULE", help="Do not run this rule, or the rules of this folder."),
)
_OTHERS = ("title", "author", "date", "site", "language")
_FIELDS = (
    click.option("--text-field", default="text", show_default=True, metavar="PATH", help="Where a record keeps its text; dots lead into objects."),
    click.option("--id-field", default="id", show_default=True, metavar="PATH", help="Where it keeps its id."),
    click.option("--url-field", default="url", show_default=True, metavar="PATH", help="Where it keeps its address."),
    click.option("--html-field", default="", metavar="PATH", help="Where it keeps a page, whose text is taken and put where its text is kept."),
    click.option("--field", "fields", multiple=True, metavar="NAME=PATH", help=f"Where it keeps its {', '.join(_OTHERS)}, if not under these names."),
)


def _demand_ledger(ctx: click.Context, param: click.Parameter, path: Path | None) -> Path | None:
    if path and path.suffix not in (".parquet", ".jsonl"):
        raise click.BadParameter(f"'{path}' ends in neither .parquet nor .jsonl", ctx, param)
    return path


_LEDGER = (
    click.option(
        "--ledger", type=click.Path(path_type=Path), callback=_demand_ledger, metavar="FILE", help="Write the ledger to one .parquet or .jsonl file as well."
    ),
    click.option("--ledger-text", type=click.Choice(("full", "hash", "none")), default="full", show_default=True, help="How the ledger holds removed text."),
)
_SIMILARITY = (
    click.option("--threshold", type=float, default=0.7, show_default=True, metavar="J", help="Texts are copies from this Jaccard index of word 5-grams on."),
    click.option("--recall", type=float, default=0.99, show_default=True, metavar="P", help="The chance to find a pair at the threshold; closer ones more."),
    click.option(
        "--permutations", type=click.IntRange(2, 4096), default=128, show_default=True, metavar="N", help="MinHash slots, more only if the recall needs them."
    ),
    click.option("--keep", default="longest", show_default=True, metavar="WHICH", help="Which copy stays: longest, first, earliest, shortest or best:FIELD."),
    click.option("--within", is_flag=True, help="Compare articles of one site only."),
    click.option("--across", is_flag=True, help="Compare articles of different sites only."),
    click.option("--contained", type=float, default=0.0, metavar="C", help="Drop articles too of which this share stands inside a longer one, such as 0.9."),
    click.option(
        "--max-loss", type=click.FloatRange(0, 1), default=0.9, show_default=True, metavar="SHARE", help="Stop when a site would lose more; 1 allows all."
    ),
)

index_option = click.option(
    "--index",
    metavar="FILE",
    type=click.Path(),
    default=None,
    help="Hold articles against what past runs saw, and remember them: in a file, made if it is not there, or in redis://host:port/PREFIX.",
)
workers_option = click.option(
    "--workers", type=click.IntRange(min=1), default=None, metavar="N", help=f"Processes to use.  [default: all cores, here {all_cores()}]"
)
from_option = click.option(
    "--from",
    "from_",
    type=click.Choice(("txt", "md", "html", "jsonl", "csv", "tsv", "warc")),
    default="txt",
    show_default=True,
    help="What standard input ('-') is.",
)


def _add(options: tuple[Callable[[Any], Any], ...]) -> Callable[[F], F]:
    def add(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return add


cleaning_options = _add(_CLEANING)
field_options = _add(_FIELDS)
ledger_options = _add(_LEDGER)
similarity_options = _add(_SIMILARITY)


def config_of(options: dict[str, Any]) -> Config:
    """Return what the cleaning options say, and tell which rules of filter lists cannot be used."""
    for path in options["filter_lists"]:
        from cleaner.html.filterlist import read_filter_list

        if left_out := read_filter_list(path).unsupported:
            say.warn(f"{path}: {say.count(left_out, 'rule')} not used: they need a browser, or are no CSS")
    return Config(
        tuple(map(str, options["rules"])),
        options["preset"],
        tuple(options["select"]),
        tuple(options["ignore"]),
        options["extractor"],
        tuple(map(str, options["filter_lists"])),
    )


def fields_of(options: dict[str, Any]) -> Fields:
    """Return what the field options say. Raises `UsageError` for a name that is none."""
    others: dict[str, str] = {}
    for given in options["fields"]:
        name, equals, path = given.partition("=")
        if name not in _OTHERS or not (equals and path):
            do = f"write {name}=PATH" if name in _OTHERS else nearest(name, _OTHERS) or f"names are {', '.join(_OTHERS)}"
            raise UsageError("field", f"--field {given} is not NAME=PATH", do=do)
        others[name] = path
    return Fields(options["text_field"], options["id_field"], options["url_field"], **others, html=options["html_field"])


def dedup_config_of(options: dict[str, Any]) -> DedupConfig:
    """Return what the options of similarity say. Raises `UsageError` for what cannot be had."""
    from cleaner.dedup.keepers import demand_policy

    for name, least in (("contained", LEAST_CONTAINED), ("max_loss", 0.0)):
        if options[name] and not least <= options[name] <= 1:  # no number is not between them either
            raise UsageError(name, f"a share of {options[name]:g} cannot be had", do=f"name one between {least:g} and 1, such as 0.9")
    demand_policy(options["keep"])
    numbers = options["threshold"], options["recall"], options["permutations"]
    return DedupConfig(*numbers, keep=options["keep"], scope=_scope_of(options), contained=options["contained"])


def _scope_of(options: dict[str, Any]) -> Scope:
    """Return which sites are compared; a flag wins over the settings file. Raises `UsageError` where both are asked for in one place."""
    scopes: tuple[Scope, ...] = ("within", "across")
    asked = [scope for scope in scopes if options[scope]]
    context = click.get_current_context()
    flags = [scope for scope in asked if context.get_parameter_source(scope) is ParameterSource.COMMANDLINE]
    found = flags or asked
    if len(found) > 1:
        raise UsageError("scope", "no two articles are of one site and of different sites", do="give --within or --across, or neither to compare all")
    return found[0] if found else "all"
