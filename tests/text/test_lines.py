import pytest

from cleaner.text.lines import LABEL, OPEN, SENTENCE, line_key

SAME_BUT_FOR_NUMBERS = [
    ("Posted on 3 May 2024", "posted on June 14, 2023"),
    ("Join 12,345 subscribers", "Join 9 subscribers"),
    ("Thursday, September 2, 2021", "Mon, 14 Feb 2022"),
    ("Veröffentlicht am 3. März 2024", "Veröffentlicht am 14. Mai 2023"),
    ("2024年5月3日 更新", "2023年12月14日 更新"),
    ("Call 214-653-3600", "Call 02079460000"),
]
DIFFERENT = [
    ("May we begin?", "June we begin?"),
    ("Share", "Tweet"),
    ("###", "* * *"),
    ("Posted on 3 May", "Updated on 3 May"),
]
SAME = [("SHARE this!", "share  this"), ("  ###", "###  "), ("\uff33hare", "share")]


@pytest.mark.parametrize(("one", "other"), SAME_BUT_FOR_NUMBERS)
def test_numbers_and_dates_are_masked(one: str, other: str) -> None:
    assert line_key(one).masked == line_key(other).masked
    assert line_key(one).exact != line_key(other).exact


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_other_words_are_another_line(one: str, other: str) -> None:
    assert line_key(one).masked != line_key(other).masked


@pytest.mark.parametrize(("one", "other"), SAME)
def test_case_width_and_space_do_not_count(one: str, other: str) -> None:
    assert line_key(one).exact == line_key(other).exact


def test_counts_words_and_those_that_the_mask_leaves() -> None:
    key = line_key("Posted by Ana on 3 May 2024")
    assert (key.words, key.left) == (7, 4)


@pytest.mark.parametrize(
    ("line", "flags"),
    [
        ("He left.", SENTENCE),
        ("“He left!” ", SENTENCE),
        ("彼は去った。", SENTENCE),
        ("WHERE:", LABEL),
        ("Sincerely,", OPEN),
        ("谨上，", OPEN),
        ("He left", 0),
        ("", 0),
    ],
)
def test_flags_tell_how_a_line_ends(line: str, flags: int) -> None:
    assert line_key(line).flags == flags
