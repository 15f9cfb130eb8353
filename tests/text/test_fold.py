"""Folding for comparison."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.text.fold import fold
from tests.strategies import LAW

SAME = [
    ("The Bridge", "the bridge"),
    ("STRASSE", "straße"),
    ("Ｂｒｉｄｇｅ", "bridge"),
    ("the\u00a0 bridge\t", "the bridge"),
    ("“The bridge.”", "the bridge"),
    ("— the bridge —", "the bridge"),
    ("_the bridge_", "the bridge"),
    ("Café", "cafe\u0301"),
    ("ﬁve", "five"),
    ("МОСТ", "мост"),
    ("ΛΌΓΟΣ", "λόγος"),
    ("the\r\nbridge", "the bridge"),
    ("***", ""),
]
DIFFERENT = [("the bridge", "the bridges"), ("bridge 1", "bridge 2"), ("cafe", "café"), ("re-sign", "resign"), ("it's", "its"), ("мост", "моcт")]


@pytest.mark.parametrize(("one", "two"), SAME)
def test_folds_alike_what_reads_alike(one: str, two: str) -> None:
    assert fold(one) == fold(two)


@pytest.mark.parametrize(("one", "two"), DIFFERENT)
def test_tells_apart_what_reads_differently(one: str, two: str) -> None:
    assert fold(one) != fold(two)


@LAW
@given(st.text())
def test_folding_is_done_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@LAW
@given(st.text())
def test_composition_does_not_count(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
