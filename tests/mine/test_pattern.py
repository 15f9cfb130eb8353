"""Patterns of lines: each matches what it was made of, and what stands for it in an example."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleaner.errors import Place
from cleaner.mine.casing import Casing
from cleaner.mine.pattern import MOST_FORMS, example_of, forms_of
from cleaner.mine.variants import frame_of, units_of
from cleaner.rules_engine.compile import AnyOf
from cleaner.rules_engine.pattern import parse
from cleaner.rules_engine.spec import Pattern
from cleaner.rules_engine.tree import is_nullable
from cleaner.text.page import Page

CASING = Casing(frozenset({"harlow", "quigley"}), frozenset({"contact", "readers"}))


def matches(pattern: str, line: str) -> bool:
    return AnyOf((Pattern(pattern, parse(pattern), Place("")),)).search(Page(line, {}).encoded(0))


@pytest.mark.parametrize(
    ("lines", "numbers", "patterns"),
    [
        ({"Share this": 3}, True, ["^share this$"]),
        ({"Share this": 1, "SHARE  THIS": 2}, True, ["^share this$"]),
        ({"Join 12,345 readers": 1, "Join 9 readers": 1}, True, [r"^join \d[\d.,:/-]{0,8} readers$"]),
        ({"Top 10": 2}, False, [r"^top 10$"]),
        ({"By Harlow Quigley": 2}, True, [r"^by (?-i:\p{Lu})[^0-9@:;!?|]{1,40}$"]),
        ({"It’s (not) free…": 1}, True, [r"^it's \(not\) free…$"]),
        ({"Read more >>": 1, "Read more ›": 2}, True, ["^read more ›$", "^read more [>»]+$"]),
        ({f"line {chr(97 + i)}": 1 for i in range(9)}, True, [f"^line {chr(97 + i)}$" for i in range(MOST_FORMS)]),
    ],
)
def test_patterns_of_lines(lines, numbers, patterns):
    assert [form.pattern for form in forms_of(lines, CASING, numbers=numbers)] == patterns


@pytest.mark.parametrize(
    ("lines", "pattern", "shown"),
    [
        (
            ["Written for us by Ann Lee, editor", "Written for us by Bo, editor"],
            r"^written for us by (?-i:\p{Lu})[^0-9@:;!?|]{1,40}, editor$",
            "Written for us by Jane Doe, editor",
        ),
        (["Read all our new reviews here", "Read all our old tests here"], "^read all our [^.!?|]{6,14} here$", "Read all our new reviews here"),
    ],
)
def test_what_stands_inside_a_frame_may_change(lines, pattern, shown):
    frame = frame_of(list(map(units_of, lines)))
    (form,) = forms_of(dict.fromkeys(lines, 1), CASING, numbers=True, frame=frame)
    assert form.pattern == pattern and all(matches(pattern, line) for line in lines)
    assert example_of(form.line, CASING, frame) == shown and matches(pattern, shown)


def test_a_date_says_nothing():
    (form,) = forms_of({"May 28, 2026": 4}, CASING, numbers=False)
    assert form.words == 0


def test_counts_words_that_must_stand_as_they_do_and_are_in_no_date():
    (form,) = forms_of({"Join 12,345 readers of Harlow Quigley": 2}, CASING, numbers=True)
    assert (form.words, form.times, form.line) == (2, 2, "Join 12,345 readers of Harlow Quigley")


@given(st.lists(st.text(alphabet="abMay 019,.-–’“()|>»<*\\{}[]^$?@:/é上م\u200b\xa0\uf0b7", min_size=1, max_size=24), min_size=1, max_size=4), st.booleans())
@example(["May 3, 2024", "3 May 2024"], True)
@example(["By Harlow Quigley, a@b.org, 555 123 4567"], True)
@example(["by:M"], False)
def test_a_pattern_matches_its_lines_and_its_example(texts, numbers):
    contents = [page.content(0) for text in texts if (page := Page(text, {})).count]
    lines = Counter(line for line in contents if (page := Page(line, {})).count and page.content(0) == line)
    for form in forms_of(lines, CASING, numbers=numbers):
        if form.words and not is_nullable(parse(form.pattern)):
            shown = example_of(form.line, CASING)
            assert matches(form.pattern, form.line) and matches(form.pattern, shown)
