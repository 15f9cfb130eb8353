"""Selectors: how they are read, and that the index finds what soupsieve finds."""

from __future__ import annotations

import pytest
import soupsieve
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from cleaner.html.css import Attr, Complex, Compound, CssError, parse_selector
from cleaner.html.selectors import Selectors


@pytest.mark.parametrize(
    ("source", "compounds", "combinators"),
    [
        ("p", [Compound("p")], ()),
        ("*", [Compound()], ()),
        ("#a.b.c", [Compound("", ("a",), ("b", "c"))], ()),
        ("DIV > .x  p", [Compound("p"), Compound("", (), ("x",)), Compound("div")], (" ", ">")),
        ("[a]", [Compound(attrs=(Attr("a"),))], ()),
        ("a[href^='http://x'][rel=me i]", [Compound("a", attrs=(Attr("href", "^=", "http://x"), Attr("rel", "=", "me", True)))], ()),
        ("li:not(.x, #y)", [Compound("li", nots=(Compound("", (), ("x",)), Compound("", ("y",))))], ()),
        (r".md\:px-2", [Compound("", (), ("md:px-2",))], ()),
        (r"#\31 23", [Compound("", ("123",))], ()),
    ],
)
def test_common_selectors_are_read_into_a_form_of_our_own(source: str, compounds: list[Compound], combinators: tuple[str, ...]) -> None:
    (selector,) = parse_selector(source)
    assert selector.simple == Complex(tuple(compounds), combinators)
    assert not selector.rare


def test_commas_part_selectors_but_not_within_brackets_and_strings() -> None:
    assert len(parse_selector("a, [b='x,y'], :not(c, d)")) == 3


@pytest.mark.parametrize("source", ["p:first-child", "a + b", "a ~ b.c", "div:has(> .ad)", "li:nth-child(2n+1)", "p:not(a > b)", ":is(h1, h2)"])
def test_rare_selectors_are_left_to_soupsieve(source: str) -> None:
    assert parse_selector(source)[0].rare == source


@pytest.mark.parametrize("source", ["", "a,", "p:", "[", ".", "#", "a >", "> a", "a:nope(", "p::before", "a b)"])
def test_what_is_no_selector_is_refused(source: str) -> None:
    with pytest.raises(CssError):
        parse_selector(source)


NAMES = st.sampled_from(["a", "b", "ad", "bad", "ad-box"])
TAGS = st.sampled_from(["div", "p", "span", "a", "ul", "li"])
ATTRS = st.sampled_from(["class", "id", "role", "type"])
PIECES = st.one_of(
    st.builds("#{}".format, NAMES),
    st.builds(".{}".format, NAMES),
    st.builds("[{}]".format, ATTRS),
    st.builds('[{}{}"{}"]'.format, ATTRS, st.sampled_from(["=", "~=", "^=", "$=", "*=", "|="]), st.sampled_from(["a", "ad", "d-b", "", "A", "bad ad"])),
    st.builds(":not(.{})".format, NAMES),
    st.builds(":not({}, #{})".format, TAGS, NAMES),
    st.sampled_from([":first-child", ":nth-child(2)", ":has(> .ad)", ":has(p)", ":empty", ":not(div p)"]),
)
COMPOUNDS = st.builds(lambda tag, pieces: (tag + "".join(pieces)) or "*", st.one_of(st.just(""), TAGS), st.lists(PIECES, max_size=2))
SELECTORS = st.builds(
    lambda first, rest: first + "".join(combine + compound for combine, compound in rest),
    COMPOUNDS,
    st.lists(st.tuples(st.sampled_from([" ", " > ", " + ", " ~ "]), COMPOUNDS), max_size=2),
)
ATTRIBUTES = st.dictionaries(ATTRS, st.lists(NAMES, min_size=1, max_size=2).map(" ".join), max_size=2)
TREES = st.recursive(
    st.sampled_from(["", "x"]),
    lambda inner: st.builds(
        lambda tag, attrs, children: f"<{tag}{''.join(f' {k}={v!r}' for k, v in attrs.items())}>{''.join(children)}</{tag}>",
        st.sampled_from(["div", "span", "section"]),
        ATTRIBUTES,
        st.lists(inner, max_size=3),
    ),
    max_leaves=12,
)


@given(TREES, st.lists(SELECTORS, min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_the_index_finds_what_soupsieve_finds(page: str, sources: list[str]) -> None:
    tree = html.document_fromstring(f"<html><body><div>{page}</div></body></html>")
    for number, element in enumerate(tree.iter("*")):
        element.set("n", str(number))
    soup = BeautifulSoup(html.tostring(tree, encoding="unicode"), "lxml")
    wanted: dict[str, list[int]] = {}
    for group, source in enumerate(sources):
        for tag in soupsieve.select(source, soup):
            wanted.setdefault(str(tag["n"]), []).append(group)
    assert {element.get("n"): groups for element, groups in Selectors([source] for source in sources).find(tree)} == wanted
