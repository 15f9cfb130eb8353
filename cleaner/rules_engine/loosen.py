r"""Loosen a pattern for the set that reads every document: a superset that the set's automaton can run fast.

A gap (`.{0,80}`, `[^.]+`, `( \w+){0,3}`) keeps the automaton in several patterns at once; with hundreds of patterns it
thrashes (measured on 133 patterns: 3 MB/s). So only one stretch without a gap is looked for: the beginning of a pattern
that begins at a block's start, if that tells anything, else the stretch that tells most. A pattern that has none, such
as a name alone on a line, keeps its gaps, unbounded. Boundaries go, and outside ASCII a class of
letters takes everything. Digits, spaces and scripts stay what they are: as anything, in a text without Latin letters, they
were gaps (measured on 10,161 Arabic articles and 36 rules: 2 MB/s, now 390).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from cleaner.rules_engine.exact import SPACES, quote, quote_in_class, with_twins
from cleaner.rules_engine.tree import CATEGORIES, Alt, AnyChar, Char, Class, Group, Mark, Node, Rep, Seq
from cleaner.rules_engine.weigh import STOP, weigh

__all__ = ["Loose", "loosen", "loosen_any", "screen"]

WIDE = r"\x{80}-\x{10ffff}"
JUNK = r"[\x00-\x09\x0b-\x20>#*+|~`_\-\x{85}\x{a0}\x{b7}\x{61c}\x{1680}\x{2000}-\x{206f}\x{25a0}-\x{25ff}\x{3000}\x{feff}]*"
"""What may stand between a line's end and its words: white space, bullets and the marks of headings and quotes."""
SPACE = f"[{SPACES}]+"
NARROW = 12
"""A class of at most so many characters tells something."""

_ESCAPES = {"w": rf"0-9A-Za-z_{WIDE}", "d": r"\p{Nd}", "s": SPACES}

START = 3.0
"""What a block's start adds to the words that must follow it."""
TELLING_START = 2.0
"""Weight from which the words at a block's start are rare enough, whatever follows."""
WORDLESS = 1.5
"""Weight of a pattern that begins with a name and keeps its gaps. It is rare, but four of them in a set of 102 took 40 %
of its speed: anything else is better."""
ENOUGH = 10.0
"""Weight at which a stretch needs no more; longer ones only make the automaton larger."""


class Loose(NamedTuple):
    """A loosened pattern in RE2's syntax, and how much it tells."""

    source: str
    weight: float


NOTHING = Loose("", 0.0)


def loosen_any(nodes: Iterable[Node]) -> Loose:
    """Loosen patterns of which one must match."""
    return _either([loosen(node) for node in nodes])


def loosen(node: Node) -> Loose:
    """Return a pattern that matches wherever the exact one does."""
    if isinstance(node, Alt):
        return loosen_any(node.items)
    if isinstance(node, Group) and not node.flags:
        return loosen(node.child)
    best = max(_stretches([node]), key=lambda loose: loose.weight)
    if not starts_block(node):
        return best
    first, _ = _lead(node)
    if first.weight >= TELLING_START:
        return Loose(first.source, first.weight + START)
    if first.weight < STOP and best.weight > WORDLESS:
        return best
    return Loose(screen(node), first.weight + START if first.weight >= STOP else WORDLESS)


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


def _lead(node: Node) -> tuple[Loose, bool]:
    """Loosen a node up to its first gap, or as far as it takes to tell enough; True when that is all of it."""
    whole = _whole(node)
    if whole:
        return whole, True
    match node:
        case Seq(items):
            return _lead_of_sequence(items)
        case Alt(items):
            return _either([_lead(item)[0] for item in items]), False
        case Group(child, _, flags):
            inner, _ = _lead(child)
            return Loose(f"(?{flags}:{inner.source})", inner.weight), False
        case Rep(child, low):
            return (_lead(child)[0] if low else NOTHING), False
    return NOTHING, False


def _lead_of_sequence(items: Iterable[Node]) -> tuple[Loose, bool]:
    source, weight = "", 0.0
    for run in _runs(items):
        if weight >= ENOUGH:
            return Loose(source, weight), False
        part, complete = (run, True) if isinstance(run, Loose) else _lead(run)
        source, weight = source + _grouped(part.source, run), weight + part.weight
        if not complete:
            return Loose(source, weight), False
    return Loose(source, weight), True


def _stretches(items: Iterable[Node]) -> Iterator[Loose]:
    """Yield the stretches of a sequence that have no gap, each as far as it takes to tell enough; each must occur."""
    source, weight = "", 0.0
    for item in _runs(_flat(items)):
        part, complete = (item, True) if isinstance(item, Loose) else _lead(item)
        if weight >= ENOUGH:
            yield Loose(source, weight)
            source, weight = "", 0.0
        source, weight = source + _grouped(part.source, item), weight + part.weight
        if not complete:
            yield Loose(source, weight)
            source, weight = "", 0.0
            if isinstance(item, Group | Alt):
                yield _inside(item)
    yield Loose(source, weight)


def _runs(items: Iterable[Node]) -> Iterator[Node | Loose]:
    """Yield the members of a sequence, characters in a row already loosened as one: so they weigh what their words do."""
    run = ""
    for item in items:
        if isinstance(item, Char):
            run += item.char
            continue
        if run:
            yield _literal(run)
            run = ""
        yield item
    if run:
        yield _literal(run)


@cache
def _literal(run: str) -> Loose:
    return Loose("".join(map(_char, run)), weigh(run))


@cache
def _char(char: str) -> str:
    if char == " ":
        return SPACE
    return char if char.isascii() and char.isalnum() else with_twins(char)


def _grouped(source: str, item: Node | Loose) -> str:
    return f"(?:{source})" if isinstance(item, Alt) else source


def _either(branches: list[Loose]) -> Loose:
    return Loose("|".join(f"(?:{one.source})" for one in branches), min(one.weight for one in branches))


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
        case Char(char):
            return Loose(_char(char), weigh(char))
        case AnyChar():
            return Loose(".", 0.0)
        case Class():
            return Loose(_class(node), 0.5 if _is_narrow(node) else 0.0)
        case Mark(kind):
            return Loose({"^": rf"(?m:^){JUNK}", "$": rf"{JUNK}(?m:$)"}.get(kind, ""), 1.0 if kind == "$" else 0.0)
        case Rep(child, low, high):
            return _repetition(child, low, high, gaps=gaps)
        case Group(child, _, flags):
            inner = _whole(child, gaps=gaps)
            return inner and Loose(f"(?{flags}:{inner.source})", inner.weight)
        case Alt(items):
            branches = [branch for item in items if (branch := _whole(item, gaps=gaps))]
            return None if len(branches) < len(items) else Loose("|".join(branch.source for branch in branches), min(branch.weight for branch in branches))
        case Seq(items):
            return _sequence(items, gaps=gaps)


def _sequence(items: Iterable[Node], *, gaps: bool) -> Loose | None:
    source, weight = "", 0.0
    for item in _runs(items):
        member = item if isinstance(item, Loose) else _whole(item, gaps=gaps)
        if not member:
            return None
        source, weight = source + _grouped(member.source, item), weight + member.weight
    return Loose(source, weight)


def _repetition(child: Node, low: int, high: int | None, *, gaps: bool) -> Loose | None:
    if high != 1 and not gaps and not _stays_in_word(child) and _is_wild(child):
        return None
    inner = _whole(child, gaps=gaps)
    sign = "?" if (low, high) == (0, 1) else "+" if low else "*"
    return inner and Loose(f"(?:{inner.source}){sign}", inner.weight if low else 0.0)


def _is_wild(node: Node) -> bool:
    """Tell whether a node holds a class or any character: repeated, it can be any text."""
    match node:
        case AnyChar():
            return True
        case Class():
            return not _is_narrow(node)
        case Group(child) | Rep(child):
            return _is_wild(child)
        case Seq(items) | Alt(items):
            return any(map(_is_wild, items))
    return False


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


@cache
def _class(node: Class) -> str:
    if not node.negated:
        return f"[{quote_in_class(node.ranges)}{''.join(map(_property, node.escapes))}]"
    excluded = "".join(quote(chr(code)) for code in range(128) if chr(code) == "\n" or _holds(node, chr(code)))
    return f"[^{excluded}]"


def _property(name: str) -> str:
    if name in _ESCAPES:
        return _ESCAPES[name]
    if name[0] == "p" and name[1:] not in CATEGORIES:
        return rf"\p{{{name[1:]}}}"
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
