"""Lines that differ in one place are variants; others are not, however alike they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.mine.variants import Frame, frame_of, group_variants, slot_of, units_of

LINES = [
    "For all questions please write to Ann Lee, press officer",
    "For all questions please write to Bo, press officer",
    "For all questions please write to Cy van Dam, press officer",
    "More stories",
    "Latest stories",
    "Read the full text of the letter here",
    "Read the whole text of the bill here",
]


@pytest.mark.parametrize(
    ("line", "units"),
    [
        ("Posted on May 3, 2024 by Ann", ["posted", "on", " date", "by", "ann"]),
        ("Join 12,345 readers (a@b.org).", ["join", " number", "readers", " mail"]),
        ("It’s  here", ["it s", "here"]),
        ("* * *", []),
    ],
)
def test_units(line, units):
    assert [unit.text for unit in units_of(line)] == units


@pytest.mark.parametrize(
    ("lines", "frame"),
    [
        (LINES[:3], Frame(6, 2)),
        (["Posted here by Ann on May 3, 2024", "Posted here by Bo on 4 June 2024"], Frame(3, 2)),
        (LINES[3:5], None),  # too little in common
        (LINES[5:], None),  # two places
        (["We all write for us", "We all write for us"], None),  # no place
        (["We all write for us", "We all write for us and you"], None),  # nothing stands there in one of them
        (["Ask one two three four five about our prices", "Ask him about our prices"], None),  # too long a place
    ],
)
def test_frames(lines, frame):
    assert frame_of(list(map(units_of, lines))) == frame


def test_the_place_where_variants_differ():
    start, end = slot_of(LINES[2], Frame(6, 2))
    assert LINES[2][start:end] == "Cy van Dam"


def test_groups_variants():
    assert group_variants(LINES) == [[0, 1, 2], [3], [4], [5], [6]]


def test_many_variants_meet():
    lines = [f"For all questions please write to {chr(97 + i // 26)}{chr(97 + i % 26)}, press officer" for i in range(200)]
    assert group_variants(lines) == [list(range(200))]


@given(st.lists(st.lists(st.sampled_from(["ask", "our", "press", "office", "now", "3", "May"]), max_size=8).map(" ".join), max_size=12))
def test_each_line_is_in_one_group_and_all_of_a_group_differ_in_one_place(lines):
    groups = group_variants(lines)
    assert sorted(i for group in groups for i in group) == list(range(len(lines)))
    assert all(len(group) == 1 or frame_of([units_of(lines[i]) for i in group]) for group in groups)
