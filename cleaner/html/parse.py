"""Parse a page once, in bounded time and memory; a page that is none is refused with a reason."""

from __future__ import annotations

import re

from cleaner.errors import CleanerError
from cleaner.html.decode import decode
from cleaner.html.dom import Element

__all__ = ["DEEPEST", "LARGEST_PAGE", "MOST_ATTRIBUTES", "MOST_ELEMENTS", "parse", "read_page"]

LARGEST_PAGE = 20_000_000
"""Bytes of a page; a larger one is no article."""
MOST_ELEMENTS = 200_000
"""Elements of a page. Measured: an extractor takes 11 s and 600 MB for so many."""
DEEPEST = 2_000
"""Levels; libxml2 gives up at 2,048."""
MOST_ATTRIBUTES = 5_000
"""Attributes of a tag. libxml2 takes quadratic time: 5,000 take 30 ms, 400,000 take minutes."""
LONG_TAG = 20_000
"""Bytes of a tag whose attributes are counted."""
_TAG = re.compile(
    rb"<(?:!--(?:[^-]++|-(?!->))*+"
    rb"|(?P<raw>script|style|textarea)\b[^>]*+>(?:[^<]++|<(?!/(?P=raw)))*+"
    rb"|(?P<tag>[a-z][^\s/>]*+(?:[\s/]++|[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"?+|'[^']*+'?+|[^\s>\"'][^\s>]*+)?+)?+)*+))",
    re.IGNORECASE,
)
"""A tag as HTML has it: a quote hides a `>` only where it begins a value. What comments and scripts hold is none."""
_ATTRIBUTE = re.compile(rb"[\s/\"'][^\s\"'>/=]+(?:\s*=\s*(?:\"[^\"]*+\"?+|'[^']*+'?+|[^\s\"'>]+))?")
_EMPTY = b"<html><head></head><body></body></html>"
_CONTROLS = bytes({*range(0x20)} - {*b"\t\n\r"})
_NONCHARACTERS = ("\ufffe".encode(), "\uffff".encode())
"""What XML cannot hold, and lxml refuses."""


def read_page(data: bytes | str, encoding: str = "") -> bytes:
    """Return a page in UTF-8, without characters that a tree cannot hold. Raise `CleanerError` for one that is too large."""
    if len(data) > LARGEST_PAGE:
        raise _refusal("too-large", f"the page has {len(data):,} {'bytes' if isinstance(data, bytes) else 'characters'}, more than {LARGEST_PAGE:,}")
    text = decode(data, encoding) if isinstance(data, bytes) else data.removeprefix("\ufeff")
    page = text.encode("utf-8", "replace").translate(None, _CONTROLS)
    if _NONCHARACTERS[0][:2] in page:
        for sign in _NONCHARACTERS:
            page = page.replace(sign, b"")
    if (most := _most_attributes(page)) > MOST_ATTRIBUTES:
        raise _refusal("endless-tag", f"a tag of the page has {most:,} attributes, more than {MOST_ATTRIBUTES:,}")
    return page


def parse(page: bytes) -> Element:
    """Return the tree of a page. Raise `CleanerError` for one that is nested too deep or has too many elements."""
    from lxml import etree, html

    # With collect_ids lxml keeps a table of all ids that nothing here reads.
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, collect_ids=False)
    # lxml.html's own parser asks a function in Python for the class of every element that is looked at: 3 ms a page.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=html.HtmlElement))
    try:
        tree = html.document_fromstring(page, parser=parser, ensure_head_body=True)
    except etree.ParserError:  # nothing but white space or comments
        return html.document_fromstring(_EMPTY)
    if any("depth" in entry.message for entry in parser.error_log.filter_from_fatals()):
        raise _refusal("too-deep", f"the page is nested deeper than {DEEPEST:,} elements")
    if (count := int(tree.xpath("count(//*)"))) > MOST_ELEMENTS:
        raise _refusal("too-many-elements", f"the page has {count:,} elements, more than {MOST_ELEMENTS:,}")
    return tree


def _most_attributes(page: bytes) -> int:
    """Return how many attributes a tag has, of the tags that can have many."""
    long = (tag for match in _TAG.finditer(page) if len(tag := match["tag"] or b"") > LONG_TAG)
    return max((sum(1 for _ in _ATTRIBUTE.finditer(tag)) for tag in long), default=0)


def _refusal(code: str, what: str) -> CleanerError:
    return CleanerError(code, what, do="it is no article; leave it out")
