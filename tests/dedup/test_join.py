"""Near-duplicates of small corpora against all pairs by hand: recall, exact measures, clusters, and the same whatever the order."""

from __future__ import annotations

import random
from itertools import combinations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleaner.config import DedupConfig
from cleaner.dedup import candidates, contained
from cleaner.dedup.join import Joined
from cleaner.dedup.results import clusters_of, pairs_of
from tests.dedup.texts import containment, corpus, edited, jaccard, joined, words

Found = dict[frozenset[str], tuple[float, float]]
SURE = DedupConfig(recall=0.9999)


def found_pairs(found: Joined, texts: list[str]) -> Found:
    return {frozenset((texts[pair.a], texts[pair.b])): (pair.jaccard, pair.containment) for pair in pairs_of(found)}


def told(found: Joined, texts: list[str]) -> list[tuple[str, list[tuple[str, float, float]]]]:
    """Return clusters by their texts."""
    return [(texts[one.keep], [(texts[doc], a, b) for doc, a, b in one.members]) for one in clusters_of(found)]


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("threshold", [0.5, 0.7, 0.9])
def test_finds_every_pair_with_its_exact_measures(seed, threshold):
    texts = list(dict.fromkeys(corpus(seed)))
    found = found_pairs(joined(texts, DedupConfig(threshold=threshold, recall=0.9999)), texts)
    true = {frozenset(pair): jaccard(*pair) for pair in combinations(texts, 2)}
    assert found.keys() == {pair for pair, index in true.items() if index >= threshold}
    assert all(found[pair] == pytest.approx((true[pair], containment(*pair))) for pair in found)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**6), st.sampled_from(["all", "within", "across"]), st.sampled_from([0.0, 0.8]))
def test_law_7_order_shards_and_threads_change_nothing(seed, scope, share):
    source, texts = random.Random(seed), corpus(seed, originals=12)
    config = DedupConfig(scope=scope, contained=share)
    sites = {text: source.choice("ab") for text in texts}
    first = joined(texts, config, sites=[sites[text] for text in texts])
    shuffled = source.sample(texts, len(texts))
    second = joined(shuffled, config, cuts=5, threads=2, sites=[sites[text] for text in shuffled])
    assert told(first, texts) == told(second, shuffled)
    assert [(texts[p.a], texts[p.b], p[2:]) for p in pairs_of(first)] == [(shuffled[p.a], shuffled[p.b], p[2:]) for p in pairs_of(second)]


@pytest.mark.parametrize("seed", range(3))
def test_each_that_goes_resembles_its_own_kept_one_and_none_that_stay_resemble(seed):
    texts = corpus(seed, copies=8)
    found = joined(texts, SURE)
    kept, index, share = found.kept()
    stays = [text for text, other in zip(texts, kept, strict=True) if other < 0]
    for text, other, a, b in zip(texts, kept, index, share, strict=True):
        if other >= 0:
            assert kept[other] < 0 and a >= 0.7
            assert (jaccard(text, texts[other]), containment(text, texts[other])) == pytest.approx((a, b))
    assert all(jaccard(*pair) < 0.7 for pair in combinations(stays, 2))


def test_joins_the_nearest_of_those_that_stay():
    source = random.Random(2)
    one = words(source, 100)
    two = [*one[:70], *words(source, 30)]
    near_two = [*two[:95], *words(source, 5)]
    texts = [" ".join(text) for text in (one, two, near_two)]
    found = joined(texts, DedupConfig(threshold=0.45, recall=0.9999))
    assert told(found, texts) and all(
        a == max(jaccard(text, kept) for kept, _ in told(found, texts)) for _, members in told(found, texts) for text, a, _ in members
    )


def test_texts_without_words_match_nothing():
    assert not list(pairs_of(joined(["", " ", "...", "—", "...", ""])))


@pytest.mark.parametrize(("a", "b", "same"), [("one two", "One, two!", True), ("one two", "one three", False), ("x", "x", True), ("ﬁne day", "fine day", True)])
def test_short_texts_are_one_shingle(a, b, same):
    assert bool(list(pairs_of(joined([a, b])))) == same


def test_keeps_the_longest_of_copies():
    source = random.Random(1)
    text = " ".join(words(source, 200))
    texts = [text, f"{text} more at the end", text, f"Also before: {text}"]
    [(kept, members)] = told(joined(texts), texts)
    assert kept == max(texts, key=len) and len(members) == 3


def site_pairs(scope: str) -> set[tuple[str, str]]:
    text = " ".join(words(random.Random(3), 50))
    texts, sites = [text, text, f"{text} x", f"{text} x y"], ["a", "b", "a", "b"]
    found = joined(texts, DedupConfig(scope=scope), sites=sites)
    return {(sites[pair.a], sites[pair.b]) for pair in pairs_of(found)}


def test_within_and_across_sites():
    assert site_pairs("within") == {("a", "a"), ("b", "b")}
    assert site_pairs("across") == {("a", "b"), ("b", "a")}
    assert len(site_pairs("all")) == 4


def test_across_sites_copies_of_one_site_stay_unless_another_has_it():
    text = " ".join(words(random.Random(3), 50))
    texts, sites = [f"{text} x", text, text, text], ["a", "a", "b", "b"]
    kept = joined(texts, DedupConfig(scope="across"), sites=sites).kept()[0]
    assert kept.tolist() == [-1, -1, 1, 1]


def crowd(count: int, *, edits: int) -> list[str]:
    """Return many texts that all come from one."""
    source = random.Random(5)
    text = " ".join(words(source, 150))
    return [edited(source, text, edits) for _ in range(count)]


@pytest.mark.parametrize("edits", [1, 2, 3])
def test_long_runs_are_not_expanded_and_none_that_stay_resemble(edits, monkeypatch):
    monkeypatch.setattr(candidates, "LONGEST_RUN", 8)
    for module in ("verify", "clusters", "join"):
        monkeypatch.setattr(f"cleaner.dedup.{module}.LONGEST_RUN", 8)
    texts = crowd(120, edits=edits)
    found = joined(texts, DedupConfig(threshold=0.6, recall=0.9999), threads=2)
    stays = [text for text, other in zip(texts, found.kept()[0], strict=True) if other < 0]
    assert found.long_runs and len(found.pairs) < 120 * 119 / 2
    assert all(jaccard(*pair) < 0.6 for pair in combinations(stays, 2))


def test_many_equal_documents_cost_no_more_than_one():
    text = " ".join(words(random.Random(5), 20))
    found = joined([text] * 20_000 + ["quite another text of some words"])
    assert len(found.units) == 2 and not len(found.pairs) and (found.kept()[0] >= 0).sum() == 19_999
    assert sum(1 for _ in pairs_of(found)) == 19_999


def test_many_near_equal_documents_are_linear():
    source = random.Random(5)
    text = " ".join(words(source, 60))
    texts = [f"{text} {' '.join(words(source, 4))}" for _ in range(3000)]
    found = joined(texts)
    assert len(found.pairs) < 64 * 3000 and (found.kept()[0] < 0).sum() == 1


@pytest.mark.parametrize("keep", [0.8, 0.9, 1.0])
def test_contained_texts_are_found_inside_longer_ones(keep):
    source = random.Random(7)
    texts, inside = [], []
    for _ in range(60):
        short = words(source, 60)
        lost = round((1 - keep) * 60 / 2)
        texts += [" ".join(short), " ".join([*words(source, 200), *short[lost : len(short) - lost], *words(source, 300)])]
        inside.append(frozenset(texts[-2:]))
    share = min(containment(*pair) for pair in inside)
    found = found_pairs(joined(texts, DedupConfig(contained=share)), texts)
    assert set(inside) == found.keys() and all(index < 0.3 for index, _ in found.values())
    assert not found_pairs(joined(texts), texts)


def test_only_the_contained_text_goes():
    source = random.Random(7)
    short = " ".join(words(source, 60))
    texts = [short, f"{' '.join(words(source, 200))} {short}"]
    for policy in ("longest", "shortest"):
        found = joined(texts, DedupConfig(contained=0.9, keep=policy))
        assert found.kept()[0].tolist() in ([1, -1], [-1, -1])
    assert joined(texts, DedupConfig(contained=0.9)).kept()[0].tolist() == [1, -1]


def test_contained_in_many_is_compared_with_the_first_of_them(monkeypatch):
    monkeypatch.setattr(contained, "LONGEST_LIST", 4)
    source = random.Random(7)
    short = " ".join(words(source, 60))
    texts = [short] + [f"{' '.join(words(source, 200))} {short}" for _ in range(30)]
    found = joined(texts, DedupConfig(contained=0.9))
    assert 1 <= len(found.pairs) <= 4 and found.kept()[0][0] > 0


@pytest.mark.parametrize(("share", "recall"), [(0.9, 0.99), (0.8, 0.99), (0.5, 0.999), (1.0, 0.99)])
def test_probes_give_the_recall(share, recall):
    assert 1 - (1 - share) ** (contained.choose_probes(share, recall) - contained.SPARE_PROBES) >= recall


def test_nothing_is_joined_of_nothing():
    found = joined([])
    assert not len(found.units) and not list(clusters_of(found)) and np.array_equal(found.kept()[0], [])
