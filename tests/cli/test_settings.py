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
        ("preset = 'row'", "'row' is not one of 'extracted', 'raw'"),
        ("workers = 'two'", "'two' is not a valid integer"),
        ("ignore = ['en/newsleter/signup']", "there is no rule 'en/newsleter/signup' (did you mean 'en/newsletter/signup"),
        ("preset = ", "cleaner.toml: not TOML: "),
    ],
)
def test_wrong_setting_is_wrong_usage(run_cleaner, tmp_path, settings, sentence):
    write(tmp_path / "cleaner.toml", settings)
    write(tmp_path / "a.txt", ARTICLE)
    ran = run_cleaner("check", "a.txt")
    assert ran.code == 2 and sentence in ran.err and "Traceback" not in ran.err


def test_pyproject_that_is_no_toml_is_not_ours(run_cleaner, tmp_path):
    write(tmp_path / "pyproject.toml", "[broken")
    write(tmp_path / "a.txt", ARTICLE)
    assert run_cleaner("check", "a.txt").code == 1
