"""Inline markup: emphasis marks, backticks and links inside lines, and the lines that read otherwise without it."""

from __future__ import annotations

import re
from operator import itemgetter

__all__ = ["has_inline_marks", "strip_inline", "unmarked_lines"]

_TARGETED = r"\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)"
_LINK, _IMAGE = re.compile(_TARGETED), re.compile(f"!?{_TARGETED}")
"""What begins with one sign is looked for much faster."""
_UNDERLINE = r"_(?:(?<!\w_)_*|_*(?!\w))"
"""Underscores at the begin or the end of a word."""
_UNDERLINES, _EMPHASIS = re.compile(_UNDERLINE), re.compile(rf"~~+|{_UNDERLINE}")
_its_text = itemgetter(1)
_AROUND = "*_`~ \t\r"
"""What may stand around the words of a line, and counts neither for literals nor for automata."""


def has_inline_marks(data: bytes) -> bool:
    """Tell whether a text may hold emphasis marks or Markdown links."""
    return b"*" in data or b"_" in data or b"`" in data or (b"]" in data and b"](" in data) or (b"~" in data and b"~~" in data)


def strip_inline(words: str) -> str:
    """Return a line without emphasis marks, backticks and link targets."""
    if "](" in words:
        words = (_IMAGE if "![" in words else _LINK).sub(_its_text, words)
    if "~~" in words:  # while all its neighbours are there
        words = _EMPHASIS.sub("", words)
    elif "_" in words:
        words = _UNDERLINES.sub("", words)
    return words.replace("*", "").replace("`", "").strip()


def unmarked_lines(data: bytes) -> list[tuple[int, str]]:
    """Return the lines of a text from which inline markup hides something, in order: where each begins, and the line without its markup.

    Around a line, markup hides nothing.
    """
    places = _marked_lines(data)
    lines = [data[start:end].decode("utf-8", "surrogatepass") for start, end in places]
    bare = map(strip_inline, lines)
    return [(start, one) for (start, _), line, one in zip(places, lines, bare, strict=True) if _hides(line, one)]


def _marked_lines(data: bytes) -> list[tuple[int, int]]:
    """Return where the lines begin and end in which inline markup may be, as `has_inline_marks` knows it, in order."""
    ends: dict[int, int] = {}
    for mark in (b"*", b"_", b"`", b"](" if b"]" in data else b"]", b"~~" if b"~" in data else b"~"):
        at = data.find(mark)
        while at >= 0:
            end = data.find(b"\n", at)
            end = end if end >= 0 else len(data)
            ends[data.rfind(b"\n", 0, at) + 1] = end
            at = data.find(mark, end)
    return sorted(ends.items())


def _hides(line: str, bare: str) -> bool:
    """Tell whether more went from a line than what stands around its words."""
    return bare not in line or bare.strip(_AROUND) != line.strip(_AROUND)
