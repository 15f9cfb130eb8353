"""Extractors behind one shape: a tree without its furniture goes in, the text of the article comes out."""

from __future__ import annotations

from collections.abc import Callable

from cleaner.errors import CleanerError, nearest
from cleaner.html.dom import Element
from cleaner.html.recover import recover
from cleaner.html.visible import visible_text

__all__ = ["EXTRACTORS", "FAST", "extractor_named"]

FAST = "resiliparse"
Extractor = Callable[[Element], str]


def by_trafilatura(tree: Element) -> str:
    """Return the main content by trafilatura: without comments, and without its deduplication, which depends on earlier pages."""
    import logging

    from trafilatura import extract

    # Without a handler it prints to standard error that a page holds nothing.
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    return recover(tree, extract(tree, include_comments=False, deduplicate=False) or "")


EXTRACTORS: dict[str, Extractor] = {"trafilatura": by_trafilatura, "none": visible_text, FAST: by_trafilatura}
"""What takes the text from a tree. The fast extractor has a tree of its own; where it finds little, the first takes over."""


def extractor_named(name: str) -> Extractor:
    """Return an extractor. Raise `CleanerError` for a name that none has."""
    if name not in EXTRACTORS:
        raise CleanerError("no-such-extractor", f"there is no extractor '{name}'", do=nearest(name, EXTRACTORS) or f"known are {', '.join(EXTRACTORS)}")
    return EXTRACTORS[name]
