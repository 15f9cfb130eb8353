"""The command line: one file a command; exit codes 0 done, 1 found or stopped, 2 wrong usage, 3 some input not read."""

from __future__ import annotations

import io
import os
import signal
import sys
from pathlib import Path
from typing import Any

import click

import cleaner
from cleaner.cli import say
from cleaner.cli.settings import find_settings, settings_for
from cleaner.errors import CleanerError, RuleError, UsageError
from cleaner.scale.local import collect_rarely

__all__ = ["FOUND", "NOT_READ", "group", "main"]

FOUND, USAGE, NOT_READ = 1, 2, 3
_COMMANDS = {
    "clean": "Clean articles into a folder, with a ledger of every removal.",
    "dedup": "Drop near-duplicates, each with the article that it repeats.",
    "check": "Report what would be removed; change nothing unless told to.",
    "explain": "Say why each block of a text is kept or removed.",
    "mine": "Write what repeats on a site as rules to review.",
    "restore": "Undo: write the articles as they were.",
    "report": "Show what was removed on a page of HTML.",
    "index": "Tell what the memory of past runs holds, or make it forget.",
    "rules": "List, show, test and begin rules.",
}


class Commands(click.Group):
    """Commands that are imported when they are called: start-up time is a feature."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names, in the order of the help."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in _COMMANDS:
            return None
        module = __import__(f"cleaner.cli.{cmd_name}", fromlist=["command"])
        command: click.Command = module.command
        command.short_help = command.short_help or _COMMANDS[cmd_name]
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table of commands without importing one."""
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Name the nearest command for a misspelt one."""
        from cleaner.errors import nearest

        if args and not args[0].startswith("-") and args[0] not in _COMMANDS:
            ctx.fail(f"there is no command '{args[0]}' ({nearest(args[0], _COMMANDS) or 'known are ' + ', '.join(_COMMANDS)})")
        return super().resolve_command(ctx, args)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120})
@click.version_option(cleaner.__version__, prog_name="cleaner")
@click.pass_context
def group(ctx: click.Context) -> None:
    """Get the articles back from scraped text.

    Promo blocks, comment widgets, author bios and other boilerplate go; what went, why, and how to undo it stays in a
    ledger. Settings may stand in cleaner.toml or under [tool.cleaner] in pyproject.toml; flags win.

    Exit codes: 0 done; 1 something was found, or a guard stopped the run; 2 wrong usage; 3 some input could not be read
    or written, and the rest is done.
    """
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        ctx.color = False
    found = find_settings(_here())
    if found and ctx.invoked_subcommand:
        commands = click.Group(commands={name: command for name in _COMMANDS if (command := group.get_command(ctx, name))})
        ctx.default_map = settings_for(commands, *found)


def _here() -> Path:
    """Return this folder, or the root if it was deleted."""
    try:
        return Path.cwd()
    except OSError:
        return Path("/")


def main() -> None:
    """Run the command line; a user's mistake is a sentence, never a traceback."""
    collect_rarely()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a text may hold what the terminal, or UTF-8, does not
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        code = group.main(prog_name="cleaner", standalone_mode=False)
    except click.exceptions.Exit as exit:
        code = exit.exit_code
    except click.Abort:
        say.warn("stopped; a run into a folder goes on where it stopped, with the same command")
        code = 130
    except click.ClickException as error:
        error.show()
        code = USAGE
    except (UsageError, RuleError) as error:
        say.warn(f"Error: {error}")
        code = USAGE
    except CleanerError as error:
        say.warn(f"Error: {error}")
        code = NOT_READ
    except OSError as error:
        say.warn(f"Error: {error.filename or 'the output'}: {error.strerror or error} (check the path, its rights and the room on the disk) [system]")
        code = NOT_READ
    if code == 130:
        os._exit(code)
    sys.exit(code or 0)
