"""The fast way: resiliparse, which parses into a tree of its own; where it finds next to nothing, the thorough way takes over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleaner.errors import CleanerError
from cleaner.html.dom import DomRemoval, DomRule, Element, Extracted
from cleaner.html.extractors import Extractor
from cleaner.html.metadata import LONGEST, metadata
from cleaner.html.miss import ENOUGH, FAIR, is_miss
from cleaner.html.parse import parse
from cleaner.html.prose import SENTENCE_WORDS, main_prose, prose_blocks, word_key
from cleaner.html.prune import Pruner
from cleaner.html.visible import Block
from cleaner.text.words import count_words

__all__ = ["MainContent", "main_content", "prose_about", "with_headlines"]

MANY_TAGS = 10_000
"""A page with more tags is parsed first as any other, which bounds its depth: resiliparse takes quadratic time in it."""
LONG_WORD = 20
"""Characters of a word with its space: so much of a text tells mostly whether it has enough."""
HEAD_LINES = 8
"""The lines in which a headline may stand."""
_BULLET = re.compile(r"^ *• *")
_HEAD_END = re.compile(r"</head|<body", re.IGNORECASE)
_UNREAD = re.compile(r"<(?:script\b(?![^>]*ld\+json)[^>]*+>(?:[^<]++|<(?!/script))*+|style\b[^>]*+>(?:[^<]++|<(?!/style))*+)", re.IGNORECASE)
"""What makes most of a head, and tells nothing of the article."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class MainContent(NamedTuple):
    """What was found in a page; whether that is next to nothing, so that the thorough way should look; whether it holds an article even so."""

    text: str
    is_miss: bool
    is_fair: bool = False


def with_headlines(found: MainContent, page: str, pruner: Pruner, url: str = "") -> Extracted:
    """Return the main content of a page without what rules take for its headline.

    Of the rules over HTML only those run that ask nothing but what a line is the same as. What they take has the number of
    its line for a path.
    """
    head = page[: end.start() if (end := _HEAD_END.search(page)) else 0]
    meta = metadata(parse(_UNREAD.sub("", head)), url)
    lines = [_BULLET.sub("- ", line) for line in found.text.strip().split("\n") if line]
    rules = [rule for rule in pruner.rules if rule.same_as]
    gone = dict(_headlines(lines, rules, meta))
    return Extracted("\n".join(line for number, line in enumerate(lines) if number not in gone), meta, tuple(gone.values()))


def main_content(page: str, *, tags: int = 0) -> MainContent:
    """Return what resiliparse takes for the main content of a page that has so many tags."""
    try:
        from resiliparse.extract.html2text import extract_plain_text
        from resiliparse.parse.html import HTMLTree
    except ImportError:
        raise CleanerError("missing-extra", "the extractor 'resiliparse' is not installed", do="pip install 'cleaner[fast]'") from None
    if tags > MANY_TAGS:
        parse(page)
    try:
        tree = HTMLTree.parse(page)
    except UnicodeEncodeError:  # halves of surrogate pairs
        tree = HTMLTree.parse(page.encode("utf-8", "replace").decode())
    text = _CONTROL.sub("", extract_plain_text(tree, main_content=True, alt_texts=False, comments=False))
    if _is_enough(text[: ENOUGH * LONG_WORD]) or (words := count_words(text)) >= ENOUGH:
        return MainContent(text, is_miss=False)
    whole = count_words(extract_plain_text(tree, main_content=False, alt_texts=False, comments=False))
    return MainContent(text, is_miss(words, whole), is_fair=words >= FAIR)


def _is_enough(text: str) -> bool:
    """Tell whether a text surely has enough words: what is left of it in ASCII, which is counted in a fifth of the time, has no more than all of it."""
    return count_words(text.encode("ascii", "ignore").decode()) >= ENOUGH


def prose_about(found: MainContent) -> Extractor:
    """Return an extractor for a page on which a fair text was found: the element that holds most of its prose, if that holds most of the text."""

    def extract(_: Element, blocks: Sequence[Block]) -> str:
        prose = main_prose(prose_blocks(blocks))
        whole = "".join(block.key for block in prose)
        lines = [(count_words(line), line) for line in found.text.split("\n")]
        sentences = [(words, word_key(line) in whole) for words, line in lines if words >= SENTENCE_WORDS]
        held = sum(words for words, is_held in sentences if is_held)
        return "\n".join(block.text for block in prose) if 2 * held > sum(words for words, _ in sentences) else found.text

    return extract


def _headlines(lines: list[str], rules: list[DomRule], meta: dict[str, str]) -> Iterator[tuple[int, DomRemoval]]:
    wanted = [(rule, word_key(meta[rule.same_as])) for rule in rules if rule.same_as in meta]
    for number, line in enumerate(lines[:HEAD_LINES]):
        key = word_key(line) if wanted and len(line) <= LONGEST else ""
        if key.strip() and count_words(line) > 1 and (rule := next((rule for rule, whole in wanted if whole.startswith(key)), None)):
            yield number, DomRemoval(f"line {number + 1}", line, rule.id, rule.why)
