r"""Write a pattern for RE2, whose own `\w \d \s \b` know only ASCII: Unicode classes, typographic twins, boundaries."""

from __future__ import annotations

from cleaner.rules_engine.pattern import Alt, AnyChar, Char, Class, Group, Mark, Node, Rep, Seq, edge, is_nullable

__all__ = ["CUT", "LARGEST", "SPACES", "TWINS", "class_items", "exact", "quote", "quote_in_class", "size"]

CUT = "cut"
"""The one group that captures: what `remove: span` takes."""
LARGEST = 600_000
"""Instructions that patterns asked together may take: at a million RE2 gives up, and at this it compiles for two seconds."""
LETTERS, DIGITS, SMALL = 1450, 280, 50
"""Instructions that a class of letters, of digits, or of a few signs takes; measured, without regard to case."""
WORD = r"\pL\pN\pM_"
SPACES = r" \t\r\x0b\x0c\x{85}\x{a0}\x{1680}\x{2000}-\x{200b}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}"
TWINS = {
    "'": r"'\x{2018}\x{2019}\x{201b}\x{2032}\x{2bc}\x{ff07}",
    '"': r"\"\x{ab}\x{bb}\x{201c}-\x{201f}\x{2033}\x{300c}-\x{300f}\x{ff02}",
    "-": r"\-\x{2010}-\x{2015}\x{2212}\x{ff0d}",
    " ": SPACES,
}
"""What a plain sign in a pattern stands for; a space stands for one or more of any kind."""

_ESCAPES = {"w": WORD, "d": r"\p{Nd}", "s": SPACES}


def exact(node: Node) -> str:
    r"""Return the pattern in RE2's syntax, for the content of a block.

    A `\b` at either end of the pattern is exact. One further inside asks RE2's own boundary, which takes a letter
    outside ASCII for no letter: it can see a boundary between an accented and a plain letter.
    """
    return _emit(node, lead=True, trail=True)


def size(node: Node) -> int:
    """Estimate, from above, how many of RE2's instructions the pattern takes: what repeats is written out."""
    match node:
        case Char(char):
            return SMALL if char in TWINS else len(char.encode("utf-8", "surrogatepass")) * 2
        case Class(_, escapes):
            return LETTERS if any(name[0] in "wWpP" for name in escapes) else DIGITS if escapes else SMALL
        case Mark(kind):
            return LETTERS if kind == "b" else SMALL
        case Rep(child, low, high):
            return size(child) * max(1, low, high or 0)
        case Group(child):
            return size(child)
        case Seq(items) | Alt(items):
            return sum(map(size, items))
    return SMALL


def quote(char: str) -> str:
    """Return a character so that RE2 takes it as itself."""
    if char.isascii() and not char.isalnum() and char.isprintable():
        return "\\" + char
    return char if char.isascii() and char.isprintable() else rf"\x{{{ord(char):x}}}"


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
            return f"[{TWINS[char]}]" if char in TWINS else quote(char)
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
        leads = lead and all(isinstance(before, Mark) for before in items[:i])
        trails = trail and all(isinstance(after, Mark) for after in items[i + 1 :])
        if isinstance(item, Mark):
            written.append(_mark(item, items[:i], items[i + 1 :], lead=leads, trail=trails))
        else:
            text = _emit(item, lead=leads, trail=trails)
            written.append(f"(?:{text})" if isinstance(item, Alt) else text)
    return "".join(written)


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
