"""Literals: what a text must hold before a rule can fire; a rule is never passed over for want of them."""

from __future__ import annotations

import sys
import unicodedata

import pytest
import re2
from hypothesis import example, given

from cleaner.rules_engine import engine as engines
from cleaner.rules_engine.engine import Engine
from cleaner.rules_engine.exact import exact
from cleaner.rules_engine.literals import ALL, ANY, Need, holds, need_of, needs_all, needs_any
from cleaner.rules_engine.pack import load_pack
from cleaner.rules_engine.pattern import parse
from cleaner.text.page import Page
from tests.rulemaking import phrase
from tests.strategies import LAW, OWN_LINES, patterns, texts

NEEDS: list[tuple[str, Need]] = [
    ("Newsletter", "newsletter"),
    ("sign up", [ALL, "sign", "up"]),
    ("e-?mail", [ALL, "e", "mail"]),
    ("subscribe|sign up", [ANY, "subscribe", [ALL, "sign", "up"]]),
    ("(the|our) list", [ALL, [ANY, "the", "our"], "list"]),
    ("(the )?list", "list"),
    ("(the )+list", [ALL, "the", "list"]),
    (r"\w+ list", "list"),
    (r"[Ll]ist", "ist"),
    (r"a|\w", None),
    (r"\w+", None),
    ("don't", [ALL, "don", "t"]),
    ("Straße", "strasse"),
    ("اشترك", None),
    ("подпишитесь", "подпишитесь"),
    ("订阅", "订阅"),
]


@pytest.mark.parametrize(("source", "need"), NEEDS)
def test_names_what_every_match_holds(source: str, need: Need) -> None:
    assert need_of(parse(source)) == need


@pytest.mark.parametrize(
    ("need", "text", "held"),
    [
        (None, "", True),
        ("a", "bab", True),
        ("a", "b", False),
        ([ALL, "a", "b"], "b a", True),
        ([ALL, "a", "b"], "b", False),
        ([ANY, "a", [ALL, "b", "c"]], "cb", True),
        ([ANY, "a", [ALL, "b", "c"]], "c", False),
    ],
)
def test_looks_for_needs_in_a_text(need: Need, text: str, held: bool) -> None:
    assert holds(need, text) is held


def test_what_needs_nothing_asks_for_nothing() -> None:
    assert (needs_all([]), needs_any([]), needs_all([None, "a"]), needs_any([None, "a"])) == (None, None, "a", None)


def test_folding_forgets_every_difference_that_patterns_do_not_see() -> None:
    """RE2 folds by tables of its own: no letter that it takes for another may be another folded."""
    cased = [char for char in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(char) in ("Lu", "Ll", "Lt", "Mn", "Nl", "So")]
    cased = [char for char in cased if {char.lower(), char.upper(), char.title(), char.casefold()} != {char}]
    everything = "".join(cased)
    options = re2.Options()
    options.case_sensitive = False
    strangers = [(char, one) for char in cased for one in re2.compile(char, options).findall(everything) if char.casefold() != one.casefold()]
    assert strangers == []


@LAW
@given(patterns(), texts(lines=OWN_LINES, most=5))
@example("straße", "STRASSE, STRAẞE")
@example(r"\bS\w+", "ſie K")
def test_what_a_random_pattern_matches_holds_what_it_needs(source: str, text: str) -> None:
    options = re2.Options()
    options.case_sensitive = False
    tree, page = parse(source), Page(text, {})
    if any(re2.compile(exact(tree), options).search(content.encode("utf-8", "surrogatepass")) for content in page.contents):
        assert holds(need_of(tree), page.probe.decode("utf-8", "replace").casefold())


def test_every_shipped_rule_finds_what_it_needs_in_what_it_removes() -> None:
    pack = load_pack()
    removed = [(id, Page(one.text.replace("<<", "").replace(">>", ""), one.meta)) for id, spec in pack.rules.items() for one in spec.examples if one.removes]
    assert [id for id, page in removed if not holds(pack.index[id].sought.need, page.probe.decode("utf-8", "replace").casefold())] == []


def test_the_first_texts_get_the_same_candidates_as_later_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    specs = [phrase(source, id=f"any/{number}") for number, source in enumerate(("sign up", "newsletter|our list", "подпишитесь", r"\w+ now"))]
    texts = ["Sign\u00a0up now!", "", "OUR LIST", "Подпишитесь", "The vote passed.", "\ud800 sign up"]
    found = []
    for first in (9, 0):
        monkeypatch.setattr(engines, "FIRST", first)
        engine = Engine(specs)
        found.append([[one.spec.id for one in engine.candidates(Page(text, {}).probe)] for text in texts])
    assert found[0] == found[1] == [["any/0", "any/3"], [], ["any/1"], ["any/2"], [], ["any/0"]]
