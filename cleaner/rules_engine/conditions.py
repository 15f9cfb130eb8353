"""Ask a block whether it is as a rule wants it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from cleaner.rules_engine.compile import AnyOf
from cleaner.rules_engine.spec import AtLeast, BlockSpec, Bound
from cleaner.text import words
from cleaner.text.fold import fold
from cleaner.text.page import Page

__all__ = ["MOST_MET", "BlockTest", "Check", "Met"]


MOST_MET, LONGEST_MET = 1 << 10, 400
"""So many lines, of so many bytes at most, are remembered: those that come again soon, and not a corpus, which comes once."""
Met = dict[tuple["BlockTest", bytes], bool]
"""Whether lines meet the tests of anchors: residue is the same in many texts."""


class Check(NamedTuple):
    """One condition: what it asks, in words, and its answer for a solid block."""

    asks: str
    holds: Callable[[Page, int], bool]


_FEATURES: dict[str, Callable[[Page, int], float]] = {
    "words": Page.words,
    "chars": lambda page, number: len(page.content(number)),
    "sentences": lambda page, number: words.count_sentences(page.content(number)),
    "links": lambda page, number: words.link_share(page.raw(number)),
    "digits": lambda page, number: words.digit_share(page.content(number)),
    "capitals": lambda page, number: words.capital_share(page.content(number)),
    "stop_words": lambda page, number: words.stop_word_share(page.content(number)),
}


class BlockTest:
    """A `BlockSpec`, compiled: what its block must say, what it must be like, and the patterns to look for it by."""

    __slots__ = ("_all", "_of_meta", "anchor", "fits", "high", "low", "says")

    def __init__(self, spec: BlockSpec) -> None:
        self.low, self.high = spec.low, spec.high
        needs = tuple(map(AnyOf, spec.required))
        self.anchor = needs[0] if needs else AnyOf(())
        self.says, self.fits = tuple(_sayings(spec, needs)), tuple(_likenesses(spec))
        self._all = tuple(check.holds for check in (*self.says, *self.fits))
        self._of_meta = bool(spec.same_as)

    def holds(self, page: Page, number: int) -> bool:
        """Tell whether a solid block meets every condition."""
        for holds in self._all:  # noqa: SIM110 -- a generator takes twice as long
            if not holds(page, number):
                return False
        return True

    def holds_again(self, page: Page, number: int, met: Met) -> bool:
        """As `holds`, by what lines came to in earlier texts, where nothing but the line counts."""
        if self._of_meta or page.has_marks or not page.is_by_line:
            return self.holds(page, number)
        known = self, page.row(number)
        holds = met.get(known)
        if holds is None:
            holds = self.holds(page, number)
            if len(known[1]) <= LONGEST_MET:
                if len(met) >= MOST_MET:
                    met.clear()
                met[known] = holds
        return holds

    def first_failure(self, page: Page, number: int, *, said: bool = False) -> str:
        """Name the first condition that a solid block does not meet; empty when it meets all.

        With `said` the patterns are taken as matched.
        """
        for check in self.fits if said else (*self.says, *self.fits):
            if not check.holds(page, number):
                return check.asks
        return ""


def _sayings(spec: BlockSpec, needs: Sequence[AnyOf]) -> Iterator[Check]:
    yield from map(_says, needs[: len(needs) - (spec.at_least is not None)])
    if spec.at_least:
        yield _says_several(spec.at_least)


def _likenesses(spec: BlockSpec) -> Iterator[Check]:
    if spec.kinds:
        yield Check(f"kind is {' or '.join(spec.kinds)}", lambda page, number: page.kind(number) in spec.kinds)
    else:
        yield Check("kind is not code", lambda page, number: page.is_by_line or page.kind(number) != "code")
    yield from map(_within, spec.bounds)
    if spec.same_as:
        yield Check(f"is the {spec.same_as}", lambda page, number: _is_meta(page, number, spec.same_as))
    if spec.unless:
        unless = AnyOf(spec.unless)
        yield Check(f"does not say {unless}", lambda page, number: not unless.found(page, number))


def _says(patterns: AnyOf) -> Check:
    return Check(f"says {patterns}", lambda page, number: patterns.found(page, number))


def _says_several(several: AtLeast) -> Check:
    tests = [AnyOf((pattern,)) for pattern in several.of]
    asks = f"says at least {several.n} of {', '.join(map(str, tests))}"
    return Check(asks, lambda page, number: sum(test.found(page, number) for test in tests) >= several.n)


def _within(bound: Bound) -> Check:
    measure = _FEATURES[bound.feature]
    low = -1.0 if bound.low is None else bound.low
    high = float("inf") if bound.high is None else bound.high
    ends = [f"at least {low:g}" * (bound.low is not None), f"at most {high:g}" * (bound.high is not None)]
    asks = f"has {' and '.join(filter(None, ends))} {bound.feature.replace('_', ' ')}"
    return Check(asks, lambda page, number: low <= measure(page, number) <= high)


def _is_meta(page: Page, number: int, name: str) -> bool:
    value = fold(str(page.meta.get(name) or ""))
    return bool(value) and fold(page.content(number)) == value
