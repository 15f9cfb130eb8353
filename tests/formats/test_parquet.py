"""Parquet goes through `clean` and back: schema, metadata, other columns, row order and nulls stay."""

from __future__ import annotations

import datetime
import decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cleaner.scale import plan
from tests.samples import ARTICLE, CLEANED, tree, write

N = 40
TEXTS = [None if n % 7 == 3 else "Two words" if n % 5 == 4 else f"{n}. {ARTICLE}" for n in range(N)]
LEFT = [text and text.replace(ARTICLE, CLEANED) for text in TEXTS]


def rich(texts: list[str | None], kind: pa.DataType | None = None) -> pa.Table:
    """A table of many kinds of columns."""
    n = range(len(texts))
    columns = {
        "id": pa.array([f"doc-{i}" for i in n]),
        "text": pa.array(texts, kind or pa.string()),
        "nested": pa.array([{"a": [i, None], "b": {"c": str(i)}} if i % 3 else None for i in n]),
        "site": pa.array([f"{i % 3}.org" for i in n]).dictionary_encode(),
        "price": pa.array([decimal.Decimal(i) / 100 for i in n], pa.decimal128(10, 2)),
        "when": pa.array([datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC) + datetime.timedelta(hours=i) for i in n], pa.timestamp("ns", "Europe/Paris")),
        "html": pa.array([f"<p>{text}</p>" if text else None for text in texts], pa.large_string()),
        "tags": pa.array([[f"t{i}"] * (i % 3) for i in n], pa.list_(pa.field("element", pa.string()))),
        "raw": pa.array([bytes([i % 256, 0, 255]) if i % 2 else None for i in n]),
        "by": pa.array([[("k", i)] for i in n], pa.map_(pa.string(), pa.int32())),
        "flag": pa.array([None if i % 4 == 0 else i % 2 == 0 for i in n]),
    }
    fields = [pa.field(name, array.type, metadata={"why": name} if name == "text" else None) for name, array in columns.items()]
    return pa.table(list(columns.values()), pa.schema(fields, metadata={"pandas": "{}", "mine": "kept"}))


def save(path: Path, table: pa.Table, **options: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(table, path, **{"row_group_size": 9, "compression": "gzip", **options})
    return path


def same(one: pa.Table, two: pa.Table) -> bool:
    """Tell whether two tables have one schema, metadata too, and one content; dictionaries may be in another order."""
    return one.schema.equals(two.schema, check_metadata=True) and one.to_pylist() == two.to_pylist()


@pytest.fixture(params=["one part", "many parts", "batches"])
def parts(request, monkeypatch):
    if request.param != "one part":
        monkeypatch.setattr(plan, "PART_SIZE", 6000 if request.param == "many parts" else 500)
    return request.param


KINDS = [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())]


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_only_the_text_changes_and_all_comes_back(run_cleaner, tmp_path, parts, kind):
    source = save(tmp_path / "src/a.parquet", rich(TEXTS, kind))
    before = pq.read_table(source)
    assert run_cleaner("clean", "src", "-o", "out").code == 0
    after = pq.read_table(tmp_path / "out/a.parquet")
    assert after.schema.equals(before.schema, check_metadata=True)
    assert after["text"].to_pylist() == LEFT
    assert after.drop(["text"]).to_pylist() == before.drop(["text"]).to_pylist()
    assert pq.ParquetFile(tmp_path / "out/a.parquet").metadata.row_group(0).column(0).compression == "GZIP"
    source.unlink()
    assert run_cleaner("restore", "out", "-o", "back").code == 0
    assert same(pq.read_table(tmp_path / "back/a.parquet"), before)


def test_dropped_rows_come_back_where_they_were(run_cleaner, tmp_path, parts):
    source = save(tmp_path / "src/a.parquet", rich(TEXTS))
    before = pq.read_table(source)
    assert run_cleaner("clean", "src", "-o", "out", "--min-words", "5").code == 0
    assert pq.read_table(tmp_path / "out/a.parquet")["text"].to_pylist() == [text for text in LEFT if text != "Two words"]
    source.unlink()
    assert run_cleaner("restore", "out", "-o", "back").code == 0
    assert same(pq.read_table(tmp_path / "back/a.parquet"), before)


def test_all_rows_dropped(run_cleaner, tmp_path, parts):
    source = save(tmp_path / "src/a.parquet", rich(["Two words"] * 20))
    before = pq.read_table(source)
    assert run_cleaner("clean", "src", "-o", "out", "--min-words", "5").code == 0
    after = pq.read_table(tmp_path / "out/a.parquet")
    assert after.num_rows == 0 and after.schema.equals(before.schema, check_metadata=True)
    source.unlink()
    assert run_cleaner("restore", "out", "-o", "back").code == 0
    assert same(pq.read_table(tmp_path / "back/a.parquet"), before)


def test_text_inside_a_struct(run_cleaner, tmp_path, parts):
    table = pa.table({"page": pa.array([{"body": {"text": ARTICLE}, "n": n} if n % 3 else None for n in range(20)])})
    save(tmp_path / "src/a.parquet", table)
    assert run_cleaner("clean", "src", "-o", "out", "--text-field", "page.body.text").code == 0
    after = pq.read_table(tmp_path / "out/a.parquet")
    assert after.to_pylist() == [{"page": {"body": {"text": CLEANED}, "n": n} if n % 3 else None} for n in range(20)]
    (tmp_path / "src/a.parquet").unlink()
    assert run_cleaner("restore", "out", "-o", "back").code == 0
    assert same(pq.read_table(tmp_path / "back/a.parquet"), table)


def test_empty_table(run_cleaner, tmp_path):
    source = save(tmp_path / "src/a.parquet", rich(TEXTS).slice(0, 0))
    assert run_cleaner("clean", "src", "-o", "out").code == 0
    assert same(pq.read_table(tmp_path / "out/a.parquet"), pq.read_table(source))
    assert run_cleaner("restore", "out", "-o", "back").code == 0


def test_parts_and_workers_come_to_the_same(run_cleaner, tmp_path, monkeypatch):
    save(tmp_path / "src/a.parquet", rich(TEXTS * 30), row_group_size=100)
    run_cleaner("clean", "src", "-o", "one", "--ledger", "one.parquet")
    monkeypatch.setattr(plan, "PART_SIZE", 20_000)
    run_cleaner("clean", "src", "-o", "many", "--workers", "2", "--ledger", "many.parquet")
    assert pq.read_table(tmp_path / "one/a.parquet").equals(pq.read_table(tmp_path / "many/a.parquet"))
    assert pq.read_table(tmp_path / "one.parquet").equals(pq.read_table(tmp_path / "many.parquet"))
    assert (tmp_path / "one/_cleaner/summary.json").read_text() == (tmp_path / "many/_cleaner/summary.json").read_text()


def test_metadata_reaches_the_document(run_cleaner, tmp_path):
    save(tmp_path / "a.parquet", rich([ARTICLE]))
    run_cleaner("clean", "a.parquet", "-o", "out", "--ledger", "all.parquet")
    [row] = pq.read_table("all.parquet").to_pylist()
    assert (row["doc"], row["record"]) == ("doc-0", 1)


def test_edited_output_is_refused(run_cleaner, tmp_path, parts):
    save(tmp_path / "src/a.parquet", rich(TEXTS))
    run_cleaner("clean", "src", "-o", "out")
    save(tmp_path / "out/a.parquet", pq.read_table(tmp_path / "out/a.parquet").set_column(0, "id", pa.array(["x"] * N)))
    ran = run_cleaner("restore", "out", "-o", "back")
    assert ran.code == 3 and "a.parquet: was edited since it was written" in ran.err and tree(tmp_path / "back") == {}


@pytest.mark.parametrize("mode", ["none", "hash"])
def test_without_text_the_unchanged_source_is_taken(run_cleaner, tmp_path, parts, mode):
    source = save(tmp_path / "src/a.parquet", rich(TEXTS))
    before = pq.read_table(source)
    run_cleaner("clean", "src", "-o", "out", "--ledger-text", mode, "--min-words", "5")
    assert run_cleaner("restore", "out", "-o", "back").code == 0
    assert same(pq.read_table(tmp_path / "back/a.parquet"), before)
    save(source, rich(TEXTS[1:]))
    ran = run_cleaner("restore", "out", "-o", "again")
    assert ran.code == 3 and "the source is gone or has changed" in ran.err


def test_second_run_does_nothing_again(run_cleaner, tmp_path, parts):
    save(tmp_path / "src/a.parquet", rich(TEXTS))
    first = run_cleaner("clean", "src", "-o", "out")
    before = (tmp_path / "out/a.parquet").stat().st_mtime_ns
    assert run_cleaner("clean", "src", "-o", "out") == first
    assert (tmp_path / "out/a.parquet").stat().st_mtime_ns == before


def test_check_counts_rows(run_cleaner, tmp_path, parts):
    save(tmp_path / "a.parquet", rich(TEXTS))
    ran = run_cleaner("check", "a.parquet")
    assert ran.code == 1 and ran.out.startswith("a.parquet:1:") and f"{N} " not in ran.out
    assert "a.parquet:38:" in ran.out


BAD = [
    (b"PAR1 not really PAR1", "a.parquet: is no Parquet file, or damaged: "),
    (b"", "a.parquet: is no Parquet file, or damaged: "),
]


@pytest.mark.parametrize(("data", "sentence"), BAD, ids=range(len(BAD)))
def test_damaged_file_is_copied_as_it_stands(run_cleaner, tmp_path, data, sentence):
    write(tmp_path / "src/a.parquet", data)
    write(tmp_path / "src/good.txt", ARTICLE)
    ran = run_cleaner("clean", "src", "-o", "out")
    assert ran.code == 3 and sentence in ran.err and tree(tmp_path / "out") == {"a.parquet": data, "good.txt": CLEANED.encode()}
    assert run_cleaner("restore", "out", "-o", "back").code == 0 and tree(tmp_path / "back") == tree(tmp_path / "src")


def test_file_that_was_cut_off_is_copied_as_it_stands(run_cleaner, tmp_path):
    data = save(tmp_path / "src/a.parquet", rich(TEXTS)).read_bytes()[:-100]
    write(tmp_path / "src/a.parquet", data)
    ran = run_cleaner("clean", "src", "-o", "out")
    assert ran.code == 3 and "is no Parquet file, or damaged" in ran.err and tree(tmp_path / "out") == {"a.parquet": data}


def test_damage_inside_leaves_no_half_file(run_cleaner, tmp_path, parts):
    path = save(tmp_path / "src/a.parquet", rich(TEXTS * 5))
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 400] = bytes(400)
    write(path, bytes(data))
    write(tmp_path / "src/good.txt", ARTICLE)
    ran = run_cleaner("clean", "src", "-o", "out")
    assert ran.code == 3 and "is no Parquet file, or damaged" in ran.err and "Traceback" not in ran.err
    assert tree(tmp_path / "out") in ({"good.txt": CLEANED.encode()}, {"a.parquet": bytes(data), "good.txt": CLEANED.encode()})


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        ("txet", "a.parquet: no column 'txet' (did you mean 'text'?) [no-field]"),
        ("zzz", "a.parquet: no column 'zzz' (name it with --text-field; the table has id, text,"),
        ("price", "a.parquet: the column 'price' holds decimal128(10, 2), not strings (name another with --text-field) [wrong-type]"),
    ],
)
def test_table_without_the_text_is_one_problem(run_cleaner, tmp_path, parts, field, sentence):
    save(tmp_path / "src/a.parquet", rich(TEXTS))
    ran = run_cleaner("clean", "src", "-o", "out", "--text-field", field)
    assert ran.code == 3 and sentence in ran.err and len(ran.err.splitlines()) < 6
    assert same(pq.read_table(tmp_path / "out/a.parquet"), pq.read_table(tmp_path / "src/a.parquet"))
