"""Read CSS selectors: the common ones into a form that is matched by hand, the rest for soupsieve."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Attr", "Complex", "Compound", "CssError", "Selector", "parse_selector"]

_NAME = r"(?:\\[0-9a-fA-F]{1,6}\s?|\\[^\n0-9a-fA-F]|[\w-]|[^\x00-\x7f])+"
_STRING = r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'"
_SPACES = r"[ \t\r\n\f]*"
_PIECE = re.compile(
    rf"#(?P<id>{_NAME})|\.(?P<cls>{_NAME})"
    rf"|\[{_SPACES}(?P<attr>{_NAME}){_SPACES}(?:(?P<op>[~|^$*]?=){_SPACES}(?P<value>{_STRING}|{_NAME}){_SPACES}(?P<case>[iIsS]?){_SPACES})?\]"
)
_TAG = re.compile(rf"\*|{_NAME}")
_NOT = re.compile(rf":not\({_SPACES}", re.IGNORECASE)
_COMBINE = re.compile(rf"{_SPACES}>{_SPACES}|[ \t\r\n\f]+")
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
_LARGEST_CODE = 0x10FFFF


class CssError(ValueError):
    """A selector that is none."""


class Attr(NamedTuple):
    """A condition on an attribute; `op` is empty where it need only be there, `fold` where case does not count."""

    name: str
    op: str = ""
    value: str = ""
    fold: bool = False


class Compound(NamedTuple):
    """Conditions on one element; an empty tag is any."""

    tag: str = ""
    ids: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    attrs: tuple[Attr, ...] = ()
    nots: tuple[Compound, ...] = ()


class Complex(NamedTuple):
    """Compounds from the last to the first, and between them what stands there: a space or `>`."""

    compounds: tuple[Compound, ...]
    combinators: tuple[str, ...] = ()


class Selector(NamedTuple):
    """One selector. `rare` is its source if only soupsieve can tell; then `simple` holds what any match must meet."""

    simple: Complex
    rare: str = ""


def parse_selector(source: str) -> tuple[Selector, ...]:
    """Return the selectors of a group, which commas part. Raise `CssError` for what is no CSS."""
    return tuple(_selector(part.strip()) for part in _split(source))


def _split(source: str) -> list[str]:
    """Split a group at the commas that stand in no brackets and no strings."""
    parts, depth, start = [], 0, 0
    for match in re.finditer(rf"{_STRING}|\\.|[()\[\],]", source, re.DOTALL):
        sign = match[0]
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and not depth:
            parts.append(source[start : match.start()])
            start = match.end()
    return [*parts, source[start:]]


def _selector(source: str) -> Selector:
    compounds: list[Compound] = []
    combinators: list[str] = []
    at = 0
    while True:
        compound, end = _compound(source, at)
        compounds.append(compound)
        if end == len(source) and end > at:
            return Selector(Complex(tuple(reversed(compounds)), tuple(reversed(combinators))))
        combine = _COMBINE.match(source, end)
        if end == at or not combine:
            return _rare(source)
        combinators.append(combine[0].strip() or " ")
        at = combine.end()


def _compound(source: str, at: int) -> tuple[Compound, int]:
    """Read as much of a compound as can be matched by hand; return it and where it ends."""
    tag, ids, classes, attrs, nots = "", [], [], [], []
    if match := _TAG.match(source, at):
        tag, at = "" if match[0] == "*" else _unescape(match[0]).lower(), match.end()
    while True:
        if match := _PIECE.match(source, at):
            ids += [_unescape(match["id"])] if match["id"] else []
            classes += [_unescape(match["cls"])] if match["cls"] else []
            attrs += [_attr(match)] if match["attr"] else []
            at = match.end()
        elif (match := _NOT.match(source, at)) and (inner := _negated(source, match.end())):
            nots += inner[0]
            at = inner[1]
        else:
            return Compound(tag, tuple(ids), tuple(classes), tuple(attrs), tuple(nots)), at


def _negated(source: str, at: int) -> tuple[list[Compound], int] | None:
    """Read the simple compounds within `:not(...)`; None where it holds more."""
    found: list[Compound] = []
    while True:
        compound, end = _compound(source, at)
        if end == at:
            return None
        found.append(compound)
        at = _skip_spaces(source, end)
        if source[at : at + 1] == ")":
            return found, at + 1
        if source[at : at + 1] != ",":
            return None
        at = _skip_spaces(source, at + 1)


def _skip_spaces(source: str, at: int) -> int:
    while source[at : at + 1] and source[at] in " \t\r\n\f":
        at += 1
    return at


def _attr(match: re.Match[str]) -> Attr:
    name, value = _unescape(match["attr"]).lower(), match["value"] or ""
    value = _unescape(value[1:-1] if value[:1] in ("'", '"') else value)
    # HTML compares the values of `type` without case.
    return Attr(name, match["op"] or "", value, (match["case"] or "").lower() == "i" or (name == "type" and not match["case"]))


def _rare(source: str) -> Selector:
    """Return a selector for soupsieve, with what its last compound asks of a tag, an id, classes and attributes."""
    import soupsieve

    try:
        soupsieve.compile(source)
    except Exception as error:
        raise CssError(str(error).splitlines()[0] if str(error) else "no selector") from None
    last, _ = _compound(source, _last_compound(source))
    return Selector(Complex((last._replace(nots=()),)), source)


def _last_compound(source: str) -> int:
    """Return where the last compound begins: after the last combinator outside of brackets and strings."""
    depth, start = 0, 0
    for match in re.finditer(rf"{_STRING}|\\.|[()\[\]]|[ \t\r\n\f>+~]+", source, re.DOTALL):
        sign = match[0]
        depth += (sign in ("(", "[")) - (sign in (")", "]"))
        if not depth and sign.strip(" \t\r\n\f>+~") == "":
            start = match.end()
    return start


def _unescape(text: str) -> str:
    if "\\" not in text:
        return text
    return _ESCAPE.sub(_unescaped, text)


def _unescaped(match: re.Match[str]) -> str:
    if not match[1]:
        return match[2]
    code = int(match[1], 16)
    return chr(code) if 0 < code <= _LARGEST_CODE and not 0xD800 <= code <= 0xDFFF else "\ufffd"
