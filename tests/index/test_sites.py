"""What an index knows of its sites does not depend on the days on which it came."""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.config import CorpusConfig, DedupConfig
from cleaner.errors import UsageError
from cleaner.index.file import IndexFile
from cleaner.index.parameters import Parameters
from cleaner.index.sites import Site, known_furniture, tell_sites
from cleaner.index.write import write_run
from tests.dedup.texts import words
from tests.index.entries import NOBODY, NOTE, entries, index_of

PARAMETERS = Parameters.of(DedupConfig(), CorpusConfig(repeats="site"))
LINES = ["Call the office at any hour", "Contact: the press desk", "###", "Read more about the county"]
PAGES = st.lists(st.tuples(st.sampled_from("ab"), st.lists(st.sampled_from(LINES), max_size=4), st.booleans()), min_size=1, max_size=14)


def written(path: Path, pages: list[tuple[str, list[str], bool]], cuts: list[int]) -> IndexFile:
    """Write pages of two sites into an index, run by run; some have an article of their own."""
    index = IndexFile(path, PARAMETERS)
    texts = ["\n".join([" ".join(words(random.Random(n), 20))] * own + lines) for n, (_, lines, own) in enumerate(pages)]
    for first, end in pairwise(cuts):
        ids = [str(n) for n in range(first, end)]
        write_run(index, NOTE, [entries(ids, texts[first:end], sites=[site for site, *_ in pages[first:end]])], NOBODY)
    return index


@given(PAGES, st.lists(st.integers(1, 13), max_size=3))
@settings(max_examples=15, deadline=None)
def test_any_batches_end_in_the_furniture_of_one_run(pages, cuts):
    cuts = sorted({0, *(cut for cut in cuts if cut < len(pages)), len(pages)})
    with TemporaryDirectory() as folder:
        days, whole = written(Path(folder) / "days", pages, cuts), written(Path(folder) / "whole", pages, [0, len(pages)])
        here, there = (known_furniture(index, ["a", "b"]) for index in (days, whole))
        assert here.lines.sites == there.lines.sites and all(np.array_equal(*both) for both in zip(here.marks, there.marks, strict=True))
        assert list(tell_sites(days.path)) == list(tell_sites(whole.path))


def test_tells_of_each_site_what_its_pages_come_to(tmp_path):
    pages = [("b", ["###"], True), *[("a", LINES[:1], True)] * 5]
    index = written(tmp_path / "past.duckdb", pages, [0, 3, 6])
    assert list(tell_sites(index.path)) == [Site("a", 5, 5, 10, 5, 1), Site("b", 1, 1, 2, 0, 0)]
    marks = known_furniture(index, None).marks
    assert marks.gone.tolist() == [False, False, *[False, True] * 5]


def test_an_index_without_lines_of_sites_knows_none(tmp_path):
    with pytest.raises(UsageError, match=r"the index knows no sites \(name one that 'cleaner clean --repeats site' made\)"):
        list(tell_sites(index_of(tmp_path, ["a"], ["Some text."]).path))


def test_an_index_of_another_layout_is_told(tmp_path):
    index = index_of(tmp_path, ["a"], ["Some text."])
    with duckdb.connect(index.path) as connection:
        connection.execute("UPDATE parameters SET value = '1' WHERE name = 'layout'")
    with pytest.raises(UsageError, match=r"has the layout 1, this version writes 4 \(make a new index"):
        list(tell_sites(index.path))
