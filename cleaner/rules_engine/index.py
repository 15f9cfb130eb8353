"""An index of a pack, kept between runs: of each rule what must be known before its file is read.

Reading and loosening 300 rules takes longer than checking a file. A rule whose pattern does not occur is never read.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cleaner.rules_engine.spec import Pattern, RuleSpec

if TYPE_CHECKING:
    from cleaner.rules_engine.loosen import Loose

__all__ = ["Entry", "entry_of", "load_index", "save_index"]

MOST_KEPT = 8


class Entry(NamedTuple):
    """The loosened pattern of a rule, and what decides whether it runs."""

    source: str
    presets: list[str]
    safety: str
    languages: list[str]


def entry_of(spec: RuleSpec) -> Entry:
    """Return what the index holds of a rule."""
    return Entry(set_source(spec), list(spec.presets), spec.safety, list(spec.languages))


def set_source(spec: RuleSpec) -> str:
    """Return the loosened pattern that must occur before the rule can fire: of all that it needs, what tells most."""
    needed = (_loosen(group) for block in spec.match if block.low for group in block.required)
    return max(needed, key=lambda one: one.weight).source


def _loosen(group: Iterable[Pattern]) -> Loose:
    from cleaner.rules_engine.loosen import loosen_any

    return loosen_any(pattern.tree for pattern in group)


def load_index(digest: str) -> dict[str, Entry] | None:
    """Return the index of a pack that was read before, all of it and without a mistake; None if there is none."""
    try:
        values = json.loads(_path(digest).read_bytes())
        return {id: Entry(*entry) for id, entry in values.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return None


def save_index(digest: str, index: Mapping[str, Entry]) -> None:
    """Keep an index, and only the newest few; where nothing can be written nothing is kept."""
    path = _path(digest)
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(index), "utf-8")
        beside.replace(path)
        for old in sorted(path.parent.glob("pack-*.json"), key=lambda old: -old.stat().st_mtime)[MOST_KEPT:]:
            old.unlink()


def _path(digest: str) -> Path:
    """Return the index's place in the user's cache; the engine's own code is part of its name."""
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return folder / "cleaner" / f"pack-{digest}-{_engine_digest()}.json"


@cache
def _engine_digest() -> str:
    code = sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        code.update(path.read_bytes())
    return code.hexdigest()[:12]
