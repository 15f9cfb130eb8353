"""Count and weigh the words, sentences and characters of a block."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from cleaner.text.stopwords import ALL_STOP_WORDS

__all__ = [
    "capital_share",
    "count_ascii_words",
    "count_sentences",
    "count_words",
    "digit_share",
    "has_sentence",
    "link_share",
    "split_words",
    "stop_word_share",
]

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(r"\w\S*")
_WHITE = bytes(byte for byte in range(128) if chr(byte).isspace())
_AS_SPACES = bytes.maketrans(_WHITE, b" " * len(_WHITE))
_SIGNS = bytes(byte for byte in range(128) if byte not in _WHITE and not _WORD.match(chr(byte)))
_MARKS = "".join(char for char in map(chr, range(0x300, 0xE00)) if unicodedata.category(char)[0] == "M")
"""What may stand on a sentence's last letter: accents, Hebrew and Arabic points, Indic vowel signs."""
_SENTENCE_END = re.compile(rf"[^\W_][{_MARKS}\"'”’»)\]%]*[.!?؟।]+[\"'”’»)\]]*(?=\s|$)|[^\W_][」』”’）]*[。！？]")
_LINKS = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)|https?://\S+|www\.\S+")


def count_words(text: str) -> int:
    """Count words; where a script puts no space between words (Han, kana, Thai, ...) two characters make one."""
    return count_ascii_words(text.encode()) if text.isascii() else len(split_words(text))


def count_ascii_words(text: bytes) -> int:
    """Count the words of a text in ASCII: without what is no part of a word, and no space, each stretch is one."""
    return len(text.translate(_AS_SPACES, _SIGNS).split())


def split_words(text: str) -> list[str]:
    """Return stretches that begin with a letter or digit and end at white space, or two characters of an unspaced script."""
    if text.isascii() or not _unspaced_sign().search(text):
        return _WORD.findall(text)
    return _unspaced_words().findall(text)


@cache
def _unspaced_sign() -> re.Pattern[str]:
    """Classes that reach beyond 16 bits take milliseconds to compile: only a text outside ASCII needs them."""
    return re.compile(f"[{_UNSPACED}]")


@cache
def _unspaced_words() -> re.Pattern[str]:
    return re.compile(rf"[{_UNSPACED}]{{1,2}}|[^\W{_UNSPACED}][^\s{_UNSPACED}]*")


def count_sentences(text: str) -> int:
    """Count the places where a letter or digit is followed by a sentence's mark and white space."""
    return len(_SENTENCE_END.findall(text))


def has_sentence(text: str, *, words: int = 0) -> bool:
    """Tell whether `text` ends a sentence somewhere and has at least so many words."""
    return (not words or count_words(text) >= words) and _SENTENCE_END.search(text) is not None


def link_share(text: str) -> float:
    """Return the share of the characters that belong to links and bare addresses."""
    return sum(len(m[0]) for m in _LINKS.finditer(text)) / max(1, len(text.strip()))


def digit_share(text: str) -> float:
    """Return the share of digits among the characters that are not white space."""
    return sum(map(str.isdecimal, text)) / max(1, len("".join(text.split())))


def capital_share(text: str) -> float:
    """Return the share of words that begin with a capital."""
    words = split_words(text)
    return sum(word[0].isupper() for word in words) / max(1, len(words))


def stop_word_share(text: str) -> float:
    """Return the share of words that are stop words of some known language."""
    words = split_words(text.lower())
    return sum(word.rstrip(".,;:!?") in ALL_STOP_WORDS for word in words) / max(1, len(words))
