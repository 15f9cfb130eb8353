"""Weigh what a pattern asks for: how much its words and signs tell, or how rare they are in ordinary text."""

from __future__ import annotations

import re

from cleaner.text.stopwords import STOP_WORDS

__all__ = ["weigh"]

_COMMON = STOP_WORDS["en"] | frozenset(
    "a access add after again all always and another any around article based become been before best better both bring call case check choose click"
    " come comment content continue could covering date day days delivered details did do end enjoy even every expected experience expert few final"
    " find first following for found free full future general get give good got great has have he help here high home how important include information"
    " into issue issues it itself join just keep know last later latest learn least leave let life like line list little live local long look love made"
    " make makes making many may me meet member members might month more most much must my name national need needed never new news next no not now"
    " number off offer office on once only open or order other others our over own page part past pay people place plan please point policy post"
    " president press program project protect provide provided public published put question read ready real receive received release report research"
    " result review right same save say says see service share should show since site some start state statement states stay step still stories story"
    " support system take team than thank thanks that the these they thing this those three through time times today together top two under until"
    " update updates use used very view want watch water way ways we week well where whether which while who why will with within without work working"
    " works world would writing year years yet you your".split()
)
"""Words of which one tells little: most of them stand in every eighth press release or web article, or more."""
LONGEST = 6.0
"""What a word weighs at most: beyond that, length says little about rarity."""

_PIECES = re.compile(r"[^\W\d_]+|[^\w\s]|\d")
_USUAL = frozenset(".,'-")


def weigh(text: str) -> float:
    """Return how much a literal text tells: its rare words by their length, its common ones and usual signs little."""
    return sum(map(_weight, _PIECES.findall(text.lower())))


def _weight(piece: str) -> float:
    if piece.isalpha():
        return 1.0 if piece in _COMMON else min(LONGEST, float(len(piece)))
    return 0.5 if piece in _USUAL else 1.0 if piece.isdigit() else 2.0
