"""The set of loosened patterns: numbers of those that match, and all of them when it runs out of memory."""

from __future__ import annotations

import pytest

from cleaner.rules_engine import compile
from cleaner.rules_engine import engine as engines
from cleaner.rules_engine.compile import PatternSet
from cleaner.rules_engine.engine import Engine
from cleaner.rules_engine.pack import load_pack

PATTERNS = ["sign up", "подпис", "a[0-9]", "(?m:^)x(?m:$)"]


@pytest.mark.parametrize(
    ("text", "found"),
    [("", []), ("nothing", []), ("Sign UP", [0]), ("ПОДПИСКА a1", [1, 2]), ("a\nx\nb", [3]), ("\x00 sign up \x00", [0]), ("x", [3])],
)
def test_names_the_patterns_that_occur(text: str, found: list[int]) -> None:
    assert sorted(PatternSet(PATTERNS).match(text.encode())) == found


def test_reads_bytes_that_are_no_utf8() -> None:
    assert list(PatternSet(PATTERNS).match(b"\xff\xed\xa0\xbd sign up \xff")) == [0]


def test_an_empty_set_matches_nothing() -> None:
    assert list(PatternSet([]).match(b"text")) == []


def test_a_set_without_memory_answers_with_all_patterns_never_with_none(monkeypatch: pytest.MonkeyPatch) -> None:
    sources = [f"[a-c].*[d-f].*{word}{i}" for i in range(10) for word in ("alpha", "beta")]
    text = " ".join(f"a{i} b c {i} d e alpha beta{i % 7}" for i in range(300)).encode()
    answers = []
    for memory in (1, *range(1 << 12, 1 << 17, 1 << 12)):
        monkeypatch.setattr(compile, "SET_MEMORY", memory)
        answers.append(set(PatternSet(sources).match(text)))
    everything, truth = set(range(20)), set(range(1, 15, 2))
    assert answers[0] == everything
    assert answers[-1] == truth
    assert all(answer in (everything, truth) for answer in answers)


def test_rules_still_fire_when_the_set_has_no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compile, "SET_MEMORY", 1 << 12)
    monkeypatch.setattr(engines, "FIRST", 0)
    engine = Engine(load_pack().rules.values())
    assert set(engine.candidates(b"anything")) == set(engine.rules)
