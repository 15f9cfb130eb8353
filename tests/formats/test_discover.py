"""What the names on a command line stand for."""

from __future__ import annotations

import pytest

from cleaner.errors import UsageError
from cleaner.formats.discover import discover, total_size
from tests.samples import write

KINDS = [
    ("a.txt", ("txt", "")),
    ("a.MD", ("md", "")),
    ("a.jsonl", ("jsonl", "")),
    ("a.b.jsonl.gz", ("jsonl", "gzip")),
    ("a.jsonl.zst", ("jsonl", "zstd")),
]


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def names(*given: str, **options: object) -> list[str]:
    return [source.name for source in discover(given, **options)]


@pytest.mark.parametrize(("name", "kind"), KINDS)
def test_kind_comes_from_the_suffixes(tmp_path, name, kind):
    [source] = discover([str(write(tmp_path / name, ""))])
    assert (source.format, source.compression) == kind


@pytest.mark.parametrize("name", ["a", "a.pdf", "a.txt.gz", "a.gz", "txt"])
def test_other_kinds_are_refused_by_name_and_left_out_of_folders(tmp_path, name):
    write(tmp_path / "src" / name, "")
    write(tmp_path / "src/b.txt", "")
    assert names("src") == ["b.txt"]
    with pytest.raises(UsageError, match="of no known kind"):
        names(f"src/{name}")


def test_folder_is_walked_in_order_without_what_is_hidden(tmp_path):
    for name in ("b.txt", "a/c.txt", "a/b.md", ".hidden.txt", ".git/a.txt", "_cleaner/a.txt", "a/b.txt.swp"):
        write(tmp_path / "src" / name, "")
    assert names("src") == ["a/b.md", "a/c.txt", "b.txt"]


def test_folder_linked_to_is_not_entered(tmp_path):
    write(tmp_path / "src/a.txt", "")
    (tmp_path / "src/loop").symlink_to(".")
    assert names("src") == ["a.txt"]


def test_glob_keeps_what_stands_below_its_fixed_part(tmp_path):
    for name in ("x/1/a.txt", "x/2/b.txt", "x/2/c.pdf", "y/a.txt"):
        write(tmp_path / name, "")
    assert (names("x/*/*"), names("x/**/*.txt"), names("?/a.txt"), names("x/[1]")) == (["1/a.txt", "2/b.txt"], ["1/a.txt", "2/b.txt"], ["y/a.txt"], ["1/a.txt"])


def test_name_with_brackets_is_a_file_before_it_is_a_pattern(tmp_path):
    write(tmp_path / "a[1].txt", "")
    assert names("a[1].txt") == ["a[1].txt"]


def test_output_is_left_out(tmp_path):
    for name in ("src/a.txt", "src/out/a.txt"):
        write(tmp_path / name, "")
    assert names("src", leave_out=tmp_path / "src/out") == ["a.txt"]


def test_two_sources_never_meet_in_a_mirrored_output(tmp_path):
    for name in ("x/a.txt", "y/a.txt"):
        write(tmp_path / name, "abc")
    with pytest.raises(UsageError, match=r"x/a.txt and y/a.txt would both be written to a.txt"):
        names("x", "y")
    assert total_size(discover(["x", "y"], mirrored=False)) == 6
