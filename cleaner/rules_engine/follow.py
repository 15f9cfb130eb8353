"""What a match may take along: the widget that runs to the end, or the list under a heading."""

from __future__ import annotations

from typing import NamedTuple

from cleaner.text.page import Page
from cleaner.text.words import count_words, has_sentence, link_share

__all__ = ["first_unlike_widget", "list_end"]

SHORT_LINE = 14
"""Words. Measured on comment threads and footers: names, dates, counters and labels are shorter."""
LONGEST_COMMENT = 120
SHARE_LONG = 0.5
LONGEST_ITEM = 25
LONGEST_LIST = 5
"""Blocks to the end, the last paragraph among them: feet of whole pages are longer."""
STOPS = (".", "。", "．", "।", "۔")


def first_unlike_widget(page: Page, number: int) -> int:
    """Return the first solid block from `number` on that shows an article going on, or -1.

    A widget is made of short lines: names, dates, counters, form labels. A reader's comment may stand among them, but two
    long blocks in a row, a very long one, or more long blocks than short ones are an article. So are a few last blocks that
    all end in a full stop, and a last block that is the only one: under a short list of titles it is how an article ends.
    """
    if number >= page.count:
        return -1
    if "ahead" not in page.known:
        page.known["ahead"] = _look_ahead(page)
    ahead: list[_Ahead] = page.known["ahead"]
    here = ahead[number]
    article = min(here.too_long, here.pair)
    if article < len(ahead):
        return article
    left = len(ahead) - number
    if left <= LONGEST_LIST and ahead[-1].stops and here.stops in (1, left) and "©" not in page.content(len(ahead) - 1):
        return len(ahead) - 1
    return here.long if here.longs > SHARE_LONG * left else -1


class _Ahead(NamedTuple):
    """What lies from a block on: the first block too long for a widget, the second of two long ones, the first long one, their number.

    And the number of paragraphs that end in a full stop.
    """

    too_long: int
    pair: int
    long: int
    longs: int
    stops: int


def _look_ahead(page: Page) -> list[_Ahead]:
    """Look from every block to the end, once for all rules: from the end to the start."""
    none = page.count
    ahead = [_Ahead(none, none, none, 0, 0)]
    follows_long = False
    for at in range(none - 1, -1, -1):
        code = page.kind(at) == "code"
        words = page.words(at)
        is_long = code or words > SHORT_LINE
        before = ahead[-1]
        ahead.append(
            _Ahead(
                at if code or words > LONGEST_COMMENT else before.too_long,
                at + 1 if is_long and follows_long else before.pair,
                at if is_long else before.long,
                before.longs + is_long,
                before.stops + (page.kind(at) == "paragraph" and page.content(at).endswith(STOPS)),
            )
        )
        follows_long = is_long
    return ahead[:0:-1]


def list_end(page: Page, start: int, *, kind: str, at_most: int) -> int:
    """Return the solid block after the list that begins at `start`.

    The items are alike: all list items, all links, or all short lines that are no sentences. A short line before a
    paragraph may be a heading of the article and stays.
    """
    end = start
    while end < page.count and end - start < at_most and _is_item(page, end, kind) and page.kind(end) == page.kind(start):
        end += 1
    heads_text = start < end < page.count and kind == "short" and page.kind(end - 1) != "list" and page.words(end) > LONGEST_ITEM
    return end - 1 if heads_text else end


def _is_item(page: Page, number: int, kind: str) -> bool:
    content, form = page.content(number), page.kind(number)
    if form in ("code", "table", "heading") or count_words(content) > LONGEST_ITEM:
        return False
    if kind == "items":
        return form == "list"
    if kind == "links":
        return link_share(page.raw(number)) >= 0.8
    return not has_sentence(content, words=8)
