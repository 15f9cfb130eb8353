"""Pages come out as text, with an account of what went, and are undone from their source."""

from __future__ import annotations

import json

import pyarrow.parquet as pq
import pytest

from tests.samples import AFTER, BEFORE, PROMO, tree, write

MORE = " ".join(f"The committee heard witness number {n}, who spoke of the river and the cost of its banks." for n in range(12))
TEXT = f"{BEFORE} {MORE}\n{AFTER} {MORE}\n"


def page(title: str = "The bridge", charset: str = "utf-8", between: str = f"<p>{PROMO}</p>") -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="{charset}"><title>{title}</title><meta name="author" content="Ann Lee"></head>'
        f'<body><article><p>{BEFORE} {MORE}</p>{between}<p>{AFTER} {MORE}</p></article><div id="disqus_thread"><p>First!</p></div></body></html>'
    )


def test_page_comes_out_as_text_and_back_as_it_was(run_cleaner, tmp_path):
    for name in ("a.html", "deep/b.htm"):
        write(tmp_path / "src" / name, page())
    write(tmp_path / "src/c.txt", BEFORE)
    assert run_cleaner("clean", "src", "-o", "out", "--ledger", "all.parquet").code == 0
    assert tree(tmp_path / "out") == {"a.txt": TEXT.encode(), "deep/b.txt": TEXT.encode(), "c.txt": BEFORE.encode()}
    texts = [row["text"].strip() for row in pq.read_table("all.parquet").to_pylist() if row["source"] == "a.html"]
    assert PROMO in texts
    assert run_cleaner("restore", "out", "-o", "back").code == 0 and tree(tmp_path / "back") == tree(tmp_path / "src")
    write(tmp_path / "src/a.html", page("Other"))
    ran = run_cleaner("restore", "out", "-o", "again")
    assert ran.code == 3 and "a.html: was written in another form, and the source is gone or has changed" in ran.err


def test_elements_that_went_are_in_the_ledger(run_cleaner, tmp_path):
    write(tmp_path / "a.html", page())
    ran = run_cleaner("clean", "a.html", "-o", "out", "--select", "dom", "--extractor", "none", "--ledger", "all.parquet")
    assert ran.code == 0, ran.err
    [row] = pq.read_table("all.parquet").to_pylist()
    assert (row["rule"].startswith("dom/comments"), row["text"], row["action"]) == (True, "First!", "removed") and "div" in row["evidence"]
    assert "First!" not in (tmp_path / "out/a.txt").read_text() and row["rule"] in ran.err
    ran = run_cleaner("check", "a.html", "--select", "dom")
    assert ran.code == 1 and ran.out.startswith(f"a.html:1:1: {row['rule']} ")


def test_metadata_of_pages_comes_along(run_cleaner, tmp_path):
    write(tmp_path / "src/a.html", page())
    assert run_cleaner("clean", "src", "-o", "out", "--to", "jsonl").code == 0
    row = json.loads((tmp_path / "out/documents.jsonl").read_text())
    assert row == {"id": "a.html", "title": "The bridge", "author": "Ann Lee", "language": "en", "text": TEXT.rstrip("\n")}


@pytest.mark.parametrize("charset", ["iso-8859-1", "shift_jis", "utf-8"])
def test_encodings(run_cleaner, tmp_path, charset):
    title = {"iso-8859-1": "Le café où l’on", "shift_jis": "日本語の記事", "utf-8": "日本 café"}[charset].replace("’", "'")
    write(tmp_path / "a.html", page(between=f"<p>{title * 8}, {MORE}</p>", charset=charset).encode(charset))
    assert run_cleaner("clean", "a.html", "-o", "out").code == 0
    assert title * 8 in (tmp_path / "out/a.txt").read_text("utf-8")


@pytest.mark.parametrize("data", ["", "<html><body></body></html>", "<html><body><img src=x></body></html>"])
def test_page_without_text_is_flagged(run_cleaner, tmp_path, data):
    write(tmp_path / "a.html", data)
    ran = run_cleaner("clean", "a.html", "-o", "out", "--ledger", "all.jsonl")
    assert ran.code == 0 and tree(tmp_path / "out") == {"a.txt": b""} and "no article was found in the page" in (tmp_path / "all.jsonl").read_text()
    assert run_cleaner("clean", "a.html", "-o", "none", "--empty", "drop").code == 0 and tree(tmp_path / "none") == {}
    assert run_cleaner("restore", "none", "-o", "back").code == 0 and tree(tmp_path / "back") == {"a.html": data.encode()}


def test_page_that_is_refused_is_named(run_cleaner, tmp_path):
    write(tmp_path / "src/a.html", "<div>" * 100_000)
    write(tmp_path / "src/b.html", page())
    ran = run_cleaner("clean", "src", "-o", "out")
    assert ran.code == 3 and "a.html:1: " in ran.err and "Traceback" not in ran.err and tree(tmp_path / "out")["b.txt"] == TEXT.encode()


def test_streams(run_cleaner):
    ran = run_cleaner("clean", "-", "-o", "-", "--from", "html", stdin=page().encode())
    assert (ran.code, ran.out) == (0, TEXT)


def test_other_commands(run_cleaner, tmp_path):
    write(tmp_path / "a.html", page())
    ran = run_cleaner("check", "a.html")
    assert ran.code == 1 and PROMO not in ran.out and "a.html:1:" in ran.out
    assert f"-    3  {PROMO}" in run_cleaner("explain", "a.html").out.replace("   2  ", "   3  ")
    ran = run_cleaner("check", "--fix", "a.html")
    assert ran.code == 2 and "a.html cannot be mended in place (use 'cleaner clean')" in ran.err
    assert run_cleaner("clean", "a.html", "--sample", "3", "--diff").out.count(f"-{PROMO}") == 1
