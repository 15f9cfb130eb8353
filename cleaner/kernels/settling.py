"""Whole lines that go from a batch of texts: what goes with each, of which texts nothing else can change, and the texts without them."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from cleaner.kernels.native import entry

__all__ = ["Placed", "Taken", "leave_lines", "place_lines", "take_lines"]

Places = npt.NDArray[np.int64]
_ROOM = 2000 + 5


class Taken(NamedTuple):
    """`start` and `end` int32[m] are the bytes of its document that go with each marked line; `sure` bool[k] says of which documents that is all.

    Of others nothing is known.
    """

    start: npt.NDArray[np.int32]
    end: npt.NDArray[np.int32]
    sure: npt.NDArray[np.bool_]


class Placed(NamedTuple):
    """`points` and `places` int32[m, 2] are where what goes with each marked line begins and ends: in characters of its document, and in bytes of that when it
    is JSON, written the plain way; `sizes` int32[k] are the bytes of the documents so written.
    """

    points: npt.NDArray[np.int32]
    places: npt.NDArray[np.int32]
    sizes: npt.NDArray[np.int32]


def take_lines(text: npt.NDArray[np.uint8], bounds: Places, lines: npt.NDArray[Any], line_bounds: Places, gone: npt.NDArray[np.bool_], docs: Places) -> Taken:
    """Take marked lines out of some documents, each with at least one, of which every line is a block.

    Document i is `text[bounds[i]:bounds[i + 1]]`, UTF-8, its m lines `lines[line_bounds[i]:line_bounds[i + 1]]` have `start` and `end` (int32).
    """
    m, k = len(gone), len(docs)
    start, end, sure = np.zeros(m, np.int32), np.zeros(m, np.int32), np.zeros(k, np.uint8)
    marked = _marked(text, bounds, lines, line_bounds, gone)
    entry("take_lines")(*marked, np.ascontiguousarray(docs, np.int64), k, np.empty(_ROOM, np.uint8), start, end, sure)
    return Taken(start, end, sure.view(np.bool_))


def place_lines(text: npt.NDArray[np.uint8], bounds: Places, line_bounds: Places, gone: npt.NDArray[np.bool_], taken: Taken, docs: Places) -> Placed:
    """Return where lines stand that are taken out of some documents; these as in `take_lines`."""
    m, k = len(gone), len(docs)
    placed = Placed(np.zeros((m, 2), np.int32), np.zeros((m, 2), np.int32), np.zeros(k, np.int32))
    flat = (np.ascontiguousarray(one) for one in (text, bounds, line_bounds, gone.view(np.uint8), taken.start, taken.end, docs))
    entry("place_lines")(*flat, k, *placed)
    return placed


def leave_lines(
    text: npt.NDArray[np.uint8], bounds: Places, lines: npt.NDArray[Any], line_bounds: Places, out: npt.NDArray[np.bool_]
) -> tuple[npt.NDArray[np.uint8], Places]:
    """Return documents, and their bounds, without the lines that are left `out`; one that lacks any is its other lines, joined."""
    left, left_bounds = np.empty(len(text), np.uint8), np.empty(len(bounds), np.int64)
    size = entry("leave_lines")(*_marked(text, bounds, lines, line_bounds, out), len(bounds) - 1, left, left_bounds)
    return left[:size], left_bounds


def _marked(text: npt.NDArray[np.uint8], bounds: Places, lines: npt.NDArray[Any], line_bounds: Places, marks: npt.NDArray[np.bool_]) -> tuple[Any, ...]:
    starts, ends = (np.ascontiguousarray(lines[name], np.int32) for name in ("start", "end"))
    flat = np.ascontiguousarray(text), np.ascontiguousarray(bounds), starts, ends, np.ascontiguousarray(line_bounds)
    return (*flat, np.ascontiguousarray(marks).view(np.uint8))
