"""Counting and weighing words, sentences and characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.text import words
from cleaner.text.words import count_sentences, count_words, has_sentence
from tests.strategies import LAW

WORDS = [
    ("", 0),
    ("  \n", 0),
    ("one", 1),
    ("one two  three", 3),
    ("one\u00a0two", 2),
    ("one\ntwo", 2),
    ("don't re-sign", 2),
    ("1,000 people", 2),
    ("a.b@c.org", 1),
    ("— … !", 0),
    ("“Quoted”", 1),
    ("über Straße", 2),
    ("слово и слово", 3),
    ("λόγος", 1),
    ("٣ كلمات", 2),
    ("한국어 단어", 2),
    ("新しい橋", 2),
    ("新しい橋を造る。", 4),
    ("สวัสดี", 3),
    ("Python で書く", 3),
    ("2025年の橋", 3),
    ("\ud800", 0),
]
SENTENCES = [
    ("", 0),
    ("No end", 0),
    ("One end.", 1),
    ("One. Two! Three?", 3),
    ("“Said,” he said.", 1),
    ("“It ended.” And on.", 2),
    ("Version 1.2.3 of it", 0),
    ("At example.org today", 0),
    ("Wait... what?", 2),
    ("It ended (in May).", 1),
    ("新しい橋。古い橋。", 2),
    ("पुल बना। नदी बही।", 2),
    ("هل انتهى؟ نعم.", 2),
    (". . .", 0),
    ("Grew 5%.", 1),
]
SHARES = [
    (words.link_share, "", 0),
    (words.link_share, "no link", 0),
    (words.link_share, "[all of it](http://a.b)", 1),
    (words.link_share, "https://example.org/a", 1),
    (words.link_share, "www.example.org", 1),
    (words.link_share, "half https://a.b.cd", 14 / 19),
    (words.link_share, "[no target]", 0),
    (words.digit_share, "", 0),
    (words.digit_share, "12 34", 1),
    (words.digit_share, "a1", 0.5),
    (words.digit_share, "٣٤", 1),
    (words.capital_share, "", 0),
    (words.capital_share, "One Two three four", 0.5),
    (words.capital_share, "Élan Über", 1),
    (words.stop_word_share, "", 0),
    (words.stop_word_share, "the bridge", 0.5),
    (words.stop_word_share, "The and, of.", 1),
    (words.stop_word_share, "und der Brücke", 2 / 3),
]


@pytest.mark.parametrize(("text", "count"), WORDS)
def test_counts_words(text: str, count: int) -> None:
    assert count_words(text) == count


@pytest.mark.parametrize(("text", "count"), SENTENCES)
def test_counts_sentences(text: str, count: int) -> None:
    assert count_sentences(text) == count


@pytest.mark.parametrize(("share", "text", "value"), SHARES)
def test_weighs_characters_and_words(share: object, text: str, value: float) -> None:
    assert share(text) == pytest.approx(value)  # type: ignore[operator]


def test_a_sentence_needs_its_words_and_its_end() -> None:
    assert has_sentence("It ended in May.", words=4)
    assert not has_sentence("It ended in May.", words=5)
    assert not has_sentence("It ended in May", words=4)


@LAW
@given(st.text(st.characters(max_codepoint=127)))
def test_words_of_ascii_are_counted_without_being_split(text: str) -> None:
    assert count_words(text) == len(words.split_words(text))


@LAW
@given(st.text())
def test_what_is_left_in_ascii_has_no_more_words(text: str) -> None:
    assert count_words(text.encode("ascii", "ignore").decode()) <= count_words(text)


@LAW
@given(st.text(), st.text())
def test_words_of_lines_add_up(one: str, two: str) -> None:
    assert count_words(f"{one}\n{two}") == count_words(one) + count_words(two)


@LAW
@given(st.text())
def test_shares_lie_between_none_and_all(text: str) -> None:
    for share in (words.link_share, words.digit_share, words.capital_share, words.stop_word_share):
        assert 0 <= share(text) <= 1
