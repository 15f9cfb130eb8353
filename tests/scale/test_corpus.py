"""`clean` with a look around: furniture of sites and near-duplicates, the same however the work is cut, and undone whole."""

from __future__ import annotations

import json
import random
import subprocess
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.conftest import COMMAND
from tests.dedup.texts import edited, words
from tests.repeats.test_furniture import article
from tests.samples import tree
from tests.scale.test_duplicates import kill

FOOT = "Harbour lights\nAsk the pilot"
SITES = ("tides.example", "mills.example")


def rows(pages: int = 14) -> list[dict[str, str]]:
    """Pages of two sites; each has its own foot, and the last article of the first site stands on the second as well."""
    feet = dict(zip(SITES, (FOOT, "All the mills\nAsk the miller"), strict=True))
    made = [{"id": f"{site}/{i}", "site": site, "text": "\n\n".join([*article(100 * n + i), feet[site]])} for n, site in enumerate(SITES) for i in range(pages)]
    again = {"id": "again", "site": SITES[1], "text": "\n\n".join([*article(pages - 1), feet[SITES[1]]])}
    return [*made, again]


def write(path: Path, documents: list[dict[str, str]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in documents))
    return path


def texts(path: Path) -> dict[str, str]:
    return {row["id"]: row["text"] for row in map(json.loads, path.read_text().splitlines())}


def ledger(out: Path) -> list[dict[str, object]]:
    return [row for path in sorted((out / "_cleaner/ledger").glob("*.parquet")) for row in pq.read_table(path).to_pylist()]


@pytest.fixture
def around(run_cleaner, tmp_path):
    """Clean `src` with a look around, and return the ledger's rows."""

    def run(*args: str, out: str = "out", code: int = 0) -> list[dict[str, object]]:
        ran = run_cleaner("clean", "src", "-o", out, "--duplicates", "drop", "--keep", "first", *args)
        assert ran.code == code, ran.err
        return ledger(tmp_path / out)

    return run


def test_furniture_of_each_site_goes_and_a_copy_on_another_site(around, tmp_path):
    write(tmp_path / "src/a.jsonl", rows())
    found = around()
    left = texts(tmp_path / "out/a.jsonl")
    assert set(left) == {row["id"] for row in rows()} - {"again"}
    assert all(text == "\n\n".join(article(100 * (id[:5] == "mills") + int(id.partition("/")[2]))) for id, text in left.items())
    furniture = [row for row in found if row["rule"] == "repeats/site"]
    assert {row["evidence"] for row in furniture} == {f"on {n} of {n} pages of {site}, always at the tail" for site, n in zip(SITES, (14, 15), strict=True)}
    (dropped,) = [row for row in found if row["action"] == "dropped"]
    assert (dropped["doc"], dropped["kept"], dropped["jaccard"], dropped["containment"]) == ("again", "tides.example/13", 1.0, 1.0)


def test_all_comes_back(around, run_cleaner, tmp_path):
    source = write(tmp_path / "src/a.jsonl", rows())
    around()
    assert run_cleaner("restore", "out", "-o", "back").code == 0
    assert (tmp_path / "back/a.jsonl").read_bytes() == source.read_bytes()


def test_an_article_posted_many_times_is_not_furniture(around, tmp_path):
    page = "\n\n".join([*article(1), FOOT])
    write(tmp_path / "src/a.jsonl", [{"id": str(i), "site": SITES[0], "text": page} for i in range(8)] + rows())
    around("--duplicates", "mark", "--max-loss", "1")
    assert all(text == "\n\n".join(article(1)) for id, text in texts(tmp_path / "out/a.jsonl").items() if id.isdigit())


def test_marked_copies_stay(around, tmp_path):
    write(tmp_path / "src/a.jsonl", rows())
    found = around("--duplicates", "mark")
    assert "again" in texts(tmp_path / "out/a.jsonl")
    assert [row["kept"] for row in found if row["action"] == "flagged"] == ["tides.example/13"]


@pytest.mark.parametrize("how", [("--repeats", "off"), ("--ignore", "repeats/site")])
def test_furniture_can_be_left_alone(around, tmp_path, how):
    write(tmp_path / "src/a.jsonl", rows())
    around(*how)
    assert all("\n" in text.split("\n\n")[-1] for text in texts(tmp_path / "out/a.jsonl").values())


def test_copies_can_be_left_alone(around, tmp_path):
    write(tmp_path / "src/a.jsonl", rows())
    around("--duplicates", "ignore")
    assert len(texts(tmp_path / "out/a.jsonl")) == len(rows())


def test_documents_that_name_no_site_have_none(around, tmp_path):
    write(tmp_path / "src/a.jsonl", [{"id": row["id"], "text": row["text"]} for row in rows()])
    assert not [row for row in around() if row["rule"] == "repeats/site"]


def test_the_whole_corpus_may_count_as_one_site(around, tmp_path):
    write(tmp_path / "src/a.jsonl", [{"id": row["id"], "text": row["text"]} for row in rows()])
    found = [row for row in around("--repeats", "corpus") if row["rule"] == "repeats/site"]
    assert {row["evidence"] for row in found} <= {f"on {n} of 29 pages of the corpus, always at the tail" for n in (14, 15)} and found


def test_folders_may_be_sites(around, tmp_path):
    for row in rows():
        (path := tmp_path / "src" / f"{row['site']}/{row['id'].replace('/', '-')}.txt").parent.mkdir(parents=True, exist_ok=True)
        path.write_text(row["text"])
    around("--site-from", "path")
    assert (tmp_path / "out/tides.example/tides.example-3.txt").read_text() == "\n\n".join(article(3))
    assert (tmp_path / "out/mills.example/again.txt").exists() != (tmp_path / "out/tides.example/tides.example-13.txt").exists()


def test_a_site_that_would_lose_nearly_all_stops_the_run(around, run_cleaner, tmp_path):
    page = "\n\n".join(article(1))
    write(tmp_path / "src/a.jsonl", [{"id": str(i), "site": SITES[0], "text": page} for i in range(20)])
    ran = run_cleaner("clean", "src", "-o", "out", "--duplicates", "drop", "--keep", "first")
    assert ran.code == 1 and "tides.example would lose 19 of its 20 articles" in ran.err and "stopped: that is more than 90%" in ran.err
    assert not (tmp_path / "out/a.jsonl").exists()
    for how in ("mark", "ignore"):
        around("--duplicates", how, out=how)
        assert len(texts(tmp_path / how / "a.jsonl")) == 20
    around("--max-loss", "1")
    assert list(texts(tmp_path / "out/a.jsonl")) == ["0"]


def test_order_parts_and_workers_do_not_count(around, tmp_path, monkeypatch):
    documents = rows()
    write(tmp_path / "src/a.jsonl", documents)
    around("--keep", "longest", out="whole")
    monkeypatch.setattr("cleaner.scale.plan.PART_SIZE", 3000)
    monkeypatch.setattr("cleaner.cli.clean.SMALL", 0)
    around("--workers", "2", "--keep", "longest", out="parts")
    write(tmp_path / "src/a.jsonl", documents[::-1])
    around("--keep", "longest", out="reversed")
    whole = texts(tmp_path / "whole/a.jsonl")
    assert texts(tmp_path / "parts/a.jsonl") == whole
    assert dict(sorted(texts(tmp_path / "reversed/a.jsonl").items())) == dict(sorted(whole.items()))


def test_the_same_command_again_changes_nothing(around, tmp_path):
    write(tmp_path / "src/a.jsonl", rows())
    around()
    before = (tmp_path / "out/a.jsonl").stat()
    around()
    assert (tmp_path / "out/a.jsonl").stat().st_mtime_ns == before.st_mtime_ns


def test_cleaning_the_output_finds_nothing(around, tmp_path):
    write(tmp_path / "src/a.jsonl", rows())
    around()
    write(tmp_path / "src/a.jsonl", [{"id": id, "site": id.partition("/")[0], "text": text} for id, text in texts(tmp_path / "out/a.jsonl").items()])
    assert around(out="again") == []


def test_a_look_says_what_the_run_does_furniture_and_copies_included(run_cleaner, tmp_path):
    write(tmp_path / "src/a.jsonl", rows())
    options = ("clean", "src", "--duplicates", "drop", "--keep", "first")
    looked, differs, done = (run_cleaner(*options, *how) for how in (["--dry-run"], ["--diff"], ["-o", "out"]))
    assert done.code == 0 and "repeats/site " in done.err and "1 dropped\n" in done.err
    assert looked == (0, "", done.err.replace("removed", "would remove").replace("wrote out", "wrote nothing"))
    assert differs.err == looked.err and differs.out.count("-Ask the pilot\n") == 14
    alone = run_cleaner(*options, "--dry-run", "--repeats", "off", "--duplicates", "ignore")
    assert "0 changed" in alone.err and "dropped" not in alone.err


@pytest.fixture(scope="module")
def large(tmp_path_factory) -> Path:
    """A folder with a source of several tasks, in `src`, and what an undisturbed run makes of it, in `whole`."""
    folder, source = tmp_path_factory.mktemp("large"), random.Random(1)
    originals = [" ".join(words(source, 300)) for _ in range(300)]
    for n in range(5):
        some = [f"{edited(source, source.choice(originals), 2)}\n\n{FOOT}" for _ in range(200)]
        write(folder / f"src/{n}.jsonl", [{"id": f"{n}-{i}", "site": SITES[i % 2], "text": text} for i, text in enumerate(some)])
    assert subprocess.run([*CLEAN, "whole"], cwd=folder, capture_output=True).returncode == 0
    return folder


CLEAN = [COMMAND, "clean", "src", "--max-loss", "1", "--workers", "2", "-o"]
PASSES = {
    "scan": "scan/*/done.json",
    "marks": "marks/*",
    "sketch": "sketch/*/furniture",
    "join": "join/*",
    "write": "tasks/*.json",
}


def times(paths: Iterable[Path]) -> dict[Path, int]:
    """Return when files were written, of those that are there: a run that ends takes them away."""
    found = {}
    for path in paths:
        with suppress(FileNotFoundError):
            found[path] = path.stat().st_mtime_ns
    return found


@pytest.mark.parametrize("place", PASSES.values(), ids=PASSES)
def test_killed_run_goes_on_to_the_same_result(large, tmp_path, place):
    (tmp_path / "src").symlink_to(large / "src")
    state = tmp_path / "out/_cleaner"
    kill([*CLEAN, "out"], tmp_path, when=lambda: bool(list(state.glob(place))))
    scans = times(state.glob("scan/*/done.json"))
    with subprocess.Popen([*CLEAN, "out"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        while running.poll() is None and not list(state.glob("tasks/*.json")):
            time.sleep(0.005)
        kept = times(scans)
        _, err = running.communicate()
    assert running.returncode == 0, err
    assert kept.items() <= scans.items()
    assert tree(tmp_path / "out") == tree(large / "whole")
    assert sorted(map(repr, ledger(tmp_path / "out"))) == sorted(map(repr, ledger(large / "whole")))
    assert not any((state / name).exists() for name in ("scan", "marks", "sketch", "join"))
