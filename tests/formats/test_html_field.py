"""`--html-field`: the text of a page in a record goes where the text is kept; all else stays."""

from __future__ import annotations

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cleaner.scale import plan
from tests.formats.test_csv import table
from tests.formats.test_html import TEXT, page
from tests.formats.test_parquet import rich, same, save
from tests.samples import ARTICLE, CLEANED, line, tree, write

CLEAN = TEXT.rstrip("\n")


@pytest.fixture(params=["one part", "many parts"])
def parts(request, monkeypatch):
    if request.param == "many parts":
        monkeypatch.setattr(plan, "PART_SIZE", 700)


LINES = [
    ('{"html":PAGE,"n":1E5}', '{"html":PAGE,"n":1E5,"text":TEXT}'),
    ('{"text":"old","html":PAGE}\r', '{"text":TEXT,"html":PAGE}\r'),
    ('{"text":null, "html" : PAGE}', None),
    ('{"html":null,"text":ARTICLE}', '{"html":null,"text":CLEANED}'),
    ('{"text":ARTICLE}', '{"text":CLEANED}'),
]


@pytest.mark.parametrize(("before", "after"), LINES, ids=range(len(LINES)))
def test_line_keeps_all_else(run_cleaner, tmp_path, before, after):
    def fill(pattern: str) -> str:
        for name, value in (("PAGE", page()), ("TEXT", CLEAN), ("ARTICLE", ARTICLE), ("CLEANED", CLEANED)):
            pattern = pattern.replace(name, json.dumps(value))
        return pattern + "\n"

    write(tmp_path / "a.jsonl", fill(before))
    assert run_cleaner("clean", "a.jsonl", "-o", "out", "--html-field", "html").code == 0
    found = (tmp_path / "out/a.jsonl").read_bytes().decode()
    assert found == fill(after) if after else json.loads(found) == {"text": CLEAN, "html": page()}


def test_text_field_inside_an_object(run_cleaner, tmp_path):
    write(tmp_path / "a.jsonl", json.dumps({"page": {"html": page()}, "n": 1}) + "\n")
    assert run_cleaner("clean", "a.jsonl", "-o", "out", "--html-field", "page.html", "--text-field", "page.text").code == 0
    assert json.loads((tmp_path / "out/a.jsonl").read_text()) == {"page": {"html": page(), "text": CLEAN}, "n": 1}


@pytest.mark.parametrize("has_text", [True, False])
def test_parquet_keeps_all_else(run_cleaner, tmp_path, parts, has_text):
    before = rich([f"{n}. {ARTICLE}" if n % 3 else None for n in range(12)])
    before = before.set_column(6, "html", pa.array([page(f"Title {n}") if n % 4 else None for n in range(12)], pa.large_string()))
    before = before if has_text else before.drop(["text"])
    source = save(tmp_path / "src/a.parquet", before, row_group_size=3)
    before = pq.read_table(source)
    assert run_cleaner("clean", "src", "-o", "out", "--html-field", "html").code == 0
    after = pq.read_table(tmp_path / "out/a.parquet")
    texts = [CLEAN if n % 4 else f"{n}. {CLEANED}" if n % 3 and has_text else None for n in range(12)]
    assert after["text"].to_pylist() == texts
    assert same(after.drop(["text"]), before.drop(["text"]) if has_text else before)
    assert run_cleaner("restore", "out", "-o", "back").code == 0 and same(pq.read_table(tmp_path / "back/a.parquet"), before)
    save(source, before.slice(1))
    assert "was written in another form" in run_cleaner("restore", "out", "-o", "again").err


def test_csv_and_stream(run_cleaner, tmp_path, parts):
    data = table([["n", "html", "text"], ["1", page(), ""], ["2", "", ARTICLE]])
    wanted = table([["n", "html", "text"], ["1", page(), CLEAN], ["2", "", CLEANED]])
    ran = run_cleaner("clean", "-", "-o", "-", "--from", "csv", "--html-field", "html", stdin=data.encode())
    assert (ran.code, ran.out) == (0, wanted)
    write(tmp_path / "src/a.csv", data)
    assert run_cleaner("clean", "src", "-o", "out", "--html-field", "html", "--keep-source").code == 0
    assert (tmp_path / "out/a.csv").read_bytes().decode() == wanted
    (tmp_path / "src/a.csv").unlink()
    assert run_cleaner("restore", "out", "-o", "back").code == 0 and tree(tmp_path / "back") == {"a.csv": data.encode()}


def test_title_of_the_record_comes_before_that_of_the_page(run_cleaner, tmp_path):
    write(tmp_path / "a.jsonl", json.dumps({"html": page(), "headline": "Mine"}) + "\n")
    ran = run_cleaner("clean", "a.jsonl", "-o", "out", "--html-field", "html", "--field", "title=headline", "--to", "jsonl")
    assert ran.code == 0 and json.loads((tmp_path / "out/a.jsonl").read_text())["text"] == CLEAN


BAD = [
    ("a.jsonl", '{"htm": "x"}\n', "a.jsonl:1: no field 'html' (did you mean 'htm'?) [no-field]"),
    ("a.jsonl", '{"html": 5}\n', "a.jsonl:1: the field 'html' is a number, not a string (name another with --html-field) [wrong-type]"),
    ("a.csv", "text,zzz\na,b\n", "a.csv:1: no column 'html' (name it with --html-field; the header has text, zzz) [no-field]"),
]


@pytest.mark.parametrize(("name", "data", "sentence"), BAD, ids=range(len(BAD)))
def test_record_without_a_page_is_named(run_cleaner, tmp_path, name, data, sentence):
    write(tmp_path / name, data)
    ran = run_cleaner("clean", name, "-o", "out", "--html-field", "html")
    assert ran.code == 3 and sentence in ran.err and tree(tmp_path / "out") == {name: data.encode()}


def test_fix_is_refused(run_cleaner, tmp_path):
    write(tmp_path / "a.jsonl", line())
    ran = run_cleaner("check", "--fix", "--html-field", "html", "a.jsonl")
    assert ran.code == 2 and "--fix does not go with --html-field (use 'cleaner clean') [fix]" in ran.err
