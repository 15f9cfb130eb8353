"""Cut a text into blocks: a line is a block, and in hard-wrapped text a run of lines is one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from cleaner.kernels.agreed import FEWEST_LINES
from cleaner.model import Kind

__all__ = [
    "LEADS",
    "Piece",
    "count_seeming",
    "cut",
    "cut_joined",
    "few_seem",
    "has_inline_marks",
    "inline_marks",
    "is_by_line",
    "kind_of",
    "strip_inline",
    "strip_lead",
]

BULLETS = "-*+•●○◦▪■‣⁃·–—"
LEADS = frozenset("#>" + BULLETS)
"""What a line may begin with that is no word of it."""
_MARKS = frozenset("|0123456789") | LEADS
_NUMBERED = re.compile(r"\d{1,3}[.)]\s")
_HEADING = re.compile(r"#{1,6}(?:\s|$)")
_LEAD = re.compile(rf"(?:(?:>|#{{1,6}}(?=\s|$)|[{re.escape(BULLETS)}](?=\s))\s*)+")
_TRAIL = re.compile(r"\s+#+$")
_FENCE = re.compile(r"`{3,}|~{3,}")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_EMPHASIS = re.compile(r"~~+|(?<!\w)_+|_+(?!\w)")
_its_text = itemgetter(1)
_ENDS = tuple(".!?:;…。！？\"'”’»)]")
_ENDS_UTF8 = tuple(end.encode() for end in _ENDS)

WRAP_WIDTHS = range(60, 111)
LONGEST_AVERAGE = 111
"""Characters a line above which a text is not taken for hard-wrapped."""
SHARE_SEEMING = 0.2
"""Share of lines, blank ones counted, that must seem wrapped before anybody looks closer."""
SHARE_WRAPPED = 0.6
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
    rows = text.encode("utf-8", "surrogatepass").split(b"\n")
    return _cut_lines(_lines(text)) if is_by_line(text, len(rows), count_seeming(rows)) else cut_joined(text)


def cut_joined(text: str) -> list[Piece]:
    """Cut a text that may hold fenced code or hard-wrapped paragraphs."""
    pieces = _join_code(_cut_lines(_lines(text)))
    width = _wrap_width(pieces)
    return _join_wrapped(pieces, width) if width else pieces


def kind_of(words: str) -> Kind:
    """Return the kind of a block that is one line, without white space at its ends."""
    if not words:
        return "blank"
    return "paragraph" if words[0] not in _MARKS and "\t" not in words else _kind(words)


def is_by_line(text: str, lines: int, seeming: int, *, has_marks: bool = True) -> bool:
    """Tell whether every line of a text is a block; so many lines of it seem wrapped. Without inline marks it holds no fences."""
    if (has_marks and ("```" in text or "~~~" in text)) or (lines == 1 and "\r" in text):
        return False
    return lines <= FEWEST_LINES or len(text) > LONGEST_AVERAGE * lines or few_seem(seeming, lines)


def few_seem(seeming: int, lines: int) -> bool:
    """Tell whether too few lines seem wrapped for a closer look."""
    return seeming < max(FEWEST_LINES, SHARE_SEEMING * lines)


def count_seeming(rows: Iterable[bytes]) -> int:
    """Count the lines, in UTF-8, that seem wrapped: as long as wrapped ones are, and not at the end of a sentence."""
    likely = [row for row in rows if 59 < len(row) < 449]
    return len([row for row in likely if _length(row) < 113 and not row.rstrip().endswith(_ENDS_UTF8)])


def _length(row: bytes) -> int:
    return len(row) if row.isascii() else len(row.decode("utf-8", "replace"))


def strip_lead(words: str) -> str:
    """Return a stripped line without its bullet, `#` or `>`."""
    lead = _LEAD.match(words)
    return _TRAIL.sub("", words[lead.end() :]).strip() if lead else words


def has_inline_marks(data: bytes) -> bool:
    """Tell whether a text may hold emphasis marks or Markdown links."""
    return b"*" in data or b"_" in data or b"`" in data or (b"]" in data and b"](" in data) or (b"~" in data and b"~~" in data)


def inline_marks(data: bytes) -> Iterator[int]:
    """Yield where the first inline mark of each kind stands in each line of a text, as `has_inline_marks` knows them."""
    for mark in (b"*", b"_", b"`", b"](", b"~~"):
        at = data.find(mark)
        while at >= 0:
            yield at
            end = data.find(b"\n", at)
            at = data.find(mark, end) if end >= 0 else -1


def strip_inline(words: str) -> str:
    """Return a line without emphasis marks, backticks and link targets."""
    if "](" in words:
        words = _LINK.sub(_its_text, words)
    if "_" in words or "~~" in words:  # while all their neighbours are there
        words = _EMPHASIS.sub("", words)
    return words.replace("*", "").replace("`", "").strip()


def _lines(text: str) -> list[str]:
    end = "\n" if "\n" in text or "\r" not in text else "\r"
    *lines, last = text.split(end)
    whole = [line + end for line in lines]
    return [*whole, last] if last else whole


def _cut_lines(lines: Sequence[str]) -> list[Piece]:
    """Make a piece of each line, and of each run of blank ones."""
    pieces: list[Piece] = []
    blank = False
    for line in lines:
        words = line.strip()
        if not words and blank:
            pieces[-1] = Piece(pieces[-1].text + line, "blank")
            continue
        blank = not words
        pieces.append(Piece(line, kind_of(words)))
    return pieces


def _kind(words: str) -> Kind:
    if words[0] == "#":
        return "heading" if _HEADING.match(words) else "paragraph"
    if words[0] == "|":
        return "table" if words.endswith("|") and len(words) > 1 else "paragraph"
    if words[0] in BULLETS and words[1:2].isspace():
        return "list"
    if _NUMBERED.match(words):
        return "list"
    return "table" if words.count("\t") > 1 else "paragraph"


def _join_code(pieces: list[Piece]) -> list[Piece]:
    """Join what stands between two fences; a fence that is never closed is a line like any other."""
    fences = [i for i, piece in enumerate(pieces) if piece.text.lstrip()[:1] in ("`", "~") and _fence(piece)]
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
    found = _FENCE.match(piece.text.lstrip())
    return found[0][0] if found else ""


def _wrap_width(pieces: Sequence[Piece]) -> int:
    """Return the width that the text is wrapped at, or 0 if it is not hard-wrapped."""
    inner = [a.text.rstrip() for a, b in pairwise(pieces) if a.kind == b.kind == "paragraph" or (a.kind, b.kind) == ("list", "paragraph")]
    wrapped = [line for line in inner if len(line) in WRAP_WIDTHS and not line.endswith(_ENDS)]
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
    return bool(first) and len(line.rstrip()) + 1 + len(first[0]) >= width - RAGGED
