"""Near-duplicates over files: a pass that sketches, the join, and a pass that writes what is left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.config import DedupConfig, Fields
from cleaner.dedup.curve import Bands
from cleaner.dedup.guards import Loss, Wide, losses, wide_clusters
from cleaner.dedup.join import Joined, Shingled, join
from cleaner.dedup.results import clusters_of, pairs_of
from cleaner.dedup.shard import names_of, sites_of
from cleaner.errors import CleanerError
from cleaner.formats.source import Source
from cleaner.scale.arrays import room_in_file
from cleaner.scale.copies import Drop
from cleaner.scale.drop import DropTask
from cleaner.scale.local import in_order
from cleaner.scale.plan import Task, plan
from cleaner.scale.shards import ShardNote, StoredShard
from cleaner.scale.sketch import Sketcher

if TYPE_CHECKING:
    from cleaner.scale.memory import Memory

__all__ = ["Corpus", "Found", "Told", "join_sketched"]


class Told(NamedTuple):
    """What was found in figures: documents, how many go, in how many clusters; their lowest and median Jaccard index."""

    documents: int
    dropped: int
    clusters: int
    lowest: float
    median: float


@dataclass(slots=True)
class Found:
    """The near-duplicates of a corpus: what was joined, and the way from documents to their ids and places."""

    joined: Joined
    sources: Sequence[Source]
    shards: list[StoredShard]
    notes: list[ShardNote]
    firsts: list[int]
    """The number of the first document of each shard, and at the end how many there are: documents of past runs come after."""
    past: Sequence[tuple[str, str]] = ()
    """The ids of these, and where and when they were seen."""
    absent: NDArray[np.bool_] = field(default_factory=lambda: np.empty(0, np.bool_))
    """Which of these no output holds."""

    def kept(self) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
        """Return for each document the one that is kept in its place, as `Joined` does; nothing goes for the sake of what no output holds."""
        kept, jaccard, containment = self.joined.kept()
        past = np.flatnonzero(kept >= self.joined.today)
        kept[past[self.absent[kept[past] - self.joined.today]]] = -1
        return kept, jaccard, containment

    @property
    def problems(self) -> list[str]:
        """What could not be read."""
        return [problem for one in self.notes for problem in one.problems]

    def losses(self, *, most: float) -> list[Loss]:
        """Return the sites that would lose more than this share of their documents."""
        today = self.joined.today
        return losses(self.joined.docs[:today], self.kept()[0][:today] >= 0, sites_of(self.shards), most=most)

    def names(self, docs: NDArray[np.int64]) -> dict[int, str]:
        """Return the ids of some documents."""
        docs = np.sort(docs)
        found: dict[int, str] = {}
        for shard, first, end in zip(self.shards, self.firsts, self.firsts[1:], strict=False):
            some = docs[np.searchsorted(docs, first) : np.searchsorted(docs, end)].tolist()
            if some:
                names = names_of(shard)
                found.update((doc, names[doc - first]) for doc in some)
        found.update((doc, self.past[doc - self.firsts[-1]][0]) for doc in docs[docs >= self.firsts[-1]].tolist())
        return found

    def told(self) -> Told:
        """Return what was found in a few figures."""
        kept, jaccard, _ = self.kept()
        gone = jaccard[kept >= 0]
        low, middle = (float(gone.min()), float(np.median(gone))) if len(gone) else (1.0, 1.0)
        return Told(self.joined.today, len(gone), len(np.unique(kept[kept >= 0])), low, middle)

    def wide(self) -> list[tuple[Wide, str]]:
        """Return the large clusters with a wide spread, with the ids of what they keep."""
        found = wide_clusters(self.joined)
        names = self.names(np.array([one.kept for one in found], np.int64))
        return [(one, names[one.kept]) for one in found]

    def pair_rows(self) -> Iterator[dict[str, Any]]:
        """Yield every verified pair in a fixed order."""
        names = self.names(self._related())
        for pair in pairs_of(self.joined):
            row = {"a": names[pair.a], "b": names[pair.b], "jaccard": round(pair.jaccard, 6), "containment": round(pair.containment, 6)}
            yield {**row, "estimated": True} if pair.a >= self.firsts[-1] else row

    def cluster_rows(self) -> Iterator[dict[str, Any]]:
        """Yield every cluster in keeper order."""
        names = self.names(self._related())
        for cluster in clusters_of(self.joined):
            members = [{"id": names[doc], "jaccard": round(jaccard, 6), "containment": round(share, 6)} for doc, jaccard, share in cluster.members]
            row = {"kept": names[cluster.keep], "members": members}
            yield {**row, "estimated": True} if cluster.keep >= self.firsts[-1] else row

    def _related(self) -> NDArray[np.int64]:
        """Return the documents that are in a pair or have a copy."""
        units, pairs = self.joined.units, self.joined.pairs
        related = units.counts > 1
        related[pairs.a] = related[pairs.b] = True
        return units.members[np.repeat(related, units.counts)]

    def drops(self, tasks: Iterable[Task], *, all_stay: bool = False) -> Iterator[tuple[Task, list[dict[int, Drop]]]]:
        """Yield each task with those of its documents that go, unless all stay: for each part, by the numbers of their records."""
        kept, jaccard, containment = self.kept()
        kept = np.full_like(kept, -1) if all_stay else kept
        names = self.names(kept[kept >= 0])
        for number, task in enumerate(tasks):
            if number >= len(self.notes) or self.notes[number].key != task.key:
                raise CleanerError("changed", "the sources changed while they were read", do="run the same command again")
            first = self.firsts[number]
            docs = self.joined.docs[first : self.firsts[number + 1]]
            drops = [dict[int, Drop]() for _ in task.parts]
            local = self.shards[number]["docs"]["source"]
            for doc in np.flatnonzero(kept[first : first + len(docs)] >= 0).tolist():
                match = first + doc
                why = Drop(names[int(kept[match])], self.place(int(kept[match])), float(jaccard[match]), float(containment[match]))
                drops[int(local[doc])][int(docs["record"][doc])] = why
            yield task, drops

    def place(self, doc: int) -> str:
        """Return where a document stands: its source and record; of a past run, when it was seen, and that Jaccard indices with it are estimated."""
        if doc >= self.firsts[-1]:
            return f"{self.past[doc - self.firsts[-1]][1]}, Jaccard estimated"
        row = self.joined.docs[doc]
        return f"{self.sources[row['source']].name}:{row['record']}"


@dataclass(frozen=True, slots=True)
class Corpus:
    """Sources to look for near-duplicates in; what is found on the way is kept in `state`."""

    sources: Sequence[Source]
    state: Path
    bands: Bands
    config: DedupConfig
    fields: Fields
    stamp: str
    memory: Memory | None = None

    def find(self, *, workers: int, each: Callable[[ShardNote], None]) -> Found:
        """Sketch what is not sketched yet, and join it; `each` is told of every task that is done."""
        sketcher = Sketcher(self.state / "sketch", self.bands, self.config, self.fields)
        notes = []
        for one in in_order(sketcher, self._tasks(), workers=workers):
            notes.append(one)
            each(one)
        if self.memory:
            from cleaner.scale.memory import named  # most runs have no index

            self.memory.recognise((named(StoredShard(sketcher.folder / one.key)) for one in notes), notes)
        return join_sketched(notes, self.sources, self.state, self.bands, self.config, threads=workers, memory=self.memory)

    def drop_tasks(self, found: Found) -> Iterator[DropTask]:
        """Yield the work of the second pass: each task with those of its documents that go."""
        for task, drops in found.drops(self._tasks()):
            yield DropTask.of(task, drops)

    def forget(self) -> None:
        """Remove what was kept on the way."""
        for name in ("sketch", "join"):
            rmtree(self.state / name, ignore_errors=True)

    def _tasks(self) -> Iterator[Task]:
        return plan(self.sources, self.stamp)


def join_sketched(
    notes: list[ShardNote],
    sources: Sequence[Source],
    state: Path,
    bands: Bands,
    config: DedupConfig,
    *,
    threads: int,
    memory: Memory | None,
    folder: str = "sketch",
    shingled: Shingled | None = None,
) -> Found:
    """Join the shards in a `folder` of `state`, of which each task's is named by its key, and hold them against what is remembered; `shingled` as in `join`."""
    shards = [StoredShard(state / folder / one.key) for one in notes]
    firsts = [0, *np.cumsum([one.documents for one in notes]).tolist()]
    numbers = {source.name: number for number, source in enumerate(sources)}
    places = [np.array([numbers[name] for name in one.sources], np.int32) for one in notes]
    past = memory.past if memory else None

    def room(name: str, shape: tuple[int, ...], dtype: Any) -> NDArray[Any]:
        return room_in_file(state / "join" / name, shape, dtype)

    joined = join(shards, places, bands, config, threads=threads, room=room, past=past, shingled=shingled)
    known = (past.described(joined.past), past.absent(joined.past)) if past else ()
    return Found(joined, sources, shards, notes, firsts, *known)
