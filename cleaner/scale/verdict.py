"""What a look at the whole corpus has come to for one document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from cleaner.model import Edit
from cleaner.pipeline import Ruled
from cleaner.scale.copies import Drop
from cleaner.scale.known import Known

if TYPE_CHECKING:
    from cleaner.html import Extracted

__all__ = ["STAYS", "Verdict", "Verdicts"]


class Verdict(NamedTuple):
    """What becomes of a document: this is what rules take, these lines go, or it goes as a whole.

    If furniture is `settled`, it goes as it is, and nothing fires in what it leaves.
    """

    ruled: Ruled
    furniture: Sequence[Edit] = ()
    drop: Drop | None = None
    settled: bool = False


STAYS = Verdict(Ruled())


class Verdicts(NamedTuple):
    """What is known of a part, by the numbers of its records: verdicts, without which documents stay as they are, and what its pages came to.

    Documents that are `known` need not be parsed again.
    """

    documents: Mapping[int, Verdict]
    pages: Mapping[int, Extracted]
    known: Known
