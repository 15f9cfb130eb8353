"""The greedy maximal independent set of a graph, in the order of its nodes."""

from __future__ import annotations

import numpy as np
from numba import types

from cleaner.kernels.jit import jit

__all__ = ["ENTRIES", "independent_set"]


@jit
def independent_set(count, bounds, earlier, weights, joins):
    """Write for each node the edge that it joins its representative by, `joins` int64[count]; -1 for the representatives.

    The edges of node b to nodes before it are [bounds[b], bounds[b + 1]) of `earlier` int32 and `weights` float64. A node
    with an edge to a representative joins the one of the greatest weight, of equals the earliest; others represent themselves.
    """
    for node in range(count):
        best = np.int64(-1)
        for edge in range(bounds[node], bounds[node + 1]):
            if joins[earlier[edge]] >= 0:
                continue
            if best < 0 or weights[edge] > weights[best] or (weights[edge] == weights[best] and earlier[edge] < earlier[best]):
                best = np.int64(edge)
        joins[node] = best
    return np.int64(0)


_I = types.int64
_I32, _I64, _F64 = types.CPointer(types.int32), types.CPointer(types.int64), types.CPointer(types.float64)
ENTRIES = {"independent_set": (independent_set, _I(_I, _I64, _I32, _F64, _I64))}
