"""All rules of a pack at work on a page: one pass of a prefilter names those that could fire, and the lines that they look at.

Rules of another language than the text's cannot fire, so each language has a prefilter of its own, made when a text in it
comes up: languages that a text is not in cost it nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import accumulate

from cleaner.model import Edit
from cleaner.rules_engine.clauses import Clause
from cleaner.rules_engine.conditions import Met
from cleaner.rules_engine.index import Entry, entry_of
from cleaner.rules_engine.prefilter import Looked, Prefilter
from cleaner.rules_engine.rule import Anchors, Rule
from cleaner.rules_engine.spec import RuleSpec
from cleaner.text.language import OWN_SCRIPT, is_latin
from cleaner.text.page import Page

__all__ = ["Engine", "RuleSet"]

LOOKED, CHOSEN = "looked", "chosen"
"""Under these names a page keeps what was seen of it last, and the rules that are for it."""
NO_BLOCK = -1
"""Stands for a line that is no solid block, as `Page.solid_in` says: the rule is named, and no block."""
NO_RULES, LATIN = "-", "latin"
"""Stand for all languages that no rule is made for, and for one that is not known, in Latin letters."""


class RuleSet:
    """Rules that run on texts of one language: those that are found by literals, and those that are looked for in every text.

    With `at_any_length` they are found in lines of more words than they take as well.
    """

    def __init__(self, entries: Mapping[str, Entry], rule: Callable[[str], Rule], *, at_any_length: bool = False) -> None:
        known = {id: entry.sought.clauses for id, entry in sorted(entries.items())}
        if at_any_length:
            known = {id: [Clause(clause.groups, -1) for clause in clauses] for id, clauses in known.items()}
        self.ids, self.everywhere = tuple(id for id in known if known[id]), tuple(id for id in known if not known[id])
        self.prefilter = Prefilter([known[id] for id in self.ids], lambda number: rule(self.ids[number]).automaton)

    def match(self, page: Page) -> dict[str, list[int]]:
        """Return the rules that may match by what is in the lines of a page and in what it shows, each with the solid blocks of its lines, in order."""
        hits, seen = self.look(page)
        if not page.is_by_line:  # spans are looked for in the text, blocks in what the page shows
            shown = self.prefilter.look(page.view)[0]
            return self._by_rule([*((rule, line, NO_BLOCK) for rule, line, _ in hits), *((rule, line, line) for rule, line, _ in shown)])
        if seen is None:
            hits = [(rule, line, page.solid_in(line)) for rule, line, _ in hits]
        if page.has_marks and page.marked:
            unmarked = ((rule, page.solid_of(page.marked[line][0])) for rule, line, _ in self.prefilter.look(page.shown)[0])
            hits = [(rule, NO_BLOCK, solid) for rule, solid in sorted({*unmarked, *((rule, solid) for rule, _, solid in hits)})]
        return self._by_rule(hits) if hits else {}

    def is_silent(self, page: Page) -> bool:
        """Tell, fast, that no rule may match on a page, that nothing stands twice in it, and that each of its lines is a block."""
        hits, seen = self.look(page)
        if hits or seen is None or seen.title_twice or seen.line_twice or page.has_marks or self.everywhere:
            return False
        return (seen.lines > 1 and seen.keeps_lines) or page.seems_by_line

    def look(self, page: Page) -> Looked:
        """Return what is seen of a page; it is looked at once."""
        known: tuple[RuleSet, Looked] | None = page.known.get(LOOKED)
        if known and known[0] is self:
            return known[1]
        looked = self.prefilter.look(page.data)
        self._take(page, looked)
        return looked

    def look_at_all(self, pages: Sequence[Page]) -> Sequence[bool]:
        """Look at pages in English, in less time than at one after the other; return of each whether it is known that nothing fires on it."""
        looks = self.prefilter.look_at_all([page.data for page in pages])
        for page, looked in zip(pages, looks, strict=False):
            if looked:
                self._take(page, looked)
        return [looked is None for looked in looks]

    def _take(self, page: Page, looked: Looked) -> None:
        page.known[LOOKED] = self, looked
        if looked[1] is not None:
            page.take_survey(looked[1])

    def _by_rule(self, found: Iterable[tuple[int, int, int]]) -> dict[str, list[int]]:
        by_rule: dict[str, list[int]] = {}
        for rule, _, block in found:
            blocks = by_rule.setdefault(self.ids[rule], [])
            if block != NO_BLOCK:
                blocks.append(block)
        return by_rule


class Engine:
    """Rules, compiled at their first need, and the prefilters that say when that is."""

    def __init__(self, specs: Iterable[RuleSpec]) -> None:
        by_id = {spec.id: spec for spec in specs}
        self._begin({id: entry_of(spec) for id, spec in by_id.items()}, by_id.__getitem__)

    @classmethod
    def indexed(cls, entries: Mapping[str, Entry], read: Callable[[str], RuleSpec]) -> Engine:
        """Make an engine of what an index holds of rules, by id; a rule is read when it may first match."""
        engine = cls(())
        engine._begin(entries, read)
        return engine

    def _begin(self, entries: Mapping[str, Entry], read: Callable[[str], RuleSpec]) -> None:
        self._entries, self._read = dict(sorted(entries.items())), read
        self._languages = {code for entry in entries.values() for code in entry.languages}
        self._sets: dict[str, RuleSet] = {}
        self._after_english: RuleSet | None = None
        self._ahead: RuleSet | None = None
        self._rules: dict[str, Rule] = {}
        self._met: Met = {}

    def rule(self, id: str) -> Rule:
        """Return a rule, read at the first need."""
        rule = self._rules.get(id)
        if rule is None:
            rule = self._rules[id] = Rule(self._read(id), self._entries[id].sought.anchor)
        return rule

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All rules, in the order of their ids."""
        return tuple(map(self.rule, self._entries))

    def set_for(self, language: str) -> RuleSet:
        """Return the rules for texts of a language; for one that is not known, all, and in Latin letters (`LATIN`) all but those for other scripts."""
        key = language if language in ("", LATIN) or language in self._languages else NO_RULES
        if key not in self._sets:
            self._sets[key] = RuleSet({id: entry for id, entry in self._entries.items() if _is_for(key, entry.languages)}, self.rule)
        return self._sets[key]

    def _set_of(self, page: Page) -> RuleSet:
        """Return the rules for a page, chosen once."""
        chosen: RuleSet | None = page.known.get(CHOSEN)
        if chosen is None:
            chosen = page.known[CHOSEN] = self._choose(page)
        return chosen

    def _choose(self, page: Page) -> RuleSet:
        """Choose the rules for a page. After one in English the next is taken for another: the look at it tells that of nearly all that are."""
        english = self._after_english
        if english and not page.meta.get("language") and (seen := english.look(page)[1]) is not None and seen.english:
            self._ahead = english
            return english
        chosen = self.set_for(page.language or (LATIN if is_latin(page.text) else ""))
        self._after_english = chosen if page.language == "en" else None
        self._ahead = self._after_english or self._ahead
        return chosen

    def is_silent(self, page: Page) -> bool:
        """Tell, fast, of most pages on which no rule fires that none does, and that nothing stands twice in them."""
        return self._set_of(page).is_silent(page)

    def look_ahead(self, pages: Sequence[Page]) -> None:
        """Look at pages at once, as at English ones, if one of those before them was: that takes less time than to look at one after the other."""
        english, found = self._ahead, False
        if not english or english.everywhere:
            return
        for page, silent in zip(pages, english.look_at_all(pages), strict=False):
            page.is_quiet = silent and (not page.meta.get("language") or page.language == "en")
            found |= silent or bool(page.survey.english)
        if not found:
            self._ahead = None

    def candidates(self, page: Page, language: str | None = None) -> list[Rule]:
        """Return the rules that may match on a page, as one in its language or in another; each knows in which blocks."""
        chosen = self._set_of(page) if language is None else self.set_for(language)
        found = chosen.match(page)
        if not found and not chosen.everywhere:
            return []
        rules: list[Rule] = []
        for id, blocks in sorted(found.items()):
            rule = self.rule(id)
            if rule.may_match(page, blocks, self._met):
                rules.append(rule)
        return [*rules, *map(self.rule, chosen.everywhere)] if chosen.everywhere else rules

    def near(self, page: Page) -> list[Rule]:
        """Return the rules of all languages whose anchors match some block in which their words are, whatever else they ask."""
        found = sorted((*self._at_any_length.match(page), *self._at_any_length.everywhere))
        return [rule for rule in map(self.rule, found) if rule.is_said(page)]

    @cached_property
    def _at_any_length(self) -> RuleSet:
        return RuleSet(self._entries, self.rule, at_any_length=True)

    def propose(self, page: Page, candidates: Iterable[Rule]) -> list[Edit]:
        """Return what the candidates would remove from a page."""
        found: list[Edit] = []
        for rule in candidates:
            found += rule.propose(page)
        return found

    def may_fire(self, anchors: Iterable[Anchors], gone: Sequence[bool]) -> bool:
        """Tell whether rules may fire at their anchors once solid blocks of a text are gone; `gone` says so of each."""
        left = list(accumulate(not one for one in gone))
        return any(not gone[block] and self.rule(one.rule).reaches(left[block] - 1, left[-1]) for one in anchors for block in one.blocks)


def _is_for(key: str, languages: Collection[str]) -> bool:
    """Tell whether rules of some languages, or of all, are for texts that a set is for."""
    if not key or not languages:
        return True
    return not OWN_SCRIPT.issuperset(languages) if key == LATIN else key in languages
