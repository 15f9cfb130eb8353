"""What is seen of a text's lines at one look, in machine code where that is at hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cleaner.text.blocks import count_seeming

__all__ = ["Survey", "survey"]


class Survey(NamedTuple):
    """The lines of a text, and how many seem wrapped; whether one of the first may be a title again, and a longer one another again.

    `solid` is how many are not blank, -1 where nobody counted; `places` has the numbers of some solid lines, among these, by those among all.
    """

    lines: int
    seeming: int
    title_twice: int = 1
    line_twice: int = 1
    solid: int = -1
    places: Mapping[int, int] = {}


def survey(rows: Sequence[bytes]) -> Survey:
    """Look at the lines of a text, in UTF-8."""
    return Survey(len(rows), count_seeming(rows))
