"""Bands and rows give the recall that was asked for, with the fewest false candidates."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.dedup.curve import FEWEST_ROWS, Bands, choose_bands
from cleaner.errors import UsageError


@given(st.floats(0.3, 0.95), st.floats(0.5, 0.999), st.sampled_from([64, 128, 256]))
def test_gives_the_recall_with_the_fewest_false_candidates(threshold, recall, permutations):
    chosen = choose_bands(threshold, recall, permutations=permutations)
    assert chosen.chance(threshold) >= recall
    for rows in range(FEWEST_ROWS, 20):
        other = Bands(threshold, recall, permutations // rows, rows)
        fewer = Bands(threshold, recall, max(1, other.bands // 2), rows)
        for one in (other, fewer):
            if one.chance(threshold) >= recall and chosen.permutations <= permutations:
                assert chosen.false_candidates <= one.false_candidates + 1e-12


@pytest.mark.parametrize(("threshold", "bands", "rows"), [(0.5, 35, 3), (0.7, 17, 4), (0.9, 11, 10)])
def test_defaults(threshold, bands, rows):
    chosen = choose_bands(threshold, 0.99)
    assert (chosen.bands, chosen.rows) == (bands, rows)


def test_takes_more_permutations_where_they_are_needed():
    assert choose_bands(0.2, 0.99).permutations == 226
    assert choose_bands(0.2, 0.99, permutations=256).permutations <= 256


def test_chance_is_the_curve():
    assert Bands(0.7, 0.99, 2, 3).chance(0.5) == pytest.approx(1 - (1 - 0.125) ** 2)


@pytest.mark.parametrize(("threshold", "recall"), [(0, 0.9), (1, 0.9), (0.7, 1), (0.7, 0), (-1, 0.9), (0.01, 0.9)])
def test_refuses_what_cannot_be(threshold, recall):
    with pytest.raises(UsageError, match=r"cannot be had|takes"):
        choose_bands(threshold, recall)
