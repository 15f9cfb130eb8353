"""What an entry of `match` may ask of a block: each condition with a block that meets it and one that does not."""

from __future__ import annotations

import pytest

from cleaner.rules_engine.conditions import MOST_MET, BlockTest
from cleaner.rules_engine.engine import Engine
from cleaner.text.page import Page
from tests.rulemaking import LONG, left, rule

BEFORE, AFTER = "The vote passed by two.", "The mayor left early."


def goes(block: str, condition: str, **meta: str) -> bool:
    """Tell whether a rule with this condition removes a block that stands between two others."""
    text = f"{BEFORE}\n\n{block}\n\n{AFTER}\n"
    kept = left(text, rule(f"- {{any: ['sign'], {condition}}}"), **meta)
    assert kept in (text, f"{BEFORE}\n\n{AFTER}\n")
    return kept != text


CONDITIONS = [
    # condition, a block that goes, a block that stays
    ("all: ['up', 'here']", "Sign up here", "Sign up, or off"),
    ("all: ['up', 'now']", "Sign up now", "Sign up"),
    ("at_least: {n: 2, of: ['up', 'now', 'free']}", "Sign now for free", "Sign now"),
    ("at_least: {n: 1, of: ['up', 'now']}", "Sign now", "Sign"),
    ("unless: ['he said']", "Sign up", "Sign up, he said"),
    ("unless: ['x', '^the']", "Sign the bill", "The sign"),
    ("min_words: 2", "Sign up", "Sign"),
    ("max_words: 2", "Sign up", "Sign up now"),
    ("min_chars: 7", "Sign up", "Signup"),
    ("max_chars: 7", "Sign up", "Sign up!"),
    ("min_sentences: 1", "Sign up.", "Sign up"),
    ("max_sentences: 0", "Sign up", "Sign up."),
    ("min_links: 0.5", "[Sign up now](https://a.b)", "Sign up now for everything [here](a)"),
    ("max_links: 0.1", "Sign up", "[Sign up](https://a.b)"),
    ("min_digits: 0.3", "Sign 1234", "Sign 1"),
    ("max_digits: 0", "Sign up", "Sign up 1"),
    ("min_capitals: 0.9", "Sign Up", "Sign up"),
    ("max_capitals: 0.5", "Sign up", "Sign Up"),
    ("min_stop_words: 0.5", "Sign of the and", "Sign here please"),
    ("max_stop_words: 0.2", "Sign here please", "The sign of it"),
    ("min_words: 2, max_words: 3", "Sign up now", "Sign up right now"),
    ("kind: heading", "# Sign up", "Sign up"),
    ("kind: [list, table]", "- Sign up", "Sign up"),
    ("kind: [list, table]", "| Sign | up |", "# Sign up"),
    ("kind: paragraph", "Sign up", "- Sign up"),
    ("kind: code", "```\nsign()\n```", "sign()"),
    ("max_words: 99", "Sign up", "```\nsign()\n```"),
    ("max_chars: 7", "- **Sign up**", "- Sign up!!"),
]


@pytest.mark.parametrize(("condition", "removed", "kept"), CONDITIONS)
def test_a_block_goes_only_if_it_meets_the_condition(condition: str, removed: str, kept: str) -> None:
    assert goes(removed, condition)
    assert not goes(kept, condition)


@pytest.mark.parametrize(
    ("name", "value", "block"),
    [
        ("title", "The sign of the mill", "The sign of the mill"),
        ("title", "The sign of the mill", "# **The Sign of the Mill.**"),
        ("title", "“The sign”", "The sign"),
        ("author", "Signe Ek", "SIGNE EK"),
        ("site", "sign.example.org", "sign.example.org"),
        ("date", "2 May, signed", "2 May, signed"),
    ],
)
def test_a_block_may_be_asked_to_repeat_the_metadata(name: str, value: str, block: str) -> None:
    assert goes(block, f"same_as: {name}", **{name: value})
    assert not goes(block, f"same_as: {name}")
    assert not goes(block, f"same_as: {name}", **{name: ""})
    assert not goes(block, f"same_as: {name}", **{name: value + " x"})
    assert not goes(block + " x", f"same_as: {name}", **{name: value})


def test_metadata_that_is_no_word_is_the_same_as_nothing() -> None:
    assert not goes("sign !!!", "same_as: title", title="!!!")


def test_all_conditions_must_hold_together() -> None:
    condition = "min_words: 2, max_chars: 20, unless: ['never']"
    assert goes("Sign up", condition)
    assert not goes("Sign", condition)
    assert not goes("Sign up if you want to, today", condition)
    assert not goes("Never sign up", condition)


def test_several_of_two_hundred_patterns_count_once_each() -> None:
    assert not goes("sign now now now", "at_least: {n: 2, of: ['now', 'today']}")


def test_counts_are_of_the_words_without_markup() -> None:
    assert goes("**[Sign up](https://example.org/a/very/long/target/of/a/link)**", "max_chars: 7")


def test_hard_wrapped_blocks_are_counted_whole() -> None:
    wrapped = LONG[:55] + " sign\n" + LONG
    assert not goes(wrapped.replace("\n", " "), "max_words: 20")


def test_what_a_line_came_to_in_another_text_is_told_only_where_it_reads_the_same() -> None:
    spec = rule("- {any: ['^sign up$'], max_words: 2}")
    one = Engine([spec])
    shapes = ("Sign up\n", "- Sign up\n", "Sign up", "Sign up now\n", "**Sign up**\n", "```\nSign up\n```\n", "*Sign* up now\n")
    for shape in (*shapes, *shapes):
        assert bool(one.candidates(Page(f"A b.\n\n{shape}", {}))) == bool(Engine([spec]).candidates(Page(f"A b.\n\n{shape}", {})))


def test_what_a_line_came_to_is_not_told_of_another_title() -> None:
    engine = Engine([rule("- {any: ['^sign up$'], same_as: title}")])
    assert [bool(engine.candidates(Page("A b.\n\nSign up\n", {"title": title}))) for title in ("Sign up", "Sign", "Sign up")] == [True, False, True]


def test_no_more_than_so_many_lines_are_remembered() -> None:
    test, met, page = BlockTest(rule("- {any: ['^sign'], max_words: 2}").match[0]), {}, Page("Sign up\n\nSign up now\n", {})
    met.update(((test, b"%d" % number), False) for number in range(MOST_MET))
    for _ in range(2):
        assert [test.holds_again(page, number, met) for number in (0, 1)] == [True, False]
    assert met == {(test, b"Sign up\n"): True, (test, b"Sign up now\n"): False}
