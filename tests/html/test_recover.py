"""What an extractor lost, put back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.html.parse import parse, read_page
from cleaner.html.prose import word_key
from cleaner.html.recover import _Lines, recover
from cleaner.html.visible import blocks

FIRST = "The ferry left at six with nine cars on it, two dogs, a piano and a choir of eleven girls."
LOST = "Nobody on the quay had seen the harbour master since noon."
LAST = "The second boat came late and half empty, as it does on most days of a cold and long winter."
WORDS = "The ferry left at six with nine cars on it, and nobody on the quay had seen the harbour master since noon of day {}."


def recovered(body: str, text: str) -> str:
    return recover(blocks(parse(read_page(f"<html><body><div id=a>{body}</div></body></html>"))), text)


@pytest.mark.parametrize(
    "lost", [f"<p>{LOST}</p>", f"<ul><li>{LOST}</li></ul>", f"<h2>{LOST}</h2>", f"<div><p>{LOST}</p></div>", f"<blockquote>{LOST}</blockquote>"]
)
def test_a_paragraph_between_two_kept_ones_comes_back_in_its_place(lost: str) -> None:
    lines = recovered(f"<p>{FIRST}</p>{lost}<p>{LAST}</p>", f"{FIRST}\n{LAST}").split("\n")
    assert [lines[0], lines[1].removeprefix("- "), lines[2]] == [FIRST, LOST, LAST]


@pytest.mark.parametrize(
    "body",
    [
        f"<p>{FIRST}</p><p>{LAST}</p><p>{LOST}</p>",
        f"<p>{LOST}</p><p>{FIRST}</p><p>{LAST}</p>",
        f"<p>{FIRST}</p><aside><p>{LOST}</p></aside><p>{LAST}</p>",
        f"<p>{FIRST}</p><figure><p>{LOST}</p></figure><p>{LAST}</p>",
        f"<p>{FIRST}</p><div class=newsletter><p>{LOST}</p></div><p>{LAST}</p>",
        f"<p>{FIRST}</p><p><a>{LOST}</a></p><p>{LAST}</p>",
        f"<p>{FIRST}</p><p>Too short</p><p>{LAST}</p>",
        f"<p>{FIRST}</p><div><div><div><p>{LOST}</p></div></div></div><p>{LAST}</p>",
        f"<div><div><p>{FIRST}</p></div></div><p>{LOST}</p><div><div><p>{LAST}</p></div></div>",
        f"<p>{FIRST}</p><table><tr><td><p>{LOST}</p></table><p>{LAST}</p>",
        f"<p>{FIRST}</p>{f'<p>{LOST}</p>' * 13}<p>{LAST}</p>",
    ],
)
def test_what_may_be_furniture_stays_out(body: str) -> None:
    assert recovered(body, f"{FIRST}\n{LAST}") == f"{FIRST}\n{LAST}"


def test_a_text_that_lost_nothing_stays_as_it_is() -> None:
    text = f"{FIRST}\n\n{LOST}  \n{LAST}"
    assert recovered(f"<p>{FIRST}</p><p>{LOST}</p><p>{LAST}</p>", text) == text


def test_an_article_that_was_missed_takes_the_place_of_what_was_found() -> None:
    other = "The quay was empty."
    article = [WORDS.format(i) for i in range(9)]
    body = "<div class=story>" + "".join(f"<p>{line}</p>" for line in article) + f"</div><div><p>{other}</p></div>"
    assert recovered(body, other) == "\n".join(article)
    assert recovered(body, "") == "\n".join(article)


def test_where_more_than_half_would_come_back_nothing_does() -> None:
    body = f"<p>{FIRST}</p>" + "".join(f"<p>{WORDS.format(i)}</p>" for i in range(3)) + f"<p>{LAST}</p>"
    assert recovered(body, f"{FIRST}\n{LAST}") == f"{FIRST}\n{LAST}"


FEW_WORDS = st.lists(st.sampled_from("a b ab".split()), min_size=1, max_size=6).map(" ".join)


@given(st.lists(FEW_WORDS, max_size=4).map("\n".join), FEW_WORDS)
def test_words_stand_in_a_text_where_its_key_holds_theirs(text: str, words: str) -> None:
    assert (word_key(words) in _Lines(text, {})) == (word_key(words) in word_key(text))
