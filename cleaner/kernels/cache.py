"""The user's cache: what is kept between runs, and made anew where nothing can be kept."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["array_kept", "cache_folder", "keep"]

_NOWHERE = Path(os.devnull)
MOST_KEPT = 64
"""Files of a kind, such as kernels: those of a few versions."""


def cache_folder() -> Path:
    """Return the folder of the user's cache; where there is no user, one that cannot be written.

    As the XDG specification asks, a relative `XDG_CACHE_HOME` does not count.
    """
    given = os.environ.get("XDG_CACHE_HOME", "")
    try:
        cache = Path(given) if os.path.isabs(given) else Path.home() / ".cache"
    except RuntimeError:  # no home, and a user that the system does not know
        cache = _NOWHERE
    return (cache if cache.is_absolute() else _NOWHERE) / "cleaner"


def keep(path: Path, data: bytes, *, most: int = MOST_KEPT) -> None:
    """Write a file of the cache in one step, and keep only so many of its kind, the last ones; where nothing can be written nothing is kept."""
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        beside.replace(path)
        kind, _, _ = path.name.partition("-")
        for old in sorted(path.parent.glob(f"{kind}-*"), key=lambda old: -old.stat().st_mtime)[most:]:
            old.unlink()


def array_kept(name: str, build: Callable[[], NDArray[Any]]) -> NDArray[Any]:
    """Return an array of the cache, mapped into memory; one that is not there is built and kept. The name says all that it depends on."""
    import numpy as np

    path = cache_folder() / f"{name}.npy"
    with suppress(OSError, ValueError, EOFError):
        kept: NDArray[Any] = np.load(path, mmap_mode="r")
        return kept
    array, data = build(), BytesIO()
    np.save(data, array)
    keep(path, data.getvalue())
    return array
