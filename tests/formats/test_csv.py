"""CSV and TSV: quoted line ends, dialects, and only the bytes of the text change."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.config import Fields
from cleaner.formats.csv import CsvFormat
from cleaner.formats.source import Source
from cleaner.scale import plan
from tests.samples import AFTER, ARTICLE, BEFORE, CLEANED, PROMO, tree, write


def table(rows: list[list[str]], **dialect: str) -> str:
    file = io.StringIO(newline="")
    csv.writer(file, **{"lineterminator": "\n", **dialect}).writerows(rows)
    return file.getvalue()


ROWS = [["id", "text", "n"], ["a", ARTICLE, '5" pipe'], ["b", CLEANED, ""], ["c", f'He said "no".\n\n{PROMO}\n\n"Yes", {AFTER}', "x,y;z\t"], ["d", "", "1"]]
LEFT = [ROWS[0], ["a", CLEANED, '5" pipe'], ROWS[2], ["c", f'He said "no".\n\n"Yes", {AFTER}', "x,y;z\t"], ROWS[4]]


@pytest.fixture(params=["one part", "many parts"])
def parts(request, monkeypatch):
    if request.param == "many parts":
        monkeypatch.setattr(plan, "PART_SIZE", 50)


DIALECTS = [
    ("a.csv", {}),
    ("a.csv", {"delimiter": ";"}),
    ("a.csv", {"delimiter": "\t"}),
    ("a.tsv", {"delimiter": "\t"}),
    ("a.csv", {"delimiter": "|", "lineterminator": "\r\n"}),
    ("a.csv", {"quoting": csv.QUOTE_ALL}),
]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize(("name", "dialect"), DIALECTS, ids=range(len(DIALECTS)))
def test_only_the_text_changes_and_all_comes_back(run_cleaner, tmp_path, parts, name, dialect, mark):
    source = write(tmp_path / "src" / name, mark + table(ROWS, **dialect))
    before = source.read_bytes()
    assert run_cleaner("clean", "src", "-o", "out").code == 0
    assert (tmp_path / "out" / name).read_bytes().decode() == mark + table(LEFT, **dialect)
    source.unlink()
    assert run_cleaner("restore", "out", "-o", "back").code == 0
    assert (tmp_path / "back" / name).read_bytes() == before


def test_odd_spellings_of_other_values_stay(run_cleaner, tmp_path, parts):
    data = f'"id" ,text,n\n"a",{BEFORE.replace(",", "")},007\n\n b ,"x ""y""\r\n\r\n{PROMO}\r\n\r\n{AFTER}",1.10\nc,last,no line end'
    write(tmp_path / "a.csv", data)
    assert run_cleaner("clean", "a.csv", "-o", "out").code == 0
    assert (tmp_path / "out/a.csv").read_bytes().decode() == data.replace(f"\r\n\r\n{PROMO}", "")


def test_compressed(run_cleaner, tmp_path, parts):
    write(tmp_path / "src/a.csv.gz", gzip.compress(table(ROWS).encode()))
    assert run_cleaner("clean", "src", "-o", "out").code == 0
    assert gzip.decompress((tmp_path / "out/a.csv.gz").read_bytes()).decode() == table(LEFT)


def test_dropped_records_come_back(run_cleaner, tmp_path, parts):
    source = write(tmp_path / "src/a.csv", table(ROWS))
    assert run_cleaner("clean", "src", "-o", "out", "--min-words", "4").code == 0
    assert (tmp_path / "out/a.csv").read_text() == table(LEFT[:-1])
    source.unlink()
    assert run_cleaner("restore", "out", "-o", "back").code == 0 and (tmp_path / "back/a.csv").read_text() == table(ROWS)


def test_streams(run_cleaner):
    ran = run_cleaner("clean", "-", "-o", "-", "--from", "csv", stdin=table(ROWS).encode())
    assert (ran.code, ran.out) == (0, table(LEFT))


BAD = [
    ('id,text\na,"x"y\nb,z\n', "a.csv:2: a quote is never closed, or text stands behind one that is (mend or drop the record) [not-csv]", "good"),
    ('id,text\nb,z\na,"never closed\n\nmore', "a.csv:3: a quote is never closed", "good"),
    ("id,text\na,b,c\nb,z\n", "a.csv:2: 3 values, and the header has 2 (mend or drop the record) [not-csv]", "good"),
    ("id,text\na\nb,z\n", "a.csv:2: 1 value, and the header has 2", "good"),
    ("id,txet\na,b\n", "a.csv:1: no column 'text' (did you mean 'txet'?) [no-field]", ""),
    ("id,zzz\na,b\n", "a.csv:1: no column 'text' (name it with --text-field; the header has id, zzz) [no-field]", ""),
    (b"id,text\na,caf\xe9\nb,z\n", "a.csv:2: not UTF-8: byte 0xe9 (convert the file) [not-utf8]", "good"),
]


@pytest.mark.parametrize(("data", "sentence", "good"), BAD, ids=range(len(BAD)))
def test_bad_record_is_copied_as_it_stands(run_cleaner, tmp_path, parts, data, sentence, good):
    source = write(tmp_path / "src/a.csv", data)
    ran = run_cleaner("clean", "src", "-o", "out")
    assert ran.code == 3 and sentence in ran.err and ("1 document," in ran.err) == bool(good)
    assert (tmp_path / "out/a.csv").read_bytes() == source.read_bytes()


def test_quote_that_swallows_the_rest_of_a_large_file(run_cleaner, tmp_path, monkeypatch):
    monkeypatch.setattr("cleaner.formats.csv.LARGEST", 3000)
    monkeypatch.setattr(plan, "PART_SIZE", 1000)
    data = table([["id", "text"]] + [["a", ARTICLE]] * 20) + 'b,"open\n' + table([["a", ARTICLE.replace("\n", " ").replace(",", "")]] * 60)
    write(tmp_path / "src/a.csv", data)
    write(tmp_path / "src/good.txt", ARTICLE)
    ran = run_cleaner("clean", "src", "-o", "out")
    assert ran.code == 3 and "a.csv: a record of more than 3,000 bytes: perhaps a quote is never closed (mend the file) [not-csv]" in ran.err
    assert tree(tmp_path / "out") == {"a.csv": data.encode(), "good.txt": CLEANED.encode()} and "removed 28 " in ran.err
    assert run_cleaner("restore", "out", "-o", "back").code == 0 and tree(tmp_path / "back") == tree(tmp_path / "src")


VALUES = st.text(st.sampled_from('ab",;\n\r\t é'), max_size=8)


@settings(deadline=None)
@given(st.lists(st.lists(VALUES, min_size=3, max_size=3), max_size=6), st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]), st.integers(1, 60))
def test_reads_what_the_standard_library_wrote(rows, quoting, size):
    data = table([["x", "text", "y"], *rows], quoting=quoting).encode()
    if quoting == csv.QUOTE_MINIMAL:  # the library leaves a bare carriage return without quotes, and then reads it as a line end
        data = data.replace(b"\r", b"")
    form = CsvFormat()
    stretches = list(form.stretches(Source(Path("-"), "-", "csv"), io.BytesIO(data), size))
    assert b"".join(one.data or b"" for one in stretches) == data
    pieces = [record for one in stretches for record in form.records(one.data or b"", one.head)]
    assert pieces == list(form.records(data)) and len(pieces) == sum(one.records for one in stretches) == len(rows) + 1
    wanted = list(csv.reader(io.StringIO(data.decode(), newline="")))[1:]
    found = [record.doc.text for record in form.read(data, source="a", first=1, fields=Fields()) if record.doc]
    assert found == [row[1] for row in wanted]
