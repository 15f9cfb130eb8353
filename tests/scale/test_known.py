"""Documents that a scan has kept are not parsed again, and are the same."""

from __future__ import annotations

import pytest

from cleaner.config import Fields
from cleaner.formats.discover import discover
from cleaner.ledger import Summary
from cleaner.model import Cleaned, Document
from cleaner.scale.count import count, count_copied
from cleaner.scale.documents import read_records
from cleaner.scale.known import Known
from cleaner.scale.plan import plan, read_part
from tests.samples import write

TEXT = "Ein „Wort“ \ud83d"


def test_a_known_document_is_not_parsed_and_others_are(tmp_path):
    write(tmp_path / "a.jsonl", '{"id": "a", "text": "one"}\n{broken\n\n{"id": "d", "text": "two"}\n')
    [task] = plan(discover([str(tmp_path / "a.jsonl")]), "")
    [part] = task.parts
    data = TEXT.encode("utf-8", "surrogatepass")
    known = Known({2: 1}, memoryview(b"..." + data), [0, 3, 3 + len(data)], ["", "b"], ["", "example.org"])
    records = list(read_records(part, read_part(part), Fields(), known=known))
    assert [record.number for record in records] == [1, 2, 3, 4]
    assert records[1].doc == Document(TEXT, "b", "example.org") and records[1].raw == b"{broken\n" and not records[1].error
    assert [record.doc.text for record in (records[0], records[3]) if record.doc] == ["one", "two"] and records[2].doc is None


def test_a_known_document_has_what_rules_take_from_it():
    pieces = [(0, b"By Ann\n"), (7, b"Home\n"), (12 + len(TEXT.encode("utf-8", "surrogatepass")), b"\nShare")]
    data = TEXT.encode("utf-8", "surrogatepass")
    known = Known({2: 0}, memoryview(data), [0, len(data)], ["b"], [""], taken={0: pieces})
    assert known.document(2) == Document(f"By Ann\nHome\n{TEXT}\nShare", "b")


def test_a_copied_line_has_no_document_and_is_tallied_by_its_site(tmp_path):
    write(tmp_path / "a.jsonl", '{"id": "a"}\n{"id": "b"}\n{"id": "c", "text": "of the last"}\n')
    [task] = plan(discover([str(tmp_path / "a.jsonl")]), "")
    [part] = task.parts
    known = Known({}, memoryview(b""), [0, 3, 8], ["a", "b"], ["example.org"] * 2).copying({1: 0, 2: 1}, [3, 5])
    records = list(read_records(part, read_part(part), Fields(), known=known))
    assert [(record.raw, record.doc, record.error) for record in records[:2]] == [(b'{"id": "a"}\n', None, None), (b'{"id": "b"}\n', None, None)]
    assert records[2].doc and known.tallied == {"example.org": (2, 8)}


@pytest.mark.parametrize("name", ["a.jsonl", "below/a.jsonl"])
@pytest.mark.parametrize("site", ["", "example.org"])
def test_what_is_copied_counts_as_what_is_read(name, site):
    one, other = Summary(), Summary()
    for text in ("one", "other"):
        count(one, name, Cleaned(Document(text, site=site)), left=len(text))
    count_copied(other, name, {site: (2, 8)})
    assert one == other
