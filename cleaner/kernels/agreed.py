"""Numbers on which machine code and those who call it agree, and its slow twins with it."""

from __future__ import annotations

__all__ = [
    "AT_BEGIN",
    "AT_END",
    "ENGLISH",
    "ENGLISH_ONE_IN",
    "FEWEST_ENGLISH",
    "FEWEST_LINES",
    "FIRST_LOOK",
    "HEAD",
    "LINE_TWICE",
    "LONGEST_TITLE",
    "LONG_LINE",
    "LOOKED_AT",
    "MARKED",
    "MOST_THE",
    "NEAR",
    "NEAR_TWICE",
    "PAD",
    "PLACES",
    "RECORD",
    "SLOTS",
    "TITLE_TWICE",
]

HEAD, NEAR = 13, 24
"""Solid lines of the head in which a title may stand twice, and those that may come there when some go."""
LONGEST_TITLE = 300
"""Bytes or signs of the longest line that is taken for a title."""
LONG_LINE = 30
"""Bytes or signs from which on a line is looked for again."""
SLOTS, PLACES = 4096, 8192
"""Places for hashes of long lines, and solid lines of which it is noted where they stand."""
TITLE_TWICE, LINE_TWICE, NEAR_TWICE, MARKED, ENGLISH = 1, 2, 4, 8, 16
"""Flags of a text: what may stand twice, that it may hold inline markup, and that it is English."""
AT_BEGIN, AT_END = 1, 2
"""Flags of a literal."""
RECORD = 7
"""Numbers with which the record of a text begins that was looked at."""
PAD = 128
"""Bytes, line ends, between texts that are looked at, before the first and behind the last."""
FIRST_LOOK, MOST_THE = 800, 4
"""So many times 'the' in so many characters make English, without a closer look; five in six English articles have them."""
LOOKED_AT = 2_000
"""Characters, from the beginning, by which a text is known."""
FEWEST_ENGLISH, ENGLISH_ONE_IN = 8, 100
"""So many of four words, and one in so many characters, make English; nearly all English articles have them."""
FEWEST_LINES = 5
"""Lines that must seem wrapped before a text may be."""
