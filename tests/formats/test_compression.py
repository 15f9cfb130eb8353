"""Compressed data: frames that join, and damage that is found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.errors import CleanerError
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
