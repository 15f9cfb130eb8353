"""A pack of rules: read from folders, the later ones overriding the earlier by id."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner.errors import Place, RuleError, UsageError, nearest
from cleaner.rules_engine.index import Entry, entry_of, load_index, save_index
from cleaner.rules_engine.spec import DOM, PRESETS, RuleSpec

if TYPE_CHECKING:
    from cleaner.rules_engine.dom import DomSpec

__all__ = ["Pack", "load_pack", "shipped_rules"]


@dataclass(frozen=True)
class RuleFile:
    """A file with a rule, not read further than its text."""

    id: str
    path: Path
    text: str

    @cached_property
    def spec(self) -> RuleSpec:
        """The rule, read at the first need."""
        from cleaner.rules_engine.read import read_rule

        return read_rule(self.text, id=self.id, file=str(self.path))


class Specs(Mapping[str, RuleSpec]):
    """Rules by id, in their order, each read when it is first asked for."""

    def __init__(self, files: Mapping[str, RuleFile]) -> None:
        self._files = files

    def __getitem__(self, id: str) -> RuleSpec:
        return self._files[id].spec

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


@dataclass(frozen=True)
class Pack:
    """Rules by id, what their index says of each, a hash that changes when any of them does, and the rules over HTML."""

    rules: Mapping[str, RuleSpec]
    index: Mapping[str, Entry]
    digest: str
    dom_files: Mapping[str, RuleFile] = field(default_factory=dict)

    @cached_property
    def dom(self) -> dict[str, DomSpec]:
        """The rules over elements of HTML, by id, read at the first need."""
        from cleaner.rules_engine.dom import read_dom_rule

        return {id: read_dom_rule(file.text, id=id, file=str(file.path)) for id, file in self.dom_files.items()}

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all rules, in order."""
        return tuple(sorted((*self.rules, *self.dom_files)))

    def spec(self, id: str) -> RuleSpec | DomSpec:
        """Return a rule of either kind."""
        return self.dom[id] if id in self.dom_files else self.rules[id]

    def about(self, id: str) -> Entry | DomSpec:
        """Return what is known of a rule of either kind without reading it, if it was read before."""
        return self.dom[id] if id in self.dom_files else self.index[id]

    def over(self, specs: Mapping[str, RuleSpec]) -> Pack:
        """Return a pack with further rules over these, which are read now."""
        return Pack({**self.rules, **specs}, {**self.index, **{id: entry_of(spec) for id, spec in specs.items()}}, self.digest, self.dom_files)

    def demand(self, name: str) -> None:
        """Raise `UsageError` unless a rule, or a folder of rules, has this name."""
        if not any(_is_in(id, name) for id in self.ids):
            raise UsageError("no-such-rule", f"there is no rule '{name}'", do=nearest(name, {*self.ids, *_folders(self.ids)}) or "see 'cleaner rules list'")

    def entries(self, preset: str, *, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> dict[str, Entry]:
        """Return the ids of the rules to run, with what the index holds of each.

        With `select` only these run; an unsafe rule runs only when it is selected by its full id. Both take ids and
        folders (`en/promo`). Raises `UsageError` for a name that is neither, and for a preset that is none.
        """
        if preset not in PRESETS:
            raise UsageError("preset", f"there is no preset '{preset}'", do=nearest(preset, PRESETS) or f"known are {', '.join(PRESETS)}")
        select, ignore = tuple(select), tuple(ignore)
        for name in (*select, *ignore):
            if name.split("/", 1)[0] != "repeats":
                self.demand(name)
        return {id: entry for id, entry in self.index.items() if _is_chosen(id, entry, preset, select=select, ignore=ignore)}

    def chosen(self, preset: str, *, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> list[RuleSpec]:
        """Return the rules to run, read."""
        return [self.rules[id] for id in self.entries(preset, select=select, ignore=ignore)]

    def chosen_dom(self, preset: str, *, select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> list[DomSpec]:
        """Return the rules over HTML to run, by the same choice."""
        return [spec for id, spec in self.dom.items() if _is_chosen(id, spec, preset, select=select, ignore=ignore)]


def shipped_rules() -> Path:
    """Return the folder of the rules that come with the package: beside it in a wheel, above it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "_rules"
    return inside if inside.is_dir() else package.parent / "rules"


def load_pack(folders: Sequence[Path] | None = None) -> Pack:
    """Read the rules of these folders (by default the shipped ones). Raises `RuleError` for the first that is wrong.

    A folder that was read before without a mistake is known by its hash, and its rules are read one by one when needed.
    """
    files: dict[str, RuleFile] = {}
    index: dict[str, Entry] = {}
    for folder in [shipped_rules()] if folders is None else folders:
        found = {id: RuleFile(id, path, read_file(path)) for id, path in rule_files(folder).items()}
        files |= found
        index |= _index_of({id: file for id, file in found.items() if not id.startswith(DOM)})
    dom = {id: file for id, file in sorted(files.items()) if id.startswith(DOM)}
    files = {id: file for id, file in sorted(files.items()) if id not in dom}
    return Pack(Specs(files), dict(sorted(index.items())), _digest(files), dom)


def _index_of(files: Mapping[str, RuleFile]) -> dict[str, Entry]:
    """Return the index of a folder's rules; all of them are read unless it was kept."""
    digest = _digest(files)
    index = load_index(digest)
    if index is None:
        index = {id: entry_of(file.spec) for id, file in files.items()}
        save_index(digest, index)
    return index


def _digest(files: Mapping[str, RuleFile]) -> str:
    return sha256("".join(f"{file.id}\0{file.text}\0" for file in files.values()).encode()).hexdigest()[:16]


def rule_files(folder: Path) -> dict[str, Path]:
    """Return the rule files below a folder by their ids, in order."""
    if not folder.is_dir():
        raise UsageError("no-rules", f"{folder} is not a folder of rules", do="give --rules a folder with .yaml files")
    found = {}
    for at, _, names in os.walk(folder):
        below = os.path.relpath(at, folder).replace(os.sep, "/") + "/"
        for name in names:
            if name.endswith((".yaml", ".yml")) and os.path.isfile(path := os.path.join(at, name)):
                found[below.removeprefix("./") + name.rsplit(".", 1)[0]] = Path(path)
    if not found:
        raise UsageError("no-rules", f"{folder} holds no rules", do="give --rules a folder with .yaml files")
    return dict(sorted(found.items()))


def read_file(path: Path) -> str:
    """Read one rule file as UTF-8."""
    try:
        text = path.read_bytes().decode("utf-8")
        return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    except UnicodeDecodeError as error:
        raise RuleError("rule-encoding", f"not UTF-8 at byte {error.start}", do="save the file as UTF-8", where=Place(str(path))) from None
    except OSError as error:
        raise RuleError("rule-unreadable", f"cannot be read: {error.strerror}", do="check the file and its rights", where=Place(str(path))) from None


def _folders(ids: Iterable[str]) -> set[str]:
    return {"/".join(id.split("/")[:depth]) for id in ids for depth in range(1, id.count("/") + 1)}


def _is_chosen(id: str, rule: Entry | DomSpec, preset: str, *, select: tuple[str, ...], ignore: tuple[str, ...]) -> bool:
    if preset not in rule.presets or any(_is_in(id, name) for name in ignore):
        return False
    return (not select or any(_is_in(id, name) for name in select)) and (rule.safety == "safe" or id in select)


def _is_in(id: str, name: str) -> bool:
    return id == name or id.startswith(name.rstrip("/") + "/")
