"""The tags of a page, counted before it is parsed: parsers take quadratic time in the attributes of a tag, and memory for all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cleaner.errors import CleanerError

__all__ = ["MOST_ATTRIBUTES", "MOST_ATTRIBUTES_IN_ALL", "MOST_ELEMENTS", "MOST_PAIRS", "check_tags", "refusal"]

MOST_ELEMENTS = 200_000
"""Elements of a page. Measured: an extractor takes 11 s and 600 MB for so many."""
MOST_ATTRIBUTES = 5_000
"""Attributes of a tag. Each is compared with those before it: 5,000 take 30 ms, 400,000 take minutes."""
MOST_PAIRS = 2 * MOST_ATTRIBUTES**2
"""What the squares of the numbers of attributes of long tags may come to: 0.1 s. Measured: 1,000 tags of 20,000 bytes take 50 s."""
LONG_TAG = 1_000
"""Characters of a tag whose attributes are counted; shorter ones take at most 0.3 s for each MB of the page."""
MOST_ATTRIBUTES_IN_ALL = 1_000_000
"""Attributes of a page. Measured: 8 million take 2 GB."""
SHORTEST = 2
"""Characters that an attribute takes at least, with what stands before it."""
_QUOTED = r"\"[^\"]*+\"|'[^']*+'"
_RAW = "script|style|textarea|title|xmp|iframe|noembed|noframes"
_ATTRIBUTES = (
    rf"(?:\s++[^\s/>=]++=(?:{_QUOTED})"  # the most common kind first: what follows would take the same, in more time
    r"|[\s/]++|[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"?+|'[^']*+'?+|[^\s>\"'][^\s>]*+)?+)?+)*+"
)
_TAG = re.compile(
    rf"<(?:(?=[stxin])({_RAW})(?=[\s/>])({_ATTRIBUTES})(?:>(?:[^<]++|<(?!/\1))*+)?+|([a-z][^\s/>]*+{_ATTRIBUTES})|!--(?!-?>)(?:[^-]++|-(?!-!?>))*+)",
    re.IGNORECASE | re.ASCII,
)
"""A tag as HTML has it: a quote hides a `>` only where it begins a value; comments, scripts and other raw text hold none."""
_ATTRIBUTE = re.compile(r"[\s/\"'][^\s\"'>/=]+(?:\s*=\s*(?:\"[^\"]*+\"?+|'[^']*+'?+|[^\s\"'>]+))?", re.ASCII)


def check_tags(page: str) -> None:
    """Raise `CleanerError` for a page whose tags would take a parser endless time or memory."""
    tags = [attributes or tag for _, attributes, tag in _TAG.findall(page)]
    if len(tags) > MOST_ELEMENTS:
        raise refusal("too-many-elements", f"the page has {len(tags):,} tags, more than {MOST_ELEMENTS:,}")
    _check_long(tag for tag in tags if len(tag) > LONG_TAG)
    if _may_have_too_many(tags):
        raise refusal("endless-tags", f"the tags of the page have more than {MOST_ATTRIBUTES_IN_ALL:,} attributes")


def refusal(code: str, what: str) -> CleanerError:
    """Return the error for a page that is refused."""
    return CleanerError(code, what, do="it is no article; leave it out")


def _check_long(tags: Iterable[str]) -> None:
    pairs = 0
    for count in map(_attributes, tags):
        if count > MOST_ATTRIBUTES:
            raise refusal("endless-tag", f"a tag of the page has {count:,} attributes, more than {MOST_ATTRIBUTES:,}")
        pairs += count * count
        if pairs > MOST_PAIRS:
            raise refusal("endless-tags", "the tags of the page have more attributes than a parser takes in a second")


def _may_have_too_many(tags: list[str]) -> bool:
    if sum(map(len, tags)) <= SHORTEST * MOST_ATTRIBUTES_IN_ALL:
        return False
    return sum(map(_attributes, tags)) > MOST_ATTRIBUTES_IN_ALL


def _attributes(tag: str) -> int:
    return sum(1 for _ in _ATTRIBUTE.finditer(tag))
