"""The lines of a batch of documents: where they stand, and what makes each the same line on another page."""

from __future__ import annotations

import unicodedata
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from cleaner.kernels.native import entry
from cleaner.kernels.tables import load_tables

__all__ = ["Folded", "Stretches", "fold_lines", "split_lines"]

Bytes = npt.NDArray[np.uint8]
Places = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]
_STRETCH = 1 << 16


class Stretches(NamedTuple):
    """Of each line that is not blank its document, and the bytes [start, end) of its words in the buffer; all int64[m]."""

    doc: Places
    start: Places
    end: Places


class Folded(NamedTuple):
    """Of each line the hash of its tokens, the same with numbers and dates masked (uint64), tokens, those that the mask leaves (int32), and flags (uint8)."""

    exact: Hashes
    masked: Hashes
    words: npt.NDArray[np.int32]
    left: npt.NDArray[np.int32]
    flags: Bytes


def split_lines(buffer: Bytes, offsets: Places) -> Stretches:
    """Return the lines of documents, in order; document i is `buffer[offsets[i]:offsets[i + 1]]`, UTF-8, int64[n + 1]."""
    buffer, offsets, n = np.ascontiguousarray(buffer, np.uint8), np.ascontiguousarray(offsets, np.int64), len(offsets) - 1
    most = _feeds(buffer) + n
    found = Stretches(*(np.empty(most, np.int64) for _ in range(3)))
    count = entry("split_lines")(buffer, offsets, 0, n, *found)
    return Stretches(*(column[:count] for column in found))


def _feeds(buffer: Bytes) -> int:
    """Count line feeds, stretch by stretch: what is compared stays in the processor's cache."""
    return sum(int(np.count_nonzero(buffer[at : at + _STRETCH] == ord("\n"))) for at in range(0, len(buffer), _STRETCH))


def fold_lines(buffer: Bytes, lines: Stretches, *, dates: Hashes, mask: int) -> Folded:
    """Fold lines, as `cleaner.text.lines.line_key` does one; `dates` (sorted) are the hashes of the words that a date may have, `mask` stands for one."""
    m = len(lines.doc)
    folded = Folded(np.empty(m, np.uint64), np.empty(m, np.uint64), np.empty(m, np.int32), np.empty(m, np.int32), np.empty(m, np.uint8))
    _fold(buffer, lines.start, lines.end, folded, own=False, dates=dates, mask=mask)
    slow = np.flatnonzero(folded.words < 0)
    if slow.size:
        _fold_again(buffer, lines, folded, slow, dates=dates, mask=mask)
    return folded


def _fold_again(buffer: Bytes, lines: Stretches, folded: Folded, slow: Places, *, dates: Hashes, mask: int) -> None:
    """Fold some lines in Python, and then as the others; one without a word is known by its bytes as they stood."""
    texts = [buffer[lines.start[i] : lines.end[i]].tobytes().decode("utf-8", "replace") for i in slow]
    data = [unicodedata.normalize("NFKC", text).casefold().encode() for text in texts]
    ends = np.cumsum([0, *map(len, data)], dtype=np.int64)
    again = Folded(folded.exact[slow], folded.masked[slow], folded.words[slow], folded.left[slow], folded.flags[slow])
    _fold(np.frombuffer(b"".join(data), np.uint8), ends[:-1], ends[1:], again, own=True, dates=dates, mask=mask)
    worded = again.words > 0
    columns: list[tuple[Any, Any]] = list(zip(folded[:4], again[:4], strict=True))
    for column, some in columns:
        column[slow[worded]] = some[worded]
    folded.words[slow[~worded]] = folded.left[slow[~worded]] = 0


def _fold(buffer: Bytes, start: Places, end: Places, folded: Folded, *, own: bool, dates: Hashes, mask: int) -> None:
    tables, buffer = load_tables(), np.ascontiguousarray(buffer, np.uint8)
    texts = (buffer, len(buffer), np.ascontiguousarray(start), np.ascontiguousarray(end), 0, len(start), int(own))
    unicode = (tables.classes, tables.orders, tables.pairs, len(tables.pairs), tables.folded, tables.long)
    entry("fold_lines")(*texts, *unicode, *_scratch(int((end - start).max(initial=0))), dates, len(dates), mask, *folded)


def _scratch(most: int) -> tuple[Any, ...]:
    """Return room for the longest line: in lower case, copied, its bit maps, its tokens, their hashes, a list of tokens, and which are masked."""
    texts, maps, tokens = np.empty((2, most + 128), np.uint8), np.empty(3 * (most // 64 + 1), np.uint64), np.empty((3, most // 2 + 80), np.uint32)
    return (*texts, maps, *tokens[:2], np.empty(most // 2 + 2, np.uint64), tokens[2], np.empty(most // 2 + 2, np.uint8))
