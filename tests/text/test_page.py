"""A text prepared for rules: its contents without markup, and what is where."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleaner.text.blocks import cut_lines
from cleaner.text.page import Page
from tests.strategies import LAW, texts
from tests.text.test_blocks import WRAPPED

CONTENTS = [
    ("a line", "a line"),
    ("  a line \t", "a line"),
    ("a line\r\n", "a line"),
    ("\u00a0a line\u00a0", "a line"),
    ("# a heading #", "a heading"),
    ("- an item", "an item"),
    ("• an item", "an item"),
    ("> > a quotation", "a quotation"),
    ("> - # all three", "all three"),
    ("**bold** and _slanted_ and `code`", "bold and slanted and code"),
    ("**Note:** ~~struck~~", "Note: struck"),
    ("snake_case_name", "snake_case_name"),
    ("2 * 3", "2  3"),
    ("[a link](http://a.b)", "a link"),
    ("![a picture](a.png) after", "a picture after"),
    ('[a link](http://a.b "with title")', "a link"),
    ("[no target]", "[no target]"),
    ("- [item](a) **[two](b)**", "item two"),
    ("#hashtag first", "#hashtag first"),
    ("-5 degrees", "-5 degrees"),
    ("1. an item", "1. an item"),
    ("— a dash first", "a dash first"),
]


@pytest.mark.parametrize(("line", "content"), CONTENTS)
def test_contents_are_the_words_without_markup(line: str, content: str) -> None:
    assert Page(line, {}).contents == [content]


def test_contents_are_those_of_solid_blocks() -> None:
    page = Page("\n\n# One\n\n- two\n \nthree\n", {})
    assert page.contents == ["One", "two", "three"]
    assert [page.kind(number) for number in range(3)] == ["heading", "list", "paragraph"]


def test_a_hard_wrapped_paragraph_is_on_one_line() -> None:
    assert Page(WRAPPED, {}).contents == [WRAPPED.strip().replace("\n", " ")]


def test_fenced_code_is_on_one_line() -> None:
    assert Page("```\na\n  b\n\nc\n```\n", {}).contents[0].split() == ["a", "b", "c"]


def test_blocks_count_bytes() -> None:
    page = Page("é\n한\n\U0001f600\n\ud800", {})
    assert page.spans == [(0, 3), (3, 7), (7, 12), (12, 15)]


@pytest.mark.parametrize(("meta", "language"), [({}, "en"), ({"language": "de-DE"}, "de"), ({"language": None}, "en"), ({"language": ""}, "en")])
def test_the_language_is_declared_or_found(meta: dict[str, str], language: str) -> None:
    assert Page(WRAPPED, meta).language == language


@LAW
@given(texts())
def test_contents_hold_no_line_end_and_no_outer_white_space(text: str) -> None:
    for content in Page(text, {}).contents:
        assert "\n" not in content
        assert content == content.strip()


@LAW
@given(texts())
def test_contents_are_made_of_the_text(text: str) -> None:
    page = Page(text, {})
    for (start, end), content in zip(page.spans, page.contents, strict=True):
        source = iter(page.data[start:end].decode("utf-8", "surrogatepass"))
        assert all(char in source for char in content if not char.isspace())


LONG = (
    "The ferry had been due at the long pier since eleven in the morning, and",
    "- it had not come by noon; the harbour master walked down to the steps,",
    "He saw.",
    "",
)


@LAW
@given(st.one_of(texts(), st.lists(st.sampled_from((*LONG, *LONG, "# Rain", "```", "~~~", "*rain* and _a gull_", "\u00a0", "\r")), min_size=6).map("\n".join)))
@example("\n\n".join(LONG[:2] * 4))
@example("\n".join(LONG[:1] * 8))
@example("a\rb")
def test_lines_that_are_blocks_read_as_blocks_do(text: str) -> None:
    page, slow = Page(text, {}), Page(text, {})
    slow.is_by_line = False
    if page.seems_by_line:  # a wrapped paragraph among many short lines is not looked for
        slow.pieces = cut_lines(text)
    numbers = range(slow.count)
    for one in (page, Page(text, {})):
        assert one.spans == slow.spans and one.view == slow.view == b"\n".join(map(one.encoded, numbers))
    assert page.contents == slow.contents == list(map(Page(text, {}).content, numbers))
    assert list(map(page.kind, numbers)) == list(map(slow.kind, numbers))


def test_lines_between_blank_ones_are_blocks_though_they_seem_wrapped() -> None:
    page = Page("\n\n".join(LONG[:1] * 8), {})
    assert page.is_by_line and not page.seems_by_line
    assert not Page("\n".join(LONG[:1] * 8), {}).is_by_line
