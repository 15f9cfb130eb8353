"""Compressed files: streams in, whole frames out; frames joined are a file again."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from cleaner.errors import CleanerError, Place

__all__ = ["SUFFIXES", "compress", "decompress", "demand_whole", "open_binary", "read_all"]

SUFFIXES = {".gz": "gzip", ".zst": "zstd"}
_DAMAGE = (EOFError, gzip.BadGzipFile, zlib.error)
_BLOCK = 1 << 20
_ZSTD_BLOCK = 1 << 12
"""Small, as a block may come to 32,768 times as much (RFC 8878, 3.1.1.2.4)."""
_LARGEST_WINDOW = 1 << 31
"""What 'zstd --long=31' writes, as the large public corpora are written."""


def open_binary(path: Path, compression: str = "") -> BinaryIO:
    """Open a file for reading what it holds, decompressed."""
    if compression == "gzip":
        return io.BufferedReader(gzip.open(path, "rb"))
    if compression == "zstd":
        return io.BufferedReader(_zstd().stream_reader(path.open("rb"), read_across_frames=True, closefd=True))
    return path.open("rb")


def compress(data: bytes, compression: str = "") -> bytes:
    """Return data as one frame; the same data gives the same bytes."""
    if compression == "gzip":
        return gzip.compress(data, 6, mtime=0)
    if compression == "zstd":
        import zstandard

        return zstandard.ZstdCompressor().compress(data)
    return data


def decompress(data: bytes, compression: str = "") -> bytes:
    """Return what frames hold."""
    if compression == "gzip":
        return gzip.decompress(data)
    if compression == "zstd":
        return bytes(_zstd().stream_reader(data, read_across_frames=True).read())
    return data


def demand_whole(path: Path, compression: str = "") -> None:
    """Read a compressed file to its end; raise `CleanerError` where it ends early or is damaged."""
    if not compression:
        return
    with path.open("rb") as file, _damage_as_sentence(str(path)):
        if compression == "gzip":
            with gzip.open(file, "rb") as stream:
                while stream.read(_BLOCK):
                    pass
        else:
            _read_frames(file)


def read_all(stream: BinaryIO, size: int, name: str) -> bytes:
    """Read up to so many bytes; raise `CleanerError` where compressed data are damaged."""
    with _damage_as_sentence(name):
        return stream.read(size)


def _zstd() -> Any:
    import zstandard

    return zstandard.ZstdDecompressor(max_window_size=_LARGEST_WINDOW)


def _read_frames(file: BinaryIO) -> None:
    """Read zstd frames to the end of the last one: the library's stream takes a cut frame for a whole one."""
    decompressor = _zstd()
    frame = None
    while block := file.read(_ZSTD_BLOCK):
        while block:
            frame = frame or decompressor.decompressobj()
            frame.decompress(block)
            block = frame.unused_data
            frame = None if frame.eof else frame
    if frame:
        raise EOFError("the last frame is cut off")


@contextmanager
def _damage_as_sentence(name: str) -> Iterator[None]:
    try:
        yield
    except Exception as error:
        if not isinstance(error, _DAMAGE) and type(error).__name__ != "ZstdError":  # which is not imported for its name alone
            raise
        what = f"the compressed data end early or are damaged: {error}"
        raise CleanerError("damaged", what, do="fetch the file again", where=Place(name)) from None
