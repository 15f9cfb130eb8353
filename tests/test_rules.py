"""The shipped rules: their examples hold, alone and together, and each earns its place."""

from __future__ import annotations

import re
from collections import Counter

from cleaner.proof import failures
from cleaner.rules_engine.engine import Engine
from cleaner.rules_engine.pack import load_pack
from cleaner.rules_engine.spec import RuleSpec
from cleaner.text.page import Page

PACK = load_pack()


def test_all_examples_hold() -> None:
    assert [f"{one.place}: {one.rule} {one.what}" for one in failures(PACK)] == []


def test_every_rule_says_why_in_a_sentence() -> None:
    assert [id for id, spec in PACK.rules.items() if not re.fullmatch(r"\S+( \S+){4,40}\.", spec.why)] == []


def test_every_rule_is_proved_on_both_sides() -> None:
    for id, spec in PACK.rules.items():
        assert {one.removes for one in spec.examples} == {True, False}, id


def test_every_example_is_a_different_one() -> None:
    texts = Counter(one.text for spec in PACK.rules.values() for one in spec.examples)
    assert [text for text, times in texts.items() if times > 1] == []


def test_every_rule_fires_through_the_prefilter() -> None:
    engine = Engine.indexed(PACK.index, PACK.rules.__getitem__)
    for id, spec in PACK.rules.items():
        example = next(one for one in spec.examples if one.removes)
        named = {rule.spec.id for rule in engine.candidates(Page(example.text.replace("<<", "").replace(">>", ""), example.meta), "")}
        assert id in named, id


def test_every_id_is_a_path_of_plain_words() -> None:
    assert [id for id in PACK.rules if not re.fullmatch(r"[a-z]{2,3}/[a-z-]+/[a-z0-9-]+", id)] == []


def patterns(spec: RuleSpec) -> list[str]:
    return [pattern.source for block in spec.match for group in block.required for pattern in group]


def words(source: str) -> list[str]:
    return re.findall(r"\\?\w+|[^\w\s]", source)


def nearly(one: list[str], two: list[str]) -> bool:
    """Tell whether two patterns are the same but for one word changed, added or left out."""
    if abs(len(one) - len(two)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    end = next((i for i, (a, b) in enumerate(zip(one[::-1], two[::-1], strict=False)) if a != b), min(len(one), len(two)))
    return start + end >= max(len(one), len(two)) - 1


def test_no_two_rules_differ_by_a_word_only() -> None:
    known = [(id, "\n".join(patterns(spec)), [words(source) for source in patterns(spec)]) for id, spec in PACK.rules.items()]
    twins = [
        (id, other)
        for i, (id, _, sources) in enumerate(known)
        for other, _, others in known[:i]
        if len(sources) == len(others)
        and sum(a != b for a, b in zip(sources, others, strict=True)) <= 1
        and all(nearly(a, b) for a, b in zip(sources, others, strict=True))
    ]
    assert twins == []


def test_no_pattern_stands_in_two_rules() -> None:
    first = {id: tuple(pattern.source for pattern in spec.match[0].any) for id, spec in PACK.rules.items() if len(spec.match) == 1 and not spec.match[0].all}
    times = Counter(first.values())
    assert [id for id, sources in first.items() if sources and times[sources] > 1] == []
