"""What is read of records for near-duplicates: odd lines are documents too, and the keeper's policy sees their fields in every format."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cleaner.config import DedupConfig, Fields
from cleaner.formats.discover import discover
from cleaner.scale.drop import Dropper, DropTask
from cleaner.scale.layout import State
from cleaner.scale.plan import plan
from cleaner.scale.sketch import Sketcher
from tests.dedup.texts import bands_of, words
from tests.rulemaking import CannotExtract
from tests.samples import line, write

TEXT = " ".join(words(random.Random(1), 60))
NEAR = f"{TEXT} more"
OTHER = line(NEAR, id="b", s=1)
ODD = {
    "a lone surrogate in the id": f'{{"id":"a\\ud800","text":"{TEXT}"}}\n',
    "a lone surrogate in the text": f'{{"id":"a","text":"{TEXT}\\udc00"}}\n',
    "a value that is no number": f'{{"id":"a","text":"{TEXT}","s":NaN}}\n',
    "an integer that no float can hold": f'{{"id":"a","text":"{TEXT}","s":{"9" * 400}}}\n',
    "an id of very many digits": f'{{"id":{"9" * 400},"text":"{TEXT}"}}\n',
    "a mark of byte order": f'\ufeff{{"id":"a","text":"{TEXT}"}}\n',
}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
@pytest.mark.parametrize("keep", ["longest", "earliest", "best:s"])
def test_odd_lines_are_documents(run_cleaner, tmp_path, odd, keep):
    write(tmp_path / "a.jsonl", odd + OTHER)
    ran = run_cleaner("dedup", "a.jsonl", "-o", "out", "--keep", keep, "--pairs", "p", "--clusters", "c")
    assert ran.code == 0 and "2 documents, 1 in 1 cluster" in ran.err
    [pair] = map(json.loads, (tmp_path / "p").read_text().splitlines())
    assert "b" in (pair["a"], pair["b"]) and len((tmp_path / "out/a.jsonl").read_bytes().splitlines()) == 1
    assert run_cleaner("restore", "out", "-o", "back").code == 0 and (tmp_path / "back/a.jsonl").read_bytes() == (odd + OTHER).encode()


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_clean_sees_the_fields_of_odd_lines_too(run_cleaner, tmp_path, odd):
    write(tmp_path / "a.jsonl", odd + OTHER)
    ran = run_cleaner("clean", "a.jsonl", "-o", "out", "--keep", "best:s", "--duplicates", "drop")
    assert ran.code == 0 and "2 documents, 1 in 1 cluster" in ran.err


def save(path: Path, rows: list[dict[str, Any]]) -> None:
    """Write rows as the file's name says."""
    if path.suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist(rows), path)
    elif path.suffix == ".csv":
        cells = [",".join(rows[0]), *(",".join(map(str, row.values())) for row in rows)]
        write(path, "\n".join(cells) + "\n")
    else:
        write(path, "".join(json.dumps(row) + "\n" for row in rows))


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.parquet"])
@pytest.mark.parametrize("better", [0, 1])
@pytest.mark.parametrize("policy", ["best:score", "earliest"])
@pytest.mark.parametrize("command", [("dedup",), ("clean", "--duplicates", "drop")], ids=lambda command: command[0])
def test_the_policy_sees_fields_in_every_format(run_cleaner, tmp_path, name, better, policy, command):
    values = {better: {"score": 2.5, "published": "2019-05-01"}, 1 - better: {"score": 2, "published": "2020-01-01"}}
    save(tmp_path / name, [{"id": f"doc{n}", "text": text, **values[n]} for n, text in enumerate((TEXT, NEAR))])
    ran = run_cleaner(*command, name, "-o", "out", "--keep", policy, "--field", "date=published", "--ledger", "l.jsonl")
    assert ran.code == 0
    dropped = [row for row in map(json.loads, (tmp_path / "l.jsonl").read_text().splitlines()) if row["action"] == "dropped"]
    assert [(row["doc"], row["kept"]) for row in dropped] == [(f"doc{1 - better}", f"doc{better}")]


@pytest.mark.parametrize("better", [0, 1])
def test_fields_may_be_nested_or_have_dots(run_cleaner, tmp_path, better):
    rows = [line(TEXT, id="0", about={"score": 1 - better}), line(NEAR, id="1", **{"about.score": better})]
    write(tmp_path / "a.jsonl", "".join(rows))
    run_cleaner("dedup", "a.jsonl", "-o", "out", "--keep", "best:about.score")
    assert json.loads((tmp_path / "out/a.jsonl").read_text())["id"] == str(better)


SITES = [
    ("their own field", {"site": "x.org"}, {"site": "x.org"}, (), True),
    ("another field", {"site": "x.org", "host": "x.org"}, {"site": "y.org", "host": "x.org"}, ("--field", "site=host"), True),
    ("another field, and they differ", {"site": "x.org", "host": "y.org"}, {"site": "x.org", "host": "x.org"}, ("--field", "site=host"), False),
    ("their address", {"url": "https://x.org/1"}, {"site": "x.org"}, (), True),
    ("different addresses", {"url": "https://x.org/1"}, {"url": "https://y.org/1"}, (), False),
    ("none, so the folder is one", {}, {"site": None}, (), True),
    ("one of them", {}, {"site": "x.org"}, (), False),
    ("a number", {"site": 5}, {"site": "5"}, (), True),
]


@pytest.mark.parametrize(("what", "one", "other", "options", "same"), SITES, ids=[row[0] for row in SITES])
def test_documents_of_one_site_by(run_cleaner, tmp_path, what, one, other, options, same):
    write(tmp_path / "src/folder/a.jsonl", line(TEXT, id="a", **one) + line(NEAR, id="b", **other))
    assert f"{int(same)} in {int(same)} cluster" in run_cleaner("dedup", "src", "--dry-run", "--within", *options).err


@pytest.mark.parametrize(("one", "other", "same"), [("x.org/2020", "x.org/2021", True), ("x.org/2020", "y.org/2020", False), ("x.org", "x.org/2020", True)])
def test_the_first_folder_is_the_site_of_documents_without_one(run_cleaner, tmp_path, one, other, same):
    write(tmp_path / "src" / one / "a.jsonl", line(TEXT, id="a"))
    write(tmp_path / "src" / other / "b.jsonl", line(NEAR, id="b"))
    assert f"{int(same)} in {int(same)} cluster" in run_cleaner("dedup", "src", "--dry-run", "--within").err


def test_the_text_of_a_page_in_a_field_counts(run_cleaner, tmp_path):
    page = f"<html><body><article><h1>A title of some words</h1><p>{TEXT}.</p></article></body></html>"
    rows = [line("no text of its own", id="a", site="x.org", html=page), line("nor this one here", id="b", site="y.org", html=page)]
    write(tmp_path / "a.jsonl", "".join(rows))
    assert "0 in 0 clusters" in run_cleaner("dedup", "a.jsonl", "--dry-run").err
    assert "1 in 1 cluster" in run_cleaner("dedup", "a.jsonl", "--dry-run", "--html-field", "html").err


def test_the_second_pass_reads_no_page_again(tmp_path):
    write(tmp_path / "src/a.html", f"<html><body><article><h1>A title of some words</h1><p>{TEXT}.</p></article></body></html>")
    [task] = plan(discover([str(tmp_path / "src")]), "")
    Sketcher(State(tmp_path / "out").folder / "sketch", bands_of(DedupConfig()), DedupConfig(), Fields())(task)
    cannot_extract = CannotExtract()
    assert not Dropper(tmp_path / "out", Fields(), "full", mark=False, cleaner=cannot_extract)(DropTask.of(task, [{}])).problems
    assert TEXT in (tmp_path / "out/a.txt").read_text()
    assert Dropper(tmp_path / "bare", Fields(), "full", mark=False, cleaner=cannot_extract)(DropTask.of(task, [{}])).problems
