"""Today's documents against those of the past: as if all had come at once, with `--keep first`."""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.config import DedupConfig
from cleaner.dedup import candidates, foreseen, verify
from cleaner.dedup.join import Joined, join
from cleaner.dedup.shard import Batch, sketch
from cleaner.index.file import IndexFile, ask
from cleaner.index.keys import meet, short_keys
from cleaner.index.parameters import Parameters
from cleaner.index.probe import Identity, Probe, old_selves
from cleaner.index.write import NONE, Entries, write_run
from tests.dedup.texts import bands_of, corpus, words
from tests.index.entries import NOBODY, NOTE, index_of, new_index


def run_over(index: IndexFile | None, texts: list[str], config: DedupConfig, *, first: int = 0) -> Joined:
    """Join texts, of which the n-th is of site n modulo 3, with an index, and write them into it."""
    ids, sites = [str(first + n) for n in range(len(texts))], [f"{(first + n) % 3}.org" for n in range(len(texts))]
    bands = bands_of(config)
    batch = Batch([text.encode() for text in texts], ids, sites, [0.0] * len(texts), [0] * len(texts), list(range(len(texts))))
    shard = sketch(batch, bands, config)
    joined = join([shard], [np.zeros(1, np.int32)], bands, config, past=Probe(index, NOBODY, config.scope) if index else None)
    if index:
        kept, today = joined.kept()[0][: len(texts)], joined.today
        past = np.full(len(texts), NONE)
        past[kept >= today] = joined.past[kept[kept >= today] - today]
        keys = short_keys(shard["keys"], shard["docs"], by_site=config.scope != "all")
        mine = np.where(kept < today, kept, NONE)
        entries = Entries(ids, sites, ["a"] * len(ids), shard["docs"]["record"], mine, past, keys, shard["values"], shard["bounds"])
        write_run(index, NOTE, [entries], NOBODY)
    return joined


def kept_ids(joined: Joined, first: int, described: list[tuple[str, str]]) -> dict[str, str]:
    kept = joined.kept()[0]
    names = [str(first + n) for n in range(joined.today)] + [id for id, _ in described]
    return {names[doc]: names[kept[doc]] for doc in np.flatnonzero(kept >= 0).tolist()}


@given(st.integers(0, 999), st.lists(st.integers(1, 90), max_size=6), st.sampled_from(["all", "within", "across"]), st.sampled_from([3, 64]))
@settings(max_examples=10, deadline=None)
def test_any_batches_end_in_the_clusters_of_one_run(seed, sizes, scope, most):
    """The law of an index; with few that may share a key for all their pairs to be verified, too."""
    texts = corpus(seed, originals=40, copies=5)
    random.Random(seed).shuffle(texts)
    cuts = [0, *np.minimum(np.cumsum(sizes, dtype=int), len(texts)).tolist(), len(texts)]
    config = DedupConfig(keep="first", scope=scope)
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        for module in (candidates, verify, foreseen):
            patch.setattr(module, "LONGEST_RUN", most)
        days, whole = (IndexFile(Path(folder) / name, Parameters.of(config)) for name in ("days", "whole"))
        for first, end in pairwise(cuts):
            run_over(days, texts[first:end], config, first=first)
        run_over(whole, texts, config)
        assert clusters_in(days) == clusters_in(whole)


def clusters_in(index: IndexFile) -> list[tuple[int, str]]:
    return ask(index.path, "SELECT id, cluster FROM clusters ORDER BY id").to_pylist()


@pytest.mark.parametrize("scope", ["all", "within", "across"])
@pytest.mark.parametrize("seed", range(2))
def test_batches_end_as_one_run_over_all(tmp_path, seed, scope):
    config = DedupConfig(keep="first", scope=scope)
    texts = corpus(seed, originals=100, copies=4)
    random.Random(seed).shuffle(texts)
    index = IndexFile(tmp_path / "past.duckdb", Parameters.of(config))
    found: dict[str, str] = {}
    for first in range(0, len(texts), 80):
        joined = run_over(index, texts[first : first + 80], config, first=first)
        found |= kept_ids(joined, first, Probe(index, NOBODY, scope).described(joined.past))
    truth = kept_ids(run_over(None, texts, config), 0, [])
    if scope == "across":  # equal texts of one site are one unit, with its first document's place in keeper order: the past cannot know that
        found, truth = dict.fromkeys(found, ""), dict.fromkeys(truth, "")
    assert len(truth) > 30 and found == truth


def test_what_was_kept_once_stays_whatever_the_policy(tmp_path):
    text = " ".join(words(random.Random(1), 80))
    config = DedupConfig()
    index = IndexFile(tmp_path / "past.duckdb", Parameters.of(config))
    run_over(index, [text], config)
    joined = run_over(index, [f"{text} and some words more"], config, first=1)
    kept, jaccard, containment = joined.kept()
    assert kept.tolist()[:1] == [1] and joined.past.tolist() == [1] and 0.9 < jaccard[0] < 1 and containment[0] == 1
    id, place = Probe(index, NOBODY, "all").described(joined.past)[0]
    assert id == "0" and place.startswith("a:0 in the run of 20")


def test_old_selves_count_no_longer(tmp_path):
    texts = [" ".join(words(random.Random(n), 80)) for n in range(2)]
    index = index_of(tmp_path, ["a", "b"], texts)
    gone = old_selves(index, [Identity("a", "/data/b.jsonl", derived=False), Identity("c", "/data/a.jsonl", derived=False)])
    assert gone.tolist() == [1]
    batch = Batch([texts[0].encode()], ["a"], ["x.org"], [0.0], [0], [0])
    bands = bands_of(DedupConfig())
    shards = [sketch(batch, bands, DedupConfig())]
    for selves, found in ((gone, 0), (NOBODY, 1)):
        joined = join(shards, [np.zeros(1, np.int32)], bands, DedupConfig(), past=Probe(index, selves, "all"))
        assert len(joined.past) == found


def test_an_id_made_of_the_text_is_itself_in_the_same_file_only(tmp_path):
    index = index_of(tmp_path, ["a"], ["Some text."])
    assert old_selves(index, [Identity("a", "/data/b.jsonl", derived=True)]).tolist() == []
    assert old_selves(index, [Identity("a", "/data/a.jsonl", derived=True)]).tolist() == [1]


def test_an_index_that_is_not_there_knows_nobody(tmp_path):
    index = new_index(tmp_path)
    assert old_selves(index, [Identity("a", "b", derived=False)]).tolist() == old_selves(index, []).tolist() == []
    assert run_over(index, [], DedupConfig()).today == 0


def test_keys_meet_and_crowds_are_cut():
    keys = np.array([[1, 2], [2, 3], [4, 5]], np.uint32)
    there, labels = np.array([2, 1, 3, 3, 9], np.uint32), np.array([7, 7, 8, 7, 1])
    assert meet(keys, there, labels).tolist() == [[7, 0], [7, 1], [8, 1]]
    crowd = meet(np.array([[1]], np.uint32), np.full(100, 1, np.uint32), np.arange(100)[::-1])
    assert crowd.tolist() == [[label, 0] for label in range(64)]
