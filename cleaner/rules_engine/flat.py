"""Flatten text: small letters, one plain form for all typographic ones, one digit for all, one space for any white space.

Required literals of patterns are looked for in flat text, and are flat themselves: whatever an exact pattern takes for the same
character is the same character here. A flat text may say more than that (`ſ` is `s`), never less.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from cleaner.rules_engine.exact import ARABIC_MARKS, SPACES, TWINS

__all__ = ["DIGIT", "LEAD", "TRAIL", "flat", "flat_table", "joins", "written_out"]

DIGIT = "0"
"""Stands for any decimal digit."""

_JUNK = " >#*+|~`_-"
LEAD, TRAIL = _JUNK + "([{<\"'", _JUNK + ")]}<\"'.:,;!?"
"""What does not count at the beginning of a line and at its end, in flat text: bullets, brackets, quotes, stops."""
_MARK = "*"
"""Stands for bullets and other signs that may stand there."""
_SAME = {"\u1fd3": "\u0390", "\u1fe3": "\u03b0", "\ufb05": "\ufb06"}
"""Small letters that are the same to RE2, and that Python's folding writes as several."""
_POINTS = 0x20000
"""Above, no letter has two cases, and no digit stands."""
_ESCAPED = re.compile(r"\\x\{([0-9a-f]+)\}|\\(x[0-9a-f]{2}|[tr]|.)|(.)", re.DOTALL)
_NAMED = {"t": "\t", "r": "\r"}
_SPACE_RUN = re.compile(" {2,}")


def flat(text: str) -> str:
    """Return text as literals are looked for in it; line ends stay."""
    return _SPACE_RUN.sub(" ", text.translate(_TABLE))


def joins(char: str) -> bool:
    """Tell whether a character is a space in flat text, but none between two words."""
    return _TABLE[ord(char)] == " " and not char.isspace()


@cache
def flat_table() -> list[int]:
    """Return for each code point below 0x20000 that which stands for it, 0 for nothing."""
    return [ord(_TABLE[point] or "\0") for point in range(_POINTS)]


def written_out(items: str) -> list[str]:
    """Return the characters that stand in a class as RE2 reads it, ranges written out."""
    found: list[str] = []
    is_range = False
    for hexadecimal, escaped, plain in _ESCAPED.findall(items):
        if plain == "-":
            is_range = True
            continue
        char = chr(int(hexadecimal, 16)) if hexadecimal else chr(int(escaped[1:], 16)) if len(escaped) == 3 else _NAMED.get(escaped, escaped) or plain
        found += map(chr, range(ord(found[-1]) + 1, ord(char) + 1)) if is_range else [char]
        is_range = False
    return found


def _plain_forms() -> dict[str, str]:
    """Return what stands for each character that is another's typographic form, a mark, or white space."""
    forms: dict[str, str] = {}
    for plain, items in TWINS.items():
        one = forms.get(plain, plain)
        forms |= dict.fromkeys(written_out(items), one)
    forms |= dict.fromkeys(written_out(ARABIC_MARKS[1:-2]), "")
    forms |= dict.fromkeys([*written_out(SPACES), "\x85", *map(chr, range(10)), *map(chr, range(11, 32))], " ")
    bullets = ["\xb7", *map(chr, (*range(0x2000, 0x2070), *range(0x25A0, 0x2600)))]
    return dict.fromkeys(bullets, _MARK) | _SAME | forms


class _Table(dict[int, str]):
    """Flat characters by code points, each worked out when it is first met."""

    def __missing__(self, point: int) -> str:
        char = chr(point)
        folded = char.casefold()
        small = DIGIT if unicodedata.category(char) == "Nd" else folded if len(folded) == 1 else char.lower()
        found = self[point] = _FORMS.get(char) or _FORMS.get(small, small) if len(small) == 1 else char
        return found


_FORMS = _plain_forms()
_TABLE = _Table({ord(char): form for char, form in _FORMS.items()})
