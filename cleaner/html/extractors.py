"""Extractors behind one shape: a tree without its furniture goes in, the text of the article comes out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cleaner.errors import CleanerError, nearest
from cleaner.html.cut import cut_out
from cleaner.html.dom import Element
from cleaner.html.miss import is_miss
from cleaner.html.recover import recover
from cleaner.html.visible import Block
from cleaner.text.words import count_words

__all__ = ["EXTRACTORS", "FAST", "Extractor", "extractor_named"]

FAST = "resiliparse"
_UNREAD = "//style | //script[not(@type = 'application/ld+json')]"
"""What trafilatura would copy four times before it drops it: without, it takes a tenth less time. It reads articles in JSON-LD."""
Extractor = Callable[[Element, Sequence[Block]], str]
"""It may change the tree; `Block`s are those of its visible text."""


def by_trafilatura(tree: Element, blocks: Sequence[Block]) -> str:
    """Return the main content by trafilatura: without comments, and without its deduplication, which depends on earlier pages."""
    return recover(blocks, _main_content(tree, alone=False))


def by_trafilatura_alone(tree: Element, blocks: Sequence[Block]) -> str:
    """Return the main content by trafilatura without the other extractors that it compares itself with, unless it finds next to nothing alone."""
    text = _main_content(tree, alone=True)
    whole = sum(count_words(block) for _, block in blocks)
    if is_miss(count_words(text), whole):
        text = _main_content(tree, alone=False)
    return recover(blocks, text)


def _main_content(tree: Element, *, alone: bool) -> str:
    import logging

    from trafilatura import extract

    # Without a handler it prints to standard error that a page holds nothing.
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    for unread in tree.xpath(_UNREAD):
        cut_out(unread)
    return extract(tree, include_comments=False, deduplicate=False, fast=alone) or ""


def by_none(_: Element, blocks: Sequence[Block]) -> str:
    """Return the whole visible text."""
    return "\n".join(text for _, text in blocks)


EXTRACTORS: dict[str, Extractor] = {"trafilatura": by_trafilatura, "none": by_none, FAST: by_trafilatura_alone}
"""What takes the text from a tree. The fast extractor has a tree of its own; here stands what takes over where it finds next to nothing."""


def extractor_named(name: str) -> Extractor:
    """Return an extractor. Raise `CleanerError` for a name that none has."""
    if name not in EXTRACTORS:
        raise CleanerError("no-such-extractor", f"there is no extractor '{name}'", do=nearest(name, EXTRACTORS) or f"known are {', '.join(EXTRACTORS)}")
    return EXTRACTORS[name]
