"""Configuration files: `cleaner.toml`, or `[tool.cleaner]` in pyproject.toml, in this folder or one above; flags win."""

from __future__ import annotations

import os
from collections.abc import Collection
from contextlib import suppress
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

    Keys are the names of flags; folders and files are relative to the configuration file. What only some commands can take holds
    for these. Raises `UsageError` for a key that no command has, and for a value that none can take.
    """
    everywhere = {_spelling(key): value for key, value in values.items() if not isinstance(value, dict)}
    tables = {name: {_spelling(key): value for key, value in table.items()} for name, table in values.items() if isinstance(table, dict)}
    for name in tables:
        _demand(name, group.commands, path, what="command")
    for table, command in [(everywhere, group), *((table, group.commands[name]) for name, table in tables.items())]:
        options = _options(command)
        for key, value in table.items():
            _demand(key, options, path)
            _demand_value(key, value, options[key], path)
    return {name: _defaults(command, {**everywhere, **tables.get(name, {})}, path.parent) for name, command in group.commands.items()}


def _options(command: click.Command) -> dict[str, list[click.Option]]:
    """Return the options of a command, or of all commands of a group, by their long names."""
    found: dict[str, list[click.Option]] = {}
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        for key, options in _options(below).items():
            found.setdefault(key, []).extend(options)
    for option in () if isinstance(command, click.Group) else command.params:
        if isinstance(option, click.Option):
            found.setdefault(max(option.opts, key=len).lstrip("-"), []).append(option)
    return found


def _defaults(command: click.Command, values: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Return what a command can take of the values, by the names of its parameters; of a group, for each of its commands."""
    if isinstance(command, click.Group):
        return {name: _defaults(below, values, folder) for name, below in command.commands.items()}
    taken: dict[str, Any] = {}
    for key, (option,) in _options(command).items():
        if key in values and values[key] is not False:
            with suppress(click.BadParameter):
                taken[str(option.name)] = _value(option, values[key], folder)
    return taken


def _demand_value(key: str, value: Any, options: list[click.Option], path: Path) -> None:
    """Raise `UsageError` unless an option can take a value."""
    found = []
    for option in options:
        try:
            _value(option, value, path.parent)
        except click.BadParameter as error:
            found.append(error.message.rstrip("."))
        else:
            return
    raise UsageError("setting", f"'{key}' cannot be {_written(value)}: {found[0]}", do="mend the file", where=Place(str(path)))


def _value(option: click.Option, value: Any, folder: Path) -> Any:
    """Return a value as the option takes it; raise `click.BadParameter` if it does not."""
    if isinstance(value, list) and not option.multiple:
        raise click.BadParameter("write one value, without [ ]")
    several = [_one(option, one, folder) for one in (value if isinstance(value, list) else [value])]
    return several if option.multiple else several[0]


def _one(option: click.Option, value: Any, folder: Path) -> Any:
    if option.is_flag:
        if not isinstance(value, bool):
            raise click.BadParameter("write true or false, without quotes")
        return (True if option.is_bool_flag else option.flag_value) if value else None
    number = isinstance(option.type, click.types.IntParamType | click.types.FloatParamType)
    if isinstance(value, bool) or not isinstance(value, int | float if number else str):
        raise click.BadParameter("write a number, without quotes" if number else "write it in quotes")
    option.type.convert(value, None, None)
    return str(folder / str(value)) if isinstance(option.type, click.Path) and "://" not in str(value) else value


def _written(value: Any) -> str:
    """Write a value as TOML does, near enough."""
    return str(value).lower() if isinstance(value, bool) else repr(value)


def _spelling(key: str) -> str:
    return key.replace("_", "-")


def _demand(key: str, known: Collection[str], path: Path, *, what: str = "setting") -> None:
    if key not in known:
        raise UsageError("setting", f"there is no {what} '{key}'", do=nearest(key, known) or f"known are {', '.join(sorted(known))}", where=Place(str(path)))


def _read(path: Path, table: tuple[str, ...]) -> dict[str, Any] | None:
    try:
        text = path.read_text("utf-8")
        if not all(name in text for name in table):
            return None
        import tomllib

        values: Any = tomllib.loads(text)
    except OSError as error:
        raise UsageError("setting", f"cannot be read: {error.strerror}", do="check its rights", where=Place(str(path))) from None
    except ValueError as error:  # of TOML, or of UTF-8
        if table:
            return None
        raise UsageError("setting", f"not TOML: {error}", do="mend the file", where=Place(str(path))) from None
    for key in table:
        values = values.get(key)
        if not isinstance(values, dict):
            return None
    return dict(values)
