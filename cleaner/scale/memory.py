"""Join a run over files with the memory of past runs: who was seen before, and what is remembered of today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.config import DedupConfig, Repeats, Scope
from cleaner.dedup.shard import Batch, Shard, names_of, sites_of
from cleaner.formats.source import Source
from cleaner.index.anew import Read
from cleaner.index.keys import short_keys
from cleaner.index.lines import PastLines
from cleaner.index.probe import Identity
from cleaner.index.stale import NOT_STALE, Stale
from cleaner.index.store import Index, Remembered
from cleaner.index.write import NONE, Entries, RunNote
from cleaner.repeats.shard import LineShard

if TYPE_CHECKING:
    from cleaner.scale.duplicates import Found
    from cleaner.scale.shards import ShardNote

__all__ = ["Memory", "Seen", "named"]


class Seen(NamedTuple):
    """What is remembered of the pages of a run: the first look at them, which does not hang on the order of days.

    Their near-duplicates by furniture as pages alone tell it, the lines of each scan, and whether sketches leave them out.
    """

    found: Found
    scans: Sequence[LineShard]
    left_out: Sequence[NDArray[np.bool_]]


@dataclass(slots=True)
class Memory:
    """An index while a run over `sources` uses it; `gone` are the labels of old selves of its documents, once these are recognised, `sites` theirs.

    `stale` are past documents whose furniture has changed.
    """

    index: Index
    sources: Sequence[Source]
    scope: Scope
    note: RunNote
    gone: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    sites: set[str] = field(default_factory=set)
    stale: Stale = NOT_STALE
    anew: Any = None
    """Rows of past documents that were judged anew."""
    unread: int = 0
    """How many should have been, but could not be read again."""
    seen: Seen | None = None

    def recognise(self, batches: Iterable[Batch], notes: Sequence[ShardNote]) -> None:
        """Find the old selves of today's documents, which count no longer; of a batch its texts are not needed."""
        paths = self._paths()
        today: list[Identity] = []
        for batch, note in zip(batches, notes, strict=True):
            self.sites.update(batch.sites)
            places = (paths[note.sources[number]] for number in batch.sources)
            today += map(Identity, batch.ids, places, batch.derived)
        self.gone = self.index.old_selves(today)

    @property
    def past(self) -> Remembered:
        """What past runs kept."""
        return self.index.past(self.gone, self.scope, self.stale, self.anew)

    def lines(self, repeats: Repeats) -> PastLines:
        """Return the lines of past documents of today's sites, or of any where all sites count as one."""
        return self.index.lines(None if repeats == "corpus" else sorted(self.sites - {""}), self.gone)

    def judge_anew(self, past: PastLines, out: NDArray[np.bool_], read: Read, dedup: DedupConfig) -> PastLines:
        """Judge past documents anew, of which other lines are left `out` than when they were sketched; return the lines of the past with that."""
        found = self.index.anew(past, out, self.gone, read=read, dedup=dedup)
        self.anew, self.unread = found.rows, found.unread
        return found.past

    def remember(self, found: Found, *, drops: bool = True) -> None:
        """Write what the run has found, and where it looks for furniture, what it has seen of its pages; `drops` tells whether copies went."""
        dropped = (found.kept()[0] >= 0) & drops
        self.index.write(self.note, self._entries(self.seen.found if self.seen else found, dropped), self.gone, self.anew)

    def _entries(self, found: Found, dropped: NDArray[np.bool_]) -> Iterator[Entries]:
        """Yield what is remembered of each shard, and which documents went from the output."""
        seen = self.seen
        kept = found.joined.kept()[0]
        today, past = found.joined.today, found.joined.past
        sites, paths = sites_of(found.shards), self._paths()
        for number, (shard, one) in enumerate(zip(found.shards, found.notes, strict=True)):
            docs = np.array(shard["docs"])
            mine = kept[found.firsts[number] : found.firsts[number + 1]]
            labels = np.full(len(docs), NONE)
            labels[mine >= today] = past[mine[mine >= today] - today]
            yield Entries(
                ids=names_of(shard),
                sites=[sites[site] for site in docs["site"].tolist()],
                sources=[paths[one.sources[place]] for place in docs["source"].tolist()],
                records=docs["record"],
                kept=np.where(mine < today, mine, NONE),
                past=labels,
                keys=short_keys(np.array(shard["keys"]), docs, by_site=self.scope != "all"),
                values=shard["values"],
                bounds=np.array(shard["bounds"]),
                lines=seen.scans[number] if seen else None,
                left_out=seen.left_out[number] if seen else None,
                dropped=dropped[found.firsts[number] : found.firsts[number + 1]],
            )

    def _paths(self) -> dict[str, str]:
        return {source.name: str(source.path.absolute()) for source in self.sources}


def named(shard: Shard) -> Batch:
    """Return what names the documents of a shard: their ids and sources."""
    return Batch(ids=names_of(shard), sources=shard["docs"]["source"].tolist(), derived=shard["derived"].tolist())
