"""The passes over one document: the short way comes to what pages come to that are made anew for each pass."""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import assume, example, given
from hypothesis import strategies as st

from cleaner.passes import to_fixed_point
from cleaner.repeats import within
from cleaner.repeats.title import propose_title
from cleaner.repeats.why import WHY
from cleaner.rules_engine.engine import Engine
from cleaner.rules_engine.spec import RuleSpec
from cleaner.settle import apply, settle
from cleaner.text.page import Page
from cleaner.text.survey import Survey
from tests.rulemaking import phrase, rule
from tests.strategies import LAW, OWN_LINES, packs, texts

ALL = frozenset(WHY)
TITLE, PROSE = (
    "Alpha beta gamma delta now",
    "The council met on Monday to talk about the old bridge over the river that was closed, and about the ferry, and went home late at night.",
)
SHORT = (
    "alpha",
    "beta",
    "alpha beta",
    "- alpha",
    "5 beta",
    "**beta**",
    "# gamma",
    "\u00a0",
    "x" * 70 + " alpha",
    "the beta " + "y" * 60,
    TITLE,
    TITLE.upper(),
    PROSE,
)
TEXTS = texts(lines=st.one_of(OWN_LINES, *[st.sampled_from(SHORT)] * 3), most=16)
NOTE, FIRST = phrase(r"^note \d+$", id="any/note"), phrase("^gamma$", "where: {head: 1}", id="any/first")
LONG = rule("- {any: ['council'], min_words: 30}", id="any/long")
NOTES, DAYS = [[f"{what} {number}\n" for number in range(1, 60)] for what in ("note", "It rained on day")]
WRAPPED = [f"The council of the town met on Monday in the hall to talk about part {part} of it\n" for part in "abcdef"]


def lines(*some: list[str]) -> str:
    """Join lines that have their ends."""
    return "".join(line for one in some for line in one)


class Outcome(NamedTuple):
    """What passes leave of a text; whether no block of it is a rule's anchor; whether its lines stay blocks whichever go."""

    left: str
    is_quiet: bool
    by_line: bool


def long_way(text: str, engine: Engine) -> Outcome:
    """Run all rules and detectors over a new page, until they find nothing."""
    while True:
        page = Page(text, {})
        found = [edit for one in engine.rules for edit in one.propose(page)]
        settled = settle(page.data, page.spans, [*found, *within.propose(page), *propose_title(page)])
        if not settled:
            asked = [one.anchor for one in engine.rules if one.spec.remove != "span"]
            is_quiet = not any(anchor.holds(page, number) for anchor in asked for number in range(page.count))
            return Outcome(text, is_quiet, page.keeps_lines)
        text = apply(page.data, settled).decode("utf-8", "surrogatepass")


@LAW
@given(TEXTS, packs())
@example(lines([TITLE, "\n"], NOTES[:14], [TITLE, "\n", PROSE]), [NOTE])
@example(lines(NOTES[:1], ["gamma\n"], DAYS[:6]), [NOTE, FIRST])
@example(lines(NOTES[:1], DAYS[:6], ["gamma\n"], DAYS[6:12]), [NOTE, FIRST])
@example(lines(NOTES[:30], WRAPPED), [NOTE, LONG])
@example(lines(NOTES[:1], WRAPPED, DAYS), [NOTE])
@example(lines([TITLE, "\r```\n", TITLE, "\n```\n"], NOTES[:1], [PROSE]), [NOTE])
def test_the_short_way_leaves_what_the_long_way_leaves(text: str, specs: list[RuleSpec]) -> None:
    passes = to_fixed_point(Page(text, {}), Engine(specs), ALL)
    assume(passes.settled)  # cuts that make room for others may take more passes than there are
    long, data = long_way(text, Engine(specs)), text.encode("utf-8", "surrogatepass")
    assert apply(data, passes.edits).decode("utf-8", "surrogatepass") == long.left
    assert b"".join(data[start:end] for start, end in passes.kept).decode("utf-8", "surrogatepass") == long.left
    assert long.is_quiet or not passes.quiet
    assert long.by_line or not passes.by_line


def test_a_title_comes_near_its_copy_by_all_passes_together() -> None:
    seconds, fillers = ([f"{what} {number}\n" for number in range(1, 17)] for what in ("second", "It was windy on day"))
    text = lines([f"{TITLE}\n"], NOTES[:11], seconds[:8], fillers[:4], [f"{TITLE}\n", f"{PROSE}\n"], fillers[4:])
    specs = [NOTE, phrase(r"^second \d+$", "where: {head: 8}", id="any/second")]
    page = Page(text, {})
    page.take_survey(Survey(text.count("\n") + 1, 0, title_twice=0, line_twice=0, near_twice=0))  # as machine code sees it
    passes = to_fixed_point(page, Engine(specs), ALL)
    assert apply(page.data, passes.edits).decode() == long_way(text, Engine(specs)).left == lines([f"{TITLE}\n"], fillers[:4], [f"{PROSE}\n"], fillers[4:])
