"""An index of a folder of rules, kept between runs: of each rule what must be known before its file is read.

Reading 500 rules, and finding their literals, takes longer than checking a file. A rule whose literals do not occur is never read, and what
the index says of languages that no text is in is not even parsed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

from cleaner.kernels.cache import cache_folder, keep
from cleaner.rules_engine.clauses import Clause, Sought, sought_in
from cleaner.rules_engine.spec import RuleSpec
from cleaner.text.lazy import lazy

__all__ = ["Entry", "engine_digest", "entry_of", "load_index", "save_index"]

MOST_KEPT = 8


class Entry:
    """What decides whether a rule runs, and why it does; and what it looks for, as a line of JSON that is parsed at the first need."""

    def __init__(self, presets: list[str], safety: str, languages: list[str], why: str, *, line: bytes) -> None:
        self.presets, self.safety, self.languages, self.why, self.line = presets, safety, languages, why, line

    @lazy
    def sought(self) -> Sought:
        """How the rule is found."""
        anchor, clauses = json.loads(self.line)
        return Sought(anchor, [Clause(tuple(map(frozenset, groups)), words) for groups, words in clauses])


def entry_of(spec: RuleSpec) -> Entry:
    """Return what the index holds of a rule."""
    anchor, clauses = sought_in(spec)
    line = json.dumps([anchor, [[list(map(sorted, clause.groups)), clause.words] for clause in clauses]])
    return Entry(list(spec.presets), spec.safety, list(spec.languages), spec.why, line=line.encode())


def load_index(digest: str) -> dict[str, Entry] | None:
    """Return the index of a folder that was read before, all of it and without a mistake; None if there is none."""
    path = _path(digest)
    try:
        head, *lines = path.read_bytes().split(b"\n")
        pairs = zip(json.loads(head).items(), lines, strict=True)
        index = {id: Entry(*known, line=line) for (id, known), line in pairs}
    except (OSError, ValueError, TypeError, AttributeError):
        return None
    with suppress(OSError):
        os.utime(path)  # what is in use is the last to go
    return index


def save_index(digest: str, index: Mapping[str, Entry]) -> None:
    """Keep an index, and only the few that were used last; where nothing can be written nothing is kept."""
    path = _path(digest)
    head = json.dumps({id: (entry.presets, entry.safety, entry.languages, entry.why) for id, entry in index.items()}).encode()
    keep(path, b"\n".join([head, *(entry.line for entry in index.values())]), most=MOST_KEPT)


def _path(digest: str) -> Path:
    """Return the index's place in the user's cache; the engine's own code is part of its name."""
    return cache_folder() / f"pack-{digest}-{engine_digest()}.jsonl"


@cache
def engine_digest() -> str:
    """Return a hash of the engine's own code."""
    code = sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        code.update(path.read_bytes())
    return code.hexdigest()[:12]
