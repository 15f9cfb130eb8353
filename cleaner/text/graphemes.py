"""Tell where a text may be cut without splitting what a reader sees as one character.

A cautious form of the rules of Unicode Standard Annex #29: it refuses some places that the annex allows, never the other way.
"""

from __future__ import annotations

import unicodedata

__all__ = ["may_cut"]

ZWJ = "\u200d"
_EXTENDING_LETTERS = "\u0e33\u0eb3\uff9e\uff9f"
_PREPENDING = "\u0d4e\u1cf5\u1cf6\U000111c2\U000111c3\U0001193f\U00011941\U00011a3a\U00011d46\U00011f02"
_BINDING = (7, 9)
"""Combining classes of the nukta and the virama, after which a consonant may belong to the one before."""


def may_cut(before: str, after: str) -> bool:
    """Tell whether the characters `before` and `after` a place (or empty strings) stay apart when they meet."""
    if not before or not after or before in "\r\n" or after in "\r\n":
        return not (before == "\r" and after == "\n")
    return not (_extends(after) or before == ZWJ or _prepends(before) or (_joins(before) and _joins(after)))


def _extends(char: str) -> bool:
    return (
        unicodedata.category(char)[0] == "M"
        or char in (ZWJ, "\u200c")
        or char in _EXTENDING_LETTERS
        or "\U0001f3fb" <= char <= "\U0001f3ff"
        or "\U000e0020" <= char <= "\U000e007f"
    )


def _prepends(char: str) -> bool:
    """Arabic and Indic signs that belong to what follows, and the marks that bind two consonants."""
    arabic = unicodedata.category(char) == "Cf" and ("\u0600" <= char <= "\u08e2" or char in "\U000110bd\U000110cd")
    return arabic or char in _PREPENDING or "\U00011a84" <= char <= "\U00011a89" or unicodedata.combining(char) in _BINDING


def _joins(char: str) -> bool:
    """Regional indicators pair up, and Hangul letters build syllables."""
    return "\U0001f1e6" <= char <= "\U0001f1ff" or "\u1100" <= char <= "\u11ff" or "\ua960" <= char <= "\ua97f" or "\uac00" <= char <= "\ud7ff"
