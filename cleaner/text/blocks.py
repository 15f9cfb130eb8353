"""Cut a text into blocks: a line is a block, and in hard-wrapped text a run of lines is one."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from cleaner.kernels.agreed import FEWEST_LINES
from cleaner.model import Kind

__all__ = [
    "LEADS",
    "Piece",
    "count_seeming",
    "cut",
    "cut_joined",
    "cut_lines",
    "few_seem",
    "is_by_line",
    "joined_pieces",
    "kind_of",
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
_FENCES = ("```", "~~~")
_ENDS = tuple(".!?:;…。！？\"'”’»)]")
_ENDS_UTF8 = tuple(end.encode() for end in _ENDS)

WRAP_WIDTHS = range(60, 111)
LONGEST_AVERAGE = 111
"""Characters a line above which a text is not taken for hard-wrapped."""
SHARE_SEEMING = 0.2
"""Share of lines, blank ones counted, that must seem wrapped before anybody looks closer."""
SHARE_WRAPPED = 0.6
_RUNNING = ("paragraph", "list")
"""Kinds of lines that may go on in the next one."""
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
    return cut_lines(text) if is_by_line(text, len(rows), count_seeming(rows)) else cut_joined(text)


def cut_lines(text: str) -> list[Piece]:
    """Cut a text in which every line is a block."""
    lines = _lines(text)
    kinds = _kinds(lines)
    return _pieces(lines, kinds, [here == after == "blank" for here, after in pairwise(kinds)])


def cut_joined(text: str) -> list[Piece]:
    """Cut a text that may hold fenced code or hard-wrapped paragraphs."""
    return joined_pieces(text) or cut_lines(text)


def joined_pieces(text: str) -> list[Piece]:
    """Return the pieces of a text of which lines seem wrapped; none, if every line of it is a block at a closer look."""
    lines, may_hold_code = _lines(text), _may_hold_code(text)
    may_be_lines = not may_hold_code and "\n" in text
    if may_be_lines and not _may_be_wrapped(lines):
        return []
    kinds = _kinds(lines)
    if may_hold_code:
        _join_code(lines, kinds)
    whole = list(map(str.rstrip, lines))
    width = _wrap_width(whole, kinds)
    return [] if may_be_lines and not width else _pieces(lines, kinds, _joints(whole, kinds, width))


def kind_of(words: str) -> Kind:
    """Return the kind of a block that is one line, without white space at its ends."""
    if not words:
        return "blank"
    return "paragraph" if words[0] not in _MARKS and "\t" not in words else _kind(words)


def is_by_line(text: str, lines: int, seeming: int, *, has_marks: bool = True) -> bool:
    """Tell whether every line of a text is a block; so many lines of it seem wrapped. Without inline marks it holds no fences."""
    if (has_marks and _may_hold_code(text)) or (lines == 1 and "\r" in text):
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


def _lines(text: str) -> list[str]:
    end = "\n" if "\n" in text or "\r" not in text else "\r"
    *lines, last = text.split(end)
    whole = [line + end for line in lines]
    return [*whole, last] if last else whole


def _kinds(lines: Iterable[str]) -> list[Kind]:
    return list(map(kind_of, map(str.strip, lines)))


def _pieces(lines: Sequence[str], kinds: Sequence[Kind], joints: Iterable[bool]) -> list[Piece]:
    """Make pieces of lines; `joints` says of each but the first whether it belongs to the one before."""
    starts = [0, *(number for number, joined in enumerate(joints, 1) if not joined)] if lines else []
    return [Piece(lines[first] if last == first + 1 else "".join(lines[first:last]), kinds[first]) for first, last in pairwise([*starts, len(lines)])]


def _joints(whole: Sequence[str], kinds: Sequence[Kind], width: int) -> list[bool]:
    """Tell of each line but the first whether it goes on from the one before: both are blank, or that was broken where this one's first word did not fit.

    Lines come without white space at their ends; of a width of 0 they are not wrapped.
    """
    room = width - RAGGED - 1 if width else sys.maxsize
    return [
        here == after == "blank"
        or (after == "paragraph" and here in _RUNNING and (room <= len(line) or (width > 0 and len(line) + len(below.split(None, 1)[0]) >= room)))
        for (line, here), (below, after) in pairwise(zip(whole, kinds, strict=True))
    ]


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


def _may_hold_code(text: str) -> bool:
    return any(fence[0] in text and fence in text for fence in _FENCES)  # one sign is found much faster than three


def _join_code(lines: list[str], kinds: list[Kind]) -> None:
    """Join what stands between two fences; a fence that is never closed is a line like any other."""
    signs = [(number, sign) for number, line in enumerate(lines) if (sign := line.lstrip()[:3]) in _FENCES]
    stretches: list[tuple[int, int]] = []
    while signs:
        (first, sign), *signs = signs
        last = next((number for number, other in signs if other == sign), None)
        if last is None:
            break
        stretches.append((first, last + 1))
        signs = [pair for pair in signs if pair[0] > last]
    for first, end in reversed(stretches):
        lines[first:end], kinds[first:end] = ["".join(lines[first:end])], ["code"]


def _may_be_wrapped(lines: Sequence[str]) -> bool:
    """Tell, fast, whether enough lines are as long as wrapped ones are, and do not end a sentence."""
    likely = [line.rstrip() for line, after in pairwise(lines) if len(line) >= WRAP_WIDTHS.start and len(after) > 1]
    return sum(len(line) in WRAP_WIDTHS and not line.endswith(_ENDS) for line in likely) >= FEWEST_LINES


def _wrap_width(whole: Sequence[str], kinds: Sequence[Kind]) -> int:
    """Return the width that the text is wrapped at, or 0 if it is not hard-wrapped; lines come without white space at their ends."""
    inner = [line for line, (kind, after) in zip(whole, pairwise(kinds), strict=False) if after == "paragraph" and kind in _RUNNING]
    wrapped = [size for line in inner if (size := len(line)) in WRAP_WIDTHS and not line.endswith(_ENDS)]
    if len(wrapped) < FEWEST_LINES or len(wrapped) < SHARE_WRAPPED * len(inner):
        return 0
    return max(wrapped)
