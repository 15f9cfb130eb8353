"""Configuration files: `cleaner.toml`, or `[tool.cleaner]` in pyproject.toml, in this folder or one above; flags win."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from cleaner.errors import Place, UsageError, nearest

__all__ = ["find_settings", "settings_for"]


def find_settings(start: Path) -> tuple[Path, dict[str, Any]] | None:
    """Return the nearest configuration file above `start` with what it says."""
    for folder in (start, *start.parents):
        for path, table in ((folder / "cleaner.toml", ()), (folder / "pyproject.toml", ("tool", "cleaner"))):
            if os.path.isfile(path) and (values := _read(path, table)) is not None:
                return path, values
    return None


def settings_for(group: click.Group, path: Path, values: dict[str, Any]) -> dict[str, Any]:
    """Return defaults for each command, from keys for all and from a table of the command's name.

    Keys are the names of flags; folders and files are relative to the configuration file. Raises `UsageError` for a key
    that no command has.
    """
    known = {name: _flags(command) for name, command in group.commands.items()}
    everywhere = {_spelling(key): value for key, value in values.items() if not isinstance(value, dict)}
    tables = {name: {_spelling(key): value for key, value in table.items()} for name, table in values.items() if isinstance(table, dict)}
    for key in everywhere:
        _demand(key, set().union(*known.values()), path)
    for name, table in tables.items():
        _demand(name, set(known), path, what="command")
        for key in table:
            _demand(key, known[name], path)
    return {name: _defaults(command, {**everywhere, **tables.get(name, {})}, path.parent) for name, command in group.commands.items()}


def _options(command: click.Command) -> dict[str, click.Option]:
    """Return a command's options by their long names."""
    options = [option for option in command.params if isinstance(option, click.Option)]
    return {max(option.opts, key=len).lstrip("-"): option for option in options}


def _flags(command: click.Command) -> set[str]:
    if isinstance(command, click.Group):
        return set().union(*map(_flags, command.commands.values()))
    return set(_options(command))


def _defaults(command: click.Command, values: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Return what a command takes of the values, by the names of its parameters; of a group, for each of its commands."""
    if isinstance(command, click.Group):
        return {name: _defaults(below, values, folder) for name, below in command.commands.items()}
    taken = {key: option for key, option in _options(command).items() if key in values and (option.multiple or not isinstance(values[key], list))}
    return {str(option.name): _value(option, values[key], folder) for key, option in taken.items()}


def _value(option: click.Option, value: Any, folder: Path) -> Any:
    several = value if isinstance(value, list) else [value]
    if isinstance(option.type, click.Path):
        several = [str(folder / str(one)) for one in several]
    return several if option.multiple else several[0]


def _spelling(key: str) -> str:
    return key.replace("_", "-")


def _demand(key: str, known: set[str], path: Path, *, what: str = "setting") -> None:
    if key not in known:
        raise UsageError("setting", f"there is no {what} '{key}'", do=nearest(key, known) or f"known are {', '.join(sorted(known))}", where=Place(str(path)))


def _read(path: Path, table: tuple[str, ...]) -> dict[str, Any] | None:
    try:
        text = path.read_text("utf-8")
        if not all(name in text for name in table):
            return None
        import tomllib

        values: Any = tomllib.loads(text)
    except (ValueError, OSError) as error:  # of TOML, or of UTF-8
        if table:
            return None
        raise UsageError("setting", f"not TOML: {error}", do="mend the file", where=Place(str(path))) from None
    for key in table:
        values = values.get(key)
        if not isinstance(values, dict):
            return None
    return dict(values)
