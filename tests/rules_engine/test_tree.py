"""What is told of a match from a pattern's tree."""

from __future__ import annotations

import pytest

from cleaner.rules_engine.pattern import parse
from cleaner.rules_engine.tree import edge, is_nullable

NULLABLE = ["", "a*", "a?", "a|", "^", "$", r"\b", "(a*)", "a{0,3}", "(?:^|a?)", "^$", "(a?){3}"]
NOT_NULLABLE = ["a", ".", "a+", "^a", "a|b", "(a?b)", "a{1,3}", r"\w*a", "[a]", r"\s"]


@pytest.mark.parametrize("source", NULLABLE)
def test_knows_what_matches_an_empty_text(source: str) -> None:
    assert is_nullable(parse(source))


@pytest.mark.parametrize("source", NOT_NULLABLE)
def test_knows_what_needs_a_character(source: str) -> None:
    assert not is_nullable(parse(source))


@pytest.mark.parametrize(
    ("source", "first", "last"),
    [
        ("ab", {"ascii"}, {"ascii"}),
        ("é.", {"wide"}, {"ascii", "wide", "other"}),
        ("a?!", {"ascii", "other"}, {"other"}),
        (r"\w", {"ascii", "wide"}, {"ascii", "wide"}),
        (r"\s(a|é)", {"other"}, {"ascii", "wide"}),
        ("[a-z]+", {"ascii"}, {"ascii"}),
        ("[a-é]", {"ascii", "wide", "other"}, {"ascii", "wide", "other"}),
        ("[0-z]", {"ascii", "other"}, {"ascii", "other"}),
        ("[^a]", {"ascii", "wide", "other"}, {"ascii", "wide", "other"}),
        (r"\pL", {"ascii", "wide"}, {"ascii", "wide"}),
        (r"[\p{Lu}!]", {"ascii", "wide", "other"}, {"ascii", "wide", "other"}),
        (r"\p{Greek}", {"ascii", "wide", "other"}, {"ascii", "wide", "other"}),
        ("", set(), set()),
    ],
)
def test_knows_the_sorts_of_characters_at_its_ends(source: str, first: set[str], last: set[str]) -> None:
    tree = parse(source)
    assert (edge(tree, last=False), edge(tree, last=True)) == (first, last)
