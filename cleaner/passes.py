"""The passes over one document: rules and detectors propose, edits settle, until nothing changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from typing import NamedTuple

from cleaner.kernels.agreed import HEAD
from cleaner.model import Edit
from cleaner.repeats import within
from cleaner.repeats.title import may_repeat_title, propose_title
from cleaner.rules_engine.engine import Engine
from cleaner.rules_engine.rule import Anchors, Rule
from cleaner.settle import Kept, apply, carry_back, settle
from cleaner.text.page import Page
from cleaner.text.survey import survey

__all__ = ["MOST_PASSES", "Passes", "to_fixed_point"]

MOST_PASSES = 50
Detector = Callable[[Page], Iterable[Edit]]


class Passes(NamedTuple):
    """What passes over a page come to: edits in terms of the page, the ranges they leave, and whether an end was reached.

    `quiet`: in what is left no block is a rule's anchor, wherever it stands, and nothing repeats; `by_line`: every line of it is a block, and stays
    one whichever others go. Of what is not quiet, `anchors` may tell that nothing can fire but rules at these; if there are none, nothing is known.
    """

    edits: list[Edit]
    kept: Kept
    settled: bool
    quiet: bool = False
    by_line: bool = False
    anchors: Sequence[Anchors] = ()


def to_fixed_point(page: Page, engine: Engine, repeats: frozenset[str], *, first: Sequence[Edit] = (), quiet: bool = False) -> Passes:
    """Run rules and detectors over a page, and over what they leave, until they find nothing more.

    Where they would find nothing, `first` may be what goes from the page instead: settled edits. If the page is `quiet`, as in `Passes`, it is not looked at.
    Where the blocks that are left read as they did, a rule that was no candidate is none now, and one that was needs an anchor that is left: only
    such rules look again, and only if their anchors come into position.
    """
    edits: list[Edit] = []
    kept: Kept = [(0, len(page.data))]
    rules: list[Rule] = [] if quiet else engine.candidates(page)
    detectors = [] if quiet else _detectors(page, repeats)
    taken = 0
    for _ in range(MOST_PASSES):
        found = list(first) or (_propose(page, engine, rules, detectors, repeats) if rules or detectors else [])
        first = ()
        if not found:
            anchors = () if detectors else _anchors(rules, page, frozenset())
            quiet = not rules and not detectors
            return Passes(sorted(edits) if edits else edits, kept, settled=True, quiet=quiet, by_line=page.keeps_lines, anchors=anchors)
        moved, kept = carry_back(kept, found)
        edits += moved
        left = page.left_by(found)
        if left is None or page.language_of(left) != page.language:
            page = Page(apply(page.data, found).decode("utf-8", "surrogatepass"), page.meta)
            rules, detectors, taken = engine.candidates(page), _detectors(page, repeats), 0
            continue
        gone = page.gone_by(found)
        taken += len(gone)
        rules = [rule for rule in rules if rule.is_anchored_without(page, gone)]
        may_repeat = bool(detectors) or (bool(repeats) and _brings_title(page, gone, left, taken))
        if not may_repeat and not (rules and any(rule.may_fire_without(page, gone) for rule in rules)):
            by_line = page.keeps_lines or survey(left.split(b"\n")).keeps_lines
            return Passes(sorted(edits), kept, settled=True, quiet=not rules, by_line=by_line, anchors=_anchors(rules, page, gone))
        rest = page.without(found, gone, left, repeats=may_repeat)
        for rule in rules:
            rule.look_again(page, gone, rest)
        page, detectors = rest, _detectors(rest, repeats)
    return Passes(sorted(edits), kept, settled=False)


def _anchors(rules: Sequence[Rule], page: Page, gone: Set[int]) -> Sequence[Anchors]:
    """Return where rules that have not fired may yet do so in what is left of a page, once more of it goes; none where one looks inside blocks."""
    if not rules or any(rule.spec.remove == "span" for rule in rules):
        return ()
    return [rule.anchors_without(page, gone) for rule in rules]


def _brings_title(page: Page, gone: set[int], left: bytes, taken: int) -> bool:
    """Tell whether a title may have come nearer to its copy in what is left of a page in which none stands twice.

    Solid blocks of the page are gone; of the text of whose lines there is a survey, so many are.
    """
    return min(gone, default=HEAD) < HEAD and page.survey.may_bring_title(taken) and may_repeat_title(left.split(b"\n"))


def _detectors(page: Page, repeats: frozenset[str]) -> list[Detector]:
    """Return, fast, the detectors of repetition that may find something."""
    found: list[Detector] = []
    if not repeats:
        return found
    seen = page.survey
    if (seen.line_twice or not page.seems_by_line) and within.may_repeat(page):
        found.append(within.propose)
    if (seen.title_twice or not page.is_by_line) and may_repeat_title(page.rows):
        found.append(propose_title)
    return found


def _propose(page: Page, engine: Engine, rules: Sequence[Rule], detectors: Sequence[Detector], repeats: frozenset[str]) -> list[Edit]:
    """Return the settled edits of one pass over a page."""
    found = engine.propose(page, rules)
    for detect in detectors:
        found += (edit for edit in detect(page) if edit.rule in repeats)
    return settle(page.data, page.spans, found) if found else []
