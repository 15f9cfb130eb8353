"""Formats whose records are rows of tables: only the text's column is ever touched, and rows that are dropped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from cleaner.config import Fields
from cleaner.errors import CleanerError, Place, nearest
from cleaner.formats.columns import column, with_column
from cleaner.formats.record import Cut, Format, Left, Record, record_of
from cleaner.formats.text import insert
from cleaner.formats.values import META, jsonable
from cleaner.model import Removal

__all__ = ["TableFormat", "by_rows", "from_ipc", "reading", "to_ipc"]

ROW = b"row"
"""Stands for the bytes of a row, which has none; known by its identity."""


class TableFormat(Format, Protocol):
    """What formats of tables have in common; `data` is a table as an Arrow stream."""

    splits: bool = True
    writes: str = ""
    plain: bool = False
    salvages: bool = False

    def read(self, data: bytes, *, source: str, first: int, fields: Fields, head: bytes = b"") -> Iterator[Record]:
        """Yield a record for every row; a null is no document."""
        table = from_ipc(data)
        problem = _problem(table, fields, Place(source))
        if problem:
            yield from (Record(number, ROW, error=problem if number == 1 else None) for number in range(first, first + table.num_rows))
            return
        texts = column(table, fields.text)
        pages = column(table, fields.html) if fields.html else None
        texts, pages = (column if column is not None else [None] * table.num_rows for column in map(_maybe_values, (texts, pages)))
        metas = {name: found for name in META if (found := column(table, getattr(fields, name))) is not None and _is_plain(found.type)}
        for number, text, page, *meta in zip(range(first, first + table.num_rows), texts, pages, *map(_values, metas.values()), strict=True):
            try:
                yield record_of(number, ROW, text, page, dict(zip(metas, meta, strict=True)), place=Place(source, number))
            except CleanerError as error:
                yield Record(number, ROW, error=error)

    def cut(self, record: Record, removals: Sequence[Removal], fields: Fields, head: bytes = b"") -> tuple[bytes, list[Cut]]:
        """Return the text without what was removed."""
        assert record.doc
        text, at, kept = record.doc.text, 0, []
        for removal in removals:
            kept.append(text[at : removal.start])
            at = removal.end
        return "".join([*kept, text[at:]]).encode(), [Cut(removal.start, removal.text) for removal in removals]

    def put(self, record: Record, text: str, fields: Fields, head: bytes = b"") -> bytes:
        """Return the text."""
        return text.encode("utf-8", "replace")

    def whole(self, data: bytes, record: Record, first: int) -> bytes:
        """Return the row as a table."""
        return to_ipc(from_ipc(data).slice(record.number - first, 1).replace_schema_metadata(None))

    def row(self, data: bytes, record: Record, first: int, fields: Fields, head: bytes = b"") -> dict[str, Any]:
        """Return the row's values."""
        return {name: jsonable(value) for name, value in from_ipc(data).slice(record.number - first, 1).to_pylist()[0].items()}

    def write(self, data: bytes, left: Sequence[Left], fields: Fields) -> bytes:
        """Return the table with what is left of each row."""
        table = from_ipc(data)
        texts = column(table, fields.text)
        appended = texts is None and bool(fields.html)
        if all(one is ROW for one in left) and not appended:
            return data
        if any(one is not ROW and one is not None for one in left) or appended:
            before = _values(texts) if texts is not None else [None] * len(left)
            table = with_column(table, fields.text, [old if new is ROW or new is None else new.decode() for old, new in zip(before, left, strict=True)])
        return to_ipc(_taken(table, [index for index, one in enumerate(left) if one is not None]) if None in left else table)

    def undo(self, data: bytes, first: int, cuts: Mapping[int, Sequence[Cut]], dropped: Mapping[int, bytes], fields: Fields, head: bytes = b"") -> bytes:
        """Put back what went from texts, and rows that were dropped."""
        import pyarrow as pa

        table = from_ipc(data)
        total = table.num_rows + len(dropped)
        kept = [number for number in range(first, first + total) if number not in dropped]
        if cuts:
            texts = _values(column(table, fields.text))
            table = with_column(table, fields.text, [insert(text, cuts[number]) if number in cuts else text for number, text in zip(kept, texts, strict=True)])
        if dropped:
            gone = sorted(dropped)
            rows = [from_ipc(dropped[number]).replace_schema_metadata(table.schema.metadata) for number in gone]
            order = {number: index for index, number in enumerate([*kept, *gone])}
            table = _taken(pa.concat_tables([table, *rows]), [order[number] for number in range(first, first + total)])
        return to_ipc(table)

    def head(self, data: bytes) -> bytes:
        """Return nothing: a table holds its schema."""
        return b""

    def digest(self, data: bytes, fields: Fields) -> str:
        """Return a hash of the texts, row by row: all else is copied as it stands."""
        hash = sha256()
        table = from_ipc(data)
        texts = column(table, fields.text)
        for text in _values(texts) if texts is not None else [None] * table.num_rows:
            value = b"-" if text is None else str(text).encode()
            hash.update(b"%d:" % len(value) if text is not None else b"n:")
            hash.update(value)
        return hash.hexdigest()

    def pack(self, data: bytes, compression: str) -> bytes:
        """Return the table, compressed."""
        return to_ipc(from_ipc(data), compression="zstd")

    def unpack(self, piece: bytes, compression: str) -> bytes:
        """Return the table as it is: its reader decompresses it."""
        return piece


@contextmanager
def reading(path: Path, format: str) -> Iterator[None]:
    """Read a file of tables; what is wrong with it becomes a sentence, and what is wrong with the disk stays as it is."""
    import pyarrow as pa

    try:
        yield
    except (pa.ArrowException, OSError) as error:
        if isinstance(error, OSError) and error.errno:
            raise
        what = f"is no {format} file, or damaged: {(str(error).splitlines() or ['no more is known'])[0]}"
        raise CleanerError("damaged", what, do="fetch the file again", where=Place(str(path))) from None


def from_ipc(data: bytes) -> Any:
    """Read a table from an Arrow stream, without a copy."""
    import pyarrow as pa

    return pa.ipc.open_stream(pa.py_buffer(data)).read_all()


def to_ipc(table: Any, compression: str | None = None) -> bytes:
    """Write a table as an Arrow stream."""
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema, options=pa.ipc.IpcWriteOptions(compression=compression)) as writer:
        writer.write_table(table.unify_dictionaries())
    data = bytes(sink.getvalue())
    del sink, table
    pa.default_memory_pool().release_unused()  # it keeps what it frees: a process of many parts held 540 MB in place of 430
    return data


def by_rows(batches: Iterator[Any], schema: Any, counts: Iterable[int]) -> Iterator[bytes]:
    """Yield tables of so many rows from record batches."""
    import pyarrow as pa

    left: Any = None
    for wanted in counts:
        parts = []
        while wanted:
            left = left if left is not None and left.num_rows else next(batches)
            parts.append(left.slice(0, wanted))
            wanted -= parts[-1].num_rows
            left = left.slice(parts[-1].num_rows)
        yield to_ipc(pa.Table.from_batches(parts, schema))


def _taken(table: Any, rows: list[int]) -> Any:
    """Return rows of a table, in this order."""
    import pyarrow as pa

    return table.unify_dictionaries().take(pa.array(rows, pa.int64()))


def _problem(table: Any, fields: Fields, place: Place) -> CleanerError | None:
    """Say why no text, or no page, can be read from a table."""
    name, option = (fields.html, "--html-field") if fields.html else (fields.text, "--text-field")
    found = column(table, name)
    if found is None:
        known = ", ".join(table.column_names[:8])
        do = nearest(name, table.column_names) or f"name it with {option}; the table has {known}"
        return CleanerError("no-field", f"no column '{name}'", do=do, where=place)
    for one in (fields.text, fields.html):
        found = column(table, one) if one else None
        if found is not None and not _is_text(found.type):
            return CleanerError("wrong-type", f"the column '{one}' holds {found.type}, not strings", do=f"name another with {option}", where=place)
    return None


def _is_text(type: Any) -> bool:
    import pyarrow as pa

    if pa.types.is_dictionary(type):
        type = type.value_type
    return any(test(type) for test in (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view))


def _is_plain(type: Any) -> bool:
    import pyarrow as pa

    return _is_text(type) or pa.types.is_integer(type) or pa.types.is_temporal(type)


def _maybe_values(found: Any | None) -> list[Any] | None:
    return None if found is None else _values(found)


def _values(found: Any) -> list[Any]:
    values: list[Any] = found.to_pylist()
    return values
