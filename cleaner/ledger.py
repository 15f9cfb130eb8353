"""The ledger: a row for every removal and for every document that was dropped, flagged or not read; and what rows add up to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Literal, NamedTuple

from cleaner.errors import CleanerError, Place

__all__ = ["Action", "Count", "LedgerText", "Row", "Summary", "plain", "read_rows", "write_rows"]

LedgerText = Literal["full", "hash", "none"]
Action = Literal["removed", "flagged", "dropped", "unread"]


class Row(NamedTuple):
    """One row. `source` is the input's name, `record` counts from 1 in it, `start` and `end` are code points of the text.

    `raw` holds the bytes of the file that went, where they are not the plain UTF-8 of `text`; of a dropped record, all.
    Of a near-duplicate, `kept` is the id of the document that it repeats, with their Jaccard index and containment.
    """

    source: str
    record: int
    doc: str
    action: Action
    rule: str = ""
    start: int = 0
    end: int = 0
    text: str | None = ""
    raw: bytes | None = None
    why: str = ""
    evidence: str = ""
    kept: str = ""
    jaccard: float | None = None
    containment: float | None = None

    def with_text(self, mode: LedgerText) -> Row:
        """Return the row with its text, its text's hash, or neither; without the text it cannot be undone."""
        if mode == "full":
            return self
        text = f"sha256:{sha256((self.text or '').encode('utf-8', 'replace')).hexdigest()}" if mode == "hash" else None
        return self._replace(text=text, raw=None)


_COLUMNS = Row._fields
_ROWS = 20_000
"""Rows that are held at a time."""


def write_rows(file: BinaryIO, rows: Iterable[Row], properties: Mapping[str, str], *, form: str = ".parquet") -> None:
    """Write rows as Parquet, with `properties` in its metadata, or as JSON lines (`.jsonl`)."""
    if form == ".jsonl":
        _write_jsonl(file, rows)
        return
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema(_types(pa), metadata={f"cleaner.{name}": value for name, value in properties.items()})
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        waiting = iter(rows)
        while some := list(islice(waiting, _ROWS)):
            columns = zip(schema.types, zip(*some, strict=True), strict=True)
            writer.write_table(pa.table([_writable(values) if kind == pa.string() else values for kind, values in columns], schema=schema))


def read_rows(path: Path) -> Iterator[Row]:
    """Read the rows of a Parquet ledger; raise `CleanerError` for a file that is none."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches():
                for values in batch.to_pylist():
                    yield Row(**values)
    except (pa.ArrowException, OSError, TypeError) as error:
        do = "it is part of the ledger: clean anew"
        raise CleanerError("ledger", f"cannot be read: {str(error).splitlines()[0]}", do=do, where=Place(str(path))) from None


def _types(pa: Any) -> dict[str, Any]:
    special = {"record": pa.int64(), "start": pa.int64(), "end": pa.int64(), "raw": pa.binary(), "jaccard": pa.float64(), "containment": pa.float64()}
    return {name: special.get(name, pa.string()) for name in _COLUMNS}


def _writable(values: Sequence[str | None]) -> Sequence[str | None]:
    """Return strings as UTF-8 can hold them."""
    try:
        "".join(filter(None, values)).encode()
    except UnicodeEncodeError:
        return list(map(plain, values))
    return values


def plain(value: Any) -> Any:
    """Return a value that UTF-8 can hold."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _write_jsonl(file: BinaryIO, rows: Iterable[Row]) -> None:
    import orjson

    for row in rows:
        values = {name: plain(getattr(row, name)) for name in _COLUMNS}
        values["raw"] = row.raw.decode("utf-8", "replace") if row.raw is not None else None
        file.write(orjson.dumps(values) + b"\n")


@dataclass(slots=True)
class Count:
    """Documents and characters, of a rule or of a source."""

    documents: int = 0
    removals: int = 0
    chars: int = 0
    removed: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Count)))

    @property
    def rate(self) -> float:
        """The share of the characters that went."""
        return self.removed / max(1, self.chars)


FEWEST_DOCUMENTS = 5
HIGH_RATE = 0.2
TIMES_THE_REST = 3.0


@dataclass(slots=True)
class Summary:
    """What a run, or a part of it, did. Summaries add up: that of a whole is the sum of those of its shards."""

    documents: int = 0
    changed: int = 0
    flagged: int = 0
    dropped: int = 0
    unread: int = 0
    chars: int = 0
    removed: int = 0
    rules: dict[str, Count] = field(default_factory=dict)
    sources: dict[str, Count] = field(default_factory=dict)

    def __add__(self, other: Summary) -> Summary:
        plain = {f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(Summary)[:-2]}
        return Summary(**plain, rules=_sum(self.rules, other.rules), sources=_sum(self.sources, other.sources))

    def __iadd__(self, other: Summary) -> Summary:
        """Add in place: the sum of many shards of many sources takes no longer than reading them."""
        for name in _TOTALS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for mine, theirs in ((self.rules, other.rules), (self.sources, other.sources)):
            for name, count in theirs.items():
                mine[name] = mine[name] + count if name in mine else count + Count()
        return self

    def conspicuous(self) -> list[str]:
        """Return the sources that lost a far larger share than all others together, the worst first."""
        found = []
        for name, count in self.sources.items():
            rest = (self.removed - count.removed) / max(1, self.chars - count.chars)
            if count.documents >= FEWEST_DOCUMENTS and count.rate >= HIGH_RATE and count.rate >= TIMES_THE_REST * rest:
                found.append(name)
        return sorted(found, key=lambda name: (-self.sources[name].rate, name))

    def as_dict(self) -> dict[str, Any]:
        """Return plain values, in a fixed order."""
        values = asdict(self)
        values["rules"] = dict(sorted(values["rules"].items()))
        values["sources"] = dict(sorted(values["sources"].items()))
        return values

    @classmethod
    def of_dict(cls, values: Mapping[str, Any]) -> Summary:
        """Read what `as_dict` wrote."""
        counts = {name: {key: Count(**count) for key, count in values[name].items()} for name in ("rules", "sources")}
        return cls(**{**values, **counts})


_TOTALS = tuple(column.name for column in fields(Summary)[:-2])


def _sum(a: Mapping[str, Count], b: Mapping[str, Count]) -> dict[str, Count]:
    return {name: a.get(name, Count()) + b.get(name, Count()) for name in sorted({*a, *b})}
