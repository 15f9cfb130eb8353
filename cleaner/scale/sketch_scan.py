"""Second pass over a corpus: sketch what rules have left of each document, less the furniture of its site."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner.config import DedupConfig
from cleaner.dedup.curve import Bands
from cleaner.dedup.shard import sketch
from cleaner.formats.atomic import write_atomic
from cleaner.scale.arrays import write_array
from cleaner.scale.scan import batch_of
from cleaner.scale.shards import StoredShard

__all__ = ["ScanSketcher", "without_lines"]

MOST_GONE = 0.5
"""Share of its text that a document may lose as furniture; of what loses more, all is sketched: it may be a copy, and no furniture."""


@dataclass(frozen=True, slots=True)
class ScanSketcher:
    """The work on the scan of one task, in `scans`: write its sketches below `folder`, unless they are there for the same furniture, in `marks`."""

    scans: Path
    marks: Path
    folder: Path
    bands: Bands
    config: DedupConfig

    def __call__(self, key: str) -> str:
        """Sketch the documents of a task."""
        scan, folder, marks = StoredShard(self.scans / key), self.folder / key, self.marks / f"{key}-gone.npy"
        gone = np.load(marks) if marks.is_file() else np.zeros(0, np.bool_)
        digest, note = blake2b(gone.tobytes(), digest_size=10).hexdigest(), folder / "furniture.json"
        if _is_whole(note, digest):
            return key
        note.unlink(missing_ok=True)
        texts = without_lines(scan, gone)
        for name, array in sketch(batch_of(self.scans / key, texts), self.bands, self.config).items():
            write_array(folder / f"{name}.npy", array)
        write_atomic(note, json.dumps({"furniture": digest, "files": {path.name: path.stat().st_size for path in folder.glob("*.npy")}}).encode())
        return key


def _is_whole(note: Path, digest: str) -> bool:
    """Tell whether the sketches beside a note are of this furniture, and all there: a full disk or a power cut leaves some incomplete."""
    try:
        noted = json.loads(note.read_bytes())
        return bool(noted["furniture"] == digest) and all((note.parent / name).stat().st_size == size for name, size in noted["files"].items())
    except (OSError, ValueError, TypeError, KeyError):
        return False


def without_lines(scan: StoredShard, gone: NDArray[np.bool_]) -> list[bytes]:
    """Return the texts of a scan without the lines that are marked."""
    data, bounds = scan["text"].tobytes(), scan["text_bounds"].tolist()
    texts = [data[start:end] for start, end in pairwise(bounds)]
    if not gone.any():
        return texts
    lines, line_bounds = np.asarray(scan["lines"]), np.asarray(scan["line_bounds"])
    starts, ends, kept, first = lines["start"].tolist(), lines["end"].tolist(), (~gone).tolist(), line_bounds.tolist()
    for doc in _to_cut(lines, line_bounds, gone):
        text = texts[doc]
        texts[doc] = b"\n".join(text[starts[line] : ends[line]] for line in range(first[doc], first[doc + 1]) if kept[line])
    return texts


def _to_cut(lines: NDArray[Any], bounds: NDArray[np.int64], gone: NDArray[np.bool_]) -> list[int]:
    """Return the documents that lose lines, but not most of their text."""
    doc = np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))
    sizes = (lines["end"] - lines["start"]).astype(np.int64)
    lost, whole = (np.bincount(doc, weights=some, minlength=len(bounds) - 1) for some in (sizes * gone, sizes))
    found: list[int] = np.flatnonzero((lost > 0) & (lost <= MOST_GONE * whole)).tolist()
    return found
