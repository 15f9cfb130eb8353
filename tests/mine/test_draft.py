"""A template becomes a draft, unless it says too little."""

from __future__ import annotations

import pytest

from cleaner.mine.casing import Casing
from cleaner.mine.draft import Draft, Seen, draft_of
from cleaner.repeats.furniture import ANYWHERE, EITHER, HEAD, TAIL

CASING = Casing(frozenset({"harlow", "quigley"}), frozenset({"the"}))
LONG = "All that we write is free to read for everybody everywhere"


def seen(*lines: str, place: int = TAIL, pages: int = 10) -> Seen:
    return Seen("a.example", tuple({line: pages} for line in lines), (True,) * len(lines), pages, 100, place, 2, 3)


@pytest.mark.parametrize(
    ("template", "head", "tail"),
    [
        (seen("Share this"), 0, 3),
        (seen("Share this", place=HEAD), 2, 0),
        (seen("Share this", place=EITHER), 2, 3),
        (seen("Share this", place=ANYWHERE), 0, 0),
        (seen(LONG), 0, 3),
        (seen(LONG, pages=60), 0, 0),
        (seen(LONG, "Share this"), 0, 0),
        (seen("Share", "this"), 0, 3),
    ],
)
def test_short_blocks_need_their_place(template, head, tail):
    draft = draft_of(template, CASING)
    assert isinstance(draft, Draft) and (draft.head, draft.tail) == (head, tail)


@pytest.mark.parametrize("line", ["12 | 34", "Harlow Quigley", "By Harlow Quigley", "May 3, 2024", "###"])
def test_a_template_of_names_and_numbers_is_no_rule(line):
    assert draft_of(seen(line), CASING) == "too few words beside names and numbers"
