"""What rules take from the documents of a task, kept between passes: what was found once is not looked for again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate, groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner.formats.atomic import write_atomic
from cleaner.model import Edit
from cleaner.pipeline import Ruled
from cleaner.rules_engine.rule import Anchors
from cleaner.scale.shards import StoredShard

__all__ = ["RuledShard", "ruled_arrays"]

_EDIT = np.dtype([("start", np.int32), ("end", np.int32), ("rule", np.int32), ("evidence", np.int32)])
_ANCHOR = np.dtype([("rule", np.int32), ("block", np.int32), ("total", np.int32)])
_STRINGS = "ruled.json"
_NO_FLAG = -1


def ruled_arrays(folder: Path, ruled: Sequence[Ruled]) -> dict[str, NDArray[Any]]:
    """Return arrays of what rules take from n documents; the strings that these number are written into `folder`.

    By name: `edits` of all documents, those of document i from `edit_bounds[i]` (int64[n + 1]); `flag` int32[n], -1 where there is none;
    `quiet` and `by_line` bool[n]; `anchors`, a row for each solid block, with `anchor_bounds`, as edits.
    """
    strings: dict[str, int] = {}

    def number(string: str) -> int:
        return strings.setdefault(string, len(strings))

    edits = [(edit.start, edit.end, number(edit.rule), number(edit.evidence)) for one in ruled for edit in one.edits]
    flags = [number(one.flag) if one.flag else _NO_FLAG for one in ruled]
    anchors = [[(number(rule), block, total) for rule, blocks, total in one.anchors for block in blocks] for one in ruled]
    write_atomic(folder / _STRINGS, json.dumps(list(strings)).encode())
    return {
        "edits": np.array(edits, _EDIT),
        "edit_bounds": _bounds(len(one.edits) for one in ruled),
        "flag": np.array(flags, np.int32),
        "quiet": np.array([one.quiet for one in ruled], np.bool_),
        "by_line": np.array([one.by_line for one in ruled], np.bool_),
        "anchors": np.array([anchor for some in anchors for anchor in some], _ANCHOR),
        "anchor_bounds": _bounds(map(len, anchors)),
    }


def _bounds(sizes: Iterable[int]) -> NDArray[np.int64]:
    return np.array([0, *accumulate(sizes)], np.int64)


class RuledShard:
    """What `ruled_arrays` keeps in the folder of a scan."""

    def __init__(self, scan: StoredShard) -> None:
        self._scan = scan
        self.strings: list[str] = json.loads((scan.folder / _STRINGS).read_bytes())
        self.edits, self.bounds = scan["edits"].tolist(), scan["edit_bounds"].tolist()
        self.anchors, self.anchor_bounds = scan["anchors"].tolist(), scan["anchor_bounds"].tolist()
        self.flags, self.quiet, self.by_line = (scan[name].tolist() for name in ("flag", "quiet", "by_line"))
        self.changed: NDArray[np.bool_] = (np.diff(scan["edit_bounds"]) > 0) | (scan["flag"] != _NO_FLAG)
        """Of each document whether rules take something from it, or flag it."""
        self.may_be_settled: NDArray[np.bool_] = scan["quiet"] | (np.diff(scan["anchor_bounds"]) > 0)
        """Of each document whether it is known what may yet fire on it."""

    def __getitem__(self, doc: int) -> Ruled:
        """Return what rules take from a document, without what may yet fire."""
        strings, flag = self.strings, self.flags[doc]
        edits = [Edit(start, end, strings[rule], strings[why]) for start, end, rule, why in self.edits[self.bounds[doc] : self.bounds[doc + 1]]]
        return Ruled(edits, "" if flag == _NO_FLAG else strings[flag], self.quiet[doc], self.by_line[doc])

    def taken_from(self, doc: int) -> list[tuple[int, bytes]]:
        """Return what rules take from a document: where each piece stood, in bytes, and the piece."""
        (data, ends), places = self._taken, range(self.bounds[doc], self.bounds[doc + 1])
        return [(self.edits[place][0], bytes(data[ends[place] : ends[place + 1]])) for place in places]

    @cached_property
    def _taken(self) -> tuple[memoryview, list[int]]:
        return self._scan["taken"].data, [0, *accumulate(end - start for start, end, *_ in self.edits)]

    def anchors_of(self, doc: int) -> list[Anchors]:
        """Return what may yet fire on a document."""
        found = self.anchors[self.anchor_bounds[doc] : self.anchor_bounds[doc + 1]]
        return [Anchors(self.strings[rule], [block for _, block, _ in some], total) for (rule, total), some in groupby(found, key=itemgetter(0, 2))]
