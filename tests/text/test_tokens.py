"""Tokens: what near-duplicates are found by."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.text.tokens import Kind, kind_of, tokens
from tests.strategies import LAW

TOKENS = [
    ("", ""),
    (" \n.,—", ""),
    ("The Vote passed.", "the vote passed"),
    ("don’t re-sign a_b", "don t re sign a b"),
    ("1,000 or 2.5", "1 000 or 2 5"),
    ("Straße GROẞ ﬅ", "strasse gross st"),
    ("İstanbul", "i̇stanbul"),
    ("ΣΊΣΥΦΟΣ", "σίσυφοσ"),
    ("\u0390", "\u03b9\u0308\u0301"),
    ("Ｆｕｌｌ　ｗｉｄｔｈ", "full width"),
    ("e\u0301cole École", "école école"),
    ("x² ½ ①", "x2 1 2 1"),
    ("Ⅷ", "viii"),
    ("слово И", "слово и"),
    ("كَلِمَة ﷺ", "كَلِمَة صلى الله عليه وسلم"),
    ("שָׁלוֹם", "שָׁלוֹם"),
    ("हिन्दी में", "हिन्दी में"),
    ("한국어 단어", "한국어 단어"),
    ("\u1112\u1161\u11ab", "한"),
    ("新しい橋", "新 し い 橋"),
    ("ｶﾞギー", "ガ ギ ー"),
    ("か\u3099", "が"),
    ("一〇々", "一 〇 々"),
    ("กำที่", "ก\u0e4d า ที่"),
    ("ຂໍ້", "ຂໍ້"),
    ("ខ្មែរ", "ខ្ មែ រ"),
    ("မြန်မာ", "မြ န် မာ"),
    ("葛\U000e0100城", "葛\U000e0100 城"),
    ("日本2025年", "日 本 2025 年"),
    ("橋a橋", "橋 a 橋"),
    ("\u0301a", "\u0301a"),
    ("\u0301橋", "\u0301 橋"),
    ("a\ud800b", "a b"),
    ("👍🏽 ok", "ok"),
]


@pytest.mark.parametrize(("text", "joined"), TOKENS)
def test_splits_into_tokens(text: str, joined: str) -> None:
    assert tokens(text) == joined.split()


@LAW
@given(st.text())
def test_tokens_are_what_is_left_of_the_folded_text(text: str) -> None:
    folded = unicodedata.normalize("NFKC", text).casefold()
    assert "".join(tokens(text)) == "".join(char for char in folded if kind_of(char) != Kind.BREAK)


@LAW
@given(st.text(), st.text())
def test_a_break_parts_tokens(one: str, two: str) -> None:
    assert tokens(f"{one}.{two}") == tokens(one) + tokens(f".{two}")
