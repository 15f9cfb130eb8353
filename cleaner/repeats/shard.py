"""The lines of some documents as arrays: enough to tell furniture from articles without the texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner.kernels.folding import fold_lines, split_lines
from cleaner.text.lines import DATE_HASHES, MASK

__all__ = ["LINE", "LineShard", "line_shard", "lines_between"]

LINE = np.dtype(
    [
        ("exact", np.uint64),  # of the folded words
        ("masked", np.uint64),  # the same, numbers and dates masked
        ("start", np.int32),  # bytes from the beginning of its document
        ("end", np.int32),
        ("words", np.int32),
        ("left", np.int32),  # words that the mask leaves
        ("flags", np.uint8),
    ]
)
LineShard = Mapping[str, NDArray[Any]]
"""Arrays by name: `lines` LINE[m], `line_bounds` int64[n + 1] (those of document i are `line_bounds[i]` to `line_bounds[i + 1]`)."""


def line_shard(texts: Sequence[bytes]) -> dict[str, NDArray[Any]]:
    """Return the lines of documents in UTF-8, blank ones left out."""
    offsets = np.zeros(len(texts) + 1, np.int64)
    np.cumsum([len(text) for text in texts], out=offsets[1:])
    return lines_between(np.frombuffer(b"".join(texts), np.uint8), offsets)


def lines_between(buffer: NDArray[np.uint8], offsets: NDArray[np.int64]) -> dict[str, NDArray[Any]]:
    """Return the same of documents that stand one after another: document i is `buffer[offsets[i]:offsets[i + 1]]`."""
    found = split_lines(buffer, offsets)
    folded = fold_lines(buffer, found, dates=_dates(), mask=MASK)
    lines = np.empty(len(found.doc), LINE)
    lines["start"], lines["end"] = found.start - offsets[found.doc], found.end - offsets[found.doc]
    for name in ("exact", "masked", "words", "left", "flags"):
        lines[name] = getattr(folded, name)
    return {"lines": lines, "line_bounds": np.searchsorted(found.doc, np.arange(len(offsets)))}


@cache
def _dates() -> NDArray[np.uint64]:
    return np.array(DATE_HASHES, np.uint64)
