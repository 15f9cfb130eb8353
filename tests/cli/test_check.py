"""`cleaner check`: findings with their place, in every format, and files mended in place."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys

import pytest

from cleaner.formats.atomic import unwritable
from cleaner.scale import check
from tests.samples import AFTER, ARTICLE, BEFORE, CLEANED, PROMO, RULE, line, tree, write

HEAVY = {"numpy", "pyarrow", "numba", "rich", "trafilatura", "datasketch", "duckdb", "pyspark", "zstandard"}
PLACES = [
    ("a.txt", ARTICLE, "a.txt:3:1"),
    ("a.txt", "\ufeff" + ARTICLE.replace("\n", "\r\n"), "a.txt:3:1"),
    ("a.md", f"# Ünï\n\n{ARTICLE}", "a.md:5:1"),
    ("a.jsonl", "\n" + line() + line(CLEANED), f"a.jsonl:2:{ARTICLE.index(PROMO) + 1}"),
    ("a.jsonl", json.dumps({"text": f"Zoë \U0001f600.\n\n{PROMO}\n\n{AFTER}"}), f"a.jsonl:1:{len('Zoë _.') + 3}"),
]


@pytest.mark.parametrize(("name", "data", "place"), PLACES, ids=range(len(PLACES)))
def test_finding_names_its_place(run_cleaner, tmp_path, name, data, place):
    write(tmp_path / name, data)
    ran = run_cleaner("check", name)
    assert ran.code == 1 and ran.out.startswith(f"{place}: {RULE} ") and len(ran.out.splitlines()) == 1


def test_finding_inside_a_line_names_its_column(run_cleaner, tmp_path):
    write(tmp_path / "a.txt", f"{BEFORE}\n\nIt grew fast (source).\n")
    assert run_cleaner("check", "a.txt").out.startswith("a.txt:3:14: en/stubs/source ")


@pytest.mark.parametrize(("name", "data", "place"), [("a.txt", f"{PROMO}\n", "a.txt"), ("a.jsonl", line(CLEANED) + line(f"{PROMO}\n"), "a.jsonl:2")])
def test_a_document_that_a_guard_keeps_is_named(run_cleaner, tmp_path, name, data, place):
    write(tmp_path / name, data)
    ran = run_cleaner("check", name)
    assert ran.code == 0 and not ran.out and f"{place}: kept as it is: would lose 5 of 5 words\n" in ran.err and ", 1 document kept by a guard" in ran.err


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"a.txt": CLEANED}, 0),
        ({"a.txt": ARTICLE}, 1),
        ({"a.txt": ARTICLE, "b.txt": b"\xff"}, 3),
        ({"a.txt": CLEANED, "b.jsonl": "broken"}, 3),
    ],
)
def test_exit_code(run_cleaner, tmp_path, files, code):
    for name, data in files.items():
        write(tmp_path / "src" / name, data)
    assert run_cleaner("check", "src").code == code


def test_checking_changes_nothing(run_cleaner, tmp_path):
    write(tmp_path / "src/a.txt", ARTICLE)
    run_cleaner("check", "src")
    assert tree(tmp_path) == {"src/a.txt": ARTICLE.encode()}


def test_json_gives_an_object_a_finding(run_cleaner, tmp_path):
    write(tmp_path / "a.txt", ARTICLE)
    [first] = map(json.loads, run_cleaner("check", "a.txt", "--format", "json").out.splitlines())
    assert first.pop("message") and first == {"file": "a.txt", "line": 3, "column": 1, "rule": RULE, "text": PROMO}


def test_sarif_names_rules_and_places(run_cleaner, tmp_path):
    write(tmp_path / "a b.txt", ARTICLE)
    log = json.loads(run_cleaner("check", "a b.txt", "--format", "sarif").out)
    [run] = log["runs"]
    [result] = run["results"]
    assert (log["version"], run["tool"]["driver"]["name"], run["tool"]["driver"]["rules"][0]["id"], result["ruleId"]) == ("2.1.0", "cleaner", RULE, RULE)
    [location] = result["locations"]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == "a%20b.txt"
    assert location["physicalLocation"]["region"] | {"snippet": None} == {"startLine": 3, "startColumn": 1, "snippet": None}


def test_sarif_of_nothing_is_whole(run_cleaner, tmp_path):
    write(tmp_path / "a.txt", CLEANED)
    assert json.loads(run_cleaner("check", "a.txt", "--format", "sarif").out)["runs"][0]["results"] == []


def test_github_escapes_what_would_end_a_property(run_cleaner, tmp_path):
    write(tmp_path / "50%, a:b.txt", ARTICLE)
    ran = run_cleaner("check", "50%, a:b.txt", "--format", "github")
    assert ran.out.startswith(f"::warning file=50%25%2C a%3Ab.txt,line=3,col=1,title={RULE}::") and len(ran.out.splitlines()) == 1


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.jsonl", "a.jsonl.gz"])
def test_fix_mends_in_place_and_only_once(run_cleaner, tmp_path, name):
    pack = gzip.compress if name.endswith("gz") else bytes
    unpack = gzip.decompress if name.endswith("gz") else bytes
    path = write(tmp_path / name, pack((line(n=1) if "json" in name else ARTICLE).encode()))
    path.chmod(0o640)
    assert run_cleaner("check", name, "--fix").code == 1
    mended = path.read_bytes()
    assert unpack(mended).decode() == (line(CLEANED, n=1) if "json" in name else CLEANED) and path.stat().st_mode & 0o777 == 0o640
    before = path.stat()
    assert run_cleaner("check", name, "--fix").code == 0 and path.stat().st_mtime_ns == before.st_mtime_ns and path.read_bytes() == mended


def test_fix_mends_what_a_link_leads_to(run_cleaner, tmp_path):
    write(tmp_path / "real.txt", ARTICLE)
    (tmp_path / "link.txt").symlink_to("real.txt")
    run_cleaner("check", "link.txt", "--fix")
    assert (tmp_path / "link.txt").is_symlink() and (tmp_path / "real.txt").read_text() == CLEANED


def test_fix_leaves_what_it_cannot_read_and_mends_the_rest(run_cleaner, tmp_path):
    write(tmp_path / "a.jsonl", line() + "broken\n" + line())
    write(tmp_path / "b.txt", b"\xff")
    ran = run_cleaner("check", "--fix", "a.jsonl", "b.txt")
    assert ran.code == 3 and "1 file fixed" in ran.err
    assert tree(tmp_path) == {"a.jsonl": (line(CLEANED) + "broken\n" + line(CLEANED)).encode(), "b.txt": b"\xff"}


def test_standard_input(run_cleaner):
    ran = run_cleaner("check", "-", stdin=ARTICLE.encode())
    assert ran.code == 1 and ran.out.startswith(f"-:3:1: {RULE} ")


def test_standard_input_beside_files(run_cleaner, tmp_path):
    write(tmp_path / "a.txt", ARTICLE)
    ran = run_cleaner("check", "-", "a.txt", "--from", "jsonl", stdin=line().encode())
    assert [found.split(":")[0] for found in ran.out.splitlines()] == ["a.txt", "-"]


def test_standard_input_is_not_mended(run_cleaner):
    ran = run_cleaner("check", "-", "--fix", stdin=ARTICLE.encode())
    assert ran.code == 2 and "cleaner clean - -o -" in ran.err


def test_parts_and_workers_do_not_change_the_findings(run_cleaner, tmp_path, monkeypatch):
    write(tmp_path / "a.jsonl", (line() + "\n" + line(CLEANED) + "broken\n") * 2500)
    whole = run_cleaner("check", "a.jsonl", "--workers", 1)
    monkeypatch.setattr("cleaner.scale.plan.PART_SIZE", 100_000)
    assert run_cleaner("check", "a.jsonl", "--workers", 2) == whole and whole.code == 3


def test_surrogates_are_printed(run_cleaner, tmp_path):
    write(tmp_path / "a.jsonl", json.dumps({"text": f"\ud800 {BEFORE}\n\n{PROMO}\n\n{AFTER} \udfff"}))
    assert run_cleaner("check", "a.jsonl", "--format", "json").code == 1
    assert "\\ud800" in run_cleaner("clean", "a.jsonl", "--diff").out + run_cleaner("explain", "a.jsonl").out


def test_loads_nothing_heavy(tmp_path):
    write(tmp_path / "a.txt", ARTICLE)
    code = "import sys; from cleaner.cli import main\ntry: main()\nfinally: print(*{name.split('.')[0] for name in sys.modules})"
    ran = subprocess.run([sys.executable, "-c", code, "check", "a.txt"], cwd=tmp_path, capture_output=True, text=True)
    assert ran.returncode == 1 and not HEAVY & set(ran.stdout.splitlines()[-1].split())


def test_terminal_shows_progress_and_a_pipe_does_not(run_installed, tmp_path):
    write(tmp_path / "a.jsonl", line() * 10)
    assert "\x1b" not in run_installed("clean", "a.jsonl", "-o", "out").err
    command = f"{os.path.dirname(sys.executable)}/cleaner clean a.jsonl -o shown"
    shown = subprocess.run(["script", "-qec", command, "/dev/null"], cwd=tmp_path, capture_output=True, env={**os.environ, "TERM": "xterm"})
    assert shown.returncode == 0 and b"\x1b[" in shown.stdout


def test_a_file_that_cannot_be_mended_does_not_stop_the_rest(run_cleaner, tmp_path, monkeypatch):
    for name in ("a.txt", "b.txt", "c.txt"):
        write(tmp_path / "src" / name, ARTICLE)
    write_atomic = check.write_atomic
    refuse = {(tmp_path / "src/b.txt").resolve(): unwritable(tmp_path / "src/b.txt", PermissionError(13, "Permission denied"))}

    def write_some(path, data):
        if path in refuse:
            raise refuse[path]
        write_atomic(path, data)

    monkeypatch.setattr(check, "write_atomic", write_some)
    ran = run_cleaner("check", "--fix", "src")
    assert ran.code == 3 and len(ran.out.splitlines()) == 3 and "src/b.txt: cannot be written: Permission denied" in ran.err and ", 2 files fixed" in ran.err
    assert tree(tmp_path / "src") == {"a.txt": CLEANED.encode(), "b.txt": ARTICLE.encode(), "c.txt": CLEANED.encode()}
