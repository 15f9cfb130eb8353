"""What settled edits leave of a text in which every line is a block."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set

from cleaner.model import Edit

__all__ = ["spans_left", "without_lines"]

LINE_FEED = ord("\n")
LINE_ENDS = (b"\n", b"\r\n")


def without_lines(data: bytes, edits: Sequence[Edit]) -> bytes | None:
    """Return what settled edits leave of a text that keeps its lines; None where one ends inside a line, or only lone carriage returns are left."""
    at, kept, size = 0, [], len(data)
    for start, end, _, _ in edits:
        if start > at:  # what goes ends, or begins
            if at and data[at - 1] != LINE_FEED:
                return None
            if data[start - 1] != LINE_FEED and not (data.startswith(LINE_ENDS, start) and _joined(edits)[-1] == (start, size)):
                return None
            kept.append(data[at:start])
        at = end
    if at < size and data[at - 1] != LINE_FEED:
        return None
    left = b"".join([*kept, data[at:]])
    return None if b"\r" in left and b"\n" not in left else left


def _joined(edits: Iterable[Edit]) -> list[tuple[int, int]]:
    """Return the ranges of edits, as one where one edit ends and the next begins."""
    ranges: list[tuple[int, int]] = []
    for start, end, _, _ in edits:
        if ranges and ranges[-1][1] == start:
            start = ranges.pop()[0]
        ranges.append((start, end))
    return ranges


def spans_left(spans: Iterable[tuple[int, int]], edits: Iterable[Edit], gone: Set[int]) -> list[tuple[int, int]]:
    """Return where solid lines that settled edits leave begin and end; one edit may take along the line end of the last of them."""
    left: list[tuple[int, int]] = []
    shift, rest = 0, iter(edits)
    edit = next(rest, None)
    for number, (start, end) in enumerate(spans):
        while edit and edit.end <= start:
            shift += edit.end - edit.start
            edit = next(rest, None)
        if number not in gone:
            left.append((start - shift, (min(end, edit.start) if edit else end) - shift))
    return left
