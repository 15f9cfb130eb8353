"""Guards: what is refused, and that a document would come out otherwise without them."""

from __future__ import annotations

import pytest

import cleaner
from cleaner import Document, guards
from cleaner.guards import refuse
from tests.rulemaking import LONG, cleaner_of, phrase, unguarded

PROMO = "Subscribe to our newsletter"
RULE = phrase("^subscribe to our newsletter")
MOSTLY_PROMO = f"{LONG}\n\n" + f"{PROMO} for the best of the week, in your inbox every Friday.\n\n" * 8
NO_SENTENCE = f"Home | News | Contact\n\n{PROMO}, and read it well.\n"


@pytest.mark.parametrize(
    ("before", "after", "flag"),
    [
        ("a b c d e f g h i j", "a b c d", ""),
        ("a b c d e f g h i j", "a b c", "would lose 7 of 10 words"),
        ("a b c d e", "", "would lose 5 of 5 words"),
        ("a b c d e", "a b c d e", ""),
        ("", "", ""),
        ("— … —", "", ""),
        ("新しい橋を造る", "新しい橋", ""),
        ("新しい橋を造るとき", "新し", "would lose 4 of 5 words"),
    ],
)
def test_extracted_text_may_lose_sixty_percent_of_its_words(before: str, after: str, flag: str) -> None:
    assert refuse(before, after, "extracted") == flag


@pytest.mark.parametrize(
    ("after", "flag"),
    [
        ("It was over by noon.", ""),
        ("Home\n\nIt was over by noon.\n\nNews", ""),
        ("Home\n\nNews", "no sentence would remain"),
        ("", "no sentence would remain"),
        ("Home.\n\nSee the news.", "no sentence would remain"),
        ("Home.\rSee the news.", "no sentence would remain"),
        ("```\nIt was\nover by\nnoon.\n```", ""),
        ("新しい橋を春に造ることになった。", ""),
    ],
)
def test_of_raw_text_a_sentence_must_remain(after: str, flag: str) -> None:
    assert refuse("anything " * 1000, after, "raw") == flag


def test_a_document_that_would_lose_too_much_is_kept_and_flagged() -> None:
    kept = cleaner_of(RULE).clean(Document(MOSTLY_PROMO))
    assert (kept.text, kept.removals) == (MOSTLY_PROMO, ())
    assert kept.flag == "would lose 120 of 142 words"
    with unguarded():
        assert cleaner_of(RULE).clean(Document(MOSTLY_PROMO)).text == f"{LONG}\n\n"


def test_a_page_of_which_no_sentence_would_remain_is_kept_and_flagged() -> None:
    kept = cleaner_of(RULE, preset="raw").clean(Document(NO_SENTENCE))
    assert (kept.text, kept.removals, kept.flag) == (NO_SENTENCE, (), "no sentence would remain")
    with unguarded():
        assert cleaner_of(RULE, preset="raw").clean(Document(NO_SENTENCE)).text == "Home | News | Contact\n"


def test_a_raw_page_may_lose_most_of_its_words() -> None:
    assert cleaner_of(RULE, preset="raw").clean(Document(MOSTLY_PROMO)).text == f"{LONG}\n\n"


def test_the_shipped_rules_are_guarded_too() -> None:
    text = f"The end.\n\n{PROMO}\n"
    assert cleaner.clean(text).flag == "would lose 4 of 6 words"
    assert cleaner.clean(text).text == text
    with unguarded():
        assert cleaner.clean(text).text == "The end.\n"


def test_a_text_that_is_no_article_is_kept_and_flagged(monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"{LONG}\n\n{PROMO}\n\n{LONG}\n"
    assert cleaner_of(RULE).clean(Document(text)).text != text
    monkeypatch.setattr("cleaner.pipeline.LARGEST_DOCUMENT", len(text) - 1)
    kept = cleaner_of(RULE).clean(Document(text))
    assert (kept.text, kept.removals) == (text, ())
    assert kept.flag == f"more than {len(text) - 1} characters: no article"


def test_no_article_has_fifty_million_characters() -> None:
    kept = cleaner.clean("x" * (guards.LARGEST_DOCUMENT + 1))
    assert kept.flag == "more than 50,000,000 characters: no article"
    assert kept.removals == ()
