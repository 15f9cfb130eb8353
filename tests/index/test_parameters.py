"""What an index was made with is held against what a run is told; each mismatch says what to do."""

from __future__ import annotations

from dataclasses import asdict, replace

import pytest

from cleaner.config import CorpusConfig, DedupConfig
from cleaner.errors import UsageError
from cleaner.index.parameters import Parameters

HERE = Parameters.of(DedupConfig(), CorpusConfig(repeats="site"))
CASES = [
    ("layout", "0", "has the layout 0, this version writes 4 (make a new index"),
    ("layout", "", "has the layout of no version"),
    ("hashes", "0123456789abcdef", "hashes of another version of cleaner"),
    ("sketch", "9", "hashes of another version of cleaner"),
    ("made_by", "dedup", "was made by 'cleaner dedup', and its texts are not those of 'cleaner clean' (use one FILE for each"),
    ("scope", "within", "was made with --within, this run is without --within and --across (give the same option"),
    ("threshold", "0.8", "was made with --threshold 0.8, this run has 0.7 (run with --threshold 0.8, or name another FILE)"),
    ("recall", "0.9", "--recall 0.9"),
    ("permutations", "64", "--permutations 64"),
    ("repeats", "corpus", "--repeats corpus"),
    ("site_from", "path", "--site-from path"),
    ("bands", "3", "bands 3"),
]


@pytest.mark.parametrize(("name", "was", "says"), CASES)
def test_refuses_an_index_made_otherwise(name, was, says):
    with pytest.raises(UsageError) as refused:
        HERE.demand({**asdict(HERE), name: was}, "past.duckdb")
    assert str(refused.value).startswith("past.duckdb: ") and says in str(refused.value) and refused.value.code == "index-differs"


def test_takes_one_made_alike():
    HERE.demand(asdict(Parameters.of(DedupConfig(keep="first", contained=0.9), CorpusConfig(repeats="site"))), "past.duckdb")


def test_the_hashes_are_known_by_what_they_come_to():
    assert HERE.hashes == Parameters.of(DedupConfig()).hashes
    assert HERE.hashes != Parameters.of(replace(DedupConfig(), ngram=4)).hashes
