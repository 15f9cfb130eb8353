"""Split a text into the tokens that near-duplicates are found by; the slow twin of the kernel's first half."""

from __future__ import annotations

import unicodedata
from enum import IntEnum
from functools import lru_cache

from cleaner.kernels.tables import UNSPACED

__all__ = ["Kind", "kind_of", "tokens"]


class Kind(IntEnum):
    """What a folded character does to the token that it stands in."""

    BREAK = 0
    """Ends a token and belongs to none."""
    LETTER = 1
    """A letter or digit: goes on with a word, or begins one."""
    MARK = 2
    """Goes on with whatever token stands before it, or begins a word."""
    ALONE = 3
    """A letter or digit of a script without spaces: begins a token of its own, which only marks go on with."""


@lru_cache(4096)
def kind_of(char: str) -> Kind:
    """Return what a folded character does."""
    category = unicodedata.category(char)
    if category[0] == "M":
        return Kind.MARK
    if category[0] not in "LN":
        return Kind.BREAK
    return Kind.ALONE if any(first <= ord(char) <= last for first, last in UNSPACED) else Kind.LETTER


def tokens(text: str) -> list[str]:
    """Return the tokens of a text in NFKC and casefolded: words of letters, digits and marks, and lone characters.

    Every Han, Hiragana, Katakana, Thai, Lao, Khmer and Myanmar character is a token together with the marks behind it; all else,
    Korean too, goes by words.
    """
    found: list[str] = []
    before = Kind.BREAK
    for char in unicodedata.normalize("NFKC", text).casefold():
        kind = kind_of(char)
        if kind == Kind.MARK and before != Kind.BREAK:
            found[-1] += char
            continue
        kind = Kind.LETTER if kind == Kind.MARK else kind
        if kind == Kind.LETTER == before:
            found[-1] += char
        elif kind != Kind.BREAK:
            found.append(char)
        before = kind
    return found
