"""A rule in the making: the entries of its match, where it looks, and what was counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cleaner.mine.casing import Casing
from cleaner.mine.pattern import Form, forms_of
from cleaner.mine.personal import NAME, find_parts
from cleaner.mine.variants import Frame
from cleaner.repeats.furniture import EITHER, HEAD, TAIL

__all__ = ["Draft", "Seen", "draft_of"]

SURE_WORDS, SURE_SHARE = 8, 0.5
"""From so many words on that must stand as they do, several lines, or one that stands on this share of the site's pages, need no place."""
WORDS_BY_NAME = 2
"""Words that must stand as they do for each name that may be any."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A template as it was found: of each of its lines the spellings with their counts; where and how often it stands.

    `site` is empty where the rule is to run on all; `numbers` says of each line whether its numbers change; of variants that differ in one place, `frame`
    is what they have in common.
    """

    site: str
    lines: tuple[Mapping[str, int], ...]
    numbers: tuple[bool, ...]
    pages: int
    site_pages: int
    place: int
    head: int
    tail: int
    frame: Frame | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What becomes a rule: of each entry its forms, and how many blocks from either end it looks (0: no limit there)."""

    seen: Seen
    entries: tuple[tuple[Form, ...], ...]
    head: int = 0
    tail: int = 0

    @property
    def words(self) -> int:
        """The fewest words that a match holds as they stand."""
        return sum(min(form.words for form in entry) for entry in self.entries)

    @property
    def example(self) -> tuple[str, ...]:
        """The commonest spelling of each line."""
        return tuple(entry[0].line for entry in self.entries)


def draft_of(seen: Seen, casing: Casing) -> Draft | str:
    """Return the draft of a template, or why it cannot become a rule."""
    entries = tuple(tuple(forms_of(lines, casing, numbers=numbers, frame=seen.frame)) for lines, numbers in zip(seen.lines, seen.numbers, strict=True))
    draft = Draft(seen, entries)
    if any(not form.pattern.strip("^$") for entry in entries for form in entry):
        return "a line without words"
    if draft.words < max(1, WORDS_BY_NAME * (_names(draft.example, casing) or seen.frame is not None)):
        return "too few words beside names and numbers"
    if draft.words >= SURE_WORDS and (len(entries) > 1 or seen.pages >= SURE_SHARE * seen.site_pages):
        return draft
    head = seen.head if seen.place in (HEAD, EITHER) else 0
    tail = seen.tail if seen.place in (TAIL, EITHER) else 0
    return Draft(seen, entries, head, tail)


def _names(lines: Sequence[str], casing: Casing) -> int:
    return sum(part.kind == NAME for line in lines for part in find_parts(line, casing))
