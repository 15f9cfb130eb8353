"""Entries of made-up documents, as a run would write them."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from cleaner.config import DedupConfig
from cleaner.dedup.shard import Batch, sketch
from cleaner.index.file import IndexFile
from cleaner.index.keys import short_keys
from cleaner.index.parameters import Parameters
from cleaner.index.write import NONE, Entries, RunNote, write_run
from cleaner.repeats.shard import line_shard
from tests.dedup.texts import bands_of

NOTE = RunNote("0.1", "dedup")
NOBODY = np.empty(0, np.int64)


def entries(ids: list[str], texts: list[str], *, sites: list[str] | None = None, kept: list[int] | None = None) -> Entries:
    """Return entries of documents; `kept` are their numbers, or -1."""
    count, data = len(texts), [text.encode() for text in texts]
    where = sites or ["x.org"] * count
    shard = sketch(Batch(data, ids, where, [0.0] * count, [0] * count, list(range(1, count + 1))), bands_of(DedupConfig()), DedupConfig())
    return Entries(
        ids=ids,
        sites=where,
        sources=["/data/a.jsonl"] * count,
        records=shard["docs"]["record"],
        kept=np.array(kept or [NONE] * count),
        past=np.full(count, NONE),
        keys=short_keys(shard["keys"], shard["docs"], by_site=False),
        values=shard["values"],
        bounds=shard["bounds"],
        lines=line_shard(data),
    )


def new_index(folder: Path) -> IndexFile:
    """Return an index that is not there yet."""
    return IndexFile(folder / "past.duckdb", Parameters.of(DedupConfig()))


def index_of(folder: Path, ids: list[str], texts: list[str], **more: list[str]) -> IndexFile:
    """Return an index that has seen these documents in one run."""
    index = new_index(folder)
    write_run(index, NOTE, [entries(ids, texts, **more)], NOBODY)
    return index
