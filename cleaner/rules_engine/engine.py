"""All rules of a pack at work on a page: one pass of a set names those that could fire, and only these look closer.

Rules of another language than the text's cannot fire, so each language has a set of its own, compiled when a text in it
comes up: languages that a text is not in cost it nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from cleaner.model import Edit
from cleaner.rules_engine.compile import PatternSet
from cleaner.rules_engine.index import Entry, entry_of
from cleaner.rules_engine.literals import Need, holds, needs_any
from cleaner.rules_engine.rule import Rule
from cleaner.rules_engine.spec import RuleSpec
from cleaner.text.page import Page

__all__ = ["Engine", "RuleSet"]

FIRST, FIRST_BYTES = 4, 4_000
"""So many probes of so many bytes together are matched with the patterns alone whose literals occur: the set of all takes 100 ms to
compile, that for a few lines 10 ms, for an article of so many bytes 50 ms."""
NO_RULES = "-"
"""Stands for all languages that no rule is made for."""


class RuleSet:
    """Rules that run on texts of one language: their patterns, each once, and the ids of the rules that wait for each."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        waiting: dict[str, list[str]] = {}
        needs: dict[str, list[Need]] = {}
        for id, entry in sorted(entries.items()):
            source, need = entry.sought
            waiting.setdefault(source, []).append(id)
            needs.setdefault(source, []).append(need)
        self.sources, self._waiting, self._needs = tuple(waiting), tuple(waiting.values()), tuple(map(needs_any, needs.values()))
        self._probes = self._bytes = 0

    @cached_property
    def patterns(self) -> PatternSet:
        """The patterns, compiled at the first need."""
        return PatternSet(self.sources)

    def match(self, probe: bytes) -> list[str]:
        """Return the ids of the rules whose patterns occur, and which may match."""
        self._probes, self._bytes = self._probes + 1, self._bytes + len(probe)
        few = self._probes <= FIRST and self._bytes <= FIRST_BYTES
        return self.waiting(self._match_few(probe) if few else self.patterns.match(probe))

    def waiting(self, hits: Iterable[int]) -> list[str]:
        """Return the ids of the rules that wait for patterns, which are given by their numbers."""
        return [id for hit in hits for id in self._waiting[hit]]

    def _match_few(self, probe: bytes) -> list[int]:
        """Match a set of those patterns alone whose literals occur."""
        folded = probe.decode("utf-8", "replace").casefold()
        chosen = [number for number, need in enumerate(self._needs) if holds(need, folded)]
        return [chosen[hit] for hit in PatternSet([self.sources[number] for number in chosen]).match(probe)]


class Engine:
    """Rules, compiled at their first need, and the sets of their loosened patterns, one of each rule."""

    def __init__(self, specs: Iterable[RuleSpec]) -> None:
        by_id = {spec.id: spec for spec in specs}
        self._begin({id: entry_of(spec) for id, spec in by_id.items()}, by_id.__getitem__)

    @classmethod
    def indexed(cls, entries: Mapping[str, Entry], read: Callable[[str], RuleSpec]) -> Engine:
        """Make an engine of what an index holds of rules, by id; a rule is read when its pattern first occurs."""
        engine = cls(())
        engine._begin(entries, read)
        return engine

    def _begin(self, entries: Mapping[str, Entry], read: Callable[[str], RuleSpec]) -> None:
        self._entries, self._read = dict(sorted(entries.items())), read
        self._languages = {code for entry in entries.values() for code in entry.languages}
        self._sets: dict[str, RuleSet] = {}
        self._rules: dict[str, Rule] = {}

    def rule(self, id: str) -> Rule:
        """Return a rule, read at the first need."""
        if id not in self._rules:
            self._rules[id] = Rule(self._read(id), self._entries[id].sought.source)
        return self._rules[id]

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All rules, in the order of their ids."""
        return tuple(map(self.rule, self._entries))

    def set_for(self, language: str) -> RuleSet:
        """Return the rules for texts of a language; for one that is not known, all."""
        key = language if not language or language in self._languages else NO_RULES
        if key not in self._sets:
            self._sets[key] = RuleSet({id: entry for id, entry in self._entries.items() if not key or not entry.languages or key in entry.languages})
        return self._sets[key]

    def candidates(self, probe: bytes, language: str = "") -> list[Rule]:
        """Return the rules for a language whose patterns occur, loosened, in the probe of a page."""
        return list(map(self.rule, self.set_for(language).match(probe)))

    def near(self, probe: bytes) -> list[Rule]:
        """Return the rules of all languages whose patterns in the set occur, whatever else they need."""
        known = self.set_for("")
        return list(map(self.rule, known.waiting(known.patterns.match(probe))))

    def propose(self, page: Page, candidates: Iterable[Rule]) -> list[Edit]:
        """Return what the candidates would remove from a page."""
        return [edit for rule in candidates for edit in rule.propose(page)]
