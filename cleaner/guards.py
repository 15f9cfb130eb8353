"""Guards: a document that would lose too much is kept as it was, and says so."""

from __future__ import annotations

from cleaner.text.blocks import cut
from cleaner.text.words import count_words, has_sentence

__all__ = ["LARGEST_DOCUMENT", "may_lose", "refuse"]

MOST_LOST = 0.6
"""Share of the words that preset `extracted` may take."""
CERTAINLY_FINE = 0.75
"""A text that keeps so much of its length is not counted."""
SENTENCE_WORDS = 5
LARGEST_DOCUMENT = 50_000_000
"""Characters; a longer text is no article."""


def refuse(before: str, after: str, preset: str) -> str:
    """Return why `after` must not take the place of `before`, or the empty string.

    `extracted` looks at what went: at most 60 % of the words may. `raw`, where most of a page is furniture, looks at what
    remains: at least one block with a sentence.
    """
    if preset == "raw":
        return "" if _says_something(after) else "no sentence would remain"
    if len(after) >= CERTAINLY_FINE * len(before):
        return ""
    words = count_words(before)
    lost = words - count_words(after)
    return f"would lose {lost} of {words} words" if lost > MOST_LOST * words else ""


def _says_something(text: str) -> bool:
    """Tell whether a block of a text has a sentence; most often a line alone has one."""
    if "\n" in text and any(map(_says, text.split("\n"))):
        return True
    return any(_says(piece.text) for piece in cut(text))


def _says(block: str) -> bool:
    return has_sentence(block, words=SENTENCE_WORDS)


def may_lose(chars: int, taken: int, preset: str) -> bool:
    """Tell, fast, that a text of so many characters may lose so many bytes of its UTF-8: a character has at least one."""
    return preset != "raw" and chars - taken >= CERTAINLY_FINE * chars
