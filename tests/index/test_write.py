"""A run is written as a whole, or not at all."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys

import duckdb
import numpy as np
import pytest

from cleaner.errors import CleanerError
from cleaner.index.file import opened
from cleaner.index.write import write_run
from tests.dedup.texts import words
from tests.index.entries import NOBODY, NOTE, entries, index_of, new_index

TEXTS = ["One text of some few words.", "Another text, of some few more words.", "* * *"]
SLOW = """
import sys, time
from pathlib import Path
from tests.index.entries import *
def some():
    yield entries([f"n{n}" for n in range(3000)], [f"text number {n} of {n * n} words " * 20 for n in range(3000)])
    print("written", flush=True)
    time.sleep(60)
write_run(new_index(Path(sys.argv[1])), NOTE, some(), np.array([1]))
"""


def rows(index, query):
    with opened(index.path) as connection:
        return connection.execute(query).fetchall()


def test_remembers_documents_in_order(tmp_path):
    index = new_index(tmp_path)
    write_run(index, NOTE, [entries(["a", "b"], TEXTS[:2]), entries(["c"], TEXTS[2:], kept=[0])], NOBODY)
    assert rows(index, "SELECT seq, run, id, site, source, record, kept, size FROM documents ORDER BY seq") == [
        (1, 1, "a", "x.org", "/data/a.jsonl", 1, None, 2),
        (2, 1, "b", "x.org", "/data/a.jsonl", 2, None, 3),
        (3, 1, "c", "x.org", "/data/a.jsonl", 1, 1, 0),
    ]
    assert rows(index, "SELECT run, version, command, documents, dropped FROM runs") == [(1, "0.1", "dedup", 3, 1)]
    assert rows(index, "SELECT len(keys), octet_length(shingles) > 0 FROM documents ORDER BY seq") == [(18, True), (18, True), (0, False)]


def test_a_later_run_comes_after_and_replaces_old_selves(tmp_path):
    index = index_of(tmp_path, ["a", "b"], TEXTS[:2])
    write_run(index, NOTE, [entries(["a"], TEXTS[1:2])], np.array([1]))
    assert rows(index, "SELECT seq, run, id FROM documents ORDER BY seq") == [(2, 1, "b"), (3, 2, "a")]


def test_plain_sql_reads_copies_and_lines(tmp_path):
    index = new_index(tmp_path)
    write_run(index, NOTE, [entries(["a", "b", "c"], ["Subscribe\nOne", "Subscribe\nOne", "Subscribe\nTwo"], kept=[-1, 0, -1])], NOBODY)
    assert rows(index, "SELECT id, kept FROM copies") == [("b", "a")]
    assert rows(index, "SELECT pages, clusters FROM site_lines ORDER BY ALL") == [(1, 1), (2, 1), (3, 2)]


def test_a_name_that_utf_8_cannot_hold_is_remembered_as_the_ledger_has_it(tmp_path):
    assert rows(index_of(tmp_path, ["a\udc80"], TEXTS[:1]), "SELECT id FROM documents") == [("a?",)]


def test_a_run_that_fails_leaves_the_index_as_it_was(tmp_path):
    index = index_of(tmp_path, ["a"], TEXTS[:1])

    def broken():
        yield entries(["b"], TEXTS[1:2])
        raise CleanerError("changed", "the sources changed")

    with pytest.raises(CleanerError):
        write_run(index, NOTE, broken(), np.array([1]))
    assert rows(index, "SELECT id FROM documents") == [("a",)] and len(rows(index, "FROM runs")) == 1


def test_a_run_that_is_killed_leaves_the_index_as_it_was(tmp_path):
    index = index_of(tmp_path, ["a"], TEXTS[:1])
    with subprocess.Popen([sys.executable, "-c", SLOW, str(tmp_path)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout and process.stdout.readline() == "written\n"
        with pytest.raises(CleanerError, match="another program, holds the index"), opened(index.path):
            pass
        os.kill(process.pid, signal.SIGKILL)
    assert rows(index, "SELECT id FROM documents") == [("a",)] and len(rows(index, "FROM runs")) == 1
    write_run(index, NOTE, [entries(["b"], TEXTS[1:2])], NOBODY)
    assert rows(index, "SELECT id FROM documents ORDER BY seq") == [("a",), ("b",)]


def test_a_first_run_that_is_killed_leaves_nothing(tmp_path):
    with subprocess.Popen([sys.executable, "-c", SLOW, str(tmp_path)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout and process.stdout.readline() == "written\n"
        os.kill(process.pid, signal.SIGKILL)
    assert not new_index(tmp_path).exists
    assert index_of(tmp_path, ["a"], TEXTS[:1]).exists


def test_the_file_is_duckdbs(tmp_path):
    index = index_of(tmp_path, ["a"], TEXTS[:1])
    with duckdb.connect(index.path, read_only=True) as connection:
        assert connection.execute("SELECT value FROM parameters WHERE name = 'made_by'").fetchall() == [("dedup",)]


def test_the_file_does_not_grow_by_what_is_written_again(tmp_path):
    index = new_index(tmp_path)
    texts = [" ".join(words(random.Random(n), 120)) for n in range(400)]
    for run in range(5):
        write_run(index, NOTE, [entries([f"{run}-{n}" for n in range(400)], texts)], NOBODY)
        total, free = rows(index, "SELECT total_blocks, free_blocks FROM pragma_database_size()")[0]
        assert free <= total / 4
    assert rows(index, "SELECT count(*), count(DISTINCT id), max(seq) FROM documents") == [(2000, 2000, 2000)]
