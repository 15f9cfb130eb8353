"""Inline markup: what a line says without it, and where it hides something."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.text.inline import strip_inline, unmarked_lines
from tests.strategies import LAW, texts

HIDDEN = [
    ("Read **this**, it is free", "Read this, it is free"),
    ("the [tide](https://f.example/a_b) table", "the tide table"),
    ("![a gull](gull.png) in _flight_", "a gull in flight"),
    ("[one\u2028two](a)", "one\u2028two"),
    ("**-** _rain_", "- rain"),
    ("-*- rain", "-- rain"),
]
PLAIN = ["", "rain", "**rain**", " `rain` ", "_rain at noon_\r", "* * *", "***", "a_b and c_d", "[rain]", "rain]", "* rain", "~rain", "[one", "](two)"]


@pytest.mark.parametrize(("line", "bare"), HIDDEN)
def test_a_line_reads_otherwise_without_marks_inside(line: str, bare: str) -> None:
    assert strip_inline(line) == bare
    assert unmarked_lines(f"***\n{line}\nrain\n".encode()) == [(4, bare)]


@pytest.mark.parametrize("line", PLAIN)
def test_marks_around_a_line_hide_nothing(line: str) -> None:
    assert unmarked_lines(f"\n{line}\nrain\n".encode()) == []


@LAW
@given(st.one_of(texts(), st.text('a_*`~[]()! "\n\r\t', max_size=40)))
def test_a_line_that_is_left_out_reads_as_it_stands(text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    known = dict(unmarked_lines(data))
    at = 0
    for line in text.split("\n"):
        bare = strip_inline(line)
        assert known.get(at, bare) == bare
        assert at in known or bare in line
        at += len(line.encode("utf-8", "surrogatepass")) + 1
