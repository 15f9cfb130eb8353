"""A shard with its note is not made again; one that is not whole is."""

from __future__ import annotations

import zlib

import numpy as np
import pytest

from cleaner.errors import CleanerError
from cleaner.formats.source import Source
from cleaner.scale.plan import Part, Task
from cleaner.scale.shards import ShardNote, StoredShard, keep_shard, readable_parts


@pytest.fixture
def made(tmp_path):
    """Keep the shard of a task with one part, and return its note and how often it was made by then."""
    part = Part(Source(tmp_path / "a.txt", "a.txt", "txt"), data=b"text")
    times = []

    def keep(**more):
        def make(task, note):
            times.append(task)
            note.documents = sum(1 for _ in readable_parts(task, note))
            return {"numbers": np.arange(5)}

        return keep_shard(tmp_path / "key", Task("key", (part, *more.get("parts", ()))), make), len(times)

    return keep


def test_a_shard_is_made_once(made, tmp_path):
    first, _ = made()
    assert first == ShardNote("key", ["a.txt"], 1, 4, files={"arrays": zlib.crc32((tmp_path / "key/arrays").read_bytes())})
    assert made() == (first, 1)
    assert StoredShard(tmp_path / "key")["numbers"].tolist() == list(range(5)) and list(StoredShard(tmp_path / "key")) == ["numbers"]


DAMAGE = {
    "its note is cut short": lambda folder: (folder / "done.json").write_text("{"),
    "its note says something else": lambda folder: (folder / "done.json").write_text('{"other": 1}'),
    "its note is gone": lambda folder: (folder / "done.json").unlink(),
    "an array is cut short": lambda folder: (folder / "arrays").write_bytes((folder / "arrays").read_bytes()[:-1]),
    "an array is zeros": lambda folder: (folder / "arrays").write_bytes(bytes((folder / "arrays").stat().st_size)),
    "an array is gone": lambda folder: (folder / "arrays").unlink(),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_shard_is_made_again_when(made, tmp_path, damage):
    first, _ = made()
    damage(tmp_path / "key")
    assert made() == (first, 2) and made() == (first, 2)


def test_what_could_not_be_read_is_tried_again(made, tmp_path):
    lost = Part(Source(tmp_path / "b.txt", "b.txt", "txt"), problem=CleanerError("lost", "it is lost", do="look for it"))
    note, _ = made(parts=[lost])
    assert note.unread and note.documents == 1 and note.sources == ["a.txt", "b.txt"] and "it is lost" in note.problems[0]
    assert made(parts=[lost])[1] == 2
