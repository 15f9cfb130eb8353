"""An automaton takes every line that its patterns match, and hardly another one; machine code runs it as Python does."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleaner.rules_engine import layout
from cleaner.rules_engine.automaton import Automaton, automaton_of
from cleaner.rules_engine.clauses import Clause
from cleaner.rules_engine.compiled import Compiled
from cleaner.rules_engine.engine import Engine
from cleaner.rules_engine.exact import exact
from cleaner.rules_engine.pack import load_pack
from cleaner.rules_engine.pattern import parse
from cleaner.rules_engine.rule import Rule
from cleaner.text.page import Page
from tests.rules_engine.readings import article_texts
from tests.rules_engine.test_loosen import compiled, lines_with
from tests.strategies import LAW, OWN_LINES, patterns, texts

TAKEN = [
    ("^back( to \\w+)?$", ["Back", "- > Back to top ", "BACK\t\r"], ["Background", "go back", "back, to top"]),
    ("(?-i:CLICK) here", ["now CLICK Here"], ["click here"]),
    ("(?-i:[^\\p{Ll}]{0,60}\\bTAP\\b)", ["ALL YOU CAN: TAP"], ["tap"]),
    ("^(?-i:[^\\p{Ll}]{3,9}HERE)$", ["CLICK HERE", "É HERE"], ["CLICk HERE"]),
    ("^by [\\w &]{2,9}$", ["by a & b", "by a\tb", "by a\x0cb", "by a\u00a0b"], ["by a, b", "by a\x1cb"]),
    ("^#\\p{L}+[ ,]+#", ["#one, #two"], ["###", "# #"]),
    ("don't", ["DON\u2019T", "don't"], ["dont"]),
    ("a b", ["a \u00a0 b", "a\tb"], ["ab"]),
    ("ask", ["a\u017f\u212a"], ["a s k"]),
    ("\u212a|\u017f", ["K", "S", "k", "\u017f"], ["c"]),
    ("^\\S{2}$", ["a\x1c", "é!"], ["\t\x0c", "a\tb"]),
    ("[^\\P{Lu}]$", ["A", "a"], [""]),
    ("^.{0,80}é$", ["caf\u00e9", "É"], ["cafe"]),
    ("\\d{1,2}\\.", ["12.", "٣."], ["a."]),
    ("[^.]{2,}\\?$", ["why?", "¿?"], ["."]),
    ("one|two$", ["one more", "and two"], ["two more"]),
    ("x{0}y", ["y"], ["x"]),
    ("^(^a|b)c", ["ac", "bc"], ["c"]),
    ("a(b|[.!]?$).{0,9}$", ["ab", "a!", "a"], ["ac"]),
]


def of(*sources: str) -> Automaton:
    return automaton_of(map(parse, sources))


@pytest.mark.parametrize(("source", "taken", "others"), TAKEN)
def test_takes_lines_that_its_pattern_matches_and_few_others(source: str, taken: list[str], others: list[str]) -> None:
    automaton = of(source)
    assert [line for line in (*taken, *others) if automaton.accepts(line.encode())] == taken


def test_takes_what_one_of_several_patterns_matches() -> None:
    assert [of("^one", "two$").accepts(line) for line in (b"one more", b"and two", b"two and one")] == [True, True, False]


def test_every_shipped_automaton_takes_the_lines_that_its_patterns_match() -> None:
    lines = "\n".join(sorted({content for text in article_texts() for content in Page(text, {}).contents})).encode()
    missed = []
    for spec in load_pack().rules.values():
        rule = Rule(spec)
        automaton, tight = rule.automaton, compiled("|".join(f"(?:{exact(pattern.tree)})" for pattern in rule.anchor.anchor.patterns))
        missed += [f"{spec.id}: {line!r}" for line in lines_with(tight, lines) if not automaton.accepts(line)]
    assert missed == []


@LAW
@given(patterns(), texts(lines=OWN_LINES, most=5))
@example(r"\bé", "\u00e9")
@example(r"a b", "a\u200b b")
@example(r"^\W*a", "- > **a**")
@example(r"(?i:k)", "\u212a")
@example(r"[a-z]", "\u017f")
@example(r"^a[b ]{3}$", "ab\tb")
def test_takes_the_lines_that_a_random_pattern_matches(source: str, text: str) -> None:
    tight, automaton = compiled(exact(parse(source))), of(source)
    for content in Page(text, {}).contents:
        line = content.encode("utf-8", "surrogatepass")
        if tight.search(line):
            assert automaton.accepts(line), (source, content)
            assert automaton.accepts(b"> * " + line + b" **\r"), (source, content)
            assert automaton.accepts(b"**_`~~" + line + b"~~`_**"), (source, content)


def check(automaton: Automaton, lines: Iterable[bytes]) -> None:
    """Let machine code look at lines with a literal in them."""
    own = [made for line in lines for made in (b"qz" + line, line + b" qz", b"qz " + line + b" ")]
    found, _ = Compiled([[Clause((frozenset({"qz"}),), -1)]], lambda _: automaton).look(b"\n".join(own))
    assert {line for _, line, _ in found} == {number for number, line in enumerate(own) if automaton.accepts(line)}


@LAW
@given(patterns(), texts(lines=OWN_LINES, most=5), st.sampled_from([2, 3, 512]))
@example("(a|b)*a(a|b)(a|b)(a|b)", "abbabaabbababbaabbabababababbbbababa", 3)
def test_machine_code_takes_the_same_lines_also_where_it_has_little_room(source: str, text: str, room: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layout, "ROOM", room)
        check(of(source), text.encode("utf-8", "surrogatepass").split(b"\n"))


def test_machine_code_runs_an_automaton_of_thousands_of_positions() -> None:
    words = [f"{word:b}".translate({48: "a", 49: "b"}) for word in range(256, 768)]
    automaton = of(f"^qz (?:{'|'.join(words)})c$")
    assert len(automaton.follow) > 4_000
    check(automaton, [word.encode() + end for word in words[::40] for end in (b"c", b"")])


def test_machine_code_takes_the_same_lines_of_shipped_rules() -> None:
    lines = [line for number, text in enumerate(article_texts()) for line in text.encode().split(b"\n")[: number % 3]]
    for spec in list(load_pack().rules.values())[::19]:
        check(Rule(spec).automaton, lines[:: 11 + len(spec.id)])


def test_hardly_a_line_is_taken_for_nothing() -> None:
    """Lines of one rule's examples hold the literals of others."""
    pack = load_pack()
    engine = Engine.indexed(pack.index, pack.rules.__getitem__)
    rules = engine.set_for("en")
    look = Compiled(rules.prefilter.clauses, rules.prefilter.automaton).look
    lines = sorted({line.strip() for text in article_texts() for line in text.split("\n") if line.isascii() and line[:1].isalnum()})
    taken = [(rules.ids[rule], lines[line]) for rule, line, *_ in look("\n".join(lines).encode())[0]]
    matched = [id for id, line in taken if engine.rule(id).anchor.anchor.search(line.encode())]
    assert len(rules.prefilter.find_slowly("\n".join(lines).encode())) > 1.5 * len(taken)
    assert 500 < len(taken) < 1.1 * len(matched)
