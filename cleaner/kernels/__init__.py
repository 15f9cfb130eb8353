"""Hot loops over arrays: MinHash signatures, sets of shingles, overlaps. Imports nothing of ours."""

from __future__ import annotations
