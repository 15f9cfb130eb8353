"""All rules of a pack at work on a page: one pass of the set names those that could fire, and only these look closer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
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
        by_id = {spec.id: spec for spec in specs}
        self._begin({id: set_source(spec) for id, spec in by_id.items()}, by_id.__getitem__)

    @classmethod
    def indexed(cls, sources: Mapping[str, str], read: Callable[[str], RuleSpec]) -> Engine:
        """Make an engine of the patterns for the set, by id; a rule is read when its pattern first occurs."""
        engine = cls(())
        engine._begin(sources, read)
        return engine

    def _begin(self, sources: Mapping[str, str], read: Callable[[str], RuleSpec]) -> None:
        waiting: dict[str, list[str]] = {}
        for id, source in sorted(sources.items()):
            waiting.setdefault(source, []).append(id)
        self.sources = tuple(waiting)
        self._waiting = tuple(waiting.values())
        self._by_id, self._read = dict(sorted(sources.items())), read
        self._rules: dict[str, Rule] = {}

    def rule(self, id: str) -> Rule:
        """Return a rule, read at the first need."""
        if id not in self._rules:
            self._rules[id] = Rule(self._read(id), self._by_id[id])
        return self._rules[id]

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All rules, in the order of their ids."""
        return tuple(map(self.rule, self._by_id))

    @cached_property
    def patterns(self) -> PatternSet:
        """The set, compiled at the first need."""
        return PatternSet(self.sources)

    def candidates(self, probe: bytes) -> list[Rule]:
        """Return the rules whose patterns occur, loosened, in the probe of a page."""
        return [self.rule(id) for hit in self.patterns.match(probe) for id in self._waiting[hit]]

    def may_fire(self, page: Page, text: bytes) -> bool:
        """Tell whether a rule may fire in what is left of a plain page."""
        return any(rule.may_fire(page, text) for rule in self.candidates(text))

    def propose(self, page: Page, candidates: Iterable[Rule]) -> list[Edit]:
        """Return what the candidates would remove from a page."""
        return [edit for rule in candidates for edit in rule.propose(page)]


def set_source(spec: RuleSpec) -> str:
    """Return the loosened pattern that must occur before the rule can fire: of all that it needs, what tells most."""
    needed = (_loosen(group) for block in spec.match if block.low for group in block.required)
    return max(needed, key=lambda one: one.weight).source


def _loosen(group: Iterable[Pattern]) -> Loose:
    return loosen_any(pattern.tree for pattern in group)
