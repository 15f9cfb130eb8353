"""Where in a document a match may begin: anywhere, or so many blocks from an end."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from cleaner.rules_engine.spec import Where

__all__ = ["Stretch", "is_within", "stretches"]

LARGEST_SHARE = 3
"""The head and the tail of a text never reach further than one block in so many."""
AROUND = 4
"""How many times its reach a rule for the head or the tail looks around for more of the same."""


class Stretch(NamedTuple):
    """Solid blocks that a match may begin in; within a wider stretch of them at most so many may, or they are a list."""

    first: int
    last: int
    wide_first: int
    wide_last: int
    most: int


@lru_cache(maxsize=4096)
def stretches(where: Where, count: int) -> tuple[Stretch, ...]:
    """Return the stretches of a document of `count` solid blocks that a match may begin in."""
    if not where.head and not where.tail:
        return (Stretch(0, count, 0, count, count),) if count else ()
    found = []
    head, tail = _reach(where.head or 0, count), _reach(where.tail or 0, count)
    if where.head and head:
        found.append(Stretch(0, head, 0, min(count, AROUND * where.head), where.head))
    if where.tail and tail:
        found.append(Stretch(max(head, count - tail), count, max(0, count - AROUND * where.tail), count, where.tail))
    return tuple(found)


def is_within(where: Where, number: int, count: int) -> bool:
    """Tell whether a match may begin at a solid block."""
    return any(stretch.first <= number < stretch.last for stretch in stretches(where, count))


def _reach(wanted: int, count: int) -> int:
    """Return how many blocks so many from an end are: never more than a third of all, at least one."""
    return min(wanted, max(1, count // LARGEST_SHARE), count)
