"""Forgetting: which documents, and that nothing is left of them."""

from __future__ import annotations

import pytest

from cleaner.errors import UsageError
from cleaner.index.file import opened
from cleaner.index.forget import Chosen, forget
from cleaner.index.told import tell
from cleaner.index.write import write_run
from tests.index.entries import NOBODY, NOTE, entries, index_of, new_index

TEXTS = ["One text of some few words.", "Another text, of some few more words.", "A third one"]


def ids(index) -> list[str]:
    with opened(index.path) as connection:
        return [id for (id,) in connection.execute("SELECT id FROM documents ORDER BY seq").fetchall()]


@pytest.mark.parametrize(
    ("chosen", "left"),
    [
        (Chosen(id=["a"]), "bcd"),
        (Chosen(id=["a", "d"]), "bc"),
        (Chosen(site=["x.org"]), "bd"),
        (Chosen(site=["x.org"], id=["a", "b"]), "bcd"),
        (Chosen(run=[2]), "abc"),
        (Chosen(source=["/data/*"]), ""),
        (Chosen(source=["*.parquet"]), "abcd"),
        (Chosen(before="2020-01-01"), "abcd"),
        (Chosen(before="2999-01-01", run=[1]), "d"),
    ],
)
def test_forgets_what_fits_all_that_was_asked(tmp_path, chosen, left):
    index = index_of(tmp_path, ["a", "b", "c"], TEXTS, sites=["x.org", "y.org", "x.org"])
    write_run(index, NOTE, [entries(["d"], TEXTS[:1], sites=["y.org"])], NOBODY)
    assert forget(index.path, chosen, looks=True) == 4 - len(left) and ids(index) == list("abcd")
    assert forget(index.path, chosen) == 4 - len(left) and ids(index) == list(left)


def test_the_file_is_written_anew_and_goes_on(tmp_path):
    index = index_of(tmp_path, [f"n{n}" for n in range(4000)], [f"text number {n} of {n * n} words " * 9 for n in range(4000)])
    before = index.path.stat().st_size
    assert forget(index.path, Chosen(run=[1])) == 4000 and index.path.stat().st_size < before
    write_run(index, NOTE, [entries(["d"], TEXTS[:1])], NOBODY)
    told = tell(index.path)
    assert (told.documents, told.kept, told.sites, told.lines) == (1, 1, 1, 1) and [run.here for run in told.runs] == [0, 1]
    with opened(index.path) as connection:
        assert connection.execute("SELECT count(*) FROM site_lines").fetchall() == [(1,)]


def test_demands_to_be_told_what(tmp_path):
    with pytest.raises(UsageError, match="nothing says what to forget \\(give one or more of --id, --site, --source, --run, --before\\)"):
        forget(tmp_path / "past.duckdb", Chosen())


def test_demands_an_index(tmp_path):
    for path in (tmp_path / "past.duckdb", tmp_path):
        with pytest.raises(UsageError, match="there is no index"):
            forget(path, Chosen(run=[1]))


def test_waits_for_no_other_run(tmp_path):
    index = index_of(tmp_path, ["a"], TEXTS[:1])
    with new_index(tmp_path).claimed():
        pass
    assert forget(index.path, Chosen(id=["a"])) == 1
