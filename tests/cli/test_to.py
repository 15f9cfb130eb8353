"""`--to`, `--shard-size` and `--keep-source`: outputs in another format, in several files, and undone from their source."""

from __future__ import annotations

import json

import pyarrow.parquet as pq
import pytest

from cleaner.scale import plan
from tests.formats.test_csv import ROWS, table
from tests.formats.test_parquet import TEXTS, N, rich, same, save
from tests.samples import ARTICLE, CLEANED, PROMO, line, tree, write


@pytest.fixture(params=["one part", "many parts"])
def parts(request, monkeypatch):
    if request.param == "many parts":
        monkeypatch.setattr(plan, "PART_SIZE", 500)


def rows(path) -> list[dict[str, object]]:
    return [json.loads(one) for one in path.read_text().splitlines()]


MIXED = [{"text": ARTICLE, "n": 1, "tags": ["a"], "deep": {"x": [1.5]}, "odd": 1, "none": {}}] * 5 + [
    {"text": CLEANED, "more": True, "odd": "two", "n": 2**70, "deep": {"y": None}, "date": "2020-01-01T00:00:00Z"},
    {"text": "\ud800 lone", "tags": None},
]


@pytest.mark.parametrize("size", [500, 8 << 20])
def test_jsonl_to_parquet_loses_no_field(run_cleaner, tmp_path, monkeypatch, size):
    monkeypatch.setattr(plan, "PART_SIZE", size)
    write(tmp_path / "a.jsonl", "".join(json.dumps(row) + "\n" for row in MIXED))
    assert run_cleaner("clean", "a.jsonl", "-o", "out", "--to", "parquet").code == 0
    found = pq.read_table(tmp_path / "out/a.parquet").to_pylist()
    assert [row["text"] for row in found] == [CLEANED] * 6 + ["? lone"]
    first, last = found[0], found[5]
    assert first["tags"] == ["a"] and first["deep"] == {"x": [1.5], "y": None} and first["none"] == "{}" and first["n"] == "1" and first["odd"] == "1"
    assert last["n"] == str(2**70) and last["odd"] == "two" and last["more"] is True and last["date"] == "2020-01-01T00:00:00Z" and found[0]["more"] is None


def test_parquet_to_jsonl_loses_no_field(run_cleaner, tmp_path, parts):
    save(tmp_path / "a.parquet", rich(TEXTS))
    assert run_cleaner("clean", "a.parquet", "-o", "out", "--to", "jsonl").code == 0
    found = rows(tmp_path / "out/a.jsonl")
    first = found[0]
    assert len(found) == N - sum(text is None for text in TEXTS) and first["text"] == f"0. {CLEANED}"
    assert (first["price"], first["when"], first["nested"], first["tags"]) == ("0.00", "2020-01-01T01:00:00+01:00", None, [])
    assert found[1]["raw"] == "AQD/" and found[1]["by"] == [["k", 1]] and found[1]["site"] == "1.org"


def test_csv_to_jsonl_and_parquet(run_cleaner, tmp_path, parts):
    write(tmp_path / "a.csv", table(ROWS))
    for to in ("jsonl", "parquet"):
        assert run_cleaner("clean", "a.csv", "-o", to, "--to", to).code == 0
    wanted = [dict(zip(ROWS[0], row, strict=True)) for row in ROWS[1:]]
    found = rows(tmp_path / "jsonl/a.jsonl")
    assert [row["n"] for row in found] == [row["n"] for row in wanted] and found[0]["text"] == CLEANED
    assert pq.read_table(tmp_path / "parquet/a.parquet").to_pylist() == found


@pytest.fixture
def mixed(tmp_path):
    """A folder of all kinds."""
    write(tmp_path / "src/a.txt", ARTICLE)
    write(tmp_path / "src/deep/b.md", ARTICLE)
    write(tmp_path / "src/c.jsonl", line(id="c1") + line("Two words", id="c2"))
    save(tmp_path / "src/d.parquet", rich(TEXTS[:3]))
    write(tmp_path / "src/e.csv", table(ROWS))
    return tmp_path / "src"


def test_documents_of_files_of_their_own_come_together(run_cleaner, mixed, tmp_path):
    assert run_cleaner("clean", "src", "-o", "out", "--to", "jsonl").code == 0
    assert set(tree(tmp_path / "out")) == {"documents.jsonl", "c.jsonl", "d.jsonl", "e.jsonl"}
    assert rows(tmp_path / "out/documents.jsonl") == [{"id": "a.txt", "text": CLEANED}, {"id": "deep/b.md", "text": CLEANED}]


def test_all_to_parquet(run_cleaner, mixed, tmp_path):
    assert run_cleaner("clean", "src", "-o", "out", "--to", "parquet").code == 0
    assert set(tree(tmp_path / "out")) == {"documents.parquet", "c.parquet", "d.parquet", "e.parquet"}
    assert pq.read_table(tmp_path / "out/documents.parquet").to_pydict() == {"id": ["a.txt", "deep/b.md"], "text": [CLEANED] * 2}


def test_all_to_text(run_cleaner, mixed, tmp_path):
    assert run_cleaner("clean", "src", "-o", "out", "--to", "txt").code == 0
    texts = {name: data.decode() for name, data in tree(tmp_path / "out").items()}
    assert {"a.txt", "deep/b.txt", "c/00000001.txt", "c/00000002.txt", "d/00000003.txt", "e/00000004.txt"} <= set(texts)
    assert texts["deep/b.txt"] == texts["c/00000001.txt"] == CLEANED and texts["c/00000002.txt"] == "Two words\n" and texts["e/00000004.txt"] == ""


@pytest.mark.parametrize("to", ["jsonl", "parquet", "txt"])
def test_converted_inputs_are_undone_from_their_source(run_cleaner, mixed, tmp_path, parts, to):
    before = tree(mixed)
    assert run_cleaner("clean", "src", "-o", "out", "--to", to).code == 0
    assert run_cleaner("clean", "src", "-o", "out", "--to", to).code == 0
    assert run_cleaner("restore", "out", "-o", "back").code == 0
    back = tree(tmp_path / "back")
    equal = {name for name in before if name.endswith(f".{to}")}  # written in their own format: tables come back as equal tables
    assert {name: data for name, data in back.items() if name not in equal} == {name: data for name, data in before.items() if name not in equal}
    assert same(pq.read_table(tmp_path / "back/d.parquet"), pq.read_table(mixed / "d.parquet"))
    write(mixed / "deep/b.md", "changed")
    ran = run_cleaner("restore", "out", "-o", "again")
    assert ran.code == 3 and "b.md: was written in another form, and the source is gone or has changed" in ran.err
    assert "clean with --keep-source to be able to undo without the source" in ran.err


@pytest.mark.parametrize("to", ["jsonl", "txt"])
def test_kept_sources_need_no_source(run_cleaner, mixed, tmp_path, parts, to):
    before = tree(mixed)
    assert run_cleaner("clean", "src", "-o", "out", "--to", to, "--keep-source").code == 0
    for name in before:
        (mixed / name).unlink()
    assert run_cleaner("restore", "out", "-o", "back").code == 0
    assert tree(tmp_path / "back") == before


def test_one_of_gathered_documents_changes(run_cleaner, tmp_path, monkeypatch):
    monkeypatch.setattr(plan, "BATCH_FILES", 2)
    for name in "abcd":
        write(tmp_path / f"src/{name}.txt", f"{name}. {ARTICLE}")
    run_cleaner("clean", "src", "-o", "out", "--to", "jsonl")
    write(tmp_path / "src/c.txt", "c. New words.\n")
    run_cleaner("clean", "src/c.txt", "-o", "out", "--to", "jsonl")
    (tmp_path / "src/d.txt").unlink()
    run_cleaner("clean", "src/a.txt", "-o", "out", "--to", "jsonl", "--workers", "2")
    found = {row["id"]: row["text"] for row in rows(tmp_path / "out/documents.jsonl")}
    assert found == {f"{name}.txt": f"{name}. {CLEANED}" for name in "abd"} | {"c.txt": "c. New words.\n"}


@pytest.mark.parametrize("to", [[], ["--to", "jsonl"], ["--to", "parquet"]])
@pytest.mark.parametrize("name", ["a.jsonl", "a.parquet", "a.csv"])
def test_shards_are_joined_again(run_cleaner, tmp_path, monkeypatch, name, to):
    monkeypatch.setattr(plan, "PART_SIZE", 1000)
    source = tmp_path / "src" / name
    if name == "a.parquet":
        save(source, rich(TEXTS))
    else:
        write(source, line() * 40 if name == "a.jsonl" else table([ROWS[0], *[ROWS[1]] * 40]))
    assert run_cleaner("clean", "src", "-o", "out", *to, "--shard-size", "0.0015").code == 0
    names = sorted(tree(tmp_path / "out"))
    suffix = to[1] if to else name[2:]
    assert len(names) > 1 and names[0] == f"a-00000-of-{len(names):05}.{suffix}"
    before = source.read_bytes()
    if not to or to[1] == suffix == name[2:]:
        source.unlink()
    assert run_cleaner("restore", "out", "-o", "back").code == 0
    if name == "a.parquet":
        assert pq.read_table(tmp_path / "back" / name).num_rows == N
    else:
        assert (tmp_path / "back" / name).read_bytes() == before


def test_shards_of_an_earlier_version_go(run_cleaner, tmp_path, monkeypatch):
    monkeypatch.setattr(plan, "PART_SIZE", 1000)
    write(tmp_path / "a.jsonl", line() * 40)
    run_cleaner("clean", "a.jsonl", "-o", "out", "--shard-size", "0.002")
    write(tmp_path / "a.jsonl", line())
    run_cleaner("clean", "a.jsonl", "-o", "out", "--shard-size", "0.002")
    assert tree(tmp_path / "out") == {"a.jsonl": line(CLEANED).encode()}


def test_streams_in_another_format(run_cleaner, tmp_path):
    ran = run_cleaner("clean", "-", "-o", "-", "--from", "csv", "--to", "jsonl", stdin=table(ROWS[:2]).encode())
    assert ran.code == 0 and json.loads(ran.out) == {"id": "a", "text": CLEANED, "n": '5" pipe'}
    save(tmp_path / "a.parquet", rich(TEXTS[:1]))
    ran = run_cleaner("clean", "a.parquet", "-o", "-", "--to", "jsonl")
    assert ran.code == 0 and json.loads(ran.out)["text"] == f"0. {CLEANED}"
    for arguments, what in ((["a.parquet", "-o", "-"], "Parquet"), (["a.parquet", "-o", "-", "--to", "txt"], "a folder of texts")):
        ran = run_cleaner("clean", *arguments)
        assert ran.code == 2 and f"{what} cannot be written to standard output (write to a folder, or add --to jsonl)" in ran.err


def test_two_documents_that_would_meet(run_cleaner, tmp_path):
    write(tmp_path / "src/a.md", ARTICLE)
    write(tmp_path / "src/a.txt", ARTICLE)
    ran = run_cleaner("clean", "src", "-o", "out", "--to", "txt")
    assert ran.code == 2 and "src/a.md and src/a.txt would both be written to a.txt" in " ".join(ran.err.split())
    write(tmp_path / "src/documents.jsonl", line())
    ran = run_cleaner("clean", "src", "-o", "out", "--to", "jsonl")
    assert ran.code == 2 and "src/documents.jsonl would be written to documents.jsonl, where other documents come together" in ran.err


def test_other_fields(run_cleaner, tmp_path):
    title = "The bridge that the council of the town did not want"
    write(tmp_path / "a.jsonl", json.dumps({"text": f"{title}\n\n{ARTICLE}", "headline": title, "lang": "en"}))
    assert run_cleaner("clean", "a.jsonl", "-o", "out", "--field", "title=headline", "--field", "language=lang").code == 0
    ran = run_cleaner("clean", "a.jsonl", "-o", "two", "--field", "titel=headline")
    assert ran.code == 2 and "--field titel=headline is not NAME=PATH (did you mean 'title'?)" in ran.err and PROMO not in ran.out
    assert "--field title is not NAME=PATH (write title=PATH)" in run_cleaner("clean", "src", "-o", "out", "--field", "title").err
