"""The prefilter: no rule is hidden from a text by it, few are named for nothing, and machine code finds what Python finds."""

from __future__ import annotations

import random
from functools import cache

import pytest
import re2
from hypothesis import example, given
from hypothesis import strategies as st

from cleaner.pipeline import Cleaner
from cleaner.rules_engine import prefilter as prefilters
from cleaner.rules_engine.automaton import Automaton, automaton_of
from cleaner.rules_engine.clauses import Clause, clauses_of
from cleaner.rules_engine.compile import AnyOf
from cleaner.rules_engine.compiled import Compiled
from cleaner.rules_engine.engine import Engine
from cleaner.rules_engine.exact import exact
from cleaner.rules_engine.literals import plain
from cleaner.rules_engine.pack import load_pack
from cleaner.rules_engine.pattern import parse
from cleaner.rules_engine.prefilter import Prefilter
from cleaner.rules_engine.rule import Rule
from cleaner.rules_engine.spec import RuleSpec
from cleaner.text.page import Page
from tests.rulemaking import phrase, rule
from tests.rules_engine.readings import GOLDEN, article_texts, mutated
from tests.strategies import LAW, OWN_LINES, examples, patterns, rules, texts

SIGN_UP = Clause((frozenset({"\x01sign up", "join us\x02"}),), -1)
LETTER = Clause((frozenset({"newsletter"}), frozenset({"our ", "the "})), 6)
SIGNS = Clause((frozenset({"@", " #", "ab", "xyz", "abcd"}),), -1)
WIDE = Clause((frozenset({"0 comments", "\U00010428\U00010429"}),), -1)
CLAUSES = [[SIGN_UP], [LETTER], [SIGNS], [WIDE]]
FOUND = [
    ("", set()),
    ("nothing", set()),
    ("SIGN\u00a0 UP today", {(0, 0)}),
    ("- > **“Sign up** today", {(0, 0)}),
    ("to sign up", set()),
    ("Come, join us!", {(0, 0)}),
    ("join us there", set()),
    ("Our Newsletter", {(1, 0)}),
    ("A newsletter", set()),
    ("a\nthe\nnewsletter the \n", {(1, 2)}),
    ("our newsletter is one of the best there is", set()),
    ("our\u200bnewsletter is one of the best there is", {(1, 0)}),
    ("a@b", {(2, 0)}),
    ("@", {(2, 0)}),
    ("x\nodd #", {(2, 1)}),
    ("#", set()),
    ("cab", {(2, 0)}),
    ("xyz", {(2, 0)}),
    ("wxyz.\n.abcd", {(2, 0), (2, 1)}),
    ("\x00 sign up \x00", {(0, 0)}),
    ("\U0001d7d0\U0001d7d2 comments", {(3, 0)}),
    ("\U00010400\U00010429 \U0001f600", {(3, 0)}),
    ("\U0001f600 sign\U0001f600 up", set()),
]


@cache
def shipped() -> Engine:
    pack = load_pack()
    return Engine.indexed(pack.index, pack.rules.__getitem__)


def hidden(text: str) -> list[str]:
    """Return the rules that would remove something from a text, but that are no candidates."""
    page = Page(text, {})
    named = {one.spec.id for one in shipped().candidates(page)}
    apply = [one for one in shipped().rules if one.spec.id not in named and (not one.spec.languages or page.language in ("", *one.spec.languages))]
    unseen = Page(text, {})  # on which no rule knows yet where it may match
    return [one.spec.id for one in apply if one.propose(unseen)]


def both(filter_: Prefilter, text: str) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    data = text.encode("utf-8", "surrogatepass")
    return slowly(filter_, data), pairs(Compiled(filter_.clauses, filter_.automaton).look(data)[0])


def pairs(found: list[tuple[int, int, int]]) -> set[tuple[int, int]]:
    return {(rule, line) for rule, line, _ in found}


def slowly(filter_: Prefilter, data: bytes) -> set[tuple[int, int]]:
    """Return what Python finds, with the automata asked too."""
    lines = data.split(b"\n")
    return {(rule, line) for rule, line in filter_.find_slowly(data) if filter_.automaton(rule).accepts(lines[line])}


def of_any_line(_: int) -> Automaton:
    return automaton_of([parse("^")])


@pytest.mark.parametrize(("text", "found"), FOUND)
def test_names_rules_and_lines(text: str, found: set[tuple[int, int]]) -> None:
    assert both(Prefilter(CLAUSES, of_any_line), text) == (found, found)


def test_nothing_is_found_by_no_clauses() -> None:
    assert both(Prefilter([], of_any_line), "sign up") == (set(), set())


def test_all_rules_in_all_lines_are_told_of_however_many_there_are() -> None:
    text = "sign up @ newsletter our \n" * 9_000
    slow, fast = both(Prefilter(CLAUSES, of_any_line), text)
    assert len(slow) == 3 * 9_000
    assert slow == fast


def test_a_long_line_is_read_whole() -> None:
    slow, fast = both(Prefilter(CLAUSES, of_any_line), "é " * 400_000 + "newsletter, join us")
    assert slow == fast == {(0, 0)}


LENGTHS = [
    [Clause((frozenset({"\x01" * begins + "qzwkjvxpbm"[:length] + "\x02" * ends}),), -1)] for length in range(1, 11) for begins in (0, 1) for ends in (0, 1)
]


@pytest.mark.parametrize("rule", range(len(LENGTHS)))
def test_a_literal_of_any_length_is_found_wherever_it_may_stand(rule: int) -> None:
    (clause,) = LENGTHS[rule]
    (literal,) = clause.groups[0]
    said = plain(literal)
    lines = [f"{before}{said}{after}" for at in range(70) for before in ("a" * at, "- " + "a" * at, "“" * at) for after in ("", "a", "ab" * 40, "...")]
    for ones in ([[clause]], LENGTHS):
        slow, fast = both(Prefilter(ones, of_any_line), "\n".join([*lines, *(line[:-1] for line in lines)]))
        assert slow == fast
        assert slow


def test_machine_code_takes_over_and_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, least in (("SOME_BYTES", 60), ("FEW_BYTES", 100), ("MORE_BYTES", 200)):
        monkeypatch.setattr(prefilters, name, least)
    filter_ = Prefilter(CLAUSES, of_any_line)
    assert [filter_.look(b"sign up for this text of fifty bytes, or nearly so.")[0][0][:2] for _ in range(6)] == [(0, 0)] * 6


def test_articles_are_cleaned_the_same_by_machine_code_and_by_python(monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for least in (0, 1 << 40):
        for name in ("SOME_BYTES", "FEW_BYTES", "MORE_BYTES"):
            monkeypatch.setattr(prefilters, name, least)
        cleaner = Cleaner()
        found.append([cleaner.clean(path.read_text("utf-8")).removals for path in sorted(GOLDEN.glob("*/article.*"))[::3]])
    assert found[0] == found[1]
    assert sum(map(len, found[0])) > 30


@pytest.mark.parametrize("language", ["en", "de", "ar", "zh", "ja", "ru", ""])
def test_machine_code_finds_what_python_finds_in_articles(language: str) -> None:
    filter_ = shipped().set_for(language).prefilter
    fast = Compiled(filter_.clauses, filter_.automaton)
    for text in article_texts()[::5]:
        data = text.encode("utf-8", "surrogatepass")
        assert slowly(filter_, data) == pairs(fast.look(data)[0])


@LAW
@given(st.sampled_from(range(10_000)), st.randoms(use_true_random=False))
def test_machine_code_finds_what_python_finds_in_changed_texts(number: int, source: random.Random) -> None:
    text = mutated(examples()[number % len(examples())].replace("<<", "").replace(">>", ""), source)
    data = text.encode("utf-8", "surrogatepass")
    assert slowly(shipped().set_for("").prefilter, data) == pairs(compiled_shipped().look(data)[0])


@LAW
@given(st.text(st.characters(codec=None), max_size=60), st.text("abcdxyz @#\n\u00a0\u200bÉſ\U00010400\U00010429\U0001d7d0", max_size=60))
def test_machine_code_finds_what_python_finds_in_any_text(one: str, other: str) -> None:
    slow, fast = both(Prefilter(CLAUSES, of_any_line), one + other)
    assert slow == fast


@cache
def compiled_shipped() -> Compiled:
    filter_ = shipped().set_for("").prefilter
    return Compiled(filter_.clauses, filter_.automaton)


def test_no_shipped_rule_is_hidden_from_a_text() -> None:
    assert [names for text in article_texts() if (names := hidden(text))] == []


@LAW
@given(st.sampled_from(range(10_000)), st.randoms(use_true_random=False))
def test_no_shipped_rule_is_hidden_from_a_changed_text(number: int, source: random.Random) -> None:
    chosen = examples()[number % len(examples())].replace("<<", "").replace(">>", "")
    assert hidden(mutated(chosen, source)) == []


@LAW
@given(texts(most=6))
@example("The weir broke. [Read more](https://lantern.example/weir). It rained.\n```\nThe council met on Monday.\n```\n")
def test_no_shipped_rule_is_hidden_from_a_random_text(text: str) -> None:
    assert hidden(text) == []


@LAW
@given(patterns(), texts(lines=OWN_LINES, most=5))
@example(r"\bé", "\u00e9")
@example(r"a b", "a\u200b b")
@example(r"a b", "a \u00a0 b")
@example(r"^\W*a", "- > **a**")
@example(r"^ab", "“ab")
@example(r"ab$", "ab.")
@example(r"^_{2,}$", "___")
@example(r"s\d", "ſ٣")
def test_a_line_that_a_random_pattern_matches_is_named(source: str, text: str) -> None:
    clauses = clauses_of(phrase(source.replace("'", "''")).match[0])
    options = re2.Options()
    options.case_sensitive = options.log_errors = False
    tight = re2.compile(exact(parse(source)), options)
    for content in Page(text, {}).contents if clauses else ():
        line = content.encode("utf-8", "surrogatepass")
        if tight.search(line):
            filter_ = Prefilter([clauses], lambda _: automaton_of([parse(source)]))
            for shown in (content, f"**_`~~{content}~~`_**"):
                assert both(filter_, shown) == ({(0, 0)}, {(0, 0)}), (source, shown)


MARKED = st.lists(
    st.sampled_from(
        ("al", "pha", "beta", "the", "ks", "*", "**", "_", "__", "`", "~~", "[a](b)", "[", "](", ")", " ", " ", "-", "> ", "- ", "_-", ".", "é", "\n", "\n")
    ),
    max_size=30,
)


@LAW
@given(patterns(), MARKED.map("".join))
@example("al", "**al**")
@example("-- al", "-*- al")
@example("^-5 al", "**-5 _al_**")
@example("a_b", "*a_b*")
def test_what_a_line_says_without_its_marks_is_named(source: str, text: str) -> None:
    page, spec = Page(text, {}), phrase(source.replace("'", "''"))
    tight = AnyOf(spec.match[0].required[0])
    said = {number for number in range(page.count) if tight.found(page, number)} if page.is_by_line else set()
    engine = Engine([spec])
    named = {number for blocks in engine.set_for("").match(page).values() for number in blocks}
    assert engine.set_for("").everywhere or said <= named


@LAW
@given(st.lists(rules(), min_size=1, max_size=1), texts(lines=OWN_LINES, most=8))
def test_no_random_rule_is_hidden_from_a_random_text(specs: list[RuleSpec], text: str) -> None:
    if Rule(specs[0]).propose(Page(text, {})):
        assert Engine(specs).candidates(Page(text, {}))


def test_a_sequence_is_seen_with_its_blocks_lines_apart() -> None:
    spec = rule("- any: ['^post a comment$']\n- any: ['^no comments( yet)?$']")
    for gap in ("\n", "\n\n", "\n \n\t\n", "\r\n\r\n", "\n\n> **", "\n\n• "):
        page = Page(f"The end.\n\nPost a comment{gap}No comments yet", {})
        assert Engine([spec]).candidates(page), gap


def test_few_rules_are_candidates_for_an_ordinary_article() -> None:
    article = Page((GOLDEN / "history-of-blog-comments" / "article.txt").read_text("utf-8"), {})
    assert len(shipped().candidates(article, "en")) < len(shipped().rules) / 20


def test_every_shipped_rule_is_found_by_literals() -> None:
    assert shipped().set_for("").everywhere == ()
