"""An automaton as arrays, as `cleaner.kernels.automaton` reads it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner.rules_engine.automaton import WIDE, Automaton

__all__ = ["laid_out"]

ROOM = 512
"""States that are remembered: texts lead to a few dozen."""
_CLASS_WORDS = 33
"""Words that the classes of symbols take, a byte each, for each byte and both ends of a line; as the kernel has them."""
_BITS = 64


def laid_out(automaton: Automaton) -> list[NDArray[Any]]:
    """Return sets of positions as uint64, with the classes of symbols before them, and moves as int32, of which none is worked out yet."""
    positions = len(automaton.follow)
    words = -(-positions // _BITS)
    kinds = list(dict.fromkeys(automaton.masks))
    by_symbol = list(map(kinds.index, automaton.masks))
    classes = bytes([*by_symbol[:WIDE], *by_symbol[WIDE : WIDE + 1] * 128, *by_symbol[WIDE + 1 :]]).ljust(8 * _CLASS_WORDS, b"\0")
    head = np.array([words, len(kinds), positions, ROOM, 1], np.uint64)
    sets = _as_words([*kinds, *automaton.follow, automaton.accept, 0, 1], words)
    rest = np.zeros(words * ROOM, np.uint64)
    return [np.concatenate([head, np.frombuffer(classes, np.uint64), sets, rest]), np.zeros((ROOM + 1) * len(kinds), np.int32)]


def _as_words(sets: Iterable[int], words: int) -> NDArray[np.uint64]:
    return np.frombuffer(b"".join(one.to_bytes(8 * words, "little") for one in sets), np.uint64)
