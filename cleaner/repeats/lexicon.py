"""Words that give a promo away, by language: offers, calls to action at a sentence's start, address to the reader."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["PROMOS", "Promo"]


class Promo(NamedTuple):
    """Three cues; a promo shows them all."""

    call: re.Pattern[str]
    address: re.Pattern[str]
    offer: re.Pattern[str]


def _promo(call: str, address: str, offer: str) -> Promo:
    return Promo(
        re.compile(rf"(?:^|[.!?:;–—-]\s+)(?:please\s+)?(?:{call})\b", re.IGNORECASE | re.MULTILINE),
        re.compile(rf"\b(?:{address})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{offer})\b", re.IGNORECASE),
    )


PROMOS: dict[str, Promo] = {
    "en": _promo(
        call="get|learn|join|sign up|subscribe|download|try|discover|start|enjoy|unlock|boost|save|shop|register|book|claim"
        "|follow|upgrade|become|support|donate|grab|order"
        "|click|tap|browse|explore|take|make|receive|stay|never miss|don['’]t miss|looking for|want|ready to|love",
        address="you|your|yours|our",
        offer="newsletters?|inbox|e-?mails?|weekly|daily|monthly|free|guides?|tips|updates?|subscri(?:be|bers?|ptions?)"
        "|account|archives?|offers?|discounts?|deals?"
        "|courses?|trial|community|member(?:s|ship)?|premium|app|access|lessons?|classes|webinars?|e-?books?|podcasts?"
        "|alerts?|experts?|templates?|exclusive|donations?|shop|store|delivered|sign up",
    ),
}
