"""The tags of a page, counted before it is parsed: parsers take quadratic time in the attributes of a tag, and memory for all of them."""

from __future__ import annotations

import re
from typing import NamedTuple

from cleaner.errors import CleanerError

__all__ = ["MOST_ATTRIBUTES", "MOST_ATTRIBUTES_IN_ALL", "MOST_ELEMENTS", "MOST_PAIRS", "Tags", "check_tags", "count_fast", "count_slowly", "refusal"]

MOST_ELEMENTS = 200_000
"""Elements of a page. Measured: an extractor takes 11 s and 600 MB for so many."""
MOST_ATTRIBUTES = 5_000
"""Attributes of a tag. Each is compared with those before it: 5,000 take 30 ms, 400,000 take minutes."""
MOST_PAIRS = 2 * MOST_ATTRIBUTES**2
"""What the squares of the numbers of attributes of long tags may come to: 0.1 s. Measured: 1,000 tags of 20,000 bytes take 50 s."""
LONG_TAG = 1_000
"""Bytes of a tag of which the square counts; shorter ones take at most 0.3 s for each MB of the page."""
MOST_ATTRIBUTES_IN_ALL = 1_000_000
"""Attributes of a page. Measured: 8 million take 2 GB."""
KERNEL = "count_tags"
FEW_BYTES, MORE_BYTES = 1 << 22, 1 << 26
"""So much of pages is counted in Python, 10 ms for a MB; then machine code is loaded, or, where there is none yet, compiled in three seconds."""
_SPACE = r" \t\n\r\f"
_NAME, _NAME_END = rf"[^{_SPACE}/>]*+", rf"[{_SPACE}/>]"
_ATTRIBUTE = rf"[^{_SPACE}/>][^{_SPACE}/>=]*+(?:[{_SPACE}]*+=[{_SPACE}]*+(?:\"[^\"]*+\"?+|'[^']*+'?+|[^{_SPACE}>\"'][^{_SPACE}>]*+)?+)?+"
_ATTRIBUTES = rf"(?:[{_SPACE}/]++|{_ATTRIBUTE})*+"
_IN_DOUBLE = rf"(?:[^<-]++|-(?!->)|<(?!/script{_NAME_END}))*+(?:</script(?={_NAME_END}))?+"
_IN_COMMENT = rf"(?:[^<-]++|-(?!->)|<script(?={_NAME_END}){_IN_DOUBLE}|<(?!/script{_NAME_END}))*+(?:-->)?+"
_IN_SCRIPT = rf"(?:[^<]++|<!(?=--){_IN_COMMENT}|<(?!/script{_NAME_END}))*+"
"""A comment in a script may hold a script, whose end does not end the outer one."""
_RAW = "style|textarea|title|xmp|iframe|noembed|noframes"
_TAG = re.compile(
    rf"<(?:(script(?={_NAME_END}){_ATTRIBUTES})(?:>{_IN_SCRIPT})?+|(({_RAW})(?={_NAME_END}){_ATTRIBUTES})(?:>(?:[^<]++|<(?!/\3{_NAME_END}))*+)?+"
    rf"|([a-z]{_NAME}{_ATTRIBUTES})|(/[a-z]{_NAME}{_ATTRIBUTES})|!--(?!-?>)(?:[^-]++|-(?!-!?>))*+|[!?/][^>]*+)".encode(),
    re.IGNORECASE,
)
"""A tag as HTML has it: a quote hides a `>` only where it begins a value; comments, scripts and other raw text hold none."""


_FIRST_NAME = re.compile(_NAME.encode())
_EACH_ATTRIBUTE = re.compile(_ATTRIBUTE.encode())


class Tags(NamedTuple):
    """Tags and comments of a page, the most attributes of a tag, the sum of their squares over long tags, and the attributes of all."""

    tags: int = 0
    most: int = 0
    pairs: int = 0
    attributes: int = 0


class _Counter:
    """Counts tags: in Python until so much text has come that machine code pays."""

    seen = 0

    def count(self, page: bytes) -> Tags:
        self.seen += len(page)
        return count_fast(page) if self._is_worth_it() else count_slowly(page)

    def _is_worth_it(self) -> bool:
        from cleaner.kernels.native import is_compiled

        return self.seen >= MORE_BYTES or (self.seen >= FEW_BYTES and is_compiled(KERNEL))


_COUNTER = _Counter()


def check_tags(page: str) -> int:
    """Return the number of a page's tags. Raise `CleanerError` for a page whose tags would take a parser endless time or memory."""
    tags, most, pairs, attributes = _COUNTER.count(page.encode("utf-8", "surrogatepass"))
    if tags > MOST_ELEMENTS:
        raise refusal("too-many-elements", f"the page has {tags:,} tags, more than {MOST_ELEMENTS:,}")
    if most > MOST_ATTRIBUTES:
        raise refusal("endless-tag", f"a tag of the page has {most:,} attributes, more than {MOST_ATTRIBUTES:,}")
    if pairs > MOST_PAIRS:
        raise refusal("endless-tags", "the tags of the page have more attributes than a parser takes in a second")
    if attributes > MOST_ATTRIBUTES_IN_ALL:
        raise refusal("endless-tags", f"the tags of the page have more than {MOST_ATTRIBUTES_IN_ALL:,} attributes")
    return tags


def refusal(code: str, what: str) -> CleanerError:
    """Return the error for a page that is refused."""
    return CleanerError(code, what, do="it is no article; leave it out")


def count_fast(page: bytes) -> Tags:
    """Count the tags of a page by machine code."""
    import numpy as np

    from cleaner.kernels.native import entry

    counts = np.zeros(len(Tags._fields), np.int64)
    entry(KERNEL)(np.frombuffer(page or bytes(1), np.uint8), len(page), counts)
    return Tags(*counts.tolist())


def count_slowly(page: bytes) -> Tags:
    """Count the same in Python alone."""
    found = _TAG.findall(page)
    starts = [tag for script, raw, _, other, _ in found if (tag := script or raw or other)]
    counts = [_count_attributes(tag) for tag in starts]
    pairs = sum(count * count for count, tag in zip(counts, starts, strict=True) if len(tag) >= LONG_TAG)
    return Tags(sum(not end for *_, end in found), max(counts, default=0), pairs, sum(counts))


def _count_attributes(tag: bytes) -> int:
    name = _FIRST_NAME.match(tag)
    return len(_EACH_ATTRIBUTE.findall(tag, name.end() if name else 0))
