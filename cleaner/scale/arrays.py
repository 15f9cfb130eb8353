"""Arrays in files: written whole or not at all, and mapped into memory where they are large."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any, BinaryIO
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from cleaner.formats.atomic import open_atomic, unwritable

__all__ = ["names_in", "read_array", "room_in_file", "write_arrays"]

_ALIGNED = 64
"""Bytes: processors load vectors of so many at a time."""


def write_arrays(path: Path, arrays: Mapping[str, NDArray[Any]]) -> int:
    """Write arrays into one file, in one step, and return its CRC-32: a line of JSON says what they are and where.

    Raises `CleanerError` where it cannot be written.
    """
    about: dict[str, tuple[Any, tuple[int, ...], int]] = {}
    end = 0
    for name, array in arrays.items():
        about[name] = np.lib.format.dtype_to_descr(array.dtype), array.shape, end
        end += -(-array.nbytes // _ALIGNED) * _ALIGNED
    found = 0
    with open_atomic(path) as file:  # not np.savez: it hides that a disk is full
        for piece in _pieces(about, arrays):
            file.write(piece)
            found = crc32(piece, found)
    return found


def _pieces(about: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> Iterator[bytes | memoryview]:
    yield _padded(json.dumps(about).encode()) + b"\n"
    for array in arrays.values():
        yield np.ascontiguousarray(array).data if array.size else b""
        yield bytes(-array.nbytes % _ALIGNED)


def read_array(path: Path, name: str) -> NDArray[Any]:
    """Return one of the arrays in a file, mapped, not read."""
    with path.open("rb") as file:
        data = mmap(file.fileno(), 0, access=ACCESS_READ)
    kind, shape, start = _about(data)[name]
    dtype, size = np.lib.format.descr_to_dtype(kind), int(np.prod(shape))
    return np.frombuffer(data, dtype, size, data.tell() + start).reshape(shape) if size else np.zeros(shape, dtype)


def names_in(path: Path) -> list[str]:
    """Return the names of the arrays in a file."""
    with path.open("rb") as file:
        return list(_about(file))


def _about(file: BinaryIO | mmap) -> dict[str, Any]:
    about: dict[str, Any] = json.loads(file.readline())
    return about


def _padded(line: bytes) -> bytes:
    """Return a line that ends, its line feed included, where an array may begin."""
    return line + b" " * (-(len(line) + 1) % _ALIGNED)


def room_in_file(path: Path, shape: tuple[int, ...], dtype: Any) -> NDArray[Any]:
    """Return a mapped array of zeros: the system may write it out and take the memory back."""
    size = int(np.prod(shape)) * np.dtype(dtype).itemsize
    if not size:
        return np.zeros(shape, dtype)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    try:
        with path.open("wb") as file:
            if hasattr(os, "posix_fallocate"):
                os.posix_fallocate(file.fileno(), 0, size)  # a full disk is an error here, and would be a crash later
            else:
                file.truncate(size)
    except OSError as error:
        raise unwritable(path, error) from None
    return np.memmap(path, dtype, "r+", shape=shape)
