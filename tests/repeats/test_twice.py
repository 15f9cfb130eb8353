"""Blocks that read the same are found by their letters as they are by their folds."""

from __future__ import annotations

from collections import Counter

from hypothesis import example, given
from hypothesis import strategies as st

from cleaner.repeats.twice import folds_twice
from cleaner.text.fold import fold
from cleaner.text.page import Page
from tests.strategies import GAPS, LAW, texts

LONG = "The ferry had been due at the long pier since eleven in the morning, and"
LINES = (
    f"{LONG}\n{LONG}\n{LONG}\nit was late.", f"{LONG}\n{LONG}\n{LONG.upper()}\nit was late.",
    "The ferry left", "THE FERRY LEFT.", "  **The** ferry left", "> the ferry - left", "# The ferry left #", "“The ferry left…”", "The [ferry](https://f.example/a) left",
    "Ｔｈｅ ferry left", "The ferry\u00a0left", "The ferry\u2003left", "\u2028The ferry left", "l’été", "L’ÉTÉ", "«l’été»", "2º", "2o", "x²", "x2", "L’E\u0301TE\u0301", "l’e*\u0301*te\u0301", "’ete\u0301", "ﬁve", "five", "Straße",
    "STRASSE", ">\u0338 a", "≯ a", "a", "• \u0301a", "*", "…", "[…](https://f.example)", "橋は来年できる。", "橋は来年できる", "「橋は来年できる」", "42", "٤٢", "a\u200db", "\ud800a", "```", "~~~",
)  # fmt: skip


def check(text: str) -> None:
    page = Page(text, {})
    folds = list(map(fold, page.contents))
    times = Counter(folds)
    assert folds_twice(page) == [folded if times[folded] > 1 else "" for folded in folds]


@LAW
@given(st.lists(st.tuples(st.sampled_from(LINES), st.sampled_from(GAPS)), max_size=20))
def test_blocks_that_read_the_same_are_found(lines: list[tuple[str, str]]) -> None:
    check("".join(map("".join, lines)))


@LAW
@given(texts(most=6), st.sampled_from(GAPS))
@example("One.\n\n`two`\n", "\n")
def test_all_that_a_text_says_twice_is_found(text: str, gap: str) -> None:
    check(f"{text}{gap}{text.upper()}")


def test_what_folding_makes_of_any_letter_is_found() -> None:
    for char in map(chr, (*range(0x80, 0x370), *range(0x1E00, 0x2190), *range(0xFB00, 0xFB07))):
        check(f"a {char}b\n\n{fold(f'a {char}b')}\n\nA{char}\u0301b\n\na{char}\u0301B\n\nanother")


def test_of_one_block_or_none_nothing_stands_twice() -> None:
    assert folds_twice(Page("\r \r", {})) == folds_twice(Page("", {})) == []
    assert folds_twice(Page("One.", {})) == [""]


def test_a_block_that_stands_once_is_not_folded() -> None:
    assert folds_twice(Page("The ferry left.\n\nIt came back.\n\nthe ferry LEFT\n", {})) == ["the ferry left", "", "the ferry left"]
