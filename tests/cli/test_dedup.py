"""`cleaner dedup`: what it prints, what it writes, what it refuses."""

from __future__ import annotations

import json
import random

import pytest

from tests.dedup.texts import edited, words
from tests.samples import line, tree, write

TEXT = " ".join(words(random.Random(1), 60))
NEAR = edited(random.Random(2), TEXT, 1) + " at the end"
LINES = line(TEXT, id="a", site="x.org") + line(NEAR, id="b", site="y.org") + line("Quite another article of some few words.", id="c", site="x.org")


def test_drops_copies_and_prints_its_curve(run_cleaner, tmp_path):
    write(tmp_path / "a.jsonl", LINES)
    ran = run_cleaner("dedup", "a.jsonl", "-o", "out")
    assert ran.code == 0 and [json.loads(row)["id"] for row in (tmp_path / "out/a.jsonl").read_text().splitlines()] == ["b", "c"]
    assert "17 bands of 4 rows, 68 permutations" in ran.err and "0.7: 0.9906" in ran.err and "1 in 1 cluster" in ran.err


def test_says_when_the_recall_needs_more_permutations(run_cleaner, tmp_path):
    write(tmp_path / "a.jsonl", LINES)
    assert "226 permutations, more than 128, as the recall needs them" in run_cleaner("dedup", "a.jsonl", "--dry-run", "--threshold", "0.2").err


def test_pairs_and_clusters(run_cleaner, tmp_path):
    write(tmp_path / "a.jsonl", LINES)
    run_cleaner("dedup", "a.jsonl", "-o", "out", "--pairs", "p.jsonl", "--clusters", "c.jsonl")
    [pair], [cluster] = ([json.loads(row) for row in (tmp_path / name).read_text().splitlines()] for name in ("p.jsonl", "c.jsonl"))
    assert (pair["a"], pair["b"]) == ("b", "a") and 0.7 < pair["jaccard"] < pair["containment"] <= 1
    assert cluster == {"kept": "b", "members": [{"id": "a", "jaccard": pair["jaccard"], "containment": pair["containment"]}]}


def test_mark_keeps_all_and_tells(run_cleaner, tmp_path):
    write(tmp_path / "a.jsonl", LINES)
    assert run_cleaner("dedup", "a.jsonl", "-o", "out", "--duplicates", "mark", "--ledger", "l.jsonl").code == 0
    assert tree(tmp_path / "out") == {"a.jsonl": LINES.encode()}
    [row] = map(json.loads, (tmp_path / "l.jsonl").read_text().splitlines())
    assert (row["doc"], row["kept"], row["action"], row["why"]) == ("a", "b", "flagged", "a near-duplicate of b")


def test_looking_writes_nothing_but_what_was_asked_for(run_cleaner, tmp_path):
    write(tmp_path / "a.jsonl", LINES)
    ran = run_cleaner("dedup", "a.jsonl", "--dry-run")
    assert ran.code == 0 and "wrote nothing" in ran.err and [path.name for path in tmp_path.iterdir()] == ["a.jsonl"]
    assert run_cleaner("dedup", "a.jsonl", "--dry-run", "--pairs", "p").code == 0 and {path.name for path in tmp_path.iterdir()} == {"a.jsonl", "p"}


@pytest.mark.parametrize(("option", "kept"), [("longest", "b"), ("shortest", "a"), ("first", "a"), ("earliest", "b"), ("best:score", "a")])
def test_keeps_what_is_asked_for(run_cleaner, tmp_path, option, kept):
    write(tmp_path / "a.jsonl", line(TEXT, id="a", date="2021", score=7) + line(NEAR, id="b", date="2020", score=6))
    run_cleaner("dedup", "a.jsonl", "-o", "out", "--keep", option, "--max-loss", "1")
    assert json.loads((tmp_path / "out/a.jsonl").read_text())["id"] == kept


@pytest.mark.parametrize(("option", "dropped"), [("--within", 0), ("--across", 1)])
def test_sites(run_cleaner, tmp_path, option, dropped):
    write(tmp_path / "a.jsonl", LINES)
    assert f"{dropped} in {dropped} cluster" in run_cleaner("dedup", "a.jsonl", "--dry-run", option).err


@pytest.mark.parametrize("settings", ["", "within = true\nacross = true\n"])
def test_one_site_and_different_sites_at_once_are_refused(run_cleaner, tmp_path, settings):
    write(tmp_path / "a.jsonl", LINES)
    write(tmp_path / "cleaner.toml", settings)
    ran = run_cleaner("dedup", "a.jsonl", "--dry-run", *(() if settings else ("--within", "--across")))
    assert ran.code == 2 and "give --within or --across, or neither" in ran.err


def test_a_flag_wins_over_the_other_in_the_settings(run_cleaner, tmp_path):
    write(tmp_path / "a.jsonl", LINES)
    write(tmp_path / "cleaner.toml", "within = true\n")
    assert "0 in 0 clusters" in run_cleaner("dedup", "a.jsonl", "--dry-run").err
    assert "1 in 1 cluster" in run_cleaner("dedup", "a.jsonl", "--dry-run", "--across").err


def test_contained(run_cleaner, tmp_path):
    write(tmp_path / "a.jsonl", line(TEXT, id="a") + line(f"{' '.join(words(random.Random(9), 300))} {TEXT}", id="b"))
    assert "0 in 0 clusters" in run_cleaner("dedup", "a.jsonl", "--dry-run").err
    assert "1 in 1 cluster" in run_cleaner("dedup", "a.jsonl", "--dry-run", "--contained", "0.9").err


def test_a_site_that_would_lose_nearly_all_stops_the_run(run_cleaner, tmp_path):
    write(tmp_path / "a.jsonl", "".join(line(TEXT, id=str(n), site="x.org") for n in range(12)) + LINES)
    ran = run_cleaner("dedup", "a.jsonl", "-o", "out")
    assert ran.code == 1 and "x.org would lose 13 of its 14 articles" in ran.err and "--max-loss 1" in ran.err and tree(tmp_path / "out") == {}
    look = run_cleaner("dedup", "a.jsonl", "--dry-run")
    assert look.code == 0 and "x.org would lose 13" in look.err and "stopped" not in look.err
    assert run_cleaner("dedup", "a.jsonl", "-o", "out", "--max-loss", "1").code == 0
    assert len((tmp_path / "out/a.jsonl").read_text().splitlines()) == 2


def test_template_pages_are_told(run_cleaner, tmp_path):
    source = random.Random(4)
    page = words(source, 200)
    pages = [" ".join(page[: 200 - n] + [word[:2] for word in words(source, n)]) for n in range(30)]
    write(tmp_path / "a.jsonl", "".join(line(text, id=str(n), site=str(n)) for n, text in enumerate(pages)))
    assert "pages of one template?" in run_cleaner("dedup", "a.jsonl", "--dry-run").err


def test_many_copies_are_told_with_the_first_only(run_cleaner, tmp_path):
    write(tmp_path / "a.jsonl", "".join(line(TEXT, id=str(n), site=str(n)) for n in range(1002)))
    ran = run_cleaner("dedup", "a.jsonl", "--dry-run", "--pairs", "p.jsonl")
    assert "1 text of more than 1,000 equal documents" in ran.err and len((tmp_path / "p.jsonl").read_text().splitlines()) == 1001


REFUSED = [
    (["a.jsonl"], "there is no output"),
    (["-", "-o", "out"], "not looked for in a stream"),
    (["a.jsonl", "-o", "out", "--threshold", "1.5"], "a threshold of 1.5 cannot be had (name one between 0 and 1, such as 0.7)"),
    (["a.jsonl", "-o", "out", "--recall", "1"], "a recall of 1 cannot be had (name one between 0 and 1, such as 0.99)"),
    (["a.jsonl", "-o", "out", "--contained", "2"], "a share of 2 cannot be had"),
    (["a.jsonl", "-o", "out", "--contained", "0.001"], "a share of 0.001 cannot be had (name one between 0.01 and 1"),
    (["a.jsonl", "-o", "out", "--contained", "nan"], "a share of nan cannot be had"),
    (["a.jsonl", "-o", "out", "--max-loss", "nan"], "a share of nan cannot be had"),
    (["a.jsonl", "-o", "out", "--permutations", "1000000000"], "is not in the range 2<=x<=4096"),
    (["a.jsonl", "-o", "out", "--ledger", "l.txt"], "ends in neither .parquet nor .jsonl"),
    (["a.jsonl", "-o", "out", "--ledger", "a.jsonl"], "a.jsonl would be overwritten (name another file)"),
    (["a.jsonl", "--dry-run", "--pairs", "./a.jsonl"], "a.jsonl would be overwritten (name another file)"),
    (["a.jsonl", "--dry-run", "--clusters", "a.jsonl"], "a.jsonl would be overwritten (name another file)"),
    (["a.jsonl", "--dry-run", "--clusters", "p", "--pairs", "p"], "p would be overwritten (name another file)"),
    (["a.jsonl", "-o", "out", "--keep", "newest"], "'newest' does not say which copy to keep"),
    (["a.jsonl", "-o", "."], "there is nothing to read"),
    (["none.jsonl", "-o", "out"], "there is no none.jsonl"),
]


@pytest.mark.parametrize(("arguments", "message"), REFUSED)
def test_refuses(run_cleaner, tmp_path, arguments, message):
    write(tmp_path / "a.jsonl", LINES)
    ran = run_cleaner("dedup", *arguments)
    assert ran.code == 2 and message in ran.err and [path.name for path in tmp_path.iterdir()] == ["a.jsonl"]


def test_never_overwrites_its_input(run_cleaner, tmp_path):
    write(tmp_path / "src/a.jsonl", LINES)
    (tmp_path / "out").mkdir()
    (tmp_path / "out/a.jsonl").symlink_to(tmp_path / "src/a.jsonl")
    ran = run_cleaner("dedup", "src", "-o", "out", "--force")
    assert ran.code == 2 and "would be overwritten" in ran.err


def test_other_settings_are_refused(run_cleaner, tmp_path):
    write(tmp_path / "a.jsonl", LINES)
    run_cleaner("dedup", "a.jsonl", "-o", "out")
    ran = run_cleaner("dedup", "a.jsonl", "-o", "out", "--threshold", "0.8")
    assert ran.code == 2 and "was made with other settings (threshold)" in ran.err


def test_reads_its_settings(run_cleaner, tmp_path):
    write(tmp_path / "a.jsonl", LINES)
    write(tmp_path / "cleaner.toml", "[dedup]\nthreshold = 0.5\n")
    assert "35 bands of 3 rows" in run_cleaner("dedup", "a.jsonl", "--dry-run").err
