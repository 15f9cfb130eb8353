"""Exact copies: documents of the same words are one unit, so that a hundred thousand of them cost no more than one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner.config import Scope

__all__ = ["Units", "equal_keys", "group_equal"]

_K1, _K2 = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)


@dataclass(frozen=True, slots=True)
class Units:
    """Groups of equal documents, the unit with the first keeper first: a unit's number is its place in keeper order.

    `members` int64[m] are documents, unit by unit, each unit's in keeper order; `bounds` int64[units + 1].
    """

    members: NDArray[np.int64]
    bounds: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.bounds) - 1

    @property
    def leaders(self) -> NDArray[np.int64]:
        """The document of each unit that is kept first, int64[units]."""
        return self.members[self.bounds[:-1]]

    @property
    def counts(self) -> NDArray[np.int64]:
        """How many documents are in each unit, int64[units]."""
        return np.diff(self.bounds)

    def of(self, unit: int) -> NDArray[np.int64]:
        """Return the documents of a unit, in keeper order."""
        return self.members[self.bounds[unit] : self.bounds[unit + 1]]


def group_equal(docs: NDArray[Any], order: NDArray[np.int64], scope: Scope) -> Units:
    """Group the documents that have words; `order` is the keeper's. Unless the scope is `all`, sites have units of their own."""
    order = order[docs["size"][order] > 0]
    keys = equal_keys(docs, by_site=scope != "all")[order]
    by_key = np.argsort(keys, kind="stable")
    starts = np.flatnonzero(np.diff(keys[by_key], prepend=~keys[by_key[:1]]))
    counts = np.diff(starts, append=len(by_key))
    by_first = np.argsort(by_key[starts])
    counts = counts[by_first]
    bounds = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
    places = np.repeat(starts[by_first] - bounds[:-1], counts) + np.arange(len(by_key))
    return Units(order[by_key[places]], bounds)


def equal_keys(docs: NDArray[Any], *, by_site: bool) -> NDArray[np.uint64]:
    """Return a key for each document DOC[n] that those of the same words share, and no others; `by_site` only those of one site."""
    keys: NDArray[np.uint64] = docs["tokens"] + docs["size"].astype(np.uint64) * _K1
    return keys ^ docs["site"] * _K2 if by_site else keys
