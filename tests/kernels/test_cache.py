"""Where the user's cache is, whatever the system says of the user."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleaner.kernels.cache import cache_folder, keep


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
