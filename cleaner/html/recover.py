"""Put back what an extractor lost: paragraphs between two that it kept, and the whole article where it took another part of the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from cleaner.html.dom import Element
from cleaner.html.prose import ProseBlock, is_framed, main_prose, prose_blocks, word_key
from cleaner.html.visible import Block, plain_text
from cleaner.text.words import count_words

__all__ = ["recover"]

TELLING_WORDS = 3
"""A block of fewer words may stand in a text by chance."""
FEWEST_WORDS = 4
MOST_LINKED = 0.3
MOST_LEVELS = 3
"""How deep below the element that holds its neighbours a lost block may stand; these, at most two."""
MOST_ADDED = 0.6
"""Share of a text that may come back; where it would be more, the page is not as it seems."""
LONGEST_GAP = 12
"""Blocks lost in a row; more are a part of the page that the extractor left out as a whole."""
ARTICLE_WORDS, LEAST_KEPT = 100, 0.2
"""An article of so many words, and as long as what was found, of which less than this share was kept was missed."""
_TAGS = frozenset("p li h2 h3 h4 blockquote".split())
_FURNITURE = re.compile(
    r"comment|author|byline|bio\b|share|social|newsletter|related|promo|advert|sponsor|caption|credit|\bads?\b|ad-|subscri|sign-?up|\bcta\b|widget|meta|tag|"
    r"recirc|recommend|more-|\btoc\b|table-of|embed|video|gallery|slide|disclos|affiliate|nav|menu|footer|popup|modal|hidden|breadcrumb|product|price|"
    r"button|btn|card|banner|sidebar|rail|quote|tweet|disclaimer|footnote|cite|copyright|exclude",
    re.IGNORECASE,
)
"""Words in a class or id by which authors of pages name what is not running text."""


def recover(blocks: Iterable[Block], text: str) -> str:
    """Return an extractor's text, line by line, with the paragraphs that it lost; `blocks` are those of the page that it read."""
    found = prose_blocks(blocks)
    article = main_prose(found)
    kept = _Lines(text, {block.text: block.key for block in found})
    words = sum(block.words for block in article)
    if words >= ARTICLE_WORDS and _kept_share(article, kept) < LEAST_KEPT and words >= count_words(text):
        return "\n".join(block.text for block in article)
    lost = list(_lost_groups(found, kept)) if text else []
    woven = "\n".join(_woven(kept, lost)) if lost else text
    return woven if len(woven) <= (1 + MOST_ADDED) * len(text) else text


class _Lines:
    """The lines of a text, and the keys of their words; `known` are keys of some lines."""

    def __init__(self, text: str, known: Mapping[str, str]) -> None:
        self.lines = text.split("\n")
        self.keys = [known.get(line) or word_key(line) for line in self.lines]
        self._lines = frozenset(self.keys)
        words = " ".join(self.keys).split()
        self._whole, self._pairs = f" {' '.join(words)} ", frozenset(pairwise(words))

    def __contains__(self, key: str) -> bool:
        """Tell whether words stand in the text, one after the other: mostly the first two of them tell."""
        if key in self._lines:
            return True
        _, first, second, *_ = key.split(" ", 3)
        return (not second or (first, second) in self._pairs) and key in self._whole


def _kept_share(article: Sequence[ProseBlock], kept: _Lines) -> float:
    return sum(block.words for block in article if block.key in kept) / sum(block.words for block in article)


def _lost_groups(found: Sequence[ProseBlock], kept: _Lines) -> Iterator[tuple[ProseBlock, list[ProseBlock]]]:
    """Yield the lost blocks between two kept ones, with the kept one before them."""
    there = [i for i, block in enumerate(found) if block.words >= TELLING_WORDS and block.key in kept]
    for before, after in pairwise(there):
        if 1 < after - before <= LONGEST_GAP + 1 and (lost := [block for block in _lost(found, before, after) if block.key not in kept]):
            yield found[before], lost


def _woven(kept: _Lines, groups: Iterable[tuple[ProseBlock, list[ProseBlock]]]) -> Iterator[str]:
    """Yield the lines, with lost blocks after the line of the kept block before them."""
    lines, keys, at = kept.lines, kept.keys, 0
    for before, lost in groups:
        line = next((i for i in range(at, len(keys)) if before.key in keys[i]), -1)
        if line >= 0:
            yield from lines[at : line + 1]
            yield from (block.text for block in lost)
            at = line + 1
    yield from lines[at:]


def _lost(found: Sequence[ProseBlock], before: int, after: int) -> Iterator[ProseBlock]:
    """Yield the blocks between two kept ones that stand in one container with them and read like its text."""
    above, below = _path(found[before].element), _path(found[after].element)
    shared = next((i for i, (a, b) in enumerate(zip(above, below, strict=False)) if a is not b), min(len(above), len(below)))
    if not shared or max(len(above), len(below)) - shared > 2:
        return
    for block in found[before + 1 : after]:
        inside = _path(block.element)[shared:]
        if block.words >= FEWEST_WORDS and 0 < len(inside) <= MOST_LEVELS and _is_text(block, inside):
            yield block


def _is_text(block: ProseBlock, inside: Sequence[Element]) -> bool:
    if block.element.tag not in _TAGS and not any(element.tag == "li" for element in inside):
        return False
    if any(is_framed(element, element.getparent()) or element.tag == "table" or _is_furniture(element) for element in inside):
        return False
    linked = sum(count_words(plain_text(link)) for link in block.element.iter("a"))
    return linked <= MOST_LINKED * block.words


def _is_furniture(element: Element) -> bool:
    return bool(_FURNITURE.search(f"{element.get('class') or ''} {element.get('id') or ''}"))


def _path(element: Element) -> list[Element]:
    return [*reversed(list(element.iterancestors())), element]
