"""Many selectors at once: one walk over a tree looks up ids, classes, tags and words of attributes; only what they name is asked further."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import add
from typing import Any, NamedTuple

import re2

from cleaner.html.css import Attr, Selector, parse_selector
from cleaner.html.dom import Element
from cleaner.html.matches import matches, meets
from cleaner.html.rare import Rare

__all__ = ["Selectors"]

_WORDY = ("class", "id")
"""Attributes of which nearly every value is looked at anyway: here words inside values are looked up, not only names."""
MANY_NAMES = 4
"""Of so many tags and attributes XPath finds the elements faster than a walk over them all."""
START = 2
"""Characters by which words are looked up, as every two neighbours of a value are; a shorter word by itself."""
PATTERN_MEMORY = 1 << 27
"""Bytes that the pattern of all words may take: a filter list may bring thousands."""
_XPATH_NAME = re.compile(r"(?:self::|@)[A-Za-z_][A-Za-z0-9_-]*$")
"""What XPath takes for the name of a tag or an attribute without further ado."""


class _Entry(NamedTuple):
    """A selector, the number of the group that it belongs to, and the attribute by which it is found, if it is."""

    group: int
    selector: Selector
    key: Attr = Attr("")


class Selectors:
    """Groups of selectors, indexed by what the last element of each must have."""

    def __init__(self, groups: Iterable[Iterable[str]]) -> None:
        self._by_id: dict[str, list[_Entry]] = {}
        self._by_class: dict[str, list[_Entry]] = {}
        self._by_tag: dict[str, list[_Entry]] = {}
        self._by_attr: dict[str, list[_Entry]] = {}
        self._by_word: dict[str, list[_Entry]] = {}
        self._anywhere: list[_Entry] = []
        for number, sources in enumerate(groups):
            for source in sources:
                for selector in parse_selector(source):
                    self._add(number, selector)
        self._any = _holding(self._by_word) if self._by_word else None
        self._by_start: dict[str, list[str]] = {}
        for word in self._by_word:
            self._by_start.setdefault(word[:START], []).append(word)
        self._named = frozenset((*self._by_attr, *(_WORDY if self._by_word or self._by_class or self._by_id else ())))
        self._candidates = _all if self._anywhere else _having(self._by_tag, self._named)

    def _add(self, group: int, selector: Selector) -> None:
        """Index a selector by the most telling of what its last element must have."""
        last = selector.simple.compounds[0]
        wordy = next((attr for attr in last.attrs if attr.name in _WORDY and attr.value.strip()), None)
        if last.ids:
            self._by_id.setdefault(last.ids[0], []).append(_Entry(group, selector))
        elif last.classes:
            self._by_class.setdefault(last.classes[0], []).append(_Entry(group, selector))
        elif wordy:
            self._by_word.setdefault(wordy.value.lower(), []).append(_Entry(group, selector, wordy))
        elif last.attrs:
            self._by_attr.setdefault(last.attrs[0].name, []).append(_Entry(group, selector, last.attrs[0]))
        elif last.tag:
            self._by_tag.setdefault(last.tag, []).append(_Entry(group, selector))
        else:
            self._anywhere.append(_Entry(group, selector))

    def find(self, root: Element) -> Iterator[tuple[Element, list[int]]]:
        """Yield, in the order of the page, the elements that a selector matches, with the sorted numbers of their groups."""
        elements = self._candidates(root)
        if not elements:
            return
        rare = Rare(root)
        found = self._found(elements)
        for number in sorted(found):
            element = elements[number]
            if groups := {group for group, selector, _ in found[number] if _is_match(selector, element, rare)}:
                yield element, sorted(groups)

    def _found(self, elements: Sequence[Element]) -> dict[int, list[_Entry]]:
        """Return, by the numbers of elements, the selectors that one of their attributes, their tag or nothing speaks against."""
        found: dict[int, list[_Entry]] = {}
        holders: dict[tuple[str, str], list[int]] = {}
        named, by_tag, anywhere = self._named, self._by_tag, self._anywhere
        for number, element in enumerate(elements):
            for name in element.keys():  # noqa: SIM118 (lxml iterates over children)
                if name in named:
                    holders.setdefault((name, element.get(name)), []).append(number)
            if anywhere or element.tag in by_tag:
                found[number] = [*by_tag.get(element.tag, ()), *anywhere]
        told = self._told(holders)
        for (name, value), numbers in holders.items():
            if (name in self._by_attr or value in told) and (entries := self._meeting(name, value)):
                for number in numbers:
                    found[number] = found.get(number, []) + entries
        return found

    def _told(self, holders: Iterable[tuple[str, str]]) -> set[str]:
        """Return the values of classes and ids by which a selector may be found: one pass over all of them looks for words inside."""
        values = {value for name, value in holders if name in _WORDY}
        told = {value for value in values if value in self._by_id or not self._by_class.keys().isdisjoint(value.split())}
        if self._any:
            small = {value: value.lower().encode("utf-8", "surrogatepass") for value in values}
            holding = set(self._any.findall(b"\0".join(small.values())))
            told.update(value for value, data in small.items() if data in holding)
        return told

    def _meeting(self, name: str, value: str) -> list[_Entry]:
        """Return the selectors of which a value of an attribute meets the condition by which they are found."""
        found = [entry for entry in self._by_attr.get(name, ()) if meets(entry.key, value)]
        if name == "id":
            found += self._by_id.get(value, ())
        elif name == "class":
            found += (entry for word in set(value.split()) for entry in self._by_class.get(word, ()))
        if name in _WORDY and self._by_word:
            entries = (entry for word in self._words_in(value.lower()) for entry in self._by_word[word])
            found += (entry for entry in entries if entry.key.name == name and meets(entry.key, value))
        return found

    def _words_in(self, small: str) -> set[str]:
        """Return the words that stand in a value."""
        starts = self._by_start.keys() & {*map(add, small, small[1:]), *small}
        return {word for start in starts for word in self._by_start[start] if word in small}


def _holding(words: Iterable[str]) -> Any:
    """Return a pattern of what stands between NULs, which no page holds, and has a word in it."""
    options = re2.Options()
    options.max_mem, options.log_errors = PATTERN_MEMORY, False
    return re2.compile(rf"[^\x00]*(?:{'|'.join(map(re2.escape, words))})[^\x00]*".encode("utf-8", "surrogatepass"), options)


def _having(tags: Iterable[str], names: Iterable[str]) -> Callable[[Element], Sequence[Element]]:
    """Return what finds the elements, in order, that have one of these tags or attributes."""
    asked = [*(f"self::{tag}" for tag in tags), *(f"@{name}" for name in names)]
    if len(asked) > MANY_NAMES or not all(map(_XPATH_NAME.match, asked)):
        return _all
    from lxml import etree

    condition = " or ".join(sorted(asked))
    find: Callable[[Element], Sequence[Element]] = etree.XPath(f"descendant-or-self::*[{condition}]") if asked else lambda _: ()
    return find


def _all(root: Element) -> Sequence[Element]:
    return list(root.iter("*"))


def _is_match(selector: Selector, element: Element, rare: Rare) -> bool:
    return matches(selector.simple, element) and (not selector.rare or rare.matches(selector.rare, element))
