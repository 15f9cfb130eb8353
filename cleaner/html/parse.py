"""Parse a page once, in bounded time and memory; a page that is none is refused with a reason."""

from __future__ import annotations

from cleaner.html.decode import decode
from cleaner.html.dom import Element
from cleaner.html.tags import check_tags, refusal

__all__ = ["DEEPEST", "LARGEST_PAGE", "page_text", "parse", "read_page"]

LARGEST_PAGE = 20_000_000
"""Bytes of a page; a larger one is no article."""
DEEPEST = 2_000
"""Levels; libxml2 gives up at 2,048."""
_EMPTY = b"<html><head></head><body></body></html>"
_CONTROLS = bytes({*range(0x20)} - {*b"\t\n\r"})
_NONCHARACTERS = ("\ufffe".encode(), "\uffff".encode())
"""What XML cannot hold, and lxml refuses."""


def read_page(data: bytes | str, encoding: str = "") -> str:
    """Return a page as text. Raise `CleanerError` for one that is too large, or has endless tags."""
    page = page_text(data, encoding)
    check_tags(page)
    return page


def page_text(data: bytes | str, encoding: str = "") -> str:
    """Return a page as text, its tags not yet counted. Raise `CleanerError` for one that is too large."""
    if len(data) > LARGEST_PAGE:
        raise refusal("too-large", f"the page has {len(data):,} {'bytes' if isinstance(data, bytes) else 'characters'}, more than {LARGEST_PAGE:,}")
    return decode(data, encoding) if isinstance(data, bytes) else data.removeprefix("\ufeff")


def parse(page: str) -> Element:
    """Return the tree of a page. Raise `CleanerError` for one that is nested too deep."""
    from lxml import etree, html

    # With collect_ids lxml keeps a table of all ids that nothing here reads.
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, collect_ids=False)
    # lxml.html's own parser asks a function in Python for the class of every element that is looked at: 3 ms a page.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=html.HtmlElement))
    try:
        tree = html.document_fromstring(_without_controls(page), parser=parser, ensure_head_body=True)
    except etree.ParserError:  # nothing but white space or comments
        return html.document_fromstring(_EMPTY)
    if any("depth" in entry.message for entry in parser.error_log.filter_from_fatals()):
        raise refusal("too-deep", f"the page is nested deeper than {DEEPEST:,} elements")
    return tree


def _without_controls(text: str) -> bytes:
    """Return a text in UTF-8 without the characters that a tree cannot hold."""
    data = text.encode("utf-8", "replace").translate(None, _CONTROLS)
    if _NONCHARACTERS[0][:2] in data:
        for sign in _NONCHARACTERS:
            data = data.replace(sign, b"")
    return data
