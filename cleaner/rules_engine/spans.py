"""Cuts inside blocks: what rules that remove a `span` take."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.model import Edit
from cleaner.rules_engine.conditions import BlockTest
from cleaner.rules_engine.position import stretches
from cleaner.rules_engine.spec import RuleSpec
from cleaner.text.graphemes import may_cut
from cleaner.text.page import Page

__all__ = ["spans_of"]


def spans_of(spec: RuleSpec, test: BlockTest, page: Page) -> Iterator[Edit]:
    """Yield the cuts of a rule, whose one block is compiled as `test`; the patterns see the text as it stands, markup included."""
    allowed = {number for end in stretches(spec.where, page.count) for number in range(end.first, end.last)}
    run, done = 0, -1  # cuts that touch: what is left on both sides of them meets
    for match in test.anchor.matches(page.data):
        start, end = next((match.span(group) for group in range(1, match.re.groups + 1) if match.start(group) >= 0), (-1, -1))
        number = page.solid_of(start) if start < end else -1
        first = run if start == done else start
        if number in allowed and _cuts_whole(page.data, start, end, first=first) and not test.first_failure(page, number, said=True):
            run, done = first, end
            yield Edit(start, end, spec.id, f"inside block {number + 1} of {page.count}")


def _cuts_whole(data: bytes, start: int, end: int, *, first: int) -> bool:
    """Tell whether taking data[start:end] out splits no grapheme and makes none; all from `first` on goes too."""
    outer, left, right = _last(data, first), _last(data, start), data[end : end + 8].decode("utf-8", "ignore")[:1]
    inner = data[start:end].decode("utf-8", "replace")
    return may_cut(left, inner[:1]) and may_cut(inner[-1:], right) and may_cut(outer, right)


def _last(data: bytes, end: int) -> str:
    """Return the character before an offset."""
    return data[max(0, end - 8) : end].decode("utf-8", "ignore")[-1:]
