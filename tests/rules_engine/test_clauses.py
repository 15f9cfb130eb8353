"""Clauses: which literals the matches of a rule cannot do without."""

from __future__ import annotations

import pytest

from cleaner.rules_engine.clauses import clauses_of, sought_in
from tests.rulemaking import phrase, rule

GROUPS = [
    ("newsletter", [[{"newsletter"}]]),
    ("Sign  UP", [[{"sign up"}]]),
    ("^sign up$", [[{"\x01sign up\x02"}]]),
    ("e-?mail us", [[{"e-mail us", "email us"}]]),
    ("subscribe|sign up", [[{"subscribe"}], [{"sign up"}]]),
    (r"(the|our)( \w+)? list", [[{" list"}, {"the", "our"}]]),
    (r"^by \w+ of \d{4}$", [[{"\x01by "}, {" of 0000\x02"}]]),
    (r"^[(\[]?photo:", [[{"\x01photo:"}]]),
    ("read more[.…]*$", [[{"read more"}]]),
    (r"\w+@\w+", [[{"@"}]]),
    ("newsletters?", [[{"newsletter"}]]),
    (r"a|\w", []),
    (r"\w+", []),
    ("Straße", [[{"straße"}]]),
    ("订阅", [[{"订阅"}]]),
    ("don’t", [[{"don't"}]]),
    (r"^(more \w+|\w+ less) words$", [[{"\x01more "}, {" words\x02"}], [{" less words\x02"}]]),
]


@pytest.mark.parametrize(("source", "groups"), GROUPS)
def test_names_what_every_match_holds(source: str, groups: list[list[set[str]]]) -> None:
    found = [set(clause.groups) for clause in clauses_of(phrase(source.replace("'", "''")).match[0])]
    assert [{frozenset(group) for group in one} for one in found] == [{frozenset(group) for group in some} for some in groups]


def test_every_group_of_a_block_is_asked() -> None:
    (clause,) = clauses_of(rule("- any: ['newsletter']\n  all: ['our readers']\n  max_words: 9").match[0])
    assert set(clause.groups) == {frozenset({"newsletter"}), frozenset({"our readers"})}
    assert clause.words == 9


def test_of_several_of_which_some_must_match_each_has_a_clause() -> None:
    clauses = clauses_of(rule("- at_least: {n: 2, of: ['newsletter', 'subscribe', 'inbox']}").match[0])
    assert {group for clause in clauses for group in clause.groups} == {frozenset({word}) for word in ("newsletter", "subscribe", "inbox")}


def test_a_rule_is_found_by_the_entry_that_tells_most() -> None:
    sought = sought_in(
        rule(r"""- any: ['^\w+ \w+$']
- any: ['^newsletter$']
- any: ['^the$']""")
    )
    assert sought.anchor == 1


def test_a_pattern_without_literals_is_looked_for_everywhere() -> None:
    assert sought_in(phrase(r"^\w+$")).clauses == []
