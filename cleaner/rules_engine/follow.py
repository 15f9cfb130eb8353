"""What a match may take along: the widget that runs to the end, or the list under a heading."""

from __future__ import annotations

from cleaner.text.page import Page
from cleaner.text.words import count_words, has_sentence, link_share

__all__ = ["first_unlike_widget", "list_end"]

SHORT_LINE = 14
"""Words. Measured on comment threads and footers: names, dates, counters and labels are shorter."""
LONGEST_COMMENT = 120
SHARE_LONG = 0.5
LONGEST_ITEM = 25


def first_unlike_widget(page: Page, number: int) -> int:
    """Return the first solid block from `number` on that shows an article going on, or -1.

    A widget is made of short lines: names, dates, counters, form labels. A reader's comment may stand among them, but two
    long blocks in a row, a very long one, or more long blocks than short ones are an article.
    """
    after = range(number, len(page.contents))
    longs = [at for at in after if _is_long(page, at)]
    for at in longs:
        if page.kind(at) == "code" or page.words(at) > LONGEST_COMMENT or at - 1 in longs:
            return at
    return longs[0] if len(longs) > SHARE_LONG * len(after) else -1


def _is_long(page: Page, number: int) -> bool:
    return page.kind(number) == "code" or page.words(number) > SHORT_LINE


def list_end(page: Page, start: int, *, kind: str, at_most: int) -> int:
    """Return the solid block after the list that begins at `start`.

    The items are alike: all list items, all links, or all short lines that are no sentences. A short line before a
    paragraph may be a heading of the article and stays.
    """
    end = start
    while end < len(page.contents) and end - start < at_most and _is_item(page, end, kind) and page.kind(end) == page.kind(start):
        end += 1
    heads_text = start < end < len(page.contents) and kind == "short" and page.kind(end - 1) != "list" and page.words(end) > LONGEST_ITEM
    return end - 1 if heads_text else end


def _is_item(page: Page, number: int, kind: str) -> bool:
    content, form = page.contents[number], page.kind(number)
    if form in ("code", "table", "heading") or count_words(content) > LONGEST_ITEM:
        return False
    if kind == "items":
        return form == "list"
    if kind == "links":
        return link_share(page.raw(number)) >= 0.8
    return not has_sentence(content, words=8)
