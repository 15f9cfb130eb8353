"""Whole articles: `article` comes out as `expected`, byte for byte. UPDATE_GOLDEN=1 writes `expected` anew and shows the difference."""

from __future__ import annotations

import os
import re
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest
import yaml

import cleaner
from cleaner.rules_engine.pack import load_pack
from cleaner.text.words import split_words

GOLDEN = Path(__file__).parents[1] / "golden"
FOLDERS = sorted(path.parent for path in GOLDEN.glob("*/about.yaml"))
META = ("title", "author", "site", "date", "url", "language")
LEAST = 15
SENTENCE = 5
"""Words from which two equal sentences are no accident."""
UPDATE = bool(os.environ.get("UPDATE_GOLDEN"))


def about(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((folder / "about.yaml").read_text("utf-8"))
    return found


def article_of(folder: Path) -> Path:
    (path,) = folder.glob("article.*")
    return path


def read(path: Path) -> str:
    return path.read_bytes().decode()


def clean(folder: Path, text: str) -> cleaner.Cleaned:
    notes = about(folder)
    return cleaner.clean(text, preset=notes.get("preset", "extracted"), **{key: notes[key] for key in META if key in notes})


def test_golden_files_are_not_rewritten_where_nobody_looks() -> None:
    assert not (UPDATE and os.environ.get("CI")), "UPDATE_GOLDEN is for a person who reads the difference: unset it in CI"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_an_article_comes_out_as_expected(folder: Path) -> None:
    article = article_of(folder)
    expected = article.with_stem("expected")
    left = clean(folder, read(article)).text
    if UPDATE and not os.environ.get("CI"):
        before = read(expected) if expected.exists() else ""
        print("".join(unified_diff(before.splitlines(keepends=True), left.splitlines(keepends=True), f"{folder.name}/before", f"{folder.name}/after")))
        expected.write_bytes(left.encode())
    assert left == read(expected)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_an_expected_article_is_clean(folder: Path) -> None:
    expected = article_of(folder).with_stem("expected")
    assert clean(folder, read(expected)).removals == ()


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_folder_says_what_it_is_for(folder: Path) -> None:
    notes = about(folder)
    assert set(notes) <= {"why", "hard_negative", "preset", *META}
    assert len(notes["why"].split()) >= 5
    same = read(article_of(folder)) == read(article_of(folder).with_stem("expected"))
    assert notes["hard_negative"] == same


def test_there_are_enough_articles_and_half_of_them_lose_nothing() -> None:
    hard = [folder for folder in FOLDERS if about(folder)["hard_negative"]]
    assert len(FOLDERS) >= LEAST
    assert len(FOLDERS) / 3 < len(hard) < len(FOLDERS) * 2 / 3


def sentences(text: str) -> set[str]:
    """Return the sentences of a text that are long enough to be one's own, folded."""
    parts = re.split(r"(?<=[.!?:])[\"'”’)]*\s+|\n", text)
    return {" ".join(words).lower() for part in parts if len(words := re.findall(r"[^\W_]+", part)) >= SENTENCE and split_words(part)}


def test_rules_and_articles_share_no_sentence() -> None:
    examples = {id: sentences("\n".join(one.text.replace("<<", "").replace(">>", "") for one in spec.examples)) for id, spec in load_pack().rules.items()}
    articles = {folder.name: sentences(read(article_of(folder))) for folder in FOLDERS}
    shared = {(id, name): both for id, one in examples.items() for name, two in articles.items() if (both := one & two)}
    assert shared == {}
