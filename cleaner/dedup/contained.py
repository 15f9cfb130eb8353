"""Texts that stand inside longer ones, whatever their Jaccard index: found by the few smallest hashes of the shorter text.

A text of which the share c stands in another has each of its k smallest shingle hashes there with the chance c, and one at
least with about 1 - (1 - c)^k. So an index of these hashes alone, searched with all hashes of all texts, gives the
recall asked for in time linear in the texts. Of the texts that hold one hash, only the first LONGEST_LIST in keeper order count.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from cleaner.dedup.candidates import in_threads
from cleaner.dedup.verify import Pairs, Sets, join_pairs
from cleaner.kernels.near import contained_pairs, index_probes

__all__ = ["LONGEST_LIST", "choose_probes", "find_contained"]

LONGEST_LIST = 64
SPARE_PROBES = 2
"""Probes more than the recall takes: a hash that half the corpus has leads nowhere."""
_ROOM = 1 << 24
"""Pairs that one piece of work may find."""


def choose_probes(containment: float, recall: float) -> int:
    """Return how many of a text's smallest hashes find it inside another with the given recall."""
    if containment >= 1:
        return 1 + SPARE_PROBES
    return math.ceil(math.log1p(-recall) / math.log1p(-containment)) + SPARE_PROBES


def find_contained(sets: Sets, *, containment: float, recall: float, threads: int) -> Pairs:
    """Return the pairs of which the smaller text has so large a share of its shingles in the larger."""
    most = choose_probes(containment, recall)
    smallest = _smallest(sets, most)
    probes = smallest[np.diff(smallest, prepend=~smallest[:1]) != 0]
    index = index_probes(probes, sets.arrays, most=LONGEST_LIST)
    step = max(1, _ROOM // (most * LONGEST_LIST))

    def pairs_of(first: int) -> NDArray[np.int32]:
        stretch = first, min(first + step, len(sets.sizes))
        room = (stretch[1] - first) * most * LONGEST_LIST
        return contained_pairs(stretch, index, most=most, room=room, containment=containment, sets=sets.arrays, groups=sets.groups)

    return join_pairs(in_threads(pairs_of, range(0, len(sets.sizes), step), threads=threads))


def _smallest(sets: Sets, most: int) -> NDArray[np.uint32]:
    """Return the smallest hashes of all sets, so many of each, sorted."""
    counts = np.minimum(sets.sizes, most)
    places = np.repeat(sets.starts - (np.cumsum(counts) - counts), counts) + np.arange(counts.sum())
    smallest: NDArray[np.uint32] = np.sort(sets.values[places])
    return smallest
