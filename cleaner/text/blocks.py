"""Cut a text into blocks: a line is a block, and in hard-wrapped text a run of lines is one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from cleaner.model import Kind

__all__ = ["WHITE", "Piece", "cut", "may_be_hard_wrapped", "strip_markup"]

WHITE = " \t\n\r\x0b\x0c\x00\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"
"""What counts as blank at the ends of a line: all white space, zero-width space, the byte order mark and NUL."""

BULLETS = "-*+•●○◦▪■‣⁃·–—"
_MARKS = frozenset("#>|`~" + BULLETS + "0123456789")
_NUMBERED = re.compile(r"\d{1,3}[.)]\s")
_HEADING = re.compile(r"#{1,6}(?:\s|$)")
_LEAD = re.compile(rf"(?:(?:>|#{{1,6}}(?=\s|$)|[{re.escape(BULLETS)}](?=\s))[{re.escape(WHITE)}]*)+")
_TRAIL = re.compile(r"\s+#+$")
_FENCE = re.compile(r"`{3,}|~{3,}")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_EMPHASIS = re.compile(r"\*+|~~+|`+|(?<!\w)_+|_+(?!\w)")
_SENTENCE_END = re.compile(r"[.!?:;…。！？][\"'”’»)\]]*$")

WRAP_WIDTHS = range(60, 111)
SHARE_WRAPPED = 0.6
FEWEST_LINES = 5
RAGGED = 8
"""How many columns short of its width a wrapped line may end, beyond the word that did not fit."""


class Piece(NamedTuple):
    """The text of one block, line end included, and its kind."""

    text: str
    kind: Kind


def cut(text: str) -> list[Piece]:
    """Cut `text` into pieces that, joined, are the text again.

    Blank lines in a row are one piece; so is a fenced code block, and a paragraph of hard-wrapped text.
    """
    pieces = _join_code(_join_blank([Piece(line, _kind(line)) for line in _lines(text)]))
    if may_be_hard_wrapped(text) and (width := _wrap_width(pieces)):
        return _join_wrapped(pieces, width)
    return pieces


def may_be_hard_wrapped(text: str) -> bool:
    """Tell cheaply whether the lines of `text` are short enough on average to be hard-wrapped."""
    return text.count("\n") >= FEWEST_LINES and len(text) <= WRAP_WIDTHS[-1] * (text.count("\n") + 1)


def strip_markup(line: str, *, inline: bool) -> str:
    """Return the words of a line: no bullet, `#` or `>`; with `inline`, no emphasis marks and link targets either."""
    words = line.strip(WHITE)
    if words and words[0] in _MARKS:
        words = _TRAIL.sub("", _LEAD.sub("", words, count=1)) if words[0] != "|" else words
    if inline:
        words = _EMPHASIS.sub("", _LINK.sub(r"\1", words)).strip(WHITE)
    return words


def _lines(text: str) -> list[str]:
    end = "\n" if "\n" in text or "\r" not in text else "\r"
    *lines, last = text.split(end)
    whole = [line + end for line in lines]
    return [*whole, last] if last else whole


def _kind(line: str) -> Kind:
    words = line.strip(WHITE)
    if not words:
        return "blank"
    if words[0] in _MARKS:
        if words[0] == "#":
            return "heading" if _HEADING.match(words) else "paragraph"
        if words[0] == "|":
            return "table" if words.endswith("|") and len(words) > 1 else "paragraph"
        if words[0] in BULLETS:
            return "list" if len(words) > 1 and words[1].isspace() else "paragraph"
        if _NUMBERED.match(words):
            return "list"
    return "table" if words.count("\t") > 1 else "paragraph"


def _join_blank(pieces: list[Piece]) -> list[Piece]:
    joined: list[Piece] = []
    for piece in pieces:
        if piece.kind == "blank" and joined and joined[-1].kind == "blank":
            joined[-1] = Piece(joined[-1].text + piece.text, "blank")
        else:
            joined.append(piece)
    return joined


def _join_code(pieces: list[Piece]) -> list[Piece]:
    """Join what stands between two fences; a fence that is never closed is a line like any other."""
    fences = [i for i, piece in enumerate(pieces) if piece.text.lstrip(WHITE)[:1] in ("`", "~") and _fence(piece)]
    joined, at = [], 0
    while fences:
        first = fences.pop(0)
        last = next((i for i in fences if _fence(pieces[i]) == _fence(pieces[first])), None)
        if last is None:
            break
        joined += pieces[at:first]
        joined.append(Piece("".join(piece.text for piece in pieces[first : last + 1]), "code"))
        at, fences = last + 1, [i for i in fences if i > last]
    return [*joined, *pieces[at:]] if joined else pieces


def _fence(piece: Piece) -> str:
    found = _FENCE.match(piece.text.lstrip(WHITE))
    return found[0][0] if found else ""


def _wrap_width(pieces: Sequence[Piece]) -> int:
    """Return the width that the text is wrapped at, or 0 if it is not hard-wrapped."""
    inner = [a.text.rstrip(WHITE) for a, b in pairwise(pieces) if a.kind == b.kind == "paragraph" or (a.kind, b.kind) == ("list", "paragraph")]
    wrapped = [line for line in inner if len(line) in WRAP_WIDTHS and not _SENTENCE_END.search(line)]
    if len(wrapped) < FEWEST_LINES or len(wrapped) < SHARE_WRAPPED * len(inner):
        return 0
    return max(map(len, wrapped))


def _join_wrapped(pieces: list[Piece], width: int) -> list[Piece]:
    joined: list[Piece] = []
    full = False
    for here, after in zip(pieces, [*pieces[1:], Piece("", "blank")], strict=True):
        if full and here.kind == "paragraph":
            joined[-1] = Piece(joined[-1].text + here.text, joined[-1].kind)
        else:
            joined.append(here)
        full = here.kind in ("paragraph", "list") and _is_full(here.text, after.text, width)
    return joined


def _is_full(line: str, after: str, width: int) -> bool:
    """Tell whether `line` was broken because the first word of the next one did not fit."""
    first = after.split(None, 1)[:1]
    return bool(first) and len(line.rstrip(WHITE)) + 1 + len(first[0]) >= width - RAGGED
