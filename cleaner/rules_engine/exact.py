r"""Write a pattern for RE2, whose own `\w \d \s \b` know only ASCII: Unicode classes, typographic twins, boundaries."""

from __future__ import annotations

from functools import cache

from cleaner.rules_engine.tree import CATEGORIES, Alt, AnyChar, Char, Class, Group, Mark, Node, Rep, Seq, edge, is_nullable

__all__ = ["ARABIC_MARKS", "CUT", "LARGEST", "SPACES", "TWINS", "class_items", "exact", "for_ascii", "quote", "quote_in_class", "size", "with_twins"]

CUT = "cut"
"""The one group that captures: what `remove: span` takes."""
LARGEST = 600_000
"""Instructions that patterns asked together may take: at a million RE2 gives up, and at this it compiles for two seconds."""
LETTERS, DIGITS, SMALL = 1470, 280, 50
"""Instructions that a class of letters, of digits or of one script, or of a few signs takes; measured, without regard to case."""
WORD = r"\pL\pN\pM_"
SPACES = (
    r" \t\r\x0b\x0c\x{85}\x{a0}\x{1680}\x{2000}-\x{200b}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}"
    r"\x{61c}\x{200e}\x{200f}\x{202a}-\x{202e}\x{2060}\x{2066}-\x{2069}"
)
"""White space, and the marks without width that say which way a line runs: these stand beside spaces and at the ends of lines."""
TWINS = {
    "'": r"'\x{2018}\x{2019}\x{201b}\x{2032}\x{2bc}\x{ff07}",
    '"': r"\"\x{ab}\x{bb}\x{201c}-\x{201f}\x{2033}\x{300c}-\x{300f}\x{ff02}",
    "-": r"\-\x{2010}-\x{2015}\x{2212}\x{ff0d}",
    " ": SPACES,
    ".": r".\x{3002}\x{ff0e}\x{ff61}",
    ",": r",\x{60c}\x{3001}\x{ff0c}",
    ":": r":\x{ff1a}",
    ";": r";\x{61b}\x{ff1b}",
    "?": r"?\x{61f}\x{ff1f}",
    "!": r"!\x{ff01}",
    "(": r"(\x{ff08}",
    ")": r")\x{ff09}",
    "|": r"|\x{ff5c}",
    "/": r"/\x{ff0f}",
    "\u0627": r"\x{622}\x{623}\x{625}\x{627}\x{671}",
    "\u0629": r"\x{629}\x{647}",
    "\u0643": r"\x{643}\x{6a9}",
    "\u0649": r"\x{649}\x{64a}\x{6cc}",
    "\u064a": r"\x{649}\x{64a}\x{6cc}",
}
"""What a plain sign in a pattern stands for; a space stands for one or more of any kind. Arabic is often written without the
signs of its alef, with one ya for another, and ha for ta marbuta."""
ARABIC = ("\u0621", "\u064a")
"""The first and the last letter after which vowel signs and a stretched line may stand."""
ARABIC_MARKS = r"[\x{640}\x{64b}-\x{65f}\x{670}]*"

_ESCAPES = {"w": WORD, "d": r"\p{Nd}", "s": SPACES}
_ASCII = {WORD: "0-9A-Za-z_", r"\p{Nd}": "0-9", SPACES: r" \t\r\x0b\x0c", r"\p{L}": "A-Za-z", r"\p{Lu}": "A-Z", r"\p{Ll}": "a-z"}
"""What wide classes, as they are written, are in a text of ASCII alone."""


def exact(node: Node) -> str:
    r"""Return the pattern in RE2's syntax, for the content of a block.

    A `\b` at either end of the pattern is exact. One further inside asks RE2's own boundary, which takes a letter
    outside ASCII for no letter: it can see a boundary between an accented and a plain letter.
    """
    return _emit(node, lead=True, trail=True)


def for_ascii(written: str) -> str:
    """Return what `exact` wrote, for texts of ASCII alone: it matches there as the whole does.

    Most blocks are, and Unicode's classes make nearly all of a pattern: one for sign-up lines takes 58,901 instructions and
    100 ms until it has matched once, and for ASCII 1 ms.
    """
    for wide, narrow in _ASCII.items():
        written = written.replace(wide, narrow)
    return written


def size(node: Node) -> int:
    """Estimate, from above, how many of RE2's instructions the pattern takes: what repeats is written out."""
    if isinstance(node, Char):  # most are
        return _size_of(node.char)
    match node:
        case Class(_, escapes):
            return LETTERS if any(name in "wW" or name[1:] in CATEGORIES for name in escapes) else DIGITS if escapes else SMALL
        case Mark(kind):
            return LETTERS if kind == "b" else SMALL
        case Rep(child, low, high):
            return size(child) * max(1, low, high or 0)
        case Group(child):
            return size(child)
        case Seq(items) | Alt(items):
            return sum(map(size, items))
    return SMALL


@cache
def _size_of(char: str) -> int:
    return SMALL if char in TWINS or _takes_marks(char) else len(char.encode("utf-8", "surrogatepass")) * 2


def quote(char: str) -> str:
    """Return a character so that RE2 takes it as itself."""
    if char.isascii() and not char.isalnum() and char.isprintable():
        return "\\" + char
    return char if char.isascii() and char.isprintable() else rf"\x{{{ord(char):x}}}"


def with_twins(char: str) -> str:
    """Return a character, a space apart, as one of its typographic forms; an Arabic letter with the signs that it may bear."""
    one = f"[{TWINS[char]}]" if char in TWINS else quote(char)
    return one + ARABIC_MARKS if _takes_marks(char) else one


def _takes_marks(char: str) -> bool:
    return ARABIC[0] <= char <= ARABIC[1]


def quote_in_class(ranges: tuple[tuple[str, str], ...]) -> str:
    """Return ranges as they stand inside [...], twins included."""
    return "".join(TWINS.get(low, quote(low)) if low == high else f"{quote(low)}-{quote(high)}" for low, high in ranges)


def class_items(node: Class) -> str:
    """Return what stands between the brackets of a class."""
    return quote_in_class(node.ranges) + "".join(_ESCAPES.get(name, _unicode_property(name)) for name in node.escapes)


def _unicode_property(name: str) -> str:
    return {"W": rf"^{WORD}", "D": r"\P{Nd}", "S": rf"^{SPACES}"}.get(name) or rf"\{name[0]}{{{name[1:]}}}"


def _emit(node: Node, *, lead: bool, trail: bool) -> str:
    match node:
        case Char(" "):
            return f"[{SPACES}]+"
        case Char(char):
            return with_twins(char)
        case AnyChar():
            return "."
        case Class():
            return f"[{'^' if node.negated else ''}{class_items(node)}]"
        case Mark():
            return _mark(node, (), (), lead=lead, trail=trail)
        case Seq(items):
            return _sequence(items, lead=lead, trail=trail)
        case Alt(items):
            return "|".join(_emit(item, lead=lead, trail=trail) for item in items)
        case Group(child, name, flags):
            opening = "(" if name == CUT else f"(?{flags}:"
            return f"{opening}{_emit(child, lead=lead, trail=trail)})"
        case Rep(child, low, high, lazy):
            once = high == 1
            inner = _emit(child, lead=lead and once, trail=trail and once)
            return f"(?:{inner}){_count(low, high)}{'?' if lazy else ''}"


def _count(low: int, high: int | None) -> str:
    if (low, high) in ((0, None), (1, None), (0, 1)):
        return {(0, None): "*", (1, None): "+", (0, 1): "?"}[low, high]
    return f"{{{low}}}" if low == high else f"{{{low},{'' if high is None else high}}}"


def _sequence(items: tuple[Node, ...], *, lead: bool, trail: bool) -> str:
    written = []
    for i, item in enumerate(items):
        leads, trails = lead and _are_boundaries(items[:i]), trail and _are_boundaries(items[i + 1 :])
        if isinstance(item, Mark):
            written.append(_mark(item, items[:i], items[i + 1 :], lead=leads, trail=trails))
        else:
            text = _emit(item, lead=leads, trail=trails)
            written.append(f"(?:{text})" if isinstance(item, Alt) else text)
    return "".join(written)


def _are_boundaries(items: tuple[Node, ...]) -> bool:
    """Tell whether a boundary behind these, or before them, may take a sign: not between a line's end and its words, where none stands."""
    return all(item == Mark("b") for item in items)


def _mark(mark: Mark, before: tuple[Node, ...], after: tuple[Node, ...], *, lead: bool, trail: bool) -> str:
    if mark.kind == "^":
        return f"(?m:^)[{SPACES}]*"
    if mark.kind == "$":
        return f"[{SPACES}]*(?m:$)"
    following, preceding = edge(Seq(after), last=False), edge(Seq(before), last=True)
    if lead and following and "other" not in following and not all(map(is_nullable, after)):
        return f"(?:(?m:^)|[^{WORD}])"
    if trail and preceding and "other" not in preceding and not all(map(is_nullable, before)):
        return f"(?:(?m:$)|[^{WORD}])"
    return _inner_boundary(preceding, following)


def _inner_boundary(preceding: frozenset[str], following: frozenset[str]) -> str:
    """Return RE2's boundary where it is right, its opposite beside letters that it does not know, else nothing."""
    for side in (following, preceding):
        if side == {"ascii"}:
            return r"\b"
        if side == {"wide"}:
            return r"\B"
    return ""
