"""Law 8: what was cleaned comes back byte for byte, or the reason is told."""

from __future__ import annotations

import gzip
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleaner.config import Fields, RunConfig
from cleaner.formats import compression
from cleaner.formats.discover import discover
from cleaner.pipeline import Cleaner
from cleaner.scale.clean import clean_into, cleaning
from cleaner.scale.restore import restore
from cleaner.scale.run import Run
from tests.conftest import Ran
from tests.samples import AFTER, ARTICLE, BEFORE, CLEANED, PROMO, line, tree, write

BOILERPLATE = (PROMO, "Subscribe to our newsletter", "Post a Comment\n\n0 Comments", "By Ann Lee", "")
PROSE = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60)
PIECES = st.lists(st.one_of(PROSE, st.sampled_from([*BOILERPLATE, BEFORE, f"{AFTER[:-1]} (source).", "\U0001f600 ok", 'é/\\"'])), min_size=1, max_size=8)
TEXTS = st.tuples(PIECES, st.sampled_from(["\n\n", "\n", "\r\n\r\n"])).map(lambda made: made[1].join(made[0]))
ENDS = st.sampled_from(["\n", "\r\n"])


@st.composite
def strings(draw: st.DrawFn, text: str) -> str:
    """Write a JSON string, each character plain or escaped in one of its ways."""
    how = draw(st.randoms(use_true_random=False))
    written = []
    for char in text:
        short = json.dumps(char, ensure_ascii=False)[1:-1]
        long = "".join(rf"\u{unit:04{how.choice('xX')}}" for unit in memoryview(char.encode("utf-16-le", "surrogatepass")).cast("H"))
        plain = [short] * 20 + [long] + [r"\/"] * 20 * (char == "/")
        written.append(how.choice(plain))
    return '"' + "".join(written) + '"'


@st.composite
def records(draw: st.DrawFn) -> str:
    """Write a line: an object in some layout, a broken one, or nothing."""
    value = draw(strings(draw(TEXTS)))
    gap = draw(st.sampled_from(["", " ", "\t"]))
    shapes = (
        '{%"a":%{%"b":VALUE},%"n":1E5,"m":1.10}',
        '{"b":"x",%"a"%:%{"b":"old",%"b"%:VALUE},"a.b":"no"}',
        '{"a":{"b":VALUE,"c":[{"b":"}"},"\\"{"]}}%',
        '{"a":[VALUE],"b":"wrong shape"}',
        '{"a":{"b":VALUE',
        '{"a":{"b":"\\ud800 lone"},"\\udc00":1}',
        '{"a":{"b":null}}',
        "[VALUE]",
        "%",
    )
    shape = draw(st.sampled_from(shapes[:3]) | st.sampled_from(shapes))
    return shape.replace("%", gap).replace("VALUE", value)


@st.composite
def jsonl(draw: st.DrawFn) -> bytes:
    lines = draw(st.lists(records(), max_size=6))
    text = draw(st.sampled_from(["", "\ufeff"])) + "".join(one + draw(ENDS) for one in lines)
    return (text.rstrip("\r\n") if draw(st.booleans()) else text).encode()


@st.composite
def texts(draw: st.DrawFn) -> bytes:
    text = draw(TEXTS)
    return draw(st.sampled_from([b"", b"\xef\xbb\xbf"])) + text.encode()


def there_and_back(cleaner: Cleaner, name: str, data: bytes, config: RunConfig) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        source = write(Path(folder) / "src" / name, data)
        clean_into(cleaning(Path(folder) / "out", cleaner, config, "1"), discover([str(source)]), cleaner, config, workers=1, each=lambda done: None)
        source.unlink()
        assert restore(Path(folder) / "out", Path(folder) / "back").problems == []
        return (Path(folder) / "back" / name).read_bytes()


CONFIGS = st.sampled_from(
    [RunConfig(fields=Fields(text="a.b")), RunConfig(fields=Fields(text="a.b"), min_words=12, empty="drop"), RunConfig(fields=Fields(text="b"), empty="drop")]
)
many = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@many
@given(jsonl(), CONFIGS)
def test_law_8_for_jsonl(shipped, data, config):
    assert there_and_back(shipped, "a.jsonl", data, config) == data


@many
@given(texts(), CONFIGS)
def test_law_8_for_text(shipped, data, config):
    assert there_and_back(shipped, "a.txt", data, config) == data


@pytest.mark.parametrize(("name", "how"), [("a.jsonl.gz", "gzip"), ("a.jsonl.zst", "zstd")])
def test_compressed_files_come_back_after_decompression(run_cleaner, tmp_path, monkeypatch, name, how):
    monkeypatch.setattr("cleaner.scale.plan.PART_SIZE", 1000)
    data = (line() * 30 + line("short")).encode()
    write(tmp_path / "src" / name, compression.compress(data, how))
    run_cleaner("clean", "src", "-o", "out", "--min-words", "3")
    (tmp_path / "src" / name).unlink()
    assert run_cleaner("restore", "out", "-o", "back").code == 0
    assert compression.decompress((tmp_path / "back" / name).read_bytes(), how) == data


def test_dropped_documents_come_back_whole(run_cleaner, tmp_path):
    write(tmp_path / "src/a.txt", "\ufeffTwo words\r\n")
    write(tmp_path / "src/b.jsonl", line("one") + line() + line("two") + line("three").strip())
    before = tree(tmp_path / "src")
    run_cleaner("clean", "src", "-o", "out", "--min-words", "5")
    for path in (tmp_path / "src").iterdir():
        path.unlink()
    assert run_cleaner("restore", "out", "-o", "back").code == 0
    assert tree(tmp_path / "back") == before


@pytest.mark.parametrize("edit", [lambda data: data + b"more", lambda data: data.replace(b"council", b"Council"), lambda data: data[:-5]])
def test_edited_output_is_refused(run_cleaner, tmp_path, edit):
    write(tmp_path / "src/a.txt", ARTICLE)
    write(tmp_path / "src/b.txt", ARTICLE)
    run_cleaner("clean", "src", "-o", "out")
    write(tmp_path / "out/a.txt", edit((tmp_path / "out/a.txt").read_bytes()))
    ran = run_cleaner("restore", "out", "-o", "back")
    assert ran.code == 3 and "a.txt: was edited since it was written" in ran.err
    assert tree(tmp_path / "back") == {"b.txt": ARTICLE.encode()}


@pytest.mark.parametrize("mode", ["none", "hash"])
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.jsonl.gz"])
def test_without_text_the_unchanged_source_is_taken(run_cleaner, tmp_path, monkeypatch, mode, name):
    monkeypatch.setattr("cleaner.scale.plan.PART_SIZE", 1000)
    data = ARTICLE.encode() if name == "a.txt" else (line() * 20).encode()
    source = write(tmp_path / "src" / name, gzip.compress(data) if name.endswith("gz") else data)
    run_cleaner("clean", "src", "-o", "out", "--ledger-text", mode)
    assert run_cleaner("restore", "out", "-o", "back").code == 0
    back = (tmp_path / "back" / name).read_bytes()
    assert (gzip.decompress(back) if name.endswith("gz") else back) == data
    write(source, b"changed")
    ran = run_cleaner("restore", "out", "-o", "again")
    assert ran.code == 3 and "the source is gone or has changed" in ran.err and tree(tmp_path / "again") == {}


def test_without_text_a_file_that_lost_nothing_needs_no_source(run_cleaner, tmp_path):
    source = write(tmp_path / "src/a.txt", CLEANED)
    run_cleaner("clean", "src", "-o", "out", "--ledger-text", "none")
    source.unlink()
    assert run_cleaner("restore", "out", "-o", "back").code == 0 and tree(tmp_path / "back") == {"a.txt": CLEANED.encode()}


def test_text_that_looks_like_a_hash_comes_back(run_cleaner, tmp_path):
    source = write(tmp_path / "src/a.txt", "sha256:" + "0" * 64)
    run_cleaner("clean", "src", "-o", "out", "--min-words", "9")
    source.unlink()
    assert run_cleaner("restore", "out", "-o", "back").code == 0 and tree(tmp_path / "back") == {"a.txt": b"sha256:" + b"0" * 64}


def test_run_that_did_not_finish_is_named(run_cleaner, tmp_path, monkeypatch):
    source = write(tmp_path / "src/a.txt", ARTICLE)
    run_cleaner("clean", "src", "-o", "out")
    write(source, CLEANED)
    monkeypatch.setattr(Run, "_forget_all_but", lambda self, done: None)  # where it was killed
    run_cleaner("clean", "src", "-o", "out")
    ran = run_cleaner("restore", "out", "-o", "back")
    assert ran.code == 3 and "was not finished by the last run" in ran.err


def test_first_run_that_did_not_finish_is_named(run_cleaner, tmp_path, monkeypatch):
    write(tmp_path / "src/a.txt", ARTICLE)
    with monkeypatch.context() as killed:
        killed.setattr(Run, "finish", lambda *_, **__: sys.exit(9))
        run_cleaner("clean", "src", "-o", "out")
    ran = run_cleaner("restore", "out", "-o", "back")
    assert ran.code == 3 and "out: the run did not finish: what it had not written yet does not come back (run the same command again first)" in ran.err
    assert run_cleaner("clean", "src", "-o", "out").code == run_cleaner("restore", "out", "-o", "back").code == 0


def test_folder_of_no_run_is_refused(run_cleaner, tmp_path):
    write(tmp_path / "out/a.txt", ARTICLE)
    ran = run_cleaner("restore", "out", "-o", "back")
    assert ran.code == 2 and "out was not made by 'cleaner clean'" in ran.err


def test_restoring_over_other_things_is_refused(run_cleaner, tmp_path):
    write(tmp_path / "src/a.txt", ARTICLE)
    run_cleaner("clean", "src", "-o", "out")
    ran = run_cleaner("restore", "out", "-o", "src")
    assert ran.code == 2 and "src holds other things" in ran.err
    assert run_cleaner("restore", "out", "-o", "src", "--force").code == 0 and tree(tmp_path / "src") == {"a.txt": ARTICLE.encode()}


@pytest.mark.parametrize("name", ["stamp.json", "tasks"])
@pytest.mark.parametrize("damage", ["[", "{}", "[]", "null"])
def test_damaged_state_is_a_sentence(name: str, damage: str, tmp_path: Path, run_cleaner: Callable[..., Ran]) -> None:
    (tmp_path / "a.txt").write_text("The ferry left.\n\nIt came back.\n")
    assert run_cleaner("clean", "a.txt", "-o", "out").code == 0
    path = tmp_path / "out/_cleaner" / name
    (path if path.is_file() else next(path.iterdir())).write_text(damage)
    restored = run_cleaner("restore", "out", "-o", "back")
    assert restored.code == 3
    assert "is damaged" in restored.err


def test_a_note_cannot_lead_out_of_the_folder(tmp_path: Path, run_cleaner: Callable[..., Ran]) -> None:
    (tmp_path / "a.txt").write_text("The ferry left.\n\nIt came back.\n")
    assert run_cleaner("clean", "a.txt", "-o", "out").code == 0
    note = next((tmp_path / "out/_cleaner/tasks").iterdir())
    note.write_text(note.read_text().replace('"a.txt"', '"../evil.txt"'))
    assert "outside the folder" in run_cleaner("restore", "out", "-o", "deep/back").err
    assert not (tmp_path / "deep/evil.txt").exists()
