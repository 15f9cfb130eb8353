"""Strings are found and cut in a line as it is written."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.formats.jsonvalue import find_string, raw_offsets

FOUND = [
    (b'{"a":"x"}', "a", b"x"),
    (b' {"b":1, "a" : "x" }', "a", b"x"),
    (b'{"a":"x","a":"y"}', "a", b"y"),
    (b'{"a":{"b":"x"},"b":"y"}', "a.b", b"x"),
    (b'{"a":{"b":"x"},"a":{"b":"y"}}', "a.b", b"y"),
    (b'{"c":{"a":"no"},"a":"x","d":[{"a":"no"}]}', "a", b"x"),
    (rb'{"\u0061":"x"}', "a", b"x"),
    (rb'{"a":"\"}{\\","\ud800":1}', "a", rb"\"}{\\"),
    (b'{"c":"a","a":"x"}', "a", b"x"),
    ('{"é":"ü"}'.encode(), "é", "ü".encode()),
    (b'\xef\xbb\xbf{"a":"x"}', "a", b"x"),
    (b'{"a":""}', "a", b""),
]


@pytest.mark.parametrize(("line", "path", "value"), FOUND)
def test_finds_the_string_at_a_path(line, path, value):
    start, end = find_string(line, path.split("."))
    assert line[start:end] == value


@pytest.mark.parametrize("line", [b'{"b":"x"}', b'{"a":1}', b"[]", b"", b'{"a":{"a":"x"}}', b'{"a":"x","a":null}'])
def test_no_string_is_a_key_error(line):
    with pytest.raises(KeyError):
        find_string(line, ["a"])


@given(
    st.dictionaries(st.text(max_size=3), st.text() | st.integers() | st.lists(st.text()) | st.dictionaries(st.text(max_size=2), st.text())),
    st.text(),
    st.booleans(),
)
def test_finds_what_a_parser_finds(values, text, ascii):
    line = json.dumps({**values, "text": text}, ensure_ascii=ascii).encode("utf-8", "surrogatepass")
    start, end = find_string(line, ["text"])
    assert json.loads(line[start - 1 : end + 1]) == text


@given(st.text(st.characters(codec="utf-8")), st.booleans(), st.data())
def test_offsets_cut_where_the_characters_are(text, ascii, data):
    raw = json.dumps(text, ensure_ascii=ascii)[1:-1]
    points = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=4)))
    for point, offset in zip(points, raw_offsets(raw, points), strict=True):
        assert json.loads(f'"{raw[:offset]}"') == text[:point]
