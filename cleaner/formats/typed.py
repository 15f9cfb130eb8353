"""From lines of JSON to Parquet: columns get the types that all their values fit, or hold JSON where there is none."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cleaner.formats.atomic import open_atomic

__all__ = ["write_parquet"]

_JSON = "json"
"""Stands for the type of a column whose values fit no type: it holds strings, those of other values as JSON."""


def write_parquet(pieces: Iterable[bytes], path: Path) -> None:
    """Write a file with a row group of each piece of lines, whole or not at all; the pieces are gone through twice."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    types: dict[str, Any] = {}
    for piece in pieces:
        _learn(types, _rows(piece))
    schema = pa.schema([pa.field(name, pa.string() if type is _JSON else type) for name, type in types.items()])
    with open_atomic(path) as file, pq.ParquetWriter(file, schema, compression="zstd") as writer:
        for piece in pieces:
            rows = _rows(piece)
            arrays = [_array([row.get(name) for row in rows], type) for name, type in types.items()]
            if rows:
                writer.write_table(pa.table(arrays, schema=schema), row_group_size=len(rows))


def _rows(piece: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in piece.split(b"\n") if line]


def _learn(types: dict[str, Any], rows: list[dict[str, Any]]) -> None:
    """Widen what is known of the columns by what rows hold."""
    for name in dict.fromkeys(name for row in rows for name in row):
        found = _type([row.get(name) for row in rows])
        types[name] = _wider(types[name], found) if name in types else found


def _type(values: list[Any]) -> Any:
    import pyarrow as pa

    try:
        found = pa.array(values).type
    except (pa.ArrowException, OverflowError, UnicodeEncodeError):
        return _JSON
    large = pa.types.is_floating(found) and any(isinstance(value, int) and abs(value) >> 53 for value in values)
    return _JSON if large or _holds_nothing(found) else found


def _wider(one: Any, other: Any) -> Any:
    """Return the type that holds the values of two."""
    import pyarrow as pa

    if _JSON in (one, other):
        return _JSON
    try:
        return pa.unify_schemas([pa.schema([("x", one)]), pa.schema([("x", other)])], promote_options="permissive").field("x").type
    except pa.ArrowException:
        return _JSON


def _holds_nothing(type: Any) -> bool:
    """Tell whether a type has an object without keys somewhere, which Parquet cannot hold."""
    import pyarrow as pa

    if pa.types.is_struct(type):
        return not type.num_fields or any(_holds_nothing(field.type) for field in type)
    return pa.types.is_list(type) and _holds_nothing(type.value_type)


def _array(values: list[Any], type: Any) -> Any:
    import pyarrow as pa

    if type is not _JSON:
        return pa.array(values, type)
    texts = [value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False) for value in values]
    return pa.array([text and text.encode("utf-8", "replace").decode() for text in texts], pa.string())
