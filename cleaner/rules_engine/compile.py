"""Compile patterns at their first need: exact ones for blocks, loosened ones for texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import re2

from cleaner.rules_engine.exact import exact, for_ascii
from cleaner.rules_engine.loosen import screen
from cleaner.rules_engine.plain import is_blind, plain_form
from cleaner.rules_engine.spec import Pattern
from cleaner.rules_engine.tree import Node
from cleaner.text.page import Page

__all__ = ["AnyOf"]

EXACT_MEMORY = 1 << 24


def _options() -> Any:
    options = re2.Options()
    options.case_sensitive = False
    options.never_nl = True
    options.log_errors = False
    options.max_mem = EXACT_MEMORY
    return options


class AnyOf:
    """The exact patterns of a rule's condition, compiled into one at the first need; it matches where any of them does."""

    __slots__ = ("_ascii", "_is_blind", "_regex", "_screen", "patterns")

    def __init__(self, patterns: tuple[Pattern, ...]) -> None:
        self.patterns = patterns
        self._ascii: Any = None
        self._is_blind: bool | None = None
        self._regex: Any = None
        self._screen: Any = None

    def regex(self, text: bytes) -> Any:
        """Return the compiled pattern that a text is asked with."""
        if text.isascii():
            if self._ascii is None:
                self._ascii = re2.compile(for_ascii(self._written(exact)), _options())
            return self._ascii
        if self._regex is None:
            self._regex = re2.compile(self._written(exact), _options())
        return self._regex

    @property
    def screen(self) -> Any:
        """The compiled pattern, loosened: many times smaller than the exact one, and faster."""
        if self._screen is None:
            self._screen = re2.compile(self._written(screen), _options())
        return self._screen

    def _written(self, write: Callable[[Node], str]) -> str:
        return "|".join(f"(?:{write(pattern.tree)})" for pattern in self.patterns)

    def search(self, text: bytes) -> bool:
        """Tell whether a pattern matches in a text without line ends."""
        return self.regex(text).search(text) is not None

    def found(self, page: Page, number: int) -> bool:
        """Tell whether a pattern matches in the content of a solid block."""
        text = page.encoded(number)
        if text.isascii():
            if self._ascii is not None:
                return self._ascii.search(text) is not None
        else:
            if self._is_blind is None:
                self._is_blind = all(is_blind(pattern.tree) for pattern in self.patterns)
            if self._is_blind:
                text = _plainly(page, number) or text
        return self.search(text)

    def matches(self, text: bytes) -> Iterator[Any]:
        """Return the matches in a text, which do not overlap."""
        return self.regex(text).finditer(text)  # type: ignore[no-any-return]

    def __str__(self) -> str:
        return " or ".join(f"'{pattern.source}'" for pattern in self.patterns)


def _plainly(page: Page, number: int) -> bytes | None:
    """Return the content of a solid block with plain signs, where that is ASCII; worked out once for all rules."""
    known = page.known.setdefault("plain", {})
    if number not in known:
        known[number] = plain_form(page.content(number))
    found: bytes | None = known[number]
    return found
