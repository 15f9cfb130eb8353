"""`cleaner explain`: why each block goes or stays."""

from __future__ import annotations

import sys
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any

import click

from cleaner.cli import NOT_READ, say
from cleaner.cli.options import cleaning_options, config_of, field_options, fields_of, from_option
from cleaner.cli.streams import stdin
from cleaner.errors import UsageError
from cleaner.explain import Verdict, explain
from cleaner.formats.discover import discover
from cleaner.formats.source import STDIN, Source
from cleaner.pipeline import Cleaner
from cleaner.scale.look import records

__all__ = ["command"]

WIDTH = 96


@click.command("explain")
@click.argument("file")
@click.option("--record", type=click.IntRange(min=1), default=1, show_default=True, metavar="N", help="Which record of a file of many.")
@cleaning_options
@field_options
@from_option
def command(file: str, record: int, **options: Any) -> None:
    """Say of each block of FILE why it is removed or kept.

    '-' stands before what goes, '~' before what is cut in part; under a kept block stands which condition kept the
    nearest rule from it.
    """
    sources = [Source(Path(STDIN), STDIN, options["from_"])] if file == STDIN else discover([file], passed=say.passed)
    if len(sources) != 1:
        raise UsageError("one-file", f"{file} stands for {len(sources)} files", do="name one of them")
    into = stdin() if file == STDIN else BytesIO()
    cleaner = Cleaner(config_of(options))
    found = next(islice(records(sources[0], cleaner, fields_of(options), into), record - 1, None), None)
    if found is None:
        raise UsageError("no-record", f"{file} has no record {record}", do="give a smaller --record")
    if found.doc is None:
        say.warn(str(found.error or f"{file}:{record}: a blank line"))
        sys.exit(NOT_READ)
    for element in found.taken:
        say.out("\n".join([click.style(f"- page  {_short(element.text)}", fg="red"), f"          {element.rule} ({element.path}): {element.why}"]))
    cleaned, verdicts = explain(cleaner, found.doc)
    if cleaned.flag:
        say.out(f"kept as it was: {cleaned.flag}")
    for verdict in verdicts:
        say.out("\n".join(_lines(verdict._replace(line=verdict.line + found.line - 1))))


def _lines(verdict: Verdict) -> list[str]:
    mark = {"gone": "-", "cut": "~", "kept": " "}[verdict.fate]
    shown = _short(verdict.text)
    style = {"gone": "red", "cut": "yellow", "kept": None}[verdict.fate]
    lines = [click.style(f"{mark} {verdict.line:4}  {shown}", fg=style)]
    for removal in verdict.removals:
        what = f" cuts {removal.text!r}" if verdict.fate == "cut" else ""
        lines.append(f"          {removal.rule}{what} ({removal.evidence}): {removal.why}")
    return lines + [f"          not {near}" for near in verdict.near]


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= WIDTH else text[: WIDTH - 1] + "…"
