"""The fast way: resiliparse, which parses into a tree of its own; where it finds next to nothing, the thorough way takes over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cleaner.errors import CleanerError
from cleaner.html.dom import DomRemoval, DomRule, Extracted
from cleaner.html.metadata import metadata
from cleaner.html.miss import ENOUGH, is_miss
from cleaner.html.parse import parse
from cleaner.html.prose import word_key
from cleaner.html.prune import Pruner
from cleaner.text.words import count_words

__all__ = ["MainContent", "main_content", "with_headlines"]

MANY_TAGS = 20_000
"""A page with more tags is parsed first as any other, which bounds its depth: resiliparse takes quadratic time in it."""
HEAD_LINES = 8
"""The lines in which a headline may stand."""
_BULLET = re.compile(r"^ *• *", re.MULTILINE)
_BLANK = re.compile(r"\n{2,}")
_HEAD_END = re.compile(r"</head|<body", re.IGNORECASE)
_UNREAD = re.compile(r"<(?:script\b(?![^>]*ld\+json)[^>]*+>(?:[^<]++|<(?!/script))*+|style\b[^>]*+>(?:[^<]++|<(?!/style))*+)", re.IGNORECASE)
"""What makes most of a head, and tells nothing of the article."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class MainContent(NamedTuple):
    """What was found in a page, its number of words, and that of all of the page's, where it was counted."""

    text: str
    words: int
    whole: int = 0

    @property
    def is_miss(self) -> bool:
        """Whether the thorough way should look."""
        return is_miss(self.words, self.whole)


def with_headlines(found: MainContent, page: str, pruner: Pruner, url: str = "") -> Extracted:
    """Return the main content of a page without what rules take for its headline.

    Of the rules over HTML only those run that ask nothing but what a line is the same as. What they take has the number of
    its line for a path.
    """
    head = page[: end.start() if (end := _HEAD_END.search(page)) else 0]
    meta = metadata(parse(_UNREAD.sub("", head)), url)
    lines = _BLANK.sub("\n", _BULLET.sub("- ", found.text)).strip().split("\n")
    rules = [rule for rule in pruner.rules if rule.same_as]
    gone = dict(_headlines(lines, rules, meta))
    return Extracted("\n".join(line for number, line in enumerate(lines) if number not in gone), meta, tuple(gone.values()))


def main_content(page: str) -> MainContent:
    """Return what resiliparse takes for the main content of a page."""
    try:
        from resiliparse.extract.html2text import extract_plain_text
        from resiliparse.parse.html import HTMLTree
    except ImportError:
        raise CleanerError("missing-extra", "the extractor 'resiliparse' is not installed", do="pip install 'cleaner[fast]'") from None
    if page.count("<") > MANY_TAGS:
        parse(page)
    try:
        tree = HTMLTree.parse(page)
    except UnicodeEncodeError:  # halves of surrogate pairs
        tree = HTMLTree.parse(page.encode("utf-8", "replace").decode())
    text = _CONTROL.sub("", extract_plain_text(tree, main_content=True, alt_texts=False, comments=False))
    words = count_words(text)
    if words >= ENOUGH:
        return MainContent(text, words)
    return MainContent(text, words, count_words(extract_plain_text(tree, main_content=False, alt_texts=False, comments=False)))


def _headlines(lines: list[str], rules: list[DomRule], meta: dict[str, str]) -> Iterator[tuple[int, DomRemoval]]:
    for number, line in enumerate(lines[:HEAD_LINES]):
        for rule in rules:
            key = word_key(line)
            if key != "  " and word_key(meta.get(rule.same_as, "")).startswith(key) and count_words(line) > 1:
                yield number, DomRemoval(f"line {number + 1}", line, rule.id, rule.why)
                break
