"""The fast way: resiliparse, which parses into a tree of its own; where it finds next to nothing, the thorough way takes over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.errors import CleanerError
from cleaner.html.dom import DomRemoval, DomRule, Extracted
from cleaner.html.metadata import metadata
from cleaner.html.parse import parse
from cleaner.html.prose import word_key
from cleaner.html.prune import Pruner
from cleaner.text.words import count_words

__all__ = ["extract_fast"]

MANY_TAGS = 20_000
"""A page with more tags is parsed first as any other, which bounds its depth: resiliparse takes quadratic time in it."""
CERTAINLY_ENOUGH = 600
FEWEST_WORDS, LEAST_SHARE = 50, 0.1
"""A result of fewer words, or of less than this share of a page's words, is taken for a miss: on two gold sets all of those were."""
HEAD_LINES = 8
"""The lines in which a headline may stand."""
_BULLET = re.compile(r"^ *• *", re.MULTILINE)
_BLANK = re.compile(r"\n{2,}")
_HEAD_END = re.compile(rb"</head|<body", re.IGNORECASE)


def extract_fast(page: bytes, pruner: Pruner, url: str = "") -> Extracted | None:
    """Return the main content of a page, or None where little was found and the thorough way should look.

    Of the rules over HTML only those run that ask nothing but what a line is the same as: headlines. What they take has the
    number of its line for a path.
    """
    text = _main_content(page)
    if text is None:
        return None
    meta = metadata(parse(page[: end.start() if (end := _HEAD_END.search(page)) else 0]), url)
    lines = _BLANK.sub("\n", _BULLET.sub("- ", text)).strip().split("\n")
    rules = [rule for rule in pruner.rules if rule.same_as]
    gone = dict(_headlines(lines, rules, meta))
    return Extracted("\n".join(line for number, line in enumerate(lines) if number not in gone), meta, tuple(gone.values()))


def _main_content(page: bytes) -> str | None:
    try:
        from resiliparse.extract.html2text import extract_plain_text
        from resiliparse.parse.html import HTMLTree
    except ImportError:
        raise CleanerError("missing-extra", "the extractor 'resiliparse' is not installed", do="pip install 'cleaner[fast]'") from None
    if page.count(b"<") > MANY_TAGS:
        parse(page)
    tree = HTMLTree.parse(page.decode())
    text: str = extract_plain_text(tree, main_content=True, alt_texts=False, comments=False)
    found = count_words(text)
    if found >= CERTAINLY_ENOUGH:
        return text
    whole = count_words(extract_plain_text(tree, main_content=False, alt_texts=False, comments=False))
    return None if found < max(min(FEWEST_WORDS, whole), LEAST_SHARE * whole) else text


def _headlines(lines: list[str], rules: list[DomRule], meta: dict[str, str]) -> Iterator[tuple[int, DomRemoval]]:
    for number, line in enumerate(lines[:HEAD_LINES]):
        for rule in rules:
            key = word_key(line)
            if key != "  " and word_key(meta.get(rule.same_as, "")).startswith(key) and count_words(line) > 1:
                yield number, DomRemoval(f"line {number + 1}", line, rule.id, rule.why)
                break
