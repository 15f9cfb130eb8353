"""Repetition inside a document: promo blocks that stand several times, and long paragraphs three times or more.

Repetition alone is no evidence. Tables, refrains, questions and lists repeat more often than residue does, so a short
block must have the shape of a promo, and a long one must be prose.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from cleaner.kernels.agreed import LONG_LINE
from cleaner.model import Edit
from cleaner.repeats.lexicon import PROMOS
from cleaner.repeats.twice import folds_twice
from cleaner.repeats.why import PARAGRAPH, PROMO
from cleaner.text.page import Page
from cleaner.text.words import count_words, has_sentence

__all__ = ["may_repeat", "propose"]

PROMO_WORDS = range(12, 121)
PARAGRAPH_WORDS = 30
PARAGRAPH_TIMES = 3
LONGEST_RUN = 6
MOST_DIFFERENT = 3
"""Promos and paragraphs that repeat in one text; more of them are a list."""
HEADING_WORDS = 12
DATED_WITHIN = 2
DATED = re.compile(r"\b(?:19|20)\d\d\b")


def may_repeat(page: Page) -> bool:
    """Tell, fast, whether some line of at least `LONG_LINE` signs that ends a sentence stands more than once."""
    lines: Sequence[bytes | str] = page.rows if page.seems_by_line else page.contents
    long = [line for line in lines if len(line) >= LONG_LINE]
    times = Counter(long)
    return len(times) < len(long) and any(_is_said(line) for line, number in times.items() if number > 1)


def _is_said(line: bytes | str) -> bool:
    return has_sentence(line if isinstance(line, str) else line.decode("utf-8", "replace"))


def propose(page: Page) -> list[Edit]:
    """Return an edit for every copy of a repeated promo, and for every copy but the first of a repeated paragraph.

    Where many different things repeat, the text is a list of the same things in several places (events by city, clauses by
    country), and nothing goes.
    """
    keys = [key if key and page.kind(number) not in ("code", "table") else "" for number, key in enumerate(folds_twice(page))]
    places: dict[str, list[int]] = {}
    for number, key in enumerate(keys):
        if key:
            places.setdefault(key, []).append(number)
    done: set[int] = set()
    found: list[list[Edit]] = []
    again = sum(len(numbers) >= PARAGRAPH_TIMES and _is_prose(page.content(numbers[0])) for numbers in places.values())
    for numbers in places.values():
        if len(numbers) < 2 or numbers[0] in done:
            continue
        length = _run_length(keys, places, numbers)
        done.update(range(numbers[0], numbers[0] + length))
        found.append(_judge(page, numbers, length))
    found = [edits for edits in found if edits]
    return [edit for edits in found for edit in edits] if max(len(found), again) <= MOST_DIFFERENT else []


def _run_length(keys: Sequence[str], places: dict[str, list[int]], numbers: Sequence[int]) -> int:
    """Return how many blocks repeat together, from these on, always in the same order."""
    length = 1
    while length < LONGEST_RUN:
        following = [number + length for number in numbers]
        key = keys[following[0]] if following[0] < len(keys) else ""
        if not key or places[key] != following:
            break
        length += 1
    return length


def _judge(page: Page, numbers: Sequence[int], length: int) -> list[Edit]:
    contents = list(map(page.content, range(numbers[0], numbers[0] + length)))
    promos = list(_promos(contents, page.language))
    if promos:
        rule, runs = PROMO, [(number + first, number + last) for first, last in promos for number in numbers]
    elif length == 1 and len(numbers) >= PARAGRAPH_TIMES and _is_prose(contents[0]) and not any(_is_section(page, number) for number in numbers):
        rule, runs = PARAGRAPH, [(number, number) for number in numbers[1:]]
    else:
        return []
    return [] if _is_dated(page, numbers) else list(_edits(page, rule, runs, len(numbers)))


def _is_section(page: Page, number: int) -> bool:
    """Tell whether a block is no paragraph, or begins a section: under a heading, a label or code. Sections of manuals and laws repeat each other."""
    return page.kind(number) != "paragraph" or (number > 0 and (page.kind(number - 1) in ("heading", "code") or _is_label(page.content(number - 1))))


def _is_dated(page: Page, numbers: Sequence[int]) -> bool:
    """Tell whether all of these blocks stand right below different lines with a year: what entries of a list say of themselves."""
    above = {" ".join(map(page.content, range(max(0, number - DATED_WITHIN), number))) for number in numbers}
    return len(above) == len(numbers) and all(map(DATED.search, above))


def _edits(page: Page, rule: str, runs: Iterable[tuple[int, int]], copies: int) -> Iterator[Edit]:
    for run in runs:
        yield Edit(page.spans[run[0]][0], page.spans[run[1]][1], rule, f"{copies} copies")


def _promos(contents: Sequence[str], language: str) -> Iterator[tuple[int, int]]:
    """Yield the first and last of blocks in a row that are a promo: a pitch, under a short heading and over its buttons where it has them."""
    for i, content in enumerate(contents):
        headed = i > 0 and _is_label(contents[i - 1])
        if _is_promo(f"{contents[i - 1] if headed else ''}\n{content}", language) and has_sentence(content):
            buttons = sum(1 for _ in takewhile(_is_label, contents[i + 1 :]))
            yield i - headed, i + buttons


def _is_label(content: str) -> bool:
    return count_words(content) <= HEADING_WORDS and not has_sentence(content)


def _is_promo(text: str, language: str) -> bool:
    promos = [PROMOS[language]] if language in PROMOS else PROMOS.values() if not language else []
    return count_words(text) in PROMO_WORDS and any(promo.is_in(text) for promo in promos)


def _is_prose(text: str) -> bool:
    return has_sentence(text, words=PARAGRAPH_WORDS)
