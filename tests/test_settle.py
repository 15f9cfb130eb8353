"""Settling edits: whose they are, which separators go along, and how later edits come back to the original."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cleaner.model import Edit
from cleaner.repeats.shard import line_shard
from cleaner.settle import apply, carry_back, settle, settle_lines
from cleaner.text.page import Page
from tests.strategies import LAW

Lines = list[str]


def settled(text: str, *gone: str) -> list[Edit]:
    """Settle the removal of the stretches of a text that are named (each by what it reads, the first copy of it)."""
    page = Page(text, {})
    starts = [page.data.index(part.encode()) for part in gone]
    return settle(page.data, page.spans, [Edit(start, start + len(part.encode()), "r") for start, part in zip(starts, gone, strict=True)])


def left(text: str, *gone: str) -> str:
    return apply(text.encode(), settled(text, *gone)).decode()


SEPARATORS = {
    "a line of lines": ("A\nX\nB\n", "X\n", "A\nB\n"),
    "a paragraph between blank lines": ("A\n\nX\n\nB\n", "X\n", "A\n\nB\n"),
    "the shorter blank run stays": ("A\n\nX\n\n\n\nB\n", "X\n", "A\n\nB\n"),
    "the shorter blank run stays, before or after": ("A\n\n\n\nX\n\nB\n", "X\n", "A\n\nB\n"),
    "a blank run on one side stays": ("A\nX\n\nB\n", "X\n", "A\n\nB\n"),
    "a blank run on the other side stays": ("A\n\nX\nB\n", "X\n", "A\n\nB\n"),
    "at the start what follows goes along": ("X\n\nA\n", "X\n", "A\n"),
    "a blank run at the start stays once": ("\n\nX\n\nA\n", "X\n", "\n\nA\n"),
    "at the end what is before goes along": ("A\n\nX\n", "X\n", "A\n"),
    "no last line end": ("A\n\nX", "X", "A"),
    "no last line end, no blank line": ("A\nX", "X", "A"),
    "a last blank run stays once": ("A\n\nX\n\n", "X\n", "A\n\n"),
    "CRLF": ("A\r\n\r\nX\r\n\r\nB\r\n", "X\r\n", "A\r\n\r\nB\r\n"),
    "CRLF, no last line end": ("A\r\n\r\nX", "X", "A"),
    "all of it": ("X", "X", ""),
    "all of it, with its line end": ("X\n", "X\n", ""),
    "all but blank lines": ("\n\nX\n\n", "X\n", "\n\n"),
    "other blank lines stay": ("A\n\n\n\nB\n\nX\n\nC\n\n\n\nD\n", "X\n", "A\n\n\n\nB\n\nC\n\n\n\nD\n"),
    "white space lines are blank": ("A\n \t\nX\n\u00a0\nB\n", "X\n", "A\n \t\nB\n"),
}
CUTS = {
    "a cut in a line": ("A x b.\n", [" x"], "A b.\n"),
    "two cuts": ("A x b y c.\n", [" x", " y"], "A b c.\n"),
    "cuts that overlap": ("A xyz b.\n", [" xy", "yz"], "A b.\n"),
    "a cut in another": ("A xyz b.\n", [" xyz", "y"], "A b.\n"),
    "cuts that leave white space take the block": ("A\n\n x y \n\nB\n", ["x", "y"], "A\n\nB\n"),
    "a cut of a whole line without its end": ("A\n\nX\n\nB\n", ["X"], "A\n\nB\n"),
    "a cut in a block that goes": ("A\n\nX y\n\nB\n", ["X y\n", "y"], "A\n\nB\n"),
    "blocks with blank lines between go as one": ("A\n\nX\n\nY\n\nB\n", ["X\n", "Y\n"], "A\n\nB\n"),
    "blocks apart go apart": ("A\n\nX\n\nB\n\nY\n\nC\n", ["X\n", "Y\n"], "A\n\nB\n\nC\n"),
    "a run of blocks": ("A\n\nX\n\nY\n\nB\n", ["X\n\nY\n"], "A\n\nB\n"),
    "runs that overlap": ("A\n\nX\n\nY\n\nZ\n\nB\n", ["X\n\nY\n", "Y\n\nZ\n"], "A\n\nB\n"),
    "nothing": ("A\n", [], "A\n"),
    "letters of several bytes": ("é한 x ß\n", [" x"], "é한 ß\n"),
}


@pytest.mark.parametrize(("text", "gone", "wanted"), SEPARATORS.values(), ids=SEPARATORS)
def test_a_block_takes_its_own_separator_along(text: str, gone: str, wanted: str) -> None:
    assert left(text, gone) == wanted


@pytest.mark.parametrize(("text", "gone", "wanted"), CUTS.values(), ids=CUTS)
def test_what_is_proposed_goes(text: str, gone: list[str], wanted: str) -> None:
    assert left(text, *gone) == left(text, *gone[::-1]) == wanted


def test_a_cut_leaves_the_end_of_its_line() -> None:
    assert left("A x\nB\n", " x\n") == "A\nB\n"
    assert left("A x\nB", " x\n", "B") == "A"
    assert left("A x\rB\rC", " x\r") == "A\rB\rC"


def test_an_edit_across_blocks_takes_its_part_of_each() -> None:
    assert left("A x\ny\nz B\n", "x\ny\nz ") == "A \nB\n"


def owners(*edits: Edit) -> list[tuple[int, int, str]]:
    page = Page("A\nB\nC\nD\n", {})
    return [(edit.start, edit.end, edit.rule) for edit in settle(page.data, page.spans, edits)]


def test_the_edit_that_begins_first_wins() -> None:
    assert owners(Edit(2, 6, "z"), Edit(4, 8, "a")) == [(2, 6, "z"), (6, 8, "a")]


def test_of_two_that_begin_together_the_longer_wins() -> None:
    assert owners(Edit(2, 4, "a"), Edit(2, 6, "z")) == [(2, 6, "z")]


def test_of_two_alike_the_name_decides() -> None:
    assert owners(Edit(2, 4, "z"), Edit(2, 4, "a")) == [(2, 4, "a")]


def test_every_run_of_an_owner_is_an_edit_of_its_own() -> None:
    assert owners(Edit(0, 2, "a"), Edit(2, 4, "b"), Edit(6, 8, "a")) == [(0, 2, "a"), (2, 4, "b"), (6, 8, "a")]


def test_a_later_edit_across_a_gap_becomes_two() -> None:
    assert carry_back([(0, 4), (8, 12)], [Edit(2, 6, "r")]) == ([Edit(2, 4, "r"), Edit(8, 10, "r")], [(0, 2), (10, 12)])


def test_later_edits_keep_their_order() -> None:
    moved, kept = carry_back([(2, 6), (8, 12)], [Edit(0, 1, "a"), Edit(4, 5, "b"), Edit(7, 8, "c")])
    assert moved == [Edit(2, 3, "a"), Edit(8, 9, "b"), Edit(11, 12, "c")]
    assert kept == [(3, 6), (9, 11)]


def test_a_later_edit_may_take_all_that_is_left() -> None:
    assert carry_back([(0, 4), (8, 12)], [Edit(0, 8, "r")]) == ([Edit(0, 4, "r"), Edit(8, 12, "r")], [])


def test_no_later_edits_leave_what_was_left() -> None:
    assert carry_back([(0, 4), (8, 12)], []) == ([], [(0, 4), (8, 12)])


ROWS = st.lists(st.sampled_from(("A", "Bee sees", " C ", "\tD", "é", "", " ", "\u00a0", "\u3000E\u3000", "F\r", "\r", "\x1c", "-")), min_size=1, max_size=9)


@LAW
@given(ROWS, st.randoms())
def test_whole_lines_settle_as_all_edits_do(rows, chance):
    page = Page("\n".join(rows), {})
    assume(page.is_by_line)
    lines = [(int(line["start"]), int(line["end"])) for line in line_shard([page.data])["lines"]]
    edits = [Edit(start, end, "r", str(start)) for start, end in lines if chance.random() < 0.5]
    assert settle_lines(page.data, edits) in (None, settle(page.data, page.spans, edits))


def test_lines_are_settled_without_the_others():
    data = "A\n\nX\n \n\u00a0\nX\n\nB".encode()
    edits = [Edit(3, 4, "r"), Edit(data.rindex(b"X"), data.rindex(b"X") + 1, "r")]
    assert settle_lines(data, edits) == settle(data, Page(data.decode(), {}).spans, edits) != []


def test_a_line_of_which_some_stays_is_not_settled_as_one():
    assert settle_lines(b"A\nX Y\n", [Edit(2, 3, "r")]) is None


def test_a_line_that_goes_with_its_end_leaves_the_blank_line_behind_it():
    data = b"A\nX\n\n"
    edits = [Edit(2, 4, "r")]
    assert settle_lines(data, edits) == settle(data, Page(data.decode(), {}).spans, edits) == edits
