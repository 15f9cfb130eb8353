"""Configuration files: found above, checked, and overruled by flags."""

from __future__ import annotations

import json

import pytest

from tests.cli.test_rules import GOOD
from tests.samples import ARTICLE, CLEANED, RULE, write


@pytest.mark.parametrize(("name", "head"), [("cleaner.toml", ""), ("pyproject.toml", "[tool.cleaner]\n")])
def test_settings_count(run_cleaner, tmp_path, name, head):
    write(tmp_path / name, f'{head}ignore = ["{RULE}"]\n')
    write(tmp_path / "a.txt", ARTICLE)
    assert run_cleaner("check", "a.txt").code == 0


@pytest.mark.parametrize(
    "settings", ["ignore = 'en/newsletter'", "[check]\nignore = ['en/newsletter']", "min-words = 3\nignore = ['en/newsletter']", "from = 'md'\nignore = 'en'"]
)
def test_ways_to_write_a_setting(run_cleaner, tmp_path, settings):
    write(tmp_path / "cleaner.toml", settings)
    write(tmp_path / "a.txt", ARTICLE)
    assert run_cleaner("check", "a.txt").code == 0


def test_flags_win(run_cleaner, tmp_path):
    write(tmp_path / "cleaner.toml", "format = 'json'\npreset = 'raw'\n[check]\nworkers = 1\n")
    write(tmp_path / "a.txt", ARTICLE)
    assert json.loads(run_cleaner("check", "a.txt").out)["rule"] == RULE
    assert run_cleaner("check", "a.txt", "--format", "text").out.startswith("a.txt:3:1: ")


def test_table_of_a_command_wins_over_the_rest(run_cleaner, tmp_path):
    write(tmp_path / "cleaner.toml", "ignore = ['en/newsletter']\n[clean]\nignore = []\n")
    write(tmp_path / "a.txt", ARTICLE)
    run_cleaner("clean", "a.txt", "-o", "out")
    assert (tmp_path / "out/a.txt").read_text() == CLEANED and run_cleaner("check", "a.txt").code == 0


def test_nearest_file_above_counts_and_its_folders_are_its_own(run_cleaner, tmp_path, monkeypatch):
    write(tmp_path / "cleaner.toml", "rules = 'own'")
    write(tmp_path / "own/en/mine.yaml", GOOD)
    write(tmp_path / "deep/er/a.txt", "It rained.\n\nMy own advert\n\nIt stopped.\n")
    write(tmp_path / "deep/pyproject.toml", "[project]\nname = 'other'\n")
    monkeypatch.chdir(tmp_path / "deep/er")
    assert run_cleaner("check", "a.txt").out.startswith("a.txt:3:1: en/mine ")
    assert run_cleaner("rules", "test", "en/mine").code == 0


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ("presett = 'raw'", "cleaner.toml: there is no setting 'presett' (did you mean 'preset'?) [setting]"),
        ("[chek]\npreset = 'raw'", "there is no command 'chek' (did you mean 'check'?)"),
        ("[check]\nmin_words = 3", "there is no setting 'min-words'"),
        ("preset = 'row'", "cleaner.toml: 'preset' cannot be 'row': 'row' is not one of 'extracted', 'raw' (mend the file) [setting]"),
        ("workers = 'two'", "cleaner.toml: 'workers' cannot be 'two': write a number, without quotes (mend the file) [setting]"),
        ("workers = true", "'workers' cannot be true: write a number, without quotes"),
        ("workers = 0", "'workers' cannot be 0: 0 is not in the range x>=1"),
        ("[clean]\nworkers = [1]", "'workers' cannot be [1]: write one value, without [ ]"),
        ("[check]\nfix = 'yes'", "'fix' cannot be 'yes': write true or false, without quotes"),
        ("preset = 3", "'preset' cannot be 3: write it in quotes"),
        ("ignore = [3]", "'ignore' cannot be [3]: write it in quotes"),
        ("[dedup]\nduplicates = 'ignore'", "'duplicates' cannot be 'ignore': 'ignore' is not one of 'drop', 'mark'"),
        ("[dedup]\nthreshold = 'high'", "'threshold' cannot be 'high': write a number, without quotes"),
        ("min-words = {a = 1}", "there is no command 'min-words'"),
        ("ignore = ['en/newsleter/signup']", "there is no rule 'en/newsleter/signup' (did you mean 'en/newsletter/signup"),
        ("preset = ", "cleaner.toml: not TOML: "),
    ],
)
def test_wrong_setting_is_wrong_usage(run_cleaner, tmp_path, settings, sentence):
    write(tmp_path / "cleaner.toml", settings)
    write(tmp_path / "a.txt", ARTICLE)
    ran = run_cleaner("check", "a.txt")
    assert ran.code == 2 and sentence in ran.err and "Traceback" not in ran.err


@pytest.mark.parametrize("settings", ["duplicates = 'ignore'\nworkers = 1", "rules = ['own']\n[check]\nfix = false", "within = true\n[dedup]\nforce = false"])
def test_what_only_some_commands_take_holds_for_these(run_cleaner, tmp_path, settings):
    write(tmp_path / "cleaner.toml", settings)
    write(tmp_path / "own/en/mine.yaml", GOOD)
    write(tmp_path / "a.txt", ARTICLE)
    assert run_cleaner("check", "a.txt").code == 1 and (tmp_path / "a.txt").read_text() == ARTICLE
    ran = run_cleaner("dedup", "a.txt", "-o", "out")
    assert ran.code == 0, ran.err


@pytest.mark.parametrize("settings", ["dry-run = true", "[clean]\ndry-run = true", "[clean]\ndry_run = true"])
def test_a_flag_that_is_true_in_the_settings_holds(run_cleaner, tmp_path, settings):
    write(tmp_path / "cleaner.toml", settings)
    write(tmp_path / "a.txt", ARTICLE)
    ran = run_cleaner("clean", "a.txt")
    assert ran.code == 0 and "wrote nothing" in ran.err, ran.err


def test_pyproject_that_is_no_toml_is_not_ours(run_cleaner, tmp_path):
    write(tmp_path / "pyproject.toml", "[broken")
    write(tmp_path / "a.txt", ARTICLE)
    assert run_cleaner("check", "a.txt").code == 1
