"""The prose of a page: its blocks in a form that can be compared, and the element that holds most of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cleaner.html.dom import Element
from cleaner.html.visible import Block
from cleaner.text.words import count_words

__all__ = ["FRAMES", "SENTENCE_WORDS", "ProseBlock", "is_framed", "main_prose", "prose_blocks", "word_key"]

FRAMES = frozenset("nav aside footer header form figure figcaption button label dialog menu".split())
"""Elements that stand around articles, or hold what is no running text."""
SENTENCE_WORDS = 12
"""A block of so many words is taken for a sentence of prose."""
_ASIDE = re.compile(r"\bhidden\b|support-|donat|consent|cookie|privacy|comment|modal|popup|newsletter|disclaimer", re.IGNORECASE)
"""Words in a class by which authors of pages name prose that is not the article."""
_WORD = re.compile(r"\w+")
_SMALL_WORDS = bytes(byte if _WORD.match(chr(byte)) else ord(" ") for byte in range(128)).lower() + bytes(128)
"""What stands for each byte of ASCII in a key."""


class ProseBlock(NamedTuple):
    """A block of a page: the element that holds it, its text, its words as they are compared, their number."""

    element: Element
    text: str
    key: str
    words: int


def word_key(text: str) -> str:
    """Return the words of a text, small, between single spaces; so one text stands in another if its key does."""
    words = text.encode().translate(_SMALL_WORDS).decode().split() if text.isascii() else _WORD.findall(text.lower())
    return f" {' '.join(words)} "


def prose_blocks(blocks: Iterable[Block]) -> list[ProseBlock]:
    """Return those blocks that hold words."""
    found = ((element, text, word_key(text)) for element, text in blocks)
    return [ProseBlock(element, text, key, key.count(" ") - 1 if text.isascii() else count_words(text)) for element, text, key in found if key != "  "]


def is_framed(element: Element, above: Element = None) -> bool:
    """Tell whether an element is, or stands in, a frame; `above` is where looking ends."""
    while element is not None and element is not above:
        if element.tag in FRAMES:
            return True
        element = element.getparent()
    return False


def main_prose(found: Iterable[ProseBlock]) -> list[ProseBlock]:
    """Return the sentences, in order, of the element that holds most of a page's prose."""
    held: dict[Element, list[ProseBlock]] = {}
    above: dict[Element, Sequence[Element]] = {}
    for block in found:
        if block.words >= SENTENCE_WORDS and block.element.tag not in FRAMES and not _is_linked(block):
            parent = block.element.getparent()
            if parent not in above:
                above[parent] = () if is_framed(parent) else _holders(parent)
            for holder in above[parent]:
                held.setdefault(holder, []).append(block)
    best: Sequence[ProseBlock] = max(held.values(), key=_weight, default=[])
    return list(best)


def _holders(parent: Element) -> list[Element]:
    """Return the parent of a block and the grandparent, which hold the paragraphs of an article together."""
    above = parent.getparent() if parent is not None else None
    return [one for one in (parent, above) if one is not None and one.tag not in ("html", "body") and not _ASIDE.search(one.get("class") or "")]


def _weight(held: Sequence[ProseBlock]) -> int:
    return sum(block.words for block in held)


def _is_linked(block: ProseBlock) -> bool:
    linked = sum(count_words(" ".join(link.itertext())) for link in block.element.iter("a"))
    return 2 * linked > block.words
