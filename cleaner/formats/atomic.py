"""Write files whole or not at all: beside, then renamed."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from cleaner.errors import CleanerError, Place

__all__ = ["TEMPORARY", "is_temporary", "open_atomic", "open_named", "unwritable", "write_atomic"]

TEMPORARY = ".cleaner-tmp"
_NAME = 40
"""Characters of a name that are kept: the whole may be as long as the disk allows."""


@contextmanager
def open_atomic(path: Path) -> Iterator[BinaryIO]:
    """Open a file for writing under another name in the same folder; it takes its own name when all went well."""
    beside = path.with_name(f".{path.name[:_NAME]}.{os.getpid()}{TEMPORARY}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as file:
            yield file
        if path.exists():
            beside.chmod(path.stat().st_mode & 0o7777)
        beside.replace(path)
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        with suppress(OSError):
            beside.unlink()


@contextmanager
def open_named(path: Path) -> Iterator[BinaryIO]:
    """Open a file that the user named, as `open_atomic` does; what is no file, such as a pipe or /dev/stdout, is written as it stands."""
    if (path.is_file() and not _leads_to_process(path)) or path.is_dir() or not path.exists():
        with open_atomic(path) as file:
            yield file
        return
    try:
        with path.open("wb") as file:
            yield file
    except OSError as error:
        raise unwritable(path, error) from error


def _leads_to_process(path: Path) -> bool:
    return path.is_symlink() and str(path.readlink()).startswith("/proc/")


def write_atomic(path: Path, data: bytes) -> None:
    """Write a whole file."""
    with open_atomic(path) as file:
        file.write(data)


def is_temporary(path: Path) -> bool:
    """Tell whether a file is a half-written one that a killed run left."""
    return path.name.endswith(TEMPORARY)


def unwritable(path: Path, error: OSError) -> CleanerError:
    """Say that a file cannot be written, and why."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return CleanerError("disk-full", "the disk is full", do="make room and run the same command again: it goes on where it stopped", where=Place(str(path)))
    return CleanerError("unwritable", f"cannot be written: {error.strerror or error}", do="check the folder and its rights", where=Place(str(path)))
