"""Parse the patterns of rules into trees, so that they can be rewritten for Unicode and loosened.

The syntax is RE2's (https://github.com/google/re2/wiki/Syntax), less what rules do not need.
"""

from __future__ import annotations

import re
import sys
from functools import cache

from cleaner.errors import nearest
from cleaner.rules_engine.tree import CATEGORIES, Alt, AnyChar, Char, Class, Group, Mark, Node, Rep, Seq, times

__all__ = ["PatternError", "parse"]


class PatternError(ValueError):
    """A pattern that cannot be used; `offset` counts characters from 0, `do` says what to write."""

    def __init__(self, what: str, offset: int, do: str = "") -> None:
        super().__init__(what)
        self.what, self.offset, self.do = what, offset, do


_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v"}
_GROUP = re.compile(r"\((?:\?(?:P?<(?P<name>[A-Za-z_]\w*)>|(?P<flags>i|-i)?:))?")
_COUNT = re.compile(r"\{(\d+)(?:(,)(\d*))?\}")
_RUN = re.compile(r"[^\\.^$*+?{}\[\]|()]+(?![*+?{])")
"""Characters that stand for themselves, and are not repeated."""
_PROPERTY = re.compile(r"[pP](?:\{(\w+)\}|([A-Z]))")
_HEX = re.compile(r"x(?:\{([0-9A-Fa-f]{1,6})\}|([0-9A-Fa-f]{2}))")
_TOO_MANY = 1000
"""Repetitions, nested ones multiplied: RE2 takes no more."""
_SCRIPTS = frozenset(
    "Arabic Armenian Bengali Cyrillic Devanagari Ethiopic Georgian Greek Gujarati Gurmukhi Han Hangul Hebrew Hiragana Kannada Katakana Khmer Lao Latin"
    " Malayalam Myanmar Sinhala Tamil Telugu Thai Tibetan".split()
)
_QUANTIFIERS = {"*": (0, None), "+": (1, None), "?": (0, 1)}


def parse(source: str) -> Node:
    """Parse a pattern.

    Raises `PatternError` for what RE2 cannot do (look-around, back-references) and for what is not well-formed.
    """
    parser = _Parser(source)
    node = parser.alternatives()
    if parser.at < len(source):
        raise PatternError("a ')' without its '('", parser.at, r"write '\)' for the character itself")
    return node


_char = cache(Char)


class _Parser:
    def __init__(self, source: str) -> None:
        self.source, self.at = source, 0

    def peek(self) -> str:
        return self.source[self.at : self.at + 1]

    def alternatives(self) -> Node:
        branches = [self.sequence()]
        while self.peek() == "|":
            self.at += 1
            branches.append(self.sequence())
        return branches[0] if len(branches) == 1 else Alt(tuple(branches))

    def sequence(self) -> Node:
        items: list[Node] = []
        while self.peek() not in ("", "|", ")"):
            if run := _RUN.match(self.source, self.at):
                items += map(_char, run[0])
                self.at = run.end()
            else:
                items.append(self.quantified(self.atom()))
        return items[0] if len(items) == 1 else Seq(tuple(items))

    def quantified(self, node: Node) -> Node:
        here = self.at
        if self.peek() and self.peek() in "*+?":
            low, high = _QUANTIFIERS[self.peek()]
            self.at += 1
        elif self.peek() == "{" and (count := _COUNT.match(self.source, self.at)):
            low = int(count[1])
            high = (int(count[3]) if count[3] else None) if count[2] else low
            self.at = count.end()
        else:
            return node
        if isinstance(node, Mark | Rep):
            raise PatternError("nothing to repeat here", here, "put what repeats into a group")
        if high is not None and high < low:
            raise PatternError("a repetition that cannot be", here, "write {m,n} with m <= n")
        if max(low, high or 0) * times(node) > _TOO_MANY:
            raise PatternError("too many repetitions", here, f"at most {_TOO_MANY}, nested ones multiplied")
        lazy = self.peek() == "?"
        self.at += lazy
        return Rep(node, low, high, lazy)

    def atom(self) -> Node:
        char, here = self.peek(), self.at
        if char == "(":
            return self.group()
        if char == "[":
            return self.char_class()
        if char == "\\":
            return self.escape()
        if char in "*+?":
            raise PatternError(f"nothing before the '{char}' to repeat", here, rf"write '\{char}' for the character itself")
        self.at += 1
        if char == ".":
            return AnyChar()
        if char in "^$":
            return Mark("^" if char == "^" else "$")
        return Char(char)

    def group(self) -> Node:
        here = self.at
        start = _GROUP.match(self.source, here)
        assert start
        if self.source.startswith("(?", here) and start.end() == here + 1:
            look = self.source[here : here + 4].startswith(("(?=", "(?!", "(?<=", "(?<!"))
            raise PatternError(
                "look-around, which RE2 does not have" if look else "an unknown kind of group",
                here,
                "say what must not stand there with 'unless'" if look else "write (...), (?:...), (?<name>...), (?i:...) or (?-i:...)",
            )
        self.at = start.end()
        child = self.alternatives()
        if self.peek() != ")":
            raise PatternError("a '(' without its ')'", here, r"write '\(' for the character itself")
        self.at += 1
        return Group(child, start["name"] or "", start["flags"] or "")

    def escape(self) -> Node:
        here = self.at
        self.at += 1
        char = self.peek()
        if char == "b":
            self.at += 1
            return Mark("b")
        name = self.class_escape()
        if name:
            return Class((), (name,))
        return Char(self.char_escape(here))

    def class_escape(self) -> str:
        char = self.peek()
        if char and char in "wdsWDS":
            self.at += 1
            return char
        found = _PROPERTY.match(self.source, self.at)
        if not found:
            return ""
        name = found[1] or found[2]
        if name not in CATEGORIES | _SCRIPTS:
            known = "known are categories such as Lu and scripts such as Greek"
            raise PatternError(f"the unknown property '{name}'", self.at - 1, nearest(name, _SCRIPTS) or known)
        self.at = found.end()
        return found[0][0] + name

    def char_escape(self, here: int) -> str:
        char = self.peek()
        if char in _SIMPLE:
            self.at += 1
            return _SIMPLE[char]
        if found := _HEX.match(self.source, self.at):
            self.at = found.end()
            code = int(found[1] or found[2], 16)
            if code > sys.maxunicode or 0xD800 <= code < 0xE000:
                raise PatternError(f"no character {code:x}", here, "write the number of a Unicode character")
            return chr(code)
        if not char or char.isalnum():
            back = char.isdigit()
            raise PatternError(
                "a back-reference, which RE2 does not have" if back else f"the unknown escape '\\{char}'",
                here,
                "use 'same_as', or two rules" if back else r"known are \b \w \W \d \D \s \S \p{..} \x{..} \n \t and signs such as '\.'",
            )
        self.at += 1
        return char

    def char_class(self) -> Node:
        here = self.at
        self.at += 1
        negated = self.peek() == "^"
        self.at += negated
        ranges: list[tuple[str, str]] = []
        escapes: list[str] = []
        first = True
        while first or self.peek() != "]":
            if not self.peek():
                raise PatternError("a '[' without its ']'", here, r"write '\[' for the character itself")
            first = False
            item = self.class_item()
            if len(item) > 1:
                escapes.append(item)
                continue
            high = item
            if self.peek() == "-" and self.source[self.at + 1 : self.at + 2] not in ("]", ""):
                self.at += 1
                high = self.class_item()
                if len(high) > 1 or high < item:
                    raise PatternError("a range that runs backwards", here, "write the lower end first, or '-' last")
            ranges.append((item, high))
        self.at += 1
        return Class(tuple(ranges), tuple(name.strip() for name in escapes), negated)

    def class_item(self) -> str:
        """Return one character, or the name of an escape (padded, so that it is longer than a character)."""
        if self.peek() != "\\":
            self.at += 1
            return self.source[self.at - 1]
        here = self.at
        self.at += 1
        name = self.class_escape()
        if name in ("W", "D", "S"):
            raise PatternError(f"'\\{name}' inside [...]", here, f"write (?:[...]|\\{name})")
        return name.ljust(2) if name else self.char_escape(here)
