"""Explaining a text block by block."""

from __future__ import annotations

from hypothesis import given

from cleaner import Cleaner, Config, Document
from cleaner.explain import explain
from cleaner.rules_engine.engine import Engine
from cleaner.rules_engine.spec import RuleSpec
from tests.rulemaking import LONG, cleaner_of, phrase, rule, unguarded
from tests.strategies import LAW, OWN_LINES, packs, texts
from tests.text.test_blocks import WRAPPED

SIGN_UP = rule("- {any: ['^sign up'], max_words: 3}", id="any/sign-up")
STUB = rule("- any: ['(?P<cut> \\(source\\))']", "remove: span", id="any/stub")


def verdicts(text: str, *specs: RuleSpec) -> list[tuple[int, str, str]]:
    with unguarded():
        return [(one.line, one.text, one.fate) for one in explain(cleaner_of(*specs), Document(text))[1]]


def test_says_of_each_block_on_which_line_it_is_and_what_becomes_of_it() -> None:
    text = "A b.\n\nSign up\n\nIt grew (source).\n\n\nC d.\n"
    assert verdicts(text, SIGN_UP, STUB) == [(1, "A b.", "kept"), (3, "Sign up", "gone"), (5, "It grew (source).", "cut"), (8, "C d.", "kept")]


def test_names_the_removals_that_touch_a_block() -> None:
    with unguarded():
        _, found = explain(cleaner_of(SIGN_UP, STUB), Document("A b.\n\nSign up\n\nIt grew (source).\n"))
    assert [[removal.rule for removal in one.removals] for one in found] == [[], ["any/sign-up"], ["any/stub"]]


def test_names_the_condition_that_kept_the_nearest_rule_from_a_block() -> None:
    _, found = explain(cleaner_of(SIGN_UP), Document(f"{LONG}\n\nSign up for the pilgrimage now\n\n{LONG}\n"))
    assert [one.near for one in found] == [[], ["any/sign-up: block 2 fails: has at most 3 words"], []]


def test_a_lost_separator_is_no_loss_of_a_block() -> None:
    assert verdicts("A b.\nSign up", SIGN_UP) == [(1, "A b.", "kept"), (2, "Sign up", "gone")]


def test_a_document_that_a_guard_kept_is_kept_block_by_block() -> None:
    cleaned, found = explain(cleaner_of(SIGN_UP), Document("A.\n\nSign up\n\nSign up\n"))
    assert cleaned.flag == "would lose 4 of 5 words"
    assert {one.fate for one in found} == {"kept"}


def test_hard_wrapped_and_fenced_blocks_count_as_one() -> None:
    assert [(line, fate) for line, _, fate in verdicts(f"{WRAPPED}\n```\na\nb\n```\nSign up\n", SIGN_UP)] == [(1, "kept"), (8, "kept"), (12, "gone")]


def test_repeats_are_explained_too() -> None:
    pitch = "Take the marsh with you. Download our free app and receive daily tide alerts on your phone."
    cleaner = Cleaner(Config())
    cleaner.engine = Engine([phrase("xyzzy")])
    _, found = explain(cleaner, Document(f"{LONG} {LONG}\n\n{pitch}\n\n{LONG} {LONG}\n\n{pitch}\n"))
    assert [one.fate for one in found] == ["kept", "gone", "kept", "gone"]


@LAW
@given(texts(lines=OWN_LINES, most=6), packs())
def test_there_is_a_verdict_for_every_block_and_every_removal(text: str, specs: list[RuleSpec]) -> None:
    with unguarded():
        cleaned, found = explain(cleaner_of(*specs), Document(text))
    named = {removal for one in found for removal in one.removals}
    assert all(removal in named or not removal.text.strip() for removal in cleaned.removals)
    assert all(one.text.strip() for one in found)
