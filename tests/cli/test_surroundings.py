"""What a process may be started with, or without: a sentence or the usual answer, never a traceback."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import COMMAND
from tests.samples import ARTICLE, CLEANED, PROMO, RULE, tree, write


@pytest.fixture
def shell(tmp_path: Path):
    """Run a line of a shell with the installed command as `cleaner`, in the test's folder."""

    def run(line: str, **env: str | None) -> tuple[int, str, str]:
        given = {**os.environ, **env}
        known = {name: value for name, value in given.items() if value is not None}
        script = f'cleaner() {{ "{COMMAND}" "$@"; }}\n{line}'
        ran = subprocess.run(["bash", "-c", script], capture_output=True, cwd=tmp_path, env=known, timeout=120, text=True, errors="surrogateescape")
        assert "Traceback" not in ran.stderr, ran.stderr
        return ran.returncode, ran.stdout, ran.stderr

    write(tmp_path / "a.txt", ARTICLE)
    return run


CLOSED = [
    ("cleaner check - <&-", 2, "standard input is closed (pipe a text into the command, or name a file) [stream]"),
    ("cleaner clean - -o - <&-", 2, "standard input is closed"),
    ("cleaner explain - <&-", 2, "standard input is closed"),
    ("cleaner clean a.txt -o - >&-", 2, "standard output is closed (write to a folder: -o OUT) [stream]"),
    ("cleaner check a.txt >&-", 1, "1 finding in 1 document"),
    ("cleaner check a.txt 2>&-", 1, ""),
    ("cleaner check a.txt >/dev/full", 3, "No space left on device"),
    ("cleaner clean a.txt -o - >/dev/full", 3, "No space left on device"),
]


@pytest.mark.parametrize(("line", "code", "sentence"), CLOSED, ids=[line for line, *_ in CLOSED])
def test_closed_and_full_streams(shell, line, code, sentence):
    ended, _, err = shell(line)
    assert ended == code and sentence in err


def test_a_reader_that_has_seen_enough_ends_the_program(shell):
    code, out, err = shell("(cleaner rules list; cleaner rules list) | head -1; exit ${PIPESTATUS[0]}")  # a pipe may hold the first list whole
    assert code == 141 and len(out.splitlines()) == 1 and err == ""


def test_a_folder_that_is_no_more(shell, tmp_path):
    code, out, _ = shell(f"mkdir gone; cd gone; rmdir ../gone; cleaner check '{tmp_path}/a.txt'")
    assert code == 1 and RULE in out


@pytest.mark.parametrize("env", [{"HOME": None, "XDG_CACHE_HOME": "/dev/null"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}])
def test_no_cache_and_no_utf8(shell, tmp_path, env):
    write(tmp_path / "ü.txt", ARTICLE.replace("council", "cöuncil"))
    code, _, err = shell("cleaner clean ü.txt -o out", **env)
    assert code == 0 and RULE in err and tree(tmp_path / "out") == {"ü.txt": CLEANED.replace("council", "cöuncil").encode()}


@pytest.mark.parametrize(("env", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_colours_on_a_terminal_that_wants_them(tmp_path, env, coloured):
    write(tmp_path / "a.txt", ARTICLE)
    ours, theirs = pty.openpty()
    plain = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    subprocess.run([COMMAND, "explain", "a.txt"], stdout=theirs, stderr=theirs, cwd=tmp_path, env={**plain, "TERM": "xterm", **env}, check=True)
    os.close(theirs)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    assert PROMO in shown and ("\x1b[31m" in shown) == coloured


def test_a_name_with_a_line_end_stays_on_its_line(run_cleaner, tmp_path):
    write(tmp_path / "src/a\nb.txt", ARTICLE)
    write(tmp_path / "src/c\n.txt", PROMO + "\n")
    write(tmp_path / "src/d\t.txt", b"\xff")
    ran = run_cleaner("check", "src")
    assert ran.code == 3 and ran.out.startswith(r"src/a\nb.txt:3:1: ")
    assert r"src/c\n.txt: kept as it is: " in ran.err and r"src/d\t.txt:1:1: not UTF-8" in ran.err
    assert run_cleaner("clean", "src", "-o", "out").code == 3 and (tmp_path / "out/a\nb.txt").read_text() == CLEANED


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (["check", ""], "the name of an input is empty (name a file or a folder; '.' is this one) [no-input]"),
        (["clean", "a.txt", "-o", ""], "there is no output"),
        (["restore", "out", "-o", "-"], "'-' is no folder (name a folder: files come back by their names) [stream]"),
    ],
)
def test_names_that_are_none(run_cleaner, tmp_path, command, sentence):
    write(tmp_path / "a.txt", ARTICLE)
    ran = run_cleaner(*command)
    assert ran.code == 2 and sentence in ran.err and set(tree(tmp_path)) == {"a.txt"}


def test_python_starts_it_too(tmp_path):
    ran = subprocess.run([sys.executable, "-m", "cleaner", "--version"], capture_output=True, text=True, cwd=tmp_path, check=True)
    assert ran.stdout.startswith("cleaner, version ")
