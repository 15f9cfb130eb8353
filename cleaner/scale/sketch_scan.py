"""Second pass over a corpus: sketch what rules have left of each document, less the furniture of its site."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cleaner.config import DedupConfig
from cleaner.dedup.curve import Bands
from cleaner.dedup.shard import flat, sketch
from cleaner.formats.atomic import write_atomic
from cleaner.index.stale import left_out, weights
from cleaner.kernels.batch import shingle_sets
from cleaner.kernels.settling import leave_lines
from cleaner.repeats.sites import lines_of
from cleaner.scale.arrays import write_arrays
from cleaner.scale.marks import read_marks
from cleaner.scale.scan import batch_of
from cleaner.scale.shards import ARRAYS, StoredShard, are_whole

__all__ = ["ScanShingler", "ScanSketcher", "lines_left_out", "without_lines"]


@dataclass(frozen=True, slots=True)
class ScanSketcher:
    """The work on the scan of one task, in `scans`: write its sketches below `folder`, unless they are there for the same furniture, in `marks`."""

    scans: Path
    marks: Path
    folder: Path
    bands: Bands
    config: DedupConfig
    remembered: bool = False

    @property
    def makes_sets(self) -> bool:
        """Whether the sets of all documents are asked for: by a memory, or to find what is contained in others."""
        return self.remembered or self.config.contained > 0

    def __call__(self, key: str) -> str:
        """Sketch the documents of a task."""
        scan, folder, marks = StoredShard(self.scans / key), self.folder / key, read_marks(self.marks, key)
        gone = marks.gone if marks else np.zeros(0, np.bool_)
        digest, note = blake2b(gone.tobytes(), digest_size=10).hexdigest(), folder / "furniture.json"
        if _is_whole(note, digest):
            return key
        note.unlink(missing_ok=True)
        texts = without_lines(scan, lines_left_out(scan, gone, remembered=self.remembered)) if gone.any() else (scan["text"], scan["text_bounds"])
        sum = write_arrays(folder / ARRAYS, sketch(batch_of(self.scans / key), self.bands, self.config, texts=texts, sets=self.makes_sets))
        write_atomic(note, json.dumps({"furniture": digest, "files": {ARRAYS: sum}}).encode())
        return key


@dataclass(frozen=True, slots=True)
class ScanShingler:
    """The work on some documents of a scan: write their shingle sets below `folder`, as a `ScanSketcher` without sets has sketched them."""

    scans: Path
    marks: Path
    folder: Path
    ngram: int

    def __call__(self, asked: tuple[str, NDArray[np.int64]]) -> StoredShard:
        """Shingle documents, by their numbers."""
        key, docs = asked
        scan, marks = StoredShard(self.scans / key), read_marks(self.marks, key)
        text, bounds = scan["text"], scan["text_bounds"].tolist()
        texts = flat([text[bounds[doc] : bounds[doc + 1]].tobytes() for doc in docs.tolist()])
        if marks and marks.gone.any():
            where = lines_of(scan["line_bounds"], docs)
            line_bounds = np.concatenate([[0], np.cumsum(np.diff(scan["line_bounds"])[docs])])
            out = lines_left_out(scan, marks.gone, remembered=False)[where]
            texts = leave_lines(*texts, scan["lines"].take(where), line_bounds, out)
        made = shingle_sets(*texts, ngram=self.ngram)
        sizes = np.zeros(len(bounds), np.int64)
        sizes[1 + docs] = np.diff(made.bounds)
        write_arrays(self.folder / key / ARRAYS, {"values": made.values, "bounds": np.cumsum(sizes)})
        return StoredShard(self.folder / key)


def _is_whole(note: Path, digest: str) -> bool:
    """Tell whether the sketches beside a note are of this furniture, and all there: a full disk or a power cut damages some."""
    try:
        noted = json.loads(note.read_bytes())
        return bool(noted["furniture"] == digest) and are_whole(note.parent, noted["files"])
    except (OSError, ValueError, TypeError, KeyError):
        return False


def without_lines(scan: StoredShard, out: NDArray[np.bool_]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Return the texts of a scan without the lines that are left out, one after another, and their bounds."""
    return leave_lines(scan["text"], scan["text_bounds"], scan["lines"], scan["line_bounds"], out)


def lines_left_out(scan: StoredShard, gone: NDArray[np.bool_], *, remembered: bool) -> NDArray[np.bool_]:
    """Tell of each line of a scan whether sketches leave it out, of those that are marked."""
    return left_out(scan, gone, weights(scan, remembered=remembered))
