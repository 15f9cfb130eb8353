"""The rare selectors, in soupsieve's full power, asked of a copy of what they can see of an element's surroundings."""

from __future__ import annotations

import re
from typing import Any

from cleaner.html.dom import Element

__all__ = ["Rare"]

MOST_COPIES = 50
"""Elements that are copied one by one; when more are asked for, the whole page is copied, once."""
_SEES_FAR = re.compile(r":(?:has|empty|root|is|where|not|-soup-contains|contains)\b[^ >+~]*[ >+~]", re.IGNORECASE)
"""A condition on the inside of an element further up: only the whole page can tell."""


class Rare:
    """Rare selectors over one tree."""

    def __init__(self, root: Element) -> None:
        self._root, self._copies, self._whole = root, 0, dict[Element, Any]()

    def matches(self, source: str, element: Element) -> bool:
        """Tell whether a selector matches an element."""
        import soupsieve

        self._copies += 1
        if not self._whole and (self._copies > MOST_COPIES or _SEES_FAR.search(source)):
            self._whole = _copy(self._root)
        tag = self._whole[element] if self._whole else _surroundings(element)
        return bool(soupsieve.match(source, tag))


def _copy(element: Element) -> dict[Element, Any]:
    """Return beautifulsoup4's elements for an element and all below it."""
    soup = _soup()
    return _fill(soup, _shell(soup, soup, element), element)


def _surroundings(element: Element) -> Any:
    """Return an element with all below it, and around it, empty, its ancestors with their children."""
    soup = _soup()
    tag: Any = soup
    for one in (*reversed(list(element.iterancestors())), element):
        tag = _shells(soup, tag, one)
    _fill(soup, tag, element)
    return tag


def _shells(soup: Any, above: Any, element: Element) -> Any:
    """Hang an element and its siblings below a copied parent, all without what they hold; return the element's."""
    parent = element.getparent()
    siblings = [element] if parent is None else parent.iterchildren("*")
    return {sibling: _shell(soup, above, sibling) for sibling in siblings}[element]


def _shell(soup: Any, above: Any, element: Element) -> Any:
    tag = soup.new_tag(element.tag, attrs=_attributes(element))
    above.append(tag)
    return tag


def _fill(soup: Any, tag: Any, element: Element) -> dict[Element, Any]:
    """Copy what an element holds into its shell; return the copies of it and of all below it."""
    copies = {element: tag}
    _write(tag, element.text)
    for child in element.iterdescendants("*"):
        above = copies[child.getparent()]
        copies[child] = _shell(soup, above, child)
        _write(copies[child], child.text)
        _write(above, child.tail)
    return copies


def _write(tag: Any, text: str | None) -> None:
    if text:
        tag.append(text)


def _attributes(element: Element) -> dict[str, Any]:
    found: dict[str, Any] = dict(element.attrib)
    if "class" in found:
        found["class"] = found["class"].split()
    return found


def _soup() -> Any:
    from bs4 import BeautifulSoup

    return BeautifulSoup("", "lxml")
