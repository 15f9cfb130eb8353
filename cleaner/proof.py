"""Prove a pack: every example alone and under the whole pack, and every rule seen by the set."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.pipeline import to_fixed_point
from cleaner.rules_engine.engine import Engine
from cleaner.rules_engine.examples import Failure, Trial, trials
from cleaner.rules_engine.pack import Pack
from cleaner.text.page import Page

__all__ = ["failures"]


def failures(pack: Pack, *, only: str = "") -> Iterator[Failure]:
    """Yield the examples that do not hold, of all rules or of those at or below an id."""
    alone: dict[str, Engine] = {}
    whole: dict[str, Engine] = {}
    for trial in trials(spec for id, spec in pack.rules.items() if not only or id == only or id.startswith(only.rstrip("/") + "/")):
        if trial.rule not in alone:
            alone[trial.rule] = Engine([pack.rules[trial.rule]])
        if trial.preset not in whole:
            whole[trial.preset] = Engine(pack.chosen(trial.preset))
        for engine, under in ((alone[trial.rule], "the rule alone"), (whole[trial.preset], "the whole pack")):
            unsafe = pack.rules[trial.rule].safety == "unsafe" and under != "the rule alone"
            if not unsafe and (failure := _run(engine, trial, under)):
                yield failure


def _run(engine: Engine, trial: Trial, under: str) -> Failure | None:
    """Run one example, without guards: examples are shorter than articles."""
    passes = to_fixed_point(Page(trial.text, trial.meta), engine, frozenset())
    left = trial.text if not passes.edits else b"".join(trial.text.encode()[start:end] for start, end in passes.kept).decode()
    return trial.failure(left, under=under)
