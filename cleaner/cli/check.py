"""`cleaner check`: findings, for people, editors and pipelines."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import click

import cleaner
from cleaner.cli import FOUND, NOT_READ, say
from cleaner.cli.options import cleaning_options, config_of, field_options, fields_of, from_option, workers_option
from cleaner.cli.streams import stdin
from cleaner.errors import UsageError, legible
from cleaner.formats.discover import FORMATS, discover, total_size
from cleaner.formats.source import STDIN, Source
from cleaner.pipeline import Cleaner
from cleaner.scale.check import Checked, Finding, check_task
from cleaner.scale.local import all_cores, in_order
from cleaner.scale.plan import Task, plan

__all__ = ["command"]

SMALL = 1 << 20
"""Bytes of input that are looked at before other processes would have started."""


@click.command("check")
@click.argument("sources", nargs=-1, required=True, metavar="SRC...")
@cleaning_options
@field_options
@from_option
@workers_option
@click.option("--fix", is_flag=True, help="Remove what was found, in place.")
@click.option("--format", "form", type=click.Choice(("text", "json", "sarif", "github")), default="text", show_default=True, help="How to print findings.")
def command(sources: tuple[str, ...], *, fix: bool, form: str, **options: Any) -> None:
    """Report what 'clean' would remove, as file:line:column: rule message.

    In JSONL the line is the record, and the column counts inside its text. Exits with 1 if there is a finding, or if
    --fix has changed a file.
    """
    found = Checked()
    if fix and options["html_field"]:
        raise UsageError("fix", "--fix does not go with --html-field", do="use 'cleaner clean'")
    tasks, size = _tasks(sources, options["from_"], fix=fix)
    work = partial(check_task, cleaner=Cleaner(config_of(options)), fields=fields_of(options), fix=fix)
    _ = work.keywords["cleaner"].engine
    for checked in in_order(work, tasks, workers=(options["workers"] or all_cores()) if size > SMALL else 1):
        found.findings += checked.findings
        found.problems += checked.problems
        found.kept += checked.kept
        found.fixed += checked.fixed
        found.documents += checked.documents
    print_findings = {"text": _text, "json": _json, "sarif": _sarif, "github": _github}[form]
    for line in print_findings(found.findings):
        say.out(line)
    say.problems([*found.problems, *found.kept])
    counts = f"{say.count(len(found.findings), 'finding')} in {say.count(found.documents, 'document')}"
    counts += f", {say.count(len(found.kept), 'document')} kept by a guard" if found.kept else ""
    say.warn(counts + (f", {say.count(len(found.fixed), 'file')} fixed" if fix else ""))
    sys.exit(NOT_READ if found.problems else FOUND if found.findings else 0)


def _tasks(names: Iterable[str], form: str, *, fix: bool) -> tuple[Iterable[Task], int]:
    """Return what there is to look at, and its size; files to mend are taken whole."""
    paths = [name for name in names if name != STDIN]
    sources = discover(paths, mirrored=False, passed=say.passed)
    for source in sources if fix else ():
        if source.to or not FORMATS[source.format].plain:
            raise UsageError("fix", f"{source.path} cannot be mended in place", do="use 'cleaner clean'")
    tasks: Iterable[Task] = plan(sources, "", split_files=not fix)
    if len(paths) < len(tuple(names)):
        if fix:
            raise UsageError("stream", "'-' does not go with --fix", do="write: cleaner clean - -o -")
        from cleaner.scale.look import parts_of

        standard = Source(Path(STDIN), STDIN, form)
        tasks = chain(tasks, (Task("", (part,)) for part in parts_of(standard, stdin())))
    return tasks, total_size(sources)


def _text(findings: Iterable[Finding]) -> Iterable[str]:
    for f in findings:
        yield f"{legible(f.file)}:{f.line}:{f.column}: {f.rule} {f.message}"


def _json(findings: Iterable[Finding]) -> Iterable[str]:
    for f in findings:
        values = {"file": f.file, "line": f.line, "column": f.column, "rule": f.rule, "message": f.message, "text": f.text}
        yield json.dumps(values, ensure_ascii=False)


def _github(findings: Iterable[Finding]) -> Iterable[str]:
    """Write GitHub's workflow commands."""
    for f in findings:
        yield f"::warning file={_escaped(f.file, more=True)},line={f.line},col={f.column},title={f.rule}::{_escaped(f.message)}"


def _escaped(text: str, *, more: bool = False) -> str:
    """Escape what would end a workflow command's message, or one of its properties."""
    signs = "%\r\n:," if more else "%\r\n"
    return "".join(f"%{ord(char):02X}" if char in signs else char for char in text)


def _sarif(findings: Iterable[Finding]) -> Iterable[str]:
    """Write SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/)."""
    findings = list(findings)
    rules = {f.rule: f.message for f in findings}
    driver = {"name": "cleaner", "version": cleaner.__version__, "rules": [{"id": id, "shortDescription": {"text": why}} for id, why in sorted(rules.items())]}
    runs = [{"tool": {"driver": driver}, "results": [_result(f) for f in findings]}]
    yield json.dumps({"version": "2.1.0", "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "runs": runs})


def _result(f: Finding) -> dict[str, Any]:
    from urllib.parse import quote

    place = {"artifactLocation": {"uri": quote(os.fsencode(f.file))}, "region": {"startLine": f.line, "startColumn": f.column, "snippet": {"text": f.text}}}
    return {"ruleId": f.rule, "level": "warning", "message": {"text": f.message}, "locations": [{"physicalLocation": place}]}
