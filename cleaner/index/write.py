"""Write what a run has seen into the index, in one transaction: a run that is killed leaves the index as it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner.index.file import IndexFile, compact, opened
from cleaner.index.lines import packed_lines
from cleaner.index.sketches import sketch_sets
from cleaner.ledger import plain
from cleaner.repeats.shard import LineShard

__all__ = ["NONE", "Entries", "RunNote", "lists", "sketch_columns", "write_run"]

NONE = -1
"""Of a document that stays there is none that it repeats."""


@dataclass(frozen=True, slots=True)
class RunNote:
    """What is noted of a run: the version of the program, the command."""

    version: str
    command: str


@dataclass(frozen=True, slots=True)
class Entries:
    """What is remembered of n documents, which follow those of other entries.

    `kept` int64[n] is the number, through all entries of the run, of the document that is kept in place of each, or NONE; `past` int64[n] the
    label of one of a past run. `keys` uint32[n, k]; `values` and `bounds` are the shingle sets as in a shard; `lines` those of a scan, if it has any.
    """

    ids: list[str]
    sites: list[str]
    sources: list[str]
    records: NDArray[np.int64]
    kept: NDArray[np.int64]
    past: NDArray[np.int64]
    keys: NDArray[np.uint32]
    values: NDArray[np.uint32]
    bounds: NDArray[np.int64]
    lines: LineShard | None = None
    left_out: NDArray[np.bool_] | None = None
    """Of each of these lines whether `values` leaves it out."""
    dropped: NDArray[np.bool_] | None = None
    """Whether each goes from the output of its run; without it, where it is a copy."""

    @property
    def copies(self) -> NDArray[np.bool_]:
        """Whether something is kept in the place of each."""
        goes: NDArray[np.bool_] = (self.kept >= 0) | (self.past >= 0)
        return goes


def write_run(index: IndexFile, note: RunNote, entries: Iterable[Entries], gone: NDArray[np.int64], anew: Any = None) -> None:
    """Write the entries of a run, and remove the old selves `gone` of its documents. Raises `CleanerError` when the disk is full.

    `anew` is a table of Arrow with rows of past documents, to put in place of those of the same `seq`.
    """
    import pyarrow as pa

    with opened(index.path, write=True) as connection:
        connection.begin()
        index.create_tables(connection)
        run, seq = connection.execute("SELECT coalesce((SELECT max(run) FROM runs), 0) + 1, coalesce((SELECT max(seq) FROM documents), 0) + 1").fetchall()[0]
        connection.register("gone", pa.table({"seq": gone}))
        connection.execute("DELETE FROM documents WHERE seq IN (SELECT seq FROM gone)")
        if anew is not None:
            connection.register("anew", anew)
            connection.execute("DELETE FROM documents WHERE seq IN (SELECT seq FROM anew)")
            connection.execute("INSERT INTO documents BY NAME SELECT * FROM anew")
        first, documents, dropped = int(seq), 0, 0
        for some in entries:
            connection.register("entries", pa.table(_columns(some, run=int(run), first=first, seq=first + documents)))
            connection.execute("INSERT INTO documents BY NAME SELECT * FROM entries")
            documents += len(some.ids)
            dropped += int((some.copies if some.dropped is None else some.dropped).sum())
        row = (run, datetime.now(UTC).replace(tzinfo=None), note.version, note.command, documents, dropped)
        connection.execute("INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?)", row)
        connection.commit()
    compact(index.path)


def _columns(some: Entries, *, run: int, first: int, seq: int) -> Mapping[str, Any]:
    import pyarrow as pa

    count = len(some.ids)
    goes = some.copies
    kept = np.where(some.kept >= 0, first + some.kept, np.maximum(some.past, 0))
    columns = {
        "seq": pa.array(seq + np.arange(count), pa.uint32()),
        "run": pa.array(np.full(count, run), pa.uint32()),
        "id": pa.array(map(plain, some.ids), pa.string()),
        "site": pa.array(map(plain, some.sites), pa.string()),
        "source": pa.array(map(plain, some.sources), pa.string()),
        "record": pa.array(some.records, pa.uint32()),
        "kept": pa.array(kept, pa.uint32(), mask=~goes),
        "dropped": pa.array(goes if some.dropped is None else some.dropped),
        **sketch_columns(some.values, some.bounds, some.keys, goes),
    }
    if some.lines is not None:
        counts = np.diff(some.lines["line_bounds"])
        columns |= {name: lists(values, counts) for name, values in packed_lines(some.lines["lines"], some.left_out).items()}
    return columns


def sketch_columns(values: NDArray[np.uint32], bounds: NDArray[np.int64], keys: NDArray[np.uint32], goes: NDArray[np.bool_]) -> dict[str, Any]:
    """Return the columns that hold what is known of shingle sets; of what goes that is only the last key, which equal texts share."""
    import pyarrow as pa

    count, most = keys.shape
    sizes = np.diff(bounds)
    sketches = sketch_sets(values, bounds[:-1][~goes], sizes[~goes])
    reach, ends = np.zeros(count, np.uint32), np.zeros(count, np.int64)
    reach[~goes], ends[~goes] = sketches.reach, np.diff(sketches.bounds)
    held = np.where(sizes > 0, np.where(goes, 1, most), 0)
    return {
        "size": pa.array(sizes, pa.uint32()),
        "keys": lists(keys[np.arange(most) >= most - held[:, None]], held),
        "reach": pa.array(reach),
        "shingles": pa.Array.from_buffers(pa.binary(), count, [None, *map(pa.py_buffer, (_bounds(ends), sketches.gaps))]),
    }


def lists(values: NDArray[Any], sizes: NDArray[np.int64]) -> Any:
    """Return a list of so many of the values for each document."""
    import pyarrow as pa

    return pa.ListArray.from_arrays(pa.array(_bounds(sizes)), pa.array(values))


def _bounds(sizes: NDArray[np.int64]) -> NDArray[np.int32]:
    return np.concatenate([np.zeros(1, np.int32), np.cumsum(sizes, dtype=np.int32)])
