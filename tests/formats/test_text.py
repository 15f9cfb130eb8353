"""A text file is a document; what surrounds the text stays."""

from __future__ import annotations

import pytest

from cleaner.config import Fields
from cleaner.formats.text import TextFormat
from cleaner.model import Removal


@pytest.mark.parametrize("data", [b"", b"a", b"a\r\nb\n", b"\xef\xbb\xbfa\n", "é\u2028\U0001f600".encode()])
def test_text_is_read_as_it_stands(data):
    [record] = TextFormat().read(data, source="a.txt", first=1, fields=Fields())
    assert record.raw == data and record.doc and record.doc.text.encode() == data.removeprefix(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("data", "where"), [(b"a\xff", "a.txt:1:2: "), (b"ab\nc\xc3", "a.txt:2:2: "), (b"\xed\xa0\x80", "a.txt:1:1: "), (b"a\n\0", "a.txt:2: ")]
)
def test_what_is_no_text_is_an_error_with_its_place(data, where):
    [record] = TextFormat().read(data, source="a.txt", first=1, fields=Fields())
    assert record.doc is None and record.raw == data and str(record.error).startswith(where)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_cut_and_mend(mark):
    form, fields = TextFormat(), Fields()
    [record] = form.read(mark + "héllo wörld".encode(), source="a", first=1, fields=fields)
    raw, cuts = form.cut(record, [Removal(1, 2, "é", "r", "w"), Removal(5, 11, " wörld", "r", "w")], fields)
    assert raw == mark + b"hllo" and form.mend(raw, cuts, fields) == record.raw
