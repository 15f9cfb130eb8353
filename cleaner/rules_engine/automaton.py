"""The automaton of a rule's patterns: it takes every line that they match, and few others, at a step a byte.

Positions and what follows them are those of Glushkov, "The abstract theory of automata" (1961); sets of positions become states where a text
leads to them, as in Thompson, "Regular Expression Search Algorithm" (1968). Patterns are loosened as by `cleaner.rules_engine.loosen`: gaps
lose their bounds, and what is not ASCII is one symbol, of which any number of bytes may stand for one character.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from cleaner.rules_engine.exact import TWINS
from cleaner.rules_engine.loosen import has
from cleaner.rules_engine.tree import Alt, AnyChar, Char, Class, Group, Mark, Node, Rep, Seq

__all__ = ["WIDE", "Automaton", "automaton_of"]

WIDE, BEGIN, END, SYMBOLS = 128, 129, 130, 131
"""Symbols beside the characters of ASCII: a byte of another, the begin and the end of a line."""
_ASCII = (1 << 128) - 1
_ANY = (_ASCII | 1 << WIDE) & ~(1 << ord("\n"))


def _set(chars: Iterable[str]) -> int:
    return sum({1 << ord(char) for char in chars})


_SPACE = _set(" \t\r\x0b\x0c") | 1 << WIDE
_JUNK = _set(map(chr, (*range(10), *range(11, 33)))) | _set(">#*+|~`_-") | 1 << WIDE
"""What may stand between a line's end and its words, as in `cleaner.rules_engine.loosen`."""
_FOLDED = "ks"
"""Letters of which a sign outside ASCII is a capital or small form, to RE2."""


class Automaton(NamedTuple):
    """Sets of positions, as bits: those that a symbol leads to, those that follow a position, and those that end a match; position 0 is before the line."""

    masks: list[int]
    follow: list[int]
    accept: int

    def accepts(self, line: bytes) -> bool:
        """Tell whether a line may match: slowly."""
        here = 1
        for symbol in (BEGIN, *(min(byte, WIDE) for byte in line), END):
            reached = 0
            for position in _bits(here):
                reached |= self.follow[position]
            here = reached & self.masks[symbol]
            if here & self.accept:
                return True
        return False


def automaton_of(patterns: Iterable[Node]) -> Automaton:
    """Return an automaton that takes each line in which one of the patterns matches."""
    builder = _Builder()
    first, last, _ = builder.add(Alt(tuple(patterns)), folds=True)
    symbols, follow = builder.symbols, builder.follow
    begins, ends = (sum(1 << place for place, some in enumerate(symbols) if some == 1 << symbol) for symbol in (BEGIN, END))
    for place in _bits(begins):  # in order: what follows comes later
        first |= follow[place] & begins if first >> place & 1 else 0
    for place in reversed(list(_bits(ends))):
        last |= 1 << place if follow[place] & last & ends else 0
    is_anchored = not first & ~begins
    symbols[0] = 0 if is_anchored else (1 << SYMBOLS) - 1
    follow[0] = first | (not is_anchored)
    return Automaton(_masks(symbols), follow, last)


def _masks(symbols: Sequence[int]) -> list[int]:
    """Return for each symbol the positions that it leads to."""
    at: dict[int, int] = {}
    for position, some in enumerate(symbols):
        at[some] = at.get(some, 0) | 1 << position
    return [sum(positions for some, positions in at.items() if some >> symbol & 1) for symbol in range(SYMBOLS)]


_Ends = tuple[int, int, bool]
"""The positions that may begin and end what a node matches, and whether it matches nothing too."""


class _Builder:
    def __init__(self) -> None:
        self.symbols, self.follow = [0], [0]

    def add(self, node: Node, *, folds: bool) -> _Ends:
        """Add the positions of a node."""
        if isinstance(node, Char):  # most are
            return self._loop(self._position(_SPACE)) if node.char == " " else self._sign(_symbols(node, folds=folds))
        match node:
            case AnyChar() | Class():
                return self._sign(_symbols(node, folds=folds))
            case Mark("^"):
                return self._in_order([self._position(1 << BEGIN), self._junk()])
            case Mark("$"):
                return self._in_order([self._junk(), self._position(1 << END)])
            case Mark():
                return 0, 0, True
            case Seq(items):
                return self._in_order([self.add(item, folds=folds) for item in items])
            case Alt(items):
                return _either([self.add(item, folds=folds) for item in items])
            case Group(child, _, flags):
                return self.add(child, folds=flags == "i" or (folds and flags != "-i"))
            case Rep(child, low, high):
                return self._repeated(child, low, high, folds=folds)

    def _repeated(self, child: Node, low: int, high: int | None, *, folds: bool) -> _Ends:
        first, last, is_empty = self._looped(child, folds=folds) if high is None or high > 1 else self.add(child, folds=folds)
        return first, last, is_empty or not low

    def _looped(self, child: Node, *, folds: bool) -> _Ends:
        """Add what may stand any number of times: of a single character one position is enough."""
        is_single = isinstance(child, (AnyChar, Class))
        return self._loop(self._position(_symbols(child, folds=folds)) if is_single else self.add(child, folds=folds))

    def _position(self, symbols: int) -> _Ends:
        self.symbols.append(symbols)
        self.follow.append(0)
        one = 1 << len(self.symbols) - 1
        return one, one, False

    def _sign(self, symbols: int) -> _Ends:
        """Add a single character; one outside ASCII is several bytes."""
        if not symbols >> WIDE:
            return self._position(symbols)
        ends = [self._position(symbols & _ASCII)] if symbols & _ASCII else []
        return _either([*ends, self._loop(self._position(1 << WIDE))])

    def _junk(self) -> _Ends:
        first, last, _ = self._loop(self._position(_JUNK))
        return first, last, True

    def _loop(self, ends: _Ends) -> _Ends:
        self._join(ends[1], ends[0])
        return ends

    def _in_order(self, parts: list[_Ends]) -> _Ends:
        first, last, is_empty = 0, 0, True
        for begin, end, may_lack in parts:
            self._join(last, begin)
            first |= begin if is_empty else 0
            last = end | (last if may_lack else 0)
            is_empty &= may_lack
        return first, last, is_empty

    def _join(self, last: int, first: int) -> None:
        if first:
            for position in _bits(last):
                self.follow[position] |= first


def _either(parts: list[_Ends]) -> _Ends:
    first = last = 0
    is_empty = False
    for begin, end, may_lack in parts:
        first, last, is_empty = first | begin, last | end, is_empty or may_lack
    return first, last, is_empty


def _bits(value: int) -> Iterator[int]:
    while value:
        lowest = value & -value
        yield lowest.bit_length() - 1
        value ^= lowest


@cache
def _symbols(node: Char | AnyChar | Class, *, folds: bool) -> int:
    """Return the symbols with which a character that a node takes may begin."""
    match node:
        case Char(char):
            forms = {char, char.casefold(), char.casefold().upper()} if folds else {char}
            is_wide = not char.isascii() or char in TWINS or (folds and char.lower() in _FOLDED)
            return _set(form for form in forms if len(form) == 1 and form.isascii()) | is_wide << WIDE
        case AnyChar():
            return _ANY
    chars = {chr(code) for code in range(128) if chr(code) != "\n" and _holds(node, chr(code))}
    if node.negated:
        is_open = folds and any(name[0] == "P" for name in node.escapes)  # to RE2 `[^\P{Lu}]` is then any letter
        return _ANY if is_open else _ANY & ~_set(chars)
    if folds:
        chars |= {form for char in chars for form in (char.lower(), char.upper())}
        chars |= {*"kKsS"} if any(_holds(node, form) for form in "\u017f\u212a") else set()
    is_wide = bool(node.escapes) or any(low in TWINS or not high.isascii() for low, high in node.ranges) or (folds and bool(chars & {*_FOLDED}))
    return _set(chars) | is_wide << WIDE | (_SPACE if (" ", " ") in node.ranges else 0)


def _holds(node: Class, char: str) -> bool:
    return any(low <= char <= high for low, high in node.ranges) or any(has(char, name) for name in node.escapes)
