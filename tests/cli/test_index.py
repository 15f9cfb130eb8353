"""`--index`: what is remembered from run to run, and what is said of it."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import time

import pytest

from tests.conftest import COMMAND
from tests.dedup.texts import edited, words
from tests.samples import line, tree, write

TEXTS = [" ".join(words(random.Random(n), 80)) for n in range(4)]
NEAR = edited(random.Random(9), TEXTS[0], 1)
DAYS = [
    line(TEXTS[0], id="a", site="x.org") + line(TEXTS[1], id="b", site="x.org"),
    line(TEXTS[2], id="c", site="y.org") + line(NEAR, id="d", site="y.org") + line(TEXTS[2], id="e", site="y.org"),
]


@pytest.fixture
def days(tmp_path):
    """Two days' articles, of which one of the second is a copy of one of the first."""
    for number, day in enumerate(DAYS, 1):
        write(tmp_path / f"{number}.jsonl", day)
    return tmp_path


def left(path) -> list[str]:
    return [json.loads(row)["id"] for row in path.read_text().splitlines()]


def test_dedup_holds_today_against_the_past(run_cleaner, days):
    assert run_cleaner("dedup", "1.jsonl", "-o", "out1", "--index", "past.duckdb").code == 0
    ran = run_cleaner("dedup", "2.jsonl", "-o", "out2", "--index", "past.duckdb", "--ledger", "l.jsonl", "--pairs", "p.jsonl", "--clusters", "c.jsonl")
    assert ran.code == 0 and "3 documents, 2 in 2 clusters go" in ran.err and left(days / "out2/2.jsonl") == ["e"]
    rows = {row["doc"]: row for row in map(json.loads, (days / "l.jsonl").read_text().splitlines())}
    assert rows["d"]["kept"] == "a" and rows["d"]["why"] == "a near-duplicate of a" and rows["c"]["kept"] == "e"
    assert rows["d"]["evidence"].startswith(f"{days}/1.jsonl:1 in the run of 20") and rows["d"]["evidence"].endswith(", Jaccard estimated")
    pairs = [json.loads(row) for row in (days / "p.jsonl").read_text().splitlines()]
    assert [(pair["a"], pair["b"], pair.get("estimated", False)) for pair in pairs] == [("e", "c", False), ("a", "d", True)]
    clusters = [json.loads(row) for row in (days / "c.jsonl").read_text().splitlines()]
    assert [(one["kept"], one.get("estimated", False)) for one in clusters] == [("a", True), ("e", False)]


def test_what_went_for_an_older_one_comes_back(run_cleaner, days):
    run_cleaner("dedup", "1.jsonl", "-o", "out1", "--index", "past.duckdb")
    run_cleaner("dedup", "2.jsonl", "-o", "out2", "--index", "past.duckdb")
    assert run_cleaner("restore", "out2", "-o", "back").code == 0 and tree(days / "back") == {"2.jsonl": DAYS[1].encode()}


def test_the_same_command_again_changes_nothing(run_cleaner, days):
    for _ in range(2):
        for number in (1, 2):
            assert run_cleaner("dedup", f"{number}.jsonl", "-o", f"out{number}", "--index", "past.duckdb").code == 0
    assert left(days / "out1/1.jsonl") == ["a", "b"] and left(days / "out2/2.jsonl") == ["e"]


def test_articles_without_ids_are_copies_of_those_in_other_files(run_cleaner, tmp_path):
    write(tmp_path / "1/a.txt", TEXTS[0])
    write(tmp_path / "2/a.txt", TEXTS[0])
    for number, count in ((1, 1), (2, 0), (1, 1)):
        assert run_cleaner("dedup", f"{number}", "-o", f"out{number}", "--index", "past.duckdb").code == 0
        assert len(list((tmp_path / f"out{number}").rglob("a.txt"))) == count


def test_looking_remembers_nothing(run_cleaner, days):
    assert run_cleaner("dedup", "1.jsonl", "--dry-run", "--index", "past.duckdb").code == 0 and not (days / "past.duckdb").exists()
    run_cleaner("dedup", "1.jsonl", "-o", "out1", "--index", "past.duckdb")
    for _ in range(2):
        assert "2 in 2 clusters" in run_cleaner("dedup", "2.jsonl", "--dry-run", "--index", "past.duckdb").err


def test_a_run_that_a_guard_stops_remembers_nothing(run_cleaner, tmp_path):
    write(tmp_path / "a.jsonl", "".join(line(TEXTS[0], id=str(n), site="x.org") for n in range(20)))
    assert run_cleaner("dedup", "a.jsonl", "-o", "out", "--index", "past.duckdb").code == 1 and not (tmp_path / "past.duckdb").exists()


def test_other_settings_are_refused_before_anything_is_written(run_cleaner, days):
    run_cleaner("dedup", "1.jsonl", "-o", "out1", "--index", "past.duckdb")
    ran = run_cleaner("dedup", "2.jsonl", "-o", "out2", "--index", "past.duckdb", "--threshold", "0.8")
    assert ran.code == 2 and "was made with --threshold 0.7, this run has 0.8 (run with --threshold 0.7, or name another FILE) [index-differs]" in ran.err
    assert not (days / "out2").exists()


def test_a_killed_run_leaves_the_index_as_it_was(run_cleaner, days):
    run_cleaner("dedup", "1.jsonl", "-o", "out1", "--index", "past.duckdb")
    before = (days / "past.duckdb").read_bytes()
    texts = (" ".join(words(random.Random(n), 200)) for n in range(1500))
    write(days / "big.jsonl", DAYS[1] + "".join(line(text, id=f"big-{n}", site=f"{n}.org") for n, text in enumerate(texts)))
    command = [COMMAND, "dedup", "big.jsonl", "-o", "out2", "--index", "past.duckdb"]
    with subprocess.Popen(command, cwd=days, stderr=subprocess.DEVNULL, start_new_session=True) as process:
        while not (days / "out2/_cleaner/sketch").exists() and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
    assert (days / "past.duckdb").read_bytes() == before
    assert run_cleaner("dedup", "big.jsonl", "-o", "out2", "--index", "past.duckdb").code == 0
    assert left(days / "out2/big.jsonl")[:2] == ["e", "big-0"]


FOOTER = "Call the press office of the county at any hour of the day"


def test_clean_knows_the_furniture_of_past_pages(run_cleaner, tmp_path):
    for day in range(3):
        article = "\n".join(" ".join(words(random.Random(10 * day + n), 20)) for n in range(5))
        write(tmp_path / f"{day}.jsonl", line(f"{article}\n{FOOTER}\n", id=f"page-{day}", site="x.org"))
        assert (
            run_cleaner("clean", f"{day}.jsonl", "-o", f"out{day}", "--index", "past.duckdb", "--repeats", "site", "--ledger", f"{day}.jsonl.jsonl").code == 0
        )
    assert [FOOTER in (tmp_path / f"out{day}/{day}.jsonl").read_text() for day in range(3)] == [True, False, False]
    rows = [json.loads(row) for row in (tmp_path / "2.jsonl.jsonl").read_text().splitlines()]
    assert [(row["rule"], row["evidence"]) for row in rows] == [("repeats/site", "on 3 of 3 pages of x.org, always at the tail")]


def test_clean_knows_a_copy_of_an_article_that_was_sketched_with_its_furniture(run_cleaner, tmp_path):
    footer = " ".join(words(random.Random(99), 40))
    pages = [f"{' '.join(words(random.Random(n), 56))}\n{footer}\n" for n in range(4)]
    write(tmp_path / "1.jsonl", line(pages[0], id="old", site="x.org"))
    write(tmp_path / "2.jsonl", "".join(line(pages[n % 4], id=f"new-{n}", site="x.org") for n in range(5)))
    for number in (1, 2):
        ran = run_cleaner("clean", f"{number}.jsonl", "-o", f"out{number}", "--index", "past.duckdb", "--repeats", "site", "--keep", "first", "--max-loss", "1")
        assert ran.code == 0, ran.err
    assert left(tmp_path / "out2/2.jsonl") == ["new-1", "new-2", "new-3"] and footer not in (tmp_path / "out2/2.jsonl").read_text()


def test_clean_drops_what_came_before(run_cleaner, days):
    for number in (1, 2):
        assert run_cleaner("clean", f"{number}.jsonl", "-o", f"out{number}", "--index", "past.duckdb", "--duplicates", "drop").code == 0
    assert left(days / "out1/1.jsonl") == ["a", "b"] and left(days / "out2/2.jsonl") == ["e"]


def test_clean_over_the_corpus_as_one_site(run_cleaner, tmp_path):
    for day in range(3):
        article = "\n".join(" ".join(words(random.Random(10 * day + n), 20)) for n in range(5))
        write(tmp_path / f"{day}.jsonl", line(f"{article}\n{FOOTER}\n", id=f"page-{day}", site=f"{day}.org"))
        assert run_cleaner("clean", f"{day}.jsonl", "-o", f"out{day}", "--index", "past.duckdb", "--repeats", "corpus", "--duplicates", "ignore").code == 0
    assert [FOOTER in (tmp_path / f"out{day}/{day}.jsonl").read_text() for day in range(3)] == [True, False, False]


def test_an_index_of_the_other_command_is_refused(run_cleaner, days):
    run_cleaner("dedup", "1.jsonl", "-o", "out1", "--index", "past.duckdb")
    ran = run_cleaner("clean", "2.jsonl", "-o", "out2", "--index", "past.duckdb", "--duplicates", "drop")
    assert ran.code == 2 and "was made by 'cleaner dedup'" in ran.err and not (days / "out2").exists()


def test_clean_without_a_look_around_has_nothing_to_remember(run_cleaner, days):
    ran = run_cleaner("clean", "1.jsonl", "-o", "out", "--index", "past.duckdb")
    assert ran.code == 2 and "there is nothing to remember (leave --index out, or '--duplicates ignore --repeats off') [index]" in ran.err


def test_info_tells_what_is_remembered(run_cleaner, days):
    for number in (1, 2):
        run_cleaner("dedup", f"{number}.jsonl", "-o", f"out{number}", "--index", "past.duckdb")
    out = run_cleaner("index", "info", "past.duckdb").out
    assert "5 documents, 3 of them kept; 2 sites, 0 lines" in out and " bytes, " in out and " a document" in out
    assert "threshold 0.7" in out and "run 1: 20" in out and "dedup 0.1.0: 3 documents, 2 went" in out


def test_sites_tells_what_their_pages_come_to(run_cleaner, days):
    for number in (1, 2):
        run_cleaner("clean", f"{number}.jsonl", "-o", f"out{number}", "--index", "past.duckdb", "--repeats", "site")
    rows = [json.loads(row) for row in run_cleaner("index", "sites", "past.duckdb").out.splitlines()]
    assert rows[0] == {"site": "x.org", "pages": 2, "clusters": 2, "lines": 2, "furniture": 0, "different": 0} and rows[1]["clusters"] == 2


def test_what_is_forgotten_is_kept_when_it_comes_again(run_cleaner, days):
    run_cleaner("dedup", "1.jsonl", "-o", "out1", "--index", "past.duckdb")
    assert run_cleaner("index", "forget", "past.duckdb", "--id", "a", "--dry-run").out == "would forget 1 document\n"
    assert run_cleaner("index", "forget", "past.duckdb", "--id", "a", "--before", "2999-01-01").out == "forgot 1 document\n"
    assert ", 1 of them still here, 0 went" in run_cleaner("index", "info", "past.duckdb").out
    run_cleaner("dedup", "2.jsonl", "-o", "out2", "--index", "past.duckdb")
    assert left(days / "out2/2.jsonl") == ["d", "e"]


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("info", "nope.duckdb"), "nope.duckdb: there is no index (name a FILE that 'cleaner clean --index FILE' made) [index-file]"),
        (("forget", "nope.duckdb"), "nothing says what to forget"),
        (("forget", "nope.duckdb", "--before", "June"), "'June' does not match the format '%Y-%m-%d'"),
    ],
)
def test_index_says_what_it_needs(run_cleaner, args, says):
    ran = run_cleaner("index", *args)
    assert ran.code == 2 and says in ran.err


def test_only_the_latest_runs_are_told(run_cleaner, tmp_path):
    from cleaner.index.write import write_run
    from tests.index.entries import NOBODY, NOTE, entries, new_index

    for number in range(22):
        write_run(new_index(tmp_path), NOTE, [entries([str(number)], [TEXTS[0]])], NOBODY)
    out = run_cleaner("index", "info", "past.duckdb").out
    assert "the latest 20 of 22 runs:\nrun 3: " in out and "run 2: " not in out


def test_an_index_on_redis(run_cleaner, days, redis_address):
    for number in (1, 2, 1, 2):
        ran = run_cleaner("dedup", f"{number}.jsonl", "-o", f"out{number}", "--index", f"{redis_address}/test-index")
        assert ran.code == 0, ran.err
    assert left(days / "out1/1.jsonl") == ["a", "b"] and left(days / "out2/2.jsonl") == ["e"]
    told = run_cleaner("index", "info", f"{redis_address}/test-index").out
    assert told.startswith("3 documents, all of them kept, of 3 ids; 54 band keys\n") and "made with: layout 4, made_by dedup, threshold 0.7" in told
    ran = run_cleaner("index", "info", f"{redis_address}/nothing")
    assert ran.code == 2 and "/nothing: there is no index" in ran.err


def test_a_file_in_the_settings_is_relative_to_them_and_an_address_is_none(run_cleaner, days, redis_address, monkeypatch):
    (days / "below").mkdir()
    for index, made in (("past.duckdb", True), (f"{redis_address}/settings", False)):
        (days / "cleaner.toml").write_text(f'[dedup]\nindex = "{index}"\n')
        monkeypatch.chdir(days / "below")
        assert run_cleaner("dedup", "../1.jsonl", "-o", f"../out-{made}").code == 0
        assert (days / "past.duckdb").exists()
        assert not (days / "below/redis:").exists() and not (days / "redis:").exists()
