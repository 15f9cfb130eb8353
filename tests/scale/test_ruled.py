"""What rules take from documents is the same when it is read again."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from cleaner.model import Edit
from cleaner.pipeline import Ruled
from cleaner.rules_engine.rule import Anchors
from cleaner.scale.arrays import write_arrays
from cleaner.scale.ruled import RuledShard, ruled_arrays
from cleaner.scale.shards import ARRAYS, StoredShard

RULED = [
    Ruled(),
    Ruled([Edit(0, 7, "en/a", "2 copies"), Edit(9, 12, "en/b")], quiet=True),
    Ruled(flag="would lose 9 of 10 words"),
    Ruled([Edit(3, 200_000_000, "en/a", "a lone half \ud83d")]),
    Ruled(quiet=True),
    Ruled(quiet=True, by_line=True),
    Ruled(by_line=True, anchors=[Anchors("en/a", [2, 7], 9), Anchors("en/c", [3], 9)]),
]


def kept(folder: Path, ruled: list[Ruled]) -> RuledShard:
    write_arrays(folder / ARRAYS, ruled_arrays(folder, ruled))
    return RuledShard(StoredShard(folder))


def test_all_comes_back(tmp_path: Path) -> None:
    shard = kept(tmp_path, RULED)
    assert [shard[doc] for doc in range(len(RULED))] == [one._replace(edits=list(one.edits), anchors=()) for one in RULED]
    assert [shard.anchors_of(doc) for doc in range(len(RULED))] == [list(one.anchors) for one in RULED]
    assert shard.changed.tolist() == [False, True, True, True, False, False, False]


def test_what_was_taken_comes_back_piece_by_piece(tmp_path: Path) -> None:
    arrays = {**ruled_arrays(tmp_path, [*RULED[:3], Ruled([Edit(1, 3, "en/a")])]), "taken": np.frombuffer(b"By Ann\nXYZab", np.uint8)}
    write_arrays(tmp_path / ARRAYS, arrays)
    shard = RuledShard(StoredShard(tmp_path))
    assert [shard.taken_from(doc) for doc in range(4)] == [[], [(0, b"By Ann\n"), (9, b"XYZ")], [], [(1, b"ab")]]


def test_of_no_documents_nothing_is_kept(tmp_path: Path) -> None:
    assert kept(tmp_path, []).bounds == [0]
