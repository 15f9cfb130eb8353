"""`mine`: the furniture of a corpus as rule files, each proved by its examples before it is written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from cleaner.formats.atomic import write_atomic
from cleaner.mine.casing import Casing, casing_of
from cleaner.mine.draft import Draft, Seen, draft_of
from cleaner.mine.misses import telling
from cleaner.mine.rule_text import Figures, keeps_of, removes_of, rule_text, slug_of
from cleaner.proof import failures
from cleaner.rules_engine.read import read_rule
from cleaner.rules_engine.spec import RuleSpec
from cleaner.scale.corpus import CleanedCorpus
from cleaner.scale.local import Workers, in_order
from cleaner.scale.measure import CaseCounter, Measured, Measurer
from cleaner.scale.shards import ShardNote
from cleaner.scale.templates import Scanned, seen_templates

__all__ = ["FOLDER", "LeftOut", "Mined", "MinedRule", "mine", "write_rules"]

FOLDER = "mined"
"""The first part of the ids: no language's code, so that the rules run on texts of all."""
SPARE = 2
"""Templates that are looked at, for each rule that is wanted: some cannot become one."""
MOST_KEPT = 0.05
"""Share of the lines a rule takes that may be such as `clean` keeps."""
_MOST_KEEPS = 2


class MinedRule(NamedTuple):
    """A rule that was proved: its id, its file, and what it does in the corpus."""

    id: str
    text: str
    figures: Figures


class LeftOut(NamedTuple):
    """A template that did not become a rule, by its first line, and why."""

    site: str
    line: str
    why: str


@dataclass(slots=True)
class Mined:
    """What was mined, the largest first; what was left out; what could not be read; whether any document names a site."""

    rules: list[MinedRule] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    has_sites: bool = False


@dataclass(slots=True)
class _Candidate:
    """A draft with its id, what it was measured to do, and the text of the rule that is tried."""

    id: str
    draft: Draft
    measured: Measured
    removes: list[str] = field(default_factory=list)
    keeps: list[str] = field(default_factory=list)

    def drop(self, failed: Collection[str]) -> None:
        """Leave out examples that do not hold."""
        self.removes = [text for text in self.removes if text not in failed]
        self.keeps = [text for text in self.keeps if text not in failed]

    @property
    def is_proved(self) -> bool:
        """Whether examples of both kinds are left."""
        return bool(self.removes and self.keeps)

    @property
    def order(self) -> tuple[int, int, str]:
        return -self.measured.chars, -self.measured.pages, self.id


def mine(corpus: CleanedCorpus, *, top: int, min_pages: int, workers: int, each: Callable[[ShardNote], None]) -> Mined:
    """Mine the `top` rules that take most characters from pages; `each` is told of every task that is scanned."""
    with Workers(*corpus.works, workers=workers) as processes:
        found = corpus.find(processes, each=each)
    keys = [note.key for note in found.notes]
    scans = [Scanned.read(corpus.state, key) for key in keys]
    mined = Mined(problems=found.problems, has_sites=any(one.site.any() for one in scans))
    named = corpus.config.corpus.repeats == "site" and not corpus.config.corpus.site_from_path
    seen = seen_templates(scans, most=SPARE * top, min_pages=min_pages, named=named)
    casing = _casing(corpus.state, keys, seen, workers=workers)
    candidates = _candidates(seen, casing, mined)
    _measure(corpus, keys, candidates, workers=workers)
    candidates = sorted(_sound(candidates, mined, min_pages=min_pages), key=lambda one: one.order)
    proved = _prove(corpus, candidates, casing, mined)[:top]
    for rank, one in enumerate(proved, 1):
        what = one.measured
        figures = Figures(rank, len(proved), what.chars, what.pages, what.other_pages, len(what.other_sites))
        text = _text(corpus, one, one.removes, one.keeps[:_MOST_KEEPS], figures)
        mined.rules.append(MinedRule(one.id, text, figures))
    return mined


def write_rules(mined: Mined, folder: Path) -> None:
    """Write the files of rules."""
    for rule in mined.rules:
        write_atomic(folder / f"{rule.id}.yaml", rule.text.encode())


def _casing(state: Path, keys: Sequence[str], seen: Iterable[Seen], *, workers: int) -> Casing:
    words = {word for one in seen for lines in one.lines for line in lines for word in _words(line)}
    counts: Counter[str] = Counter()
    for some in in_order(CaseCounter(state), keys, workers=workers):
        counts.update(some)
    return casing_of(counts, words)


def _words(line: str) -> list[str]:
    return "".join(char if char.isalpha() else " " for char in line).casefold().split()


def _candidates(seen: Sequence[Seen], casing: Casing, mined: Mined) -> list[_Candidate]:
    """Return the templates that can be written as rules."""
    used: Counter[str] = Counter()
    found = []
    for one in seen:
        draft = draft_of(one, casing)
        if isinstance(draft, str):
            _leave_out(mined, one, draft)
            continue
        id = f"{FOLDER}/{slug_of(one.site or 'all')}/{slug_of(_literal(draft))}"
        used[id] += 1
        id += f"-{used[id]}" if used[id] > 1 else ""
        found.append(_Candidate(id, draft, Measured()))
    return found


def _literal(draft: Draft) -> str:
    """Return the words of a draft's first pattern that stand as they do, by which its file is called."""
    return re.sub(r"\[[^\]]*\](\{[^}]*\})?|\(\?-i:[^)]*\)|\\(x\{\w+\}|.)", " ", draft.entries[0][0].pattern)


def _measure(corpus: CleanedCorpus, keys: Sequence[str], candidates: Sequence[_Candidate], *, workers: int) -> None:
    specs = [_spec(one.id, _text(corpus, one, ["<<a>>"], ["b"])) for one in candidates]
    wanted = [telling(one.draft.example) for one in candidates]
    for some in in_order(Measurer(corpus.state, specs, wanted), keys, workers=workers):
        for one, measured in zip(candidates, some, strict=True):
            one.measured += measured


def _text(corpus: CleanedCorpus, one: _Candidate, removes: Sequence[str], keeps: Sequence[str], figures: Figures | None = None) -> str:
    preset = corpus.config.cleaning.preset
    return rule_text(one.draft, removes=removes, keeps=keeps, preset="" if preset == "extracted" else preset, figures=figures)


def _spec(id: str, text: str) -> RuleSpec:
    return read_rule(text, id=id, file=f"{id}.yaml")


def _sound(candidates: Iterable[_Candidate], mined: Mined, *, min_pages: int) -> list[_Candidate]:
    """Return the rules that take from pages what `clean` takes from them, and hardly anything else."""
    found = []
    for one in candidates:
        if one.measured.pages < min_pages:
            _leave_out(mined, one.draft.seen, f"its rule fires on {one.measured.pages} pages of {one.draft.seen.pages}")
        elif one.measured.kept > MOST_KEPT * one.measured.lines:
            _leave_out(mined, one.draft.seen, f"of the {one.measured.lines:,} lines that its rule takes {one.measured.kept:,} must stay")
        else:
            found.append(one)
    return found


def _prove(corpus: CleanedCorpus, candidates: Sequence[_Candidate], casing: Casing, mined: Mined) -> list[_Candidate]:
    """Return the rules whose examples hold, alone and under the whole pack; of those that do not, what fails is left out first."""
    for one in candidates:
        one.removes = removes_of(one.draft, casing)
        one.keeps = keeps_of(one.draft, [miss.line for miss in one.measured.misses], casing)
    rules = list(candidates)
    while True:
        failed = _failures(corpus, rules)
        for one in rules:
            one.drop(failed.get(one.id, frozenset()))
            if not one.is_proved:
                _leave_out(mined, one.draft.seen, "its examples do not hold")
        if not failed:
            return rules
        rules = [one for one in rules if one.is_proved]


def _failures(corpus: CleanedCorpus, rules: Sequence[_Candidate]) -> dict[str, frozenset[str]]:
    """Return the texts of the examples that do not hold, by rule; of shipped rules, which a rule without hosts can spoil, none does."""
    specs = {one.id: _spec(one.id, _text(corpus, one, one.removes, one.keeps)) for one in rules}
    failed: dict[str, set[str]] = {}
    for failure in failures(corpus.cleaner.pack.over(specs), only=FOLDER):
        failed.setdefault(failure.rule, set()).update(one.text for one in specs[failure.rule].examples if one.place == failure.place)
    return {id: frozenset(texts) for id, texts in failed.items()}


def _leave_out(mined: Mined, seen: Seen, why: str) -> None:
    line = min(seen.lines[0], key=lambda line: (-seen.lines[0][line], line))
    mined.left_out.append(LeftOut(seen.site, line, why))
