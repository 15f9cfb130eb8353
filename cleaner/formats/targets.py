"""Formats that any document can be written in, whatever it was read from: how one document is rendered, and how files are made of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol

from cleaner.config import Fields
from cleaner.formats.atomic import open_atomic

__all__ = ["TARGETS", "Target"]


class Target(Protocol):
    """How documents are written in another format than they were read from."""

    def render(self, row: Mapping[str, Any], text: str, fields: Fields) -> bytes:
        """Return a document as part of a piece; `row` is all that its record holds."""

    def join(self, pieces: Iterable[bytes], path: Path) -> None:
        """Write a file of its pieces, in order and whole or not at all."""


class TextTarget:
    """The text alone, with one line end after it."""

    def render(self, row: Mapping[str, Any], text: str, fields: Fields) -> bytes:
        """Return the text."""
        return text.rstrip("\r\n").encode("utf-8", "surrogatepass") + b"\n" if text.strip() else b""

    def join(self, pieces: Iterable[bytes], path: Path) -> None:
        """Write the pieces one after another."""
        with open_atomic(path) as file:
            file.writelines(pieces)


class JsonlTarget:
    """A line of JSON a document: all that the record holds, and the text."""

    def render(self, row: Mapping[str, Any], text: str, fields: Fields) -> bytes:
        """Return the line."""
        import json

        import orjson

        whole = _with(row, fields.text.split("."), text)
        try:
            return orjson.dumps(whole, option=orjson.OPT_APPEND_NEWLINE)
        except orjson.JSONEncodeError:  # a lone surrogate, or a number of more than 64 bits
            return json.dumps(whole).encode() + b"\n"

    def join(self, pieces: Iterable[bytes], path: Path) -> None:
        """Write the pieces one after another."""
        with open_atomic(path) as file:
            file.writelines(pieces)


def _with(row: Mapping[str, Any], path: list[str], text: str) -> dict[str, Any]:
    """Return a row with the text at a path of keys."""
    key, *rest = path
    below = row.get(key)
    return {**row, key: _with(below if isinstance(below, Mapping) else {}, rest, text) if rest else text}


TARGETS: dict[str, Target] = {"txt": TextTarget(), "jsonl": JsonlTarget()}
"""The targets by the suffix of their files."""
