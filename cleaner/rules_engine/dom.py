"""Rules over elements of HTML, as they are written: `select` in place of `match`. Their ids begin with `dom/`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import yaml

from cleaner.errors import Place
from cleaner.rules_engine.nodes import load_yaml
from cleaner.rules_engine.read import _RuleReader
from cleaner.rules_engine.spec import META, PRESETS, SAFETIES, Example, Pattern

__all__ = ["DomSpec", "Selected", "read_dom_rule", "without_marks", "without_what_is_marked"]

_KEYS = ("why", "select", "unless", "says", "same_as", "max_words", "min_links", "preset", "safety", "hosts", "languages", "examples")
_MARKED = re.compile("<<(.*?)>>(?!>)", re.DOTALL)


class Selected(NamedTuple):
    """A CSS selector as written, and where it stands."""

    source: str
    place: Place


@dataclass(frozen=True, slots=True)
class DomSpec:
    """One rule file. Examples hold HTML."""

    id: str
    why: str
    select: tuple[Selected, ...]
    place: Place
    unless: tuple[Selected, ...] = ()
    says: tuple[Pattern, ...] = ()
    same_as: str = ""
    max_words: int | None = None
    min_links: float | None = None
    presets: tuple[str, ...] = PRESETS
    safety: str = "safe"
    hosts: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()


def read_dom_rule(text: str, *, id: str, file: str) -> DomSpec:
    """Read one rule. Raises `RuleError` with file, line, column and advice; selectors are read where they are run."""
    return _DomReader(file, text).dom_rule(load_yaml(text, file), id)


def without_marks(html: str) -> str:
    """Return an example's page; of a run of `>` the last two are the mark."""
    return _MARKED.sub(r"\1", html)


def without_what_is_marked(html: str) -> str:
    """Return an example's page as it must be left."""
    return _MARKED.sub("", html)


class _DomReader(_RuleReader):
    def dom_rule(self, node: yaml.Node, id: str) -> DomSpec:
        keys = self.mapping(node, _KEYS, "a rule over HTML")
        for needed in ("why", "select", "examples"):
            if needed not in keys:
                self.fail(node, "rule-missing", f"the rule has no '{needed}'", f"add '{needed}:'; see 'cleaner rules show dom/comments/threads'")
        return DomSpec(
            id=id,
            why=self.why(keys["why"]),
            select=self.selectors(keys, "select"),
            place=self.place(node),
            unless=self.selectors(keys, "unless"),
            says=self.patterns(keys, "says"),
            same_as=self.choice(keys["same_as"], META, "same_as") if "same_as" in keys else "",
            max_words=int(self.number(keys["max_words"], "max_words", least=1)) if "max_words" in keys else None,
            min_links=self.number(keys["min_links"], "min_links", most=1, whole=False) if "min_links" in keys else None,
            presets=self.choices(keys["preset"], PRESETS, "preset") if "preset" in keys else PRESETS,
            safety=self.choice(keys["safety"], SAFETIES, "safety") if "safety" in keys else "safe",
            hosts=tuple(self.words(keys, "hosts")),
            languages=tuple(self.words(keys, "languages")),
            examples=self.examples(keys["examples"]),
        )

    def selectors(self, keys: dict[str, yaml.Node], name: str) -> tuple[Selected, ...]:
        if name not in keys:
            return ()
        return tuple(Selected(source, self.place(node)) for source, node in self.strings(keys[name], name))

    def words(self, keys: dict[str, yaml.Node], name: str) -> Iterable[str]:
        return (word for word, _ in self.strings(keys[name], name)) if name in keys else ()
