"""Near misses are lines that share words with a template; the nearest and shortest come first."""

from __future__ import annotations

import pytest

from cleaner.mine.misses import MOST, best, near_misses, telling


@pytest.mark.parametrize(
    ("lines", "words"),
    [(["Sign up for the newsletter", "Follow"], {"sign", "newsletter"}), (["About us"], {"about", "us"}), (["12 | 3"], set())],
)
def test_telling_words(lines, words):
    assert telling(lines) == words


def test_the_nearest_come_first_and_far_ones_not_at_all():
    lines = ["She wrote a newsletter.", "He would sign the newsletter, she said.", "They sign the newsletter", "The rain went on."]
    (found,) = near_misses(lines, [frozenset({"sign", "newsletter"})])
    assert [(miss.far, miss.line) for miss in found] == [(0.0, lines[2]), (0.0, lines[1]), (0.5, lines[0])]


def test_each_template_has_its_own():
    assert [[miss.line for miss in some] for some in near_misses(["a harbour", "a mill"], [frozenset({"mill"}), frozenset({"harbour"})])] == [
        ["a mill"],
        ["a harbour"],
    ]


def test_order_and_cuts_of_the_corpus_do_not_count():
    lines = [f"word {'x' * (i % 7)} number {chr(97 + i % 26)}{chr(97 + i // 26)}" for i in range(400)]
    (whole,) = near_misses(lines, [frozenset({"word", "number"})])
    parts = [near_misses(part, [frozenset({"word", "number"})])[0] for part in (lines[300:], lines[:300])]
    assert best([*parts[0], *parts[1]]) == whole and len(whole) == MOST
