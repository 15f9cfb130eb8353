"""Name the language of a text: by its metadata, else by script, stop words and letters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import chain
from typing import AnyStr

from cleaner.kernels.agreed import ENGLISH_ONE_IN, FEWEST_ENGLISH, FIRST_LOOK, LOOKED_AT, MOST_THE
from cleaner.text.stopwords import LETTERS, NEIGHBOURS, STOP_WORDS

__all__ = ["OWN_SCRIPT", "begin_alike", "is_latin", "language_of", "language_of_utf8", "may_be_in", "seems_english"]

SAMPLE = 1_000
"""Characters of which the words are looked at, from the beginning."""
SCRIPT_SAMPLE = 400
"""Characters that tell a script."""
FEWEST_LETTERS = 12
"""A text in a script of its own needs so many letters: a heading in Han may be Chinese or Japanese."""
FEWEST_WORDS, MANY_WORDS = 8, 20
SHARE_OF_FEW, SHARE_OF_MANY = 0.25, 0.08
"""The share of a text's words, few or many, that must be common words of its language."""
LEAD_OF_FEW, LEAD_OF_MANY = 1.5, 1.15
"""How many times more common words it must have than any other language gives it."""

_NAMES = {
    **dict.fromkeys(("english", "eng"), "en"),
    **dict.fromkeys(("german", "deutsch", "ger", "deu"), "de"),
    **dict.fromkeys(("french", "français", "francais", "fre", "fra"), "fr"),
    **dict.fromkeys(("spanish", "español", "espanol", "spa"), "es"),
    **dict.fromkeys(("portuguese", "português", "portugues", "por"), "pt"),
    **dict.fromkeys(("italian", "italiano", "ita"), "it"),
    **dict.fromkeys(("dutch", "nederlands", "dut", "nld"), "nl"),
    **dict.fromkeys(("russian", "русский", "rus"), "ru"),
    **dict.fromkeys(("chinese", "中文", "chi", "zho"), "zh"),
    **dict.fromkeys(("japanese", "日本語", "jpn"), "ja"),
    **dict.fromkeys(("arabic", "العربية", "ara"), "ar"),
}
"""How metadata name languages, beside ISO 639-1."""
_LETTER = re.compile(r"[^\W\d_]")
_ASCII = bytes(range(128))
_LETTERS = bytes(code if chr(code).isalpha() or code > 127 else ord(" ") for code in range(256))
_TELLING = frozenset(chain.from_iterable(LETTERS.values()))
_ENGLISH = (" the ", " of ", " and ", " to ")
_ENGLISH_UTF8 = tuple(map(str.encode, _ENGLISH))
_OTHER_SCRIPT = r"[\u0370-\u1aff\u1f00-\u1fff\u2e80-\ud7ff\uf900-\ufaff\ufe70-\ufefc]"
"""A letter of no Latin script. It takes milliseconds to compile: a text in ASCII does without."""
_SCRIPTS = (
    ("ja", "\u3041-\u309f", 0.05),
    ("ja", "\u30a1-\u30ff", 0.3),
    ("ko", "\uac00-\ud7af", 0.2),
    ("zh", "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff", 0.2),
    ("cyrillic", "\u0400-\u052f", 0.3),
    ("arabic", "\u0620-\u06d3", 0.3),
    ("th", "\u0e00-\u0e7f", 0.2),
    ("el", "\u0370-\u03ff\u1f00-\u1fff", 0.2),
    ("he", "\u0590-\u05ff", 0.2),
    ("hi", "\u0900-\u097f", 0.2),
)
"""Scripts, in order, with the share of the letters that must be theirs."""
_PAGES = tuple(
    frozenset(code >> 8 for at, to in zip(ranges[::3], ranges[2::3], strict=True) for code in range(ord(at) & ~255, ord(to) + 1, 256))
    for _, ranges, _ in _SCRIPTS
)
"""The high bytes of their letters in UTF-16: few samples hold those of more than one."""
OWN_SCRIPT = frozenset(("ar", "be", "bg", "el", "fa", "he", "hi", "ja", "kk", "ko", "mk", "ru", "sr", "th", "uk", "ur", "zh"))
"""Languages that are not written in Latin letters."""
_CYRILLIC = (("kk", "әғқңөұүһ"), ("be", "ў"), ("uk", "іїєґ"), ("mk", "ѓќѕ"), ("sr", "јљњћђџ"), ("ru", "ыэё"), ("bg", "ъ"))
_ARABIC = (("ur", "ٹڈڑںے"), ("fa", "پچژگ"))
_LANGUAGES: dict[str, list[str]] = {}
for _code, _words in {**STOP_WORDS, **NEIGHBOURS}.items():
    for _one in sorted(_words):
        _LANGUAGES.setdefault(_one, []).append(_code)


def language_of(text: str, declared: str = "") -> str:
    """Return an ISO 639-1 code, or the empty string when nothing can be said.

    `declared` is what the metadata says (`en-GB`, `de_DE`, `French`); it wins.
    """
    if declared and (code := re.split(r"[-_]", declared.strip().lower(), maxsplit=1)[0]):
        return _NAMES.get(code, code)
    if text.count(" the ", 0, FIRST_LOOK) >= MOST_THE:
        return "en"
    if _is_plainly_english(text[:LOOKED_AT], _ENGLISH):
        return "en"
    sample = text[:SAMPLE]
    if not sample.isascii() and re.search(_OTHER_SCRIPT, sample) and (code := _by_script(sample[:SCRIPT_SAMPLE])):
        return code
    return _by_words(sample.lower())


def may_be_in(text: str, language: str, languages: Collection[str]) -> bool:
    """Tell whether a text may be in one of some languages, if it is in `language`, empty for one that is not known.

    In a text without a letter of another script than Latin nothing speaks for a language that has its own.
    """
    if language or OWN_SCRIPT.isdisjoint(languages):
        return not language or language in languages
    return not OWN_SCRIPT.issuperset(languages) or not is_latin(text)


def is_latin(text: str) -> bool:
    """Tell whether a text has no letter of another script than Latin."""
    return text.isascii() or not re.search(_OTHER_SCRIPT, text)


def language_of_utf8(data: bytes, declared: str = "") -> str:
    """Return the language of a text in UTF-8, of which no more is decoded than is looked at."""
    if not declared and (seems_english(data) or _is_plainly_english(data[:LOOKED_AT], _ENGLISH_UTF8)):
        return "en"
    end = 4 * LOOKED_AT  # a character takes at most four bytes
    while end < len(data) and data[end] & 0xC0 == 0x80:
        end += 1
    return language_of(data[:end].decode("utf-8", "surrogatepass"), declared)


def seems_english(data: bytes) -> bool:
    """Tell, fast, of most texts in English that they are, given in UTF-8."""
    return data.count(b" the ", 0, FIRST_LOOK) >= MOST_THE


def begin_alike(one: bytes, other: bytes) -> bool:
    """Tell, fast, of two texts in UTF-8 that they have the same language, for they begin alike; not of all that do."""
    begin = one[:LOOKED_AT]
    return len(begin) == LOOKED_AT and begin.isascii() and other.startswith(begin)


def _is_plainly_english(sample: AnyStr, words: Sequence[AnyStr]) -> bool:
    """Tell whether a text, or its UTF-8, has many of four words: it has no more characters than bytes."""
    wanted = max(FEWEST_ENGLISH, len(sample) / ENGLISH_ONE_IN)
    found = 0
    for number, word in enumerate(words):
        here = sample.count(word)
        found += here
        if not here:
            return False
        if found >= wanted:
            return all(other in sample for other in words[number + 1 :])
    return False


def _by_script(sample: str) -> str:
    letters = sum(map(str.isalpha, sample))
    if letters < FEWEST_LETTERS:
        return ""
    pages = set(sample.encode("utf-16-le", "surrogatepass")[1::2])
    likely = (script for script, own in zip(_SCRIPTS, _PAGES, strict=True) if not own.isdisjoint(pages))
    script = next((code for code, ranges, share in likely if sum(map(len, re.findall(f"[{ranges}]+", sample))) >= share * letters), "")
    if script == "cyrillic":
        return _by_letters(sample, _CYRILLIC, "")
    return _by_letters(sample, _ARABIC, "ar") if script == "arabic" else script


def _by_letters(sample: str, languages: tuple[tuple[str, str], ...], other: str) -> str:
    """Return the first language of which a letter occurs that the others do not have."""
    lower = sample.lower()
    return next((code for code, letters in languages if any(letter in lower for letter in letters)), other)


def _stretches(sample: str, signs: Iterable[str]) -> list[str]:
    """Return the stretches of letters; `signs` are those of the sample that are not ASCII."""
    for sign in signs:
        if not (sign.isalpha() or _LETTER.match(sign)):
            sample = sample.replace(sign, " ")
    return sample.encode().translate(_LETTERS).decode().split()


def _by_words(sample: str) -> str:
    signs = Counter(sample.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass"))
    words = _stretches(sample, signs)
    total = len(words)
    if total < FEWEST_WORDS:
        return ""
    common = Counter(chain.from_iterable(filter(None, map(_LANGUAGES.get, words))))
    score = common.copy()
    if not _TELLING.isdisjoint(signs):
        for code, letters in LETTERS.items():
            score[code] += sum(map(signs.__getitem__, letters))
    few = total < MANY_WORDS
    (best, most), (_, next_most) = sorted([*score.items(), ("", 0), ("", 0)], key=lambda pair: (-pair[1], pair[0]))[:2]
    known = common[best] >= (SHARE_OF_FEW if few else SHARE_OF_MANY) * total
    return best if known and most >= (LEAD_OF_FEW if few else LEAD_OF_MANY) * next_most else ""
