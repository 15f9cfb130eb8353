"""The tags of a page as HTML's tokenizer tells them apart: the text of scripts, styles, titles and the like holds none."""

from __future__ import annotations

import re

__all__ = ["END", "LONG_TAG", "OTHER", "TOKEN", "count_attributes", "ends_itself", "name_of"]

_SPACE = r" \t\n\r\f"
_NAME, _NAME_END = rf"[^{_SPACE}/>]*+", rf"[{_SPACE}/>]"
_ATTRIBUTE = rf"[^{_SPACE}/>][^{_SPACE}/>=]*+(?:[{_SPACE}]*+=[{_SPACE}]*+(?:\"[^\"]*+\"?+|'[^']*+'?+|[^{_SPACE}>\"'][^{_SPACE}>]*+)?+)?+"
_ATTRIBUTES = rf"(?:[{_SPACE}]++|/++(?!>)|{_ATTRIBUTE})*+"
_IN_DOUBLE = rf"(?:[^<-]++|-(?!->)|<(?!/script{_NAME_END}))*+(?:</script(?={_NAME_END}))?+"
_IN_COMMENT = rf"(?:[^<-]++|-(?!->)|<script(?={_NAME_END}){_IN_DOUBLE}|<(?!/script{_NAME_END}))*+(?:-->)?+"
_IN_SCRIPT = rf"(?:[^<]++|<!(?=--){_IN_COMMENT}|<(?!/script{_NAME_END}))*+"
"""A comment in a script may hold a script, whose end does not end the outer one."""
_RAW = "style|textarea|title|xmp|iframe|noembed|noframes"
TOKEN = re.compile(
    rf"<(?:(script(?={_NAME_END}){_ATTRIBUTES}(/++(?=>))?+)(?(2)|(?:>({_IN_SCRIPT}))?+)"
    rf"|(({_RAW})(?={_NAME_END}){_ATTRIBUTES}(/++(?=>))?+)(?(6)|(?:>((?:[^<]++|<(?!/\5{_NAME_END}))*+))?+)"
    rf"|([a-z]{_NAME}{_ATTRIBUTES}/*+)|(/[a-z]{_NAME}{_ATTRIBUTES}/*+)|!--(?!-?>)(?:[^-]++|-(?!-!?>))*+|([!?/][^>]*+))".encode(),
    re.IGNORECASE,
)
"""A tag as HTML has it: a quote hides a `>` only where it begins a value; comments, scripts and other raw text hold none.

Its ten groups, all without their `<` and `>`: a script's start tag, the slash that ends it, else its text; the start tag of another element
with raw text, its name, slash and text; another start tag; an end tag; a declaration. As for libxml2, such a slash leaves an element empty.
"""
LONG_TAG = 1_000
"""Bytes of a tag whose attributes may cost much: each is compared with those before it. Shorter ones take at most 0.3 s for each MB of a page."""
OTHER, END = 8, 9
"""The groups of most tokens."""
_FIRST_NAME = re.compile(rf"/?+({_NAME})".encode())
_EACH_ATTRIBUTE = re.compile(_ATTRIBUTE.encode())


def name_of(tag: bytes) -> bytes:
    """Return the name of a start or end tag, small."""
    name = _FIRST_NAME.match(tag)
    return name[1].lower() if name else b""


def count_attributes(tag: bytes) -> int:
    """Count the attributes of a start tag."""
    return len(_EACH_ATTRIBUTE.findall(tag, len(name_of(tag))))


def ends_itself(tag: bytes) -> bool:
    """Tell whether a start tag ends in a slash that belongs to no attribute."""
    return tag.endswith(b"/") and all(attribute.end() < len(tag) for attribute in _EACH_ATTRIBUTE.finditer(tag, len(name_of(tag))))
