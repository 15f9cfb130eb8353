"""Compiled: what is seen of lines on the way, while literals are looked for in them: which are blank, seem wrapped, stand twice."""

from __future__ import annotations

import numpy as np

from cleaner.kernels.agreed import ENGLISH, HEAD, LINE_TWICE, LONG_LINE, LONGEST_TITLE, MARKED, NEAR, NEAR_TWICE, PLACES, SLOTS, TITLE_TWICE
from cleaner.kernels.heads import is_english
from cleaner.kernels.jit import jit
from cleaner.kernels.machine import inline_mark, load

__all__ = ["BEGIN", "CLOCK", "FLAGS", "SEEMING", "SOLIDS", "start_survey", "survey_line"]

_0, _1, _29, _52 = (np.uint64(value) for value in (0, 1, 29, 52))
_MIX, _HIGH = np.uint64(0x9E3779B97F4A7C15), np.uint64(0x8080808080808080)
MOST_LONG = SLOTS // 2
"""Long lines that are told apart."""
CLOCK, BEGIN, SOLIDS, SEEMING, LONGS, FLAGS = range(6)
"""Places of what is said of a text."""


@jit
def _is_empty(line, size):
    """Tell whether a flat line holds nothing but spaces."""
    for k in range(size):  # noqa: SIM110 -- Numba
        if line[k] != 32:
            return False
    return True


@jit
def _is_blank(data, start, end):
    """Tell whether a line is white space as `str.strip` knows it; signs without width are not."""
    k = start
    while k < end:
        first, second, third = data[k], data[k + 1], data[k + 2]
        if first == 32 or 9 <= first <= 13 or 28 <= first <= 31:
            k += 1
        elif first == 0xC2 and second in (0x85, 0xA0):
            k += 2
        elif (first, second, third) in ((0xE1, 0x9A, 0x80), (0xE2, 0x81, 0x9F), (0xE3, 0x80, 0x80)) or (first == 0xE2 and second == 0x80 and _parts(third)):
            k += 3
        else:
            return False
    return True


@jit
def _parts(last):
    """Tell whether the code point of which this is the last byte, behind E2 80, is white space."""
    return 0x80 <= last <= 0x8A or last in (0xA8, 0xA9, 0xAF)


@jit
def _length(data, start, end):
    """Count the characters of a line; a lone surrogate counts as the three that stand for its bytes."""
    count = np.int64(0)
    for k in range(start, end):
        count += data[k] & 0xC0 != 0x80
        count += 2 * (data[k] == 0xED and data[k + 1] >= 0xA0)
    return count


@jit
def _ends_sentence(data, start, end):
    """Tell whether a line ends as sentences do; as `_ENDS` of `cleaner.text.blocks`."""
    while end > start and (data[end - 1] == 32 or 9 <= data[end - 1] <= 13):
        end -= 1
    last = data[end - 1] if end > start else 0
    if last < 0x80:
        return last in (33, 34, 39, 41, 46, 58, 59, 63, 93)
    if end - start >= 2 and data[end - 2] == 0xC2 and last == 0xBB:
        return True
    if end - start < 3:
        return False
    first, middle = data[end - 3], data[end - 2]
    if first == 0xE2 and middle == 0x80:
        return last in (0x99, 0x9D, 0xA6)
    return (first == 0xE3 and middle == 0x80 and last == 0x82) or (first == 0xEF and middle == 0xBC and last in (0x81, 0x9F))


@jit
def _seems_wrapped(data, start, end):
    """Tell whether a line is as long as wrapped ones are, and does not end a sentence; as `cleaner.text.blocks` does."""
    return 59 < end - start < 449 and not _ends_sentence(data, start, end) and (end - start < 113 or _length(data, start, end) < 113)


@jit
def _hash_ends(line, first, last):
    """Hash what a line has at its ends, eight bytes each, and how long it is: cheap, and rarely the same for two lines."""
    size = last - first
    head, tail = load(line, first), _0
    if size < 8:
        head &= (_1 << np.uint64(8 * size)) - _1
    else:
        tail = load(line, last - 8)
    found = ((head ^ np.uint64(size)) * _MIX ^ tail) * _MIX
    return found ^ found >> _29


@jit
def _hash_line(data, start, end):
    """Hash a line of at least 24 bytes by its ends and its middle: as cheap, and lists whose entries begin and end alike are told apart."""
    return (_hash_ends(data, start, end) ^ load(data, (start + end) // 2 - 4)) * _MIX


@jit
def _may_end_sentence(data, start, end):
    """Tell whether a line has a sign with which sentences end, or the first byte of one; as `_SENTENCE_END` of `cleaner.text.words`."""
    for k in range(start, end):  # noqa: SIM110 -- Numba
        if data[k] in (33, 46, 63, 0xD8, 0xE0, 0xE3, 0xEF):
            return True
    return False


@jit
def _may_fold_oddly(line, first, last):
    """Tell whether a flat line may hold a character that case folding writes as several: then flat lines may differ where folded ones do not."""
    is_ascii = True
    for k in range(first, last, 8):
        is_ascii &= not load(line, k) & _HIGH
    if is_ascii:
        return False
    for k in range(first, last):
        lead, after = line[k], line[k + 1]
        if lead >= 0xC3 and (lead in (0xC5, 0xC7, 0xCE, 0xD6, 0xE1, 0xEF) or (lead == 0xC3 and after == 0x9F) or (lead == 0xC4 and after == 0xB0)):
            return True
    return False


@jit
def _solid_size(data, start, end):
    """Return how many bytes of a line stand between white space of ASCII at its ends."""
    while start < end and (data[start] == 32 or 9 <= data[start] <= 13):
        start += 1
    while end > start and (data[end - 1] == 32 or 9 <= data[end - 1] <= 13):
        end -= 1
    return end - start


@jit
def _have_same_digits(data, one, other, end):
    """Tell whether a line, that begins at a place, and another have the same digits: in flat lines all are one."""
    while True:
        while data[one] != 10 and not 48 <= data[one] <= 57:
            one += 1
        while other < end and not 48 <= data[other] <= 57:
            other += 1
        if data[one] == 10 or other == end:
            return data[one] == 10 and other == end
        if data[one] != data[other]:
            return False
        one, other = one + 1, other + 1


@jit
def _is_solid_again(data, start, end, said, titles, places):
    """Tell whether a line may be one of the solid ones before it, by the hash that is noted of it."""
    for k in range(said[SOLIDS]):  # noqa: SIM110 -- Numba
        if titles[k] == titles[said[SOLIDS]] and _have_same_digits(data, places[2 * k] + 1, start, end):
            return True
    return False


@jit
def _may_have_words(data, start, end):
    """Tell whether a line may have the words of a title, four: three stretches of white space, or a sign of an unspaced script."""
    spaces = 0
    for k in range(start, end):
        if data[k] in (0xE0, 0xE1) or data[k] >= 0xE3:
            return True
        spaces += data[k] <= 32 < data[k + 1] or data[k] in (0xC2, 0xE2)
    return spaces >= 3


@jit
def _is_new(value, text, hashes, texts):
    """Tell whether a hash is new in a text; then it is noted."""
    place = np.int64(value >> _52)
    while texts[place] == text:
        if hashes[place] == value:
            return False
        place = (place + 1) & (SLOTS - 1)
    texts[place], hashes[place] = text, value
    return True


@jit
def _may_be_marked(data, size):
    """Tell whether what begins inline markup stands in a text, or just behind it: `*`, `_`, a backtick, `](` or `~~`."""
    found = _0
    for at in range(0, size, 64):
        found |= inline_mark(data, at)
    return found != _0


@jit
def start_survey(data, size, said):
    """Begin with a text of so many bytes, 64 behind it, of whose lines nothing was seen yet."""
    said[BEGIN], said[SOLIDS], said[SEEMING], said[LONGS] = said[CLOCK], 0, 0, 0
    said[FLAGS] = ENGLISH * is_english(data, size) + MARKED * _may_be_marked(data, size)


@jit
def survey_line(data, start, end, line, size, first, last, said, seen):
    """Note what is seen of a line; what it comes to is a `cleaner.text.survey.Survey`. Before the text stands one byte that is not its own."""
    long_hashes, long_texts, titles, places = seen
    said[SEEMING] += _seems_wrapped(data, start, end)
    is_empty = _is_empty(line, size)
    solid = not is_empty or not _is_blank(data, start, end)
    if solid and said[SOLIDS] < NEAR:
        titles[said[SOLIDS]] = _hash_ends(line, first, last)
        is_odd = _solid_size(data, start, end) <= LONGEST_TITLE and (is_empty or _may_fold_oddly(line, first, last))
        if (is_odd or _is_solid_again(data, start, end, said, titles, places)) and (said[FLAGS] & MARKED or _may_have_words(data, start, end)):
            said[FLAGS] |= NEAR_TWICE | TITLE_TWICE * (said[SOLIDS] < HEAD)
    if end - start >= LONG_LINE:
        said[LONGS] += 1
        is_new = said[LONGS] <= MOST_LONG and _is_new(_hash_line(data, start, end), said[BEGIN], long_hashes, long_texts)
        said[FLAGS] |= LINE_TWICE * (not is_new and _may_end_sentence(data, start, end))
    if solid and said[SOLIDS] < PLACES:
        places[2 * said[SOLIDS]], places[2 * said[SOLIDS] + 1] = start - 1, end
    said[SOLIDS] += solid
