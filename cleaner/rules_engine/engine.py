"""All rules of a pack at work on a page: one pass of the set names those that could fire, and only these look closer."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from cleaner.model import Edit
from cleaner.rules_engine.compile import PatternSet
from cleaner.rules_engine.loosen import Loose, loosen_any
from cleaner.rules_engine.rule import Rule
from cleaner.rules_engine.spec import Pattern, RuleSpec
from cleaner.text.page import Page

__all__ = ["Engine", "set_source"]


class Engine:
    """Rules, compiled, with the set of their loosened patterns, one of each rule."""

    def __init__(self, specs: Iterable[RuleSpec]) -> None:
        self.rules = tuple(map(Rule, sorted(specs, key=lambda spec: spec.id)))
        self.why = {rule.spec.id: rule.spec.why for rule in self.rules}
        waiting: dict[str, list[Rule]] = {}
        for rule in self.rules:
            waiting.setdefault(set_source(rule.spec), []).append(rule)
        self.sources = tuple(waiting)
        self._waiting = tuple(waiting.values())

    @cached_property
    def patterns(self) -> PatternSet:
        """The set, compiled at the first need."""
        return PatternSet(self.sources)

    def candidates(self, probe: bytes) -> list[Rule]:
        """Return the rules whose patterns occur, loosened, in the probe of a page."""
        return [rule for hit in self.patterns.match(probe) for rule in self._waiting[hit]]

    def propose(self, page: Page, candidates: Iterable[Rule]) -> list[Edit]:
        """Return what the candidates would remove from a page."""
        return [edit for rule in candidates for edit in rule.propose(page)]


def set_source(spec: RuleSpec) -> str:
    """Return the loosened pattern that must occur before the rule can fire: of all that it needs, what tells most."""
    loose = [_loosen(group) for block in spec.match if block.low for group in block.required]
    if joined := _joined(spec):
        loose.append(joined)
    return max(loose, key=lambda one: one.weight).source


def _joined(spec: RuleSpec) -> Loose | None:
    """Join the patterns of the first two blocks into one across the line end."""
    if len(spec.match) < 2 or not (spec.match[1].low and spec.match[1].required) or spec.match[0].high > 1:
        return None
    first, second = (max(map(_loosen, block.required), key=lambda one: one.weight) for block in spec.match[:2])
    return Loose(rf"(?:{first.source})[^\n]*\n[^0-9A-Za-z]*[^\n]*(?:{second.source})", first.weight + second.weight)


def _loosen(group: Iterable[Pattern]) -> Loose:
    return loosen_any(pattern.tree for pattern in group)
