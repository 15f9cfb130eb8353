"""Floors for figures that only go up: `check` names what fell below, `raised` lifts each floor to a better figure, never down."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

__all__ = ["check", "raise_floors"]

SLACK = 0.00005
"""Half of what the last digit of a floor stands for: figures are rounded to four places."""


def check(path: Path, figures: Mapping[str, float]) -> list[str]:
    """Return a sentence for each figure that lies below its floor, or has none any more."""
    floors: dict[str, float] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    missing = [f"{name}: the floor is {floor:.4f}, and there is no figure" for name, floor in floors.items() if name not in figures]
    low = [
        f"{name}: {figures[name]:.4f} is below the floor of {floor:.4f}" for name, floor in floors.items() if name in figures and figures[name] < floor - SLACK
    ]
    return missing + low


def raise_floors(path: Path, figures: Mapping[str, float]) -> dict[str, float]:
    """Write the better of floor and figure for each name, and return them."""
    floors: dict[str, float] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    raised = {name: max(floors.get(name, -1.0), round(figures.get(name, -1.0), 4)) for name in sorted({*floors, *figures})}
    path.write_text(json.dumps(raised, indent=2) + "\n", "utf-8")
    return raised
