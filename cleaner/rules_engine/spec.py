"""Rules as they are written: nouns without behaviour."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from cleaner.errors import Place

if TYPE_CHECKING:
    from cleaner.rules_engine.tree import Node

__all__ = ["DOM", "FEATURES", "META", "PRESETS", "AtLeast", "BlockSpec", "Bound", "Example", "ListOf", "Pattern", "RuleSpec", "Where"]

DOM = "dom/"
"""How the ids of rules over elements of HTML begin."""
PRESETS = ("extracted", "raw")
REMOVES = ("match", "to-end", "span")
SAFETIES = ("safe", "unsafe")
LISTS = ("short", "links", "items")
META = ("title", "author", "site", "date")
FEATURES = ("words", "chars", "sentences", "links", "digits", "capitals", "stop_words")
SHARES = frozenset({"links", "digits", "capitals", "stop_words"})


class Pattern(NamedTuple):
    """A pattern as written, its tree, and where it stands."""

    source: str
    tree: Node
    place: Place


class Bound(NamedTuple):
    """The least and the most that a block may have of a feature, both included."""

    feature: str
    low: float | None
    high: float | None


class AtLeast(NamedTuple):
    """So many of these patterns."""

    n: int
    of: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class BlockSpec:
    """What one block of a match must be like; one to `keep` is context and stays."""

    any: tuple[Pattern, ...] = ()
    all: tuple[Pattern, ...] = ()
    at_least: AtLeast | None = None
    unless: tuple[Pattern, ...] = ()
    bounds: tuple[Bound, ...] = ()
    kinds: tuple[str, ...] = ()
    same_as: str = ""
    low: int = 1
    high: int = 1
    keep: bool = False

    @property
    def required(self) -> tuple[tuple[Pattern, ...], ...]:
        """Groups of patterns; of each group at least one must match."""
        groups = [self.any, *((pattern,) for pattern in self.all), self.at_least.of if self.at_least else ()]
        return tuple(group for group in groups if group)

    @property
    def is_needed(self) -> bool:
        """Whether no match does without this block, and it must say something."""
        return self.low > 0 and bool(self.required)


class Where(NamedTuple):
    """How many blocks from the head or from the tail a match may begin in; None is no limit."""

    head: int | None = None
    tail: int | None = None


class ListOf(NamedTuple):
    """What kind of list goes along with a match, and how many items at most."""

    kind: str
    at_most: int


@dataclass(frozen=True, slots=True)
class Example:
    """A text that proves a rule: `<<` and `>>` mark what it must remove; without marks it must keep all."""

    text: str
    removes: bool
    place: Place
    meta: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RuleSpec:
    """One rule file."""

    id: str
    why: str
    match: tuple[BlockSpec, ...]
    place: Place
    where: Where = field(default_factory=Where)
    presets: tuple[str, ...] = ("extracted", "raw")
    remove: str = "match"
    then: ListOf | None = None
    safety: str = "safe"
    hosts: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()

    @property
    def anchor(self) -> int:
        """The first entry that every match has and that must say something: by it a match is looked for."""
        return next(i for i, block in enumerate(self.match) if block.is_needed)
