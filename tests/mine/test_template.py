"""Furniture becomes templates: lines alike but for numbers, and stretches that always stand together."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.mine.template import LONGEST, find_templates, one_of
from tests.mine.lines import site_lines

FOOT = ["About us", "Contact", "Imprint"]


def texts(pages: list[list[str]], furniture: set[str], *, min_pages: int = 2) -> list[list[list[str]]]:
    """Return for each template the different spellings of each of its lines."""
    flat = [line for page in pages for line in page]
    found = find_templates(site_lines(pages, lambda line: line in furniture), min_pages=min_pages)
    return [[sorted({flat[i] for i in row}) for row in template.lines] for template in found]


@pytest.mark.parametrize(
    ("pages", "wanted"),
    [
        ([[f"Story {word}", *FOOT] for word in "abc"], [[[line] for line in FOOT]]),
        ([["x", "About us"], ["y", "About us", "Contact"], ["z", "Contact"]], [[["About us"]], [["Contact"]]]),
        ([["x", "Home"], ["y"], ["z"]], []),
        ([["x"], ["y"]], []),
        ([], []),
    ],
)
def test_lines_that_always_stand_together_are_one_template(pages, wanted):
    assert texts(pages, set(FOOT) | {"Home"}) == wanted


def test_lines_alike_but_for_numbers_are_one_template():
    pages = [["x", f"{number} comments"] for number in range(3)]
    assert texts(pages, {f"{number} comments" for number in range(3)}) == [[[f"{number} comments" for number in range(3)]]]


def test_numbers_tell_lines_apart_where_others_like_them_stay():
    pages = [["x", "Page 1"], ["y", "Page 1"], ["z", "Page 2"]]
    assert texts(pages, {"Page 1"}) == [[["Page 1"]]]


def test_a_long_stretch_becomes_several():
    pages = [[f"label {chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(LONGEST + 2)] for _ in range(3)]
    assert [len(template) for template in texts(pages, set(pages[0]))] == [LONGEST, 2]


def test_counts_pages_bytes_and_distances():
    pages = [["Story", *FOOT], ["Story", "goes on", *FOOT]]
    (found,) = find_templates(site_lines(pages, FOOT.__contains__), min_pages=2)
    assert (found.pages, found.size, found.head, found.tail) == (2, 2 * sum(map(len, FOOT)), 3, 3)


def test_counts_of_templates_that_are_one_add_up():
    pages = [["Story", "By A"], ["Story", "By A", "By B"], ["Story", "By B"]]
    lines = site_lines(pages, lambda line: line.startswith("By"))
    found = find_templates(lines, min_pages=1)
    whole = one_of(found, lines)
    assert [template.pages for template in found] == [2, 2]
    assert (whole.pages, whole.size, whole.head, whole.tail, whole.lines[0].tolist()) == (3, 16, 3, 2, [1, 3, 4, 6])


def test_a_circle_of_lines_ends():
    pages = [["a", "b"] * 3, ["b", "a"] * 3]
    assert len(texts(pages, {"a", "b"})) in (1, 2)


@given(st.lists(st.lists(st.sampled_from(["a", "b", "c", "d 1", "d 2"]), max_size=6), max_size=6), st.randoms(use_true_random=False))
def test_order_of_pages_does_not_count(pages, random):
    shuffled = random.sample(pages, len(pages))
    assert texts(pages, {"a", "b", "d 1"}) == texts(shuffled, {"a", "b", "d 1"})


@given(st.lists(st.lists(st.sampled_from(["a", "b", "c", "d 1", "d 2"]), max_size=6), max_size=6))
def test_no_line_is_in_two_templates_and_all_are_furniture(pages):
    lines = site_lines(pages, lambda line: line != "c")
    places = [i for template in find_templates(lines, min_pages=1) for row in template.lines for i in row.tolist()]
    assert len(places) == len(set(places)) and bool(np.all(lines.gone[places]))
