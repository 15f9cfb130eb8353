"""The visible text of an element: a line for each block, items of lists marked, white space as a browser shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cleaner.html.dom import Element

__all__ = ["Block", "blocks", "in_one_line", "plain_text", "visible_text"]

HIDDEN = frozenset(
    "script style noscript template svg head iframe select option datalist textarea object embed applet audio video canvas map math"
    " dialog frame frameset noembed noframes".split()
)
"""Elements that a reader does not see, or that hold no text of the page."""
BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6"
    " header hgroup hr html legend li main menu nav ol optgroup p pre search section summary table tbody tfoot thead tr ul caption button".split()
)
BREAK, CELLS = "br", frozenset(("td", "th"))
ITEM = "- "
Block = tuple[Element, str]
"""The innermost block element that a block of text stands in, and the text."""


def visible_text(root: Element) -> str:
    """Return the visible text below an element, a block a line."""
    return "\n".join(text for _, text in blocks(root))


def plain_text(root: Element) -> str:
    """Return the visible text below an element on one line."""
    return in_one_line(text for _, text in blocks(root))


def in_one_line(lines: Iterable[str]) -> str:
    """Return blocks of visible text on one line."""
    return " ".join(line.removeprefix(ITEM) for line in lines)


def _is_hidden(element: Element) -> bool:
    """Tell whether a reader does not see an element, by its kind or by its own word."""
    if element.tag in HIDDEN or element.get("hidden") is not None:
        return True
    style = element.get("style")
    return bool(style) and "display:none" in style.replace(" ", "").lower()


def blocks(root: Element) -> Iterator[Block]:
    """Yield each block of visible text with the innermost block element that it stands in, in order; items begin with `- `."""
    from lxml import etree

    holders, pieces, flushes = [root], list[str](), False
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag, text, holder = element.tag, None, holders[-1]
        if event == "start":
            if (tag in HIDDEN or (len(element.attrib) and _is_hidden(element))) and element is not root:
                walk.skip_subtree()
                continue
            if flushes := tag in BLOCKS:
                holders.append(element)
            elif tag == BREAK:
                flushes = True
            elif tag in CELLS:
                pieces.append(" ")
            text = element.text
        else:
            if flushes := tag in BLOCKS and holder is element:
                holders.pop()
            text = element.tail if element is not root else None
        if flushes and pieces:
            if (line := _line(pieces, holder)) is not None:
                yield holder, line
            pieces.clear()
        if text:
            pieces.append(text)
    if (line := _line(pieces, root)) is not None:
        yield root, line


def _line(pieces: list[str], holder: Element) -> str | None:
    whole = "".join(pieces)
    if not whole or whole.isspace():
        return None
    text = whole.strip("\n") if holder.tag == "pre" else " ".join(whole.split())
    return ITEM + text if holder.tag == "li" else text
