"""The keys by which texts of a page are compared."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.html.prose import word_key


@pytest.mark.parametrize(
    ("text", "key"),
    [("", "  "), (" - ", "  "), ("One, TWO!", " one two "), ("a_1-b", " a_1 b "), ("Über “Straße”", " über straße "), ("a\x1fb\0c", " a b c ")],
)
def test_a_key_is_the_words_of_a_text(text: str, key: str) -> None:
    assert word_key(text) == key


@given(st.text(st.characters(max_codepoint=127)))
def test_keys_of_ascii_are_made_as_all_others(text: str) -> None:
    assert word_key(text) == " " + " ".join(re.findall(r"\w+", text.lower())) + " "


@given(st.text(), st.text())
def test_keys_of_lines_make_the_key_of_a_text(one: str, two: str) -> None:
    assert word_key(one).split() + word_key(two).split() == word_key(f"{one}\n{two}").split()
