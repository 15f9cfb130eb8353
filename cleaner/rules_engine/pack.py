"""A pack of rules: read from folders, the later ones overriding the earlier by id."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cleaner.errors import Place, RuleError, UsageError, nearest
from cleaner.rules_engine.read import read_rule
from cleaner.rules_engine.spec import RuleSpec

__all__ = ["Pack", "load_pack", "shipped_rules"]


@dataclass(frozen=True)
class Pack:
    """Rules by id, and a hash that changes when any of them does."""

    rules: dict[str, RuleSpec]
    digest: str

    def demand(self, name: str) -> None:
        """Raise `UsageError` unless a rule, or a folder of rules, has this name."""
        if not any(_is_in(id, name) for id in self.rules):
            raise UsageError("no-such-rule", f"there is no rule '{name}'", do=nearest(name, self.rules) or "see 'cleaner rules list'")

    def chosen(self, preset: str, *, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> list[RuleSpec]:
        """Return the rules to run.

        With `select` only these run; an unsafe rule runs only when it is selected by its full id. Both take ids and
        folders (`en/promo`). Raises `UsageError` for a name that is neither.
        """
        select, ignore = tuple(select), tuple(ignore)
        for name in (*select, *ignore):
            if name.split("/", 1)[0] != "repeats":
                self.demand(name)
        return [
            spec
            for id, spec in self.rules.items()
            if preset in spec.presets
            and (not select or any(_is_in(id, name) for name in select))
            and (spec.safety == "safe" or id in select)
            and not any(_is_in(id, name) for name in ignore)
        ]


def shipped_rules() -> Path:
    """Return the folder of the rules that come with the package: beside it in a wheel, above it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "_rules"
    return inside if inside.is_dir() else package.parent / "rules"


def load_pack(folders: Sequence[Path] | None = None) -> Pack:
    """Read the rules of these folders (by default the shipped ones). Raises `RuleError` for the first that is wrong."""
    rules: dict[str, RuleSpec] = {}
    digest = sha256()
    for folder in [shipped_rules()] if folders is None else folders:
        for path in rule_files(folder):
            text = read_file(path)
            id = path.relative_to(folder).with_suffix("").as_posix()
            rules[id] = read_rule(text, id=id, file=str(path))
            digest.update(f"{id}\0{text}\0".encode())
    return Pack(dict(sorted(rules.items())), digest.hexdigest()[:16])


def rule_files(folder: Path) -> list[Path]:
    """Return the rule files below a folder, in order of their ids."""
    if not folder.is_dir():
        raise UsageError("no-rules", f"{folder} is not a folder of rules", do="give --rules a folder with .yaml files")
    return sorted(path for path in folder.rglob("*") if path.suffix in (".yaml", ".yml") and path.is_file())


def read_file(path: Path) -> str:
    """Read one rule file as UTF-8."""
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise RuleError("rule-encoding", f"not UTF-8 at byte {error.start}", do="save the file as UTF-8", where=Place(str(path))) from None
    except OSError as error:
        raise RuleError("rule-unreadable", f"cannot be read: {error.strerror}", do="check the file and its rights", where=Place(str(path))) from None


def _is_in(id: str, name: str) -> bool:
    return id == name or id.startswith(name.rstrip("/") + "/")
