"""What counts as having missed an article."""

from __future__ import annotations

import pytest

from cleaner.html.miss import ENOUGH, FEWEST_WORDS, is_miss


@pytest.mark.parametrize(
    ("words", "whole", "missed"),
    [
        (0, 0, False),
        (9, 9, False),
        (0, 9, True),
        (FEWEST_WORDS - 1, FEWEST_WORDS, True),
        (FEWEST_WORDS, 2 * FEWEST_WORDS, False),
        (200, 2_000, False),
        (200, 3_000, True),
        (ENOUGH, 1_000_000, False),
    ],
)
def test_next_to_nothing_of_a_page_is_a_miss(words: int, whole: int, *, missed: bool) -> None:
    assert is_miss(words, whole) is missed
