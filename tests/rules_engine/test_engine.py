"""All rules together: which are candidates, and that their order does not matter."""

from __future__ import annotations

import pytest

from cleaner.rules_engine.engine import Engine
from cleaner.rules_engine.pack import load_pack
from cleaner.text.page import Page
from tests.rulemaking import LONG, left, phrase, rule
from tests.rules_engine.readings import article_texts


def ids(engine: Engine, text: str, language: str = "") -> list[str]:
    return sorted(found.spec.id for found in engine.candidates(Page(text, {}), language))


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


def test_rules_are_near_whatever_else_they_ask() -> None:
    more = ("where: {tail: 1}", "languages: [de]", "then: {list_of: short, at_most: 3}")
    specs = [phrase("^sign up", one, id=f"any/{n}") for n, one in enumerate(more)]
    specs += [
        rule("- any: ['^sign up']\n  max_words: 3", id="any/short"),
        rule("- any: ['^sign up']\n- any: ['^never']", id="any/two"),
        phrase("^share", id="any/x"),
    ]
    page = Page("Sign up for more than three words.\n\nA b.\n\nC d.\n", {})
    assert [one.spec.id for one in Engine(specs).near(page)] == ["any/0", "any/1", "any/2", "any/short", "any/two"]


def test_no_rule_that_is_near_is_overlooked() -> None:
    """A rule that asks for further patterns in the same block is near where their words are seen, too."""
    pack = load_pack()
    engine = Engine.indexed(pack.index, pack.rules.__getitem__)
    plain = {id for id, entry in pack.index.items() if len(pack.rules[id].match[entry.sought.anchor].required) == 1}
    for text in article_texts()[90::150]:
        near, anchored = Page(text, {}), Page(text, {})
        found, every = ({one.spec.id for one in ones} for ones in (engine.near(near), [one for one in engine.rules if one.is_said(anchored)]))
        assert plain & every <= found <= every, text


def test_the_order_of_rules_does_not_matter() -> None:
    specs = [phrase("^sign up", id="any/a"), phrase("up now$", id="any/b"), rule("- any: ['^sign']\n- any: ['.']", id="any/c")]
    text = "A b.\n\nSign up now\n\nC d.\n\nE f.\n"
    assert len({left(text, *order) for order in (specs, specs[::-1], [specs[1], specs[2], specs[0]])}) == 1


class TestLanguages:
    specs = (phrase("^sign up$", id="en/a"), phrase("^sign up$", "languages: [de, fr]", id="any/b"), phrase("^sign", id="any/c"), phrase("^sign u", id="de/d"))

    @pytest.mark.parametrize(
        ("language", "found"),
        [
            ("en", ["any/c", "en/a"]),
            ("de", ["any/b", "any/c", "de/d"]),
            ("fr", ["any/b", "any/c"]),
            ("eo", ["any/c"]),
            ("", ["any/b", "any/c", "de/d", "en/a"]),
        ],
    )
    def test_a_text_meets_the_rules_of_its_language_and_those_for_all(self, language: str, found: list[str]) -> None:
        assert ids(Engine(self.specs), "Sign up", language) == found

    def test_the_set_of_a_language_holds_no_pattern_of_another(self) -> None:
        engine = Engine(self.specs)
        assert engine.set_for("en").ids == ("any/c", "en/a")
        assert engine.set_for("fr").ids == ("any/b", "any/c")
        assert engine.set_for("eo").ids == ("any/c",)
        assert engine.set_for("eo") is engine.set_for("tlh")

    def test_what_is_left_may_be_of_another_language(self) -> None:
        german = "Der Rat tagte am Montag und stimmte für die neue Brücke, die im Frühjahr von einer Firma gebaut werden soll."
        text = f"{LONG} {LONG}\n\nHinweis: weg damit.\n\n{german}\n"
        specs = [phrase(f"^{LONG[:30]}", id="en/a"), phrase("^hinweis", id="de/b")]
        assert left(text, *specs) == f"{german}\n"


def test_rules_for_another_script_are_not_for_latin_letters_of_a_language_that_is_not_known() -> None:
    """`ja/byline/source` knows "Source:" too: in a short English text, whose language nothing tells, it must not run."""
    specs = [phrase("^source: ", "languages: [ja]", id="any/ja"), phrase("^source: ", "languages: [ja, de]", id="any/both"), phrase("^source: ", id="any/all")]
    engine = Engine(specs)

    def proposed(text: str) -> list[str]:
        page = Page(text, {})
        assert page.language == ""
        return sorted({edit.rule for edit in engine.propose(page, engine.candidates(page))})

    assert proposed("Weir levels.\n\nSource: Café log\n") == ["any/all", "any/both"]
    assert proposed("Weir levels 水位\n\nSource: Café log\n") == ["any/all", "any/both", "any/ja"]
    assert not any(rule.applies(Page("Weir levels.\n\nSource: Café log\n", {})) for rule in engine.rules if rule.spec.id == "any/ja")
