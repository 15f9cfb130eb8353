"""Loosen a pattern for the set that reads every document: a superset that the set's automaton can run fast.

A gap (`.{0,80}`, `[^.]+`, `( \\w+){0,3}`) keeps the automaton in several patterns at once; with hundreds of patterns it
thrashes (measured on 133 patterns: 3 MB/s). A pattern that begins at a block's start keeps its gaps, unbounded: a block
begins in one way only. Of any other only one stretch without a gap is looked for, the one with most signs in it.
Boundaries go, and outside ASCII a class takes everything.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cleaner.rules_engine.exact import SPACES, TWINS, quote, quote_in_class
from cleaner.rules_engine.pattern import Alt, Any_, Char, Class, Group, Mark, Node, Rep, Seq

__all__ = ["Loose", "loosen", "loosen_any", "screen"]

WIDE = r"\x{80}-\x{10ffff}"
JUNK = r"[\x00-\x09\x0b-\x20>#*+|~`_\-\x{85}\x{a0}\x{b7}\x{1680}\x{2000}-\x{206f}\x{25a0}-\x{25ff}\x{3000}\x{feff}]*"
"""What may stand between a line's end and its words: white space, bullets and the marks of headings and quotes."""
NARROW = 12
"""A class of at most so many characters tells something."""

_ESCAPES = {"w": rf"0-9A-Za-z_{WIDE}", "d": rf"0-9{WIDE}", "s": SPACES}

TELLING = 6.0
"""Weight from which a stretch is rare enough in ordinary text."""
TELLING_START = 3.0
"""Weight from which the beginning of a block is: then the gaps after it cost little."""
ENOUGH = 10.0
"""Weight at which a stretch needs no more; longer ones only make the automaton larger."""


class Loose(NamedTuple):
    """A loosened pattern in RE2's syntax, and how much it tells: roughly the signs that a match must hold."""

    source: str
    weight: float


def loosen_any(nodes: Iterable[Node]) -> Loose:
    """Loosen patterns of which one must match."""
    loose = [loosen(node) for node in nodes]
    return Loose("|".join(f"(?:{one.source})" for one in loose), min(one.weight for one in loose))


def loosen(node: Node) -> Loose:
    """Return a pattern that matches wherever the exact one does."""
    if isinstance(node, Alt):
        return loosen_any(node.items)
    if isinstance(node, Group) and not node.flags:
        return loosen(node.child)
    first, *others = _stretches([node])
    best = max([first, *others], key=lambda loose: loose.weight)
    if not starts_block(node):
        return best
    if first.weight >= TELLING:
        return first
    return best if best.weight >= TELLING and first.weight < TELLING_START else _whole(node, gaps=True) or best


def screen(node: Node) -> str:
    """Return the whole pattern, loosened, gaps and all: for a second look, one pattern at a time."""
    whole = _whole(node, gaps=True)
    assert whole
    return whole.source


def starts_block(node: Node) -> bool:
    """Tell whether every match begins at the start of a block."""
    match node:
        case Mark(kind):
            return kind == "^"
        case Seq(items):
            return bool(items) and starts_block(items[0])
        case Group(child):
            return starts_block(child)
        case Alt(items):
            return all(map(starts_block, items))
    return False


def _stretches(items: Iterable[Node]) -> Iterator[Loose]:
    """Yield the stretches of a sequence that have no gap, each as far as it takes to tell enough; each must occur."""
    source, weight = "", 0.0
    for item in _flat(items):
        whole = _whole(item)
        if whole and weight < ENOUGH:
            source, weight = source + (f"(?:{whole.source})" if isinstance(item, Alt) else whole.source), weight + whole.weight
            continue
        yield Loose(source, weight)
        source, weight = (whole.source, whole.weight) if whole else ("", 0.0)
        if not whole and isinstance(item, Group | Alt):
            yield _inside(item)
    yield Loose(source, weight)


def _flat(items: Iterable[Node]) -> Iterator[Node]:
    """Yield the members of nested sequences in order."""
    for item in items:
        if isinstance(item, Seq):
            yield from _flat(item.items)
        elif isinstance(item, Group) and isinstance(item.child, Seq) and not item.flags:
            yield from _flat(item.child.items)
        else:
            yield item


def _inside(node: Group | Alt) -> Loose:
    """Loosen a group that holds a gap: what tells most in it, or in each of its branches."""
    if isinstance(node, Alt):
        return loosen_any(node.items)
    inner = loosen(node.child)
    return Loose(f"(?{node.flags}:{inner.source})", inner.weight)


def _whole(node: Node, *, gaps: bool = False) -> Loose | None:
    """Return a node without loss of order; None if there is a gap in it, unless these are wanted."""
    match node:
        case Char(" "):
            return Loose(rf"[ \t\r\x0b\x0c{WIDE}]+", 0.5)
        case Char(char):
            return Loose(f"[{TWINS[char]}]" if char in TWINS else quote(char), 1.0)
        case Any_():
            return Loose(".", 0.0)
        case Class():
            return Loose(_class(node), 0.5 if _is_narrow(node) else 0.0)
        case Mark(kind):
            return Loose({"^": rf"(?m:^){JUNK}", "$": rf"{JUNK}(?m:$)"}.get(kind, ""), 1.0 if kind in "^$" else 0.0)
        case Rep(child, low, high):
            return _repetition(child, low, high, gaps=gaps)
        case Group(child, _, flags):
            inner = _whole(child, gaps=gaps)
            return inner and Loose(f"(?{flags}:{inner.source})", inner.weight)
        case Alt(items):
            branches = [branch for item in items if (branch := _whole(item, gaps=gaps))]
            return None if len(branches) < len(items) else Loose("|".join(branch.source for branch in branches), min(branch.weight for branch in branches))
        case Seq(items):
            members = [member for item in items if (member := _whole(item, gaps=gaps))]
            joined = "".join(f"(?:{member.source})" if isinstance(item, Alt) else member.source for item, member in zip(items, members, strict=False))
            return None if len(members) < len(items) else Loose(joined, sum(member.weight for member in members))


def _repetition(child: Node, low: int, high: int | None, *, gaps: bool) -> Loose | None:
    inner = _whole(child, gaps=gaps)
    if not inner or (high != 1 and not gaps and not _stays_in_word(child)):
        return None
    sign = "?" if (low, high) == (0, 1) else "+" if low else "*"
    return Loose(f"(?:{inner.source}){sign}", inner.weight if low else 0.0)


def _stays_in_word(node: Node) -> bool:
    """Tell whether a node is one character that is no space: repeated, it ends with the word, and makes no gap."""
    match node:
        case Char(char):
            return not char.isspace()
        case Group(child):
            return _stays_in_word(child)
        case Class(ranges, escapes, negated):
            holds_space = "s" in escapes or any(low <= " " <= high for low, high in ranges) or bool({"W", "D"} & {*escapes})
            return holds_space if negated else not holds_space
    return False


def _is_narrow(node: Class) -> bool:
    """Tell whether a class has few characters, so that one of them tells something."""
    return not node.negated and not node.escapes and sum(ord(high) - ord(low) + 1 for low, high in node.ranges) <= NARROW


def _class(node: Class) -> str:
    if not node.negated:
        return f"[{quote_in_class(node.ranges)}{''.join(map(_property, node.escapes))}]"
    excluded = "".join(quote(chr(code)) for code in range(128) if chr(code) == "\n" or _holds(node, chr(code)))
    return f"[^{excluded}]"


def _property(name: str) -> str:
    if name in _ESCAPES:
        return _ESCAPES[name]
    return "".join(quote(chr(code)) for code in range(128) if chr(code) != "\n" and _has(chr(code), name)) + WIDE


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
