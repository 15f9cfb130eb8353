"""When an extractor has missed the article: it found next to nothing of the page's words."""

from __future__ import annotations

__all__ = ["ENOUGH", "FAIR", "is_miss"]

ENOUGH = 500
"""A text of so many words is no miss."""
FEWEST_WORDS, LEAST_SHARE = 50, 0.09
"""A shorter one of fewer words, or of less than this share of the page's words, is: on two gold sets all of those were."""
FAIR = 300
"""A miss of so many words holds an article, and stands on a page with hundreds of comments, say."""


def is_miss(words: int, whole: int) -> bool:
    """Tell whether so many words, of those of a whole page, are next to nothing."""
    return words < ENOUGH and words < max(min(FEWEST_WORDS, whole), LEAST_SHARE * whole)
