"""The file of an index: who may open it, and what is no index."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from cleaner.errors import CleanerError, UsageError
from cleaner.index.file import IndexFile, opened, write_anew
from tests.index.entries import index_of, new_index

HOLD = """
import sys
from pathlib import Path
from tests.index.entries import new_index
with new_index(Path(sys.argv[1])).claimed():
    print("held", flush=True)
    sys.stdin.read()
"""


def test_two_runs_at_once_get_a_clear_error(tmp_path):
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin and process.stdout and process.stdout.readline() == "held\n"
        with (
            pytest.raises(UsageError, match=r"past\.duckdb: another run, or another program, holds the index \(wait until it has ended\)"),
            new_index(tmp_path).claimed(),
        ):
            pass
        process.stdin.close()
    with new_index(tmp_path).claimed():
        pass


def test_another_program_that_holds_the_file_is_told_of(tmp_path):
    index = index_of(tmp_path, ["a"], ["Some text."])
    code = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", code, str(index.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin and process.stdout and process.stdout.readline() == "held\n"
        with pytest.raises(UsageError, match="holds the index"):
            index.demand()
        process.stdin.close()


@pytest.mark.parametrize("folder", ["plain", "blocks"])
def test_a_file_of_something_else_is_no_index(tmp_path, folder):
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "past.duckdb").write_text("an article\n" * 2000)
    with pytest.raises(UsageError, match=r"cannot be read as an index.*name a file that"):
        new_index(tmp_path / folder).demand()


def test_a_new_file_that_cannot_be_written_is_told_and_the_index_stays(tmp_path):
    index = index_of(tmp_path, ["a"], ["Some text."])
    before = index.path.read_bytes()
    (tmp_path / "past.duckdb.new").mkdir()
    with pytest.raises(CleanerError, match=r"past\.duckdb\.new: cannot be written: .*make room on the disk and run the same command again"):
        write_anew(index.path)
    assert index.path.read_bytes() == before


def test_another_database_is_no_index(tmp_path):
    with duckdb.connect(tmp_path / "past.duckdb") as connection:
        connection.execute("CREATE TABLE mine (name VARCHAR)")
    with pytest.raises(UsageError, match="is a database, and no index"):
        new_index(tmp_path).demand()


def test_a_folder_that_is_not_there_is_told_before_the_run(tmp_path):
    with (
        pytest.raises(UsageError, match="name a file in a folder that is there"),
        IndexFile(tmp_path / "no/past.duckdb", new_index(tmp_path).parameters).claimed(),
    ):
        pass


def test_an_index_of_other_parameters_is_refused_when_it_is_claimed(tmp_path):
    from dataclasses import replace

    index = index_of(tmp_path, ["a"], ["Some text."])
    other = IndexFile(index.path, replace(index.parameters, threshold="0.9"))
    with pytest.raises(UsageError, match=r"--threshold 0\.7"), other.claimed():
        pass


OTHER_FILES = {
    "lines.jsonl": b'{"text": "No index."}\n',
    "packed.gz": b"\x1f\x8b\x08\x00 and more",
    "table.parquet": b"PAR1 and more PAR1",
    "base.sqlite": b"SQLite format 3\x00" + bytes(100),
    "empty": b"",
}


@pytest.mark.parametrize("name", OTHER_FILES)
def test_a_file_of_another_kind_is_neither_read_nor_written_as_an_index(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(OTHER_FILES[name])
    for write in (False, True):
        with pytest.raises(UsageError, match="cannot be read as an index: it is no file of DuckDB"), opened(path, write=write):
            pass
    assert path.read_bytes() == OTHER_FILES[name]


@pytest.mark.parametrize("name", ["md:memory", ":memory:", "past.parquet"])
def test_a_name_that_says_something_to_duckdb_is_the_name_of_a_file(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    with opened(Path(name), write=True) as connection:
        connection.execute("CREATE TABLE one (value INTEGER)")
    write_anew(Path(name))
    with opened(Path(name)) as connection:
        assert connection.execute("SELECT count(*) FROM one").fetchall() == [(0,)]
