"""Compiled: whether a literal stands at a place of a flat line."""

from __future__ import annotations

import numpy as np

from cleaner.kernels.agreed import AT_BEGIN, AT_END
from cleaner.kernels.jit import jit
from cleaner.kernels.machine import load

__all__ = ["stands"]


@jit
def stands(one, begin, line, size, first, last, pool):
    """Tell whether a literal stands at byte `begin` of a line."""
    starts, lengths, flags, bytes_ = pool
    length, flag = np.int64(lengths[one]), flags[one]
    if begin < 0 or begin + length > size or (flag & AT_BEGIN and begin != first) or (flag & AT_END and begin + length != last):
        return False
    start, left = np.int64(starts[one]), length
    while left >= 8:
        left -= 8
        if load(line, begin + left) != load(bytes_, start + left):
            return False
    return not left or (load(line, begin) ^ load(bytes_, start)) << np.uint64(64 - 8 * left) == 0
