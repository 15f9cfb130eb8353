"""Forget documents: the file is written anew without them, so that nothing of them is left on the disk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from cleaner.errors import UsageError
from cleaner.index.file import demand_index, locked, opened, write_anew

__all__ = ["Chosen", "forget"]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which documents: those that fit each of these that says anything. `source` are globs; `before` is a date, of runs before that day (UTC)."""

    id: Sequence[str] = ()
    site: Sequence[str] = ()
    source: Sequence[str] = ()
    run: Sequence[int] = ()
    before: str = ""

    def condition(self) -> tuple[str, list[object]]:
        """Return what SQL asks of a document, and the values it asks for. Raises `UsageError` if nothing was chosen."""
        each = {"id": "id = ?", "site": "site = ?", "source": "source GLOB ?", "run": "run = ?"}
        asked = [(" OR ".join([sql] * len(values)), list(values)) for name, sql in each.items() if (values := getattr(self, name))]
        if self.before:
            asked.append(("run IN (SELECT run FROM runs WHERE date < CAST(? AS TIMESTAMP))", [self.before]))
        if not asked:
            names = ", ".join(f"--{field.name}" for field in fields(self))
            raise UsageError("forget", "nothing says what to forget", do=f"give one or more of {names}")
        return " AND ".join(f"({sql})" for sql, _ in asked), [value for _, values in asked for value in values]


def forget(path: Path, chosen: Chosen, *, looks: bool = False) -> int:
    """Forget documents, and return how many; who only `looks` changes nothing. Raises `UsageError` for a file that is no index, or that another run holds."""
    condition, values = chosen.condition()
    demand_index(path)
    if looks:
        with opened(path) as connection:
            return int(connection.execute(f"SELECT count(*) FROM documents WHERE {condition}", values).fetchall()[0][0])
    with locked(path):
        with opened(path, write=True) as connection:
            count = int(connection.execute(f"DELETE FROM documents WHERE {condition}", values).fetchall()[0][0])
        write_anew(path)  # free blocks of a table still hold what was deleted
    return count
