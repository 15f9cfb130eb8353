"""Compressed files: streams in, whole frames out; frames joined are a file again."""

from __future__ import annotations

import gzip
import io
import zlib
from pathlib import Path
from typing import BinaryIO

from cleaner.errors import CleanerError, Place

__all__ = ["SUFFIXES", "compress", "decompress", "open_binary", "read_all"]

SUFFIXES = {".gz": "gzip", ".zst": "zstd"}
_DAMAGE = (EOFError, gzip.BadGzipFile, zlib.error)


def open_binary(path: Path, compression: str = "") -> BinaryIO:
    """Open a file for reading what it holds, decompressed."""
    if compression == "gzip":
        return io.BufferedReader(gzip.open(path, "rb"))  # type: ignore[arg-type]
    if compression == "zstd":
        import zstandard

        return io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(path.open("rb"), read_across_frames=True, closefd=True))  # type: ignore[type-var]
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
        import zstandard

        return zstandard.ZstdDecompressor().stream_reader(data, read_across_frames=True).read()
    return data


def read_all(stream: BinaryIO, size: int, name: str) -> bytes:
    """Read up to so many bytes; raise `CleanerError` where compressed data are damaged."""
    try:
        return stream.read(size)
    except _DAMAGE as error:
        raise CleanerError("damaged", f"the compressed data end early or are damaged: {error}", do="fetch the file again", where=Place(name)) from None
    except Exception as error:
        if type(error).__name__ == "ZstdError":
            raise CleanerError("damaged", f"the compressed data are damaged: {error}", do="fetch the file again", where=Place(name)) from None
        raise
