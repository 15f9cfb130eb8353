"""Parsing patterns: the trees of what can be used, and a place and advice for what cannot."""

from __future__ import annotations

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from cleaner.rules_engine.exact import exact
from cleaner.rules_engine.loosen import screen
from cleaner.rules_engine.pattern import PatternError, parse
from cleaner.rules_engine.tree import Alt, AnyChar, Char, Class, Group, Mark, Node, Rep, Seq
from tests.strategies import LAW, patterns

A, B = Char("a"), Char("b")
TREES: list[tuple[str, Node]] = [
    ("", Seq(())),
    ("a", A),
    ("ab", Seq((A, B))),
    ("a|b", Alt((A, B))),
    ("a|", Alt((A, Seq(())))),
    (".", AnyChar()),
    ("^a$", Seq((Mark("^"), A, Mark("$")))),
    (r"\ba\b", Seq((Mark("b"), A, Mark("b")))),
    ("a*", Rep(A, 0, None)),
    ("a+?", Rep(A, 1, None, lazy=True)),
    ("a?", Rep(A, 0, 1)),
    ("a{2}", Rep(A, 2, 2)),
    ("a{2,}", Rep(A, 2, None)),
    ("a{2,3}?", Rep(A, 2, 3, lazy=True)),
    ("a{1000}", Rep(A, 1000, 1000)),
    ("a{x}", Seq((A, Char("{"), Char("x"), Char("}")))),
    ("a{,3}", Seq((A, Char("{"), Char(","), Char("3"), Char("}")))),
    ("(a)", Group(A)),
    ("(?:a)", Group(A)),
    ("(?P<cut>a)", Group(A, "cut")),
    ("(?<cut>a)", Group(A, "cut")),
    ("(?i:a)", Group(A, "", "i")),
    ("(?-i:a)", Group(A, "", "-i")),
    ("(a|b)b", Seq((Group(Alt((A, B))), B))),
    ("()", Group(Seq(()))),
    ("[ab]", Class((("a", "a"), ("b", "b")))),
    ("[a-c]", Class((("a", "c"),))),
    ("[^a]", Class((("a", "a"),), (), negated=True)),
    ("[]a]", Class((("]", "]"), ("a", "a")))),
    ("[^]]", Class((("]", "]"),), (), negated=True)),
    ("[a-]", Class((("a", "a"), ("-", "-")))),
    ("[-a]", Class((("-", "-"), ("a", "a")))),
    (r"[\w'-]", Class((("'", "'"), ("-", "-")), ("w",))),
    (r"[\]\\]", Class((("]", "]"), ("\\", "\\")))),
    (r"[\n\t]", Class((("\n", "\n"), ("\t", "\t")))),
    ("[.*+?$]", Class(tuple((sign, sign) for sign in ".*+?$"))),
    (r"\d", Class((), ("d",))),
    (r"\W", Class((), ("W",))),
    (r"\p{Lu}", Class((), ("pLu",))),
    (r"\pL", Class((), ("pL",))),
    (r"\P{Greek}", Class((), ("PGreek",))),
    (r"\.", Char(".")),
    (r"\-", Char("-")),
    (r"\ ", Char(" ")),
    (r"\x41", Char("A")),
    (r"\x{1F600}", Char("\U0001f600")),
    (r"\n", Char("\n")),
    ("}", Char("}")),
    ("]", Char("]")),
    ("é", Char("é")),
    ("(?:a{2}){3}", Rep(Group(Rep(A, 2, 2)), 3, 3)),
]
ERRORS = [
    ("(?=a)", 0, "look-around"),
    ("a(?!b)", 1, "look-around"),
    ("ab(?<=a)", 2, "look-around"),
    ("(?<!a)b", 0, "look-around"),
    ("(?>a)", 0, "unknown kind of group"),
    ("(?s:a)", 0, "unknown kind of group"),
    ("(?i)a", 0, "unknown kind of group"),
    ("(?P=cut)", 0, "unknown kind of group"),
    ("(?#note)", 0, "unknown kind of group"),
    ("(?", 0, "unknown kind of group"),
    (r"(a)\1", 3, "back-reference"),
    ("a(b", 1, "'(' without its ')'"),
    ("(a(b)", 0, "'(' without its ')'"),
    ("a)b", 1, "')' without its '('"),
    ("a|b)", 3, "')' without its '('"),
    ("[ab", 0, "'[' without its ']'"),
    ("a[]", 1, "'[' without its ']'"),
    ("[a\\", 2, "unknown escape"),
    ("[z-a]", 0, "backwards"),
    (r"[a-\d]", 0, "backwards"),
    (r"[\d\W]", 3, r"'\W' inside [...]"),
    (r"a\y", 1, r"the unknown escape '\y'"),
    (r"\k<cut>", 0, "unknown escape"),
    (r"\Aa", 0, "unknown escape"),
    (r"\Q", 0, "unknown escape"),
    (r"\B", 0, "unknown escape"),
    (r"\pX", 0, "unknown property 'X'"),
    (r"a\p{Lx}", 1, "unknown property 'Lx'"),
    (r"[\p{Klingon}]", 1, "unknown property 'Klingon'"),
    (r"\p{Common}", 0, "unknown property"),
    (r"\p{^Lu}", 0, "unknown escape"),
    (r"\x{110000}", 0, "no character"),
    (r"\x{d800}", 0, "no character"),
    (r"\xg", 0, "unknown escape"),
    ("a\\", 1, "unknown escape"),
    ("*a", 0, "nothing before the '*'"),
    ("a|+", 2, "nothing before the '+'"),
    ("(?:?)", 3, "nothing before the '?'"),
    ("^*", 1, "nothing to repeat"),
    (r"\b+", 2, "nothing to repeat"),
    ("a**", 2, "nothing"),
    ("a{3,2}", 1, "a repetition that cannot be"),
    ("a{1001}", 1, "too many repetitions"),
    ("(?P<1cut>a)", 0, "unknown kind of group"),
    ("(?:a{1000}){2}", 11, "too many repetitions"),
    ("(?:b|(a{40})+){40}", 14, "too many repetitions"),
]


@pytest.mark.parametrize(("source", "tree"), TREES)
def test_reads_a_pattern_as_a_tree(source: str, tree: Node) -> None:
    assert parse(source) == tree


@pytest.mark.parametrize(("source", "offset", "what"), ERRORS)
def test_names_the_place_of_a_mistake_and_says_what_to_write(source: str, offset: int, what: str) -> None:
    with pytest.raises(PatternError) as error:
        parse(source)
    assert what in error.value.what
    assert error.value.offset == offset
    assert error.value.do


@LAW
@given(st.text(alphabet=r"ab|()[]{}*+?.^$\-,1dwpLu<>:=!iP é", max_size=14))
def test_what_can_be_read_can_be_compiled(source: str) -> None:
    try:
        tree = parse(source)
    except PatternError as error:
        assert 0 <= error.offset <= len(source)
        assert error.do
        return
    for written in (exact(tree), screen(tree)):
        re2.compile(written)


@LAW
@given(patterns())
def test_random_patterns_of_the_laws_can_be_compiled(source: str) -> None:
    re2.compile(exact(parse(source)))
