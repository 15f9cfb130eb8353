"""Settle edits into one total order, take separators along, and put edits of later passes into the first text's terms."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from cleaner.model import Edit

__all__ = ["Kept", "Spans", "apply", "between", "carry_back", "settle", "settle_lines"]

Kept = list[tuple[int, int]]
"""The ranges of the original that are still there, in order."""
Spans = Sequence[tuple[int, int]]
"""Where the blocks that are not blank begin and end, line ends included; what is between them is blank."""


def settle(data: bytes, blocks: Spans, edits: Sequence[Edit]) -> list[Edit]:
    """Return edits that do not overlap, in order, whatever the order in which they came.

    Where edits overlap, the one that begins first wins, then the longer one, then the rule's name decides. A block that
    goes takes its separator along: between the blocks that stay, one blank run stays; see `_with_separators`.
    """
    owners: dict[int, Edit] = {}
    inner: list[tuple[int, Edit]] = []
    for edit in sorted(edits, key=_order) if len(edits) > 1 else edits:
        start, end, rule, evidence = edit
        number = max(0, bisect_left(blocks, (start + 1,)) - 1)
        while number < len(blocks) and (block := blocks[number])[0] < end:
            if start <= block[0] and block[1] <= end:
                owners.setdefault(number, edit)
            elif (first := max(start, block[0])) < (last := min(end, _line_end(data, *block))):
                inner.append((number, Edit(first, last, rule, evidence)))
            number += 1
    if not inner:
        return _with_separators(data, blocks, owners)
    inner.sort(key=lambda pair: (pair[0], _order(pair[1])))
    cuts = list(_inside_blocks(data, blocks, inner, owners))
    return sorted([*_with_separators(data, blocks, owners), *cuts])


def settle_lines(data: bytes, edits: Sequence[Edit]) -> list[Edit] | None:
    """Return what `settle` returns of edits that each take a line of a text in which every line is a block; None where one leaves some of its line.

    Only these lines and their neighbours are looked at.
    """
    owned: dict[tuple[int, int], Edit] = {}
    blocks: set[tuple[int, int]] = set()
    for edit in edits:
        start, end = data.rfind(b"\n", 0, edit.start) + 1, data.find(b"\n", edit.end - 1) + 1 or len(data)
        if data[start : edit.start].strip() or data[edit.end : end].strip() or _is_blank(data[start:end]):
            return None
        owned[start, end] = edit
        blocks.update((*_line_before(data, start), (start, end), *_line_after(data, end)))
    ordered = sorted(blocks)
    return _with_separators(data, ordered, {number: owned[block] for number, block in enumerate(ordered) if block in owned})


def _line_before(data: bytes, at: int) -> Spans:
    """Return the last line before the beginning of one that is not blank, if there is any."""
    while end := len(data[:at].rstrip()):
        start, at = data.rfind(b"\n", 0, end) + 1, data.find(b"\n", end, at) + 1
        if not _is_blank(data[start:at]):
            return [(start, at)]
        at = start
    return []


def _line_after(data: bytes, at: int) -> Spans:
    """Return the first line behind the end of one that is not blank, if there is any."""
    while left := len(data[at:].lstrip()):
        first = len(data) - left
        start, end = data.rfind(b"\n", at, first) + 1 or at, data.find(b"\n", first) + 1 or len(data)
        if not _is_blank(data[start:end]):
            return [(start, end)]
        at = end
    return []


def _is_blank(line: bytes) -> bool:
    return not (32 < line[0] < 127 or line.decode("utf-8", "surrogatepass").strip())


def _line_end(data: bytes, start: int, end: int) -> int:
    """Return where the last line end of a block begins: a cut inside a block leaves it."""
    return start + len(data[start:end].rstrip(b"\r\n"))


def _order(edit: Edit) -> tuple[int, int, str, str]:
    return edit.start, -edit.end, edit.rule, edit.evidence


def between(size: int, edits: Sequence[Edit]) -> Kept:
    """Return the ranges that settled edits leave of so many bytes."""
    kept, at = [], 0
    for start, end, _, _ in edits:
        if at < start:
            kept.append((at, start))
        at = end
    return [*kept, (at, size)] if at < size else kept


def apply(data: bytes, edits: Iterable[Edit]) -> bytes:
    """Return the bytes without what the settled edits take."""
    at, kept = 0, []
    for edit in edits:
        kept.append(data[at : edit.start])
        at = edit.end
    return b"".join([*kept, data[at:]])


def carry_back(kept: Kept, edits: Sequence[Edit]) -> tuple[list[Edit], Kept]:
    """Put settled edits of the text that `kept` makes into terms of the original, and return what they leave of it.

    An edit across a gap becomes one on each side of it.
    """
    if len(kept) == 1 and not kept[0][0]:
        return list(edits), between(kept[0][1], edits)
    moved: list[Edit] = []
    left: Kept = []
    offset = passed = 0
    for start, end in kept:
        shift, at = start - offset, start
        offset += end - start
        while passed < len(edits) and edits[passed].start + shift < end:
            edit = edits[passed]
            first, last = max(edit.start + shift, start), min(edit.end + shift, end)
            moved.append(Edit(first, last, edit.rule, edit.evidence))
            if at < first:
                left.append((at, first))
            at = last
            if edit.end + shift > end:
                break
            passed += 1
        if at < end:
            left.append((at, end))
    return moved, left


def _inside_blocks(data: bytes, blocks: Spans, inner: Iterable[tuple[int, Edit]], owners: dict[int, Edit]) -> Iterator[Edit]:
    """Yield the cuts inside blocks that stay; a block whose cuts leave only white space gets an owner instead."""
    for index, group in groupby(inner, key=lambda pair: pair[0]):
        if index in owners:
            continue
        cuts: list[Edit] = []
        for _, edit in group:
            start = max(edit.start, cuts[-1].end if cuts else 0)
            if start < edit.end:
                cuts.append(edit._replace(start=start))
        first, last = blocks[index]
        left = apply(data[first:last], (cut._replace(start=cut.start - first, end=cut.end - first) for cut in cuts))
        if left.decode("utf-8", "surrogatepass").strip():
            yield from cuts
        else:
            owners[index] = cuts[0]


def _with_separators(data: bytes, blocks: Spans, owners: dict[int, Edit]) -> list[Edit]:
    """Return an edit for each run of blocks that goes by one owner.

    Of the blank runs around and between neighbours that go, the shorter outer one stays (the first when they are equal);
    at the start of the text the one after goes, at its end the one before. A text without a last line end stays so.
    """
    found: list[Edit] = []
    for first in sorted(owners):
        if first - 1 in owners:
            continue
        last = first
        while last + 1 in owners:
            last += 1
        start, end = _outer(data, blocks, first, last)
        owner = owners[first]
        for number in range(first + 1, last + 1):
            if owners[number] != owner:
                found.append(Edit(start, blocks[number][0], owner.rule, owner.evidence))
                start, owner = blocks[number][0], owners[number]
        found.append(Edit(start, end, owner.rule, owner.evidence))
    return found


def _outer(data: bytes, blocks: Spans, first: int, last: int) -> tuple[int, int]:
    """Return the byte range of a run of blocks that goes, with the blank run that goes along."""
    start, end = blocks[first][0], blocks[last][1]
    before = blocks[first - 1][1] if first else 0
    after = blocks[last + 1][0] if last + 1 < len(blocks) else len(data)
    at_start, at_end = first == 0, last + 1 == len(blocks)
    if end < after and (at_start or (before < start and data.count(b"\n", end, after) >= data.count(b"\n", before, start))):
        end = after
    elif before < start and (end < after or at_end) and not at_start:
        start = before
    if end == len(data) and start and not data.endswith((b"\n", b"\r")):
        start = len(data[:start].rstrip(b"\r\n"))
    return start, end
