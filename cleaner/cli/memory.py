"""The memory of past runs, as `--index` names it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

import cleaner
from cleaner.cli import say
from cleaner.config import CorpusConfig, DedupConfig
from cleaner.errors import UsageError
from cleaner.formats.source import Source

if TYPE_CHECKING:
    from cleaner.scale.memory import Memory

__all__ = ["claimed", "memory_of", "tell_unread"]


def memory_of(name: str | None, sources: Sequence[Source], dedup: DedupConfig, *, command: str, corpus: CorpusConfig | None = None) -> Memory | None:
    """Return the memory that `--index` names, if it names one. Raises `UsageError` for one that was made with other settings."""
    if not name:
        return None
    if corpus and not corpus.looks_around:
        raise UsageError("index", "there is nothing to remember", do="leave --index out, or '--duplicates ignore --repeats off'")
    from cleaner.index.parameters import Parameters
    from cleaner.index.store import open_index
    from cleaner.index.write import RunNote
    from cleaner.scale.memory import Memory

    index = open_index(name, Parameters.of(dedup, corpus))
    return Memory(index, sources, dedup.scope, RunNote(cleaner.__version__, command))


def claimed(memory: Memory | None) -> AbstractContextManager[None]:
    """Hold the index for a run, if there is one."""
    return memory.index.claimed() if memory else nullcontext()


def tell_unread(memory: Memory | None) -> None:
    """Say how many past documents could not be judged anew."""
    if memory and memory.unread:
        many = say.count(memory.unread, "article")
        what = "cannot be read again, now that the furniture of their sites is better known: what was judged of them stays"
        say.warn(f"{many} of past runs {what} (keep past input where it was read, if days are to end where one run would)")
