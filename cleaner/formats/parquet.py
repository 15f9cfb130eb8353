"""Parquet: row groups are read and written one after another; schema, metadata, other columns and compression stay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from cleaner.errors import CleanerError
from cleaner.formats.atomic import open_atomic
from cleaner.formats.source import Source, Stretch
from cleaner.formats.table import TableFormat, by_rows, from_ipc, reading, to_ipc

__all__ = ["ParquetFormat"]

_LARGE = 2
"""A row group of so many stretches is read batch by batch."""
_BATCH = 1 << 20
"""Bytes that a column reads at a time."""
_CODECS = {"UNCOMPRESSED": "NONE", "LZ4_RAW": "LZ4"}


class ParquetFormat(TableFormat):
    """A Parquet file."""

    def stretches(self, source: Source, stream: BinaryIO, size: int) -> Iterator[Stretch]:
        """Yield row groups, small ones together, large ones in batches."""
        with _opened(source.path) as file:
            start = records = total = 0
            for index in range(file.num_row_groups):
                group = file.metadata.row_group(index)
                large = group.total_byte_size > size * _LARGE
                if records and (large or total + group.total_byte_size > size):
                    yield Stretch(start, index - start, records)
                    start, records, total = index, 0, 0
                if large:
                    rows = max(1, group.num_rows * size // group.total_byte_size)
                    for batch in file.iter_batches(batch_size=rows, row_groups=[index]):
                        yield Stretch(index, 1, batch.num_rows, _table(file, [batch]))
                    start, records, total = index + 1, 0, 0
                else:
                    records, total = records + group.num_rows, total + group.total_byte_size
            if records:
                yield Stretch(start, file.num_row_groups - start, records)

    def load(self, source: Source, stretch: Stretch | None) -> bytes:
        """Return row groups as one table."""
        with _opened(source.path) as file:
            groups = range(stretch.start, stretch.start + stretch.size) if stretch else range(file.num_row_groups)
            return to_ipc(file.read_row_groups(list(groups)))

    def join(self, pieces: Iterable[bytes], path: Path, like: Path) -> None:
        """Write each piece as a row group, compressed as the other file is."""
        import pyarrow.parquet as pq

        with open_atomic(path) as file:
            writer: Any = None
            for piece in pieces:
                table = from_ipc(piece)
                writer = writer or pq.ParquetWriter(file, table.schema, compression=_compression(like))
                if table.num_rows:
                    writer.write_table(table, row_group_size=table.num_rows)
            writer.close()

    def pieces(self, paths: Sequence[Path], written: Sequence[tuple[int, int]]) -> Iterator[bytes]:
        """Yield tables of so many rows."""
        batches = (batch for path in paths for batch in _batches(path))
        yield from by_rows(batches, _schema(paths[0]), [rows for _, rows in written])


def _batches(path: Path) -> Iterator[Any]:
    with _opened(path) as file:
        yield from file.iter_batches(batch_size=1000)


def _schema(path: Path) -> Any:
    with _opened(path) as file:
        return file.schema_arrow


def _table(file: Any, batches: list[Any]) -> bytes:
    import pyarrow as pa

    return to_ipc(pa.Table.from_batches(batches, file.schema_arrow))


def _compression(like: Path) -> Any:
    """Return the compression of each column of a file, or what is common where that cannot be told."""
    try:
        with _opened(like) as file:
            group = file.metadata.row_group(0) if file.num_row_groups else None
            columns = [group.column(index) for index in range(group.num_columns)] if group else []
            return {one.path_in_schema: _CODECS.get(one.compression, one.compression) for one in columns} or "zstd"
    except (CleanerError, OSError):
        return "zstd"


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """Open a file."""
    import pyarrow.parquet as pq

    with reading(path, "Parquet"), pq.ParquetFile(path, buffer_size=_BATCH, pre_buffer=False) as file:
        yield file
