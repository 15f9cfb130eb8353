"""What edits leave of lines."""

from __future__ import annotations

import pytest

from cleaner.model import Edit
from cleaner.text.left import without_lines

WITHOUT = [
    (b"A\nX\nB\n", [(2, 4)], b"A\nB\n"),
    (b"A\n\nX\nY", [(1, 5), (5, 6)], b"A"),
    (b"A\nX\nB\n", [(1, 3)], None),
    (b"A\nX\nB\n", [(1, 2), (2, 4)], None),
    (b"A\nX", [(1, 2)], None),
    (b"\rA\nX", [(3, 4)], b"\rA\n"),
    (b"\rA\nX", [(2, 4)], None),
]


@pytest.mark.parametrize(("data", "ranges", "left"), WITHOUT)
def test_lines_go_whole_or_the_rest_is_cut_anew(data, ranges, left):
    assert without_lines(data, [Edit(*one, "r") for one in ranges]) == left
