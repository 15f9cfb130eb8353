"""Columns of Arrow tables by a path of names: what they hold, and tables with other values in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

__all__ = ["column", "with_column"]


def column(table: Any, path: str) -> Any | None:
    """Return the column at a path of names, dots leading into structs, or `None` where there is none; nulls of structs are nulls of what they hold."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if path in table.column_names:
        return table[path]
    first, *rest = path.split(".")
    if first not in table.column_names:
        return None
    found = table[first]
    for name in rest:
        if not pa.types.is_struct(found.type) or found.type.get_field_index(name) < 0:
            return None
        found = pc.struct_field(found, name)
    return found


def with_column(table: Any, path: str, values: Sequence[Any]) -> Any:
    """Return the table with other values in the column at a path; one that is not there is appended as strings."""
    import pyarrow as pa

    names = [path] if path in table.column_names else path.split(".")
    index = table.schema.get_field_index(names[0])
    if index < 0:
        return table.append_column(path, pa.array(values, pa.large_string()))
    field = table.schema.field(index)
    return table.set_column(index, field, _filled(table[index].combine_chunks(), names[1:], values))


def _filled(array: Any, names: list[str], values: Sequence[Any]) -> Any:
    """Return an array of the same type with other values at the end of a path."""
    import pyarrow as pa

    if isinstance(array, pa.ChunkedArray):
        array = pa.concat_arrays(array.chunks) if array.num_chunks else pa.array([], array.type)
    if not names:
        return _of_type(values, array.type)
    index = array.type.get_field_index(names[0])
    children = [array.field(i) for i in range(array.type.num_fields)]
    children[index] = _filled(children[index], names[1:], values)
    return pa.StructArray.from_arrays(children, fields=list(array.type), mask=array.is_null())


def _of_type(values: Sequence[Any], type: Any) -> Any:
    import pyarrow as pa

    if pa.types.is_dictionary(type):
        return pa.array(values, type.value_type).dictionary_encode().cast(type)
    return pa.array(values, type)
