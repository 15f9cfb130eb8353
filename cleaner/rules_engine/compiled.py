"""Clauses of literals as arrays, looked for by machine code: the fast way of a `Prefilter`."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from hashlib import blake2b
from typing import Any
from unicodedata import unidata_version

import numpy as np
from numpy.typing import NDArray

from cleaner.kernels.agreed import AT_BEGIN, AT_END, ENGLISH, LINE_TWICE, MARKED, NEAR, NEAR_TWICE, PAD, PLACES, RECORD, SLOTS, TITLE_TWICE
from cleaner.kernels.cache import array_kept
from cleaner.kernels.native import bound
from cleaner.rules_engine.automaton import Automaton
from cleaner.rules_engine.clauses import Clause
from cleaner.rules_engine.flat import flat_table
from cleaner.rules_engine.index import engine_digest
from cleaner.rules_engine.layout import laid_out
from cleaner.rules_engine.literals import BEGIN, END, plain
from cleaner.rules_engine.prefilter import KERNEL, Looked
from cleaner.rules_engine.windows import Windows, tables_of
from cleaner.text.survey import Survey

__all__ = ["Compiled"]

ROOM = 1 << 12
"""Rules in lines that are told of at first; more where a text has more."""
MOST_TEXTS = 64
"""Texts that machine code looks at in one call."""
LOG = 1 << 14
"""Numbers that it may write of them, beside those of the largest."""
_PAD = b"\n" * PAD


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
            np.full(2, -1, np.int64),
            np.zeros(searched + 1, np.int32),
            np.full(searched + 1, -1, np.int64),
            np.zeros(6, np.int64),
        ]
        self._seen: list[NDArray[Any]] = [np.zeros(SLOTS, np.uint64), np.full(SLOTS, -1, np.int64), np.zeros(NEAR, np.uint64), np.zeros(2 * PLACES, np.int64)]
        self._automata = np.zeros(2 * len(clauses) + 1, np.int64)
        self._kept: dict[int, list[NDArray[Any]]] = {}
        self._points = _points()
        self._ascii = self._points[:128].astype(np.uint8)
        self._resize(1 << 16, ROOM + self.rules)

    def look(self, data: bytes) -> Looked:
        """Return what `Prefilter.look` returns, of rules by their literals and their automata."""
        size = len(data)
        self._make_room(size)
        padded = b"".join((_PAD, data, _PAD))
        while True:
            self._size_of_one[0] = size
            self._call(padded, 1)
            said = self._log[: self._log[0]].tolist()
            if (looked := self._read(said, 1)) is not None:
                return looked
            if said[2] < 0:
                self._resize(self._size, 4 * self._room)

    def look_at_all(self, texts: Sequence[bytes]) -> list[Looked | None]:
        """Return what `look` returns of each of some texts; None of those on which nothing can fire: they are known to be English, with a block a line."""
        self._make_room(max(map(len, texts), default=0))
        found: list[Looked | None] = [None] * len(texts)
        first = 0
        while first < len(texts):
            some = texts[first : first + MOST_TEXTS]
            self._sizes[: len(some)] = array("q", map(len, some))
            done = self._call_all(_PAD.join((b"", *some, b"")), len(some))
            for number, looked in self._read_all(self._log[: self._log[0]].tolist()):
                found[first + number] = looked or self.look(some[number])
            first += done
        return found

    def _read_all(self, said: list[int]) -> Iterator[tuple[int, Looked | None]]:
        """Yield the number of each text in the log, and what `_read` makes of it."""
        at = 1
        while at < len(said):
            yield said[at], self._read(said, at)
            at += RECORD + 3 * max(said[at + 1], 0) + 2 * max(said[at + 6], 0)

    def _read(self, said: list[int], at: int) -> Looked | None:
        """Return what the log says of the text at a place; None if there was too little room, or an automaton had to be made: then one must look again."""
        told, lines, seeming, flags, solid, spans = said[at + 1 : at + RECORD]
        at += RECORD
        end = at + 3 * told
        if told < 0 or (told and not self._is_ready(said[at:end:3])):
            return None
        hits, places = iter(said[at:end]), iter(said[end : end + 2 * spans])
        where = list(zip(places, places, strict=True)) if spans >= 0 else None
        survey = Survey(lines, seeming, flags & TITLE_TWICE, flags & LINE_TWICE, flags & NEAR_TWICE, solid, where, flags & MARKED, flags & ENGLISH)
        return list(zip(hits, hits, hits, strict=True)), survey

    def _is_ready(self, rules: Iterable[int]) -> bool:
        """Tell whether each of some rules has an automaton; else make those that lack."""
        if self._kept.keys() >= (asked := set(rules)):
            return True
        for rule in asked - self._kept.keys():
            self._kept[rule] = laid_out(self._automaton(rule))
            self._automata[2 * rule : 2 * rule + 2] = [array.ctypes.data for array in self._kept[rule]]
        return False

    def _make_room(self, size: int) -> None:
        """Make room for lines of so many bytes."""
        if 2 * size + len(_PAD) > self._size:
            self._resize(3 * size + len(_PAD), self._room)

    def _resize(self, line: int, room: int) -> None:
        """Make room for so many bytes of a line, and so much that is found."""
        self._size, self._room = line, room
        self._line, found, log = np.zeros(line + 2 * len(_PAD), np.uint8), np.zeros(3 * room, np.int64), np.zeros(LOG + 3 * room + 2 * PLACES, np.int64)
        self._log = log.data
        self._arrays: list[NDArray[Any]] = [self._ascii, self._points, self._line, *self._tables, *self._fixed, found, *self._seen, self._automata]
        addresses = np.array([array.ctypes.data for array in self._arrays], np.int64)
        one, self._sizes = np.zeros(1, np.int64), np.zeros(MOST_TEXTS, np.int64)
        self._size_of_one = one.data
        self._call, self._call_all = (bound(KERNEL, terse, sizes, room, self.rules, log, len(log), addresses) for terse, sizes in ((0, one), (1, self._sizes)))

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
