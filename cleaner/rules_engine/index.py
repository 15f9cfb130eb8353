"""An index of a pack, kept between runs: of each rule what must be known before its file is read.

Reading and loosening 500 rules takes longer than checking a file. A rule whose pattern does not occur is never read, and what
the index says of languages that no text is in is not even parsed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from cleaner.kernels.cache import cache_folder, keep
from cleaner.rules_engine.spec import Pattern, RuleSpec
from cleaner.text.lazy import lazy

if TYPE_CHECKING:
    from cleaner.rules_engine.loosen import Loose

__all__ = ["Entry", "Sought", "entry_of", "load_index", "save_index"]

MOST_KEPT = 8


class Sought(NamedTuple):
    """What must occur before a rule can fire: its loosened pattern, and the literals that a text must hold (`literals.Need`)."""

    source: str
    need: Any


class Entry:
    """What decides whether a rule runs; and what it looks for, as a line of JSON that is parsed at the first need."""

    def __init__(self, presets: list[str], safety: str, languages: list[str], line: bytes) -> None:
        self.presets, self.safety, self.languages, self.line = presets, safety, languages, line

    @lazy
    def sought(self) -> Sought:
        """What must occur before the rule can fire."""
        return Sought(*json.loads(self.line))


def entry_of(spec: RuleSpec) -> Entry:
    """Return what the index holds of a rule."""
    from cleaner.rules_engine.literals import need_of, needs_all, needs_any

    need = needs_all(needs_any(need_of(pattern.tree) for pattern in group) for block in spec.match if block.low for group in block.required)
    return Entry(list(spec.presets), spec.safety, list(spec.languages), json.dumps(Sought(set_source(spec), need)).encode())


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
        head, *lines = _path(digest).read_bytes().split(b"\n")
        pairs = zip(json.loads(head).items(), lines, strict=True)
        return {id: Entry(presets, safety, languages, line) for (id, (presets, safety, languages)), line in pairs}
    except (OSError, ValueError, TypeError, AttributeError):
        return None


def save_index(digest: str, index: Mapping[str, Entry]) -> None:
    """Keep an index, and only the newest few; where nothing can be written nothing is kept."""
    path = _path(digest)
    head = json.dumps({id: (entry.presets, entry.safety, entry.languages) for id, entry in index.items()}).encode()
    keep(path, b"\n".join([head, *(entry.line for entry in index.values())]))
    with suppress(OSError):
        for old in sorted(path.parent.glob("pack-*"), key=lambda old: -old.stat().st_mtime)[MOST_KEPT:]:
            old.unlink()


def _path(digest: str) -> Path:
    """Return the index's place in the user's cache; the engine's own code is part of its name."""
    return cache_folder() / f"pack-{digest}-{_engine_digest()}.jsonl"


@cache
def _engine_digest() -> str:
    code = sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        code.update(path.read_bytes())
    return code.hexdigest()[:12]
