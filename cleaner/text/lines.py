"""Fold a line to what makes it the same line on another page; the slow twin of the kernel that does so for whole batches.

Two hashes: of the line's tokens, and of the same with numbers and dates masked, so that "Posted on 3 May" is "Posted on 14 June".
"""

from __future__ import annotations

from typing import NamedTuple

from cleaner.text.dates import DATE_WORDS
from cleaner.text.shingles import hash_text, hash_tokens, hash_word
from cleaner.text.tokens import tokens

__all__ = ["DATE_HASHES", "LABEL", "MASK", "OPEN", "PROSE_WORDS", "SENTENCE", "LineKey", "line_key"]

MASK = hash_word("\0")
"""What stands for a number, or for a date, however many words it has."""
DATE_HASHES = sorted(map(hash_word, DATE_WORDS))
"""The hashes of the words that a date may have."""
SENTENCE, LABEL, OPEN = 1, 2, 3
"""Flags: the line ends as a sentence does; the next line belongs to it: it ends in a colon, or (both) in a comma, in the midst of a sentence."""
PROSE_WORDS = 12
"""Words from which a sentence is prose rather than a label."""
_CLOSING = "\"'”’»)]」』\u00a0"
_ENDS = ".!?…。！？؟।"
_LEADING, _COMMAS = ":：", ",，،"
_BLANK = " \t\n\r\v\f"
_DIGITS = frozenset("0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")


class LineKey(NamedTuple):
    """A line, folded: its hashes, its words, those of them that the mask leaves, and flags."""

    exact: int
    masked: int
    words: int
    left: int
    flags: int


def line_key(line: str) -> LineKey:
    """Fold one line; one without a word (`###`, `* * *`) is known by its signs as they stand."""
    words = tokens(line)
    end = line.rstrip(_CLOSING + _BLANK)[-1:]
    flags = next((flag for flag, ends in ((SENTENCE, _ENDS), (LABEL, _LEADING), (OPEN, _COMMAS)) if end and end in ends), 0)
    if not words:
        signs = hash_tokens([hash_word(line.strip(_BLANK))])
        return LineKey(signs, signs, 0, 0, flags)
    masked = _masked(words)
    hashes = [MASK if word is None else hash_word(word) for word in masked]
    return LineKey(hash_text(line), hash_tokens(hashes), len(words), sum(word is not None for word in masked), flags)


def _masked(words: list[str]) -> list[str | None]:
    """Put None for each run of numbers and of the names of days and months that stand beside them."""
    is_number = [any(char in _DIGITS for char in word) for word in words]
    gone = list(is_number)
    for order in (range(len(words)), reversed(range(len(words)))):
        beside = False
        for i in order:
            gone[i] = gone[i] or (beside and words[i] in DATE_WORDS)
            beside = gone[i]
    masked: list[str | None] = []
    for word, masks in zip(words, gone, strict=True):
        if not masks:
            masked.append(word)
        elif not masked or masked[-1] is not None:
            masked.append(None)
    return masked
