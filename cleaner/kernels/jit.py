"""How kernels are compiled: without the interpreter's lock, without errors that Python would raise, and without what Python calls functions by."""

from __future__ import annotations

from typing import Any

from numba import njit

__all__ = ["inline", "jit"]

_njit: Any = njit  # its type knows nothing of the last two options, which save an eighth of the time
_OPTIONS = {"nogil": True, "error_model": "numpy", "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
jit, inline = _njit(**_OPTIONS), _njit(forceinline=True, **_OPTIONS)
