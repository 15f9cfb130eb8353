"""Raw text that another parser reads as markup, or markup that it takes for raw text: what one counts, the other may never see.

HTML5 knows no raw text in `<svg>` and `<math>`; libxml2 knows none in `<style/>`, where HTML5 does not see the slash. Where an `<svg>` ends,
only a whole parser can tell: here, it may end too late, never too early.
"""

from __future__ import annotations

import re

from cleaner.html.tokens import END, LONG_TAG, OTHER, TOKEN, ends_itself, name_of

__all__ = ["ENDLESS", "hidden_tags"]

ENDLESS = 1 << 30
"""So many tags are said to be hidden where two readings part, and may never meet again."""
_ROOTS = frozenset((b"svg", b"math"))
_POINTS = frozenset((b"title", b"desc", b"foreignobject", b"annotation-xml", b"mi", b"mo", b"mn", b"ms", b"mtext"))
"""Elements in them in which HTML begins anew: what is left open there keeps `</svg>` from ending anything."""
_FRAMES = b"frameset"
"""In and after it, raw text is read as tags that are dropped."""
_TELLING = frozenset((*_ROOTS, *_POINTS, _FRAMES))
_MAY_TELL = re.compile(rb"</?(?:%b)" % b"|".join(sorted(_TELLING)), re.IGNORECASE)
_NOT_YET, _OUTSIDE, _TO_THE_END = b"", b"<", b"<<"
"""What stands for a root where none has been seen yet, where none is open, and where one may be open up to the end of the page."""


def hidden_tags(page: bytes) -> int:
    """Return how many tags and comments of a page only some parsers see; `ENDLESS` where that cannot be told."""
    place, hidden = _Place(), 0
    for token in TOKEN.finditer(page):
        if token.lastindex in (OTHER, END) and not place.awaited and not _MAY_TELL.match(page, token.start()):
            continue
        script, slash, code, raw, _, raw_slash, text, other, end, declaration = token.groups()
        if tag := script or raw or other:
            name = name_of(tag)
            place.open(name, tag)
            if slash or raw_slash:
                return ENDLESS if place.is_foreign or _ends_later(page, token.end(), name) else hidden
            if place.is_foreign and (code or text):
                hidden += place.hidden_in(page, token.end() - len(code or text), token.end(), name)
        elif end:
            place.close(name_of(end))
        elif place.is_foreign and _is_torn(declaration):
            return ENDLESS
        if hidden >= ENDLESS:
            return ENDLESS
    return hidden


def _ends_later(page: bytes, at: int, name: bytes) -> bool:
    """Tell whether an end tag of this name stands behind a place."""
    return re.compile(rb"</%b[ \t\n\r\f/>]" % name, re.IGNORECASE).search(page, at) is not None


def _is_torn(declaration: bytes | None) -> bool:
    """Tell whether a declaration may be character data that ends elsewhere."""
    return declaration is not None and declaration.startswith(b"![CDATA[") and not declaration.endswith(b"]]")


class _Place:
    """Where reading has come to: the root that may be open, or what stands for none; how many of it; the point whose end must come next."""

    root, depth, awaited = _NOT_YET, 0, b""

    @property
    def is_foreign(self) -> bool:
        return self.root not in (_NOT_YET, _OUTSIDE)

    def open(self, name: bytes, tag: bytes) -> None:
        """Note a start tag."""
        if self.awaited or name == _FRAMES:
            self.stay()
        elif name in _ROOTS and not ends_itself(tag):
            self._enter(name)
        elif (name == b"title" and self.root) or (name in _POINTS and self.is_foreign and not ends_itself(tag)):
            self.awaited = name

    def _enter(self, name: bytes) -> None:
        if not self.is_foreign:
            self.root, self.depth = name, 1
        elif self.root == name:
            self.depth += 1
        else:
            self.stay()

    def close(self, name: bytes) -> None:
        """Note an end tag."""
        if self.awaited == name:
            self.awaited = b""
        elif self.awaited or (self.root and name in _POINTS):
            self.stay()
        elif self.root == name:
            self.depth -= 1
            self.root = self.root if self.depth else _OUTSIDE

    def stay(self) -> None:
        """Take all that follows for foreign."""
        self.root, self.awaited = _TO_THE_END, b""

    def hidden_in(self, page: bytes, begin: int, end: int, name: bytes) -> int:
        """Return how many tags and comments stand in the raw text of an element; the last may end where the end tag does, if that is plain."""
        hidden, meeting = 0, end + len("</") + len(name)
        for token in TOKEN.finditer(page, begin):
            if token.start() >= end:
                break
            script, raw, other, closing, declaration = token.group(1, 4, 8, 9, 10)
            is_open = token.end() >= end and not (token.end() == meeting and page[meeting : meeting + 1] == b">")
            if script or raw or is_open or len(other or b"") >= LONG_TAG or _is_torn(declaration):
                return ENDLESS
            hidden += not closing
            if name_of(other or closing or b"") in _TELLING:
                self.stay()
        return hidden
