from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.repeats.furniture import Lines, find_furniture
from cleaner.text.lines import line_key

WORDS = "amber basin cedar delta ember fjord grove heron inlet jetty kelp lagoon marsh north otter perch quay ridge shoal tidal".split()


def lines_of(pages: Sequence[Sequence[str]]) -> Lines:
    keys = [line_key(line) for page in pages for line in page]
    doc = [number for number, page in enumerate(pages) for _ in page]
    exact, masked, words, left, flags = (np.array(column) for column in zip(*keys, strict=True)) if keys else (np.array([]),) * 5
    return Lines(
        np.array(doc, np.int64), exact.astype(np.uint64), masked.astype(np.uint64), words.astype(np.int64), left.astype(np.int64), flags.astype(np.int64)
    )


def left(pages: Sequence[Sequence[str]], clusters: Sequence[int] | None = None) -> list[list[str]]:
    """Return the pages without their furniture."""
    found = find_furniture(lines_of(pages), np.array(range(len(pages)) if clusters is None else clusters, np.int64))
    gone = iter(found.gone)
    return [[line for line in page if not next(gone)] for page in pages]


def article(number: int, sentences: int = 6) -> list[str]:
    """Return paragraphs that no other number shares."""
    rng = np.random.default_rng(number)
    return [" ".join(rng.choice(WORDS, 16)) + f" {WORDS[number % 20]}{number}x{i}." for i in range(sentences)]


def test_takes_the_same_lines_at_the_same_end_of_many_pages() -> None:
    pages = [["Home", f"Title number {WORDS[i]}", *article(i), "Share this", "More stories"] for i in range(12)]
    assert left(pages) == [page[1:-2] for page in pages]


def test_two_pages_are_enough_for_what_stands_at_the_same_end_of_both() -> None:
    pages = [["Home", *article(i), "Contact us today"] for i in range(2)]
    assert left(pages) == [page[1:-1] for page in pages]


def test_keeps_what_an_article_posted_many_times_shares_with_itself() -> None:
    pages = [article(1) for _ in range(8)] + [article(i) for i in range(2, 5)]
    assert left(pages, [0] * 8 + [1, 2, 3]) == pages


def test_keeps_a_quotation_in_the_midst_of_some_articles() -> None:
    quote = "We shall rebuild the pier, said the mayor, however long the council takes to find the money."
    pages = [[*article(i, 8)[:4], *([quote] if i < 5 else []), *article(i, 8)[4:]] for i in range(20)]
    assert left(pages) == pages


def test_keeps_the_headline_on_its_own_page_that_all_others_point_to() -> None:
    headline = "Pier reopens after long winter"
    pages = [[f"Title {WORDS[i]} {WORDS[-i]}", *article(i), "Latest posts", headline] for i in range(1, 15)]
    pages.append([headline, *article(40), "Latest posts", headline])
    assert left(pages)[-1] == [headline, *article(40)]
    assert left(pages)[0] == pages[0][:-2]


def test_keeps_a_label_whose_value_stays() -> None:
    pages = [[*article(i), "WHERE:", f"{WORDS[i]} hall beside the {WORDS[i + 1]} market"] for i in range(12)]
    assert left(pages) == pages


def test_masks_dates_and_counters() -> None:
    pages = [[f"{i + 1} May 2024", *article(i), f"{i * 17} comments"] for i in range(12)]
    assert left(pages) == [page[1:-1] for page in pages]


def test_keeps_headlines_that_differ_in_a_number_only() -> None:
    pages = [[f"Brewer sentenced to {i + 2} years in prison" if i < 4 else f"Other {WORDS[i % 20]} {i}x news", *article(i)] for i in range(40)]
    assert left(pages) == pages


def test_keeps_numbers_and_codes_in_the_midst_of_articles() -> None:
    pages = [[*article(i, 8)[:4], f"{17 * i}", f"Case # {i}CF{1000 + i}" if i % 3 else f"{3 * i} May 2024", *article(i, 8)[4:]] for i in range(30)]
    assert left(pages) == pages


def test_keeps_a_headline_between_lines_that_go() -> None:
    headlines = [f"Pier {word} reopens after long winter" for word in WORDS]
    pages = [["News", headlines[i], f"Admin | {i + 1} May 2024", *article(i), "Latest posts", headlines[i - 1], headlines[i - 2]] for i in range(20)]
    assert all(page[0] == headlines[i] for i, page in enumerate(left(pages)))


@pytest.mark.parametrize(("often", "goes"), [(8, False), (15, True)])
def test_keeps_a_long_line_at_the_head_of_some_pages(often: int, goes: bool) -> None:
    opening = "The harbour office has money again for piers and lights and for all who mend them."
    pages = [[*([opening] if i < often else []), *article(i), "More stories"] for i in range(20)]
    assert left(pages) == [page[goes and i < often : -1] for i, page in enumerate(pages)]


def test_takes_a_rare_line_between_the_same_two_that_go() -> None:
    pages = [[*article(i), "Share this", *(["Tell a friend"] if i < 2 else []), "More stories"] for i in range(40)]
    assert left(pages) == [page[:6] for page in pages]


def test_keeps_a_label_and_its_value_where_values_often_stay() -> None:
    values = ["City hall, room 12"] * 4 + [f"{WORDS[i]} hall beside the {WORDS[i + 1]} market" for i in range(6)]
    pages = [[*article(i), "WHERE:", values[i]] for i in range(10)]
    assert left(pages) == pages


@pytest.mark.parametrize("signature", [[], ["Maria Harlow"], ["Maria Harlow", "Chair of the harbour committee"]])
def test_keeps_the_end_of_letters(signature: list[str]) -> None:
    letters = [[*article(i), "Sincerely,", *signature, "More stories"] for i in range(6)]
    others = [[*article(i), "More stories"] for i in range(6, 20)]
    assert left([*letters, *others]) == [page[:-1] for page in [*letters, *others]]


def test_a_page_of_nothing_else_stays() -> None:
    pages = [["Home", *article(i), "Contact us today"] for i in range(11)] + [["Home", "Contact us today"]]
    assert left(pages)[-1] == ["Home", "Contact us today"]


def test_one_page_has_no_furniture() -> None:
    pages = [["Home", *article(0), "Home"]]
    assert left(pages) == pages


@pytest.mark.parametrize("pages", [[], [[]], [[], []]])
def test_nothing_comes_of_nothing(pages: list[list[str]]) -> None:
    assert left(pages) == pages


@given(st.data())
def test_order_of_documents_does_not_count(data: st.DataObject) -> None:
    lines = st.sampled_from(
        ["Home", "Share this", "A:", "Posted 3 May", "Posted 4 May", "He left the house and went down to the old harbour to look at the boats.", "x", "y"]
    )
    pages = data.draw(st.lists(st.lists(lines, max_size=8), min_size=1, max_size=8))
    clusters = data.draw(st.lists(st.integers(0, 4), min_size=len(pages), max_size=len(pages)))
    order = data.draw(st.permutations(range(len(pages))))
    shuffled = left([pages[i] for i in order], [clusters[i] for i in order])
    straight = left(pages, clusters)
    assert shuffled == [straight[i] for i in order]
