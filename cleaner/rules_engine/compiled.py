"""Clauses of literals as arrays, looked for by machine code: the fast way of a `Prefilter`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from hashlib import blake2b
from typing import Any
from unicodedata import unidata_version

import numpy as np
from numpy.typing import NDArray

from cleaner.kernels.agreed import ENGLISH, LINE_TWICE, MARKED, NEAR, NEAR_TWICE, PLACES, SLOTS, TITLE_TWICE
from cleaner.kernels.cache import array_kept
from cleaner.kernels.native import bound
from cleaner.rules_engine.automaton import Automaton
from cleaner.rules_engine.clauses import Clause
from cleaner.rules_engine.flat import flat_table
from cleaner.rules_engine.index import engine_digest
from cleaner.rules_engine.layout import laid_out
from cleaner.rules_engine.literals import BEGIN, END, plain
from cleaner.rules_engine.prefilter import KERNEL, Looked
from cleaner.rules_engine.windows import AT_BEGIN, AT_END, Windows, tables_of
from cleaner.text.survey import Survey

__all__ = ["Compiled"]

ROOM = 1 << 12
"""Rules in lines that are told of at first; more where a text has more."""
_PAD = b"\n" * 128
_TWICE = TITLE_TWICE | LINE_TWICE | NEAR_TWICE


class Compiled:
    """Clauses of rules, and the automata that have the last word, each made when its rule is first found; one thread may use it at a time."""

    def __init__(self, clauses: Sequence[Sequence[Clause]], automaton: Callable[[int], Automaton]) -> None:
        self._automaton = automaton
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
        said = np.zeros(7, np.int64)
        self._numbers = said.data
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
            said,
        ]
        self._seen: list[NDArray[Any]] = [np.zeros(SLOTS, np.uint64), np.full(SLOTS, -1, np.int64), np.zeros(NEAR, np.uint64), np.zeros(2 * PLACES, np.int64)]
        self._places = self._seen[-1].data
        self._automata = np.zeros(2 * len(clauses) + 1, np.int64)
        self._kept: dict[int, list[NDArray[Any]]] = {}
        self._points = _points()
        self._ascii = self._points[:128].astype(np.uint8)
        self._resize(1 << 16, ROOM + self.rules)

    def look(self, data: bytes) -> Looked:
        """Return what `Prefilter.look` returns, of rules by their literals and their automata."""
        size = len(data)
        if 2 * size + len(_PAD) > self._size:
            self._resize(3 * size + len(_PAD), self._room)
        padded = b"".join((b"\n", data, _PAD))
        told = self._say(padded, size + 1)
        while told and not self._is_ready(told):
            told = self._say(padded, size + 1)
        clock, begin, solid, seeming, _, _, flags = self._numbers.tolist()
        spans = self._spans(solid, size) if (told or flags & _TWICE) and solid <= PLACES else None
        found = list(zip(told[::3], [line - begin for line in told[1::3]], told[2::3], strict=True)) if told else []
        return found, Survey(clock - begin, seeming, flags & TITLE_TWICE, flags & LINE_TWICE, flags & NEAR_TWICE, solid, spans, flags & MARKED, flags & ENGLISH)

    def _spans(self, solid: int, size: int) -> list[tuple[int, int]]:
        """Return where the solid lines of a text of so many bytes begin and end."""
        ends = self._places[: 2 * solid].tolist()
        if ends and ends[-1] > size:  # the last line has no line end
            ends[-1] = size
        return list(zip(ends[::2], ends[1::2], strict=True))

    def _say(self, padded: bytes, end: int) -> list[int]:
        """Return rules, lines and solid lines, in turns; there is more room where there was too little."""
        while (told := self._call(padded, end)) < 0:
            self._resize(self._size, 4 * self._room)
        return self._told[: 3 * told].tolist() if told else []

    def _is_ready(self, told: Sequence[int]) -> bool:
        """Tell whether each rule that is told of has an automaton; else make those that lack."""
        new = {rule for rule in told[::3] if rule not in self._kept}
        for rule in new:
            self._kept[rule] = laid_out(self._automaton(rule))
            self._automata[2 * rule : 2 * rule + 2] = [array.ctypes.data for array in self._kept[rule]]
        return not new

    def _resize(self, line: int, room: int) -> None:
        """Make room for so many bytes of a line, and so much that is found."""
        self._size, self._room = line, room
        self._line, self._found = np.zeros(line, np.uint8), np.zeros(3 * room, np.int64)
        self._told = self._found.data
        self._arrays: list[NDArray[Any]] = [self._ascii, self._points, self._line, *self._tables, *self._fixed, self._found, *self._seen, self._automata]
        self._call = bound(KERNEL, room, self.rules, np.array([array.ctypes.data for array in self._arrays], np.int64))

    def _make_tables(self, literals: Sequence[str], searched: int) -> None:
        """Make tables of all literals, with windows to search the first of them by."""
        written = [plain(literal).encode("utf-8", "surrogatepass") for literal in literals]
        flags = [AT_BEGIN * literal.startswith(BEGIN) + AT_END * literal.endswith(END) for literal in literals]
        self._tables = [
            *tables_of(_windows(written[:searched], flags)), _sums(map(len, written)), _ints(map(len, written)), np.array([*flags, 0], np.uint8),
            np.frombuffer(b"".join(written) + bytes(8), np.uint8),
        ]  # fmt: skip


def _windows(literals: Sequence[bytes], flags: Sequence[int]) -> NDArray[np.uint64]:
    """Return the windows of literals: worked out once on a machine, which takes up to a sixth of a second."""

    def build() -> NDArray[np.uint64]:
        windows = Windows()
        for number, (literal, flag) in enumerate(zip(literals, flags, strict=False)):
            windows.add(number, literal, flag)
        return windows.array()

    of = blake2b(b"\n".join(literals) + bytes(flags[: len(literals)]), digest_size=8).hexdigest()
    return array_kept(f"windows-{of}-{engine_digest()}", build)


@cache
def _points() -> NDArray[np.uint32]:
    """Return the flat forms of code points: worked out once on a machine, which takes a tenth of a second."""
    return array_kept(f"flat-{unidata_version}-{engine_digest()}", lambda: np.array(flat_table(), np.uint32))


def _sums(lengths: Iterable[int]) -> NDArray[np.int32]:
    return np.cumsum([0, *lengths]).astype(np.int32)


def _ints(values: Iterable[int]) -> NDArray[np.int32]:
    return np.array([*values, 0], np.int32)
