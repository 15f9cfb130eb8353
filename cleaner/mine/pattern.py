"""Write the pattern of a line as a rule has it: its words as they stand, what changes or is personal as bounded classes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from cleaner.mine.casing import Casing
from cleaner.mine.personal import DATE, MAIL, NAME, NUMBER, PHONE, WORDS, Part, find_parts, plain, stand_in
from cleaner.mine.variants import Frame, slot_of
from cleaner.text.dates import DATE_WORDS
from cleaner.text.words import split_words

__all__ = ["MOST_FORMS", "Form", "example_of", "forms_of"]

MOST_FORMS = 4
"""Patterns of one line: its commonest spellings."""
_SPARE = 3
"""Signs that a number or date may have more than those that were seen."""
_PLAIN = str.maketrans({"’": "'", "‘": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-"})
"""Typographic signs as a pattern writes them, where they stand for all their forms."""
_DIGITS = re.compile(r"[\d_]+")
_SPECIAL = frozenset("\\.+*?()|[]{}^$")


class Form(NamedTuple):
    """How a line is spelt: its pattern, on how many lines it was seen, the words that it asks for, and one of these lines."""

    pattern: str
    times: int
    words: int
    line: str


class _Piece(NamedTuple):
    """A stretch of a line: its words folded, or with a `kind` the shortest and the longest that was seen."""

    text: str
    kind: str
    low: int
    high: int


def forms_of(lines: Mapping[str, int], casing: Casing, *, numbers: bool, frame: Frame | None = None) -> list[Form]:
    """Return the commonest spellings of a line, given the lines that were seen and how often.

    With `numbers` these may change, with a `frame` what stands inside it.
    """
    groups: dict[tuple[str, ...], list[tuple[str, int]]] = {}
    for line, count in sorted(lines.items()):
        shape = tuple(piece.kind or piece.text for piece in _pieces(line, casing, numbers=numbers, frame=frame))
        groups.setdefault(shape, []).append((line, count))
    forms = [_form(some, casing, numbers=numbers, frame=frame) for some in groups.values()]
    return sorted(forms, key=lambda form: (-form.times, form.pattern))[:MOST_FORMS]


def example_of(line: str, casing: Casing, frame: Frame | None = None) -> str:
    """Return a line with what is personal in it replaced."""
    line = plain(line)
    written, at = [], 0
    for part in _parts(line, casing, frame):
        written += [line[at : part.start], stand_in(part, line[part.start : part.end])]
        at = part.end
    return "".join([*written, line[at:]])


def _form(lines: list[tuple[str, int]], casing: Casing, *, numbers: bool, frame: Frame | None) -> Form:
    several = [_pieces(line, casing, numbers=numbers, frame=frame) for line, _ in lines]
    merged = [_Piece(same[0].text, same[0].kind, min(one.low for one in same), max(one.high for one in same)) for same in zip(*several, strict=True)]
    words = sum(sum(word not in DATE_WORDS for word in split_words(_DIGITS.sub(" ", piece.text))) for piece in merged if not piece.kind)
    commonest = min(lines, key=lambda pair: (-pair[1], pair[0]))[0]
    return Form(f"^{''.join(map(_write, merged))}$", sum(count for _, count in lines), words, commonest)


def _pieces(line: str, casing: Casing, *, numbers: bool, frame: Frame | None) -> list[_Piece]:
    line = plain(line)
    parts = [part for part in _parts(line, casing, frame) if numbers or part.kind not in (NUMBER, DATE)]
    return list(_cut(line, parts))


def _parts(line: str, casing: Casing, frame: Frame | None) -> list[Part]:
    """Return the parts of a line; the place where variants differ is one of them, and a name if it looks like one."""
    parts = find_parts(line, casing)
    if frame is None:
        return parts
    start, end = slot_of(line, frame)
    is_name = all(word[0].isupper() for word in line[start:end].split())
    outside = [part for part in parts if part.end <= start or part.start >= end]
    return sorted([*outside, Part(start, end, NAME if is_name else WORDS)])


def _cut(line: str, parts: Iterable[Part]) -> Iterable[_Piece]:
    at = 0
    for part in parts:
        if at < part.start:
            yield _text(line[at : part.start])
        size = part.end - part.start
        yield _Piece("", part.kind, size, size)
        at = part.end
    if at < len(line):
        yield _text(line[at:])


def _text(text: str) -> _Piece:
    return _Piece(text.translate(_PLAIN).casefold(), "", 0, 0)


def _write(piece: _Piece) -> str:
    high = piece.high + _SPARE
    if piece.kind == NUMBER:
        return rf"\d[\d.,:/-]{{0,{high - 1}}}"
    if piece.kind == DATE:
        return rf"[\p{{L}}\d.,:/ -]{{{max(1, piece.low - _SPARE)},{high}}}"
    if piece.kind == MAIL:
        return r"[^ @]{1,64}@[^ @]{3,64}"
    if piece.kind == PHONE:
        return rf"[\d()+./ -]{{{piece.low},{high}}}"
    if piece.kind == WORDS:
        return rf"[^.!?|]{{{max(1, piece.low - _SPARE)},{high}}}"
    if piece.kind == NAME:
        return r"(?-i:\p{Lu})[^0-9@:;!?|]{1,40}"
    return "".join(map(_quote, piece.text))


def _quote(char: str) -> str:
    """Return a character as a pattern has it."""
    if char in "»«":
        return "[>»]+" if char == "»" else "[<«]+"
    if char in _SPECIAL:
        return "\\" + char
    return char if char.isprintable() else rf"\x{{{ord(char):x}}}"
