"""Pairs and clusters in the user's terms."""

from __future__ import annotations

import random
from itertools import combinations

from cleaner.dedup import results
from cleaner.dedup.results import clusters_of, large_groups, pairs_of
from tests.dedup.texts import joined, words

TEXT = " ".join(words(random.Random(1), 40))


def test_copies_of_copies_are_all_told():
    texts = [TEXT, TEXT, f"{TEXT} more", f"{TEXT} more"]
    pairs = {frozenset(pair[:2]) for pair in pairs_of(joined(texts))}
    assert pairs == {frozenset(pair) for pair in combinations(range(4), 2)}


def test_of_very_many_copies_each_is_told_with_the_first(monkeypatch):
    monkeypatch.setattr(results, "MOST_COPIES", 5)
    found = joined([TEXT] * 9 + [f"{TEXT} more"] * 2)
    pairs = list(pairs_of(found))
    assert large_groups(found) == 1 and len(pairs) == 8 + 1 + 2
    assert {pair.a for pair in pairs if pair.jaccard == 1} == {0, 9}


def test_clusters_come_in_keeper_order_with_what_goes():
    other = " ".join(words(random.Random(2), 80))
    [first, second] = clusters_of(joined([TEXT, TEXT, f"{TEXT} more", other, other]))
    assert (first.keep, [match.doc for match in first.members]) == (3, [4])
    assert (second.keep, [match.doc for match in second.members]) == (2, [0, 1])
