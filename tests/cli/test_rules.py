"""`cleaner rules`: list, show, test and begin."""

from __future__ import annotations

import pytest

from cleaner.repeats.why import WHY
from tests.samples import RULE, write

GOOD = """\
why: Mine.
match: [{any: ['^my own advert$']}]
examples:
  - removes: "It rained.\\n\\n<<My own advert>>\\n\\nIt stopped."
  - keeps: "She wrote my own advert."
"""


def test_lists_rules_with_their_reasons(run_cleaner):
    lines = run_cleaner("rules", "list").out.splitlines()
    assert len(lines) > 30 and all(len(line.split()) > 3 for line in lines)


def test_lists_a_folder_of_rules(run_cleaner):
    assert all(line.startswith("en/newsletter/") for line in run_cleaner("rules", "list", "en/newsletter").out.splitlines())


def test_own_rules_are_listed_and_override(run_cleaner, tmp_path):
    write(tmp_path / "mine" / f"{RULE}.yaml", GOOD)
    assert run_cleaner("rules", "list", RULE, "--rules", "mine").out.split() == [RULE, "Mine."]


@pytest.mark.parametrize("names", [[], ["repeats"], ["repeats/", "en/newsletter"]])
def test_lists_what_is_built_in(run_cleaner, names):
    lines = run_cleaner("rules", "list", *names).out.splitlines()
    assert {line.split()[0]: line.split(maxsplit=1)[1] for line in lines if line.startswith("repeats/")} == WHY
    assert lines == sorted(lines)


@pytest.mark.parametrize("name", WHY)
def test_shows_what_is_built_in(run_cleaner, name):
    ran = run_cleaner("rules", "show", name)
    assert ran.code == 0 and f"why: {WHY[name]}\n\nIt looks at " in ran.out


def test_shows_a_file(run_cleaner):
    assert run_cleaner("rules", "show", RULE).out.startswith("why: ")


def test_new_rule_passes_its_test_at_once(run_cleaner, tmp_path):
    assert run_cleaner("rules", "new", "en/promo/mine", "--rules", "own").code == 0
    ran = run_cleaner("rules", "test", "en/promo/mine", "--rules", "own")
    assert (ran.code, ran.err) == (0, "1 rule, 2 examples, 0 failures\n")


def test_failing_example_is_named_with_its_place(run_cleaner, tmp_path):
    write(tmp_path / "own/en/mine.yaml", GOOD.replace("She wrote my own advert.", "My own advert"))
    ran = run_cleaner("rules", "test", "en/mine", "--rules", "own")
    assert ran.code == 1 and ran.out.startswith("own/en/mine.yaml:5:12: en/mine must keep the text, but the rule alone leaves: ''")


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (GOOD.replace("why: Mine.\n", ""), "the rule has no 'why'"),
        (GOOD.replace("match", "mach"), "own/en/mine.yaml:2:1: "),
        (GOOD.replace("^my own", "(my own"), "own/en/mine.yaml:2:"),
        ("- a\n- b\n", "own/en/mine.yaml:1:1: "),
        ("why: [", "own/en/mine.yaml:"),
    ],
)
@pytest.mark.parametrize("command", [["rules", "test"], ["rules", "list"], ["check", "a.txt"]])
def test_broken_rule_is_wrong_usage(run_cleaner, tmp_path, command, rule, sentence):
    write(tmp_path / "a.txt", "A text.")
    write(tmp_path / "own/en/mine.yaml", rule)
    ran = run_cleaner(*command, "--rules", "own")
    assert ran.code == 2 and sentence in ran.err and "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (["show", "en/newsletter/signup-lin"], f"there is no rule 'en/newsletter/signup-lin' (did you mean '{RULE}'?)"),
        (["list", "en/newsleter"], "there is no rule 'en/newsleter'"),
        (["show", "repeats/paragrap"], "there is no rule 'repeats/paragrap' (did you mean 'repeats/paragraph'?)"),
        (["test", "repeats/paragraph"], "repeats/paragraph is built in and has no examples (name rules that have a file) [built-in]"),
        (["test", "nowhere"], "there is no rule 'nowhere' (see 'cleaner rules list')"),
        (["list", "--rules", "nowhere"], "nowhere is not a folder of rules"),
        (["new", "x"], "Missing option '--rules'"),
        (["lst"], "lst"),
    ],
)
def test_wrong_usage_names_what_may_be_meant(run_cleaner, command, sentence):
    ran = run_cleaner("rules", *command)
    assert ran.code == 2 and sentence in ran.err


def test_new_rule_never_overwrites(run_cleaner, tmp_path):
    write(tmp_path / "own/mine.yaml", "mine")
    ran = run_cleaner("rules", "new", "mine", "--rules", "own")
    assert ran.code == 2 and "own/mine.yaml exists" in ran.err and (tmp_path / "own/mine.yaml").read_text() == "mine"
