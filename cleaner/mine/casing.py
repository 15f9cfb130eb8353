"""Learn from prose which words are names: those that stand in the midst of sentences with a capital, and never without."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

__all__ = ["Casing", "casing_of", "count_casing"]

_INNER = re.compile(r"(?:(?<=[^\W_] )|(?<=, ))[^\W\d_]{2,}(?!\S*[@/])")
"""A word behind another one or behind a comma, where no sentence begins; not part of an address."""
_MOST_SMALL, _SLIPS, _MOST_SLIPS = 0.002, 2, 0.05
"""Share of its places at which a name may be written small; a few slips count less, up to a larger share."""


class Casing(NamedTuple):
    """Folded words: `names` are those that prose writes with a capital, `small` those that it writes without."""

    names: frozenset[str]
    small: frozenset[str]


def count_casing(texts: Iterable[str]) -> Counter[str]:
    """Count the words inside sentences, or inside lines, as they are written."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(_INNER.findall(text))
    return counts


def casing_of(counts: Counter[str], words: Iterable[str]) -> Casing:
    """Tell of some folded words how prose writes them."""
    wanted = frozenset(words)
    large, small = Counter[str](), Counter[str]()
    for word, count in counts.items():
        if (folded := word.casefold()) in wanted:
            (large if word[0].isupper() else small)[folded] += count
    names = frozenset(word for word in large if small[word] <= max(_MOST_SMALL * large[word], min(_SLIPS, _MOST_SLIPS * large[word])))
    return Casing(names, frozenset(small) - names)
