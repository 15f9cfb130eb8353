"""A document prepared once: its bytes, its blocks, and what rules ask of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from functools import cached_property
from itertools import accumulate
from typing import Any

from cleaner.model import Block
from cleaner.text import words
from cleaner.text.blocks import Piece, cut, may_be_hard_wrapped, strip_markup
from cleaner.text.language import language_of

__all__ = ["Page", "has_inline_markup"]


def has_inline_markup(text: str) -> bool:
    """Tell whether `text` may hold emphasis marks or Markdown links."""
    return "*" in text or "_" in text or "](" in text or "`" in text or "~~" in text


class Page:
    """A text with its blocks; `solid` numbers those that are not blank, and positions count these.

    `view` holds the words of the solid blocks, without markup, one line each, in UTF-8: what patterns are matched on.
    """

    def __init__(self, text: str, data: bytes, meta: Mapping[str, Any]) -> None:
        self.text, self.data, self.meta = text, data, meta
        self._words: dict[int, int] = {}

    @cached_property
    def pieces(self) -> list[Piece]:
        """The text of each block with its kind."""
        return cut(self.text)

    @cached_property
    def blocks(self) -> list[Block]:
        """The blocks, in UTF-8 bytes; they tile the text."""
        if len(self.data) == len(self.text):
            lengths = [len(piece.text) for piece in self.pieces]
        else:
            lengths = [len(piece.text.encode("utf-8", "surrogatepass")) for piece in self.pieces]
        ends = list(accumulate(lengths))
        return [Block(end - length, end, piece.kind) for end, length, piece in zip(ends, lengths, self.pieces, strict=True)]

    @cached_property
    def solid(self) -> list[int]:
        """The indices of the blocks that are not blank."""
        return [i for i, piece in enumerate(self.pieces) if piece.kind != "blank"]

    @cached_property
    def contents(self) -> list[str]:
        """The words of each solid block on one line, without markup."""
        inline = has_inline_markup(self.text)
        return [_content(self.pieces[i], inline=inline) for i in self.solid]

    @cached_property
    def view(self) -> bytes:
        """The contents, one a line."""
        return "\n".join(self.contents).encode("utf-8", "surrogatepass")

    @cached_property
    def starts(self) -> list[int]:
        """Where each content begins in the view, and one past its end."""
        lengths = map(len, self.contents) if len(self.view) == sum(map(len, self.contents)) + max(0, len(self.contents) - 1) else map(len, self.view.split(b"\n"))
        return [0, *accumulate(length + 1 for length in lengths)]

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
        return self.pieces[self.solid[number]].kind

    def words(self, number: int) -> int:
        """Count the words of a solid block, once."""
        if number not in self._words:
            self._words[number] = words.count_words(self.contents[number])
        return self._words[number]

    @cached_property
    def language(self) -> str:
        """The language, by metadata or by the text; empty when unknown."""
        return language_of(self.text, str(self.meta.get("language") or ""))

    @cached_property
    def probe(self) -> bytes:
        """What the set of loosened patterns is matched on: the text, and the view where it differs by more than ends of lines."""
        if has_inline_markup(self.text) or may_be_hard_wrapped(self.text):
            return self.data + b"\n" + self.view
        return self.data


def _content(piece: Piece, *, inline: bool) -> str:
    line = piece.text
    if piece.kind == "code":
        return " ".join(line.split())
    if "\n" in line[:-1]:
        line = " ".join(part.strip() for part in line.split("\n"))
    return strip_markup(line, inline=inline)
