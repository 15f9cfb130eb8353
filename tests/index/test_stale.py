"""Sketches of the past are put right where furniture is no longer what it was."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from cleaner.config import CorpusConfig, DedupConfig
from cleaner.dedup.join import join
from cleaner.dedup.shard import Batch, sketch
from cleaner.index.file import IndexFile
from cleaner.index.lines import past_lines
from cleaner.index.parameters import Parameters
from cleaner.index.probe import Probe
from cleaner.index.stale import NOT_STALE, Stale, left_out, stale_lines, weights
from cleaner.index.write import write_run
from cleaner.repeats.shard import line_shard
from tests.dedup.texts import bands_of, words
from tests.index.entries import NOBODY, NOTE, entries

CONFIG = DedupConfig(keep="first")
ARTICLE = "\n".join(" ".join(words(random.Random(n), 20)) for n in range(3))
FOOTER = " ".join(words(random.Random(9), 40))
WHOLE = f"{ARTICLE}\n{FOOTER}"


def jaccard_with_past(folder, past: str, today: str, *, was_out: bool, is_out: bool) -> float:
    """Return the Jaccard index of an article without its footer, or with it, and a past one that was sketched without its footer, or with it."""
    index = IndexFile(folder / "past.duckdb", Parameters.of(CONFIG, CorpusConfig(repeats="site")))
    sketched, shard = entries(["a"], [ARTICLE if was_out else past]), line_shard([past.encode()])
    mark = np.arange(4) == 3
    write_run(index, NOTE, [entries_with(sketched, shard, mark & was_out)], NOBODY)
    lines = past_lines(index, ["x.org"], NOBODY)
    shown, marks = line_shard([today.encode()]), np.arange(len(today.split("\n"))) == (3 if is_out else -1)
    stale = stale_lines(lines, mark & is_out, [(shown, marks)])
    batch = Batch([(ARTICLE if is_out else today).encode()], ["b"], ["x.org"], [0.0], [0], [0])
    shards = [sketch(batch, bands_of(CONFIG), CONFIG)]
    joined = join(shards, [np.zeros(1, np.int32)], bands_of(CONFIG), CONFIG, past=Probe(index, NOBODY, "all", stale))
    return float(joined.kept()[1][0]) if len(joined.past) else 0.0


def entries_with(some, lines, out):
    return replace(some, lines=lines, left_out=out)


@pytest.mark.parametrize(("was_out", "is_out"), [(False, False), (True, True), (False, True), (True, False)])
def test_what_counts_is_the_furniture_of_today(tmp_path, was_out, is_out):
    assert jaccard_with_past(tmp_path, WHOLE, WHOLE, was_out=was_out, is_out=is_out) == 1


def test_a_line_that_the_other_text_has_not_is_only_in_one(tmp_path):
    found = jaccard_with_past(tmp_path, WHOLE, ARTICLE, was_out=True, is_out=False)
    assert found == 0  # 56 of 96 shingles


def test_without_lines_that_count_otherwise_nothing_is_stale(tmp_path):
    index = IndexFile(tmp_path / "past.duckdb", Parameters.of(CONFIG, CorpusConfig(repeats="site")))
    write_run(index, NOTE, [entries(["a"], [WHOLE])], NOBODY)
    lines = past_lines(index, ["x.org"], NOBODY)
    assert stale_lines(lines, np.zeros(4, np.bool_), []) is NOT_STALE
    some = np.array([1, 2])
    assert NOT_STALE.sizes(some, some).tolist() == NOT_STALE.common(some, some, some).tolist() == [1, 2]


def test_of_several_lines_each_counts():
    stale = Stale(np.array([3, 3, 7]), np.array([1, 2, 1]), np.array([10, -4, 5]), np.array([0 << 32 | 1, 1 << 32 | 2]))
    assert stale.sizes(np.array([3, 5, 7]), np.array([20, 20, 20])).tolist() == [26, 20, 25]
    assert stale.common(np.array([3, 3, 7, 7]), np.array([0, 1, 0, 1]), np.array([9, 9, 9, 9])).tolist() == [19, 5, 14, 9]
    assert stale.sizes(np.array([3]), np.array([-6])).tolist() == [1]


def test_a_document_that_would_lose_more_than_half_loses_nothing():
    shard = {"line_bounds": np.array([0, 2, 4])}
    assert left_out(shard, np.array([True, False, True, False]), np.array([5, 5, 6, 5])).tolist() == [True, False, False, False]


def test_with_a_memory_a_line_weighs_what_is_remembered_of_it():
    shard = line_shard([b"two words\nextraordinarily\n" + b"a " * 300])
    assert weights(shard, remembered=False).tolist() == [9, 15, 599] and weights(shard, remembered=True).tolist() == [2, 1, 255]
