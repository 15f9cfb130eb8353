"""JSON lines to documents, and cuts in their bytes."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.config import Fields
from cleaner.formats.jsonl import JsonlFormat, plainly_written
from cleaner.formats.jsonvalue import find_string, raw_offsets
from cleaner.formats.lines import split_lines
from cleaner.model import Removal, content_id

LINES = [
    (b"", []),
    (b"a", [b"a"]),
    (b"a\n", [b"a\n"]),
    (b"a\r\nb\rc\n\nd", [b"a\r\n", b"b\rc\n", b"\n", b"d"]),
    ("a\u2028b\x0bc\x85\n".encode(), ["a\u2028b\x0bc\x85\n".encode()]),
]


@pytest.mark.parametrize(("data", "lines"), LINES)
def test_lines_end_at_line_feeds_only(data, lines):
    assert split_lines(data) == lines


def read(line: str, **fields: str):
    [record] = JsonlFormat().read(line.encode(), source="a.jsonl", first=7, fields=Fields(**fields))
    return record.doc


def test_document_has_what_the_record_says():
    doc = read('{"text":"T","id":5,"url":"https://Example.org:80/x","title":"A","author":"B","date":"2020","language":"en","n":1}')
    assert (doc.text, doc.id, doc.site) == ("T", "5", "example.org")
    assert doc.meta == {"title": "A", "author": "B", "date": "2020", "language": "en", "url": "https://Example.org:80/x"}


def test_fields_have_other_names():
    doc = read('{"a":{"t":"T","u":"http://x.org"},"key":"K"}', text="a.t", id="key", url="a.u")
    assert (doc.text, doc.id, doc.site) == ("T", "K", "x.org")


def test_id_comes_from_the_text_where_there_is_none():
    assert read('{"text":"T"}').id == content_id("T")


SITES = [('"site":"s.org","url":"http://x.org"', "s.org"), ('"url":"x.org/y"', ""), ('"url":"http://[x"', ""), ('"url":7', ""), ("", "")]


@pytest.mark.parametrize(("more", "site"), SITES)
def test_site(more, site):
    assert read('{"text":"T"' + f",{more}" * bool(more) + "}").site == site


CUTS = [
    (r'{"text":"a\nb"}', (1, 3), r'{"text":"a"}', b"", "plain"),
    (r'{"text":"a\u000ab"}', (1, 3), r'{"text":"a"}', rb"\u000ab", "written in another way"),
    (r'{"text":"\ud83d\ude00xy","n":1.10}', (0, 2), r'{"text":"y","n":1.10}', rb"\ud83d\ude00x", "a pair of surrogates"),
    (r'{"text":"\/x"}', (0, 1), r'{"text":"x"}', rb"\/", "an escape that need not be"),
]


@pytest.mark.parametrize(("before", "span", "after", "noted", "why"), CUTS, ids=[cut[-1] for cut in CUTS])
def test_cut_and_mend(before, span, after, noted, why):
    form, fields = JsonlFormat(), Fields()
    [record] = form.read(before.encode(), source="a", first=1, fields=fields)
    start, end = span
    raw, cuts = form.cut(record, [Removal(start, end, record.doc.text[start:end], "r", "w")], fields)
    assert raw.decode() == after and cuts[0].raw == noted
    assert form.mend(raw, cuts, fields) == before.encode()


NESTED = st.sampled_from(("", "x", {"text": "x"}, ["x", {"a": 1}], "{", '"text":', 7, "\n", "\\"))


def sign_by_sign(line: bytes, points: list[int]) -> list[int]:
    """Return where points of the text lie in a line."""
    start, end = find_string(line, ["text"])
    raw = line[start:end].decode("utf-8", "surrogatepass")
    return [start + len(raw[:offset].encode("utf-8", "surrogatepass")) for offset in raw_offsets(raw, points)]


@given(
    st.lists(st.tuples(st.sampled_from(("text", "a", "b", "{", "te\\xt")), NESTED), max_size=4),
    st.text(st.sampled_from('x"\\\n\t\r\x01{é,:\ud83d\U0001f600')) | st.just("x"),
    st.booleans(),
    st.data(),
)
def test_what_is_written_the_plain_way_is_found_where_it_is_found_sign_by_sign(pairs, text, ascii, data):
    pairs.insert(data.draw(st.integers(0, len(pairs))), ("text", text))
    said = ", ".join(f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=ascii)}" for name, value in pairs)
    line = f"{{{said}}}\n".encode("utf-8", "surrogatepass")
    points = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=4)))
    if json.loads(line)["text"] == text:
        assert plainly_written(line, "text", text, points) in (None, sign_by_sign(line, points))


@pytest.mark.parametrize("line", [b'{"id": "1", "text" : "a\\n\\"b"}', b'{"text":"a\\n\\"b","id":"1"}\n', b'{"a":"{}","text":"a\\n\\"b"}\n'])
def test_a_text_that_is_written_the_plain_way_is_found_fast(line):
    found = plainly_written(line, "text", 'a\n"b', [1, 3])
    assert (found is None) == (b"{}" in line) and found in (None, sign_by_sign(line, [1, 3]))


def test_mark_counts_at_the_first_line_only():
    records = list(JsonlFormat().read(b'\xef\xbb\xbf{"text":"a"}\n\xef\xbb\xbf{"text":"b"}\n', source="a", first=1, fields=Fields()))
    assert [bool(record.error) for record in records] == [False, True]


def test_a_lone_surrogate_has_no_plain_form():
    assert plainly_written(b'{"text": "::\xed\xa0\xbd"}\n', "text", "::\ud83d", [0, 3]) is None
