"""A text prepared once: its blocks, and what rules ask of them, each worked out when it is first asked for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

from cleaner.model import Block, Edit
from cleaner.text import words
from cleaner.text.blocks import (
    FEWEST_LINES,
    LEADS,
    Piece,
    blocks_of_lines,
    count_seeming,
    cut,
    has_fences,
    has_inline_marks,
    has_long_lines,
    seem_wrapped,
    strip_inline,
    strip_lead,
)
from cleaner.text.language import language_of
from cleaner.text.lazy import lazy

__all__ = ["Page"]

LARGEST_SHARE = 3
"""The head and the tail of a text never reach further than one block in so many."""
LINE_FEED = ord("\n")


class Page:
    """A text with its blocks; `solid` numbers those that are not blank, and positions count these.

    `contents` are the words of the solid blocks, without markup; `view` holds them in UTF-8, one a line: what patterns are
    matched on. `is_plain` says that every line is a block and holds no markup but at its beginning: most texts are plain,
    and one in which no rule can fire is never cut into blocks. `rows` are the lines in UTF-8: cheaper to make and to compare
    than those in characters.
    """

    def __init__(self, text: str, meta: Mapping[str, Any]) -> None:
        self.text, self.meta = text, meta
        self.known: dict[str, Any] = {}
        self.data = text.encode("utf-8", "surrogatepass")
        self.rows = self.data.split(b"\n")
        count = len(self.rows)
        self.has_marks = has_inline_marks(self.data)
        self.is_by_line = not has_fences(text, count) and (has_long_lines(text, count) or not seem_wrapped(self.lines))
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
        """The text of each block with its kind."""
        return cut(self.text)

    @lazy
    def blocks(self) -> list[Block]:
        """The blocks, in UTF-8 bytes; they tile the text."""
        if self.is_by_line:
            return blocks_of_lines(self.stripped, map(len, self.rows))
        lengths = [len(piece.text.encode("utf-8", "surrogatepass")) for piece in self.pieces]
        ends = list(accumulate(lengths))
        return [Block(end - length, end, piece.kind) for end, length, piece in zip(ends, lengths, self.pieces, strict=True)]

    @lazy
    def solid(self) -> list[int]:
        """The indices of the blocks that are not blank."""
        return [i for i, block in enumerate(self.blocks) if block.kind != "blank"]

    @lazy
    def contents(self) -> list[str]:
        """The words of each solid block on one line, without markup."""
        solid = filter(None, self.stripped) if self.is_by_line else (_on_one_line(piece) for piece in self.pieces if piece.kind != "blank")
        contents = [strip_lead(words) if words[0] in LEADS else words for words in solid]
        return [strip_inline(words) for words in contents] if self.has_marks else contents

    @lazy
    def view(self) -> bytes:
        """The contents, one a line."""
        return "\n".join(self.contents).encode("utf-8", "surrogatepass")

    @lazy
    def starts(self) -> list[int]:
        """Where each content begins in the view, and one past its end."""
        lengths = map(len, self.contents) if self.view.isascii() else map(len, self.view.split(b"\n"))
        return [0, *accumulate(length + 1 for length in lengths)]

    @property
    def probe(self) -> bytes:
        """What the set of loosened patterns is matched on: the text, and the view if it shows words that the text does not."""
        return self.data if self.is_plain else self.data + b"\n" + self.view

    def left_by(self, edits: Sequence[Edit]) -> bytes | None:
        """Return the plain text that settled edits leave, if its blocks are the lines that are left.

        None where it must be cut: an edit ends inside a block, lines might look wrapped once others are gone, or only lone
        carriage returns are left, which then end lines.
        """
        if not self.is_plain or count_seeming(self.lines) >= FEWEST_LINES:
            return None
        at, kept = 0, []
        for edit in edits:
            if not (self._begins_line(edit.start) and self._begins_line(edit.end)):
                return None
            kept.append(self.data[at : edit.start])
            at = edit.end
        left = b"".join([*kept, self.data[at:]])
        return None if b"\r" in left and b"\n" not in left else left

    def _begins_line(self, offset: int) -> bool:
        return offset in (0, len(self.data)) or self.data[offset - 1] == LINE_FEED

    def reach(self, count: int) -> int:
        """Return how many blocks `count` blocks from one end are: never more than a third of all, at least one."""
        return min(count, max(1, len(self.contents) // LARGEST_SHARE), len(self.contents))

    def solid_at(self, offset: int) -> int:
        """Return the number of the solid block whose content covers this offset of the view."""
        return bisect_right(self.starts, offset) - 1

    def solid_of(self, offset: int) -> int:
        """Return the number of the solid block at an offset of the text's bytes, or -1 in a blank one."""
        index = bisect_right(self.blocks, offset, key=lambda block: block.start) - 1
        at = bisect_left(self.solid, index)
        return at if at < len(self.solid) and self.solid[at] == index else -1

    def kind(self, number: int) -> str:
        """Return the kind of a solid block."""
        return self.blocks[self.solid[number]].kind

    def raw(self, number: int) -> str:
        """Return a solid block as it stands, line end included."""
        block = self.blocks[self.solid[number]]
        return self.data[block.start : block.end].decode("utf-8", "replace")

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


def _on_one_line(piece: Piece) -> str:
    return " ".join(piece.text.split()) if piece.kind == "code" else " ".join(line.strip() for line in piece.text.strip().split("\n"))
