"""Hashes of words and of runs of words."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.text.shingles import hash_shingle, hash_text, hash_tokens, hash_word, shingle_hashes
from tests.strategies import LAW

SHINGLES = [
    ("", 5, 0),
    ("—!", 5, 0),
    ("one", 5, 1),
    ("one two three four", 5, 1),
    ("one two three four five", 5, 1),
    ("one two three four five six", 5, 2),
    ("one two one two one", 1, 2),
    ("one two one two one", 2, 2),
    ("橋を造る。", 2, 3),
]


@pytest.mark.parametrize(("text", "ngram", "count"), SHINGLES)
def test_counts_the_runs_of_words(text: str, ngram: int, count: int) -> None:
    assert len(shingle_hashes(text, ngram=ngram)) == count


def test_the_hashes_stay_as_they_are() -> None:
    assert hash_word("") == 0
    assert hash_word("a") == 0x549E01FCE5E2D366
    assert hash_word("internationalisation") == 0xB5EAF9B257361E7D
    assert shingle_hashes("The vote passed by two.") == {0xC922BB11}
    assert hash_text("The vote passed by two.") == 0x9D5EB4308CD5E680


def test_similar_words_have_other_hashes() -> None:
    words = {"".join(chars) for length in (1, 2, 8, 9, 16, 17, 24) for chars in product("ab", repeat=min(length, 8))}
    words |= {word * 2 for word in words} | {word * 3 for word in words}
    assert len({hash_word(word) for word in words}) == len(words)
    assert len({hash_shingle([hash_word(word)]) for word in words}) == len(words)


def test_the_order_of_words_counts() -> None:
    assert len({hash_shingle([hash_word(word) for word in words]) for words in product("abcd", repeat=5)}) == 4**5
    assert len({hash_tokens([hash_word(word) for word in words]) for words in product("abcd", repeat=5)}) == 4**5


@LAW
@given(st.text())
def test_equal_tokens_have_equal_hashes(text: str) -> None:
    again = text.upper() if text.isascii() else f"({text})"
    assert (hash_text(again), shingle_hashes(again)) == (hash_text(text), shingle_hashes(text))
