"""Compiled: where the tags, comments and raw text of a page end, as HTML's tokenizer reads them; the fast twin of `cleaner.html.tokens`."""

from __future__ import annotations

import numpy as np

from cleaner.kernels.jit import jit
from cleaner.kernels.machine import load

__all__ = ["closes", "find", "holds_no_tags", "is_letter", "read_attributes", "skip_declaration", "skip_letters", "skip_name", "skip_raw", "word"]

TAB, LINE_FEED, FORM_FEED, RETURN, SPACE = 9, 10, 12, 13, 32
BANG, QUOTE, APOSTROPHE, DASH, SLASH, LESS, EQUALS, GREATER, QUESTION, CLOSES = 33, 34, 39, 45, 47, 60, 61, 62, 63, 93
SMALL = np.uint8(0x20)
"""The bit that makes a letter small."""


def word(name):
    """Return a name of at most eight letters as a number, the first the lowest."""
    return np.uint64(int.from_bytes(name.encode(), "little"))


SCRIPT, STYLE, TEXTAREA, TITLE, XMP, IFRAME, NOEMBED, NOFRAMES = map(word, "script style textarea title xmp iframe noembed noframes".split())
_0, _ONES, _HIGHEST, _ALL = (np.uint64(value) for value in (0, 0x0101010101010101, 0x8080808080808080, 0xFFFFFFFFFFFFFFFF))
LONGEST_NAME, SCRIPT_LENGTH = 8, 6


@jit
def _is_space(byte):
    return byte in (SPACE, LINE_FEED, TAB, RETURN, FORM_FEED)


@jit
def _ends_name(byte):
    return byte in (GREATER, SLASH) or _is_space(byte)


@jit
def is_letter(byte):
    """Tell whether a byte is a letter of ASCII."""
    return 97 <= byte | SMALL <= 122


@jit
def find(page, at, size, byte):
    """Return where a byte stands next, `size` if nowhere: eight at a time are looked at for what differs from it in no bit."""
    same = np.uint64(byte) * _ONES
    while at + 8 <= size:
        differs = load(page, at) ^ same
        if (differs - _ONES) & (differs ^ _ALL) & _HIGHEST:
            break
        at += 8
    while at < size and page[at] != byte:
        at += 1
    return at


@jit
def _skip_spaces(page, at, size):
    while at < size and _is_space(page[at]):
        at += 1
    return at


@jit
def _skip_value(page, at, size):
    """Return where the value of an attribute ends that begins at `at`."""
    if at >= size or page[at] == GREATER:
        return at
    if page[at] in (QUOTE, APOSTROPHE):
        return min(size, find(page, at + 1, size, page[at]) + 1)
    while at < size and page[at] != GREATER and not _is_space(page[at]):
        at += 1
    return at


@jit
def read_attributes(page, at, size):
    """Return where a tag's `>` stands, `size` if nowhere, how many attributes come before it, and whether a slash of its own does."""
    count = np.int64(0)
    while True:
        ends_itself = False
        while at < size and (page[at] == SLASH or _is_space(page[at])):
            ends_itself = page[at] == SLASH
            at += 1
        if at >= size or page[at] == GREATER:
            return at, count, ends_itself
        count, at = count + 1, at + 1
        while at < size and page[at] != EQUALS and not _ends_name(page[at]):
            at += 1
        value = _skip_spaces(page, at, size)
        if value < size and page[value] == EQUALS:
            at = _skip_value(page, _skip_spaces(page, value + 1, size), size)


@jit
def skip_name(page, at, size):
    """Return where a tag's name ends, and the name, small, if it is as short as those of elements that hold no tags."""
    begin, name = at, _0
    while at < size and not _ends_name(page[at]):
        if at - begin < LONGEST_NAME:
            name |= np.uint64(page[at] | SMALL) << np.uint64(8 * (at - begin))
        at += 1
    return at, name if at - begin <= LONGEST_NAME else _0


@jit
def holds_no_tags(name):
    """Tell whether what stands in an element of this name is raw text."""
    return name in (SCRIPT, STYLE, TEXTAREA, TITLE, XMP, IFRAME, NOEMBED, NOFRAMES)


@jit
def skip_letters(page, at, size, name):
    """Return where a name ends that stands at a place, -1 if another does."""
    while name and at < size and page[at] | SMALL == name & np.uint64(0xFF):
        name, at = name >> np.uint64(8), at + 1
    return np.int64(-1) if name else at


@jit
def _is_named(page, at, size, name):
    """Tell whether a tag's name begins at a place, and ends."""
    at = skip_letters(page, at, size, name)
    return 0 <= at < size and _ends_name(page[at])


@jit
def closes(page, at, size, name):
    """Tell whether the end tag of this name stands at a place that has a `<`."""
    return at + 1 < size and page[at + 1] == SLASH and _is_named(page, at + 2, size, name)


@jit
def _is_dashes(page, at, size):
    """Tell whether what ends a comment in a script stands at a place."""
    return at + 2 < size and page[at] == DASH and page[at + 1] == DASH and page[at + 2] == GREATER


@jit
def _skip_escaped(page, at, size):
    """Return where a comment in a script ends that begins at its dashes: in it, a script may begin and end."""
    inside = False
    while at < size:
        if page[at] == DASH and _is_dashes(page, at, size):
            return at + 3
        if page[at] == LESS and inside and closes(page, at, size, SCRIPT):
            inside, at = False, at + 2 + SCRIPT_LENGTH
        elif page[at] == LESS and not inside and closes(page, at, size, SCRIPT):
            return at
        elif page[at] == LESS and not inside and _is_named(page, at + 1, size, SCRIPT):
            inside, at = True, at + 1 + SCRIPT_LENGTH
        else:
            at += 1
    return at


@jit
def skip_raw(page, at, size, name):
    """Return where the end tag of an element stands that holds no tags, `size` if nowhere."""
    while True:
        at = find(page, at, size, LESS)
        if at >= size or closes(page, at, size, name):
            return at
        if name == SCRIPT and at + 3 < size and page[at + 1] == BANG and page[at + 2] == DASH and page[at + 3] == DASH:
            at = _skip_escaped(page, at + 2, size)
        else:
            at += 1


@jit
def _skip_comment(page, at, size):
    """Return where a comment's end begins, `size` if it has none; `at` is behind its dashes."""
    while True:
        at = find(page, at, size, DASH)
        if at >= size or (page[at + 1] == DASH and (page[at + 2] == GREATER or (page[at + 2] == BANG and page[at + 3] == GREATER))):
            return at
        at += 1


@jit
def skip_declaration(page, at, size):
    """Return where a comment of any kind ends that begins at the sign behind its `<`."""
    is_comment = page[at] == BANG and at + 2 < size and page[at + 1] == DASH and page[at + 2] == DASH
    if is_comment and not (page[at + 3] == GREATER or (page[at + 3] == DASH and page[at + 4] == GREATER)):
        return _skip_comment(page, at + 3, size)
    return find(page, at, size, GREATER)
