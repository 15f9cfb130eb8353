"""What an index holds, in a few figures."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cleaner.index.file import demand_index, opened, read_parameters

__all__ = ["Run", "Told", "tell"]

_FIGURES = "SELECT count(*), count(*) FILTER (kept IS NULL), count(DISTINCT site) FILTER (site <> ''), coalesce(sum(len(lines)), 0) FROM documents"
_RUNS = """
SELECT run, strftime(date, '%Y-%m-%d %H:%M'), command, version, documents, runs.dropped, count(seq)
FROM runs LEFT JOIN documents USING (run) GROUP BY ALL ORDER BY run
"""


@dataclass(frozen=True, slots=True)
class Run:
    """A run that is remembered: its number, date (UTC) and command, its documents, how many of them went, and how many are still in the index."""

    run: int
    date: str
    command: str
    version: str
    documents: int
    dropped: int
    here: int


@dataclass(frozen=True, slots=True)
class Told:
    """What an index holds: documents, those that were kept, sites, lines, bytes on the disk; what it was made with, and its runs in order."""

    documents: int
    kept: int
    sites: int
    lines: int
    size: int
    parameters: dict[str, str]
    runs: list[Run]


def tell(path: Path) -> Told:
    """Return what an index holds. Raises `UsageError` for a file that is none."""
    demand_index(path)
    with opened(path) as connection:
        documents, kept, sites, lines = map(int, connection.execute(_FIGURES).fetchall()[0])
        runs = [Run(*row) for row in connection.execute(_RUNS).fetchall()]
        return Told(documents, kept, sites, lines, path.stat().st_size, read_parameters(connection, path), runs)
