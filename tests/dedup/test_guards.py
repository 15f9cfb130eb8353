"""Guards: what would lose too much, and clusters that resemble too little."""

from __future__ import annotations

import random

import numpy as np

from cleaner.dedup.guards import Loss, losses, wide_clusters
from cleaner.dedup.shard import DOC
from tests.dedup.texts import joined, words


def test_names_sites_that_would_lose_nearly_all():
    docs = np.zeros(32, DOC)
    docs["site"] = [1] * 20 + [2] * 10 + [3] * 2
    dropped = np.array([True] * 19 + [False] + [True] * 9 + [False] + [True] * 2)
    names = {1: "a.org", 2: "b.org", 3: "small.org"}
    assert losses(docs, dropped, names, most=0.9) == [Loss("a.org", 19, 20)]
    assert losses(docs, dropped, names, most=0.5) == [Loss("a.org", 19, 20), Loss("b.org", 9, 10)]
    assert losses(docs, dropped, names, most=1) == []


def pages(shares: list[int]) -> list[str]:
    """Return pages that share so many of 200 words with the first, which is the longest."""
    source = random.Random(4)
    page = words(source, 200)
    return [" ".join([*page, "and", "more"])] + [" ".join(page[:share] + [word[:2] for word in words(source, 200 - share)]) for share in shares]


def test_flags_a_large_cluster_with_a_wide_spread():
    [wide] = wide_clusters(joined(pages([200 - n for n in range(30)])))
    assert wide.kept == 0 and wide.members >= 20 and wide.high - wide.low >= 0.15


def test_does_not_flag_close_or_small_clusters():
    assert wide_clusters(joined(pages([195 + n % 3 for n in range(30)]))) == []
    assert wide_clusters(joined(pages([200, 190, 180, 172]))) == []
