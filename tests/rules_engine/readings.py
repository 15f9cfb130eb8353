"""Texts to try shipped rules on, and changes to them that should not matter to rules, or may."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

from cleaner.rules_engine.pack import load_pack

GOLDEN = Path(__file__).parents[2] / "golden"


@cache
def article_texts() -> tuple[str, ...]:
    """Return the texts of the golden folders and of all examples."""
    golden = (path.read_text("utf-8") for path in sorted(GOLDEN.glob("*/article.*")))
    return (*golden, *(one.text.replace("<<", "").replace(">>", "") for spec in load_pack().rules.values() for one in spec.examples))


def mutated(text: str, source: random.Random) -> str:
    """Change a text where it should not matter to rules, and where it may."""
    swaps = [
        (" ", "\u00a0"),
        ("'", "’"),
        ('"', "“"),
        ("-", "–"),
        ("\n", "\r\n"),
        ("\n\n", "\n"),
        ("e", "é"),
        (" ", "  "),
        (" ", " \u00a0 "),
        (" ", "\u200b"),
        ("1", "٣"),
        ("2", "\U0001d7d0"),
        ("\n", "\n> "),
        ("\n\n", "\n\n- "),
        ("a", "A"),
        (". ", ".\n"),
    ]
    for old, new in source.sample(swaps, 3):
        text = text.replace(old, new, source.choice((1, 3, -1)))
    lines = text.split("\n")
    if source.random() < 0.5:
        lines.insert(source.randrange(len(lines) + 1), source.choice(("**", "\u200b", "# Note", "| a |", "x" * 70)))
    if source.random() < 0.3:
        lines = [f"{source.choice(('**', '_', '# ', '  ', '[', ''))}{line}{source.choice(('**', '_', ' ', '](a.b)', ''))}" for line in lines]
    return "\n".join(lines)
