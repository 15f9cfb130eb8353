"""Band keys as the index has them: 32 bits of each, and one more key that equal texts share."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner.dedup.candidates import LONGEST_RUN
from cleaner.dedup.equal import equal_keys

__all__ = ["meet", "short_keys"]


def short_keys(keys: NDArray[np.uint64], docs: NDArray[Any], *, by_site: bool) -> NDArray[np.uint32]:
    """Return uint32[n, bands + 1] of the keys uint64[bands, n] of documents DOC[n]. What meets by chance alone is found out when it is verified."""
    short = np.empty((len(docs), len(keys) + 1), np.uint32)
    short[:, :-1] = (keys >> np.uint64(32)).T
    short[:, -1] = equal_keys(docs, by_site=by_site) * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(32)
    return short


def meet(keys: NDArray[np.uint32], there: NDArray[np.uint32], labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the pairs (label, unit) int64[m, 2], each once, that share a key: of units uint32[n, k], and of what is there, uint32[r] with its label each.

    Of those that share one key, the first LONGEST_RUN labels count.
    """
    order = np.lexsort((labels, there))
    there, labels = there[order], labels[order]
    starts = np.searchsorted(there, there)
    few = np.arange(len(there)) - starts < LONGEST_RUN
    there, labels = there[few], labels[few]
    flat = keys.ravel()
    first, end = np.searchsorted(there, flat), np.searchsorted(there, flat, side="right")
    counts = end - first
    unit = np.repeat(np.arange(len(keys)), keys.shape[1])
    place = np.repeat(first - (np.cumsum(counts) - counts), counts) + np.arange(counts.sum())
    pairs = np.stack([labels[place], np.repeat(unit, counts)], axis=1)
    return np.unique(pairs, axis=0) if len(pairs) else pairs.astype(np.int64)
