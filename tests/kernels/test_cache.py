"""Where the user's cache is, whatever the system says of the user."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from cleaner.kernels.cache import array_kept, cache_folder, keep


@pytest.mark.parametrize(
    ("home", "given", "folder"),
    [
        ("/home/a", "", "/home/a/.cache/cleaner"),
        ("/home/a", "/c", "/c/cleaner"),
        ("/home/a", "relative", "/home/a/.cache/cleaner"),
        ("relative", "", "/dev/null/cleaner"),
    ],
)
def test_folder_of_the_cache(monkeypatch: pytest.MonkeyPatch, home: str, given: str, folder: str) -> None:
    monkeypatch.setenv("HOME", home)
    monkeypatch.setenv("XDG_CACHE_HOME", given)
    assert cache_folder() == Path(folder)


def test_without_a_home_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOME", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr("pwd.getpwuid", {}.__getitem__)  # a container's user has no name
    keep(cache_folder() / "a", b"x")
    assert not (cache_folder() / "a").exists()


@pytest.mark.parametrize("damage", [b"", b"\x93NUMPY", b"nothing of the kind"])
def test_an_array_is_built_once_and_again_where_it_was_damaged(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, damage: bytes) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    built: list[int] = []

    def build() -> NDArray[np.uint32]:
        built.append(1)
        return np.arange(5, dtype=np.uint32)

    assert [array_kept("five", build).tolist() for _ in range(3)] == [[0, 1, 2, 3, 4]] * 3
    (tmp_path / "cleaner" / "five.npy").write_bytes(damage)
    assert [array_kept("five", build).tolist() for _ in range(2)] == [[0, 1, 2, 3, 4]] * 2
    assert len(built) == 2


def test_only_the_last_files_of_a_kind_are_kept(tmp_path: Path) -> None:
    for number in range(5):
        keep(tmp_path / f"flat-{number}", b"x", most=3)
        os.utime(tmp_path / f"flat-{number}", (number, number))
    keep(tmp_path / "other-0", b"x", most=3)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["flat-2", "flat-3", "flat-4", "other-0"]
