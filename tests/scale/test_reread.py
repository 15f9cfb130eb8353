"""What is read again has the lines that were remembered, or is not taken."""

from __future__ import annotations

import gzip
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cleaner import Cleaner, Config
from cleaner.config import Fields, RunConfig
from cleaner.index.anew import Asked
from cleaner.index.lines import packed_lines
from cleaner.repeats.shard import line_shard
from cleaner.scale import reread
from cleaner.scale.reread import Rereader
from tests.samples import line, write

TEXTS = ["One line.\nAnother line of it.", "The council met.\n\nShare this\n\nIt voted.", "A third text.\nA third text."]
LINES = [[b"One line.", b"Another line of it."], [b"The council met.", b"It voted."], [b"A third text.", b"A third text."]]


def asked(path, record: int, lines: list[bytes]) -> Asked:
    return Asked(str(path), record, packed_lines(line_shard([b"\n".join(lines)])["lines"])["lines"])


@pytest.fixture
def read():
    return Rereader(Cleaner(Config(select=("repeats/site",))), RunConfig())


def records() -> str:
    return "".join(line(text, id=str(number)) for number, text in enumerate(TEXTS))


def plain(path):
    return write(path / "a.jsonl", records())


def packed(path):
    return write(path / "a.jsonl.gz", gzip.compress(records().encode()))


def table(path):
    pq.write_table(pa.table({"id": ["0", "1", "2"], "text": TEXTS}), path / "a.parquet", row_group_size=2)
    return path / "a.parquet"


@pytest.mark.parametrize("kind", [plain, packed, table])
def test_documents_of_any_format_are_found_by_their_records(read, tmp_path, kind):
    path = kind(tmp_path)
    assert read([asked(path, record, lines) for record, lines in ((3, LINES[2]), (1, LINES[0]), (2, LINES[1]))]) == [LINES[2], LINES[0], LINES[1]]


def test_a_file_of_one_document_is_found(read, tmp_path):
    path = write(tmp_path / "a.txt", TEXTS[1])
    assert read([asked(path, 1, LINES[1])]) == [LINES[1]]


def test_pages_are_read_as_the_run_reads_them(tmp_path):
    sentences = [f"The harbour master counted {n} boats on the quay, and wrote their names into the book." for n in range(9)]
    page = f"<html><body><article><h1>Boats</h1>{''.join(f'<p>{one}</p>' for one in sentences)}</article></body></html>"
    path = write(tmp_path / "a.jsonl", json.dumps({"html": page, "id": "a"}) + "\n")
    lines = [one.encode() for one in sentences]
    assert Rereader(Cleaner(), RunConfig(fields=Fields(html="html")))([asked(path, 1, lines)]) == [lines]


def test_where_rules_cut_within_a_line_they_run_again(tmp_path):
    text = "It grew fast (source).\nIt voted for the bridge."
    path = write(tmp_path / "a.jsonl", line(text, id="a"))
    cleaner = Cleaner(Config(select=("en/stubs/source",)))
    left = cleaner.clean(text).text
    assert left.split("\n")[0] not in text.split("\n"), "no rule cuts within the line"
    lines = left.encode().split(b"\n")
    assert Rereader(cleaner, RunConfig())([asked(path, 1, lines)]) == [lines]


@pytest.mark.parametrize("lines", [[b"One line.", b"Another line of it.", b"A third."], [b"Another line of it.", b"One line."], [b"Two lines."]])
def test_what_has_not_all_the_lines_in_their_order_is_not_taken(read, tmp_path, lines):
    assert read([asked(plain(tmp_path), 1, lines)]) == [None]


def test_what_is_not_there_is_not_taken(read, tmp_path):
    path = plain(tmp_path)
    broken = write(tmp_path / "b.jsonl.gz", b"no gzip")
    unknown = write(tmp_path / "c.xyz", records())
    missing = [asked(path, 9, LINES[0]), asked(tmp_path / "none.jsonl", 1, LINES[0]), asked(broken, 1, LINES[0]), asked(unknown, 1, LINES[0])]
    assert read([*missing, asked(path, 1, LINES[0])]) == [None] * 4 + [LINES[0]]


def test_two_that_were_one_record_are_told_apart(read, tmp_path):
    path = plain(tmp_path)
    assert read([asked(path, 1, LINES[0]), asked(path, 1, LINES[2])]) == [LINES[0], None]


def test_no_more_is_read_than_a_run_may_and_first_what_most_is_asked_of(read, tmp_path, monkeypatch):
    first, second = plain(tmp_path), write(tmp_path / "b.jsonl", records())
    monkeypatch.setattr(reread, "MOST_BYTES", first.stat().st_size)
    assert read([asked(first, 1, LINES[0]), asked(second, 1, LINES[0]), asked(second, 2, LINES[1])]) == [None, LINES[0], LINES[1]]


def test_workers_find_the_same(tmp_path):
    paths = [write(tmp_path / f"{n}.jsonl", records()) for n in range(3)]
    read = Rereader(Cleaner(Config(select=("repeats/site",))), RunConfig(), workers=2)
    assert read([asked(path, 1, LINES[0]) for path in paths]) == [LINES[0]] * 3
