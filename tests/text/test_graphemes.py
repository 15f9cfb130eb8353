"""Cutting between what a reader sees as characters: pairs of Unicode Standard Annex #29, and of its test file."""

from __future__ import annotations

import pytest

from cleaner.text.graphemes import may_cut

TOGETHER = {
    "carriage return and line feed": "\r\n",
    "letter and accent": "e\u0301",
    "letter and enclosing mark": "1\u20e3",
    "letter and spacing vowel sign": "\u0915\u093f",
    "virama and the next consonant": "\u094d\u0937",
    "virama, nukta and the next consonant": "\u093c\u0937",
    "Thai letter and sara am": "\u0e01\u0e33",
    "Lao letter and am": "\u0e81\u0eb3",
    "half-width kana and its voicing mark": "\uff76\uff9e",
    "half-width kana and its half-voicing mark": "\uff8a\uff9f",
    "letter and zero-width non-joiner": "a\u200c",
    "emoji and joiner": "\U0001f469\u200d",
    "joiner and emoji": "\u200d\U0001f467",
    "emoji and variation selector": "\u2764\ufe0f",
    "emoji and skin tone": "\U0001f44d\U0001f3fd",
    "black flag and tag": "\U0001f3f4\U000e0067",
    "two regional indicators": "\U0001f1e9\U0001f1ea",
    "Hangul L and V": "\u1100\u1161",
    "Hangul V and T": "\u1161\u11a8",
    "Hangul LV and T": "\uac00\u11a8",
    "Hangul LVT and T": "\uac01\u11a8",
    "Hangul L and LV": "\u1100\uac00",
    "Hangul extended letters": "\ua960\ud7b0",
    "Arabic number sign and digit": "\u0600\u0661",
    "Kaithi number sign": "\U000110bd\U00011083",
    "Malayalam dot reph": "\u0d4e\u0d15",
}
APART = {
    "two letters": "ab",
    "letter and space": "a ",
    "space and letter": " a",
    "full stop and bracket": ".[",
    "line feed and letter": "\na",
    "letter and line feed": "a\n",
    "accent and line feed": "\u0301\n",
    "line feed and accent": "\n\u0301",
    "line feed and carriage return": "\n\r",
    "letter with accent and the next letter": "\u0301a",
    "two Han characters": "漢字",
    "two kana": "かな",
    "two emoji": "\U0001f600\U0001f600",
    "flag and letter": "\U0001f1eaa",
    "Hangul and space": "각 ",
    "Thai letters": "\u0e01\u0e02",
    "Arabic letters": "\u0628\u0629",
    "lone surrogates": "\ud83d\ude00",
}


@pytest.mark.parametrize("pair", TOGETHER.values(), ids=TOGETHER)
def test_refuses_to_cut_inside_a_grapheme(pair: str) -> None:
    assert not may_cut(*pair)


@pytest.mark.parametrize("pair", APART.values(), ids=APART)
def test_cuts_between_graphemes(pair: str) -> None:
    assert may_cut(*pair)


@pytest.mark.parametrize("pair", [("", "a"), ("a", ""), ("", ""), ("", "\u0301"), ("\u200d", "")])
def test_cuts_at_the_ends_of_a_text(pair: tuple[str, str]) -> None:
    assert may_cut(*pair)
