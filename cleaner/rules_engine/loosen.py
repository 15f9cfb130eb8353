r"""Loosen a pattern: a superset of it that is many times smaller, for a first look at a whole text.

Gaps lose their bounds (`.{0,80}` is `.*`), boundaries go, and outside ASCII a class of letters takes everything.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from cleaner.rules_engine.exact import SPACES, quote, quote_in_class, with_twins
from cleaner.rules_engine.tree import CATEGORIES, Alt, AnyChar, Char, Class, Group, Mark, Node, Rep, Seq

__all__ = ["has", "screen"]

WIDE = r"\x{80}-\x{10ffff}"
JUNK = r"[\x00-\x09\x0b-\x20>#*+|~`_\-\x{85}\x{a0}\x{b7}\x{61c}\x{1680}\x{2000}-\x{206f}\x{25a0}-\x{25ff}\x{3000}\x{feff}]*"
"""What may stand between a line's end and its words: white space, bullets and the marks of headings and quotes."""
SPACE = f"[{SPACES}]+"
_ASCII_SPACES = " \t\n\r\x0b\x0c"
"""Those of `SPACES`, and the line end: Python knows four separators beside them."""

_ESCAPES = {"w": rf"0-9A-Za-z_{WIDE}", "d": r"\p{Nd}", "s": SPACES}


def screen(node: Node) -> str:
    """Return a pattern in RE2's syntax that matches wherever the exact one does."""
    match node:
        case Char(char):
            return _char(char)
        case AnyChar():
            return "."
        case Class():
            return _class(node)
        case Mark(kind):
            return {"^": rf"(?m:^){JUNK}", "$": rf"{JUNK}(?m:$)"}.get(kind, "")
        case Rep(child, low, high):
            return f"(?:{screen(child)}){'?' if (low, high) == (0, 1) else '+' if low else '*'}"
        case Group(child, _, flags):
            return f"(?{flags}:{screen(child)})"
        case Alt(items):
            return "|".join(map(screen, items))
        case Seq(items):
            return "".join(f"(?:{screen(item)})" if isinstance(item, Alt) else screen(item) for item in items)


@cache
def _char(char: str) -> str:
    if char == " ":
        return SPACE
    return char if char.isascii() and char.isalnum() else with_twins(char)


@cache
def _class(node: Class) -> str:
    r"""Loosen a class; without regard to case RE2 takes `[^\P{Lu}]` for all letters, so that excludes nothing here."""
    if not node.negated:
        return f"[{quote_in_class(node.ranges)}{''.join(map(_property, node.escapes))}]"
    if any(name[0] == "P" for name in node.escapes):
        return "."
    excluded = "".join(quote(chr(code)) for code in range(128) if chr(code) == "\n" or _holds(node, chr(code)))
    return f"[^{excluded}]"


def _property(name: str) -> str:
    if name in _ESCAPES:
        return _ESCAPES[name]
    if name[0] == "p" and name[1:] not in CATEGORIES:
        return rf"\p{{{name[1:]}}}"
    return "".join(quote(chr(code)) for code in range(128) if chr(code) != "\n" and has(chr(code), name)) + WIDE


def _holds(node: Class, char: str) -> bool:
    return any(low <= char <= high for low, high in node.ranges) or any(has(char, name) for name in node.escapes)


def has(char: str, name: str) -> bool:
    """Tell whether an ASCII character is of a class or has a Unicode property."""
    if name in "wWdDsS":
        held = {"w": char.isalnum() or char == "_", "d": char.isdigit(), "s": char in _ASCII_SPACES}[name.lower()]
        return held == name.islower()
    category = unicodedata.category(char)
    wanted = name[1:]
    held = category.startswith(wanted) if len(wanted) <= 2 else wanted == "Latin" and char.isalpha()
    return held == (name[0] == "p")
