"""Examples of rules: what they come to, and how a failure reads."""

from __future__ import annotations

import pytest

from cleaner.rules_engine.examples import trials
from cleaner.rules_engine.read import read_rule

RULE = "why: a\nmatch: {any: ['sign up']}\nexamples:\n"


@pytest.mark.parametrize(
    ("example", "text", "wanted"),
    [
        ("removes: '<<Sign up>>'", "Sign up", ""),
        ("removes: 'A <<b>> c <<d>>'", "A b c d", "A  c "),
        ('removes: "A.\\n\\n<<Sign up>>\\n\\nB."', "A.\n\nSign up\n\nB.", "A.\n\n\n\nB."),
        ("removes: '<<a>>b'", "ab", "b"),
    ],
)
def test_marks_say_what_must_go(example: str, text: str, wanted: str) -> None:
    spec = read_rule(f"{RULE}  - {example}\n  - keeps: y\n", id="any/a", file="a.yaml")
    trial = next(trials([spec]))
    assert (trial.text, trial.wanted) == (text, wanted)


def test_an_example_has_its_metadata_and_preset() -> None:
    spec = read_rule(f"{RULE}  - {{removes: '<<x>>', title: T, preset: raw}}\n  - keeps: y\n", id="any/a", file="a.yaml")
    one, two = trials([spec])
    assert (one.meta, one.preset) == ({"title": "T"}, "raw")
    assert (two.meta, two.preset, two.text, two.wanted) == ({}, "extracted", "y", "y")


def test_the_preset_is_one_of_the_rules() -> None:
    spec = read_rule(f"{RULE}  - removes: '<<x>>'\n  - keeps: y\npreset: raw\n", id="any/a", file="a.yaml")
    assert {trial.preset for trial in trials([spec])} == {"raw"}


def test_a_failure_says_what_was_wanted_and_what_is_left() -> None:
    spec = read_rule(f"{RULE}  - removes: 'A. <<x>>'\n  - keeps: y\n", id="any/a", file="a.yaml")
    one, two = trials([spec])
    assert one.failure("A.\n", under="it") is None
    failure = one.failure("A. x", under="the rule alone")
    assert failure
    assert (str(failure.place), failure.rule) == ("a.yaml:4:14", "any/a")
    assert failure.what == "must remove what is marked and nothing else, but the rule alone leaves: 'A. x'"
    kept = two.failure("", under="the whole pack")
    assert kept
    assert kept.what == "must keep the text, but the whole pack leaves: ''"
