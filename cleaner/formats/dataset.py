"""Folders that Hugging Face's `datasets` saved: which of their files hold documents, and which go along as they are."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from cleaner.config import Fields
from cleaner.errors import CleanerError, Place, UsageError
from cleaner.formats.known import COMPANION
from cleaner.formats.lines import LineFormat
from cleaner.formats.record import Cut, Record
from cleaner.model import Removal

__all__ = ["CompanionFormat", "members"]

_STATE = "state.json"
_NAMES = (_STATE, "dataset_info.json", "dataset_dict.json")


class CompanionFormat(LineFormat):
    """A file that goes along as it is."""

    splits = False

    def read(self, data: bytes, *, source: str, first: int, fields: Fields, head: bytes = b"") -> Iterator[Record]:
        """Yield the file, without a document."""
        yield Record(first, data)

    def cut(self, record: Record, removals: Sequence[Removal], fields: Fields, head: bytes = b"") -> tuple[bytes, list[Cut]]:
        """Return the file."""
        return record.raw, []

    def mend(self, raw: bytes, cuts: Sequence[Cut], fields: Fields, head: bytes = b"") -> bytes:
        """Return the file."""
        return raw


def members(folder: Path) -> dict[str, str]:
    """Return the names of the files of a saved data set in a folder, with their formats; nothing for a folder that is none.

    Raises `UsageError` for one that holds a selection of rows, which would not be the same rows when some were dropped.
    """
    known = {name: COMPANION for name in _NAMES if (folder / name).is_file()}
    if _STATE not in known:
        return known if "dataset_dict.json" in known else {}
    state = _state(folder / _STATE)
    files = state.get("_data_files")
    if not isinstance(files, list):
        return {}
    if state.get("_indices_data_files"):
        raise UsageError("selection", f"{folder} is a data set with a selection of its rows", do="save its flatten_indices() in its place")
    names = [str(file.get("filename", "")) for file in files if isinstance(file, dict)]
    return {**known, **{name: "arrow" for name in names if name and Path(name).name == name}}


def _state(path: Path) -> dict[str, Any]:
    try:
        state = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise CleanerError("not-json", f"not JSON: {error}", do="save the data set again", where=Place(str(path))) from None
    return state if isinstance(state, dict) else {}
