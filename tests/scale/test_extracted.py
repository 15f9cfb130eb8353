"""A page is extracted once: what it came to is the same when it is read again."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from cleaner import Cleaner
from cleaner.config import Fields
from cleaner.formats.source import Source
from cleaner.scale.documents import read_records
from cleaner.scale.extracted import Pages, read_pages
from cleaner.scale.plan import Part
from tests.rulemaking import CannotExtract

SENTENCES = "".join(f"<p>The harbour master counted {n} boats on the quay, and wrote their names into the book.</p>" for n in range(9))
COMMENTS = '<div id="disqus_thread"><p>First! I was there too.</p></div>'
PAGE = f'<html lang="en"><head><title>Boats</title></head><body><article><h1>Boats</h1>{SENTENCES}</article>{COMMENTS}</body></html>'
ROWS = [{"html": PAGE, "id": "a", "title": "Boats come home"}, {"text": "No page."}, {"html": "<p></p>", "site": "quay.example"}]
DATA = "".join(json.dumps(row) + "\n" for row in ROWS).encode()
FIELDS = Fields(html="html")


@pytest.fixture
def part(tmp_path: Path) -> Part:
    return Part(Source(tmp_path / "a.jsonl", "a.jsonl", "jsonl"), data=DATA)


def test_records_are_the_same_without_extraction(part: Part, tmp_path: Path) -> None:
    records = list(read_records(part, DATA, FIELDS, Cleaner()))
    assert records[0].taken and records[0].doc and "boats" in records[0].doc.text
    pages = Pages()
    for record in records[::2]:
        pages.add(1, record)
    pages.write(tmp_path)
    assert (nothing := read_pages(tmp_path, 2)[0]) == {}
    cannot_extract = CannotExtract()
    assert list(read_records(part, DATA, FIELDS, cannot_extract, pages=read_pages(tmp_path, 2)[1])) == records
    assert next(read_records(part, DATA, FIELDS, cannot_extract, pages=nothing)).error


def test_without_pages_nothing_is_written(tmp_path: Path) -> None:
    Pages().write(tmp_path)
    assert not list(tmp_path.iterdir()) and read_pages(tmp_path, 1) == [{}]


def test_a_value_that_is_no_string_is_read_again_from_its_record(part: Part, tmp_path: Path) -> None:
    (record, *_) = read_records(part, DATA, FIELDS, Cleaner())
    assert record.doc
    record.doc.meta["date"] = date(2024, 1, 2)  # type: ignore[index]
    pages = Pages()
    pages.add(0, record)
    pages.write(tmp_path)
    assert "date" not in read_pages(tmp_path, 1)[0][1].meta
