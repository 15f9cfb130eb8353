"""Wrong usage: exit code 2, and a sentence with the nearest spelling."""

from __future__ import annotations

import pytest

import cleaner
from tests.samples import ARTICLE, tree, write

WRONG = [
    (["clena"], "there is no command 'clena' (did you mean 'clean'?)"),
    (["zzz"], "known are clean, dedup, check, explain, "),
    (["clean", "a.txt", "-o", "out", "--worker", "2"], "--workers"),
    (["check", "a.txt", "--preset", "row"], "'row' is not one of 'extracted', 'raw'"),
    (
        ["check", "a.txt", "--select", "en/newsletter/signup-lin"],
        "there is no rule 'en/newsletter/signup-lin' (did you mean 'en/newsletter/signup-line'?) [no-such-rule]",
    ),
    (["check", "a.txt", "--ignore", "en/newsletters"], "there is no rule 'en/newsletters'"),
    (["check", "a.txt", "--rules", "nowhere"], "nowhere is not a folder of rules (give --rules a folder with .yaml files)"),
    (["check", "a.txt", "--rules", "empty"], "empty holds no rules (give --rules a folder with .yaml files) [no-rules]"),
    (["check"], "Missing argument 'SRC...'"),
    (["clean", "a.txt"], "there is no output (add -o OUT, or --dry-run to look first) [no-output]"),
    (["clean", "b.txt", "-o", "out"], "there is no b.txt (did you mean 'a.txt'?) [no-input]"),
    (["clean", "folder/x.txt", "-o", "out"], "there is no folder/x.txt (check the path) [no-input]"),
    (["clean", "*.jsonl", "-o", "out"], "*.jsonl holds no .txt, .md, .html, .jsonl"),
    (["clean", "empty", "-o", "out"], "empty holds no .txt, .md, .html, .jsonl"),
    (["clean", "a.pdf", "-o", "out"], "a.pdf is of no known kind (known are .txt, .md, .html, .jsonl"),
    (["clean", "a.txt.gz", "-o", "out"], "a.txt.gz is of no known kind"),
    (["clean", "one/a.txt", "two/a.txt", "-o", "out"], "one/a.txt and two/a.txt would both be written to a.txt (give their common folder) [same-name]"),
    (["clean", "-", "-o", "out"], "'-' goes with one input and '-o -' (write: cleaner clean - -o -) [stream]"),
    (["clean", "-", "a.txt", "-o", "-"], "'-' goes with one input"),
    (["clean", "one", "two", "-o", "-"], "'-o -' takes one file, not 2"),
    (["clean", "-", "-o", "-", "--dry-run"], "'-' does not go with --dry-run"),
    (["clean", "a.txt", "-o", "out", "--ledger", "all.csv"], "'all.csv' ends in neither .parquet nor .jsonl"),
    (["clean", "a.txt", "-o", "out", "--empty", "dorp"], "'dorp' is not one of"),
    (["clean", "a.txt", "-o", "out", "--workers", "0"], "0 is not in the range"),
]


@pytest.mark.parametrize(("command", "sentence"), WRONG, ids=[" ".join(command) for command, _ in WRONG])
def test_wrong_usage(run_cleaner, tmp_path, command, sentence):
    for name in ("a.txt", "one/a.txt", "two/a.txt", "a.pdf", "a.txt.gz", "empty/a.pdf"):
        write(tmp_path / name, ARTICLE)
    before = tree(tmp_path)
    ran = run_cleaner(*command)
    assert ran.code == 2 and sentence in " ".join(ran.err.split()) and "Traceback" not in ran.err and ran.out == ""
    assert tree(tmp_path) == before and not (tmp_path / "out").exists()


def test_installed_command_exits_with_2(run_installed):
    ran = run_installed("clena")
    assert ran.code == 2 and "did you mean 'clean'?" in ran.err


def test_no_command_shows_the_help(run_installed):
    ran = run_installed()
    assert ran.code == 2 and "Commands:" in ran.out + ran.err and "Traceback" not in ran.err


def test_version(run_cleaner):
    assert run_cleaner("--version").out == f"cleaner, version {cleaner.__version__}\n"


@pytest.mark.parametrize("command", ["clean", "dedup", "check", "explain", "mine", "restore", "report", "index", "rules"])
def test_every_command_has_help(run_cleaner, command):
    ran = run_cleaner(command, "--help")
    assert ran.code == 0 and "Usage: cleaner" in ran.out
