"""Compiled: where reading has come to among `<svg>` and `<math>`; the fast twin of `cleaner.html.foreign`.

A place is the fields of a `_Place` there: root, depth, awaited.
"""

from __future__ import annotations

import numpy as np

from cleaner.kernels.jit import jit
from cleaner.kernels.tokens import BANG, CLOSES, TITLE, skip_letters, word

__all__ = ["closed", "is_foreign", "is_torn", "opened", "reentry", "stays"]

SVG, MATH, FRAMESET, DESC, MI, MO, MN, MS, MTEXT = map(word, "svg math frameset desc mi mo mn ms mtext".split())
FOREIGN, OBJECT, ANNOTATION, XML = map(word, "foreigno bject annotati on-xml".split())
"""Two names that are longer, in halves."""
CDATA = tuple(b"[CDATA[")
NOT_YET, OUTSIDE, TO_THE_END = (np.uint64(value) for value in range(3))
"""What stands for a root where there is none, as in `cleaner.html.foreign`."""
_0, _1 = np.uint64(0), np.uint64(1)


@jit
def reentry(page, begin, end, name):
    """Return what stands for an element in `<svg>` or `<math>` in which HTML begins anew, by where its name stands and what it is if it is short; else 0."""
    if name in (TITLE, DESC, MI, MO, MN, MS, MTEXT):
        return name
    if end - begin == 13 and skip_letters(page, begin, end, FOREIGN) >= 0 and skip_letters(page, begin + 8, end, OBJECT) >= 0:
        return OBJECT
    if end - begin == 14 and skip_letters(page, begin, end, ANNOTATION) >= 0 and skip_letters(page, begin + 8, end, XML) >= 0:
        return XML
    return _0


@jit
def is_foreign(place):
    """Tell whether a place is, or may be, inside `<svg>` or `<math>`."""
    return place[0] > OUTSIDE


@jit
def stays():
    """Return the place from which on all that follows is taken for foreign."""
    return TO_THE_END, _0, _0


@jit
def opened(place, name, point, ends_itself):
    """Return the place behind a start tag."""
    root, depth, awaited = place
    if awaited or name == FRAMESET:
        return stays()
    if name in (SVG, MATH) and not ends_itself:
        if not is_foreign(place):
            return name, _1, _0
        return (root, depth + _1, _0) if root == name else stays()
    if (name == TITLE and root) or (point and is_foreign(place) and not ends_itself):
        return root, depth, point
    return place


@jit
def closed(place, name, point):
    """Return the place behind an end tag."""
    root, depth, awaited = place
    if awaited and awaited == point:
        return root, depth, _0
    if awaited or (root and point):
        return stays()
    if root == name and name:
        return (root, depth - _1, _0) if depth > _1 else (OUTSIDE, _0, _0)
    return place


@jit
def is_torn(page, begin, end):
    """Tell whether a declaration, from its `<` to its `>`, may be character data that ends elsewhere."""
    if page[begin + 1] != BANG or end - begin < 9:
        return False
    for i, letter in enumerate(CDATA):
        if page[begin + 2 + i] != letter:
            return False
    return page[end - 1] != CLOSES or page[end - 2] != CLOSES
