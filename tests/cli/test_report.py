"""`cleaner report`: what a run removed, on a page."""

from __future__ import annotations

import sys

import pytest

from cleaner.scale.run import Run
from tests.samples import ARTICLE, PROMO, write


@pytest.mark.parametrize("mode", ["full", "hash", "none"])
def test_a_run_is_shown_on_one_page(run_cleaner, tmp_path, mode):
    write(tmp_path / "src/a.txt", ARTICLE)
    assert run_cleaner("clean", "src", "-o", "out", "--ledger-text", mode).code == 0
    assert run_cleaner("report", "out", "-o", "report.html").code == 0
    page = (tmp_path / "report.html").read_text("utf-8")
    assert "went from 1 of 1 documents" in page and "a.txt" in page
    assert (PROMO.split(".")[0] in page) == (mode == "full")


def test_copies_are_shown_with_the_one_that_stays(run_cleaner, tmp_path):
    for name in "ab":
        write(tmp_path / f"src/{name}.txt", " ".join(f"word{n}" for n in range(90)))
    assert run_cleaner("dedup", "src", "-o", "out", "--max-loss", "1").code == 0
    assert run_cleaner("report", "out", "-o", "r.html").code == 0
    page = (tmp_path / "r.html").read_text("utf-8")
    assert "Near-duplicates" in page and "a.txt" in page and "b.txt" in page


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["report", "src", "-o", "r.html"], "src holds no run (name the OUT of 'cleaner clean' or 'cleaner dedup') [no-run]"),
        (["report", "out", "-o", "r.txt"], "r.txt does not end in .html (name a file such as report.html) [report]"),
    ],
)
def test_what_cannot_be_shown_is_told(run_cleaner, tmp_path, arguments, says):
    write(tmp_path / "src/a.txt", ARTICLE)
    assert run_cleaner("clean", "src", "-o", "out").code == 0
    ran = run_cleaner(*arguments)
    assert ran.code == 2 and says in ran.err


def test_a_run_that_did_not_finish_is_named(run_cleaner, tmp_path, monkeypatch):
    write(tmp_path / "src/a.txt", ARTICLE)
    with monkeypatch.context() as killed:
        killed.setattr(Run, "finish", lambda *_, **__: sys.exit(9))
        run_cleaner("clean", "src", "-o", "out")
    assert "out: the run did not finish" in run_cleaner("report", "out", "-o", "r.html").err
    run_cleaner("clean", "src", "-o", "out")
    assert "did not finish" not in run_cleaner("report", "out", "-o", "r.html").err
