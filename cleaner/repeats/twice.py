"""Solid blocks that read the same: found by their letters, and folded only where these stand twice."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from cleaner.text.fold import fold
from cleaner.text.inline import has_inline_marks
from cleaner.text.page import Page

__all__ = ["folds_twice"]

_ASCII = bytes(range(128))
_SMALL = bytes(range(256)).lower()
_SIGNS = bytes(byte for byte in range(256) if byte > 127 or not chr(byte).isalnum())
_SIGNS_IN_LINES = _SIGNS.replace(b"\n", b"")
_APART = re.compile(rb"(?:\xe2\x80.|\xc3[^\x9f]|\xc2[^\xaa\xb2\xb3\xb9\xba\xbc-\xbe]|\xc4[^\xb0\xb2\xb3\xbf]|\xc5[^\x80\x89\xbf])*", re.DOTALL)
"""Signs of U+2000 to U+203F and of U+0080 to U+017F, in UTF-8, but for those of which folding makes letters and digits of ASCII: the others leave these."""
_SHARP_S = "ß".encode(), b"ss"


def folds_twice(page: Page) -> list[str]:
    """Return the fold of each solid block's content that is another's as well, and nothing for the other blocks."""
    folds = _folds_of_some(page) if page.count > 1 else [""] * page.count
    times = Counter(folds)
    return [folded if times[folded] > 1 else "" for folded in folds]


def _folds_of_some(page: Page) -> list[str]:
    """Return the folds of the blocks whose letters in ASCII stand twice, and of some others."""
    known = _letters(page)
    folds = ["" if letters else _fold(page, number) for number, letters in enumerate(known)]
    times = Counter(letters or folded.encode("ascii", "ignore").translate(None, _SIGNS) for letters, folded in zip(known, folds, strict=True))
    folded = cache(fold)  # most blocks that stand twice are the same to the sign
    for number, letters in enumerate(known):
        if letters and times[letters] > 1:
            folds[number] = folded(page.content(number))
    return folds


def _letters(page: Page) -> list[bytes]:
    """Return the letters and digits of ASCII of each solid block, small, if they are those of its content's fold; else nothing."""
    said = (page.data if page.is_by_line else page.view).replace(*_SHARP_S)
    is_plain = _is_plain(said)
    rows = (said.translate(_SMALL, _SIGNS_IN_LINES) if is_plain else said).split(b"\n")
    blocks = [rows[row] for row in page.solid_rows] if page.is_by_line else rows
    return blocks if is_plain else [block.translate(_SMALL, _SIGNS) if _is_plain(block) else b"" for block in blocks]


def _is_plain(data: bytes) -> bool:
    """Tell whether folding leaves the letters and digits of ASCII as they are, and adds none, and no link hides any."""
    return (data.isascii() or _APART.fullmatch(data.translate(None, _ASCII)) is not None) and (b"]" not in data or b"](" not in data)


def _fold(page: Page, number: int) -> str:
    """Return the fold of a block's content: of its line where that holds no inline markup, for what else is cut from its ends folds to nothing."""
    if not page.is_by_line or (page.has_marks and has_inline_marks(page.row(number))):
        return fold(page.content(number))
    return fold(page.row(number).decode("utf-8", "surrogatepass"))
