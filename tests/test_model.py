"""The nouns are immutable values, whichever way they were made."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, asdict, replace

import orjson
import pytest

from cleaner import Cleaned, Document, Removal

DOCUMENT = Document("abc", "1", "a.org", {"title": "A"})
CLEANED = Cleaned(DOCUMENT, (Removal(1, 2, "b", "any/a", "It is furniture."),), "")


@pytest.mark.parametrize("value", [DOCUMENT, CLEANED, CLEANED.removals[0]])
def test_a_value_is_equal_to_its_copies(value):
    assert value == copy.copy(value) == pickle.loads(pickle.dumps(value))


@pytest.mark.parametrize(("value", "name"), [(DOCUMENT, "text"), (CLEANED, "flag"), (CLEANED.removals[0], "text")])
def test_a_value_cannot_be_changed(value, name):
    with pytest.raises((FrozenInstanceError, AttributeError)):
        setattr(value, name, "x")


def test_a_value_with_another_field_is_another_value():
    assert replace(DOCUMENT, text="abcd") == Document("abcd", "1", "a.org", {"title": "A"})
    assert replace(CLEANED, removals=()).text == "abc" and CLEANED.text == "ac"


def test_a_value_becomes_json():
    (removal,) = asdict(CLEANED)["removals"]
    assert removal == {"start": 1, "end": 2, "text": "b", "rule": "any/a", "why": "It is furniture.", "evidence": ""}
    assert orjson.loads(orjson.dumps(CLEANED))["removals"] == [removal]


def test_what_is_not_said_of_a_document_is_empty():
    assert asdict(Document("abc")) == {"text": "abc", "id": "", "site": "", "meta": {}}
    assert Document("abc").meta is not Document("abc").meta
