"""The trees of patterns: what they are made of, and what can be told of a match from its tree."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal, NamedTuple

__all__ = ["CATEGORIES", "Alt", "AnyChar", "Char", "Class", "Group", "Mark", "Node", "Rep", "Seq", "edge", "is_nullable", "times"]

CATEGORIES = frozenset("L Lu Ll Lt Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po S Sm Sc Sk So Z Zs Zl Zp C Cc Cf Co".split())
"""Unicode's general categories."""


class Char(NamedTuple):
    """One character."""

    char: str


class AnyChar(NamedTuple):
    """Any character but a line end."""


class Class(NamedTuple):
    """A set of characters: ranges, and escapes such as `w`, `d`, `s`, `pL`, `PN`."""

    ranges: tuple[tuple[str, str], ...]
    escapes: tuple[str, ...] = ()
    negated: bool = False


class Mark(NamedTuple):
    """A place without width."""

    kind: Literal["^", "$", "b"]


@dataclass(frozen=True, slots=True)
class Seq:
    """One after another."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Alt:
    """One of several."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A group; `name` makes it a capture, `flags` holds `i`, `-i` or nothing."""

    child: Node
    name: str = ""
    flags: str = ""


@dataclass(frozen=True, slots=True)
class Rep:
    """A repetition; `high` None has no bound."""

    child: Node
    low: int
    high: int | None
    lazy: bool = False


Node = Char | AnyChar | Class | Mark | Seq | Alt | Group | Rep


def times(node: Node) -> int:
    """Return how often what stands in a node is repeated at most, as RE2 counts."""
    match node:
        case Rep(child, low, high):
            return max(1, low, high or 0) * times(child)
        case Group(child):
            return times(child)
        case Seq(items) | Alt(items):
            return max(map(times, items), default=1)
    return 1


def is_nullable(node: Node) -> bool:
    """Tell whether the pattern can match the empty string."""
    match node:
        case Mark():
            return True
        case Seq(items):
            return all(map(is_nullable, items))
        case Alt(items):
            return any(map(is_nullable, items))
        case Group(child):
            return is_nullable(child)
        case Rep(child, low):
            return low == 0 or is_nullable(child)
    return False


_FEW = 256
Sort = Literal["ascii", "wide", "other"]
"""A character is a word character of ASCII, another word character, or none."""


def edge(node: Node, *, last: bool) -> frozenset[Sort]:
    """Return the sorts of characters that a match can begin with, or end with if `last`."""
    match node:
        case Char(char):
            return frozenset({sort(char)})
        case AnyChar():
            return frozenset({"ascii", "wide", "other"})
        case Class(ranges, escapes, negated):
            return frozenset({"ascii", "wide", "other"}) if negated else _class_edge(ranges, escapes)
        case Alt(items):
            return frozenset().union(*(edge(item, last=last) for item in items))
        case Group(child) | Rep(child):
            return edge(child, last=last)
        case Seq(items):
            found: frozenset[Sort] = frozenset()
            for item in reversed(items) if last else items:
                found |= edge(item, last=last)
                if not is_nullable(item):
                    break
            return found
    return frozenset()


def sort(char: str) -> Sort:
    """Sort one character."""
    if char.isascii():
        return "ascii" if char.isalnum() or char == "_" else "other"
    return "wide" if unicodedata.category(char)[0] in "LNM" else "other"


def _class_edge(ranges: tuple[tuple[str, str], ...], escapes: tuple[str, ...]) -> frozenset[Sort]:
    sorts: set[Sort] = set()
    for low, high in ranges:
        sorts |= {sort(chr(code)) for code in range(ord(low), ord(high) + 1)} if ord(high) - ord(low) < _FEW else {"ascii", "wide", "other"}
    for name in escapes:
        is_word = name in ("w", "d") or (name.startswith(("pL", "pM", "pN")) and name[1:] in CATEGORIES)
        sorts |= {"other"} if name == "s" else {"ascii", "wide"} if is_word else {"ascii", "wide", "other"}
    return frozenset(sorts)
