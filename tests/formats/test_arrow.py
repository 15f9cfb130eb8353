"""Arrow files and saved data sets go through `clean` and back: schema, metadata, other columns, row order and nulls stay."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pytest

from cleaner.scale import plan
from tests.formats.test_parquet import LEFT, TEXTS, rich, same
from tests.samples import ARTICLE, CLEANED, tree, write


def save(path: Path, table: pa.Table, *, file: bool = False) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with (pa.ipc.new_file if file else pa.ipc.new_stream)(str(path), table.schema) as writer:
        writer.write_table(table.unify_dictionaries(), max_chunksize=9)
    return path


def load(path: Path) -> pa.Table:
    with pa.memory_map(str(path)) as file:
        opened = pa.ipc.open_file if path.read_bytes()[:6] == b"ARROW1" else pa.ipc.open_stream
        return opened(file).read_all()


@pytest.fixture(params=["one part", "many parts"])
def parts(request, monkeypatch):
    if request.param == "many parts":
        monkeypatch.setattr(plan, "PART_SIZE", 500)


@pytest.mark.parametrize("file", [False, True])
@pytest.mark.parametrize("options", [[], ["--min-words", "5"]])
def test_only_the_text_changes_and_all_comes_back(run_cleaner, tmp_path, parts, file, options):
    table = rich(TEXTS, pa.large_string()).drop(["site"] if file else [])
    source = save(tmp_path / "src/a.arrow", table, file=file)
    assert run_cleaner("clean", "src", "-o", "out", *options).code == 0
    after = load(tmp_path / "out/a.arrow")
    assert after.schema.equals(table.schema, check_metadata=True)
    assert after["text"].to_pylist() == [text for text in LEFT if not options or text != "Two words"]
    assert ((tmp_path / "out/a.arrow").read_bytes()[:6] == b"ARROW1") == file
    source.unlink()
    assert run_cleaner("restore", "out", "-o", "back").code == 0 and same(load(tmp_path / "back/a.arrow"), table)


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A data set of two splits as the library saves it, with what it keeps between its runs."""
    folder = tmp_path / "src/set"
    write(folder / "dataset_dict.json", '{"splits": ["train", "test"]}')
    for split, names in (("train", ["data-00000-of-00002.arrow", "data-00001-of-00002.arrow"]), ("test", ["data-00000-of-00001.arrow"])):
        for name in names:
            save(folder / split / name, pa.table({"text": [ARTICLE, None], "n": [1, 2]}, metadata={"huggingface": "{}"}))
        state = {"_data_files": [{"filename": name} for name in names], "_fingerprint": "abc", "_indices_data_files": None}
        write(folder / split / "state.json", json.dumps(state))
        write(folder / split / "dataset_info.json", '{"features": {}}')
    save(folder / "train/cache-123.arrow", pa.table({"text": ["other"]}))
    write(folder / "README.txt", ARTICLE)
    return folder


def test_saved_data_set_stays_one(run_cleaner, saved, tmp_path):
    before = tree(tmp_path / "src")
    assert run_cleaner("clean", "src", "-o", "out").code == 0
    after = tree(tmp_path / "out")
    assert set(after) == set(before) - {"set/train/cache-123.arrow"} and all(after[name] == before[name] for name in before if name.endswith(".json"))
    assert load(tmp_path / "out/set/train/data-00001-of-00002.arrow").to_pydict() == {"text": [CLEANED, None], "n": [1, 2]}
    assert run_cleaner("restore", "out", "-o", "back").code == 0 and set(tree(tmp_path / "back")) == set(after)
    for name in (name for name in after if name.endswith(".arrow")):
        assert same(load(tmp_path / "back" / name), load(tmp_path / "src" / name))


def test_saved_data_set_in_another_format_has_no_companions(run_cleaner, saved, tmp_path):
    assert run_cleaner("clean", "src/set/train", "-o", "out", "--to", "jsonl").code == 0
    assert set(tree(tmp_path / "out")) == {"data-00000-of-00002.jsonl", "data-00001-of-00002.jsonl"}


def test_selection_of_rows_is_refused(run_cleaner, saved):
    write(saved / "test/state.json", json.dumps({"_data_files": [], "_indices_data_files": [{"filename": "indices.arrow"}]}))
    ran = run_cleaner("clean", "src", "-o", "out")
    assert ran.code == 2 and "src/set/test is a data set with a selection of its rows (save its flatten_indices() in its place) [selection]" in ran.err


@pytest.mark.parametrize(
    "damage", [lambda data: b"", lambda data: b"ARROW1" + data, lambda data: data[:-3000], lambda data: data[:500] + bytes(300) + data[800:]]
)
def test_damaged_file_is_copied_or_left_out(run_cleaner, tmp_path, damage):
    data = damage(save(tmp_path / "src/a.arrow", rich(TEXTS)).read_bytes())
    write(tmp_path / "src/a.arrow", data)
    write(tmp_path / "src/good.txt", ARTICLE)
    ran = run_cleaner("clean", "src", "-o", "out")
    assert ran.code == 3 and "a.arrow: is no Arrow file, or damaged: " in ran.err and "Traceback" not in ran.err
    assert tree(tmp_path / "out") == {"a.arrow": data, "good.txt": CLEANED.encode()}


def test_state_that_is_no_json_is_named(run_cleaner, saved):
    write(saved / "test/state.json", "{")
    ran = run_cleaner("clean", "src", "-o", "out")
    assert ran.code == 3 and "src/set/test/state.json: not JSON" in ran.err


def test_dictionaries_in_batches_of_a_file_are_no_surprise(run_cleaner, tmp_path):
    source = save(tmp_path / "src/a.arrow", rich(TEXTS), file=True)
    ran = run_cleaner("clean", "src", "-o", "out")
    assert ran.code == 3 and "is a file of several batches with dictionaries" in ran.err and tree(tmp_path / "out") == {"a.arrow": source.read_bytes()}
