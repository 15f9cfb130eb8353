"""Cut elements out of a tree, and put them back."""

from __future__ import annotations

from typing import NamedTuple

from cleaner.html.dom import Element

__all__ = ["Cut", "cut_out", "put_back"]


class Cut(NamedTuple):
    """An element that was cut out of its parent, where it stood there, and the text that stood before it."""

    element: Element
    parent: Element
    place: int
    before: str | None


def cut_out(element: Element) -> Cut:
    """Cut an element with all below it out of its tree; the text that follows it stays."""
    parent = element.getparent()
    place = parent.index(element)
    before = parent[place - 1].tail if place else parent.text
    if element.tail and place:
        parent[place - 1].tail = (before or "") + element.tail
    elif element.tail:
        parent.text = (before or "") + element.tail
    parent.remove(element)
    return Cut(element, parent, place, before)


def put_back(cut: Cut) -> None:
    """Undo a cut; of several, the last one first."""
    element, parent, place, before = cut
    if place:
        parent[place - 1].tail = before
    else:
        parent.text = before
    parent.insert(place, element)
