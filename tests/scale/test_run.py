"""A run goes on where it stopped, does nothing twice, and never mixes with what it did not make."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from cleaner.formats.atomic import TEMPORARY
from cleaner.ledger import read_rows
from tests.conftest import COMMAND, ONE_BY_ONE
from tests.samples import ARTICLE, CLEANED, line, tree, write


def notes(out: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in (out / "_cleaner/tasks").iterdir()}


def rows(out: Path) -> list[tuple[str, int, str]]:
    return sorted((row.source, row.record, row.rule) for path in (out / "_cleaner/ledger").iterdir() for row in read_rows(path))


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    write(tmp_path / "src/a.txt", ARTICLE)
    write(tmp_path / "src/b.txt", ARTICLE)
    write(tmp_path / "src/c.jsonl", line() * 3)
    return tmp_path / "src"


def test_second_run_does_nothing_again(run_cleaner, articles, tmp_path):
    first = run_cleaner("clean", "src", "-o", "out")
    before = notes(tmp_path / "out"), {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.txt")}
    second = run_cleaner("clean", "src", "-o", "out")
    assert (notes(tmp_path / "out"), {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.txt")}) == before
    assert first == second


def test_missing_output_is_made_again(run_cleaner, articles, tmp_path):
    run_cleaner("clean", "src", "-o", "out")
    (tmp_path / "out/b.txt").unlink()
    run_cleaner("clean", "src", "-o", "out")
    assert (tmp_path / "out/b.txt").read_text() == CLEANED


def test_changed_source_is_redone_and_its_old_rows_go(run_cleaner, articles, tmp_path):
    run_cleaner("clean", "src", "-o", "out")
    write(articles / "c.jsonl", line(CLEANED))
    run_cleaner("clean", "src", "-o", "out")
    assert (tmp_path / "out/c.jsonl").read_text() == line(CLEANED)
    assert [source for source, *_ in rows(tmp_path / "out")] == ["a.txt", "b.txt"]


def test_same_size_and_time_elsewhere_is_another_source(run_cleaner, tmp_path):
    for folder, text in (("one", ARTICLE), ("two", ARTICLE.replace("bridge", "tunnel"))):
        os.utime(write(tmp_path / folder / "a.txt", text), (1, 1))
        assert run_cleaner("clean", folder, "-o", "out").code == 0
        (tmp_path / folder / "a.txt").unlink()
    assert "tunnel" in (tmp_path / "out/a.txt").read_text()


@pytest.mark.parametrize("again", ["src/a.txt", "src/c.jsonl"])
def test_run_over_fewer_sources_keeps_what_is_noted_of_the_others(run_cleaner, articles, tmp_path, again):
    run_cleaner("clean", "src", "-o", "out")
    before = rows(tmp_path / "out")
    run_cleaner("clean", again, "-o", "out")
    assert rows(tmp_path / "out") == before
    assert run_cleaner("restore", "out", "-o", "back").code == 0
    assert tree(tmp_path / "back") == tree(articles)


def test_parts_come_to_the_same_as_one_part(run_cleaner, tmp_path, monkeypatch):
    write(
        tmp_path / "a.jsonl", "".join(line(f"Article {n}. {ARTICLE}", site=f"{n % 3}.org") + "\n" * (n % 2) for n in range(200)) + "{broken\n" + line().strip()
    )
    run_cleaner("clean", "a.jsonl", "-o", "one", "--ledger", "one.parquet")
    monkeypatch.setattr("cleaner.scale.plan.PART_SIZE", 1000)
    run_cleaner("clean", "a.jsonl", "-o", "many", "--ledger", "many.parquet")
    assert len(notes(tmp_path / "many")) > 20 and not list((tmp_path / "many/_cleaner/parts").iterdir())
    assert tree(tmp_path / "one") == tree(tmp_path / "many")
    assert list(read_rows(tmp_path / "one.parquet")) == list(read_rows(tmp_path / "many.parquet"))
    assert (tmp_path / "one/_cleaner/summary.json").read_text() == (tmp_path / "many/_cleaner/summary.json").read_text()


def test_join_that_was_killed_halfway_is_finished(run_cleaner, tmp_path, monkeypatch):
    monkeypatch.setattr("cleaner.scale.plan.PART_SIZE", 1000)
    write(tmp_path / "a.jsonl", line() * 30)
    run_cleaner("clean", "a.jsonl", "-o", "out")
    last = max(notes(tmp_path / "out")).removesuffix(".json")
    write(tmp_path / "out/_cleaner/parts" / last, "left over")
    assert run_cleaner("clean", "a.jsonl", "-o", "out").code == 0
    assert (tmp_path / "out/a.jsonl").read_text() == line(CLEANED) * 30 and not list((tmp_path / "out/_cleaner/parts").iterdir())


def test_part_that_cannot_be_read_leaves_no_file_with_a_hole(run_cleaner, tmp_path, monkeypatch):
    from cleaner.scale import work

    monkeypatch.setattr("cleaner.scale.plan.PART_SIZE", 1000)
    source = write(tmp_path / "a.jsonl", line() * 30)

    def deleted_meanwhile(part):
        if part.index == 2:
            source.unlink(missing_ok=True)
        return read(part)

    read = work.read_part
    with monkeypatch.context() as during:
        during.setattr(work, "read_part", deleted_meanwhile)
        ran = run_cleaner("clean", "a.jsonl", "-o", "out")
    assert ran.code == 3 and "cannot be read: No such file" in ran.err and tree(tmp_path / "out") == {}
    write(source, line() * 30)
    assert run_cleaner("clean", "a.jsonl", "-o", "out").code == 0
    assert (tmp_path / "out/a.jsonl").read_text() == line(CLEANED) * 30


def test_other_things_are_refused(run_cleaner, articles, tmp_path):
    write(tmp_path / "out/mine.doc", "mine")
    ran = run_cleaner("clean", "src", "-o", "out")
    assert ran.code == 2 and "out holds other things" in ran.err and "--force" in ran.err and set(tree(tmp_path / "out")) == {"mine.doc"}
    assert run_cleaner("clean", "src", "-o", "out", "--force").code == 0
    assert set(tree(tmp_path / "out")) == {"mine.doc", "a.txt", "b.txt", "c.jsonl"}


@pytest.mark.parametrize("option", [["--min-words", "2"], ["--ignore", "en/promo"], ["--preset", "raw"], ["--ledger-text", "none"], ["--text-field", "body"]])
def test_other_settings_are_refused(run_cleaner, articles, option):
    run_cleaner("clean", "src", "-o", "out")
    ran = run_cleaner("clean", "src", "-o", "out", *option)
    assert ran.code == 2 and "was made with other settings (" in ran.err
    assert run_cleaner("clean", "src", "-o", "out", "--force", *option).code in (0, 3)


def test_other_number_of_workers_is_the_same_run(run_cleaner, articles):
    assert [run_cleaner("clean", "src", "-o", "out", "--workers", n).code for n in (1, 2)] == [0, 0]


def test_output_that_is_a_file_is_refused(run_cleaner, articles, tmp_path):
    write(tmp_path / "out", "")
    ran = run_cleaner("clean", "src", "-o", "out")
    assert ran.code == 2 and "out is a file" in ran.err


def test_two_runs_do_not_write_one_folder(run_cleaner, articles, tmp_path):
    run_cleaner("clean", "src", "-o", "out")
    hold = "import fcntl, time; lock = open('out/_cleaner/lock', 'w'); fcntl.lockf(lock, fcntl.LOCK_EX); print(1, flush=True); time.sleep(60)"
    with subprocess.Popen([COMMAND.parent / "python", "-c", hold], stdout=subprocess.PIPE, cwd=tmp_path) as other:
        assert other.stdout and other.stdout.readline()
        ran = run_cleaner("clean", "src", "-o", "out", "--force", "--min-words", "3")
        other.kill()
    assert ran.code == 2 and "another run is writing to out" in ran.err
    assert len(rows(tmp_path / "out")) == 5


FILES = 20
"""Of 2 MB each: far more than is done when the first task is."""


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """Enough for a run of some seconds in several tasks."""
    for n in range(FILES):
        write(tmp_path / f"src/{n}.jsonl", "".join(line(f"Article {n}-{i}. {ARTICLE}" + "The river rose and fell again. " * 130) for i in range(500)))
    return tmp_path / "src"


def start(large: Path, out: str) -> subprocess.Popen[bytes]:
    command = [COMMAND, "clean", "src", "-o", out, "--workers", "2", *ONE_BY_ONE]
    running = subprocess.Popen(
        command,
        cwd=large.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # tests in the background ignore it
    )
    state = large.parent / out / "_cleaner/tasks"
    while running.poll() is None and not (state.is_dir() and list(state.iterdir())):
        time.sleep(0.01)
    return running


def workers_of(out: Path) -> list[str]:
    return [path.parent.name for path in Path("/proc").glob("[0-9]*/cmdline") if f"-o\0{out.name}\0--workers" in _text(path)]


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


def test_killed_run_goes_on_to_the_same_bytes(run_cleaner, large, tmp_path):
    running = start(large, "killed")
    running.kill()
    running.communicate(timeout=30)
    assert running.returncode == -signal.SIGKILL and not (tmp_path / "killed/_cleaner/summary.json").exists()
    before = notes(tmp_path / "killed")
    assert run_cleaner("clean", "src", "-o", "killed", "--workers", "2").code == 0
    assert before.items() <= notes(tmp_path / "killed").items()
    assert run_cleaner("clean", "src", "-o", "whole", "--workers", "1").code == 0
    assert tree(tmp_path / "killed") == tree(tmp_path / "whole")
    assert not list(tmp_path.rglob(f"*{TEMPORARY}"))
    assert json.loads((tmp_path / "killed/_cleaner/summary.json").read_text())["documents"] == FILES * 500


def test_workers_die_with_a_killed_run(large, tmp_path):
    running = start(large, "orphans")
    running.kill()
    running.communicate(timeout=30)
    for _ in range(100):
        if not workers_of(tmp_path / "orphans"):
            return
        time.sleep(0.05)
    pytest.fail("worker processes outlive the run")


def test_interrupted_run_says_how_to_go_on(large, tmp_path):
    running = start(large, "stopped")
    os.killpg(running.pid, signal.SIGINT)
    _, err = running.communicate(timeout=30)
    assert running.returncode == 130 and "goes on where it stopped, with the same command" in err.decode() and "Traceback" not in err.decode()
    assert not list(tmp_path.rglob(f"*{TEMPORARY}"))
