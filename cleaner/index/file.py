"""The index as a file of DuckDB: its tables, how it is opened, and who may write to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleaner.errors import CleanerError, Place, UsageError
from cleaner.index.parameters import Parameters

if TYPE_CHECKING:
    import duckdb

__all__ = ["IndexFile", "ask", "compact", "demand_index", "locked", "opened", "read_parameters", "write_anew"]

FREE_SHARE = 0.25
_MAGIC, _MAGIC_END = b"DUCK", 12
"""What stands at the beginning of DuckDB's files, behind a checksum, and where it ends."""
_TABLES = """
CREATE TABLE parameters (name VARCHAR, value VARCHAR);
CREATE TABLE runs (run UINTEGER, date TIMESTAMP, version VARCHAR, command VARCHAR, documents UINTEGER, dropped UINTEGER);
CREATE TABLE documents (
    seq UINTEGER, run UINTEGER, id VARCHAR, site VARCHAR, source VARCHAR, record UINTEGER, kept UINTEGER, dropped BOOLEAN, size UINTEGER,
    keys UINTEGER[], reach UINTEGER, shingles BLOB,
    lines UINTEGER[], masked UINTEGER[], words UTINYINT[], kinds UTINYINT[]
);
CREATE VIEW copies AS
    SELECT gone.id, gone.site, gone.run, stays.id AS kept, stays.run AS kept_run FROM documents gone JOIN documents stays ON gone.kept = stays.seq;
CREATE VIEW clusters AS
    SELECT gone.seq, gone.id, gone.site, coalesce(stays.id, gone.id) AS cluster FROM documents gone LEFT JOIN documents stays ON gone.kept = stays.seq;
CREATE VIEW site_lines AS
    SELECT site, line, count(DISTINCT seq) AS pages, count(DISTINCT cluster) AS clusters
    FROM (SELECT site, seq, coalesce(kept, seq) AS cluster, unnest(lines) AS line FROM documents) GROUP BY site, line;
"""


@dataclass(frozen=True, slots=True)
class IndexFile:
    """An index that remembers runs with these parameters; the file need not be there yet."""

    path: Path
    parameters: Parameters

    @property
    def exists(self) -> bool:
        """Whether anything is remembered."""
        if not self.path.exists():
            return False
        with opened(self.path) as connection:
            return bool(read_parameters(connection, self.path))

    def demand(self) -> None:
        """Raise `UsageError` if the file is no index, or one that was made with other parameters."""
        if self.exists:
            with opened(self.path) as connection:
                self.parameters.demand(read_parameters(connection, self.path), str(self.path))

    @contextmanager
    def claimed(self) -> Iterator[None]:
        """Hold the index for this run alone, from its first look to what it writes last.

        DuckDB has a lock of its own, but only while a file is open; and it is closed while worker processes are forked.
        """
        with locked(self.path):
            self.demand()
            yield

    def create_tables(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Make the tables, if they are not there; the transaction is the caller's."""
        if not read_parameters(connection, self.path):
            connection.execute(_TABLES)
            names = (field.name for field in fields(self.parameters))
            connection.executemany("INSERT INTO parameters VALUES (?, ?)", list(zip(names, astuple(self.parameters), strict=True)))


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock beside an index that goes with the process. Raises `UsageError` if another run holds it."""
    import fcntl

    beside = path.with_name(f"{path.name}.lock")
    try:
        lock = beside.open("w")
    except OSError as error:
        do = "name a file in a folder that is there"
        raise UsageError("index-file", f"cannot be written: {error.strerror}", do=do, where=Place(str(beside))) from None
    with lock:
        try:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise _locked(path) from None
        yield


@contextmanager
def opened(path: Path, *, write: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the file, and close it again: DuckDB's threads end then. Raises `UsageError` if it is none, or another program holds it."""
    import duckdb

    _demand_own_format(path)
    try:
        connection = duckdb.connect(path.absolute(), read_only=not write)  # what it takes for a scheme, such as md:, is a file's name here
    except duckdb.IOException as error:
        if "Could not set lock" in str(error):
            raise _locked(path) from None
        raise _unreadable(path, _first_line(error)) from None
    try:
        yield connection
    except duckdb.IOException as error:
        raise CleanerError("index-file", _first_line(error), do="look at the disk; the index is as it was", where=Place(str(path))) from None
    finally:
        connection.close()


def ask(path: Path, query: str, **tables: Any) -> Any:
    """Return the answer to a query, which may name these tables of Arrow, as such a table."""
    with opened(path) as connection:
        for name, table in tables.items():
            connection.register(name, table)
        return connection.sql(query).to_arrow_table()


def write_anew(path: Path) -> None:
    """Copy what an index holds into a new file without free blocks, and put that in its place, in one step. Raises `CleanerError` where it cannot."""
    import duckdb

    new = path.with_name(f"{path.name}.new")
    here, there = (str(one).replace("'", "''") for one in (path.absolute(), new.absolute()))
    try:
        new.unlink(missing_ok=True)
        with duckdb.connect() as connection:
            connection.execute(f"ATTACH '{here}' AS here (READ_ONLY); ATTACH '{there}' AS anew")
            connection.execute("COPY FROM DATABASE here TO anew")
        new.replace(path)
    except (OSError, duckdb.IOException) as error:
        do = "make room on the disk and run the same command again"
        raise CleanerError("index-file", f"cannot be written: {_first_line(error)}", do=do, where=Place(str(new))) from None


def compact(path: Path) -> None:
    """Write an index anew if a quarter of it is free: each run writes the last part of a table again, and leaves its old place free."""
    with opened(path) as connection:
        total, free = connection.execute("SELECT total_blocks, free_blocks FROM pragma_database_size()").fetchall()[0]
    if free > FREE_SHARE * total:
        write_anew(path)


def demand_index(path: Path) -> None:
    """Raise `UsageError` for a file that is no index, or not there."""
    there = path.is_file()
    if there:
        with opened(path) as connection:
            there = bool(read_parameters(connection, path))
    if not there:
        raise UsageError("index-file", "there is no index", do="name a FILE that 'cleaner clean --index FILE' made", where=Place(str(path)))


def read_parameters(connection: duckdb.DuckDBPyConnection, path: Path) -> dict[str, str]:
    """Return what the index was made with; nothing if it has no tables yet. Raises `UsageError` for another database."""
    tables = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    if not tables:
        return {}
    if not {"parameters", "runs", "documents"} <= tables:
        raise UsageError("index-file", "is a database, and no index", do="name another FILE", where=Place(str(path)))
    return dict(connection.execute("SELECT name, value FROM parameters").fetchall())


def _demand_own_format(path: Path) -> None:
    """Raise `UsageError` for a file of another kind: DuckDB would take JSON or Parquet for tables, and ask the network how SQLite is read."""
    if path.is_file():
        with path.open("rb") as file:
            if _MAGIC not in file.read(_MAGIC_END):
                raise _unreadable(path, "it is no file of DuckDB")


def _unreadable(path: Path, why: str) -> UsageError:
    do = "name a file that 'cleaner ... --index' made, or a new one"
    return UsageError("index-file", f"cannot be read as an index: {why}", do=do, where=Place(str(path)))


def _locked(path: Path) -> UsageError:
    return UsageError("index-locked", "another run, or another program, holds the index", do="wait until it has ended", where=Place(str(path)))


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
