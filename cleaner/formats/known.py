"""The formats by their names, each imported at its first need: a look at a text file loads no other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

from cleaner.formats.record import Format

__all__ = ["COMPANION", "FORMATS", "SUFFIXES"]

COMPANION = "companion"
"""The format of files that belong to others, and hold no documents."""
_PLACES: dict[str, tuple[Any, ...]] = {
    "txt": ("text", "TextFormat"),
    "md": ("markdown", "MarkdownFormat"),
    "html": ("html", "HtmlFormat"),
    "jsonl": ("jsonl", "JsonlFormat"),
    "csv": ("csv", "CsvFormat"),
    "tsv": ("csv", "CsvFormat", b"\t"),
    "parquet": ("parquet", "ParquetFormat"),
    "warc": ("warc", "WarcFormat"),
    "arrow": ("arrow", "ArrowFormat"),
    COMPANION: ("dataset", "CompanionFormat"),
}
"""Where each is: its module, its class, and what this is made with."""
SUFFIXES = tuple(name for name in _PLACES if name != COMPANION)
"""The suffixes of files that hold documents."""


class Formats(Mapping[str, Format]):
    """Formats by their names, imported and made when they are first asked for."""

    def __init__(self) -> None:
        self._made: dict[str, Format] = {}

    def __getitem__(self, name: str) -> Format:
        if name not in self._made:
            module, kind, *given = _PLACES[name]
            self._made[name] = getattr(import_module(f"cleaner.formats.{module}"), kind)(*given)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(_PLACES)

    def __len__(self) -> int:
        return len(_PLACES)


FORMATS = Formats()
"""The formats by the suffix of their files."""
