"""Compressed data: frames that join, and damage that is found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.errors import CleanerError
from cleaner.formats import lines
from cleaner.formats.compression import compress, decompress, demand_whole, open_binary
from tests.samples import write

HOW = pytest.mark.parametrize("how", ["", "gzip", "zstd"])
PACKED = pytest.mark.parametrize("how", ["gzip", "zstd"])


@HOW
@given(st.lists(st.binary(max_size=300), min_size=1, max_size=4))
def test_joined_frames_are_a_file(how, pieces):
    frames = b"".join(compress(piece, how) for piece in pieces)
    assert decompress(frames, how) == b"".join(pieces)


@HOW
def test_file_is_read_as_a_stream(tmp_path, how):
    path = write(tmp_path / "a", compress(b"one\n" * 9, how) + compress(b"two\n", how))
    demand_whole(path, how)
    with open_binary(path, how) as stream:
        assert stream.readlines() == [b"one\n"] * 9 + [b"two\n"]


@PACKED
def test_same_data_gives_the_same_bytes(how):
    assert compress(b"data", how) == compress(b"data", how)


@PACKED
@pytest.mark.parametrize("cut", [1, 2, 3, 6])
def test_every_early_end_is_found(tmp_path, how, cut):
    whole = compress(b"one", how) + compress(b"the river rose " * 99, how)
    with pytest.raises(CleanerError, match="end early or are damaged"):
        demand_whole(write(tmp_path / "a", whole[:-cut]), how)


@PACKED
def test_empty_file_is_whole(tmp_path, how):
    demand_whole(write(tmp_path / "a", b""), how)


@PACKED
def test_zip_bomb_is_refused_and_copied_as_it_stands(run_cleaner, tmp_path, monkeypatch, how):
    monkeypatch.setattr(lines, "LONGEST", 20_000_000)
    packed = "a.jsonl.gz" if how == "gzip" else "a.jsonl.zst"
    bomb = compress(bytes(30_000_000), how)
    write(tmp_path / "src" / packed, bomb)
    write(tmp_path / "src/b.txt", "The river rose.\n")
    ran = run_cleaner("clean", "src", "-o", "out", "--workers", "1")
    assert ran.code == 3
    assert f"src/{packed}: no record ends in more than 20,000,000 bytes (split it into articles, or leave it out) [too-large]" in ran.err
    assert (tmp_path / "out" / packed).read_bytes() == bomb and (tmp_path / "out/b.txt").exists()
