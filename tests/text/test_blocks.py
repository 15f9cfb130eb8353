"""Cutting a text into blocks: what is one block, and of which kind."""

from __future__ import annotations

import pytest

from cleaner.text.blocks import cut

WRAPPED = """\
The ferry had been due at the long pier since eleven in the morning, and
when it had not come by noon the harbour master walked down to the steps
with his glass and looked west, where the weather came from. He saw only
rain and a single gull. Nobody who waited under the shed asked him about
it, because he was known to be short with people who asked him about the
ferry before it was in sight.
"""
KINDS = [
    ("a line", "paragraph"),
    ("# a heading", "heading"),
    ("###### a heading", "heading"),
    ("#", "heading"),
    ("#hashtag", "paragraph"),
    ("####### seven", "paragraph"),
    ("- an item", "list"),
    ("* an item", "list"),
    ("• an item", "list"),
    ("•\tan item", "list"),
    ("1. an item", "list"),
    ("12) an item", "list"),
    ("  - an item", "list"),
    ("-5 degrees", "paragraph"),
    ("*emphasis* at first", "paragraph"),
    ("1984 was a year", "paragraph"),
    ("3.5 million", "paragraph"),
    ("1234. too long a number", "paragraph"),
    ("| a | b |", "table"),
    ("|", "paragraph"),
    ("| a pipe at first", "paragraph"),
    ("a\tb\tc", "table"),
    ("a\tb", "paragraph"),
    ("> a quotation", "paragraph"),
    ("```", "paragraph"),
    ("    four spaces", "paragraph"),
    ("\u00a0", "blank"),
    (" \t ", "blank"),
    ("\u200b", "paragraph"),
]
CUTS = {
    "nothing": ("", []),
    "one line": ("a", ["a"]),
    "a last line end": ("a\n", ["a\n"]),
    "two lines": ("a\nb", ["a\n", "b"]),
    "a blank run": ("a\n\n \n\nb\n", ["a\n", "\n \n\n", "b\n"]),
    "blank at both ends": ("\n\na\n\n", ["\n\n", "a\n", "\n"]),
    "CRLF": ("a\r\n\r\nb\r\n", ["a\r\n", "\r\n", "b\r\n"]),
    "CR alone": ("a\rb\r\rc", ["a\r", "b\r", "\r", "c"]),
    "CR inside lines that end in LF": ("a\rb\nc", ["a\rb\n", "c"]),
    "mixed line ends": ("a\r\nb\nc\r\n", ["a\r\n", "b\n", "c\r\n"]),
    "a mark of byte order": ("\ufeffa\nb", ["\ufeffa\n", "b"]),
    "other line ends are no line ends": ("a\u2028b\x0cc\x85d", ["a\u2028b\x0cc\x85d"]),
    "a fence": ("a\n```\nb\n\nc\n```\nd", ["a\n", "```\nb\n\nc\n```\n", "d"]),
    "a fence with a name": ("```py\nb\n```\n", ["```py\nb\n```\n"]),
    "a fence of tildes": ("~~~\n```\n~~~\n", ["~~~\n```\n~~~\n"]),
    "two fences": ("```\na\n```\nb\n```\nc\n```\n", ["```\na\n```\n", "b\n", "```\nc\n```\n"]),
    "an open fence": ("a\n```\nb\nc", ["a\n", "```\n", "b\n", "c"]),
    "a fence inside a line": ("a ``` b\nc ``` d\n", ["a ``` b\n", "c ``` d\n"]),
}


@pytest.mark.parametrize(("line", "kind"), KINDS)
def test_names_the_kind_of_a_line(line: str, kind: str) -> None:
    assert [(piece.text, piece.kind) for piece in cut(line)] == [(line, kind)]


@pytest.mark.parametrize(("text", "pieces"), CUTS.values(), ids=CUTS)
def test_a_line_is_a_block(text: str, pieces: list[str]) -> None:
    assert [piece.text for piece in cut(text)] == pieces


def test_fenced_code_is_code() -> None:
    assert [piece.kind for piece in cut("a\n```\nb\n```\n\n- c")] == ["paragraph", "code", "blank", "list"]


def test_hard_wrapped_lines_are_one_block() -> None:
    assert [piece.text for piece in cut(f"{WRAPPED}\n{WRAPPED}")] == [WRAPPED, "\n", WRAPPED]


def test_hard_wrapped_text_with_crlf_is_one_block() -> None:
    text = WRAPPED.replace("\n", "\r\n")
    assert [piece.text for piece in cut(text)] == [text]


def test_hard_wrapped_items_take_their_lines_along() -> None:
    item = "- " + WRAPPED.replace("\n", "\n  ").strip() + "\n"
    assert [(piece.text, piece.kind) for piece in cut(WRAPPED + item)] == [(WRAPPED, "paragraph"), (item, "list")]


def test_a_short_line_in_a_hard_wrapped_text_ends_its_paragraph() -> None:
    assert [piece.text for piece in cut(f"{WRAPPED}Sign up here\n{WRAPPED}")] == [WRAPPED, "Sign up here\n", WRAPPED]


@pytest.mark.parametrize(
    "text",
    [
        "The ferry was late.\n" * 12,
        "A line of verse that ends where the poet would have it end,\nAnd one more, shorter,\n" * 8,
        "Yes\nNo\nPerhaps\n" * 9,
        ("A whole paragraph of the article stands on this line and it goes on for longer than anybody would wrap a line of text, " * 2 + "\n") * 9,
        "".join(f"{line}\n\n" for line in WRAPPED.splitlines()),
    ],
    ids=["sentences", "verse", "words", "long lines", "blank lines between"],
)
def test_lines_that_are_not_wrapped_stay_apart(text: str) -> None:
    assert [piece.text for piece in cut(text) if piece.kind != "blank"] == [line + "\n" for line in text.splitlines() if line]


def test_no_line_is_lost_in_a_text_of_many_lines() -> None:
    text = "".join(f"line {i}\n" for i in range(5000))
    assert len(cut(text)) == 5000
