"""Sketches of scans: made once for the same furniture, and again if anything of them is missing."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from cleaner.config import CorpusConfig, DedupConfig, RunConfig
from cleaner.formats.discover import discover
from cleaner.pipeline import Cleaner
from cleaner.repeats.sites import Marks
from cleaner.scale.arrays import read_array
from cleaner.scale.marks import write_marks
from cleaner.scale.plan import plan
from cleaner.scale.scan import Scanner
from cleaner.scale.shards import ARRAYS
from cleaner.scale.sketch_scan import ScanShingler, ScanSketcher
from tests.dedup.texts import bands_of
from tests.samples import line, write


@pytest.fixture
def sketched(tmp_path):
    """A scan of two documents, and what sketches it."""
    write(tmp_path / "a.jsonl", line("One article of some few words.\nHarbour desk", id="a", site="x.org") + line("Another article.", id="b", site="x.org"))
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
    keys = read_array(folder / ARRAYS, "keys").copy()
    if damage == "cut":
        (folder / ARRAYS).write_bytes((folder / ARRAYS).read_bytes()[:-3])
    elif damage == "gone":
        (folder / ARRAYS).unlink()
    else:
        (folder / "furniture.json").write_bytes(b"{")
        (folder / ARRAYS).write_bytes(b"")
    sketcher(key)
    assert np.array_equal(read_array(folder / ARRAYS, "keys"), keys)


def test_sets_that_are_made_later_are_those_that_are_made_at_once(sketched):
    sketcher, key, folder = sketched
    gone = np.array([False, True, False])
    write_marks(sketcher.marks, key, Marks(gone, *(np.zeros(3, kind) for kind in (np.int32, np.uint8, np.int32))))
    replace(sketcher, config=DedupConfig(contained=0.9))(key)
    values, bounds = (read_array(folder / ARRAYS, name) for name in ("values", "bounds"))
    later = ScanShingler(sketcher.scans, sketcher.marks, sketcher.folder / "sets", sketcher.config.ngram)
    for docs in ([], [0], [1], [0, 1]):
        made = later((key, np.array(docs, np.int64)))
        sets = [made["values"][start:end].tolist() for start, end in pairwise(made["bounds"])]
        assert sets == [values[start:end].tolist() if doc in docs else [] for doc, (start, end) in enumerate(pairwise(bounds))]
    assert len(values) == 3
