"""`clean` over files: what stamps the run, and the work on its tasks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from cleaner.config import RunConfig
from cleaner.formats.source import Source
from cleaner.pipeline import Cleaner
from cleaner.scale.done import Done
from cleaner.scale.plan import plan
from cleaner.scale.run import Result, Run
from cleaner.scale.work import clean_task

__all__ = ["clean_into", "cleaning"]


def cleaning(out: Path, cleaner: Cleaner, config: RunConfig, version: str) -> Run:
    """Return the run that cleans into `out` with these rules and settings."""
    return Run(out, {"version": version, "rules": cleaner.pack.digest, **config.as_dict()})


def clean_into(
    run: Run, sources: Iterable[Source], cleaner: Cleaner, config: RunConfig, *, workers: int, each: Callable[[Done], None], force: bool = False
) -> Result:
    """Clean the sources; raises `UsageError` as `Run.claimed` does."""
    with run.claimed(force=force):
        _ = cleaner.engine  # read once, before the workers start
        work = partial(clean_task, cleaner=cleaner, config=config, out=run.out)
        return run.do(plan(sources, run.digest), work, workers=workers, each=each, shard_size=config.shard_size, keep_source=config.keep_source)
