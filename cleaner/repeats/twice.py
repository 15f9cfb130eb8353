"""Solid blocks that read the same: found by their letters, and folded only where these stand twice."""

from __future__ import annotations

from collections import Counter

from cleaner.text.blocks import has_inline_marks
from cleaner.text.fold import fold
from cleaner.text.page import Page

__all__ = ["folds_twice"]

_ASCII = bytes(range(128))
_SIGNS = bytes(byte for byte in range(256) if byte > 127 or not chr(byte).isalnum())
_PUNCTUATION = b"\xe2\x80"
"""How the signs from U+2000 to U+203F begin in UTF-8: spaces, dashes, quotes and dots. No letter comes of them, whatever stands beside them."""


def folds_twice(page: Page) -> list[str]:
    """Return the fold of each solid block's content that is another's as well, and nothing for the other blocks."""
    folds = _folds_of_some(page)
    times = Counter(folds)
    return [folded if times[folded] > 1 else "" for folded in folds]


def _folds_of_some(page: Page) -> list[str]:
    """Return the folds of the blocks whose letters in ASCII stand twice, and of some others."""
    blocks = [page.data[start:end] for start, end in page.spans]
    folds = ["" if _is_plain(block) else _fold(page, number, block) for number, block in enumerate(blocks)]
    letters = [(folded.encode("ascii", "ignore") if folded else block.lower()).translate(None, _SIGNS) for folded, block in zip(folds, blocks, strict=True)]
    times = Counter(letters)
    return [folded or (fold(page.content(number)) if one and times[one] > 1 else "") for number, (folded, one) in enumerate(zip(folds, letters, strict=True))]


def _is_plain(block: bytes) -> bool:
    """Tell whether a block's letters and digits, in small letters, are those of its content's fold: it is in ASCII, but for signs between words."""
    is_bare = block.isascii() or len(block.translate(None, _ASCII)) == 3 * block.count(_PUNCTUATION)
    return is_bare and b"](" not in block


def _fold(page: Page, number: int, block: bytes) -> str:
    """Return the fold of a block's content: of the block itself where it holds no inline markup, for what else is cut from its ends folds to nothing."""
    return fold(page.content(number) if page.has_marks and has_inline_marks(block) else block.decode("utf-8", "surrogatepass"))
