"""Literals: what must stand in a line, as a flat string with marks where it begins or ends the line; and how much it tells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from math import exp, log

from cleaner.rules_engine.flat import LEAD, TRAIL
from cleaner.rules_engine.weigh import weigh

__all__ = ["BEGIN", "END", "Literals", "ease", "literals_of", "plain", "shortest", "trimmed", "weight"]

BEGIN, END = "\x01", "\x02"
"""Before a literal that begins a line, after one that ends it; in flat text neither stands."""
Literals = frozenset[str]
"""Flat literals of which one stands in a line, if the pattern matches there."""
SHORTEST = 2
"""Bytes of the shortest literal that is worth looking for; a line's beginning counts for one, and so does its end."""
RARE = "@#$%&*+=<>[]{}|^~"
"""Signs that are rare enough to be looked for alone."""
AT_BEGIN, AT_END = 3.0, 2.0
"""What a line's beginning and its end add to the weight of a literal that must stand there."""
LONG = 5
"""Characters of literals that are easy to find."""
RARELY = 3.0
"""Weight from which literals are rare: one of them stands in about one line of twenty."""
SCALE = 4.0
"""What one of `weigh` is as a logarithm: a common word stands in one line of fifty."""
_SPACE_RUN = re.compile(" {2,}")


def plain(literal: str) -> str:
    """Return a literal without its marks."""
    return literal.replace(BEGIN, "").replace(END, "")


def trimmed(text: str) -> str:
    """Leave out what does not count at the ends of a line, unless that is all."""
    begins, ends = text[:1] == BEGIN, text[-1:] == END
    if not begins and not ends:
        return text
    said = text[begins : len(text) - ends]
    if begins:
        said = said.lstrip(LEAD) or said
    if ends:
        said = said.rstrip(TRAIL) or said
    return f"{BEGIN * begins}{said}{END * ends}"


def literals_of(strings: Iterable[str]) -> Literals | None:
    """Make literals of strings of which one must stand there; None if one of them tells nothing."""
    literals = frozenset(map(_literal, strings))
    return literals if all(map(_tells, literals)) else None


def _literal(text: str) -> str:
    """Return a string as a literal: with marks at its ends, unless nothing counts there."""
    text = trimmed(text)
    said = _SPACE_RUN.sub(" ", plain(text))
    begins, ends = text[:1] == BEGIN and said[:1] not in LEAD, text[-1:] == END and said[-1:] not in TRAIL
    return f"{BEGIN * begins}{said}{END * ends}"


def _tells(literal: str) -> bool:
    return bool(plain(literal)) and (literal in RARE or len(literal.encode("utf-8", "surrogatepass")) >= SHORTEST)


def shortest(literals: Literals) -> Literals:
    """Leave out literals that hold another one: where they stand, it does."""
    kept: list[str] = []
    for one in sorted(literals, key=len):
        if not any(other in one for other in kept):
            kept.append(one)
    return frozenset(kept)


@lru_cache(1 << 14)
def weight(literals: Literals) -> float:
    """Return how much it tells that one of some literals stands in a line: their weights are logarithms of how rare they are."""
    rates = (exp(-SCALE * weigh(plain(one)) - AT_BEGIN * one.startswith(BEGIN) - AT_END * one.endswith(END)) for one in literals)
    return -log(sum(rates)) if literals else 0.0


def ease(literals: Literals) -> int:
    """Return how easily literals are found, if they are rare: where their place is known, or they are long."""
    if weight(literals) < RARELY:
        return 0
    if all(one.startswith(BEGIN) or one.endswith(END) for one in literals):
        return 2
    return int(all(len(one) >= LONG for one in literals))
