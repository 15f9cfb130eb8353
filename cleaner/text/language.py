"""Name the language of a text: by its metadata, else by script and stop words."""

from __future__ import annotations

import re
from collections import Counter

__all__ = ["STOP_WORDS", "language_of"]

SAMPLE = 2_000
"""Characters looked at, from the beginning."""
FEWEST_WORDS = 20
FEWEST_STOP_WORDS = 0.08
"""A text with fewer stop words than this, as a share of its words, has no known language."""
PLAINLY_ENGLISH = 0.06
FIRST_LOOK, MOST_THE = 800, 4
"""So many times 'the' in so many characters make English, without a closer look; five in six English articles have them."""

STOP_WORDS: dict[str, frozenset[str]] = {
    "en": frozenset(
        (
            "the of and to in is that for it was on with as his be at by this had not are but from or have an they which one were her all she there would "
            "their we him been has when who will no more if out so said what up its about into than them can only"
        ).split()
    ),
    "de": frozenset(
        (
            "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer "
            "um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch"
        ).split()
    ),
    "fr": frozenset(
        (
            "de la le et les des en un du une que est pour qui dans par plus pas au sur ne se ce il sont avec son elle aux mais comme ou leur cette été "
            "ont nous vous ses même sa fait deux être"
        ).split()
    ),
    "es": frozenset(
        (
            "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si sin sobre este ya entre cuando todo "
            "esta ser son dos también fue había era muy años hasta desde"
        ).split()
    ),
    "pt": frozenset(
        (
            "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou ser quando muito há nos já "
            "está eu também só pelo pela até isso ela entre era depois sem mesmo aos"
        ).split()
    ),
    "it": frozenset(
        (
            "di e il la che in a un per è una sono con non del si da come dei le nel alla più anche della al lo ha gli ma i questo o se dalla dal nella "
            "delle degli ai su ed essere tra stato suo"
        ).split()
    ),
    "nl": frozenset(
        (
            "de van het een en in is dat op te zijn met voor niet aan er om dan of door over bij ook uit als nog naar maar tot hij was ze wordt heeft "
            "worden deze die werd kan zich meer hebben geen"
        ).split()
    ),
    "ru": frozenset(
        ("и в не на я что он с как это по но из у за от о же к для а то был все она его так бы мы было при вы ее или также после есть быть которые").split()
    ),
    "ar": frozenset("في من على أن إلى عن مع هذا التي الذي ما هذه كان لا كما بعد أو قد بين ذلك حيث كل هو هي ولم وقد خلال إن".split()),
}

_WORD = re.compile(r"[^\W\d_]+")
_COMMON_ENGLISH = (" the ", " of ", " and ", " to ")
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]"), 0.05),
    ("ko", re.compile(r"[\uac00-\ud7af]"), 0.2),
    ("zh", re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]"), 0.2),
    ("th", re.compile(r"[\u0e00-\u0e7f]"), 0.2),
    ("el", re.compile(r"[\u0370-\u03ff]"), 0.2),
    ("he", re.compile(r"[\u0590-\u05ff]"), 0.2),
    ("hi", re.compile(r"[\u0900-\u097f]"), 0.2),
)


def language_of(text: str, declared: str = "") -> str:
    """Return an ISO 639-1 code, or the empty string when nothing can be said.

    `declared` is what the metadata says (`en-GB`, `de_DE`); it wins.
    """
    if declared and (code := re.split(r"[-_]", declared.strip().lower(), maxsplit=1)[0]):
        return code
    if text.count(" the ", 0, FIRST_LOOK) >= MOST_THE:
        return "en"
    sample = text[:SAMPLE]
    if sum(map(sample.count, _COMMON_ENGLISH)) * 6 >= PLAINLY_ENGLISH * len(sample) >= FEWEST_WORDS * 6 * PLAINLY_ENGLISH:
        return "en"
    return _by_script(sample) or _by_stop_words(sample)


def _by_script(sample: str) -> str:
    if sample.isascii():
        return ""
    letters = max(1, sum(map(str.isalpha, sample)))
    return next((code for code, script, share in _SCRIPTS if len(script.findall(sample)) >= share * letters), "")


def _by_stop_words(sample: str) -> str:
    words = Counter(_WORD.findall(sample.lower()))
    total = words.total()
    if total < FEWEST_WORDS:
        return ""
    score = {code: sum(words[word] for word in stop) for code, stop in STOP_WORDS.items()}
    best = max(score, key=lambda code: (score[code], code))
    return best if score[best] >= FEWEST_STOP_WORDS * total else ""
