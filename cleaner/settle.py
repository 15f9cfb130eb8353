"""Settle edits into one total order, take separators along, and put edits of later passes into the first text's terms."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from cleaner.model import Block, Edit

__all__ = ["Kept", "apply", "carry_back", "settle"]

Kept = list[tuple[int, int]]
"""The ranges of the original that are still there, in order."""


def settle(data: bytes, blocks: Sequence[Block], edits: Iterable[Edit]) -> list[Edit]:
    """Return edits that do not overlap, in order, whatever the order in which they came.

    Where edits overlap, the one that begins first wins, then the longer one, then the rule's name decides. A block that
    goes takes its separator along: between the blocks that stay, one blank run stays; see `_with_separators`.
    """
    owners: dict[int, Edit] = {}
    inner: list[tuple[int, Edit]] = []
    starts = [block.start for block in blocks]
    for edit in sorted(edits, key=_order):
        for i in range(bisect_right(starts, edit.start) - 1, bisect_left(starts, edit.end)):
            block = blocks[i]
            if block.kind == "blank":
                continue
            if edit.start <= block.start and block.end <= edit.end:
                owners.setdefault(i, edit)
            elif (start := max(edit.start, block.start)) < (end := min(edit.end, _line_end(data, block))):
                inner.append((i, edit._replace(start=start, end=end)))
    inner.sort(key=lambda pair: (pair[0], _order(pair[1])))
    cuts = list(_inside_blocks(data, blocks, inner, owners))
    return sorted([*_with_separators(data, blocks, owners), *cuts])


def _line_end(data: bytes, block: Block) -> int:
    """Return where the last line end of a block begins: a cut inside a block leaves it."""
    return block.start + len(data[block.start : block.end].rstrip(b"\r\n"))


def _order(edit: Edit) -> tuple[int, int, str, str]:
    return edit.start, -edit.end, edit.rule, edit.evidence


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
    moved: list[Edit] = []
    left: Kept = []
    offset = passed = 0
    for start, end in kept:
        shift, at = start - offset, start
        offset += end - start
        while passed < len(edits) and edits[passed].start + shift < end:
            first, last = max(edits[passed].start + shift, start), min(edits[passed].end + shift, end)
            moved.append(edits[passed]._replace(start=first, end=last))
            if at < first:
                left.append((at, first))
            at = last
            if edits[passed].end + shift > end:
                break
            passed += 1
        if at < end:
            left.append((at, end))
    return moved, left


def _inside_blocks(data: bytes, blocks: Sequence[Block], inner: Iterable[tuple[int, Edit]], owners: dict[int, Edit]) -> Iterator[Edit]:
    """Yield the cuts inside blocks that stay; a block whose cuts leave only white space gets an owner instead."""
    for index, group in groupby(inner, key=lambda pair: pair[0]):
        if index in owners:
            continue
        cuts: list[Edit] = []
        for _, edit in group:
            start = max(edit.start, cuts[-1].end if cuts else 0)
            if start < edit.end:
                cuts.append(edit._replace(start=start))
        block = blocks[index]
        left = apply(data[block.start : block.end], (cut._replace(start=cut.start - block.start, end=cut.end - block.start) for cut in cuts))
        if left.decode("utf-8", "surrogatepass").strip():
            yield from cuts
        else:
            owners[index] = cuts[0]


def _with_separators(data: bytes, blocks: Sequence[Block], owners: dict[int, Edit]) -> Iterator[Edit]:
    """Yield an edit for each run of blocks that goes by one owner.

    Of the blank runs around and between neighbours that go, the shorter outer one stays (the first when they are equal);
    at the start of the text the one after goes, at its end the one before. A text without a last line end stays so.
    """
    for run in _runs(blocks, owners):
        start, end = _outer(data, blocks, run[0], run[-1])
        owned = [(owner, next(members)) for owner, members in groupby(run, key=owners.__getitem__)]
        starts = [start, *(blocks[first].start for _, first in owned[1:])]
        for (owner, _), first, last in zip(owned, starts, [*starts[1:], end], strict=True):
            yield owner._replace(start=first, end=last)


def _runs(blocks: Sequence[Block], owners: dict[int, Edit]) -> Iterator[list[int]]:
    """Yield the blocks that go, in runs with nothing but blank blocks between them."""
    run: list[int] = []
    for i in sorted(owners):
        if run and any(block.kind != "blank" for block in blocks[run[-1] + 1 : i]):
            yield run
            run = []
        run.append(i)
    if run:
        yield run


def _outer(data: bytes, blocks: Sequence[Block], first: int, last: int) -> tuple[int, int]:
    """Return the byte range of a run of blocks that goes, with the blank run that goes along."""
    start, end = blocks[first].start, blocks[last].end
    before = blocks[first - 1] if first and blocks[first - 1].kind == "blank" else None
    after = blocks[last + 1] if last + 1 < len(blocks) and blocks[last + 1].kind == "blank" else None
    at_start, at_end = first - (before is not None) == 0, last + 1 + (after is not None) == len(blocks)
    if after and (at_start or (before and _lines(data, after) >= _lines(data, before))):
        end = after.end
    elif before and (after or at_end) and not at_start:
        start = before.start
    if end == len(data) and start and not data.endswith((b"\n", b"\r")):
        start = len(data[:start].rstrip(b"\r\n"))
    return start, end


def _lines(data: bytes, block: Block) -> int:
    return data.count(b"\n", block.start, block.end)
