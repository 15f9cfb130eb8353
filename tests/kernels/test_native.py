"""Compiled code is kept between runs, where something can be kept."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cleaner.kernels.cache import cache_folder, keep

COUNT = """
import sys
import numpy as np
from cleaner.kernels.batch import overlaps
sets, pairs = np.array([1, 2, 3, 2, 3, 4], np.uint32), np.array([[0, 1], [0, 0]], np.int64)
print(overlaps(sets, np.array([0, 3, 6], np.int64), pairs).tolist(), "numba" in sys.modules)
"""


def count(cache: Path) -> bool:
    """Count in a new process what sets have in common; return whether Numba was loaded to do it."""
    ran = subprocess.run([sys.executable, "-c", COUNT], capture_output=True, text=True, env={**os.environ, "XDG_CACHE_HOME": str(cache)}, check=True)
    row, loaded = ran.stdout.strip().rsplit(" ", 1)
    assert row == "[2, 3]"
    return loaded == "True"


def test_compiles_once_and_then_loads_without_numba(tmp_path: Path) -> None:
    assert [count(tmp_path), count(tmp_path)] == [True, False]
    (kept,) = (tmp_path / "cleaner").iterdir()
    kept.write_bytes(kept.read_bytes()[:-9])
    assert [count(tmp_path), count(tmp_path)] == [True, False]


def test_works_where_nothing_can_be_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder can be made here")
    assert count(tmp_path / "file")


def test_what_cannot_be_written_is_not_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    keep(tmp_path / "file" / "data", b"x")
    assert list(tmp_path.iterdir()) == [tmp_path / "file"]


def test_the_users_cache_can_be_put_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "cleaner"
