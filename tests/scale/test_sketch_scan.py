"""Sketches of scans: made once for the same furniture, and again if anything of them is missing."""

from __future__ import annotations

import numpy as np
import pytest

from cleaner.config import CorpusConfig, DedupConfig, RunConfig
from cleaner.formats.discover import discover
from cleaner.pipeline import Cleaner
from cleaner.scale.arrays import read_array
from cleaner.scale.plan import plan
from cleaner.scale.scan import Scanner
from cleaner.scale.shards import ARRAYS
from cleaner.scale.sketch_scan import ScanSketcher
from tests.dedup.texts import bands_of
from tests.samples import line, write


@pytest.fixture
def sketched(tmp_path):
    """A scan of two documents, and what sketches it."""
    write(tmp_path / "a.jsonl", line("One article of some few words.", id="a", site="x.org") + line("Another article.", id="b", site="x.org"))
    config = RunConfig(corpus=CorpusConfig(repeats="site"))
    [task] = plan(discover([str(tmp_path / "a.jsonl")]), "")
    Scanner(tmp_path / "scan", Cleaner(config.cleaning), config)(task)
    sketcher = ScanSketcher(tmp_path / "scan", tmp_path / "marks", tmp_path / "sketch", bands_of(DedupConfig()), DedupConfig())
    return sketcher, sketcher(task.key), sketcher.folder / task.key


def test_a_finished_sketch_is_not_made_again(sketched):
    sketcher, key, folder = sketched
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert sketcher(key) == key and {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before


@pytest.mark.parametrize("damage", ["cut", "gone", "note"])
def test_a_damaged_one_is(sketched, damage):
    sketcher, key, folder = sketched
    values = read_array(folder / ARRAYS, "values").copy()
    if damage == "cut":
        (folder / ARRAYS).write_bytes((folder / ARRAYS).read_bytes()[:-3])
    elif damage == "gone":
        (folder / ARRAYS).unlink()
    else:
        (folder / "furniture.json").write_bytes(b"{")
        (folder / ARRAYS).write_bytes(b"")
    sketcher(key)
    assert np.array_equal(read_array(folder / ARRAYS, "values"), values)
