"""A compiled rule: where it finds its blocks, and what it proposes to remove."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence, Set
from typing import NamedTuple

from cleaner.model import Edit
from cleaner.rules_engine.automaton import Automaton, automaton_of
from cleaner.rules_engine.conditions import BlockTest, Met
from cleaner.rules_engine.follow import first_unlike_widget, list_end
from cleaner.rules_engine.position import is_within, stretches
from cleaner.rules_engine.spans import spans_of
from cleaner.rules_engine.spec import BlockSpec, RuleSpec
from cleaner.text.hosts import is_below
from cleaner.text.language import may_be_in
from cleaner.text.page import Page

__all__ = ["Anchors", "Rule"]

Ends = Sequence[int]
"""Where each of some entries in a row ends: the solid block after its own."""


class Anchors(NamedTuple):
    """Where a rule's anchors are in a text of which nothing goes by it: solid blocks, of so many."""

    rule: str
    blocks: Sequence[int]
    total: int


class Rule:
    """A `RuleSpec`, ready to run; `anchor` is the entry by which matches are found, by default the first that can be. Patterns compile when needed."""

    __slots__ = ("_goes_on", "_is_one", "_keeps", "ahead", "anchor", "metas", "spec", "tests")

    def __init__(self, spec: RuleSpec, anchor: int | None = None) -> None:
        self.spec = spec
        self.tests = tuple(map(BlockTest, spec.match))
        number = spec.anchor if anchor is None else anchor
        self.anchor = self.tests[number]
        before = spec.match[:number]
        self.ahead = sum(block.low for block in before), sum(block.high for block in before)
        self._keeps = any(block.keep for block in spec.match)
        self._is_one = len(self.tests) == self.anchor.low == self.anchor.high == 1
        self._goes_on = spec.remove == "to-end" or spec.then is not None
        self.metas = tuple(block.same_as for block in spec.match if block.same_as and block.low)

    @property
    def automaton(self) -> Automaton:
        """An automaton that takes every line that the anchor's patterns match."""
        return automaton_of(pattern.tree for pattern in self.anchor.anchor.patterns)

    def applies(self, page: Page) -> bool:
        """Tell whether the rule is made for this page's host and language; unknown languages pass."""
        hosts, languages = self.spec.hosts, self.spec.languages
        if hosts and not is_below(str(page.meta.get("site") or ""), hosts):
            return False
        return not languages or page.language in languages or may_be_in(page.text, page.language, languages)

    def propose(self, page: Page) -> list[Edit]:
        """Return what the rule would remove from a page."""
        if self.metas and not all(map(page.meta.get, self.metas)):
            return []
        if self.spec.remove == "span":
            found = list(spans_of(self.spec, self.anchor, page))
            return found if found and self.applies(page) else []
        found, anchors, spans, done = [], self._anchors(page), page.spans, -1
        for number in self._starts(page, anchors):
            ends = self._ends(page, anchors, number) if number >= done else None
            end = -1 if ends is None else self._with_what_follows(page, ends[-1]) if self._goes_on else ends[-1]
            if ends is None or end < 0:
                continue
            for first, last in _but_kept(self.spec.match, number, ends, end) if self._keeps else ((number, end),):
                through = f" to {last}" if last > first + 1 else ""
                found.append(Edit(spans[first][0], spans[last - 1][1], self.spec.id, f"block {first + 1}{through} of {page.count}"))
                done = last
        return found if found and self.applies(page) else []

    def may_fire_without(self, page: Page, gone: Set[int]) -> bool:
        """Tell whether the rule may fire in what is left of a page when solid blocks are gone, and the others read as they did.

        An anchor must be left, in the right position.
        """
        if self.metas and not all(map(page.meta.get, self.metas)):
            return False
        if self.spec.remove == "span":
            return any(page.solid_of(match.start()) not in gone for match in self.anchor.anchor.matches(page.data))
        count = page.count - len(gone)
        return any(self.reaches(place, count) for place in self._left(page, gone))

    def reaches(self, anchor: int, count: int) -> bool:
        """Tell whether a match with its anchor at a place among so many solid blocks may begin in the right position."""
        fewest, most = self.ahead
        return any(stretch.first + fewest <= anchor < stretch.last + most for stretch in stretches(self.spec.where, count))

    def anchors_without(self, page: Page, gone: Set[int]) -> Anchors:
        """Return the anchors that are left of a page when solid blocks are gone."""
        return Anchors(self.spec.id, self._left(page, gone), page.count - len(gone))

    def is_anchored_without(self, page: Page, gone: set[int]) -> bool:
        """Tell whether an anchor is left of a page when solid blocks are gone, wherever it stands."""
        if self.spec.remove == "span":
            return self.may_fire_without(page, gone)
        return not gone.issuperset(self._anchors(page))

    def _starts(self, page: Page, anchors: list[int]) -> list[int]:
        """Return the solid blocks, in order, at which a match may begin: an anchor is there and the position is right.

        More matches around an end than the rule's reach are a list of the article: entries of a diary, titles with their
        authors. Then the rule stays out there.
        """
        found: list[int] = []
        places = self._places(anchors)
        for first, last, wide_first, wide_last, most in stretches(self.spec.where, page.count):
            here = [place for place in places if first <= place < last]
            if here and len(places) > most:
                around = [place for place in places if wide_first <= place < wide_last]
                if len(around) > most and sum(self._ends(page, anchors, place) is not None for place in around) > most:
                    continue
            found += here
        return found

    def _places(self, anchors: list[int]) -> list[int]:
        """Return the solid blocks, in order, at which a match would begin whose anchor is where one is."""
        fewest, most = self.ahead
        return sorted({at - ahead for at in anchors for ahead in range(fewest, most + 1) if at >= ahead}) if most else anchors

    def may_match(self, page: Page, blocks: Iterable[int], met: Met) -> bool:
        """Tell whether one of these solid blocks of a page, outside which there is none, is an anchor; `met` is what is known of lines."""
        if self.metas and not all(map(page.meta.get, self.metas)):
            return False
        if self.spec.remove == "span":
            return True
        anchors = []
        for number in blocks:
            if self.anchor.holds_again(page, number, met):
                anchors.append(number)  # noqa: PERF401 -- mostly one: a comprehension takes longer
        page.known[self.spec.id] = anchors
        return bool(anchors)

    def look_again(self, page: Page, gone: Set[int], rest: Page) -> None:
        """Carry what is known of the rule's anchors on a page to what is left of it when solid blocks are gone."""
        if self.spec.remove != "span":
            rest.known[self.spec.id] = self._left(page, gone)

    def is_said(self, page: Page) -> bool:
        """Tell whether the anchor's patterns match some solid block of a page."""
        said = self.anchor.anchor
        return any(said.found(page, number) for number in page.hits(said.screen.search))

    def _anchors(self, page: Page) -> list[int]:
        """Return the solid blocks of a page, in order, that are as the anchor must be: worked out once, and kept with the page."""
        anchors: list[int] | None = page.known.get(self.spec.id)
        if anchors is None:
            anchors = [number for number in page.hits(self.anchor.anchor.screen.search) if self.anchor.holds(page, number)]
            page.known[self.spec.id] = anchors
        return anchors

    def _left(self, page: Page, gone: Set[int]) -> list[int]:
        """Return the places, in what is left of a page when solid blocks are gone, of the anchors that stay."""
        before = sorted(gone)
        return [number - bisect_left(before, number) for number in self._anchors(page) if number not in gone]

    def _with_what_follows(self, page: Page, end: int) -> int:
        """Return the solid block after a match whose entries end before `end`, and what goes along; -1 if that is an article."""
        if self.spec.remove == "to-end":
            return page.count if first_unlike_widget(page, end) < 0 else -1
        return list_end(page, end, kind=self.spec.then.kind, at_most=self.spec.then.at_most) if self.spec.then else end

    def why_not(self, page: Page, number: int) -> str:
        """Say which condition keeps the rule from a solid block that its anchor's patterns match; empty where they do not."""
        if not self.anchor.anchor.found(page, number):
            return ""
        if not self.applies(page):
            return f"the text is {page.language or 'of no known language'}, or its host is another"
        anchors = self._anchors(page)
        number = self._begin(page, anchors, number)
        if not is_within(self.spec.where, number, page.count):
            ends = [f"the {name} {count}" for name, count in (("first", self.spec.where.head), ("last", self.spec.where.tail)) if count]
            return f"it is block {number + 1} of {page.count}: the rule looks at {' and '.join(ends)}, and at most a third"
        if self._ends(page, anchors, number) is not None:
            if number not in self._starts(page, anchors):
                return "it stands more often around this end than the rule reaches: that is a list"
            unlike = first_unlike_widget(page, number + 1) if self.spec.remove == "to-end" else -1
            return f"block {unlike + 1} after it reads like an article" if unlike >= 0 else ""
        at = number
        for test in self.tests:
            failure = test.first_failure(page, at) if at < page.count else "there is no such block"
            if failure and test.low:
                return f"block {at + 1} fails: {failure}"
            at += not failure
        return ""

    def _begin(self, page: Page, anchors: list[int], number: int) -> int:
        """Return where the match begins whose anchor is a solid block; if there is none, where one would have to."""
        fewest, most = self.ahead
        places = [max(0, number - ahead) for ahead in range(fewest, most + 1)]
        return next((place for place in places if self._ends(page, anchors, place) is not None), places[0])

    def _ends(self, page: Page, anchors: list[int], number: int, entry: int = 0) -> Ends | None:
        """Return where the entries from `entry` on end whose blocks begin at `number`, by the longest repetitions that work; None where they do not.

        Repetitions are never tried twice at one place.
        """
        if self._is_one:
            return (number + 1,) if number in anchors else None
        known: dict[tuple[int, int], Ends | None] = page.known.setdefault((self.spec.id, "ends"), {})
        place = entry, number
        if place not in known:
            known[place] = self._match(page, anchors, number, entry)
        return known[place]

    def _match(self, page: Page, anchors: list[int], number: int, entry: int) -> Ends | None:
        ends: list[int] = []
        while entry < len(self.tests) and (test := self.tests[entry]).high == test.low == 1:  # most are
            if number >= page.count or not self._is_met(page, anchors, test, number):
                return None
            entry, number = entry + 1, number + 1
            ends.append(number)
        if entry == len(self.tests):
            return ends
        test, reach = self.tests[entry], number
        while reach - number < test.high and reach < page.count and self._is_met(page, anchors, test, reach):
            reach += 1
        for end in range(reach, number + test.low - 1, -1):
            if (after := self._ends(page, anchors, end, entry + 1)) is not None:
                return [*ends, end, *after]
        return None

    def _is_met(self, page: Page, anchors: list[int], test: BlockTest, number: int) -> bool:
        return number in anchors if test is self.anchor else test.holds(page, number)


def _but_kept(blocks: Sequence[BlockSpec], number: int, ends: Ends, end: int) -> list[tuple[int, int]]:
    """Return the stretches of solid blocks that a match from `number` to before `end` takes: all but what it keeps."""
    taken, first = [], number
    for block, at, after in zip(blocks, (number, *ends), ends, strict=False):
        if block.keep:
            taken.append((first, at))
            first = after
    return [(first, last) for first, last in (*taken, (first, end)) if first < last]
