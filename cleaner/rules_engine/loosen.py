"""Loosen a pattern for the set that reads every document: a superset that the set's automaton can run fast.

Bounded gaps become unbounded, boundaries go, and every class takes all characters outside ASCII or none of its own
finer points there. Bounded gaps in a set of hundreds of patterns make RE2's automaton thrash (measured: 2-6 MB/s
against 340 MB/s loosened).
"""

from __future__ import annotations

import unicodedata

from cleaner.rules_engine.exact import SPACES, TWINS, quote, quote_in_class
from cleaner.rules_engine.pattern import Alt, Any_, Char, Class, Group, Mark, Node, Rep, Seq

__all__ = ["loosen"]

WIDE = r"\x{80}-\x{10ffff}"
JUNK = r"[\x00-\x20>#*+|~`_\-\x{85}\x{a0}\x{b7}\x{1680}\x{2000}-\x{206f}\x{25a0}-\x{25ff}\x{3000}\x{feff}]*"
"""What may stand between a line's end and its words: white space and the marks that `strip_markup` takes."""

_ESCAPES = {"w": rf"0-9A-Za-z_{WIDE}", "d": rf"0-9{WIDE}", "s": SPACES}


def loosen(node: Node) -> str:
    """Return a pattern, in RE2's syntax, that matches wherever the exact one does."""
    match node:
        case Char(" "):
            return rf"[ \t\r\x0b\x0c{WIDE}]+"
        case Char(char):
            return f"[{TWINS[char]}]" if char in TWINS else quote(char)
        case Any_():
            return "."
        case Class(negated=False):
            return f"[{quote_in_class(node.ranges)}{''.join(map(_property, node.escapes))}]"
        case Class():
            return _negated(node)
        case Mark(kind):
            return {"^": rf"(?m:^){JUNK}", "$": rf"{JUNK}(?m:$)"}.get(kind, "")
        case Seq(items):
            return "".join(f"(?:{loosen(item)})" if isinstance(item, Alt) else loosen(item) for item in items)
        case Alt(items):
            return "|".join(map(loosen, items))
        case Group(child, _, flags):
            return f"(?{flags}:{loosen(child)})"
        case Rep(child, low, high):
            return f"(?:{loosen(child)}){'?' if (low, high) == (0, 1) else '+' if low else '*'}"


def _negated(node: Class) -> str:
    """A negated class keeps what it excludes in ASCII; outside ASCII it excludes nothing."""
    excluded = "".join(quote(chr(code)) for code in range(128) if _holds(node, chr(code)))
    return f"[^{excluded}]" if excluded else "."


def _property(name: str) -> str:
    if name in _ESCAPES:
        return _ESCAPES[name]
    return "".join(quote(chr(code)) for code in range(128) if _has(chr(code), name)) + WIDE


def _holds(node: Class, char: str) -> bool:
    return any(low <= char <= high for low, high in node.ranges) or any(_has(char, name) for name in node.escapes)


def _has(char: str, name: str) -> bool:
    """Tell whether an ASCII character is of a class or has a Unicode property."""
    if name in "wWdDsS":
        held = {"w": char.isalnum() or char == "_", "d": char.isdigit(), "s": char.isspace()}[name.lower()]
        return held == name.islower()
    category = unicodedata.category(char)
    wanted = name[1:]
    held = category.startswith(wanted) if len(wanted) <= 2 else wanted == "Latin" and char.isalpha()
    return held == (name[0] == "p")
