"""Compiled: count the tags of a page and their attributes, as parsers tell them apart; the fast twin of `cleaner.html.tags.count_slowly`.

A place is where reading has come to among `<svg>` and `<math>`, as the fields of a `_Place` in `cleaner.html.foreign`: root, depth, awaited.
"""

from __future__ import annotations

import numpy as np
from numba import types

from cleaner.kernels.jit import jit
from cleaner.kernels.machine import U8, load

__all__ = ["ENTRIES", "count_tags"]

TAB, LINE_FEED, FORM_FEED, RETURN, SPACE = 9, 10, 12, 13, 32
BANG, QUOTE, APOSTROPHE, DASH, SLASH, LESS, EQUALS, GREATER, QUESTION, CLOSES = 33, 34, 39, 45, 47, 60, 61, 62, 63, 93
LONG_TAG = 1_000
"""Bytes; as in `cleaner.html.tokens`."""
TAGS, MOST, PAIRS, ATTRIBUTES, HIDDEN = range(5)
"""Places of what is counted: the fields of a `cleaner.html.tags.Tags`."""
SMALL = np.uint8(0x20)
"""The bit that makes a letter small."""


def _word(name):
    return np.uint64(int.from_bytes(name.encode(), "little"))


SCRIPT, STYLE, TEXTAREA, TITLE, XMP, IFRAME, NOEMBED, NOFRAMES = map(_word, "script style textarea title xmp iframe noembed noframes".split())
_0, _ONES, _HIGHEST, _ALL = (np.uint64(value) for value in (0, 0x0101010101010101, 0x8080808080808080, 0xFFFFFFFFFFFFFFFF))
LONGEST_NAME, SCRIPT_LENGTH = 8, 6
SVG, MATH, FRAMESET, DESC, MI, MO, MN, MS, MTEXT = map(_word, "svg math frameset desc mi mo mn ms mtext".split())
FOREIGN, OBJECT, ANNOTATION, XML = map(_word, "foreigno bject annotati on-xml".split())
"""Two names that are longer, in halves."""
CDATA = tuple(b"[CDATA[")
NOT_YET, OUTSIDE, TO_THE_END = (np.uint64(value) for value in range(3))
"""What stands for a root where there is none, as in `cleaner.html.foreign`."""
_1 = np.uint64(1)
ENDLESS = 1 << 30
"""As there."""


@jit
def _is_space(byte):
    return byte in (SPACE, LINE_FEED, TAB, RETURN, FORM_FEED)


@jit
def _ends_name(byte):
    return byte in (GREATER, SLASH) or _is_space(byte)


@jit
def _is_letter(byte):
    return 97 <= byte | SMALL <= 122


@jit
def _find(page, at, size, byte):
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
        return min(size, _find(page, at + 1, size, page[at]) + 1)
    while at < size and page[at] != GREATER and not _is_space(page[at]):
        at += 1
    return at


@jit
def _read_attributes(page, at, size):
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
def _skip_name(page, at, size):
    """Return where a tag's name ends, and the name, small, if it is as short as those of elements that hold no tags."""
    begin, name = at, _0
    while at < size and not _ends_name(page[at]):
        if at - begin < LONGEST_NAME:
            name |= np.uint64(page[at] | SMALL) << np.uint64(8 * (at - begin))
        at += 1
    return at, name if at - begin <= LONGEST_NAME else _0


@jit
def _holds_no_tags(name):
    return name in (SCRIPT, STYLE, TEXTAREA, TITLE, XMP, IFRAME, NOEMBED, NOFRAMES)


@jit
def _skip_letters(page, at, size, name):
    """Return where a name ends that stands at a place, -1 if another does."""
    while name and at < size and page[at] | SMALL == name & np.uint64(0xFF):
        name, at = name >> np.uint64(8), at + 1
    return np.int64(-1) if name else at


@jit
def _is_named(page, at, size, name):
    """Tell whether a tag's name begins at a place, and ends."""
    at = _skip_letters(page, at, size, name)
    return 0 <= at < size and _ends_name(page[at])


@jit
def _closes(page, at, size, name):
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
        if page[at] == LESS and inside and _closes(page, at, size, SCRIPT):
            inside, at = False, at + 2 + SCRIPT_LENGTH
        elif page[at] == LESS and not inside and _closes(page, at, size, SCRIPT):
            return at
        elif page[at] == LESS and not inside and _is_named(page, at + 1, size, SCRIPT):
            inside, at = True, at + 1 + SCRIPT_LENGTH
        else:
            at += 1
    return at


@jit
def _skip_raw(page, at, size, name):
    """Return where the end tag of an element stands that holds no tags, `size` if nowhere."""
    while True:
        at = _find(page, at, size, LESS)
        if at >= size or _closes(page, at, size, name):
            return at
        if name == SCRIPT and at + 3 < size and page[at + 1] == BANG and page[at + 2] == DASH and page[at + 3] == DASH:
            at = _skip_escaped(page, at + 2, size)
        else:
            at += 1


@jit
def _skip_comment(page, at, size):
    """Return where a comment's end begins, `size` if it has none; `at` is behind its dashes."""
    while True:
        at = _find(page, at, size, DASH)
        if at >= size or (page[at + 1] == DASH and (page[at + 2] == GREATER or (page[at + 2] == BANG and page[at + 3] == GREATER))):
            return at
        at += 1


@jit
def _skip_declaration(page, at, size):
    """Return where a comment of any kind ends that begins at the sign behind its `<`."""
    is_comment = page[at] == BANG and at + 2 < size and page[at + 1] == DASH and page[at + 2] == DASH
    if is_comment and not (page[at + 3] == GREATER or (page[at + 3] == DASH and page[at + 4] == GREATER)):
        return _skip_comment(page, at + 3, size)
    return _find(page, at, size, GREATER)


@jit
def _point(page, begin, end, name):
    """Return what stands for an element in `<svg>` or `<math>` in which HTML begins anew, by where its name stands and what it is if it is short; else 0."""
    if name in (TITLE, DESC, MI, MO, MN, MS, MTEXT):
        return name
    if end - begin == 13 and _skip_letters(page, begin, end, FOREIGN) >= 0 and _skip_letters(page, begin + 8, end, OBJECT) >= 0:
        return OBJECT
    if end - begin == 14 and _skip_letters(page, begin, end, ANNOTATION) >= 0 and _skip_letters(page, begin + 8, end, XML) >= 0:
        return XML
    return _0


@jit
def _is_foreign(place):
    return place[0] > OUTSIDE


@jit
def _stay():
    return TO_THE_END, _0, _0


@jit
def _open(place, name, point, ends_itself):
    """Return the place behind a start tag."""
    root, depth, awaited = place
    if awaited or name == FRAMESET:
        return _stay()
    if name in (SVG, MATH) and not ends_itself:
        if not _is_foreign(place):
            return name, _1, _0
        return (root, depth + _1, _0) if root == name else _stay()
    if (name == TITLE and root) or (point and _is_foreign(place) and not ends_itself):
        return root, depth, point
    return place


@jit
def _close(place, name, point):
    """Return the place behind an end tag."""
    root, depth, awaited = place
    if awaited and awaited == point:
        return root, depth, _0
    if awaited or (root and point):
        return _stay()
    if root == name and name:
        return (root, depth - _1, _0) if depth > _1 else (OUTSIDE, _0, _0)
    return place


@jit
def _is_torn(page, begin, end):
    """Tell whether a declaration, from its `<` to its `>`, may be character data that ends elsewhere."""
    if page[begin + 1] != BANG or end - begin < 9:
        return False
    for i, letter in enumerate(CDATA):
        if page[begin + 2 + i] != letter:
            return False
    return page[end - 1] != CLOSES or page[end - 2] != CLOSES


@jit
def _hidden(page, at, size, end, meeting):
    """Return how many tags and comments stand in a raw text, whose end tag's `>` may be theirs too, and whether one of them tells of a place."""
    count, tells = np.int64(0), False
    while True:
        at = _find(page, at, end, LESS)
        if at >= end:
            return count, tells
        begin, at = at, at + 1
        sign = page[at]
        closing = sign == SLASH and _is_letter(page[at + 1])
        if closing or _is_letter(sign):
            start = at + closing
            at, name = _skip_name(page, start, size)
            tells = tells or name in (SVG, MATH, FRAMESET) or _point(page, start, at, name) != _0
            if not closing and at < size and _holds_no_tags(name):
                return np.int64(ENDLESS), tells
            at, _, _ = _read_attributes(page, at, size)
            if not closing and at - begin > LONG_TAG:
                return np.int64(ENDLESS), tells
        elif sign in (SLASH, BANG, QUESTION):
            at = _skip_declaration(page, at, size)
            if _is_torn(page, begin, at):
                return np.int64(ENDLESS), tells
        else:
            continue
        if at >= end and at != meeting:
            return np.int64(ENDLESS), tells
        count += not closing


@jit
def _note(counts, length, attributes):
    counts[TAGS] += 1
    counts[MOST] = max(counts[MOST], attributes)
    counts[ATTRIBUTES] += attributes
    if length > LONG_TAG:
        counts[PAIRS] += attributes * attributes


@jit
def _ends_later(page, at, size, name):
    """Tell whether an end tag of this name stands behind a place."""
    while True:
        at = _find(page, at, size, LESS)
        if at >= size or _closes(page, at, size, name):
            return at < size
        at += 1


@jit
def _note_hidden(page, counts, place, at, size, end, length):
    """Note what is hidden in the raw text of an element with a name of this length, and return the place behind it."""
    meeting = end + 2 + length
    count, tells = _hidden(page, at, size, end, meeting if meeting < size and page[meeting] == GREATER else np.int64(-1))
    counts[HIDDEN] = min(counts[HIDDEN] + count, ENDLESS)
    return _stay() if tells else place


@jit
def count_tags(page, size, counts):
    """Add to `counts` int64[5] what the fields of a `Tags` are of `page` uint8[size], which is followed by four zeros."""
    place, is_told = (NOT_YET, _0, _0), False
    at = _find(page, np.int64(0), size, LESS)
    while at < size:
        begin, at = at, at + 1
        sign = page[at]
        if _is_letter(sign):
            at, name = _skip_name(page, at, size)
            length = at - begin - 1
            point, may_be_raw = _point(page, begin + 1, at, name), at < size and _holds_no_tags(name)
            at, attributes, ends_itself = _read_attributes(page, at, size)
            _note(counts, at - begin, attributes)
            place = _open(place, name, point, ends_itself)
            if at < size and may_be_raw and ends_itself:
                if not is_told and (_is_foreign(place) or _ends_later(page, at, size, name)):
                    counts[HIDDEN] = ENDLESS
                is_told = True
            elif at < size and may_be_raw:
                text, at = at + 1, _skip_raw(page, at, size, name)
                if not is_told and _is_foreign(place):
                    place = _note_hidden(page, counts, place, text, size, at, length)
        elif sign == SLASH and _is_letter(page[at + 1]):
            at, name = _skip_name(page, at + 1, size)
            place = _close(place, name, _point(page, begin + 2, at, name))
            at, _, _ = _read_attributes(page, at, size)
        elif sign in (SLASH, BANG, QUESTION):
            at = _skip_declaration(page, at, size)
            counts[TAGS] += 1
            if not is_told and _is_foreign(place) and _is_torn(page, begin, at):
                counts[HIDDEN] = ENDLESS
        is_told = is_told or counts[HIDDEN] >= ENDLESS
        at = _find(page, at, size, LESS)
    return np.int64(0)


_I = types.int64
ENTRIES = {"count_tags": (count_tags, _I(U8, _I, types.CPointer(_I)))}
"""The functions that Python calls, with their types."""
