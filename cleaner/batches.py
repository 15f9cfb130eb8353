"""Items in batches: what is done to several at once costs less than to one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

__all__ = ["in_batches"]

T = TypeVar("T")
MOST, LARGEST = 64, 1 << 18
"""Items in a batch, and their size together, from which on no more are added."""


def in_batches(items: Iterable[T], size: Callable[[T], int]) -> Iterator[list[T]]:
    """Yield items in batches, in order; a large one ends its batch, and those before an error come before it."""
    some: list[T] = []
    total = 0
    try:
        for item in items:
            some.append(item)
            total += size(item)
            if len(some) == MOST or total >= LARGEST:
                yield some
                some, total = [], 0
    except Exception:
        if some:
            yield some
        raise
    if some:
        yield some
