"""`cleaner explain`: what went and by which rule, what stayed and which condition kept the nearest rule from it."""

from __future__ import annotations

from tests.samples import AFTER, ARTICLE, BEFORE, PROMO, RULE, line, write


def test_shows_what_goes_and_why(run_cleaner, tmp_path):
    write(tmp_path / "a.txt", ARTICLE)
    kept, gone, why, *_ = run_cleaner("explain", "a.txt").out.splitlines()
    assert (kept.split(), gone.split()) == (["1", *BEFORE.split()], ["-", "3", *PROMO.split()])
    assert why.strip().startswith(f"{RULE} ")


def test_shows_what_is_cut_inside_a_block(run_cleaner, tmp_path):
    write(tmp_path / "a.txt", f"{BEFORE}\n\nIt grew fast (source).\n")
    _, cut, why = run_cleaner("explain", "a.txt").out.splitlines()
    assert cut.startswith("~") and "en/stubs/source cuts ' (source)'" in why


def test_names_the_condition_that_kept_a_block(run_cleaner, tmp_path):
    rule = "why: A test.\nmatch:\n  - any: ['market square']\n    max_words: 3\nexamples:\n  - removes: 'A.\\n\\n<<Market square>>\\n\\nB.'\n  - keeps: 'No.'\n"
    write(tmp_path / "rules/en/promo/mine.yaml", rule.replace("'A.", '"A.').replace("B.'", 'B."'))
    write(tmp_path / "a.txt", f"{BEFORE}\n\nThe fair on the market square begins at noon.\n")
    out = run_cleaner("explain", "a.txt", "--rules", "rules").out
    assert "not en/promo/mine: " in out and "at most 3 words" in out


def test_takes_one_record(run_cleaner, tmp_path):
    write(tmp_path / "a.jsonl", line(AFTER) + line())
    assert PROMO in run_cleaner("explain", "a.jsonl", "--record", 2).out
    ran = run_cleaner("explain", "a.jsonl", "--record", 3)
    assert ran.code == 2 and "a.jsonl has no record 3" in ran.err


def test_takes_one_file(run_cleaner, tmp_path):
    for name in "ab":
        write(tmp_path / f"src/{name}.txt", ARTICLE)
    ran = run_cleaner("explain", "src")
    assert ran.code == 2 and "src stands for 2 files (name one of them)" in ran.err


def test_standard_input(run_cleaner):
    assert PROMO in run_cleaner("explain", "-", stdin=ARTICLE.encode()).out


def test_says_that_a_guard_kept_a_text(run_cleaner, tmp_path):
    write(tmp_path / "a.txt", f"Hello.\n\n{PROMO}\n")
    assert run_cleaner("explain", "a.txt").out.startswith("kept as it was: would lose ")


def test_blank_record_is_named(run_cleaner, tmp_path):
    write(tmp_path / "a.jsonl", "\n")
    ran = run_cleaner("explain", "a.jsonl")
    assert ran.code == 3 and "a.jsonl:1: a blank line" in ran.err
