"""`clean` over files: what stamps the run, and the work on its tasks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cleaner.config import RunConfig
from cleaner.formats.source import Source
from cleaner.pipeline import Cleaner
from cleaner.scale.done import Done
from cleaner.scale.local import Workers, in_order
from cleaner.scale.plan import Planned, plan
from cleaner.scale.run import Result, Run
from cleaner.scale.work import clean_task

if TYPE_CHECKING:
    from cleaner.scale.duplicates import Found
    from cleaner.scale.memory import Memory

__all__ = ["clean_corpus", "clean_into", "cleaning"]


def cleaning(out: Path, cleaner: Cleaner, config: RunConfig, version: str, *, index: str | None = None) -> Run:
    """Return the run that cleans into `out` with these rules and settings, and this memory of past runs."""
    return Run(out, {"version": version, "rules": cleaner.pack.digest, **config.as_dict(), "index": index})


def clean_into(
    run: Run, sources: Sequence[Source], cleaner: Cleaner, config: RunConfig, *, workers: int, each: Callable[[Done], None], force: bool = False
) -> Result:
    """Clean the sources; raises `UsageError` as `Run.claimed` does."""
    with run.claimed(sources, force=force):
        _ = cleaner.engine  # read once, before the workers start
        work = partial(clean_task, cleaner=cleaner, config=config, out=run.out)
        done = in_order(run.noting(work), plan(sources, run.digest), workers=workers)
        return run.finish(done, each=each, shard_size=config.shard_size, keep_source=config.keep_source)


def clean_corpus(
    run: Run,
    sources: Sequence[Source],
    cleaner: Cleaner,
    config: RunConfig,
    *,
    workers: int,
    scanned: Callable[[int], None],
    each: Callable[[Done], None],
    allows: Callable[[Found], bool],
    force: bool = False,
    memory: Memory | None = None,
) -> Result | None:
    """Clean the sources with a look at the whole corpus, unless what is found is not allowed; then nothing is written, and None returned.

    `scanned` is told of the bytes that are scanned. What `memory` knows counts as well, and last it is told of what was seen. Raises
    `UsageError` as `Run.claimed` does.
    """
    from cleaner.dedup.curve import choose_bands
    from cleaner.scale.corpus import CleanedCorpus, Writer

    dedup, state = config.corpus.dedup, run.state.folder
    bands = choose_bands(dedup.threshold, dedup.recall, permutations=dedup.permutations)
    with run.claimed(sources, force=force), memory.index.claimed() if memory else nullcontext():
        _ = cleaner.engine, cleaner.repeats  # read once, before the workers start
        corpus = CleanedCorpus(sources, state, cleaner, config, bands, Planned(sources, run.digest), memory)
        write = run.noting(Writer(run.out, state, cleaner, config))
        with Workers(*corpus.works, write, workers=workers) as processes:
            found = corpus.find(processes, each=lambda one: scanned(one.size))
            if not allows(found):
                return None
            done = processes.in_order(write, corpus.write_tasks(found))
            result = run.finish(done, each=each, shard_size=config.shard_size, keep_source=config.keep_source)
        corpus.remember(found)
        corpus.forget()
        return result
