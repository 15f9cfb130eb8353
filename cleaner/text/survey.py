"""What is seen of a text's lines at one look, in machine code where that is at hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cleaner.kernels.agreed import FEWEST_LINES, HEAD, NEAR
from cleaner.text.blocks import count_seeming

__all__ = ["Survey", "survey"]


class Survey(NamedTuple):
    """The lines of a text, and how many seem wrapped; whether one of the first may be a title again, and a longer one another again.

    `near_twice` says the former of some more lines, which come to the head when others go: of `NEAR` solid ones. `solid` is how many are not blank, -1
    where nobody counted; `spans` where these begin and end, line end included, if that is known. `marked`: inline markup may be in the text; `english`:
    it is English for sure, by its first words.
    """

    lines: int
    seeming: int
    title_twice: int = 1
    line_twice: int = 1
    near_twice: int = 1
    solid: int = -1
    spans: list[tuple[int, int]] | None = None
    marked: int = 1
    english: int = 0

    @property
    def keeps_lines(self) -> bool:
        """Whether every line that is a block stays one whichever others go: too few seem wrapped."""
        return self.seeming < FEWEST_LINES

    def may_bring_title(self, gone: int) -> bool:
        """Tell whether a title may stand twice at the head once so many solid lines are gone."""
        return bool(self.near_twice) or gone > NEAR - HEAD


def survey(rows: Sequence[bytes]) -> Survey:
    """Look at the lines of a text, in UTF-8."""
    return Survey(len(rows), count_seeming(rows))
