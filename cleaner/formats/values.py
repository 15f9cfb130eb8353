"""Values of records: what they say of a document, and how JSON holds them."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from urllib.parse import urlsplit

from cleaner.model import Document, content_id

__all__ = ["META", "document", "dump_line", "host", "jsonable", "string", "value_at", "with_value"]

META = ("id", "url", "title", "author", "date", "site", "language")
"""What records may say beside their text: names of `Fields`."""
_KEPT = ("title", "author", "date", "language")


def document(text: str, values: Mapping[str, Any]) -> Document:
    """Return the document of a text and what its record says by our names: id, url, title, author, date, site, language."""
    known = {name: written for name, value in values.items() if (written := string(value))}
    url = known.get("url", "")
    meta = {name: known[name] for name in _KEPT if name in known}
    if url:
        meta["url"] = url
    return Document(text, known.get("id") or content_id(text), known.get("site") or host(url), meta)


def string(value: Any) -> str:
    """Return what a value says as a string; lists, objects and the like say nothing."""
    if type(value) is str:  # most are
        return value
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def host(url: str) -> str:
    """Return the host of an address, or nothing."""
    try:
        return urlsplit(url).hostname or "" if "//" in url else ""
    except ValueError:
        return ""


def jsonable(value: Any) -> Any:
    """Return a value that JSON can hold: times as ISO 8601, bytes as base64, decimals as strings."""
    if isinstance(value, Mapping):
        return {str(name): jsonable(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [jsonable(one) for one in value]
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)


def dump_line(value: Any) -> bytes:
    """Write a line of JSON."""
    import orjson

    try:
        return orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE)
    except orjson.JSONEncodeError:  # a lone surrogate, or a number of more than 64 bits
        return json.dumps(value).encode() + b"\n"


def value_at(row: Mapping[str, Any], path: str) -> Any:
    """Return the value at a path of keys with dots between them, None where there is none; a key that has dots itself comes first."""
    if path in row:
        return row[path]
    value: Any = row
    for key in path.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def with_value(row: Mapping[str, Any], path: Sequence[str], value: Any) -> dict[str, Any]:
    """Return a row with a value at a path of keys."""
    key, *rest = path
    below = row.get(key)
    return {**row, key: with_value(below if isinstance(below, Mapping) else {}, rest, value) if rest else value}
