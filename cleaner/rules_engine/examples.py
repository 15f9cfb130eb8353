"""Prove rules by their examples: alone, and under the whole pack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cleaner.errors import Place
from cleaner.rules_engine.spec import Example, RuleSpec

__all__ = ["Failure", "Trial", "trials"]


class Trial(NamedTuple):
    """An example to run: its text without marks, and what must be left of it."""

    rule: str
    example: Example
    text: str
    wanted: str
    preset: str

    @property
    def meta(self) -> dict[str, str]:
        """The example's metadata, less the preset."""
        return {name: value for name, value in self.example.meta.items() if name != "preset"}

    def failure(self, left: str, *, under: str) -> Failure | None:
        """Return what is wrong if cleaning has left `left`; white space does not count."""
        if _squeeze(left) == _squeeze(self.wanted):
            return None
        what = "must remove what is marked and nothing else" if self.example.removes else "must keep the text"
        return Failure(self.rule, self.example.place, f"{what}, but {under} leaves: {_squeeze(left)!r}")


class Failure(NamedTuple):
    """An example that does not hold."""

    rule: str
    place: Place
    what: str


def trials(specs: Iterable[RuleSpec]) -> Iterator[Trial]:
    """Yield every example of every rule."""
    for spec in specs:
        for example in spec.examples:
            preset = example.meta.get("preset") or spec.presets[0]
            yield Trial(spec.id, example, example.text.replace("<<", "").replace(">>", ""), _unmarked(example.text), preset)


def _unmarked(text: str) -> str:
    head, *marked = text.split("<<")
    return head + "".join(part.split(">>", 1)[-1] for part in marked)


def _squeeze(text: str) -> str:
    return " ".join(text.split())
