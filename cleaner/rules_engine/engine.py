"""All rules of a pack at work on a page: one pass of the set names those that could fire, and only these look closer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from cleaner.model import Edit
from cleaner.rules_engine.compile import PatternSet, loosened
from cleaner.rules_engine.rule import Rule
from cleaner.rules_engine.spec import RuleSpec
from cleaner.text.page import Page

__all__ = ["Engine"]


class Engine:
    """Rules, compiled, with the set of their loosened patterns."""

    def __init__(self, specs: Iterable[RuleSpec]) -> None:
        self.rules = tuple(map(Rule, sorted(specs, key=lambda spec: spec.id)))
        self.why = {rule.spec.id: rule.spec.why for rule in self.rules}
        self._sources: dict[str, int] = {}
        self._by_source: dict[int, list[tuple[frozenset[int], Rule]]] = {}
        for rule in self.rules:
            needs = frozenset(self._sources.setdefault(source, len(self._sources)) for source in set_sources(rule.spec))
            self._by_source.setdefault(min(needs), []).append((needs, rule))

    @cached_property
    def patterns(self) -> PatternSet:
        """The set, compiled at the first need."""
        return PatternSet(list(self._sources))

    def candidates(self, probe: bytes) -> Sequence[Rule]:
        """Return the rules whose required patterns all occur, loosened, in a page's probe."""
        found = self.patterns.match(probe)
        if not found:
            return ()
        hits = frozenset(found)
        return [rule for hit in found for needs, rule in self._by_source.get(hit, ()) if needs <= hits]

    def propose(self, page: Page, candidates: Iterable[Rule]) -> Iterator[Edit]:
        """Yield what the candidates would remove from a page."""
        for rule in candidates:
            if rule.applies(page):
                yield from rule.propose(page)


def set_sources(spec: RuleSpec) -> Iterator[str]:
    """Yield the loosened patterns that must all occur in a text before the rule can fire."""
    for block in spec.match:
        if block.low:
            yield from map(loosened, block.required)
