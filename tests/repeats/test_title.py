"""A title that stands twice: which copy goes, and what only looks like a title."""

from __future__ import annotations

import pytest

from cleaner import Cleaner, Config, Document
from cleaner.repeats.title import may_repeat_title
from cleaner.repeats.why import TITLE
from cleaner.rules_engine.engine import Engine
from tests.rulemaking import unguarded

T = "The ferry that would not sink"
PROSE = (
    "The ferry left the quay at six in the morning with nine cars on it, and by the time that the harbour master had found his boots it was"
    " already past the second buoy and well on its way to the far shore."
)
LABEL = "By Ines Calloway"
CLEANER = Cleaner()
CLEANER.engine = Engine([])


def clean(*blocks: str, title: str = "") -> str:
    """Clean with the detectors of repetition alone."""
    with unguarded():
        return CLEANER.clean(Document.of("\n\n".join(blocks), title=title)).text


@pytest.mark.parametrize(
    ("blocks", "left"),
    [
        ((T, T, PROSE), (T, PROSE)),
        ((T, LABEL, "4 May", T, PROSE), (T, LABEL, "4 May", PROSE)),
        (("Ports", T, T, PROSE), ("Ports", T, PROSE)),
        ((T.upper(), LABEL, T, PROSE), (T.upper(), LABEL, PROSE)),
        (("# " + T, T, PROSE), ("# " + T, PROSE)),
        ((T, T, T, PROSE), (T, PROSE)),
        (("Паром, который не тонет", "ПАРОМ, КОТОРЫЙ НЕ ТОНЕТ", PROSE), ("Паром, который не тонет", PROSE)),
        (("渡し船が沈まない理由", "五月四日", "渡し船が沈まない理由", PROSE), ("渡し船が沈まない理由", "五月四日", PROSE)),
    ],
)
def test_the_second_copy_of_a_title_goes(blocks: tuple[str, ...], left: tuple[str, ...]) -> None:
    assert clean(*blocks) == "\n\n".join(left)


def test_a_known_title_may_stand_further_down() -> None:
    blocks = ("Ports", "Weather", "Sign in", T, LABEL, "4 May", T, PROSE)
    assert clean(*blocks) == "\n\n".join(blocks)
    assert clean(*blocks, title=T) == "\n\n".join(blocks[:6] + blocks[7:])


@pytest.mark.parametrize(
    "blocks",
    [
        (T, PROSE),
        (T, PROSE, T),
        ("The tide comes in at last", "The tide comes in at last", "And the tide goes out", "And nobody is there"),
        ("Because the tide was late", "Because the tide was late,", PROSE),
        ("Ports", "Contents", T, "What it cost", "Who paid", T, PROSE),
        ("- The tide comes in at six", "- The tide comes in at six", PROSE),
        ("The tide came in at six.", "The tide came in at six.", PROSE),
        ("Part one", "Part one", PROSE),
        ("What did you see there:", "What did you see there:", PROSE),
        ("| The tide | comes in at six |", "| The tide | comes in at six |", PROSE),
    ],
    ids=["once", "again below", "a refrain", "a first line", "a table of contents", "a list", "a sentence", "two words", "a question", "a table"],
)
def test_what_is_no_second_title_stays(blocks: tuple[str, ...]) -> None:
    assert clean(*blocks) == "\n\n".join(blocks)


def test_a_known_title_that_stands_once_stays() -> None:
    assert clean(T, PROSE, title=T) == f"{T}\n\n{PROSE}"


def test_a_copy_that_comes_near_when_rules_have_run_goes_too() -> None:
    menu = [f"Published {day} May 2021" for day in range(1, 9)]
    text = "\n\n".join([T, *menu, T, *[PROSE] * 2, *(f"{PROSE[:-1]} {name}." for name in ("again", "at noon", "twice", "in rain", "unseen", "alone"))])
    once = Cleaner().clean(text)
    assert Cleaner().clean(once.text).text == once.text


def test_the_detector_has_a_name_and_is_ignored_by_it() -> None:
    text = f"{T}\n\n{T}\n\n{PROSE}"
    assert [removal.rule for removal in Cleaner().clean(text).removals] == [TITLE]
    assert Cleaner(Config(ignore=(TITLE,))).clean(text).removals == ()


def test_the_gate_sees_copies_near_the_top_alone() -> None:
    title = T.encode()
    assert may_repeat_title([title, b"", title.upper()])
    assert not may_repeat_title([title, *(b"%d" % number for number in range(20)), title])
