"""Count and weigh the words, sentences and characters of a block."""

from __future__ import annotations

import re

from cleaner.text.language import STOP_WORDS

__all__ = ["capital_share", "count_sentences", "count_words", "digit_share", "has_sentence", "link_share", "stop_word_share"]

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_UNSPACED}]{{1,2}}|[^\W_{_UNSPACED}](?:[\w'’.,@-]*[^\W_{_UNSPACED}])?")
_SENTENCE = re.compile(r"[^.!?。！？؟।]*[^\W_][^.!?。！？؟।]*(?:[.!?؟।]+[\"'”’»)\]]*(?=\s|$)|[。！？]+[」』”’）]*)")
_LINKS = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)|https?://\S+|www\.\S+")
_ALL_STOP_WORDS = frozenset().union(*STOP_WORDS.values())


def count_words(text: str) -> int:
    """Count words; where a script puts no space between words (Han, kana, Thai, ...) two characters make one."""
    return len(_WORD.findall(text))


def count_sentences(text: str) -> int:
    """Count stretches with a letter or digit that end in a sentence's mark."""
    return len(_SENTENCE.findall(text))


def has_sentence(text: str, *, words: int) -> bool:
    """Tell whether `text` ends a sentence somewhere and has at least so many words."""
    return count_words(text) >= words and _SENTENCE.search(text) is not None


def link_share(text: str) -> float:
    """Return the share of the characters that belong to links and bare addresses."""
    return sum(len(m[0]) for m in _LINKS.finditer(text)) / max(1, len(text.strip()))


def digit_share(text: str) -> float:
    """Return the share of digits among the characters that are not white space."""
    return sum(map(str.isdecimal, text)) / max(1, len("".join(text.split())))


def capital_share(text: str) -> float:
    """Return the share of words that begin with a capital."""
    words = _WORD.findall(text)
    return sum(word[0].isupper() for word in words) / max(1, len(words))


def stop_word_share(text: str) -> float:
    """Return the share of words that are stop words of some known language."""
    words = _WORD.findall(text.lower())
    return sum(word in _ALL_STOP_WORDS for word in words) / max(1, len(words))
