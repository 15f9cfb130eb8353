"""docs/cli.md tells the truth: its examples print what it says, and it knows every option."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from cleaner.cli import group
from tests.samples import write

DOC = Path(__file__).parent.parent / "docs" / "cli.md"
FILES = re.compile(r"^`(articles/\S+)`\n```\n(.*?)^```", re.MULTILINE | re.DOTALL)
EXAMPLES = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
RUN = re.compile(r"^\$ cleaner (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)

pytestmark = pytest.mark.skipif(not DOC.is_file(), reason="the documents are not beside the tests")


def options(command: click.Command) -> Iterator[str]:
    """Yield the long names of the options of a command, and of those below it."""
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        yield from options(below)
    yield from (max(one.opts, key=len) for one in command.params if isinstance(one, click.Option))


def test_examples_print_what_the_document_says(run_installed, tmp_path):
    text = DOC.read_text("utf-8")
    for name, data in FILES.findall(text):
        write(tmp_path / name, data)
    for line, printed in (run for block in EXAMPLES.findall(text) for run in RUN.findall(block)):
        command, _, file = line.partition(" < ")
        ran = run_installed(*shlex.split(command), stdin=(tmp_path / file).read_bytes() if file else b"")
        assert ran.out + ran.err == printed, line


def test_every_option_is_there_and_no_other():
    text = DOC.read_text("utf-8")
    commands = [group.get_command(click.Context(group), name) for name in group.list_commands(click.Context(group))]
    known = {option for command in commands if command for option in options(command)}
    assert known - {"--help", "--version"} == {*re.findall(r"--[a-z][a-z-]+", text)} - {"--help"}
    assert all(f"## `cleaner {command.name}`" in text for command in commands if command)
