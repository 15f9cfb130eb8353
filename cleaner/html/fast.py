"""The fast way: resiliparse, which parses into a tree of its own; where it finds next to nothing, the thorough way takes over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cleaner.errors import CleanerError
from cleaner.html.dom import DomRemoval, DomRule, Extracted
from cleaner.html.metadata import metadata
from cleaner.html.parse import parse
from cleaner.html.prose import word_key
from cleaner.html.prune import Pruner
from cleaner.text.words import count_words

__all__ = ["MainContent", "main_content", "with_headlines"]

MANY_TAGS = 20_000
"""A page with more tags is parsed first as any other, which bounds its depth: resiliparse takes quadratic time in it."""
CERTAINLY_ENOUGH = 600
FEWEST_WORDS, LEAST_SHARE = 50, 0.1
"""A result of fewer words, or of less than this share of a page's words, is taken for a miss: on two gold sets all of those were."""
FAIR_WORDS = 300
"""A miss of so many words holds an article, and other things: the thorough way then does without its own second opinions."""
HEAD_LINES = 8
"""The lines in which a headline may stand."""
_BULLET = re.compile(r"^ *• *", re.MULTILINE)
_BLANK = re.compile(r"\n{2,}")
_HEAD_END = re.compile(rb"</head|<body", re.IGNORECASE)


class MainContent(NamedTuple):
    """What was found in a page, its number of words, and that of all of the page's, where it was counted."""

    text: str
    words: int
    whole: int = 0

    @property
    def is_miss(self) -> bool:
        """Whether the thorough way should look."""
        return self.words < CERTAINLY_ENOUGH and self.words < max(min(FEWEST_WORDS, self.whole), LEAST_SHARE * self.whole)

    @property
    def is_fair(self) -> bool:
        """Whether the thorough way need not try all that it knows."""
        return self.words >= FAIR_WORDS


def with_headlines(found: MainContent, page: bytes, pruner: Pruner, url: str = "") -> Extracted:
    """Return the main content of a page without what rules take for its headline.

    Of the rules over HTML only those run that ask nothing but what a line is the same as. What they take has the number of
    its line for a path.
    """
    meta = metadata(parse(page[: end.start() if (end := _HEAD_END.search(page)) else 0]), url)
    lines = _BLANK.sub("\n", _BULLET.sub("- ", found.text)).strip().split("\n")
    rules = [rule for rule in pruner.rules if rule.same_as]
    gone = dict(_headlines(lines, rules, meta))
    return Extracted("\n".join(line for number, line in enumerate(lines) if number not in gone), meta, tuple(gone.values()))


def main_content(page: bytes) -> MainContent:
    """Return what resiliparse takes for the main content of a page."""
    try:
        from resiliparse.extract.html2text import extract_plain_text
        from resiliparse.parse.html import HTMLTree
    except ImportError:
        raise CleanerError("missing-extra", "the extractor 'resiliparse' is not installed", do="pip install 'cleaner[fast]'") from None
    if page.count(b"<") > MANY_TAGS:
        parse(page)
    tree = HTMLTree.parse(page.decode())
    text: str = extract_plain_text(tree, main_content=True, alt_texts=False, comments=False)
    words = count_words(text)
    if words >= CERTAINLY_ENOUGH:
        return MainContent(text, words)
    return MainContent(text, words, count_words(extract_plain_text(tree, main_content=False, alt_texts=False, comments=False)))


def _headlines(lines: list[str], rules: list[DomRule], meta: dict[str, str]) -> Iterator[tuple[int, DomRemoval]]:
    for number, line in enumerate(lines[:HEAD_LINES]):
        for rule in rules:
            key = word_key(line)
            if key != "  " and word_key(meta.get(rule.same_as, "")).startswith(key) and count_words(line) > 1:
                yield number, DomRemoval(f"line {number + 1}", line, rule.id, rule.why)
                break
