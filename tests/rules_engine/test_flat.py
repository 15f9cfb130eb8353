"""Flat text: whatever exact patterns take for the same character is the same in it."""

from __future__ import annotations

import sys

import pytest
import re2

from cleaner.rules_engine.exact import TWINS, exact
from cleaner.rules_engine.flat import flat, flat_table, joins
from cleaner.rules_engine.pattern import parse

FLAT = [
    ("Sign  UP\tnow", "sign up now"),
    ("“It’s” – 12", '"it\'s" - 00'),
    ("a\u00a0\u200b b", "a b"),
    ("ÉCOLE ſ \u212a", "école s k"),
    ("٣ ３", "0 0"),
    ("a\nB", "a\nb"),
    ("كَتَبَ", "كتب"),
    ("• x", "* x"),
    ("ΟΔΟΣ ος", "οδοσ οσ"),
]


@pytest.mark.parametrize(("text", "wanted"), FLAT)
def test_makes_text_flat(text: str, wanted: str) -> None:
    assert flat(text) == flat(wanted) == wanted


def test_what_re2_takes_for_the_same_letter_is_the_same() -> None:
    options = re2.Options()
    options.case_sensitive = False
    letters = [char for char in map(chr, [*range(0x21, 0xD800), *range(0xE000, 0x10000)]) if len({char, char.lower(), char.upper(), char.casefold()}) > 1]
    text = "".join(letters).encode()
    for char in letters[::3]:
        same = re2.compile(re2.escape(char), options).findall(text)
        assert {flat(one.decode()) for one in same} <= {flat(char)}, char


def test_beyond_the_table_no_letter_has_two_cases_and_no_digit_stands() -> None:
    assert [hex(point) for point in range(len(flat_table()), sys.maxunicode + 1) if flat(chr(point)) != chr(point)] == []


def test_typographic_twins_are_the_same() -> None:
    for plain in TWINS:
        for char in map(chr, flat_twins(plain)):
            assert flat(char) == flat(plain), (plain, char)


def flat_twins(plain: str) -> list[int]:
    pattern = re2.compile(exact(parse("\\" + plain if plain in ".?()|" else plain)))
    return [point for point in range(0x21, 0xD800) if pattern.fullmatch(chr(point).encode())]


def test_the_table_says_what_the_function_does() -> None:
    table = flat_table()
    for point in (*range(10), *range(11, 0x3000), 0xFF11, 0xFEFF, *range(0x10400, 0x10500), *range(0x1D7C0, 0x1D800)):
        assert flat(chr(point)) == (chr(table[point]) if table[point] else ""), hex(point)


@pytest.mark.parametrize(("char", "joined"), [("\u200b", True), ("\ufeff", True), ("\x00", True), ("\u00a0", False), (" ", False), ("\t", False), ("a", False)])
def test_marks_without_width_part_no_words(char: str, joined: bool) -> None:
    assert joins(char) is joined
