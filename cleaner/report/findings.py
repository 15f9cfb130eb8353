"""Findings: totals by site, and a bounded sample of a ledger's rows, the same whatever their order."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from urllib.parse import urlsplit

from cleaner.ledger import Row

__all__ = ["EXAMPLES", "OTHERS", "Findings", "Sample", "Tally"]

EXAMPLES, COPIES, NOTES = 5, 50, 50
"""Rows that are shown of each rule, of copies, and of each other kind."""
LONGEST = 600
"""Characters of a removed text that are held."""
MOST_SITES = 20_000
OTHERS = "(other sites)"
"""Where sites are counted of which no room is left."""


@dataclass(slots=True)
class Tally:
    """What went of a site."""

    removals: int = 0
    chars: int = 0
    dropped: int = 0


@dataclass(slots=True)
class Sample:
    """As many rows as are wanted, drawn by a hash: the same ones whatever the order; of equal texts the first in the corpus."""

    size: int
    seen: int = 0
    _heap: list[tuple[int, str, Row]] = field(default_factory=list)

    def add(self, row: Row) -> None:
        """Take a row, if the draw falls on it."""
        self.seen += 1
        what = row.text or f"{row.source}\0{row.record}\0{row.start}\0{row.why}"
        draw = -int.from_bytes(blake2b(what.encode("utf-8", "replace"), digest_size=8).digest())
        entry = (draw, f"{row.source}\0{row.record:012}\0{row.start:012}", row._replace(text=_shortened(row.text), raw=None))
        same = next((at for at, (other, _, _) in enumerate(self._heap) if other == draw), None)
        if same is not None:
            self._heap[same] = min(self._heap[same], entry, key=lambda one: one[1])
        elif len(self._heap) < self.size:
            heapq.heappush(self._heap, entry)
        elif draw > self._heap[0][0]:
            heapq.heapreplace(self._heap, entry)

    def rows(self) -> list[Row]:
        """Return the rows that were drawn, in order."""
        return [row for _, _, row in sorted(self._heap, key=lambda entry: (-entry[0], entry[1]))]


@dataclass(slots=True)
class Findings:
    """What a ledger tells: examples by rule, copies with what they repeat, notes by action, totals by site."""

    rules: dict[str, Sample] = field(default_factory=dict)
    whys: dict[str, str] = field(default_factory=dict)
    copies: Sample = field(default_factory=lambda: Sample(COPIES))
    notes: dict[str, Sample] = field(default_factory=dict)
    sites: dict[str, Tally] = field(default_factory=dict)

    def add_all(self, rows: Iterable[Row]) -> None:
        """Take in rows of a ledger."""
        for row in rows:
            self._add(row)

    def _add(self, row: Row) -> None:
        if row.action in ("removed", "dropped"):
            self._count(row)
        if row.action == "removed":
            self.rules.setdefault(row.rule, Sample(EXAMPLES)).add(row)
            self.whys.setdefault(row.rule, row.why)
        elif row.kept:
            self.copies.add(row)
        else:
            self.notes.setdefault(row.action, Sample(NOTES)).add(row)

    def _count(self, row: Row) -> None:
        site = _site(row)
        tally = self.sites.setdefault(site if site in self.sites or len(self.sites) < MOST_SITES else OTHERS, Tally())
        tally.removals += row.action == "removed"
        tally.dropped += row.action == "dropped"
        # What went from a page of HTML has no place in the text.
        tally.chars += (row.end - row.start) or len(row.text or "")


def _site(row: Row) -> str:
    """Return the host of a document whose id is an address, else its source."""
    try:
        host = urlsplit(row.doc).hostname if "://" in row.doc else ""
    except ValueError:
        host = ""
    return host or row.source


def _shortened(text: str | None) -> str | None:
    return text if text is None or len(text) <= LONGEST else text[:LONGEST] + " …"
