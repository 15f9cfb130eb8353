"""Formats that any document can be written in, whatever it was read from: how one document is rendered, and how files are made of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol

from cleaner.config import Fields
from cleaner.errors import UsageError
from cleaner.formats.atomic import open_atomic, write_atomic
from cleaner.formats.source import Source
from cleaner.formats.typed import write_parquet
from cleaner.formats.values import dump_line, with_value

__all__ = ["FOLDER", "TARGETS", "Target", "demand_stream"]

FOLDER = "txt/"
"""The target of a file of many documents whose texts become files of their own."""


class Target(Protocol):
    """How documents are written in another format than they were read from."""

    suffix: str
    gathers: bool
    """Whether documents that were files of their own come together in one file."""

    def render(self, row: Mapping[str, Any], text: str, fields: Fields) -> bytes:
        """Return a document as part of a piece; `row` is all that its record holds."""

    def join(self, pieces: Iterable[bytes], path: Path) -> None:
        """Write a file of its pieces, in order and whole or not at all; the pieces may be gone through twice."""


class TextTarget:
    """The text alone, with one line end after it."""

    suffix = ".txt"
    gathers = False

    def render(self, row: Mapping[str, Any], text: str, fields: Fields) -> bytes:
        """Return the text."""
        return text.rstrip("\r\n").encode("utf-8", "replace") + b"\n" if text.strip() else b""

    def join(self, pieces: Iterable[bytes], path: Path) -> None:
        """Write the pieces one after another."""
        with open_atomic(path) as file:
            file.writelines(pieces)


class FolderTarget(TextTarget):
    """A folder with a numbered file for each text."""

    suffix = ""

    def render(self, row: Mapping[str, Any], text: str, fields: Fields) -> bytes:
        """Return the text as a line of JSON, until the files are written."""
        return dump_line(super().render(row, text, fields).decode())

    def join(self, pieces: Iterable[bytes], path: Path) -> None:
        """Write a file for each text."""
        lines = (line for piece in pieces for line in piece.splitlines())
        for number, line in enumerate(lines, 1):
            write_atomic(path / f"{number:08}.txt", json.loads(line).encode())


class JsonlTarget:
    """A line of JSON a document: all that the record holds, and the text."""

    suffix = ".jsonl"
    gathers = True

    def render(self, row: Mapping[str, Any], text: str, fields: Fields) -> bytes:
        """Return the line."""
        return dump_line(with_value(row, fields.text.split("."), text))

    def join(self, pieces: Iterable[bytes], path: Path) -> None:
        """Write the pieces one after another."""
        with open_atomic(path) as file:
            file.writelines(pieces)


class ParquetTarget(JsonlTarget):
    """A row a document; the types of columns are those that all values fit."""

    suffix = ".parquet"

    def join(self, pieces: Iterable[bytes], path: Path) -> None:
        """Write a row group of each piece."""
        write_parquet(pieces, path)


TARGETS: dict[str, Target] = {"txt": TextTarget(), FOLDER: FolderTarget(), "jsonl": JsonlTarget(), "parquet": ParquetTarget()}


def demand_stream(source: Source) -> None:
    """Raise `UsageError` for a source whose output is no stream of bytes."""
    what = source.to or source.format
    if what in (FOLDER, "parquet", "arrow"):
        name = "a folder of texts" if what == FOLDER else what.capitalize()
        raise UsageError("stream", f"{name} cannot be written to standard output", do="write to a folder, or add --to jsonl")
