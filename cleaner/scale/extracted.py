"""Texts that were taken from pages, kept between passes: extraction takes longer than all else."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleaner.formats.atomic import write_atomic
from cleaner.formats.record import Record

if TYPE_CHECKING:
    from cleaner.html import Extracted

__all__ = ["Pages", "read_pages"]

_NAME = "pages.json.z"
_FAST = 1


@dataclass(slots=True)
class Pages:
    """The pages of a task on their way into a file: of each the number of its part and of its record, and what extraction came to."""

    rows: list[tuple[Any, ...]] = field(default_factory=list)

    def add(self, part: int, record: Record) -> None:
        """Take up a record whose text was taken from a page; what it says beside the page, it says again when it is read again."""
        assert record.doc
        meta = {name: value for name, value in record.doc.meta.items() if isinstance(value, str)}
        self.rows.append((part, record.number, record.doc.text, {**meta, "site": record.doc.site}, record.taken, record.flag))

    def write(self, folder: Path) -> None:
        """Write them below `folder`, if there are any."""
        if self.rows:
            write_atomic(folder / _NAME, zlib.compress(json.dumps(self.rows).encode(), _FAST))


def read_pages(folder: Path, parts: int) -> list[Mapping[int, Extracted]]:
    """Return for each part of a task what extraction came to, by the numbers of the records."""
    found: list[dict[int, Extracted]] = [{} for _ in range(parts)]
    path = folder / _NAME
    if path.is_file():
        from cleaner.html import DomRemoval, Extracted

        for part, number, text, meta, taken, flag in json.loads(zlib.decompress(path.read_bytes())):
            found[part][number] = Extracted(text, meta, tuple(DomRemoval(*one) for one in taken), flag)
    return list(found)
