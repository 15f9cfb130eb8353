"""A title that stands twice at the head of a text: once as the page's title, once more over the story. The second copy goes.

Only a copy ever goes, never the only title. Verse is left alone: a poem may begin with the words of its title.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from cleaner.kernels.agreed import HEAD, LONGEST_TITLE
from cleaner.model import Edit
from cleaner.repeats.why import TITLE
from cleaner.text.fold import fold
from cleaner.text.page import Page
from cleaner.text.words import count_words

__all__ = ["may_repeat_title", "propose_title"]

TITLE_WORDS = range(4, 31)
PROSE_WORDS = 25
PROSE_WITHIN = 8
"""Of so many blocks below the copy one must be prose, or the text is verse, a list or a menu."""
MOST_LEADS = 1
FIRST_AS_META, FIRST_AS_TWIN = 6, 4
"""How far down the first copy may stand, counted from 0: of the document's known title, and with its twin right below it."""
TWIN_OF_FIRST = 6
"""How far down the copy of the very first block may stand."""
UNLIKE_TITLE = tuple(".,;:…–—-,;:।。，、；：؛،")


def may_repeat_title(rows: Iterable[bytes]) -> bool:
    """Tell, fast, whether two of the first lines that are not blank are the same, but for their case."""
    head = islice(_solid(rows), HEAD)
    keys = [row.decode("utf-8", "replace").strip("#*_ ").casefold() for row in head if len(row) <= LONGEST_TITLE]
    return len(set(keys)) < len(keys)


def _solid(rows: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the lines that are not blank, without white space of ASCII at their ends."""
    return (row for row in map(bytes.strip, rows) if row and (32 < row[0] < 127 or row.decode("utf-8", "replace").strip()))


def propose_title(page: Page) -> Iterator[Edit]:
    """Yield an edit for each copy of the title but the first, if two of the first lines are the same, and not only two blocks."""
    if not may_repeat_title(page.rows):
        return
    keys = [page.content(number).casefold() for number in range(min(HEAD, page.count))]
    for number, key in enumerate(keys):
        first = keys.index(key)
        if first < number and _may_be_title(page, first) and _may_be_title(page, number) and _is_copy(page, first, number):
            yield Edit(*page.spans[number], TITLE, f"block {number + 1} of {page.count} is block {first + 1} again")


def _may_be_title(page: Page, number: int) -> bool:
    content = page.content(number)
    is_line = page.kind(number) in ("paragraph", "heading") and len(content) <= LONGEST_TITLE and not content.endswith(UNLIKE_TITLE)
    return is_line and count_words(content) in TITLE_WORDS


def _is_copy(page: Page, first: int, number: int) -> bool:
    """Tell whether two blocks that say the same stand where a title and its copy do."""
    title = str(page.meta.get("title") or "")
    known = bool(title) and first <= FIRST_AS_META and fold(title) == fold(page.content(number))
    is_twin = (first == 0 and number <= TWIN_OF_FIRST) or (number == first + 1 and first <= FIRST_AS_TWIN)
    return (known or is_twin) and _stands_over_prose(page, first, number)


def _stands_over_prose(page: Page, first: int, number: int) -> bool:
    """Tell whether the story begins below a copy: no sentence that the copy begins, and at most a lead between it and the first."""
    below: Sequence[int] = range(number + 1, min(page.count, number + 1 + PROSE_WITHIN))
    leads = sum(page.words(at) >= PROSE_WORDS for at in range(first + 1, number))
    return leads <= MOST_LEADS and any(page.words(at) >= PROSE_WORDS for at in below) and not page.content(number + 1)[:1].islower()
