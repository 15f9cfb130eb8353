"""All rules together: which are candidates, and that their order does not matter."""

from __future__ import annotations

from cleaner.rules_engine.engine import Engine
from cleaner.text.page import Page
from tests.rulemaking import left, phrase, rule


def ids(engine: Engine, text: str) -> list[str]:
    return sorted(found.spec.id for found in engine.candidates(Page(text, {}).probe))


def test_candidates_are_the_rules_whose_patterns_occur() -> None:
    engine = Engine([phrase("^sign up$", id="any/a"), phrase("^subscribe$", id="any/b"), phrase("donate to us", id="any/c")])
    assert ids(engine, "A text.\n\nSubscribe\n\nDonate to us, it says.\n") == ["any/b", "any/c"]
    assert ids(engine, "A text about bridges.\n") == []


def test_rules_with_the_same_pattern_are_candidates_together() -> None:
    engine = Engine([phrase("^sign up$", id="any/a"), phrase("^sign up$", "where: {tail: 1}", id="any/b")])
    assert ids(engine, "Sign up") == ["any/a", "any/b"]


def test_an_engine_without_rules_finds_nothing() -> None:
    assert ids(Engine([]), "Sign up") == []
    assert left("Sign up") == "Sign up"


def test_markup_does_not_hide_a_rule() -> None:
    engine = Engine([phrase("^sign up now$", id="any/a")])
    for line in ("> **Sign up** now", "# _Sign_ [up](a) now", "- Sign `up` now", "Sign\u00a0up\tnow", "  ***Sign up now***"):
        assert ids(engine, f"A text.\n\n{line}\n\nB.") == ["any/a"], line


def test_rules_see_what_others_leave() -> None:
    specs = [phrase("^sign up$", id="any/z"), rule("- any: ['^share$']\n- any: ['^comments$']", id="any/a")]
    assert left("A b.\n\nShare\n\nSign up\n\nComments\n\nC d.\n", *specs) == "A b.\n\nC d.\n"


def test_the_order_of_rules_does_not_matter() -> None:
    specs = [phrase("^sign up", id="any/a"), phrase("up now$", id="any/b"), rule("- any: ['^sign']\n- any: ['.']", id="any/c")]
    text = "A b.\n\nSign up now\n\nC d.\n\nE f.\n"
    assert len({left(text, *order) for order in (specs, specs[::-1], [specs[1], specs[2], specs[0]])}) == 1
