"""The tags of a page, counted before it is parsed: parsers take quadratic time in the attributes of a tag, and memory for all of them."""

from __future__ import annotations

from typing import NamedTuple

from cleaner.errors import CleanerError
from cleaner.html.foreign import hidden_tags
from cleaner.html.tokens import END, LONG_TAG, OTHER, TOKEN, count_attributes

__all__ = [
    "MOST_ATTRIBUTES",
    "MOST_ATTRIBUTES_IN_ALL",
    "MOST_ELEMENTS",
    "MOST_HIDDEN",
    "MOST_PAIRS",
    "Tags",
    "check_tags",
    "count_fast",
    "count_slowly",
    "refusal",
]

MOST_ELEMENTS = 200_000
"""Elements of a page. Measured: an extractor takes 11 s and 600 MB for so many."""
MOST_ATTRIBUTES = 5_000
"""Attributes of a tag. Each is compared with those before it: 5,000 take 30 ms, 400,000 take minutes."""
MOST_PAIRS = 2 * MOST_ATTRIBUTES**2
"""What the squares of the numbers of attributes of long tags may come to: 0.1 s. Measured: 1,000 tags of 20,000 bytes take 50 s."""
MOST_ATTRIBUTES_IN_ALL = 1_000_000
"""Attributes of a page. Measured: 8 million take 2 GB."""
MOST_HIDDEN = 1_000
"""Tags that only some parsers see, in a page that the fast one may read; they are shorter than `LONG_TAG`."""
KERNEL = "count_tags"
FEW_BYTES, MORE_BYTES = 1 << 22, 1 << 26
"""So much of pages is counted in Python, 10 ms for a MB; then machine code is loaded, or, where there is none yet, compiled in three seconds."""


class Tags(NamedTuple):
    """Tags and comments of a page, the most attributes of a tag, the sum of their squares over long tags, and the attributes of all.

    `hidden` are those that only some parsers see (`cleaner.html.foreign`), which are not among them.
    """

    tags: int = 0
    most: int = 0
    pairs: int = 0
    attributes: int = 0
    hidden: int = 0


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


def check_tags(page: str) -> Tags:
    """Return what is counted of a page's tags. Raise `CleanerError` for a page whose tags would take a parser endless time or memory."""
    found = _COUNTER.count(page.encode("utf-8", "surrogatepass"))
    tags, most, pairs, attributes, _ = found
    if tags > MOST_ELEMENTS:
        raise refusal("too-many-elements", f"the page has {tags:,} tags, more than {MOST_ELEMENTS:,}")
    if most > MOST_ATTRIBUTES:
        raise refusal("endless-tag", f"a tag of the page has {most:,} attributes, more than {MOST_ATTRIBUTES:,}")
    if pairs > MOST_PAIRS:
        raise refusal("endless-tags", "the tags of the page have more attributes than a parser takes in a second")
    if attributes > MOST_ATTRIBUTES_IN_ALL:
        raise refusal("endless-tags", f"the tags of the page have more than {MOST_ATTRIBUTES_IN_ALL:,} attributes")
    return found


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
    tags, most, pairs, attributes = 0, 0, 0, 0
    for token in TOKEN.finditer(page):
        tags += token.lastindex != END
        if tag := token[OTHER] or token[1] or token[4]:
            count = count_attributes(tag)
            most, attributes = max(most, count), attributes + count
            pairs += count * count if len(tag) >= LONG_TAG else 0
    return Tags(tags, most, pairs, attributes, hidden_tags(page))
