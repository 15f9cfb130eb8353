"""Compile patterns: exact ones for blocks when they are first asked, loosened ones into the set that reads every text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import re2

from cleaner.rules_engine.exact import exact, for_ascii
from cleaner.rules_engine.loosen import screen
from cleaner.rules_engine.spec import Pattern
from cleaner.rules_engine.tree import Node
from cleaner.text.page import Page

__all__ = ["AnyOf", "PatternSet"]

SET_MEMORY = 1 << 27
"""Bytes that the set's automaton may take. Measured on 26,745 press releases: it stays below 64 MiB."""
EXACT_MEMORY = 1 << 24
WITNESS = r"\z"
"""Matches every text at its end: when it is missing from the answer, the automaton ran out of memory."""


def _options(memory: int, *, across_lines: bool) -> Any:
    options = re2.Options()
    options.case_sensitive = False
    options.never_nl = not across_lines
    options.log_errors = False
    options.max_mem = memory
    return options


class AnyOf:
    """The exact patterns of a rule's condition, compiled into one at the first need; it matches where any of them does."""

    __slots__ = ("_ascii", "_loose", "_regex", "_screen", "patterns")

    def __init__(self, patterns: tuple[Pattern, ...]) -> None:
        self.patterns = patterns
        self._ascii: Any = None
        self._regex: Any = None
        self._screen: Any = None
        self._loose = ""

    @property
    def loose(self) -> str:
        """The patterns, loosened but whole."""
        if not self._loose:
            self._loose = self._written(screen)
        return self._loose

    def regex(self, text: bytes) -> Any:
        """Return the compiled pattern that a text is asked with."""
        if text.isascii():
            if self._ascii is None:
                self._ascii = re2.compile(for_ascii(self._written(exact)), _options(EXACT_MEMORY, across_lines=False))
            return self._ascii
        if self._regex is None:
            self._regex = re2.compile(self._written(exact), _options(EXACT_MEMORY, across_lines=False))
        return self._regex

    @property
    def screen(self) -> Any:
        """The compiled pattern, loosened: many times smaller than the exact one, and faster."""
        if self._screen is None:
            self._screen = re2.compile(self.loose, _options(EXACT_MEMORY, across_lines=False))
        return self._screen

    def _written(self, write: Callable[[Node], str]) -> str:
        return "|".join(f"(?:{write(pattern.tree)})" for pattern in self.patterns)

    def search(self, text: bytes) -> bool:
        """Tell whether a pattern matches in a text without line ends."""
        return self.regex(text).search(text) is not None

    def found(self, page: Page, number: int) -> bool:
        """Tell whether a pattern matches in the content of a solid block."""
        return self.search(page.encoded(number))

    def matches(self, text: bytes) -> Iterator[Any]:
        """Return the matches in a text, which do not overlap."""
        return self.regex(text).finditer(text)  # type: ignore[no-any-return]

    def __str__(self) -> str:
        return " or ".join(f"'{pattern.source}'" for pattern in self.patterns)


class PatternSet:
    """Loosened patterns matched together, in one pass over a text."""

    def __init__(self, sources: Sequence[str]) -> None:
        self.size = len(sources)
        self._set = re2.Set.SearchSet(_options(SET_MEMORY, across_lines=True))
        for source in sources:
            self._set.Add(source)
        self._set.Add(WITNESS)
        self._works = True
        try:
            self._set.Compile()
        except re2.error:
            self._works = False

    def match(self, text: bytes) -> Sequence[int]:
        """Return the numbers of the sources that match somewhere in the text; all of them if the automaton gave up."""
        found: list[int] | None = self._set.Match(text) if self._works else None
        if not found or self.size not in found:
            return range(self.size)
        if len(found) == 1:
            return ()
        found.remove(self.size)
        return found
