"""Draw curves on two logarithmic axes as an SVG file, with nothing but text."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

__all__ = ["draw"]

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 420, 64, 130, 20, 48
COLOURS = ("#1b6ca8", "#c0392b", "#7d6608", "#6c3483", "#1e8449")
Points = Sequence[tuple[float, float]]
"""Of one curve, in ascending order; all above 0."""


def draw(curves: Mapping[str, Points], path: Path, *, x: str, y: str) -> None:
    """Write a plot; each curve is named at its last point."""
    axes = Axes([point for points in curves.values() for point in points])
    body = [*grid(axes), label(axes.x(axes.right) / 2 + LEFT / 2, HEIGHT - 8, x, "middle"), label(LEFT - 8, TOP - 6, y, "start")]
    for colour, (name, points) in zip(COLOURS, curves.items(), strict=False):
        body += curve(axes, name, points, colour)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="13">'
    path.write_text("\n".join([head, f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>', *body, "</svg>", ""]))


class Axes:
    """Where numbers stand; both axes go from one power of ten to another."""

    def __init__(self, points: Points) -> None:
        (self.left, self.right), (self.low, self.high) = (
            (math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))) for values in zip(*points, strict=True)
        )

    def x(self, power: float) -> float:
        """Return the place of a power of ten on the x axis."""
        return LEFT + (power - self.left) / max(1, self.right - self.left) * (WIDTH - LEFT - RIGHT)

    def y(self, power: float) -> float:
        """Return the place of a power of ten on the y axis."""
        return HEIGHT - BOTTOM - (power - self.low) / max(1, self.high - self.low) * (HEIGHT - TOP - BOTTOM)


def grid(axes: Axes) -> Iterator[str]:
    for power in range(axes.left, axes.right + 1):
        yield line(axes.x(power), TOP, axes.x(power), HEIGHT - BOTTOM)
        yield label(axes.x(power), HEIGHT - BOTTOM + 18, f"{10**power:,}", "middle")
    for power in range(axes.low, axes.high + 1):
        yield line(LEFT, axes.y(power), WIDTH - RIGHT, axes.y(power))
        yield label(LEFT - 8, axes.y(power) + 4, f"{10.0**power:,g}", "end")


def curve(axes: Axes, name: str, points: Points, colour: str) -> Iterator[str]:
    places = [(axes.x(math.log10(x)), axes.y(math.log10(y))) for x, y in points]
    yield f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in places)}"/>'
    yield from (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>' for x, y in places)
    yield label(places[-1][0] + 9, places[-1][1] + 4, name, "start", colour)


def line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="#ddd"/>'


def label(x: float, y: float, text: str, anchor: str, colour: str = "#333") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{escape(text)}</text>'
