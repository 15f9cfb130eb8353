"""Standard input and output as bytes; a process may have been started without them."""

from __future__ import annotations

import sys
from typing import BinaryIO

from cleaner.errors import UsageError

__all__ = ["stdin", "stdout"]


def stdin() -> BinaryIO:
    """Return standard input. Raises `UsageError` where it is closed."""
    if sys.stdin is None:
        raise UsageError("stream", "standard input is closed", do="pipe a text into the command, or name a file")
    return sys.stdin.buffer


def stdout() -> BinaryIO:
    """Return standard output. Raises `UsageError` where it is closed."""
    if sys.stdout is None:
        raise UsageError("stream", "standard output is closed", do="write to a folder: -o OUT")
    return sys.stdout.buffer
