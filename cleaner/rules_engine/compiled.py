"""Clauses of literals as arrays, looked for by machine code: the fast way of a `Prefilter`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner.kernels.native import bound
from cleaner.rules_engine.clauses import Clause
from cleaner.rules_engine.flat import flat_table
from cleaner.rules_engine.literals import BEGIN, END, plain
from cleaner.rules_engine.windows import AT_BEGIN, AT_END, Windows

__all__ = ["Compiled"]

ROOM = 1 << 12
"""Rules in lines that are told of at first; more where a text has more."""
_PAD = b"\n" * 128


class Compiled:
    """Clauses of rules; one thread may use it at a time."""

    KERNEL = "find_literals"

    def __init__(self, clauses: Sequence[Sequence[Clause]]) -> None:
        numbers: dict[str, int] = {}
        of = [(rule, clause) for rule, some in enumerate(clauses) for clause in some]
        firsts = [[numbers.setdefault(literal, len(numbers)) for literal in sorted(clause.groups[0])] for _, clause in of]
        searched = len(numbers)
        besides = [[[numbers.setdefault(literal, len(numbers)) for literal in sorted(group)] for group in clause.groups[1:]] for _, clause in of]
        uses: list[list[int]] = [[] for _ in range(searched)]
        for number, some in enumerate(firsts):
            for literal in some:
                uses[literal].append(number)
        groups = [group for some in besides for group in some]
        self.rules = len(clauses)
        self._make_tables(list(numbers), searched)
        self._clock = np.zeros(1, np.int64)
        self._fixed: list[NDArray[Any]] = [
            _sums(map(len, uses)),
            _ints(clause for some in uses for clause in some),
            _ints(clause.words for _, clause in of),
            _sums(map(len, besides)),
            _sums(map(len, groups)),
            _ints(literal for group in groups for literal in group),
            _ints(rule for rule, _ in of),
            np.full(len(of) + 1, -1, np.int64),
            np.full(self.rules + 1, -1, np.int64),
            np.full(3, -1, np.int64),
            np.zeros(64, np.uint64),
            self._clock,
        ]
        self._points = _points()
        self._ascii = self._points[:128].astype(np.uint8)
        self._resize(1 << 16, ROOM + self.rules)

    def find(self, data: bytes) -> list[tuple[int, int]]:
        """Return (rule, line) for each rule of which a clause holds in a line."""
        if 2 * len(data) + len(_PAD) > len(self._line):
            self._resize(3 * len(data) + len(_PAD), self._room)
        begin, padded = int(self._clock[0]), b"".join((b"\n", data, _PAD))
        while (told := self._call(padded, len(data) + 1)) < 0:
            self._resize(len(self._line), 4 * self._room)
            begin = int(self._clock[0])
        return [(rule, line - begin) for rule, line in self._found[: 2 * told].reshape(-1, 2).tolist()] if told else []

    def _resize(self, line: int, room: int) -> None:
        """Make room for so many bytes of a line, and so much that is found."""
        self._room = room
        self._line, self._found = np.zeros(line, np.uint8), np.zeros(2 * room, np.int64)
        self._arrays: list[NDArray[Any]] = [self._ascii, self._points, self._line, *self._tables, *self._fixed, self._found]
        self._call = bound(self.KERNEL, room, self.rules, np.array([array.ctypes.data for array in self._arrays], np.int64))

    def _make_tables(self, literals: Sequence[str], searched: int) -> None:
        """Make tables of all literals, with windows to search the first of them by."""
        written = [plain(literal).encode("utf-8", "surrogatepass") for literal in literals]
        flags = [AT_BEGIN * literal.startswith(BEGIN) + AT_END * literal.endswith(END) for literal in literals]
        windows = Windows()
        for number, (literal, flag) in enumerate(zip(written[:searched], flags, strict=False)):
            windows.add(number, literal, flag)
        self._tables = [
            *windows.arrays(), _sums(map(len, written)), _ints(map(len, written)), np.array([*flags, 0], np.uint8),
            np.frombuffer(b"".join(written) + bytes(8), np.uint8),
        ]  # fmt: skip


@cache
def _points() -> NDArray[np.uint32]:
    return np.array(flat_table(), np.uint32)


def _sums(lengths: Iterable[int]) -> NDArray[np.int32]:
    return np.cumsum([0, *lengths]).astype(np.int32)


def _ints(values: Iterable[int]) -> NDArray[np.int32]:
    return np.array([*values, 0], np.int32)
