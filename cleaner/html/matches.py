"""Ask an element whether a selector matches it."""

from __future__ import annotations

from collections.abc import Callable

from cleaner.html.css import Attr, Complex, Compound
from cleaner.html.dom import Element

__all__ = ["matches", "meets"]

_SPACES = " \t\r\n\f"


def matches(selector: Complex, element: Element) -> bool:
    """Tell whether a selector matches an element in its place."""
    return _holds(selector.compounds[0], element) and _chain(selector, 1, element)


def _chain(selector: Complex, number: int, element: Element) -> bool:
    """Tell whether the compounds from `number` on, which are further to the left, match above an element."""
    if number == len(selector.compounds):
        return True
    above, compound = element.getparent(), selector.compounds[number]
    while above is not None:
        if _holds(compound, above) and _chain(selector, number + 1, above):
            return True
        if selector.combinators[number - 1] == ">":
            return False
        above = above.getparent()
    return False


def _holds(compound: Compound, element: Element) -> bool:
    tag, ids, classes, attrs, nots = compound
    if tag and element.tag != tag:
        return False
    if ids and any(element.get("id") != id for id in ids):
        return False
    if classes:
        own = (element.get("class") or "").split()
        if not all(name in own for name in classes):
            return False
    return all(_has(attr, element) for attr in attrs) and not any(_holds(other, element) for other in nots)


def _has(attr: Attr, element: Element) -> bool:
    own = element.get(attr.name)
    return own is not None and meets(attr, own)


def meets(attr: Attr, own: str) -> bool:
    """Tell whether the value of an attribute meets a condition on it."""
    if not attr.op:
        return True
    return _OPERATORS[attr.op](own.lower(), attr.value.lower()) if attr.fold else _OPERATORS[attr.op](own, attr.value)


_OPERATORS: dict[str, Callable[[str, str], bool]] = {
    "=": lambda own, value: own == value,
    "~=": lambda own, value: value in own.split() and not any(space in value for space in _SPACES),
    "|=": lambda own, value: own == value or own.startswith(value + "-"),
    "^=": lambda own, value: bool(value) and own.startswith(value),
    "$=": lambda own, value: bool(value) and own.endswith(value),
    "*=": lambda own, value: bool(value) and value in own,
}
