"""Near-duplicates over files: the same whatever the parts and processes, after a kill, and undone byte for byte."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from cleaner.ledger import read_rows
from tests.conftest import COMMAND, Ran
from tests.dedup.texts import corpus, edited, words
from tests.samples import line, tree, write


def articles(seed: int = 1, count: int = 60) -> str:
    """Return JSON lines with copies among them."""
    source = random.Random(seed)
    texts = corpus(seed, originals=count)
    source.shuffle(texts)
    return "".join(line(text, id=f"doc-{n}", site=f"{n % 40}.org", date=f"2020-01-{n % 28 + 1:02}") for n, text in enumerate(texts))


def outcome(out: Path) -> tuple[dict[str, bytes], list[object]]:
    """Return what a run wrote: files, and rows of the ledger whatever the task."""
    rows = sorted(
        (row.source, row.record, row.doc, row.kept, row.jaccard, row.containment) for path in (out / "_cleaner/ledger").iterdir() for row in read_rows(path)
    )
    return tree(out), rows


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Cut files into parts of so many bytes."""
    return lambda size: monkeypatch.setattr("cleaner.scale.plan.PART_SIZE", size)


def test_parts_and_workers_change_nothing(run_cleaner, tmp_path, small_parts):
    write(tmp_path / "a.jsonl", articles())
    results = []
    for name, size, workers in (("one", 8 << 20, 1), ("many", 1500, 1), ("two", 1500, 2)):
        small_parts(size)
        ran = run_cleaner(
            "dedup", "a.jsonl", "-o", name, "--pairs", f"{name}.pairs", "--clusters", f"{name}.clusters", "--contained", "0.8", "--workers", workers
        )
        assert ran.code == 0
        results.append((outcome(tmp_path / name), (tmp_path / f"{name}.pairs").read_bytes(), (tmp_path / f"{name}.clusters").read_bytes()))
    assert results[0] == results[1] == results[2] and results[0][1]


def test_shuffled_input_gives_the_same_clusters(run_cleaner, tmp_path):
    lines = articles().splitlines(keepends=True)
    for name in ("a", "b"):
        write(tmp_path / f"{name}/x.jsonl", "".join(lines))
        assert run_cleaner("dedup", name, "--dry-run", "--pairs", f"{name}.pairs", "--clusters", f"{name}.clusters").code == 0
        random.Random(4).shuffle(lines)
    for kind in ("pairs", "clusters"):
        assert (tmp_path / f"a.{kind}").read_bytes() == (tmp_path / f"b.{kind}").read_bytes() != b""


def test_hash_seed_changes_nothing(tmp_path):
    write(tmp_path / "a.jsonl", articles())
    for seed in ("1", "2"):
        command = [COMMAND, "dedup", "a.jsonl", "--dry-run", "--clusters", seed, "--pairs", f"{seed}.pairs"]
        assert subprocess.run(command, cwd=tmp_path, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed}).returncode == 0
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes() and (tmp_path / "1.pairs").read_bytes() == (tmp_path / "2.pairs").read_bytes()


@pytest.mark.parametrize("parts", [8 << 20, 2000])
def test_what_was_dropped_comes_back_byte_for_byte(run_cleaner, tmp_path, small_parts, parts):
    small_parts(parts)
    write(tmp_path / "src/a.jsonl", articles() + "\n" + articles(2).strip())
    write(tmp_path / "src/b.jsonl", articles())
    assert run_cleaner("dedup", "src", "-o", "out", "--max-loss", "1").code == 0
    assert len((tmp_path / "out/b.jsonl").read_bytes()) < len((tmp_path / "src/b.jsonl").read_bytes())
    assert run_cleaner("restore", "out", "-o", "back").code == 0
    assert tree(tmp_path / "back") == tree(tmp_path / "src")


def test_second_run_finds_nothing_more(run_cleaner, tmp_path):
    write(tmp_path / "a.jsonl", articles())
    run_cleaner("dedup", "a.jsonl", "-o", "out")
    ran = run_cleaner("dedup", "out/a.jsonl", "-o", "again")
    assert "0 in 0 clusters" in ran.err and tree(tmp_path / "again") == tree(tmp_path / "out")


def test_new_sources_change_what_stays(run_cleaner, tmp_path):
    text = " ".join(words(random.Random(1), 50))
    write(tmp_path / "src/a.jsonl", line(text, id="a"))
    run_cleaner("dedup", "src", "-o", "out")
    write(tmp_path / "src/b.jsonl", line(f"{text} and more", id="b"))
    run_cleaner("dedup", "src", "-o", "out")
    assert tree(tmp_path / "out") == {"a.jsonl": b"", "b.jsonl": (tmp_path / "src/b.jsonl").read_bytes()}
    assert run_cleaner("restore", "out", "-o", "back").code == 0 and tree(tmp_path / "back") == tree(tmp_path / "src")


FILES = 12


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """Enough for a run of some seconds in several tasks."""
    source = random.Random(1)
    texts = [" ".join(words(source, 400)) for _ in range(300)]
    for n in range(FILES):
        some = [edited(source, source.choice(texts), 2) + " ".join(words(source, n % 3)) for _ in range(250)]
        write(tmp_path / f"src/{n:02}.jsonl", "".join(line(text, id=f"{n}-{i}", site="x") for i, text in enumerate(some)))
    return tmp_path / "src"


def kill(command: list[object], folder: Path, *, when: Callable[[], bool]) -> None:
    with subprocess.Popen([str(part) for part in command], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        while running.poll() is None and not when():
            time.sleep(0.005)
        children = Path(f"/proc/{running.pid}/task/{running.pid}/children")
        workers = children.read_text().split() if children.is_file() else []
        running.send_signal(signal.SIGKILL)
    while any(Path(f"/proc/{worker}/exe").exists() for worker in workers):  # they hold the folder until they see that their parent is gone
        time.sleep(0.005)


@pytest.mark.parametrize("place", ["sketch/*/done.json", "join/*", "tasks/*.json"], ids=["sketch", "join", "write"])
def test_killed_run_goes_on_to_the_same_result(large, tmp_path, place):
    command = [COMMAND, "dedup", "src", "--max-loss", "1", "--workers", "2", "-o"]
    state = tmp_path / "killed/_cleaner"
    kill([*command, "killed"], tmp_path, when=lambda: bool(list(state.glob(place))))
    before = {path: path.stat().st_mtime_ns for path in state.glob("sketch/*/done.json")}
    assert before or place.startswith("tasks")
    with subprocess.Popen([*map(str, command), "killed"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        while running.poll() is None and not list(state.glob("join/*")):
            time.sleep(0.005)
        kept = {path: path.stat().st_mtime_ns for path in before if path.exists()}
        running.communicate()
    assert kept.items() <= before.items()
    assert subprocess.run([*map(str, command), "whole"], cwd=tmp_path, capture_output=True).returncode == 0
    assert outcome(tmp_path / "killed") == outcome(tmp_path / "whole")
    assert not (state / "sketch").exists() and not (state / "join").exists()


def test_unread_lines_stay_and_are_told(run_cleaner, tmp_path):
    write(tmp_path / "a.jsonl", articles(count=5) + "{broken\n" + line("", text2=1).replace("text", "body", 1) + "\n")
    ran = run_cleaner("dedup", "a.jsonl", "-o", "out")
    assert ran.code == 3 and "not JSON" in ran.err and "no field 'text'" in ran.err
    assert b"{broken\n" in (tmp_path / "out/a.jsonl").read_bytes()


def test_text_files_are_documents(run_cleaner, tmp_path):
    text = " ".join(words(random.Random(1), 50))
    for name, more in (("a", ""), ("sub/b", " and more"), ("c", " it all")):
        write(tmp_path / f"src/{name}.txt", text + more)
    ran: Ran = run_cleaner("dedup", "src", "-o", "out")
    assert ran.code == 0 and set(tree(tmp_path / "out")) == {"sub/b.txt"}
    assert run_cleaner("restore", "out", "-o", "back").code == 0 and tree(tmp_path / "back") == tree(tmp_path / "src")


def test_compressed_files_come_to_the_same(run_cleaner, tmp_path):
    import gzip

    write(tmp_path / "plain/a.jsonl", articles())
    write(tmp_path / "packed/a.jsonl.gz", gzip.compress(articles().encode()))
    for name in ("plain", "packed"):
        assert run_cleaner("dedup", name, "-o", f"out-{name}").code == 0
    assert gzip.decompress((tmp_path / "out-packed/a.jsonl.gz").read_bytes()) == (tmp_path / "out-plain/a.jsonl").read_bytes()


def test_ledger_rows_name_the_kept_document(run_cleaner, tmp_path):
    write(tmp_path / "a.jsonl", articles())
    run_cleaner("dedup", "a.jsonl", "-o", "out", "--ledger", "all.jsonl", "--clusters", "c.jsonl")
    clusters = [json.loads(row) for row in (tmp_path / "c.jsonl").read_text().splitlines()]
    kept = {member["id"]: (one["kept"], member["jaccard"]) for one in clusters for member in one["members"]}
    rows = [json.loads(row) for row in (tmp_path / "all.jsonl").read_text().splitlines()]
    assert {row["doc"]: (row["kept"], round(row["jaccard"], 6)) for row in rows} == kept and all(row["action"] == "dropped" for row in rows)
    lines = (tmp_path / "a.jsonl").read_text().splitlines()
    assert all(json.loads(lines[int(row["evidence"].rpartition(":")[2]) - 1])["id"] == row["kept"] for row in rows)
