"""`cleaner rules`: list, show, test and begin rules."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from cleaner.cli import FOUND, say
from cleaner.errors import UsageError, nearest
from cleaner.formats.atomic import write_atomic
from cleaner.proof import failures
from cleaner.repeats.about import ABOUT
from cleaner.repeats.why import WHY
from cleaner.rules_engine.dom import DomSpec
from cleaner.rules_engine.index import Entry
from cleaner.rules_engine.pack import Pack, load_pack, shipped_rules

__all__ = ["command"]

_own = click.option("--rules", multiple=True, metavar="DIR", type=click.Path(path_type=Path), help="A folder of your own rules; they override by id.")
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*(/[a-z0-9][a-z0-9_-]*)*")
TEMPLATE = """\
why: Say in one sentence why this is not the article.
match:
  - any: ['^replace this with what the block says$']
    max_words: 12
examples:
  - removes: "The vote passed.\\n\\n<<Replace this with what the block says>>\\n\\nMore follows."
  - keeps: "Replace this with a sentence of an article that uses the same words."
"""


@click.group("rules")
def command() -> None:
    """List, show, test and begin rules."""


@command.command("list")
@click.argument("names", nargs=-1, metavar="[RULE]...")
@_own
def list_(names: tuple[str, ...], rules: tuple[Path, ...]) -> None:
    """List rules, all or those of some folders, with their reasons; those of repeats/ are built in."""
    pack = _pack(rules)
    for id in sorted([*_chosen(pack, names), *_built_in(names)]):
        say.out(f"{id:40} {WHY[id] if id in WHY else _reason(pack.about(id))}")


@command.command("show")
@click.argument("name", metavar="RULE")
@_own
def show(name: str, rules: tuple[Path, ...]) -> None:
    """Print the file of a rule, or what is built in under its name."""
    if name in ABOUT:
        say.out(f"# built in: no file\nwhy: {WHY[name]}\n\n{ABOUT[name]}", newline=False)
        return
    pack = _pack(rules)
    if name not in pack.ids:
        raise UsageError("no-such-rule", f"there is no rule '{name}'", do=nearest(name, [*pack.ids, *WHY]) or "see 'cleaner rules list'")
    say.out(Path(pack.spec(name).place.file).read_text("utf-8"), newline=False)


@command.command("test")
@click.argument("names", nargs=-1, metavar="[RULE]...")
@_own
def test(names: tuple[str, ...], rules: tuple[Path, ...]) -> None:
    """Run the examples of rules, alone and under the whole pack."""
    pack = _pack(rules)
    if built_in := _built_in(names) if names else []:
        raise UsageError("built-in", f"{built_in[0]} is built in and has no examples", do="name rules that have a file")
    chosen = _chosen(pack, names)
    found = dict.fromkeys(failure for name in names or [""] for failure in failures(pack, only=name))
    for failure in found:
        say.out(f"{failure.place}: {failure.rule} {failure.what}")
    examples = sum(len(pack.spec(id).examples) for id in chosen)
    say.warn(f"{say.count(len(chosen), 'rule')}, {say.count(examples, 'example')}, {say.count(len(found), 'failure')}")
    sys.exit(FOUND if found else 0)


@command.command("new")
@click.argument("name", metavar="RULE")
@click.option("--rules", "folder", required=True, metavar="DIR", type=click.Path(path_type=Path), help="The folder of your rules.")
def new(name: str, folder: Path) -> None:
    """Begin a rule: write a file to fill in, such as en/promo/my-site."""
    if not _NAME.fullmatch(name):
        raise UsageError("rule-name", f"'{name}' is no name for a rule", do="write small letters, digits and '-', with '/' between folders: en/promo/my-site")
    path = folder / f"{name}.yaml"
    if path.exists():
        raise UsageError("exists", f"{path} exists", do="choose another name")
    write_atomic(path, TEMPLATE.encode())
    say.out(f"wrote {path}; test it with: cleaner rules test {name} --rules {folder}")


def _pack(rules: tuple[Path, ...]) -> Pack:
    return load_pack([shipped_rules(), *rules])


def _reason(spec: Entry | DomSpec) -> str:
    return spec.why + (" (unsafe: runs only with --select)" if spec.safety == "unsafe" else "")


def _chosen(pack: Pack, names: tuple[str, ...]) -> list[str]:
    """Return the rules with a file that names stand for. Raises `UsageError` for a name that stands for none, and is not built in either."""
    for name in names:
        if not _built_in((name,)):
            pack.demand(name)
    return [id for id in pack.ids if _is_named(id, names)]


def _built_in(names: tuple[str, ...]) -> list[str]:
    return [id for id in WHY if _is_named(id, names)]


def _is_named(id: str, names: tuple[str, ...]) -> bool:
    return not names or any(id == name or id.startswith(name.rstrip("/") + "/") for name in names)
