"""What machine code sees of a text's lines beside the literals: never less than Python sees."""

from __future__ import annotations

import random
import sys
from functools import cache

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleaner.kernels.agreed import HEAD, NEAR
from cleaner.repeats import within
from cleaner.repeats.title import propose_title
from cleaner.rules_engine.compiled import MOST_TEXTS, ROOM, Compiled
from cleaner.rules_engine.flat import flat
from cleaner.text.inline import has_inline_marks
from cleaner.text.language import language_of
from cleaner.text.page import Page
from cleaner.text.survey import Survey, survey
from tests.rules_engine.readings import article_texts
from tests.rules_engine.test_prefilter import CLAUSES, of_any_line
from tests.strategies import LAW, texts

TITLE = "the harbour of no return"
PROSE = f"{TITLE} is said to be haunted. " * 4
SAID = "Nobody knows why the ferry left at six."
LINES = (
    "", " ", "\t\r", "\u200b", "\u00a0", "\u2029", "a", "é\u0301", "字", "橋は来年", SAID, f" {SAID}", f"{SAID[:-1]} and", "橋は来年できるはずだ。",
    TITLE, f"# {TITLE.upper()} ", f"  **{TITLE}**", f"[{TITLE}](a)", f"• {TITLE}", f"{TITLE} 1", f"{TITLE} 2", f"{TITLE} " * 12, PROSE,
    "Straße von Messina", "STRASSE VON MESSINA", "\u017fix \u212as", "six ks", "an unfinished line of exactly eighty signs, or nearly so, as wrapped text has it",
    "é" * 80, "é" * 113, "\ud800" * 36, "“a line of exactly eighty signs that ends in a closing quotation, or nearly so,” ", "x" * 299, "x" * 301,
)  # fmt: skip


@cache
def compiled() -> Compiled:
    return Compiled([], of_any_line)


def seen(text: str) -> Survey:
    found = compiled().look(text.encode("utf-8", "surrogatepass"))[1]
    assert found
    return found


def check(text: str) -> None:
    fast, page = seen(text), Page(text, {})
    assert fast[:2] == survey(page.rows)[:2]
    assert fast.title_twice or not page.is_by_line or not list(propose_title(page))
    assert fast.line_twice or not (page.seems_by_line and within.may_repeat(page))
    assert fast.solid == len(page.solid_rows)
    assert fast.marked or not has_inline_marks(page.data)
    assert not fast.english or language_of(text) == "en"
    page.survey = survey(page.rows)
    assert fast.spans is None or not page.is_by_line or fast.spans == page.spans


@LAW
@given(st.lists(st.sampled_from(LINES), max_size=30))
@example(["x" * 299, "x" * 299])
@example([f"{SAID} {number}" for number in range(2100)] * 2)
def test_lines_are_seen_as_python_sees_them(lines: list[str]) -> None:
    check("\n".join(lines))


@LAW
@given(texts(most=6), st.text(st.characters(codec=None), max_size=60))
def test_any_text_is_seen_as_python_sees_it(one: str, other: str) -> None:
    check(one + other)


def test_articles_are_seen_as_python_sees_them_whatever_came_before() -> None:
    for text in article_texts():
        check(text)
        check("\n".join(random.Random(len(text)).sample(text.split("\n"), text.count("\n") + 1)))


def test_ordinary_text_repeats_nothing_and_is_sure() -> None:
    found = seen("A title of some words\n\nThe ferry left at six.\n\nIt came back at noon, with nobody on board.\n")
    assert found == Survey(6, 0, 0, 0, 0, 3, marked=0)


@pytest.mark.parametrize("line", [SAID, "船はなぜ六時に出たのか、誰も知りません。", "كان البحر هادئا عند السادسة مساء؟", "नौका छह बजे क्यों निकली।"])
def test_a_long_line_that_ends_a_sentence_is_seen_again(line: str) -> None:
    assert seen(f"{line}\n\n{line}").line_twice


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a long line of some more words", "a long line of some more words"),
        ("The ferry of 6 May 1953 left the harbour.", "The ferry of 6 Jun 1953 left the harbour."),
    ],
    ids=["ends no sentence", "alike at its ends"],
)
def test_a_long_line_that_nobody_asks_for_again_is_not(one: str, other: str) -> None:
    assert not seen(f"{one}\n\n{other}").line_twice


def test_lines_with_literals_have_their_places() -> None:
    assert seen("") == Survey(1, 0, 0, 0, 0, 0, marked=0)
    found, survey = Compiled(CLAUSES, of_any_line).look(b"One.\n\nnewsletter, join us\n\n\nnewsletter, join us\n")
    assert survey and survey.solid == 3 and survey.spans == [(0, 5), (6, 26), (28, 48)]
    assert {(line, solid) for _, line, solid in found} == {(2, 1), (5, 2)}


@LAW
@given(st.lists(st.one_of(texts(), st.lists(st.sampled_from([*LINES, "newsletter, join us", SAID * 2]), max_size=40).map("\n".join)), max_size=5))
@example(["It was the end of the road and of the war to the north and the south of it, to the day.\n" * 3, f"{SAID}\n" * 2])
def test_texts_looked_at_together_are_seen_as_alone(some: list[str]) -> None:
    data = [text.encode("utf-8", "surrogatepass") for text in some]
    for text, one, together in zip(some, map(looking().look, data), looking().look_at_all(data), strict=True):
        assert together is None or together == one
        if together is None:
            page = Page(text, {})
            assert one[0] == [] and page.language == "en" and page.is_by_line and page.keeps_lines
            assert not page.has_marks and not list(propose_title(page)) and not within.may_repeat(page)


def test_of_texts_on_which_something_may_fire_all_is_said_however_much_that_is() -> None:
    many = ["newsletter, join us\n" * (number * number) for number in range(2 * MOST_TEXTS)]
    data = [text.encode() for text in many]
    assert looking().look_at_all(data) == list(map(looking().look, data))
    more = [b"newsletter, join us\n" * (10 * ROOM), b"One."]
    assert Compiled(CLAUSES, of_any_line).look_at_all(more) == list(map(looking().look, more))


@cache
def looking() -> Compiled:
    return Compiled(CLAUSES, of_any_line)


@LAW
@given(st.lists(st.sampled_from([line for line in LINES if line.strip()]), min_size=HEAD, max_size=40), st.sets(st.integers(0, NEAR - 1), max_size=NEAR - HEAD))
@example([TITLE, *(f"line {number}" for number in range(12)), TITLE], {1})
@example([TITLE, *(f"line {number}" for number in range(22)), TITLE], {*range(1, 12)})
def test_a_title_that_comes_near_to_its_copy_is_foreseen(lines: list[str], gone: set[int]) -> None:
    left = [line for number, line in enumerate(lines) if number not in gone]
    if list(propose_title(Page("\n".join([*left, PROSE]), {}))):
        assert seen("\n".join(lines)).may_bring_title(len(lines) - len(left))


def test_letters_that_fold_as_one_are_flat_as_one_and_the_others_are_asked_about() -> None:
    """A copy of a title is looked for among flat lines: all that case folding makes the same must be the same there, or be asked about."""
    points = [chr(point) for point in range(128, sys.maxunicode + 1) if not 0xD800 <= point < 0xE000]
    unlike = [char for char in points if char.casefold() != char and flat(f"a {char} b c") != flat(f"a {char.casefold()} b c")]
    assert len(unlike) > 100
    assert [char for char in unlike if not seen(f"a {char} b c").title_twice] == []
