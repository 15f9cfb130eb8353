"""Ask a block whether it is as a rule wants it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from cleaner.rules_engine.compile import AnyOf
from cleaner.rules_engine.spec import AtLeast, BlockSpec, Bound
from cleaner.text import words
from cleaner.text.fold import fold
from cleaner.text.page import Page

__all__ = ["BlockTest", "Check"]


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

    __slots__ = ("_all", "_besides", "anchor", "fits", "high", "low", "says")

    def __init__(self, spec: BlockSpec) -> None:
        self.low, self.high = spec.low, spec.high
        needs = tuple(map(AnyOf, spec.required))
        self.anchor = needs[0] if needs else AnyOf(())
        self.says, self.fits = tuple(_sayings(spec, needs)), tuple(_likenesses(spec))
        besides = (*self.says[spec.at_least is None or len(needs) > 1 :], *self.fits)
        self._all, self._besides = (tuple(check.holds for check in checks) for checks in ((*self.says, *self.fits), besides))

    def holds(self, page: Page, number: int, *, anchored: bool = False) -> bool:
        """Tell whether a solid block meets every condition; `anchored`: its first pattern is known to match."""
        for holds in self._besides if anchored else self._all:  # noqa: SIM110 -- a generator takes twice as long
            if not holds(page, number):
                return False
        return True

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
