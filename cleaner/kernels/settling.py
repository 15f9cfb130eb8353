"""Whole lines that go from a batch of texts: what goes with each, and of which texts nothing else can change."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from cleaner.kernels.native import entry

__all__ = ["Taken", "take_lines"]

Places = npt.NDArray[np.int64]
_ROOM = 2000 + 5


class Taken(NamedTuple):
    """`start` and `end` int32[m] are the bytes of its document that go with each marked line; `sure` bool[k] says of which documents that is all.

    Of others nothing is known.
    """

    start: npt.NDArray[np.int32]
    end: npt.NDArray[np.int32]
    sure: npt.NDArray[np.bool_]


def take_lines(text: npt.NDArray[np.uint8], bounds: Places, lines: npt.NDArray[Any], line_bounds: Places, gone: npt.NDArray[np.bool_], docs: Places) -> Taken:
    """Take marked lines out of some documents, each with at least one, of which every line is a block.

    Document i is `text[bounds[i]:bounds[i + 1]]`, UTF-8, its m lines `lines[line_bounds[i]:line_bounds[i + 1]]` have `start` and `end` (int32).
    """
    m, k = len(gone), len(docs)
    start, end, sure = np.zeros(m, np.int32), np.zeros(m, np.int32), np.zeros(k, np.uint8)
    starts, ends = (np.ascontiguousarray(lines[name], np.int32) for name in ("start", "end"))
    texts = np.ascontiguousarray(text), np.ascontiguousarray(bounds), starts, ends, np.ascontiguousarray(line_bounds)
    marks = np.ascontiguousarray(gone).view(np.uint8), np.ascontiguousarray(docs, np.int64), k
    entry("take_lines")(*texts, *marks, np.empty(_ROOM, np.uint8), start, end, sure)
    return Taken(start, end, sure.view(np.bool_))
