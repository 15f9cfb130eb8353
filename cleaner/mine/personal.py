"""Find what is personal in a line, or changes from page to page, and say what may stand there and what stands for it in an example."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import NamedTuple

from cleaner.mine.casing import Casing
from cleaner.mine.given_names import GIVEN_NAMES
from cleaner.text.dates import DATE_WORDS
from cleaner.text.stopwords import ALL_STOP_WORDS

__all__ = ["DATE", "KINDS", "MAIL", "NAME", "NUMBER", "PHONE", "WORDS", "Part", "find_parts", "plain", "stand_in"]

MAIL, PHONE, DATE, NUMBER, NAME, WORDS = KINDS = ("mail", "phone", "date", "number", "name", "words")

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w.])[+(]?\d(?:[()\s./–-]{0,3}\d){6,14}(?!\w)")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NUMBER = re.compile(r"\d(?:[\d.,:/–-]*\d)?")
_BETWEEN = re.compile(r"[\s.,:/–-]{1,3}")
_NAMED = re.compile(r"[\s.’'-]{1,2}")
_MOST_NAMES = 4
SENTENCE_WORDS = 2
"""Stop words, written small, from which on a line is a sentence rather than a label."""
_CUES = frozenset(
    "by author authors editor reporter writer photographer contact attorney prosecutor sheriff officer detective judge sergeant lieutenant captain mr mrs ms dr"
    " miss professor prof sen rep von par por di da door автор autor auteur autore".split()
)
"""Words before a name."""
_BRANDS = frozenset(
    "facebook twitter linkedin instagram youtube whatsapp google pinterest reddit tiktok telegram tumblr flickr vimeo snapchat threads mastodon bluesky apple"
    " android ios microsoft amazon spotify wordpress blogger rss pdf adobe acrobat chrome firefox safari edge"
    " paypal visa mastercard xing vk viber skype".split()
)
"""Names that are nobody's."""


_ANGLES = re.compile("[<«]+|[>»]+")


class Part(NamedTuple):
    """A stretch [start, end) of a line that is one of `KINDS`."""

    start: int
    end: int
    kind: str


def plain(line: str) -> str:
    """Return a line with single spaces, and no angle brackets: `<<` and `>>` are the marks of examples."""
    return _ANGLES.sub(lambda found: "»" if found[0][0] in ">»" else "«", " ".join(line.split()))


def find_parts(line: str, casing: Casing) -> list[Part]:
    """Return the parts of a line, in order; `casing` tells which of its words are names."""
    parts = [Part(*found.span(), MAIL) for found in _MAIL.finditer(line)]
    for kind, found in ((PHONE, _phones(line)), (DATE, _dates(line)), (NUMBER, [one.span() for one in _NUMBER.finditer(line)]), (NAME, _names(line, casing))):
        parts += [Part(start, end, kind) for start, end in found if not any(start < part.end and part.start < end for part in parts)]
    return sorted(parts)


def stand_in(part: Part, text: str) -> str:
    """Return what stands for a part of a line in an example: nobody's mail, telephone or name; other parts stand for themselves."""
    if part.kind == MAIL:
        return "name@example.org"
    if part.kind == PHONE:
        digits = iter("5550100555010055501")
        return "".join(next(digits) if char.isdecimal() else char for char in text)
    return "Jane Doe" if part.kind == NAME else text


def _phones(line: str) -> list[tuple[int, int]]:
    return [found.span() for found in _PHONE.finditer(line) if not _is_years(found[0])]


def _is_years(text: str) -> bool:
    """Tell whether digits are a date or years rather than a telephone number."""
    return bool(re.fullmatch(r"\d{4}\s?[-–/]\s?\d{4}|\d{1,4}([./–-])\d{1,2}\1\d{1,4}", text))


def _dates(line: str) -> list[tuple[int, int]]:
    """Return the stretches of numbers and of names of days and months beside them; a number alone is none."""
    found: list[list[re.Match[str]]] = []
    for word in _WORD.finditer(line):
        if not (any(map(str.isdecimal, word[0])) or word[0].casefold() in DATE_WORDS):
            continue
        if found and _BETWEEN.fullmatch(line, found[-1][-1].end(), word.start()):
            found[-1].append(word)
        else:
            found.append([word])
    return [(run[0].start(), run[-1].end()) for run in map(_trimmed, found) if any(one[0].casefold() in DATE_WORDS for one in run) and _has_digit(run)]


def _trimmed(run: list[re.Match[str]]) -> list[re.Match[str]]:
    """Leave out what no number stands beside at the end: a preposition."""
    tail = list(takewhile(lambda word: word[0].casefold() in ("of", "de", "del"), reversed(run)))
    return run[: len(run) - len(tail)]


def _has_digit(run: list[re.Match[str]]) -> bool:
    return any(char.isdecimal() for word in run for char in word[0])


def _names(line: str, casing: Casing) -> list[tuple[int, int]]:
    """Return the stretches of capitalised words that are a person's: as prose shows, by a given name, or by the word before.

    In a sentence, and in a line that is nothing else, two capitalised words that prose never has are a name as well.
    """
    words = list(_WORD.finditer(line))
    is_sentence = sum(word[0] in ALL_STOP_WORDS for word in words) >= SENTENCE_WORDS
    found, at = [], 0
    while at < len(words):
        cued = at > 0 and words[at - 1][0].casefold() in _CUES
        run = _run(line, words[at : at + _MOST_NAMES], casing, cued=cued, loose=cued or is_sentence)
        if run:
            found.append((run[0].start(), run[-1].end()))
        at += max(1, len(run))
    if not found and 1 < len(words) <= _MOST_NAMES and all(word[0][0].isupper() and _is_unknown(word[0].casefold(), casing) for word in words):
        return [(words[0].start(), words[-1].end())]
    return found


def _run(line: str, words: list[re.Match[str]], casing: Casing, *, cued: bool, loose: bool) -> list[re.Match[str]]:
    """Return the words from the first on that are one name, which is no single letter; `loose`: unknown words are names, `cued`: a word before says so."""
    folded = [word[0].casefold() for word in words]
    given = folded[0] in GIVEN_NAMES
    fits = [given or _is_name(word, casing) or (loose and _is_unknown(word, casing)) or (len(word) == 1 and i > 0) for i, word in enumerate(folded)]
    if cued and len(fits) > 1 and fits[1] and not _is_nobodys(folded[0]):
        fits[0] = True  # an ordinary word may be a given name: "Contact: Rob Quigley"
    run: list[re.Match[str]] = []
    for word, fit in zip(words[: 3 if given else None], fits, strict=False):
        if not (word[0][0].isupper() and fit) or (run and not _NAMED.fullmatch(line, run[-1].end(), word.start())):
            break
        run.append(word)
    return run if len(run) > 1 or (cued and run and len(run[0][0]) > 1) else []


def _is_name(word: str, casing: Casing) -> bool:
    return word in casing.names and not _is_nobodys(word)


def _is_unknown(word: str, casing: Casing) -> bool:
    return word not in casing.small and not _is_nobodys(word)


def _is_nobodys(word: str) -> bool:
    return word in _BRANDS or word in DATE_WORDS or word in ALL_STOP_WORDS
