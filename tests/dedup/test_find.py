"""The Python way to near-duplicates."""

from __future__ import annotations

import pytest

import cleaner
from cleaner import Document, UsageError
from cleaner.dedup import find

VOTE = "The council met on Monday and talked until ten, then it voted for the new bridge, nine to four, and went home."
FERRY = "The ferry left at six and came back at noon with nobody on board but the dog of the captain, who slept."


def test_finds_pairs_and_clusters():
    found = cleaner.find_duplicates([VOTE, FERRY, f"{VOTE} The mayor left early.", VOTE.upper()])
    assert found.dropped == {0: 2, 3: 2}
    assert [({pair.a, pair.b}, pair.jaccard == 1) for pair in found.pairs] == [({0, 3}, True), ({2, 3}, False), ({2, 0}, False)]
    [cluster] = found.clusters
    assert cluster.keep == 2 and [match.containment for match in cluster.members] == [1.0, 1.0]


def test_batches_change_nothing(monkeypatch):
    docs = [VOTE, FERRY, f"{VOTE} The mayor left early.", VOTE, FERRY]
    whole = cleaner.find_duplicates(docs)
    monkeypatch.setattr(find, "_BATCH", 2)
    assert cleaner.find_duplicates(docs) == whole


def test_reads_metadata_and_sites():
    docs = [Document(VOTE, "a", "one.org", {"date": "2021-01-01", "score": 2}), Document(VOTE, "b", "two.org", {"date": "2020-01-01", "score": 1})]
    assert cleaner.find_duplicates(docs, keep="earliest").dropped == {0: 1}
    assert cleaner.find_duplicates(docs, keep="best:score").dropped == {1: 0}
    assert cleaner.find_duplicates(docs, keep="first").dropped == {1: 0}
    assert cleaner.find_duplicates(docs, scope="within").dropped == {}


def test_no_documents_are_no_duplicates():
    found = cleaner.find_duplicates([])
    assert (found.clusters, found.pairs, found.dropped) == ((), (), {})


def test_tells_the_recall_it_has():
    assert cleaner.find_duplicates([VOTE], threshold=0.8, recall=0.95).bands.chance(0.8) >= 0.95


@pytest.mark.parametrize("options", [{"keep": "newest"}, {"threshold": 2}, {"recall": 1}])
def test_refuses_what_cannot_be(options):
    with pytest.raises(UsageError):
        cleaner.find_duplicates([VOTE], **options)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"scope": "witin"}, "there is no scope 'witin' (did you mean 'within'?) [scope]"),
        ({"scope": "x"}, "there is no scope 'x' (known are all, within, across) [scope]"),
        ({"contained": -1}, "a share of -1 cannot be had (name one between 0 and 1, such as 0.9) [contained]"),
        ({"contained": 5}, "a share of 5 cannot be had"),
        ({"contained": float("nan")}, "a share of nan cannot be had"),
    ],
)
def test_says_what_cannot_be(options, says):
    with pytest.raises(UsageError) as told:
        cleaner.find_duplicates([VOTE, FERRY], **options)
    assert says in str(told.value)
