"""Numbers on which machine code and those who call it agree, and its slow twins with it."""

from __future__ import annotations

__all__ = ["HEAD", "LINE_TWICE", "LONGEST_TITLE", "LONG_LINE", "NEAR", "NEAR_TWICE", "PLACES", "SLOTS", "TITLE_TWICE"]

HEAD, NEAR = 13, 24
"""Solid lines of the head in which a title may stand twice, and those that may come there when some go."""
LONGEST_TITLE = 300
"""Bytes or signs of the longest line that is taken for a title."""
LONG_LINE = 30
"""Bytes or signs from which on a line is looked for again."""
SLOTS, PLACES = 4096, 8192
"""Places for hashes of long lines, and solid lines of which it is noted where they stand."""
TITLE_TWICE, LINE_TWICE, NEAR_TWICE = 1, 2, 4
"""Flags of a text: what may stand twice."""
