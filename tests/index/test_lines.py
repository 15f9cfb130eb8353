"""Lines of past documents come back as they were, for the sites that are asked for."""

from __future__ import annotations

import numpy as np
import pytest

from cleaner.index import lines
from cleaner.index.lines import HASH_BITS, past_lines
from cleaner.index.write import write_run
from cleaner.repeats.shard import line_shard
from tests.index.entries import NOBODY, NOTE, entries, index_of, new_index

TEXTS = ["The council met.\nSubscribe: now\n\n" + "word " * 300, "Posted on 3 May\nSubscribe: now", "Quite another page"]
SITES = ["x.org", "y.org", "x.org"]


def test_come_back_in_order_with_short_hashes_and_all_that_thresholds_ask_for(tmp_path):
    found = past_lines(index_of(tmp_path, ["a", "b", "c"], TEXTS, sites=SITES), ["x.org"], NOBODY)
    truth = line_shard([text.encode() for text in (TEXTS[0], TEXTS[2])])
    assert found.sites == ["x.org", "x.org"] and found.clusters.tolist() == [1, 3]
    assert found.shard["line_bounds"].tolist() == truth["line_bounds"].tolist()
    for name in ("exact", "masked"):
        assert (found.shard["lines"][name] == truth["lines"][name] & np.uint64((1 << HASH_BITS) - 1)).all()
    for name, most in (("words", 255), ("left", 3), ("flags", 255)):
        assert found.shard["lines"][name].tolist() == np.minimum(truth["lines"][name], most).tolist()


@pytest.mark.parametrize(("sites", "gone", "clusters"), [(None, [], [1, 2, 3]), (["y.org"], [], [2]), (["x.org"], [1], [3]), ([], [], []), (["z.org"], [], [])])
def test_only_those_that_are_asked_for(tmp_path, sites, gone, clusters):
    index = index_of(tmp_path, ["a", "b", "c"], TEXTS, sites=SITES)
    assert past_lines(index, sites, np.array(gone, np.int64)).clusters.tolist() == clusters


def test_copies_are_of_one_cluster(tmp_path):
    index = new_index(tmp_path)
    write_run(index, NOTE, [entries(["a", "b"], TEXTS[:2], kept=[-1, 0])], NOBODY)
    assert past_lines(index, None, NOBODY).clusters.tolist() == [1, 1]


@pytest.mark.parametrize(("limit", "of_two"), [("MOST_PAGES", [2, 3, 4, 5]), ("MOST_IN_ALL", [4, 5])])
def test_of_large_sites_the_latest_pages(tmp_path, monkeypatch, limit, of_two):
    monkeypatch.setattr(lines, limit, 2)
    index = index_of(tmp_path, list("abcde"), [*TEXTS, "More", "And more"], sites=["x.org", "y.org", "x.org", "x.org", "y.org"])
    assert past_lines(index, ["x.org", "y.org"], NOBODY).clusters.tolist() == of_two
    assert past_lines(index, None, NOBODY).clusters.tolist() == [4, 5]


def test_an_index_that_is_not_there_has_none(tmp_path):
    assert past_lines(new_index(tmp_path), ["x.org"], NOBODY).sites == []
