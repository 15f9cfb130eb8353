"""What was found in the whole corpus holds for what was read then, and for nothing else."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from cleaner.config import CorpusConfig, RunConfig
from cleaner.errors import CleanerError
from cleaner.formats.discover import discover
from cleaner.pipeline import Cleaner
from cleaner.scale.corpus import Writer, WriteTask
from cleaner.scale.drop import Dropper, DropTask
from cleaner.scale.plan import Task, plan
from cleaner.scale.scan import Scanner
from tests.samples import write

CONFIG = RunConfig(corpus=CorpusConfig(repeats="off"))
STORY = "The ferry left at six, and nobody on the quay knew why it was early.\n\n"
LEFT, GONE = STORY * 3, "Subscribe to our newsletter!\n"


@pytest.fixture
def scanned(tmp_path):
    """The task of two files, and what scans them and writes what is left of them."""
    write(tmp_path / "src/a.txt", LEFT + GONE)
    write(tmp_path / "src/b.txt", GONE + LEFT)
    [task] = plan(discover([str(tmp_path / "src")]), "")
    cleaner = Cleaner(CONFIG.cleaning)
    return task, Scanner(tmp_path / "scan", cleaner, CONFIG), Writer(tmp_path / "out", tmp_path, cleaner, CONFIG)


def test_a_file_that_could_not_be_read_then_is_cleaned_by_rules_now(scanned, tmp_path):
    task, scan, writer = scanned
    lost = replace(task.parts[1], problem=CleanerError("lost", "it is lost", do="look for it"))
    assert scan(Task(task.key, (task.parts[0], lost))).unread
    assert not writer(WriteTask("key", task, ({}, {}))).problems
    assert [(tmp_path / "out" / name).read_text().strip() for name in ("a.txt", "b.txt")] == [LEFT.strip()] * 2


def test_a_file_that_changed_meanwhile_is_not_written(scanned, tmp_path):
    task, scan, writer = scanned
    scan(task)
    path = tmp_path / "src/b.txt"
    path.write_text(LEFT + GONE)
    os.utime(path, ns=(1, 1))
    done = writer(WriteTask("key", task, ({}, {})))
    assert done.unread == ["b.txt"] and "b.txt: changed while it was cleaned (run the same command again) [changed]" in done.problems[0]
    dropper = Dropper(tmp_path / "dropped", CONFIG.fields, CONFIG.ledger_text, mark=False)
    assert dropper(DropTask.of(task, [{}, {}])).unread == ["b.txt"]
    assert (tmp_path / "out/a.txt").is_file() and not (tmp_path / "out/b.txt").exists()
    path.unlink()
    assert "b.txt: cannot be read" in writer(WriteTask("key", task, ({}, {}))).problems[0]
