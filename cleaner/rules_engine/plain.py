"""Write typographic signs plainly, so that most lines outside ASCII can be asked with patterns for ASCII.

A quotation mark, a dash or a no-break space is all that takes most English lines out of ASCII, and a pattern for all of Unicode takes a
hundred times as long to compile, and to match for the first time.
"""

from __future__ import annotations

import re
import unicodedata

from cleaner.rules_engine.exact import TWINS
from cleaner.rules_engine.flat import written_out
from cleaner.rules_engine.tree import Alt, Char, Class, Group, Node, Rep, Seq

__all__ = ["is_blind", "plain_form"]

_SEEN_BY_ALL = frozenset(("w", "W", "d", "D", "s", "S"))
"""Escapes that hold a sign as they hold its plain form."""


def _twins() -> dict[int, str]:
    """Return the plain forms in ASCII of signs that are no letters, as a modifier letter apostrophe is one.

    Guillemets are left as they stand: patterns name them for arrows.
    """
    forms = {char: plain for plain, items in TWINS.items() if plain.isascii() for char in written_out(items) if not char.isascii()}
    return {ord(char): plain for char, plain in forms.items() if unicodedata.category(char)[0] not in "LNM" and char not in "«»"}


_PLAIN = _twins()
_SIGNS = frozenset(map(chr, _PLAIN))
_FORMS = frozenset(_PLAIN.values())
_NO_ASCII = re.compile(r"[^\x00-\x7f]")


def plain_form(text: str) -> bytes | None:
    """Return a text with plain signs, of which it has as many; None where that is not ASCII."""
    for sign in set(_NO_ASCII.findall(text)):  # few, and one by one they take a fraction of what `str.translate` does
        if sign not in _SIGNS:
            return None
        text = text.replace(sign, _PLAIN[ord(sign)])
    return text.encode()


def is_blind(node: Node) -> bool:
    """Tell whether a pattern cannot tell a sign from its plain form: then it matches in the plain form of a text where it does in the text."""
    match node:
        case Char(char):
            return char not in _SIGNS
        case Class(ranges, escapes):
            return _holds_alike(ranges) and all(name in _SEEN_BY_ALL or name[1:2] in "LN" for name in escapes)
        case Seq(items) | Alt(items):
            return all(map(is_blind, items))
        case Group(child) | Rep(child):
            return is_blind(child)
    return True


def _holds_alike(ranges: tuple[tuple[str, str], ...]) -> bool:
    """Tell whether a class holds each sign where it holds its plain form, whose twins stand in it beside it."""
    single = {low for low, high in ranges if low == high}
    wide = [(low, high) for low, high in ranges if low != high]
    return all(_PLAIN[ord(sign)] in single for sign in single & _SIGNS) and not any(low <= sign <= high for low, high in wide for sign in _SIGNS | _FORMS)
