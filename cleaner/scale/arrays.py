"""Arrays in files: written whole or not at all, and mapped into memory where they are large."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner.formats.atomic import open_atomic, unwritable

__all__ = ["room_in_file", "write_array"]


def write_array(path: Path, array: NDArray[Any]) -> None:
    """Write an array as NumPy does (`.npy`), in one step. Raises `CleanerError` where it cannot be written."""
    with open_atomic(path) as file:  # not np.save: it hides that a disk is full
        np.lib.format.write_array_header_1_0(file, np.lib.format.header_data_from_array_1_0(array))
        file.write(np.ascontiguousarray(array).data if array.size else b"")


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
