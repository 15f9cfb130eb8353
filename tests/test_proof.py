"""Proving a pack: which examples fail, alone and under the whole pack."""

from __future__ import annotations

from pathlib import Path

from cleaner.proof import failures
from cleaner.rules_engine.pack import Pack, load_pack

RULE = "why: Furniture.\nmatch: {{any: ['{says}']}}\n{more}\nexamples:\n  - removes: {removes}\n  - keeps: {keeps}\n"


def pack(folder: Path, *rules: tuple[str, str, str, str], more: str = "") -> Pack:
    for id, says, removes, keeps in rules:
        path = folder / f"{id}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(RULE.format(says=says, removes=removes, keeps=keeps, more=more))
    return load_pack([folder])


def test_good_examples_do_not_fail(tmp_path: Path) -> None:
    assert list(failures(pack(tmp_path, ("any/a", "^sign up", '"A b.\\n<<Sign up>>"', "They sign up.")))) == []


def test_names_what_is_not_removed_and_what_is_not_kept(tmp_path: Path) -> None:
    found = list(failures(pack(tmp_path, ("any/a", "^sign up", '"A b.\\n<<Sign down>>"', "Sign up, he said."))))
    assert [(one.rule, str(one.place), one.what) for one in found] == [
        ("any/a", f"{tmp_path}/any/a.yaml:5:14", "must remove what is marked and nothing else, but the rule alone leaves: 'A b. Sign down'"),
        ("any/a", f"{tmp_path}/any/a.yaml:5:14", "must remove what is marked and nothing else, but the whole pack leaves: 'A b. Sign down'"),
        ("any/a", f"{tmp_path}/any/a.yaml:6:12", "must keep the text, but the rule alone leaves: ''"),
        ("any/a", f"{tmp_path}/any/a.yaml:6:12", "must keep the text, but the whole pack leaves: ''"),
    ]


def test_an_example_that_another_rule_breaks_fails_under_the_whole_pack(tmp_path: Path) -> None:
    rules = ("any/a", "^sign up", '"A b.\\n<<Sign up>>"', "They sign up."), ("any/b", "^they", '"A b.\\n<<They>>"', "And they.")
    assert [(one.rule, "whole pack" in one.what) for one in failures(pack(tmp_path, *rules))] == [("any/a", True)]


def test_an_unsafe_rule_is_proved_alone(tmp_path: Path) -> None:
    assert list(failures(pack(tmp_path, ("any/a", "^sign up", '"A b.\\n<<Sign up>>"', "They sign up."), more="safety: unsafe"))) == []


def test_a_rule_of_one_preset_is_proved_with_it(tmp_path: Path) -> None:
    assert list(failures(pack(tmp_path, ("any/a", "^sign up", '"A b.\\n<<Sign up>>"', "They sign up."), more="preset: raw"))) == []


def test_only_some_rules_may_be_proved(tmp_path: Path) -> None:
    bad = pack(tmp_path, ("any/a/x", "^sign up", "<<no>>", "They."), ("any/ab", "^sign up", "<<no>>", "They."))
    assert {one.rule for one in failures(bad, only="any/a")} == {"any/a/x"}
    assert {one.rule for one in failures(bad, only="any/a/x")} == {"any/a/x"}
    assert {one.rule for one in failures(bad)} == {"any/a/x", "any/ab"}
