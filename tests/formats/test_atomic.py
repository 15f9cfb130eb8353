"""Files are written whole or not at all."""

from __future__ import annotations

import pytest

from cleaner.errors import CleanerError
from cleaner.formats.atomic import is_temporary, open_atomic, write_atomic
from tests.samples import write


def test_failed_write_leaves_what_was_there(tmp_path):
    path = write(tmp_path / "a", "old")
    half = open_atomic(path)
    half.__enter__().write(b"new")
    assert not half.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert path.read_text() == "old" and list(tmp_path.iterdir()) == [path]


def test_name_appears_at_the_end(tmp_path):
    with open_atomic(tmp_path / "a") as file:
        file.write(b"new")
        [beside] = tmp_path.iterdir()
        assert is_temporary(beside) and beside.name.startswith(".")
    assert (tmp_path / "a").read_bytes() == b"new"


def test_folders_are_made_and_mode_stays(tmp_path):
    write_atomic(tmp_path / "deep/er/a", b"1")
    (tmp_path / "deep/er/a").chmod(0o600)
    write_atomic(tmp_path / "deep/er/a", b"2")
    assert (tmp_path / "deep/er/a").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("path", ["file/a", "folder", "x" * 300])
def test_what_cannot_be_written_is_named(tmp_path, path):
    write(tmp_path / "file", "")
    (tmp_path / "folder").mkdir()
    with pytest.raises(CleanerError, match=r"cannot be written: .*\[unwritable\]"):
        write_atomic(tmp_path / path, b"")
