"""A text prepared once: its blocks, and what rules ask of them, each worked out when it is first asked for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from itertools import accumulate, count
from operator import add, itemgetter
from typing import Any

from cleaner.model import Edit, Kind
from cleaner.text import blocks, words
from cleaner.text.blocks import LEADS, Piece, strip_lead
from cleaner.text.inline import has_inline_marks, strip_inline, unmarked_lines
from cleaner.text.language import begin_alike, language_of, language_of_utf8, seems_english
from cleaner.text.lazy import lazy
from cleaner.text.left import spans_left, without_lines
from cleaner.text.survey import Survey, survey

__all__ = ["Page"]

ASCII_SPACE = bytes(char for char in range(128) if chr(char).isspace())
ASCII_LEADS = frozenset(char.encode() for char in LEADS)
Look = Callable[[bytes, int, int], Any]
"""Finds a pattern within a stretch of bytes: a match, or None."""


class Page:
    """A text with what rules ask of it. Positions count its solid blocks: those that are not blank.

    The content of a block are its words, on one line and without markup: what patterns are matched on. Where every line is a
    block, as in most texts, blocks are read one by one, where something is to be seen; a text in which nothing is costs
    little more than its bytes.
    """

    is_quiet = False
    """Whether it is known that nothing goes from the text, and that every line of it is a block, and stays one whichever others go."""

    def __init__(self, text: str, meta: Mapping[str, Any]) -> None:
        self.text, self.meta = text, meta
        self.known: dict[Any, Any] = {}
        self._read: dict[int, str] = {}
        self._encoded: dict[int, bytes] = {}
        self.data = text.encode("utf-8", "surrogatepass")

    @lazy
    def rows(self) -> list[bytes]:
        """The lines, in UTF-8."""
        return self.data.split(b"\n")

    @lazy
    def survey(self) -> Survey:
        """What is seen of the lines."""
        return survey(self.rows)

    def take_survey(self, seen: Survey) -> None:
        """Take over what somebody saw of the lines, and what that tells of the text."""
        self.survey = seen
        if not seen.marked:
            self.has_marks = False
            if seen.spans is not None and seen.lines > 1 and seen.keeps_lines:
                self.is_by_line = self.seems_by_line = True
                self.spans, self.count = seen.spans, seen.solid
        if seen.english and not self.meta.get("language"):
            self.language = "en"

    @lazy
    def has_marks(self) -> bool:
        """Whether the text may hold inline markup."""
        return has_inline_marks(self.data)

    @lazy
    def seems_by_line(self) -> bool:
        """Whether every line is a block, for no more is seen of most texts than how many lines seem wrapped."""
        return blocks.is_by_line(self.text, self.survey.lines, self.survey.seeming, has_marks=self.has_marks)

    @lazy
    def is_by_line(self) -> bool:
        """Whether every line is a block."""
        if self.seems_by_line:
            return True
        if joined := blocks.joined_pieces(self.text):
            self.pieces = joined
        return not joined

    @lazy
    def pieces(self) -> list[Piece]:
        """The text of each block with its kind, blank ones included."""
        return blocks.cut_lines(self.text) if self.is_by_line else blocks.cut_joined(self.text)

    @lazy
    def solid(self) -> list[Piece]:
        """The text of each solid block with its kind."""
        return [piece for piece in self.pieces if piece.kind != "blank"]

    @lazy
    def solid_rows(self) -> list[int]:
        """Where lines are blocks: those that are solid."""
        return [index for index, row in enumerate(self.rows) if row and (32 < row[0] < 127 or (not row.isspace() and _text(row).strip()))]

    @lazy
    def spans(self) -> list[tuple[int, int]]:
        """Where each solid block begins and ends in the text's bytes, line end included."""
        if not self.is_by_line:
            is_ascii = self.data.isascii()
            ends = list(accumulate(len(text if is_ascii else text.encode("utf-8", "surrogatepass")) for text, _ in self.pieces))
            return [(start, end) for piece, start, end in zip(self.pieces, [0, *ends], ends, strict=False) if piece.kind != "blank"]
        if self.survey.spans is not None:
            return self.survey.spans
        ends = [*map(add, accumulate(map(len, self.rows[:-1])), count(1)), len(self.data)]
        return [(ends[row - 1] if row else 0, ends[row]) for row in self.solid_rows]

    @lazy
    def count(self) -> int:
        """The number of solid blocks."""
        if self.is_by_line:
            return len(self.solid_rows) if self.survey.solid < 0 else self.survey.solid
        return len(self.solid)

    def content(self, number: int) -> str:
        """Return the words of a solid block on one line, without markup."""
        if not self.is_by_line:
            return self.contents[number]
        words = self._read.get(number)
        if words is None:
            words = self._read[number] = self._bare(self._line(number))
        return words

    @lazy
    def contents(self) -> list[str]:
        """The contents of all solid blocks."""
        lines = filter(None, map(str.strip, self.text.split("\n"))) if self.is_by_line else map(_on_one_line, self.solid)
        return [self._bare(words) for words in lines]

    def _bare(self, words: str) -> str:
        """Return words on one line without markup."""
        if words[0] in LEADS:
            words = strip_lead(words)
        return strip_inline(words) if self.has_marks else words

    def encoded(self, number: int) -> bytes:
        """Return the content of a solid block in UTF-8."""
        known = self._encoded.get(number)
        if known is None:
            words = self.row(number).strip(ASCII_SPACE) if self.is_by_line else b""
            is_bare = words and words.isascii() and words[:1] not in ASCII_LEADS and not (self.has_marks and has_inline_marks(words))
            known = self._encoded[number] = words if is_bare else self.content(number).encode("utf-8", "surrogatepass")
        return known

    def _line(self, number: int) -> str:
        return _text(self.row(number)).strip()

    def row(self, number: int) -> bytes:
        """Return a solid block as it stands in UTF-8, line end included."""
        start, end = self.spans[number]
        return self.data[start:end]

    @lazy
    def view(self) -> bytes:
        """All contents, one a line."""
        return "\n".join(self.contents).encode("utf-8", "surrogatepass")

    @lazy
    def marked(self) -> list[tuple[int, str]]:
        """Where lines are blocks: those from which inline markup hides something, by where they begin, without it."""
        return unmarked_lines(self.data) if self.has_marks else []

    def hits(self, look: Look) -> list[int]:
        """Return the solid blocks, in order, in which a loosened pattern may match.

        Where lines are blocks, it is looked for in the text as it stands; what markup inside a line may hide is taken for
        a hit.
        """
        if not self.is_by_line:
            return [line for line, _ in _lines_with(look, self.view)]
        places = [*(start for start, _ in self.marked), *(at for _, at in _lines_with(look, self.data))]
        return sorted({number for number in map(self.solid_of, places) if number >= 0})

    def solid_in(self, row: int) -> int:
        """Return, where lines are blocks, the solid block that is a line, or -1 for a blank one."""
        number = bisect_left(self.solid_rows, row)
        return number if number < len(self.solid_rows) and self.solid_rows[number] == row else -1

    @property
    def shown(self) -> bytes:
        """What the view shows that the text does not, where lines are blocks: the marked ones without markup, one a line."""
        return "\n".join(line for _, line in self.marked).encode("utf-8", "surrogatepass")

    def left_by(self, edits: Sequence[Edit]) -> bytes | None:
        """Return what settled edits leave, if its blocks are those of the page that are left, and read as they did.

        None where the rest must be cut anew: an edit ends inside a block, lines might look wrapped once others are gone, or
        only lone carriage returns are left, which then end lines.
        """
        left = without_lines(self.data, edits) if self.is_by_line else None
        return left if left is None or self.survey.keeps_lines or blocks.few_seem(self.survey.seeming, left.count(b"\n") + 1) else None

    def without(self, edits: Sequence[Edit], gone: Set[int], left: bytes, *, repeats: bool) -> Page:
        """Return the page of what settled edits leave, whose blocks are those of this one that are not gone, and read as they did.

        `repeats`: something may stand twice in it.
        """
        page = Page(left.decode("utf-8", "surrogatepass"), self.meta)
        page.language = self.language
        if not self.has_marks:
            page.has_marks, page.is_by_line = False, True
        page.spans = spans_left(self.spans, edits, gone)
        page.count = len(page.spans)
        lines, seeming = (left.count(b"\n") + 1, self.survey.seeming) if self.survey.keeps_lines else survey(page.rows)[:2]
        page.survey = Survey(lines, seeming, title_twice=repeats, line_twice=repeats, near_twice=self.survey.near_twice)
        return page

    @property
    def keeps_lines(self) -> bool:
        """Whether every line is a block, and stays one whichever others go."""
        return self.is_by_line and self.survey.keeps_lines

    def gone_by(self, edits: Iterable[Edit]) -> set[int]:
        """Return the solid blocks that settled edits take, which end where blocks do."""
        spans, gone = self.spans, set()
        for start, end, _, _ in edits:
            number = bisect_left(spans, (start,))
            while number < len(spans) and spans[number][0] < end:
                gone.add(number)
                number += 1
        return gone

    def solid_of(self, offset: int) -> int:
        """Return the number of the solid block at an offset of the text's bytes, or -1 in a blank one."""
        number = bisect_right(self.spans, offset, key=itemgetter(0)) - 1
        return number if number >= 0 and offset < self.spans[number][1] else -1

    def kind(self, number: int) -> Kind:
        """Return the kind of a solid block."""
        if not self.is_by_line:
            return self.solid[number].kind
        row = self.row(number)
        return "paragraph" if row[:1].isalpha() and b"\t" not in row else blocks.kind_of(_text(row).strip())

    def raw(self, number: int) -> str:
        """Return a solid block as it stands, line end included."""
        return self.row(number).decode("utf-8", "replace")

    def words(self, number: int) -> int:
        """Count the words of a solid block."""
        text = self.encoded(number)
        return words.count_ascii_words(text) if text.isascii() else words.count_words(self.content(number))

    @lazy
    def language(self) -> str:
        """The language, by metadata or by the text; empty when unknown."""
        return language_of(self.text, str(self.meta.get("language") or ""))

    def language_of(self, left: bytes) -> str:
        """Return the language of what is left of the text; its beginning alone tells."""
        declared = self.meta.get("language")
        if not declared and seems_english(left):
            return "en"
        return self.language if begin_alike(self.data, left) else language_of_utf8(left, str(declared or ""))


def _lines_with(look: Look, data: bytes) -> Iterator[tuple[int, int]]:
    """Yield the number of each line in which a pattern matches, with an offset in it."""
    line = at = 0
    while at < len(data) and (hit := look(data, at, len(data))):
        start, stop = hit.span()
        found = min(max(start, stop - 1), len(data) - 1)
        line += data.count(b"\n", at, found)
        yield line, found
        at, line = data.find(b"\n", found) + 1 or len(data), line + 1


def _text(row: bytes) -> str:
    return row.decode("utf-8", "surrogatepass")


def _on_one_line(piece: Piece) -> str:
    words = piece.text.strip()
    if "\n" not in words:
        return words if piece.kind != "code" else " ".join(words.split())
    return " ".join(words.split() if piece.kind == "code" else map(str.strip, words.split("\n")))
