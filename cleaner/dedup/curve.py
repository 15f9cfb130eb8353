"""How likely a pair is found: the S-curve of MinHash LSH, and the bands and rows that give the recall one asks for.

A pair of Jaccard J shares a band of r rows with chance J^r, and one of b bands with chance 1 - (1 - J^r)^b (Leskovec, Rajaraman
and Ullman, Mining of Massive Datasets, 3.4.2).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from cleaner.errors import UsageError

__all__ = ["PERMUTATIONS", "Bands", "choose_bands"]

PERMUTATIONS = 128
FEWEST_ROWS = 2
"""A band of one row holds every pair that shares one minimum: far too many."""
_STEPS = 200
_MOST = 4096


@dataclass(frozen=True, slots=True)
class Bands:
    """The bands and rows of a run, and what was asked for."""

    threshold: float
    recall: float
    bands: int
    rows: int

    @property
    def permutations(self) -> int:
        """The slots of a signature that are used."""
        return self.bands * self.rows

    def chance(self, jaccard: float) -> float:
        """Return how likely a pair of this Jaccard index is found."""
        return float(1 - (1 - jaccard**self.rows) ** self.bands)

    @property
    def false_candidates(self) -> float:
        """The chance that a pair below the threshold is looked at, its Jaccard index drawn evenly from 0 to the threshold."""
        return sum(self.chance((step + 0.5) / _STEPS * self.threshold) for step in range(_STEPS)) / _STEPS


def choose_bands(threshold: float, recall: float, *, permutations: int = PERMUTATIONS) -> Bands:
    """Return the bands and rows with the fewest false candidates that find a pair at the threshold with the given recall.

    Where so many permutations cannot give it, the fewest that can are taken: `.permutations` tells. Raises `UsageError` for
    figures that no signature can give.
    """
    for name, value, such in (("threshold", threshold, 0.7), ("recall", recall, 0.99)):
        if not 0 < value < 1:
            raise UsageError(name, f"a {name} of {value:g} cannot be had", do=f"name one between 0 and 1, such as {such}")
    found = [bands for rows in range(FEWEST_ROWS, permutations + 1) if (bands := _fewest(threshold, recall, rows)).permutations <= permutations]
    chosen = min(found, key=lambda bands: (bands.false_candidates, bands.permutations), default=_fewest(threshold, recall, FEWEST_ROWS))
    if chosen.permutations > _MOST:
        what = f"a recall of {recall:g} at {threshold:g} takes {chosen.permutations:,} permutations"
        raise UsageError("threshold", what, do="ask for a higher threshold or a lower recall")
    return chosen


def _fewest(threshold: float, recall: float, rows: int) -> Bands:
    """Return the fewest bands of so many rows that give the recall."""
    shared = threshold**rows
    bands = math.ceil(math.log1p(-recall) / math.log1p(-shared)) if shared > 1e-15 else _MOST * _MOST
    found = Bands(threshold, recall, max(1, bands), rows)
    return found if found.chance(threshold) >= recall else Bands(threshold, recall, found.bands + 1, rows)
