"""What settled edits leave of a text in which every line is a block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set

from cleaner.model import Edit

__all__ = ["spans_left", "without_lines"]

LINE_FEED = ord("\n")
LINE_ENDS = (b"\n", b"\r\n")


def without_lines(data: bytes, edits: Iterable[Edit]) -> bytes | None:
    """Return what settled edits leave of a text that keeps its lines; None where one ends inside a line, or only lone carriage returns are left."""
    at, kept, size = 0, [], len(data)
    for start, end in _joined(edits):
        if end < size and data[end - 1] != LINE_FEED:
            return None
        if start and data[start - 1] != LINE_FEED and not (end == size and data.startswith(LINE_ENDS, start)):
            return None
        kept.append(data[at:start])
        at = end
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


def spans_left(spans: Iterable[tuple[int, int]], edits: Sequence[Edit], gone: Set[int]) -> Iterator[tuple[int, int]]:
    """Yield where solid lines that settled edits leave begin and end; one edit may take along the line end of the last of them."""
    shift = at = 0
    for number, (start, end) in enumerate(spans):
        while at < len(edits) and edits[at].end <= start:
            shift += edits[at].end - edits[at].start
            at += 1
        if number not in gone:
            yield start - shift, (min(end, edits[at].start) if at < len(edits) else end) - shift
