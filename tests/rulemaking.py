"""Rules written in a line, and what they leave of a text."""

from __future__ import annotations

from textwrap import indent
from typing import NoReturn
from unittest import mock

from cleaner import Cleaned, Cleaner, Config, Document
from cleaner.errors import CleanerError
from cleaner.rules_engine.engine import Engine
from cleaner.rules_engine.read import read_rule
from cleaner.rules_engine.spec import RuleSpec

EXAMPLES = "examples: [{removes: '<<x>>'}, {keeps: 'y'}]"
LONG = "The ferry left at six with nine cars on it, and nobody on the quay had seen the harbour master since noon."
"""A block of an article: a sentence, and too long for a widget."""


def rule(match: str, *more: str, id: str = "any/test") -> RuleSpec:
    """Read a rule from its entries, one a line, and further lines."""
    return read_rule("\n".join(["why: It is furniture.", "match:", indent(match.strip(), "  "), *more, EXAMPLES]), id=id, file="test.yaml")


def phrase(pattern: str, *more: str, id: str = "any/test") -> RuleSpec:
    """Make a rule of one block in which a pattern occurs."""
    return rule(f"- any: ['{pattern}']", *more, id=id)


def cleaner_of(*specs: RuleSpec, preset: str = "extracted") -> Cleaner:
    """Make a cleaner with these rules and no others."""
    cleaner = Cleaner(Config(preset=preset, ignore=("repeats",)))
    cleaner.engine = Engine(specs)
    return cleaner


def cleaned(text: str, *specs: RuleSpec, **meta: str) -> Cleaned:
    """Clean a text with these rules alone; no guard looks at it."""
    with unguarded():
        return cleaner_of(*specs).clean(Document.of(text, **meta))


def left(text: str, *specs: RuleSpec, **meta: str) -> str:
    """Return what these rules alone leave of a text."""
    return cleaned(text, *specs, **meta).text


def unguarded() -> mock._patch[mock.MagicMock]:
    """Switch the guard on losses off: the texts of tests are shorter than articles."""
    return mock.patch("cleaner.pipeline.refuse", return_value="")


class CannotExtract(Cleaner):
    """A cleaner that finds no text in any page."""

    def extract(self, data: bytes | str, *, url: str = "", encoding: str = "") -> NoReturn:
        """Refuse."""
        raise CleanerError("no-text", "no text is taken from pages here")
