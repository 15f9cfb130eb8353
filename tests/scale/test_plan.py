"""Sources are cut at line ends into parts that join to the whole."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleaner.formats.compression import compress
from cleaner.formats.discover import discover
from cleaner.formats.source import Source
from cleaner.scale import plan as planning
from cleaner.scale.plan import Planned, plan, read_part, split
from tests.samples import write

LINES = st.lists(st.sampled_from([b"", b"a", b"bcd" * 20, b"\r"]), max_size=30).map(b"\n".join)


@pytest.fixture(autouse=True)
def small(monkeypatch):
    monkeypatch.setattr(planning, "PART_SIZE", 40)
    monkeypatch.setattr(planning, "BATCH_SIZE", 100)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LINES)
def test_parts_join_to_the_whole_and_count_their_records(data):
    parts = list(split(Source(Path("-"), "-", "jsonl"), io.BytesIO(data)))
    assert b"".join(part.data or b"" for part in parts) == data
    assert all(part.data and part.data.endswith(b"\n") for part in parts[:-1])
    assert [part.first for part in parts] == [1 + data[: part.start].count(b"\n") for part in parts]
    assert [part.index for part in parts] == list(range(len(parts))) and parts[0].whole == (len(parts) == 1)


@pytest.mark.parametrize("how", ["", "gzip", "zstd"])
def test_parts_of_a_file_can_be_read(tmp_path, how):
    data = b"one line\n" * 50
    name = "a.jsonl" + {"": "", "gzip": ".gz", "zstd": ".zst"}[how]
    parts = [part for task in plan(discover([str(write(tmp_path / name, compress(data, how)))]), "") for part in task.parts]
    assert len(parts) > 5 and b"".join(map(read_part, parts)) == data


def test_small_files_are_gathered(tmp_path):
    for n in range(10):
        write(tmp_path / f"src/{n}.txt", "x" * 30)
    assert [len(task.parts) for task in plan(discover([str(tmp_path / "src")]), "")] == [4, 4, 2]


def test_key_changes_with_the_content_and_the_settings(tmp_path):
    path = write(tmp_path / "a.txt", "one")
    keys = [next(plan(discover([str(path)]), stamp)).key for stamp in ("x", "x", "y")]
    write(path, "other")
    keys.append(next(plan(discover([str(path)]), "x")).key)
    assert keys[0] == keys[1] and len(set(keys)) == 3


@pytest.mark.parametrize(("name", "held", "times"), [("a.jsonl", 4096, 1), ("a.jsonl", 2, 2), ("a.jsonl.gz", 4096, 2)])
def test_what_holds_little_is_planned_once(tmp_path, monkeypatch, name, held, times):
    lines = b'{"text": "one of many lines"}\n' * 100
    (tmp_path / name).write_bytes(gzip.compress(lines) if name.endswith("gz") else lines)
    planned = []
    monkeypatch.setattr(planning, "MOST_HELD", held)
    monkeypatch.setattr(planning, "plan", lambda *args: planned.append(args) or plan(*args))
    tasks = Planned(discover([str(tmp_path / name)]), "")
    next(iter(tasks))  # not to its end: it tells nothing
    planned.clear()
    first = list(tasks)
    assert len(first) > 2 and list(tasks) == first and len(planned) == times
