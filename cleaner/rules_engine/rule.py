"""A compiled rule: where it finds its blocks, and what it proposes to remove."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence, Set
from typing import NamedTuple

from cleaner.model import Edit
from cleaner.rules_engine.automaton import Automaton, automaton_of
from cleaner.rules_engine.conditions import BlockTest
from cleaner.rules_engine.follow import first_unlike_widget, list_end
from cleaner.rules_engine.position import Stretch, is_within, stretches
from cleaner.rules_engine.spans import spans_of
from cleaner.rules_engine.spec import RuleSpec
from cleaner.text.hosts import is_below
from cleaner.text.language import may_be_in
from cleaner.text.page import Page

__all__ = ["Anchors", "Rule"]

_NO_END = (-1, -1)


class Anchors(NamedTuple):
    """Where a rule's anchors may match in a text of which nothing goes by it: solid blocks, of so many."""

    rule: str
    blocks: Sequence[int]
    total: int


class Rule:
    """A `RuleSpec`, ready to run; `anchor` is the entry by which matches are found, by default the first that can be. Patterns compile when needed."""

    __slots__ = ("_keeps", "ahead", "anchor", "metas", "spec", "tests")

    def __init__(self, spec: RuleSpec, anchor: int | None = None) -> None:
        self.spec = spec
        self.tests = tuple(map(BlockTest, spec.match))
        number = spec.anchor if anchor is None else anchor
        self.anchor = self.tests[number]
        before = spec.match[:number]
        self.ahead = sum(block.low for block in before), sum(block.high for block in before)
        self._keeps = any(block.keep for block in spec.match)
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
        return not languages or may_be_in(page.text, page.language, languages)

    def propose(self, page: Page) -> list[Edit]:
        """Return what the rule would remove from a page."""
        if self.metas and not all(map(page.meta.get, self.metas)):
            return []
        found = list(spans_of(self.spec, self.anchor, page) if self.spec.remove == "span" else self._blocks(page))
        return found if found and self.applies(page) else []

    def may_fire_without(self, page: Page, gone: Set[int]) -> bool:
        """Tell whether the rule may fire in what is left of a page when solid blocks are gone, and the others read as they did.

        An anchor must be left, in the right position, which does not fail for what it says itself.
        """
        if self.metas and not all(map(page.meta.get, self.metas)):
            return False
        if self.spec.remove == "span":
            return any(page.solid_of(match.start()) not in gone for match in self.anchor.anchor.matches(page.data))
        count = page.count - len(gone)
        return any(
            self.reaches(place, count) and not self._fails_alone(page, number) and self._anchors(page, number, number + 1)
            for number, place in self._left(page, gone).items()
        )

    def reaches(self, anchor: int, count: int) -> bool:
        """Tell whether a match with its anchor at a place among so many solid blocks may begin in the right position."""
        fewest, most = self.ahead
        return any(stretch.first <= anchor - ahead < stretch.last for stretch in stretches(self.spec.where, count) for ahead in range(fewest, most + 1))

    def anchors_without(self, page: Page, gone: Set[int]) -> Anchors:
        """Return the anchors that are left of a page when solid blocks are gone, but for those that fail for what they say themselves."""
        places = tuple(place for number, place in self._left(page, gone).items() if not self._fails_alone(page, number))
        return Anchors(self.spec.id, places, page.count - len(gone))

    def is_anchored_without(self, page: Page, gone: Set[int]) -> bool:
        """Tell whether the anchor's patterns match in what is left of a page when solid blocks are gone, wherever that is."""
        if self.spec.remove == "span":
            return self.may_fire_without(page, gone)
        return any(number not in gone for number in self._known(page).hits)

    def _blocks(self, page: Page) -> Iterator[Edit]:
        done = -1
        for number in self.starts(page):
            if number >= done and (end := self.match_end(page, number)) >= 0:
                for first, last in self._taken(page, number, end):
                    done = last
                    yield self._edit(page, first, last)

    def starts(self, page: Page) -> list[int]:
        """Return the solid blocks, in order, at which a match may begin: the anchor's patterns match and the position is right.

        More matches around an end than the rule's reach are a list of the article: entries of a diary, titles with their
        authors. Then the rule stays out there.
        """
        found: list[int] = []
        if not self._known(page).hits:
            return found
        for stretch in stretches(self.spec.where, page.count):
            here = self._matches(page, stretch.first, stretch.last)
            if here and not self._is_list(page, stretch):
                found += here
        return found

    def _is_list(self, page: Page, stretch: Stretch) -> bool:
        if stretch.most is None:
            return False
        around = self._matches(page, stretch.wide_first, stretch.wide_last)
        return len(around) > stretch.most and sum(self._sequence(page, 0, number) >= 0 for number in around) > stretch.most

    def _matches(self, page: Page, first: int, last: int) -> list[int]:
        """Return the solid blocks from `first` to before `last` at which a match may begin, by the anchor's patterns."""
        fewest, most = self.ahead
        anchors = self._anchors(page, first + fewest, min(page.count, last + most))
        if not most:
            return anchors
        return sorted({at - ahead for at in anchors for ahead in range(fewest, most + 1) if first <= at - ahead < last})

    def _anchors(self, page: Page, first: int, last: int) -> list[int]:
        """Return the solid blocks from `first` to before `last` that the anchor's patterns match."""
        known = self._known(page)
        here = [number for number in known.hits if first <= number < last]
        if known.anchors is None:
            return here
        for number in here:
            if number not in known.anchors:
                known.anchors[number] = self.anchor.anchor.found(page, number)
        return [number for number in here if known.anchors[number]]

    def may_match(self, page: Page, blocks: Iterable[int]) -> bool:
        """Tell whether the anchor's patterns match in one of these solid blocks of a page, outside which they cannot."""
        if self.metas and not all(map(page.meta.get, self.metas)):
            return False
        if self.spec.remove == "span":
            return True
        found = self.anchor.anchor.found
        hits = [number for number in blocks if found(page, number)]
        page.known[self.spec.id] = _Known(hits, None, {})
        return bool(hits)

    def look_again(self, page: Page, gone: Set[int], rest: Page) -> None:
        """Carry what is known of the rule's anchors on a page to what is left of it when solid blocks are gone."""
        if self.spec.remove == "span":
            return
        known, places = self._known(page), self._left(page, gone)
        anchors = None if known.anchors is None else {places[number]: says for number, says in known.anchors.items() if number in places}
        rest.known[self.spec.id] = _Known(list(places.values()), anchors, {})

    def anchors_anywhere(self, page: Page) -> bool:
        """Tell whether the anchor's patterns match some solid block of a page."""
        return bool(self._anchors(page, 0, page.count))

    def _known(self, page: Page) -> _Known:
        """Return what is known of the rule on a page: worked out once, and kept with the page."""
        known: _Known | None = page.known.get(self.spec.id)
        if known is None:
            known = page.known[self.spec.id] = _Known(page.hits(self.anchor.anchor.screen.search), {}, {})
        return known

    def _left(self, page: Page, gone: Set[int]) -> dict[int, int]:
        """Return the solid blocks that stay of those in which the anchor's patterns may match, each with its place in what is left."""
        before = sorted(gone)
        return {number: number - bisect_left(before, number) for number in self._known(page).hits if number not in gone}

    def _fails_alone(self, page: Page, number: int) -> bool:
        """Tell whether it is known that no match can begin at a solid block, whatever stands around it."""
        return len(self.tests) == 1 and self._known(page).ends.get((0, number)) == _NO_END

    def match_end(self, page: Page, number: int) -> int:
        """Return the solid block after the match that begins at `number`, or -1."""
        end = self._sequence(page, 0, number)
        if end < 0:
            return -1
        if self.spec.remove == "to-end":
            return page.count if first_unlike_widget(page, end) < 0 else -1
        if self.spec.then:
            return list_end(page, end, kind=self.spec.then.kind, at_most=self.spec.then.at_most)
        return end

    def why_not(self, page: Page, number: int) -> str:
        """Say which condition keeps the rule from a solid block that its anchor's patterns match; empty where they do not."""
        if not self.anchor.anchor.found(page, number):
            return ""
        if not self.applies(page):
            return f"the text is {page.language or 'of no known language'}, or its host is another"
        number = self._begin(page, number)
        if not is_within(self.spec.where, number, page.count):
            ends = [f"the {name} {count}" for name, count in (("first", self.spec.where.head), ("last", self.spec.where.tail)) if count]
            return f"it is block {number + 1} of {page.count}: the rule looks at {' and '.join(ends)}, and at most a third"
        if number not in self.starts(page):
            return "it stands more often around this end than the rule reaches: that is a list"
        if self._sequence(page, 0, number) >= 0:
            unlike = first_unlike_widget(page, number + 1) if self.spec.remove == "to-end" else -1
            return f"block {unlike + 1} after it reads like an article" if unlike >= 0 else ""
        at = number
        for test in self.tests:
            failure = test.first_failure(page, at) if at < page.count else "there is no such block"
            if failure and test.low:
                return f"block {at + 1} fails: {failure}"
            at += not failure
        return ""

    def _begin(self, page: Page, number: int) -> int:
        """Return where the match begins whose anchor is a solid block; if there is none, where one would have to."""
        fewest, most = self.ahead
        places = [max(0, number - ahead) for ahead in range(fewest, most + 1)]
        return next((place for place in places if self._sequence(page, 0, place) >= 0), places[0])

    def _taken(self, page: Page, number: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the stretches of solid blocks that a match from `number` to before `end` takes: all but what it keeps."""
        if not self._keeps:
            yield number, end
            return
        known = self._known(page).ends
        at = first = number
        for entry, block in enumerate(self.spec.match):
            after, _ = known[entry, at]
            if block.keep:
                if first < at:
                    yield first, at
                first = after
            at = after
        if first < end:
            yield first, end

    def _sequence(self, page: Page, entry: int, number: int) -> int:
        """Match the entries from `entry` on at the blocks from `number` on: the longest repetition that works.

        Repetitions are never tried twice at one place.
        """
        if entry == len(self.tests):
            return number
        known = self._known(page).ends
        if (entry, number) not in known:
            known[entry, number] = self._match_entry(page, entry, number)
        return known[entry, number][1]

    def _match_entry(self, page: Page, entry: int, number: int) -> tuple[int, int]:
        """Return the ends of an entry's own blocks and of the whole match."""
        test, reach = self.tests[entry], number
        if test.high == test.low == 1:  # most are
            end = self._sequence(page, entry + 1, number + 1) if number < page.count and self._holds(page, test, number) else -1
            return (number + 1, end) if end >= 0 else _NO_END
        while reach - number < test.high and reach < page.count and self._holds(page, test, reach):
            reach += 1
        ends = ((end, self._sequence(page, entry + 1, end)) for end in range(reach, number + test.low - 1, -1))
        return next((pair for pair in ends if pair[1] >= 0), _NO_END)

    def _holds(self, page: Page, test: BlockTest, number: int) -> bool:
        """Tell whether a solid block meets a test; what is known of the anchor's patterns is not asked again."""
        if test is self.anchor and (known := self._known(page)).anchors is None:
            return number in known.hits and test.holds(page, number, anchored=True)
        return test.holds(page, number)

    def _edit(self, page: Page, number: int, end: int) -> Edit:
        through = f" to {end}" if end > number + 1 else ""
        return Edit(page.spans[number][0], page.spans[end - 1][1], self.spec.id, f"block {number + 1}{through} of {page.count}")


class _Known(NamedTuple):
    """What is known of a rule on a page.

    Solid blocks in which its anchor's patterns may match; of these, whether the exact ones do, or None where they all do; where entries that begin
    at a block end: their own blocks, and the whole match.
    """

    hits: list[int]
    anchors: dict[int, bool] | None
    ends: dict[tuple[int, int], tuple[int, int]]
