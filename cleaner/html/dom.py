"""The nouns of HTML: a rule over elements, an element that went, and what is left of a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

__all__ = ["DomRemoval", "DomRule", "Element", "Extracted"]

Element = Any
"""An element of an lxml tree."""


class DomRule(NamedTuple):
    """A rule over the elements of a page.

    It takes the elements that a selector of `select` matches, but none that holds, or is, a match of `unless`. Of those it
    takes the ones with at most `most_words` words, at least the share `least_links` of them in links, of whose text
    `says` holds, and that are, or begin, what `same_as` names of the page's metadata. `hosts` and `not_hosts` mean subdomains too;
    a page that does not tell its language is of all `languages`.
    """

    id: str
    why: str
    select: tuple[str, ...]
    unless: tuple[str, ...] = ()
    most_words: int | None = None
    least_links: float | None = None
    says: Callable[[str], bool] | None = None
    same_as: str = ""
    hosts: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    not_hosts: tuple[str, ...] = ()


class DomRemoval(NamedTuple):
    """An element that went before extraction: its path (XPath), its visible text, the rule that took it, and why."""

    path: str
    text: str
    rule: str
    why: str


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a page, what is known beside it, and what DOM rules took; `flag` says why they took nothing, if so.

    `meta` holds those of `title`, `author`, `date`, `site`, `url` and `language` that the page tells.
    """

    text: str
    meta: dict[str, str] = field(default_factory=dict)
    removals: tuple[DomRemoval, ...] = ()
    flag: str = ""
