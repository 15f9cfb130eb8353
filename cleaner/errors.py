"""What goes wrong on the user's side: a code, what, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

__all__ = ["CleanerError", "Place", "RuleError", "UsageError", "legible", "nearest"]


@dataclass(frozen=True, slots=True)
class Place:
    """A position in a file; line and column count from 1, and 0 means that there is none."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join([legible(self.file), *(str(n) for n in (self.line, self.column) if n)])


class CleanerError(Exception):
    """A mistake or a mishap that the user can mend.

    `code` is stable and short, `what` says what is wrong, `do` what to do about it, `where` stands in front of both.
    """

    def __init__(self, code: str, what: str, *, do: str = "", where: Place | None = None) -> None:
        self.code, self.what, self.do, self.where = code, what, do, where
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f" ({self.do})" if self.do else ""
        return f"{place}{self.what}{advice} [{self.code}]"

    def __reduce__(self) -> tuple[object, ...]:
        return (_again, (type(self), self.code, self.what, self.do, self.where))


class RuleError(CleanerError):
    """A rule file that cannot be used."""


class UsageError(CleanerError):
    """A command or an argument that cannot be used."""


def _again(kind: type[CleanerError], code: str, what: str, do: str, where: Place | None) -> CleanerError:
    return kind(code, what, do=do, where=where)


def legible(name: str) -> str:
    """Return a file's name for one line of a terminal: line ends and other signs of control as escapes."""
    return name if name.isprintable() else "".join(repr(char)[1:-1] if ord(char) < 32 or ord(char) == 127 else char for char in name)


def nearest(word: str, known: Iterable[str]) -> str:
    """Say which known word the user may have meant, as a clause; empty when none is near."""
    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean '{close[0]}'?" if close else ""
