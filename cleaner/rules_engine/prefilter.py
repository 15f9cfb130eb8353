"""Which rules may match in which lines of a text: by the literals that they cannot do without, all rules at once, in one pass."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

from cleaner.rules_engine.automaton import Automaton
from cleaner.rules_engine.clauses import Clause
from cleaner.rules_engine.flat import DIGIT, LEAD, TRAIL, flat, joins
from cleaner.rules_engine.literals import BEGIN, END, plain
from cleaner.text.survey import Survey

__all__ = ["KERNEL", "Looked", "Prefilter"]

SOME_BYTES = 1 << 13
"""So much text is looked through in Python where machine code is at hand: making tables for it takes as long."""
FEW_BYTES = 1 << 16
"""So much where machine code must be loaded, which takes a tenth of a second."""
MORE_BYTES = 1 << 20
"""So much text where machine code must be compiled first, which takes seconds, once on a machine."""
KERNEL = "look"
WINDOW = 4


Looked = tuple[list[tuple[int, int, int]], Survey | None]
"""What is found in a text: numbers of rules, of lines, and of these among the solid ones; and what was seen of lines, where machine code looked."""


class Prefilter:
    """Clauses of rules, of which one must hold in each line that a rule matches; rules are known by their numbers.

    Machine code asks the automata of rules too, so that it finds fewer lines than Python, which leaves that to the exact patterns.
    """

    def __init__(self, clauses: Iterable[Sequence[Clause]], automaton: Callable[[int], Automaton]) -> None:
        self.clauses, self.automaton = list(clauses), automaton
        self._seen = 0
        self._threads = threading.local()

    def look(self, data: bytes) -> Looked:
        """Return (rule, line, solid line) for each rule that may match in a line of a text, in UTF-8, by lines, and what else is seen.

        The last number is -1 where Python looked: it counts no solid lines.
        """
        fast = getattr(self._threads, "fast", None)
        if fast is None:
            self._seen += len(data)
            if not self._is_worth_it():
                return [(rule, line, -1) for rule, line in self.find_slowly(data)], None
            from cleaner.rules_engine.compiled import Compiled

            fast = self._threads.fast = Compiled(self.clauses, self.automaton)
        looked: Looked = fast.look(data)
        return looked

    def look_at_all(self, texts: Sequence[bytes]) -> list[Looked | None]:
        """Return what is seen of each of some texts, as `Compiled.look_at_all` does; none where machine code is not at hand yet."""
        fast = getattr(self._threads, "fast", None)
        return fast.look_at_all(texts) if fast else []

    def _is_worth_it(self) -> bool:
        """Tell whether so much text came that machine code pays."""
        if self._seen < SOME_BYTES:
            return False
        from cleaner.kernels.native import is_compiled, is_loaded

        return self._seen >= MORE_BYTES or is_loaded(KERNEL) or (self._seen >= FEW_BYTES and is_compiled(KERNEL))

    def find_slowly(self, data: bytes) -> list[tuple[int, int]]:
        """Return (rule, line) for each rule of which a clause holds in a line, in Python alone."""
        found: list[tuple[int, int]] = []
        for number, text in enumerate(data.decode("utf-8", "surrogatepass").split("\n")):
            line = FlatLine(text)
            clauses = {use for literal in self._index.in_line(line) for use in self._index.uses[literal]}
            found += ((rule, number) for rule in {rule for rule, clause in clauses if line.fits(self.clauses[rule][clause])})
        return found

    @cached_property
    def _index(self) -> _Index:
        return _Index(self.clauses)


class FlatLine:
    """A line, flat, and where what counts of it begins and ends."""

    def __init__(self, text: str) -> None:
        self.text = flat(text)
        self.words = 0 if any(map(joins, text)) else sum(map(_is_word, self.text.split(" ")))
        self.first = len(self.text) - len(self.text.lstrip(LEAD))
        self.last = max(self.first, len(self.text.rstrip(TRAIL)))

    def has(self, literal: str) -> bool:
        """Tell whether a literal stands in the line."""
        said = plain(literal)
        if literal[0] == BEGIN or literal[-1] == END:
            return self.has_at(literal, self.first if literal[0] == BEGIN else self.last - len(said))
        return said in self.text

    def has_at(self, literal: str, at: int) -> bool:
        """Tell whether a literal stands at a place."""
        said = plain(literal)
        fits = (at == self.first or literal[0] != BEGIN) and (at + len(said) == self.last or literal[-1] != END)
        return fits and at >= 0 and self.text.startswith(said, at)

    def fits(self, clause: Clause) -> bool:
        """Tell whether a clause holds, of which a literal of the first group stands in the line."""
        if 0 <= clause.words < self.words:
            return False
        return all(any(map(self.has, group)) for group in clause.groups[1:])


def _is_word(token: str) -> bool:
    return "a" <= token[:1] <= "z" or token[:1] == DIGIT


class _Index:
    """The literals of first groups by where they stand and how they begin, and where each is of use: rule and clause."""

    def __init__(self, clauses: Sequence[Sequence[Clause]]) -> None:
        self.uses: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for rule, some in enumerate(clauses):
            for number, clause in enumerate(some):
                for literal in clause.groups[0]:
                    self.uses[literal].append((rule, number))
        self._begins, self._ends, self._others = (defaultdict[str, list[str]](list) for _ in range(3))
        for literal in self.uses:
            said = plain(literal)
            if literal[0] == BEGIN:
                self._begins[said[:WINDOW]].append(literal)
            elif literal[-1] == END:
                self._ends[said[-WINDOW:]].append(literal)
            else:
                self._others[said[:WINDOW]].append(literal)
        self._sizes = sorted(set(map(len, self._others)))

    def in_line(self, line: FlatLine) -> Iterator[str]:
        """Yield the literals that stand in a line; some may be told of twice."""
        text, first, last = line.text, line.first, line.last
        for size in range(1, WINDOW + 1):
            yield from (literal for literal in self._begins.get(text[first : first + size], ()) if line.has(literal))
            yield from (literal for literal in self._ends.get(text[max(0, last - size) : last], ()) if line.has(literal))
        for size in self._sizes:
            for at in range(len(text) - size + 1):
                if text[at : at + size] in self._others:
                    yield from (literal for literal in self._others[text[at : at + size]] if text.startswith(literal, at))
