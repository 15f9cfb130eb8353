"""Fold a text for comparison: case, width, white space and outer punctuation do not count."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["fold"]

_OUTER = re.compile(r"^[\W_]+|[\W_]+$")


def fold(text: str) -> str:
    """Return `text` in NFKC, casefolded, with single spaces and no punctuation at its ends."""
    return _OUTER.sub("", " ".join(unicodedata.normalize("NFKC", text).casefold().split()))
