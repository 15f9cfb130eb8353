"""Compiled: count the tags of a page and their attributes, as parsers tell them apart; the fast twin of `cleaner.html.tags.count_slowly`."""

from __future__ import annotations

import numpy as np
from numba import types

from cleaner.kernels.foreign import FRAMESET, MATH, NOT_YET, SVG, closed, is_foreign, is_torn, opened, reentry, stays
from cleaner.kernels.jit import jit
from cleaner.kernels.machine import U8
from cleaner.kernels.tokens import (
    BANG,
    GREATER,
    LESS,
    QUESTION,
    SLASH,
    closes,
    find,
    holds_no_tags,
    is_letter,
    read_attributes,
    skip_declaration,
    skip_name,
    skip_raw,
)

__all__ = ["ENTRIES", "count_tags"]

LONG_TAG = 1_000
"""Bytes; as in `cleaner.html.tokens`."""
TAGS, MOST, PAIRS, ATTRIBUTES, HIDDEN = range(5)
"""Places of what is counted: the fields of a `cleaner.html.tags.Tags`."""
ENDLESS = 1 << 30
"""As in `cleaner.html.foreign`."""
_0 = np.uint64(0)


@jit
def _hidden(page, at, size, end, meeting):
    """Return how many tags and comments stand in a raw text, whose end tag's `>` may be theirs too, and whether one of them tells of a place."""
    count, tells = np.int64(0), False
    while True:
        at = find(page, at, end, LESS)
        if at >= end:
            return count, tells
        begin, at = at, at + 1
        sign = page[at]
        closing = sign == SLASH and is_letter(page[at + 1])
        if closing or is_letter(sign):
            start = at + closing
            at, name = skip_name(page, start, size)
            tells = tells or name in (SVG, MATH, FRAMESET) or reentry(page, start, at, name) != _0
            if not closing and at < size and holds_no_tags(name):
                return np.int64(ENDLESS), tells
            at, _, _ = read_attributes(page, at, size)
            if not closing and at - begin > LONG_TAG:
                return np.int64(ENDLESS), tells
        elif sign in (SLASH, BANG, QUESTION):
            at = skip_declaration(page, at, size)
            if is_torn(page, begin, at):
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
        at = find(page, at, size, LESS)
        if at >= size or closes(page, at, size, name):
            return at < size
        at += 1


@jit
def _note_hidden(page, counts, place, at, size, end, length):
    """Note what is hidden in the raw text of an element with a name of this length, and return the place behind it."""
    meeting = end + 2 + length
    count, tells = _hidden(page, at, size, end, meeting if meeting < size and page[meeting] == GREATER else np.int64(-1))
    counts[HIDDEN] = min(counts[HIDDEN] + count, ENDLESS)
    return stays() if tells else place


@jit
def count_tags(page, size, counts):
    """Add to `counts` int64[5] what the fields of a `Tags` are of `page` uint8[size], which is followed by four zeros."""
    place, is_told = (NOT_YET, _0, _0), False
    at = find(page, np.int64(0), size, LESS)
    while at < size:
        begin, at = at, at + 1
        sign = page[at]
        if is_letter(sign):
            at, name = skip_name(page, at, size)
            length = at - begin - 1
            point, may_be_raw = reentry(page, begin + 1, at, name), at < size and holds_no_tags(name)
            at, attributes, ends_itself = read_attributes(page, at, size)
            _note(counts, at - begin, attributes)
            place = opened(place, name, point, ends_itself)
            if at < size and may_be_raw and ends_itself:
                if not is_told and (is_foreign(place) or _ends_later(page, at, size, name)):
                    counts[HIDDEN] = ENDLESS
                is_told = True
            elif at < size and may_be_raw:
                text, at = at + 1, skip_raw(page, at, size, name)
                if not is_told and is_foreign(place):
                    place = _note_hidden(page, counts, place, text, size, at, length)
        elif sign == SLASH and is_letter(page[at + 1]):
            at, name = skip_name(page, at + 1, size)
            place = closed(place, name, reentry(page, begin + 2, at, name))
            at, _, _ = read_attributes(page, at, size)
        elif sign in (SLASH, BANG, QUESTION):
            at = skip_declaration(page, at, size)
            counts[TAGS] += 1
            if not is_told and is_foreign(place) and is_torn(page, begin, at):
                counts[HIDDEN] = ENDLESS
        is_told = is_told or counts[HIDDEN] >= ENDLESS
        at = find(page, at, size, LESS)
    return np.int64(0)


_I = types.int64
ENTRIES = {"count_tags": (count_tags, _I(U8, _I, types.CPointer(_I)))}
"""The functions that Python calls, with their types."""
