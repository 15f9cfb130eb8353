"""A text prepared once: its blocks, and what rules ask of them, each worked out when it is first asked for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, compress, count
from operator import add, itemgetter
from typing import Any

from cleaner.model import Edit, Kind
from cleaner.text import words
from cleaner.text.blocks import (
    LEADS,
    Piece,
    cut,
    cut_joined,
    has_fences,
    has_inline_marks,
    has_long_lines,
    kind_of,
    seem_wrapped,
    so_many_seem,
    strip_inline,
    strip_lead,
)
from cleaner.text.language import language_of
from cleaner.text.lazy import lazy

__all__ = ["Page"]

LINE_FEED = ord("\n")
LINE_ENDS = (b"\n", b"\r\n")


class Page:
    """A text with what rules ask of it. Positions count its solid blocks: those that are not blank.

    `contents` are the words of the solid blocks, without markup; `view` holds them in UTF-8, one a line: what patterns are
    matched on. `is_by_line` says that every line is a block, as in most texts, `is_plain` that it holds no markup but at its
    beginning either: one in which no rule can fire is never cut into blocks. `rows` are the lines in UTF-8: cheaper to make
    and to compare than those in characters.
    """

    def __init__(self, text: str, meta: Mapping[str, Any]) -> None:
        self.text, self.meta = text, meta
        self.known: dict[str, Any] = {}
        self.data = text.encode("utf-8", "surrogatepass")
        self.rows = self.data.split(b"\n")
        lines = len(self.rows)
        self.has_marks = has_inline_marks(self.data)
        self.is_by_line = not has_fences(text, lines) and (has_long_lines(text, lines) or not seem_wrapped(self.rows))
        self.is_plain = self.is_by_line and not self.has_marks

    @lazy
    def lines(self) -> list[str]:
        """The lines, without their ends."""
        return self.text.split("\n")

    @lazy
    def stripped(self) -> list[str]:
        """The lines, without white space at their ends."""
        return list(map(str.strip, self.lines))

    @lazy
    def pieces(self) -> list[Piece]:
        """The text of each block with its kind, blank ones included."""
        return cut(self.text) if self.is_by_line else cut_joined(self.text)

    @lazy
    def solid(self) -> list[str]:
        """The text of each solid block; where lines are blocks, without white space at its ends."""
        return list(filter(None, self.stripped)) if self.is_by_line else [piece.text for piece in self.pieces if piece.kind != "blank"]

    @lazy
    def spans(self) -> list[tuple[int, int]]:
        """Where each solid block begins and ends in the text's bytes, line end included."""
        if self.is_by_line:
            ends = _ends_of_lines(map(len, self.rows))
            ends[-1] -= 1
            return list(compress(zip([0, *ends], ends, strict=False), self.stripped))
        ends = list(accumulate(len(piece.text.encode("utf-8", "surrogatepass")) for piece in self.pieces))
        return [(start, end) for piece, start, end in zip(self.pieces, [0, *ends], ends, strict=False) if piece.kind != "blank"]

    @lazy
    def contents(self) -> list[str]:
        """The words of each solid block on one line, without markup."""
        solid = self.solid if self.is_by_line else [_on_one_line(piece) for piece in self.pieces if piece.kind != "blank"]
        has_leads = not LEADS.isdisjoint(map(itemgetter(0), solid))
        contents = [strip_lead(words) if words[0] in LEADS else words for words in solid] if has_leads else solid
        return [strip_inline(words) for words in contents] if self.has_marks else contents

    @lazy
    def view(self) -> bytes:
        """The contents, one a line."""
        return "\n".join(self.contents).encode("utf-8", "surrogatepass")

    @lazy
    def starts(self) -> list[int]:
        """Where each content begins in the view, and one past its end."""
        lengths = map(len, self.contents) if self.view.isascii() else map(len, self.view.split(b"\n"))
        return [0, *_ends_of_lines(lengths)]

    @property
    def is_viewed(self) -> bool:
        """Whether the view was made."""
        return "view" in self.__dict__

    @property
    def probe(self) -> bytes:
        """What the set of loosened patterns is matched on: the text, and what the view shows that the text does not."""
        if self.is_plain:
            return self.data
        if not self.is_by_line:
            return self.data + b"\n" + self.view
        marked = (row.decode("utf-8", "surrogatepass").strip() for row in self.rows if has_inline_marks(row))
        shown = "\n".join(strip_inline(strip_lead(words)) for words in marked)
        return self.data + b"\n" + shown.encode("utf-8", "surrogatepass")

    def left_by(self, edits: Sequence[Edit]) -> bytes | None:
        """Return what settled edits leave, if its blocks are those of the page that are left, and read as they did.

        None where the rest must be cut anew: an edit ends inside a block, lines might look wrapped once others are gone, or
        only lone carriage returns are left, which then end lines.
        """
        if not self.is_by_line or so_many_seem(self.rows):
            return None
        data, at, kept = self.data, 0, []
        for start, end, *_ in edits:
            to_end = end == len(data)
            if not (self._begins_line(start) or (to_end and data.startswith(LINE_ENDS, start))) or not (to_end or self._begins_line(end)):
                return None
            kept.append(data[at:start])
            at = end
        left = b"".join([*kept, data[at:]])
        return None if b"\r" in left and b"\n" not in left else left

    def _begins_line(self, offset: int) -> bool:
        return not offset or self.data[offset - 1] == LINE_FEED

    def gone_by(self, edits: Iterable[Edit]) -> set[int]:
        """Return the solid blocks that settled edits take, which end where blocks do."""
        starts = [start for start, _ in self.spans]
        return {number for edit in edits for number in range(bisect_left(starts, edit.start), bisect_left(starts, edit.end))}

    def near_ends(self, head: int | None, tail: int | None) -> bytes:
        """Return the lines of a plain page that hold so many solid blocks from its ends; all if they meet."""
        count = len(self.rows)
        first = self._reach(range(count), head) if head else 0
        last = count - self._reach(range(count - 1, -1, -1), tail) if tail else count
        return self.data if first >= last else b"\n".join([*self.rows[:first], b"", *self.rows[last:]])

    def _reach(self, order: Iterable[int], blocks: int) -> int:
        """Return how many lines, taken in order, hold so many solid ones."""
        lines = 0
        for index in order:
            lines, row = lines + 1, self.rows[index]
            blocks -= bool(row) and not row.isspace() and (32 < row[0] < 128 or bool(row.decode("utf-8", "replace").strip()))
            if not blocks:
                break
        return lines

    def solid_at(self, offset: int) -> int:
        """Return the number of the solid block whose content covers this offset of the view."""
        return bisect_right(self.starts, offset) - 1

    def solid_of(self, offset: int) -> int:
        """Return the number of the solid block at an offset of the text's bytes, or -1 in a blank one."""
        number = bisect_right(self.spans, offset, key=itemgetter(0)) - 1
        return number if number >= 0 and offset < self.spans[number][1] else -1

    def kind(self, number: int) -> Kind:
        """Return the kind of a solid block."""
        return kind_of(self.solid[number]) if self.is_by_line else self.kinds[number]

    @lazy
    def kinds(self) -> list[Kind]:
        """The kinds of all solid blocks."""
        return list(map(kind_of, self.solid)) if self.is_by_line else [piece.kind for piece in self.pieces if piece.kind != "blank"]

    def raw(self, number: int) -> str:
        """Return a solid block as it stands, line end included."""
        start, end = self.spans[number]
        return self.data[start:end].decode("utf-8", "replace")

    def words(self, number: int) -> int:
        """Count the words of a solid block."""
        return words.count_words(self.contents[number])

    @lazy
    def language(self) -> str:
        """The language, by metadata or by the text; empty when unknown."""
        return language_of(self.text, str(self.meta.get("language") or ""))

    def language_of(self, left: bytes) -> str:
        """Return the language of what is left of the text."""
        return language_of(left.decode("utf-8", "surrogatepass"), str(self.meta.get("language") or ""))


def _ends_of_lines(lengths: Iterable[int]) -> list[int]:
    """Return where lines of so many bytes end, the sign at their ends included."""
    return list(map(add, accumulate(lengths), count(1)))


def _on_one_line(piece: Piece) -> str:
    return " ".join(piece.text.split()) if piece.kind == "code" else " ".join(line.strip() for line in piece.text.strip().split("\n"))
