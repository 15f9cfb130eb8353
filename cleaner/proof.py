"""Prove a pack: every example alone and under the whole pack, and every rule seen by the prefilter."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.html.parse import parse, read_page
from cleaner.html.prune import Pruner
from cleaner.html.visible import plain_text
from cleaner.pages import pruner_of
from cleaner.passes import to_fixed_point
from cleaner.rules_engine.dom import without_marks, without_what_is_marked
from cleaner.rules_engine.engine import Engine
from cleaner.rules_engine.examples import Failure, Trial, trials
from cleaner.rules_engine.pack import Pack
from cleaner.rules_engine.spec import PRESETS
from cleaner.text.page import Page

__all__ = ["failures"]


def failures(pack: Pack, *, only: str = "") -> Iterator[Failure]:
    """Yield the examples that do not hold, of all rules or of those at or below an id."""
    yield from _text_failures(pack, only)
    yield from _dom_failures(pack, only)


def _text_failures(pack: Pack, only: str) -> Iterator[Failure]:
    alone: dict[str, Engine] = {}
    whole: dict[str, Engine] = {}
    for trial in trials(pack.rules[id] for id in pack.rules if _is_in(id, only)):
        if trial.rule not in alone:
            alone[trial.rule] = Engine.indexed({trial.rule: pack.index[trial.rule]}, pack.rules.__getitem__)
        if trial.preset not in whole:
            whole[trial.preset] = Engine.indexed(pack.entries(trial.preset), pack.rules.__getitem__)
        for engine, under in ((alone[trial.rule], "the rule alone"), (whole[trial.preset], "the whole pack")):
            unsafe = pack.rules[trial.rule].safety == "unsafe" and under != "the rule alone"
            if not unsafe and (failure := _run(engine, trial, under)):
                yield failure


def _run(engine: Engine, trial: Trial, under: str) -> Failure | None:
    """Run one example, without guards: examples are shorter than articles."""
    passes = to_fixed_point(Page(trial.text, trial.meta), engine, frozenset())
    left = trial.text if not passes.edits else b"".join(trial.text.encode()[start:end] for start, end in passes.kept).decode()
    return trial.failure(left, under=under)


def _dom_failures(pack: Pack, only: str) -> Iterator[Failure]:
    whole = {preset: pruner_of(pack.chosen_dom(preset)) for preset in PRESETS} if any(_is_in(id, only) for id in pack.dom_files) else {}
    for spec in (spec for id, spec in pack.dom.items() if _is_in(id, only)):
        alone = pruner_of([spec])
        for example in spec.examples:
            preset = example.meta.get("preset") or spec.presets[0]
            for pruner, under in ((alone, "the rule alone"), (whole[preset], "the whole pack")):
                trial = Trial(spec.id, example, without_marks(example.text), _seen(without_what_is_marked(example.text)), preset)
                unsafe = spec.safety == "unsafe" and under != "the rule alone"
                if not unsafe and (failure := trial.failure(_pruned(pruner, trial), under=under)):
                    yield failure


def _pruned(pruner: Pruner, trial: Trial) -> str:
    """Return what rules leave of an example's page to see, without guards."""
    tree = parse(read_page(trial.text))
    pruner.prune(tree, trial.meta, guarded=False)
    return plain_text(tree)


def _seen(html: str) -> str:
    return plain_text(parse(read_page(html)))


def _is_in(id: str, only: str) -> bool:
    return not only or id == only or id.startswith(only.rstrip("/") + "/")
