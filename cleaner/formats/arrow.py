"""Arrow files, as `datasets` writes them: record batches of a stream, or of a file; schema and metadata stay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from cleaner.errors import CleanerError, Place
from cleaner.formats.atomic import open_atomic
from cleaner.formats.source import Source, Stretch
from cleaner.formats.table import TableFormat, by_rows, from_ipc, reading, to_ipc

__all__ = ["ArrowFormat"]


class ArrowFormat(TableFormat):
    """A file of Arrow's stream format or of its file format. It is mapped, not read: what is passed over costs little."""

    def stretches(self, source: Source, stream: BinaryIO, size: int) -> Iterator[Stretch]:
        """Yield record batches, small ones together."""
        with _opened(source.path) as (reader, batches):
            if _is_file(reader) and reader.num_record_batches > 1 and any(_has_dictionary(field.type) for field in reader.schema):
                what = "is a file of several batches with dictionaries, which cannot be written part by part"
                raise CleanerError("dictionaries", what, do="save it as a stream, or as Parquet", where=Place(str(source.path)))
            start = count = records = total = 0
            for batch in batches:
                count, records, total = count + 1, records + batch.num_rows, total + batch.nbytes
                if total >= size:
                    yield Stretch(start, count, records)
                    start, count, records, total = start + count, 0, 0, 0
            if records:
                yield Stretch(start, count, records)

    def load(self, source: Source, stretch: Stretch | None) -> bytes:
        """Return record batches as one table."""
        import pyarrow as pa

        with _opened(source.path) as (reader, batches):
            wanted = islice(batches, stretch.start, stretch.start + stretch.size) if stretch else batches
            return to_ipc(pa.Table.from_batches(wanted, reader.schema))

    def join(self, pieces: Iterable[bytes], path: Path, like: Path) -> None:
        """Write the batches of each piece, as a stream or a file as the other is."""
        import pyarrow as pa

        with _opened(like) as (reader, _):
            new = pa.ipc.new_file if _is_file(reader) else pa.ipc.new_stream
        with open_atomic(path) as file:
            writer: Any = None
            for piece in pieces:
                table = from_ipc(piece)
                writer = writer or new(file, table.schema)
                writer.write_table(table)
            writer.close()

    def pieces(self, paths: Sequence[Path], written: Sequence[tuple[int, int]]) -> Iterator[bytes]:
        """Yield tables of so many rows."""
        with _opened(paths[0]) as (reader, _):
            schema = reader.schema
        yield from by_rows((batch for path in paths for batch in _batches(path)), schema, [rows for _, rows in written])


def _batches(path: Path) -> Iterator[Any]:
    with _opened(path) as (_, batches):
        yield from batches


def _is_file(reader: Any) -> bool:
    return hasattr(reader, "num_record_batches")


def _has_dictionary(type: Any) -> bool:
    import pyarrow as pa

    nested = [type.field(i).type for i in range(type.num_fields)]
    return pa.types.is_dictionary(type) or any(map(_has_dictionary, nested))


@contextmanager
def _opened(path: Path) -> Iterator[tuple[Any, Iterator[Any]]]:
    """Open a file; the second is its record batches."""
    import pyarrow as pa

    with reading(path, "Arrow"), pa.memory_map(str(path)) as file:
        if file.read(6) == b"ARROW1":
            reader = pa.ipc.open_file(file)
            yield reader, map(reader.get_batch, range(reader.num_record_batches))
        else:
            file.seek(0)
            reader = pa.ipc.open_stream(file)
            yield reader, iter(reader)
