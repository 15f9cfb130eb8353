"""What a look at the whole corpus has come to for one document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from cleaner.model import Edit
from cleaner.scale.copies import Drop

__all__ = ["Verdict", "Verdicts"]


class Verdict(NamedTuple):
    """What becomes of a document: rules take something of it, these lines go, or it goes as a whole."""

    changed: bool
    furniture: tuple[Edit, ...] = ()
    drop: Drop | None = None


Verdicts = Mapping[int, Verdict]
"""Of the documents of a part, by the numbers of their records; a document that is not there stays as it is."""
