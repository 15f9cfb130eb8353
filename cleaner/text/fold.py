"""Fold a text for comparison: case, width, white space and outer punctuation do not count."""

from __future__ import annotations

import unicodedata

__all__ = ["fold"]


def fold(text: str) -> str:
    """Return `text` in NFKC, casefolded, with single spaces and no punctuation at its ends."""
    plain = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
    folded = " ".join(plain.split())
    start, end = 0, len(folded)
    while start < end and not folded[end - 1].isalnum():
        end -= 1
    while start < end and not folded[start].isalnum():
        start += 1
    return folded[start:end]
