"""Inline markup: emphasis marks, backticks and links inside lines, and the lines that read otherwise without it."""

from __future__ import annotations

import re
from operator import itemgetter

__all__ = ["has_inline_marks", "strip_inline", "unmarked_lines"]

_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\([^()\s]*(?:[^\S\n]+\"[^\"\n]*\")?\)")
_EMPHASIS = re.compile(r"~~+|(?<!\w)_+|_+(?!\w)")
_its_text = itemgetter(1)
_AROUND = "*_`~ \t\r"
"""What may stand around the words of a line, and counts neither for literals nor for automata."""


def has_inline_marks(data: bytes) -> bool:
    """Tell whether a text may hold emphasis marks or Markdown links."""
    return b"*" in data or b"_" in data or b"`" in data or (b"]" in data and b"](" in data) or (b"~" in data and b"~~" in data)


def strip_inline(words: str) -> str:
    """Return a line without emphasis marks, backticks and link targets."""
    return _bare(words).strip()


def unmarked_lines(data: bytes) -> list[tuple[int, str]]:
    """Return the lines of a text from which inline markup hides something, in order: where each begins, and the line without its markup.

    Around a line, markup hides nothing.
    """
    places = _marked_lines(data)
    lines = [data[start:end].decode("utf-8", "surrogatepass") for start, end in places]
    bare = _bare("\n".join(lines)).split("\n")
    return [(start, one) for (start, _), line, one in zip(places, lines, bare, strict=False) if one != line and _hides(line, one.strip())]


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


def _bare(text: str) -> str:
    """Return lines without inline markup: no mark reaches beyond its line."""
    if "](" in text:
        text = _LINK.sub(_its_text, text)
    if "_" in text or "~~" in text:  # while all their neighbours are there
        text = _EMPHASIS.sub("", text)
    return text.replace("*", "").replace("`", "")


def _hides(line: str, bare: str) -> bool:
    """Tell whether more went from a line than what stands around its words."""
    return bare not in line or bare.strip(_AROUND) != line.strip(_AROUND)
