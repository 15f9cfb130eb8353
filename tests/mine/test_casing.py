"""Prose tells names from other words."""

from __future__ import annotations

from collections import Counter

import pytest

from cleaner.mine.casing import casing_of, count_casing


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Then Maria left the house.", ["Maria", "left", "the", "house"]),
        ("Ask her, Tom said.", ["her", "Tom", "said"]),
        ("It ended. Nobody came.", ["ended", "came"]),
        ("Write to tom@example.org now", ["to", "now"]),
        ("", []),
    ],
)
def test_counts_words_inside_sentences(text, counted):
    assert count_casing([text]) == Counter(counted)


def test_a_name_is_hardly_ever_written_small():
    counts = Counter(Maria=3, contact=2, Contact=5, Page=1, Harlow=40, harlow=2, District=900, district=9)
    casing = casing_of(counts, ["maria", "contact", "page", "harlow", "district", "unseen"])
    assert (casing.names, casing.small) == ({"maria", "page", "harlow"}, {"contact", "district"})
