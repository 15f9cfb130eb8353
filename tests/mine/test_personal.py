"""What is personal in a line, or changes, is found and replaced."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.mine.casing import Casing
from cleaner.mine.pattern import example_of
from cleaner.mine.personal import find_parts

CASING = Casing(frozenset({"harlow", "quigley", "lisbon"}), frozenset("contact us more stories the posted of news share on office".split()))


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("Write to a.b+c@news.example.org now", [("a.b+c@news.example.org", "mail")]),
        ("Call (555) 123-4567 today", [("(555) 123-4567", "phone")]),
        ("+49 30 1234567", [("+49 30 1234567", "phone")]),
        ("2019-2024 the news", [("2019-2024", "number")]),
        ("Join 12,345 readers", [("12,345", "number")]),
        ("Posted on May 3, 2024", [("May 3, 2024", "date")]),
        ("Den 3. Mai 2024 um 7 Uhr", [("3. Mai 2024", "date"), ("7 Uhr", "date")]),
        ("You may share", []),
        ("By Zbigniew Wrona", [("Zbigniew Wrona", "name")]),
        ("Contact James Office", [("James Office", "name")]),
        ("the Harlow Quigley news", [("Harlow Quigley", "name")]),
        ("Zbigniew Wrona", [("Zbigniew Wrona", "name")]),
        ("Zbigniew Wrona is one of the pilots", [("Zbigniew Wrona", "name")]),
        ("Contact: Share Wrona; press office", [("Share Wrona", "name")]),
        ("More News Office", []),
        ("Share on Facebook Twitter", []),
        ("Contact Us", []),
        ("More Stories", []),
        ("Harlow", []),
        ("", []),
    ],
)
def test_finds_parts(line, parts):
    assert [(line[part.start : part.end], part.kind) for part in find_parts(line, CASING)] == parts


@pytest.mark.parametrize(
    ("line", "example"),
    [
        ("By Zbigniew Wrona, z.wrona@news.example", "By Jane Doe, name@example.org"),
        ("Call 030 / 123 45 67", "Call 555 / 010 05 55"),
        ("Join 12,345 readers", "Join 12,345 readers"),
        ("Read more >>", "Read more »"),
    ],
)
def test_an_example_names_nobody(line, example):
    assert example_of(line, CASING) == example


@given(st.text(alphabet="aA1 .@-/(May", max_size=30))
def test_parts_never_overlap(line):
    parts = find_parts(line, CASING)
    assert all(one.end <= other.start for one, other in pairwise(parts)) and all(part.start < part.end for part in parts)
