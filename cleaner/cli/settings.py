"""Configuration files: `cleaner.toml`, or `[tool.cleaner]` in pyproject.toml, in this folder or one above; flags win."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import click

from cleaner.errors import Place, UsageError, nearest

__all__ = ["find_settings", "settings_for"]


def find_settings(start: Path) -> tuple[Path, dict[str, Any]] | None:
    """Return the nearest configuration file above `start` with what it says."""
    for folder in (start, *start.parents):
        for path, table in ((folder / "cleaner.toml", ()), (folder / "pyproject.toml", ("tool", "cleaner"))):
            if path.is_file() and (values := _read(path, table)) is not None:
                return path, values
    return None


def settings_for(group: click.Group, path: Path, values: dict[str, Any]) -> dict[str, Any]:
    """Return defaults for each command, from keys for all and from a table of the command's name.

    Raises `UsageError` for a key that no command has.
    """
    options = {name: {_key(option) for option in command.params if isinstance(option, click.Option)} for name, command in group.commands.items()}
    everywhere = {key.replace("-", "_"): value for key, value in values.items() if not isinstance(value, dict)}
    known = set().union(*options.values())
    for key in everywhere:
        _demand(key, known, path)
    defaults: dict[str, Any] = {}
    for name, table in values.items():
        if isinstance(table, dict):
            _demand(name, set(options), path, what="command")
            for key in table:
                _demand(key.replace("-", "_"), options[name], path)
    for name, own in options.items():
        table = {key.replace("-", "_"): value for key, value in values.get(name, {}).items()}
        defaults[name] = {key: value for key, value in {**everywhere, **table}.items() if key in own}
    return defaults


def _key(option: click.Option) -> str:
    return str(option.name)


def _demand(key: str, known: set[str], path: Path, *, what: str = "setting") -> None:
    if key not in known:
        shown = {name.replace("_", "-") for name in known}
        raise UsageError("setting", f"there is no {what} '{key}'", do=nearest(key, shown) or f"known are {', '.join(sorted(shown))}", where=Place(str(path)))


def _read(path: Path, table: tuple[str, ...]) -> dict[str, Any] | None:
    try:
        values: Any = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        if table:
            return None
        raise UsageError("setting", f"not TOML: {error}", do="mend the file", where=Place(str(path))) from None
    for key in table:
        values = values.get(key)
        if not isinstance(values, dict):
            return None
    return dict(values)
