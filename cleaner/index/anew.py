"""Past documents judged anew by the furniture of today, so that days end where one run over all ends.

Which lines a sketch leaves out follows from all pages of a site, and each day changes it for some pages of the past. Texts are not remembered: they are
read where they were read first, and what stands there must have the very lines that are remembered. What is read is sketched and joined again with the
rest of the past, together with all whose verdict hangs on it: what went for it, or for the same one, and what resembles it and came later. Where nothing is
to be read, or something else, a document stays as it was judged.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.config import DedupConfig
from cleaner.dedup.curve import choose_bands
from cleaner.dedup.join import Joined, join
from cleaner.dedup.shard import Batch, Shard, sketch
from cleaner.index.file import IndexFile, ask
from cleaner.index.keys import short_keys
from cleaner.index.lines import PastLines
from cleaner.index.probe import Probe
from cleaner.index.write import lists, sketch_columns

__all__ = ["Anew", "Asked", "Read", "judge_anew"]

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

MOST = 10_000
"""Documents that a run judges anew: half a millisecond each, and more where rules cut within lines. The latest come first, the others wait for the next run."""
_KIN = """
SELECT seq FROM documents WHERE lines IS NOT NULL AND seq NOT IN (FROM gone) AND (seq IN (FROM wanted) OR kept IN (FROM wanted)
    OR kept IN (SELECT kept FROM documents WHERE seq IN (FROM wanted) AND kept IS NOT NULL)) ORDER BY seq NOT IN (FROM wanted), seq DESC LIMIT {most}
"""
_ROWS = "SELECT * FROM documents SEMI JOIN wanted USING (seq) ORDER BY seq"
_FOLLOWERS = "SELECT seq FROM documents WHERE kept IN (FROM wanted) AND seq NOT IN (FROM gone) ORDER BY seq"
_FLAGS = 15
"""Of `kinds`, what says nothing of a sketch."""


class Asked(NamedTuple):
    """A document that is to be read again: its file and record, and `lines` uint32[m], the hashes of its lines."""

    source: str
    record: int
    lines: NDArray[np.uint32]


Read = Callable[[Sequence[Asked]], Sequence[Sequence[bytes] | None]]
"""Returns the lines of each document, or None where it cannot be read, or is no longer what it was."""


class Anew(NamedTuple):
    """Past documents as they are judged now: their rows in the index, as a table of Arrow, if there are any; and the lines of the past with their verdicts.

    `unread` counts those that could not be read again.
    """

    rows: Any
    past: PastLines
    unread: int = 0


def judge_anew(index: IndexFile, past: PastLines, out: Bools, gone: Ints, *, read: Read, dedup: DedupConfig) -> Anew:
    """Judge anew the documents of the past of which other lines are left `out` now than when they were sketched; `gone` are labels that count no longer."""
    changed = np.unique(_docs(past)[out != past.left_out])
    if not len(changed):
        return Anew(None, past)
    known = _Known(index, gone, read)
    labels = known.readable(past.labels[changed])
    while True:
        if not len(labels):
            return Anew(None, past, known.unread)
        rows = known.rows(labels)
        left, late = _left_out(rows, past, out), rows["dropped"].to_numpy() & (dedup.keep != "first")
        shard = _sketched(known, labels, left, late, dedup)
        joined = _joined(shard, Probe(index, np.union1d(gone, labels), dedup.scope), dedup)
        more = known.readable(np.union1d(labels, _younger(joined, labels, late)))
        if len(more) == len(labels):
            return _judged(known, labels, left, shard, joined, past, dedup)
        labels = more


@dataclass(slots=True)
class _Known:
    """Documents that were asked for: their rows, and their lines if these could be read."""

    index: IndexFile
    gone: Ints
    read: Read
    fetched: dict[int, Any] = field(default_factory=dict)
    lines: dict[int, Sequence[bytes] | None] = field(default_factory=dict)

    def readable(self, labels: Ints) -> Ints:
        """Return those of some documents, and of all whose verdict hangs on theirs, that can be read."""
        kin = np.sort(self._ask(_KIN.format(most=MOST), labels)["seq"].to_numpy().astype(np.int64))
        fresh = np.array([label for label in kin.tolist() if label not in self.lines], np.int64)
        rows = self._ask(_ROWS, fresh)
        columns = (rows[name].to_pylist() for name in ("source", "record"))
        asked = [Asked(source, record, lines.values.to_numpy()) for source, record, lines in zip(*columns, rows["lines"], strict=True)]
        for place, (label, lines) in enumerate(zip(fresh.tolist(), self.read(asked), strict=True)):
            self.lines[label], self.fetched[label] = lines, rows.slice(place, 1)
        return np.array([label for label in kin.tolist() if self.lines[label] is not None], np.int64)

    @property
    def unread(self) -> int:
        """How many could not be read."""
        return sum(lines is None for lines in self.lines.values())

    def rows(self, labels: Ints) -> Any:
        """Return the rows of documents that were asked for."""
        import pyarrow as pa

        return pa.concat_tables([self.fetched[label] for label in labels.tolist()]).combine_chunks()

    def followers(self, labels: Ints) -> Any:
        """Return the rows of what went for some documents."""
        return self._ask(_ROWS, self._ask(_FOLLOWERS, labels)["seq"].to_numpy())

    def _ask(self, query: str, labels: Ints) -> Any:
        import pyarrow as pa

        return ask(self.index.path, query, wanted=pa.table({"seq": labels}), gone=pa.table({"seq": self.gone}))


def _docs(past: PastLines) -> Ints:
    """Return for each line of the past the number of its document."""
    return np.repeat(np.arange(len(past.labels)), np.diff(past.shard["line_bounds"]))


def _left_out(rows: Any, past: PastLines, out: Bools) -> list[Bools]:
    """Return for the lines of each document whether they are left out now; what furniture does not touch today stays as it was."""
    place = {label: number for number, label in enumerate(past.labels.tolist())}
    bounds = past.shard["line_bounds"]
    left = []
    for label, kinds in zip(rows["seq"].to_pylist(), rows["kinds"], strict=True):
        number = place.get(label)
        left.append(kinds.values.to_numpy() >> 4 > 0 if number is None else out[bounds[number] : bounds[number + 1]])
    return left


def _sketched(known: _Known, labels: Ints, left: Sequence[Bools], late: Bools, dedup: DedupConfig) -> dict[str, NDArray[Any]]:
    """Sketch documents without the lines that are left out: they stand in the order in which they came, but that those that are `late` come last.

    These no output holds; where copies are kept for what they are worth, they are not put in the place of what was worth more.
    """
    rows, batch = known.rows(labels), Batch()
    for label, out in zip(labels.tolist(), left, strict=True):
        lines = known.lines[label] or ()
        batch.texts.append(b"\n".join(line for line, goes in zip(lines, out.tolist(), strict=True) if not goes))
    batch.records = np.argsort(np.argsort(late, kind="stable")).tolist()
    batch.ids, batch.sites = rows["id"].to_pylist(), rows["site"].to_pylist()
    batch.values, batch.sources, batch.derived = [0.0] * len(labels), [0] * len(labels), [False] * len(labels)
    return sketch(batch, choose_bands(dedup.threshold, dedup.recall, permutations=dedup.permutations), dedup)


def _joined(shard: Shard, past: Probe, dedup: DedupConfig) -> Joined:
    """Join documents with the rest of the past."""
    bands = choose_bands(dedup.threshold, dedup.recall, permutations=dedup.permutations)
    return join([shard], [np.zeros(1, np.int32)], bands, replace(dedup, keep="first", contained=0.0), past=past)


def _younger(joined: Joined, labels: Ints, late: Bools) -> Ints:
    """Return the labels of what resembles one of the documents, and came later than it."""
    past, pairs = len(joined.past), joined.pairs
    met = (pairs.a < past) & (pairs.b >= past)
    there, here = joined.past[joined.units.leaders[pairs.a[met]] - joined.today], joined.units.leaders[pairs.b[met]]
    return there[(there > labels[here]) & ~late[here]]


def _judged(known: _Known, labels: Ints, left: Sequence[Bools], shard: Shard, joined: Joined, past: PastLines, dedup: DedupConfig) -> Anew:
    """Return the rows of documents with their new verdicts; what went for one, and was not read, goes where that goes."""
    import pyarrow as pa

    kept = joined.kept()[0][: joined.today]
    goes, other = kept >= 0, kept >= joined.today
    into = np.where(goes, labels[np.where(goes & ~other, kept, 0)], labels)
    into[other] = joined.past[kept[other] - joined.today]
    rows = known.rows(labels)
    out = np.concatenate([np.empty(0, np.bool_), *left])
    kinds = rows["kinds"].combine_chunks().flatten().to_numpy() & _FLAGS | out.astype(np.uint8) << np.uint8(4)
    keys = short_keys(np.array(shard["keys"]), np.array(shard["docs"]), by_site=dedup.scope != "all")
    new = {
        **sketch_columns(np.array(shard["values"]), np.array(shard["bounds"]), keys, goes),
        "kept": pa.array(into, pa.uint32(), mask=~goes),
        "kinds": lists(kinds.astype(np.uint8), np.array([len(some) for some in left], np.int64)),
    }
    changed = [_with(rows, new)]
    clusters = dict(zip(labels.tolist(), into.tolist(), strict=True))
    others = known.followers(labels[goes])
    others = others.filter(pa.array(~np.isin(others["seq"].to_numpy(), labels)))
    follow = [clusters[kept] for kept in others["kept"].to_pylist()]
    changed.append(_with(others, {"kept": pa.array(follow, pa.uint32())}))
    clusters |= dict(zip(others["seq"].to_pylist(), follow, strict=True))
    return Anew(pa.concat_tables(changed), _with_verdicts(past, clusters, dict(zip(labels.tolist(), left, strict=True))), known.unread)


def _with(rows: Any, columns: dict[str, Any]) -> Any:
    """Return rows with some columns in place of theirs."""
    for name, column in columns.items():
        rows = rows.set_column(rows.schema.get_field_index(name), name, column)
    return rows


def _with_verdicts(past: PastLines, clusters: dict[int, int], left: dict[int, Bools]) -> PastLines:
    """Return the lines of the past with new clusters of some documents, and lines that their sketches leave out."""
    now, bounds = past.left_out.copy(), past.shard["line_bounds"]
    for number, label in enumerate(past.labels.tolist()):
        if label in left:
            now[bounds[number] : bounds[number + 1]] = left[label]
    into = [clusters.get(label, was) for label, was in zip(past.labels.tolist(), past.clusters.tolist(), strict=True)]
    return past._replace(clusters=np.array(into, np.int64), left_out=now)
