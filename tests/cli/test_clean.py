"""`cleaner clean`: the tree, the bytes, the ledger, and what decides them."""

from __future__ import annotations

import gzip
import json

import pyarrow.parquet as pq
import pytest
import zstandard

import cleaner
from tests.samples import AFTER, ARTICLE, BEFORE, CLEANED, PROMO, RULE, line, tree, write

LINES = line(id="a", n=1) + line(CLEANED, id="b") + line(id="c")


def test_two_folders_with_files_of_one_name_are_refused_at_once_and_one_after_the_other(run_cleaner, tmp_path):
    for folder in ("a", "b"):
        write(tmp_path / folder / "x.txt", f"{ARTICLE}{folder}\n")
    ran = run_cleaner("clean", "a", "b", "-o", "out")
    assert ran.code == 2 and "a/x.txt and b/x.txt would both be written to x.txt (give their common folder) [same-name]" in ran.err
    assert [run_cleaner("clean", "a", "-o", "out").code for _ in range(2)] == [0, 0]
    ran = run_cleaner("clean", "b", "-o", "out")
    assert ran.code == 2 and f"out/x.txt is what remains of {tmp_path}/a/x.txt, and b/x.txt would overwrite it (name another OUT" in ran.err
    assert (tmp_path / "out/x.txt").read_text().endswith("a\n")
    assert run_cleaner("clean", "b", "-o", "out", "--force").code == 0 and (tmp_path / "out/x.txt").read_text().endswith("b\n")


def test_documents_of_another_folder_are_not_gathered_over_the_first(run_cleaner, tmp_path):
    for folder in ("a", "b"):
        write(tmp_path / folder / "x.txt", ARTICLE)
    assert run_cleaner("clean", "a", "-o", "out", "--to", "jsonl").code == 0
    ran = run_cleaner("clean", "b", "-o", "out", "--to", "jsonl")
    assert ran.code == 2 and "out/documents.jsonl is what remains of" in ran.err


def test_documents_of_another_folder_come_together_with_the_first(run_cleaner, tmp_path):
    for folder in ("a", "b"):
        write(tmp_path / folder / f"{folder}.txt", ARTICLE)
        assert run_cleaner("clean", folder, "-o", "out", "--to", "jsonl").code == 0
    assert (tmp_path / "out/documents.jsonl").read_text().count("\n") == 2


def test_a_folder_that_was_moved_is_cleaned_again_into_the_same_place(run_cleaner, tmp_path):
    write(tmp_path / "a/x.txt", ARTICLE)
    assert run_cleaner("clean", "a", "-o", "out").code == 0
    (tmp_path / "a").rename(tmp_path / "b")
    assert run_cleaner("clean", "b", "-o", "out").code == 0


@pytest.mark.parametrize("names", [["src"], ["src/**/*.txt"]])
def test_what_another_run_wrote_below_the_input_is_left_out_and_said(run_cleaner, tmp_path, names):
    write(tmp_path / "src/a.txt", ARTICLE)
    write(tmp_path / "src/deep/b.txt", ARTICLE)
    run_cleaner("clean", "src/deep", "-o", "src/old/run")
    ran = run_cleaner("clean", *names, "-o", "src/new")
    assert ran.code == 0 and "src/old/run is left out: a run of cleaner wrote it (name it to read it)\n" in ran.err and "src/new is left out" not in ran.err
    assert set(tree(tmp_path / "src/new")) == {"a.txt", "deep/b.txt"}
    ran = run_cleaner("check", "src/old/run")
    assert ran.code == 0 and "0 findings in 1 document" in ran.err and "left out" not in ran.err


def test_output_mirrors_the_tree(run_cleaner, tmp_path):
    for name in ("a.txt", "deep/er/b.md"):
        write(tmp_path / "src" / name, ARTICLE)
    write(tmp_path / "src/picture.png", b"\x89PNG")
    assert run_cleaner("clean", "src", "-o", "out").code == 0
    assert tree(tmp_path / "out") == {"a.txt": CLEANED.encode(), "deep/er/b.md": CLEANED.encode()}


@pytest.mark.parametrize(
    ("name", "pack", "unpack"),
    [
        ("a.jsonl", bytes, bytes),
        ("a.jsonl.gz", gzip.compress, gzip.decompress),
        ("a.jsonl.zst", zstandard.compress, lambda data: zstandard.ZstdDecompressor().stream_reader(data).read()),
    ],
)
def test_compressed_files_stay_compressed(run_cleaner, tmp_path, name, pack, unpack):
    write(tmp_path / name, pack(LINES.encode()))
    assert run_cleaner("clean", name, "-o", "out").code == 0
    assert unpack((tmp_path / "out" / name).read_bytes()).decode() == LINES.replace(f"\\n\\n{PROMO}", "")


@pytest.mark.parametrize(
    ("sources", "names"),
    [
        (["one.txt"], {"one.txt"}),
        (["dir"], {"a.txt", "sub/b.txt"}),
        (["dir/**/*.txt"], {"a.txt", "sub/b.txt"}),
        (["di?/*.txt"], {"dir/a.txt"}),
        (["one.txt", "dir/sub"], {"one.txt", "b.txt"}),
        (["dir/sub/b.txt", "dir/sub"], {"b.txt"}),
    ],
)
def test_files_folders_and_globs(run_cleaner, tmp_path, sources, names):
    for name in ("one.txt", "dir/a.txt", "dir/sub/b.txt"):
        write(tmp_path / name, ARTICLE)
    assert run_cleaner("clean", *sources, "-o", "out").code == 0
    assert set(tree(tmp_path / "out")) == names


BYTES = [
    (r'{"n":1E5,"text":"#\u0041\n\n%\n\n#\u00e9\/","m":1.10}' + "\n", r'{"n":1E5,"text":"#\u0041\n\n#\u00e9\/","m":1.10}' + "\n"),
    (r'{ "text" : "x" , "text" :"#\n\n%\n\n#" }' + "\r\n", r'{ "text" : "x" , "text" :"#\n\n#" }' + "\r\n"),
    ("\ufeff" + r'{"text":"#\r\n\r\n%\r\n\r\n#"}', "\ufeff" + r'{"text":"#\r\n\r\n#"}'),
    (r'{"text":"#\u000a\u000a%\u000A\u000a#\ud83d\ude00"}', r'{"text":"#\u000a\u000a#\ud83d\ude00"}'),
    ("\n\n" + r'{"te\u0078t":"#\n\n%\n\n#","x":{"text":"%"}}', "\n\n" + r'{"te\u0078t":"#\n\n#","x":{"text":"%"}}'),
]


@pytest.mark.parametrize(("before", "after"), BYTES)
def test_only_the_bytes_of_the_text_change(run_cleaner, tmp_path, before, after):
    def fill(pattern: str) -> bytes:
        return pattern.replace("#", AFTER).replace("%", PROMO).encode()

    write(tmp_path / "a.jsonl", fill(before))
    run_cleaner("clean", "a.jsonl", "-o", "out")
    assert (tmp_path / "out/a.jsonl").read_bytes() == fill(after)


def test_text_field_leads_into_objects(run_cleaner, tmp_path):
    write(tmp_path / "a.jsonl", json.dumps({"a": {"b": ARTICLE}, "b": PROMO}))
    assert run_cleaner("clean", "a.jsonl", "-o", "out", "--text-field", "a.b").code == 0
    assert json.loads((tmp_path / "out/a.jsonl").read_text()) == {"a": {"b": CLEANED}, "b": PROMO}


@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_text_keeps_line_ends_and_mark(run_cleaner, tmp_path, end, mark):
    new = end or "\n"
    write(tmp_path / "a.txt", mark + f"{BEFORE}{new}{new}{PROMO}{new}{new}{AFTER}{end}".encode())
    run_cleaner("clean", "a.txt", "-o", "out")
    assert (tmp_path / "out/a.txt").read_bytes() == mark + f"{BEFORE}{new}{new}{AFTER}{end}".encode()


def test_ledger_says_what_where_and_why(run_cleaner, tmp_path):
    write(tmp_path / "a.jsonl", LINES)
    run_cleaner("clean", "a.jsonl", "-o", "out", "--ledger", "all.parquet")
    table = pq.read_table(tmp_path / "all.parquet")
    first, second = table.to_pylist()
    assert (first["source"], first["record"], first["doc"], first["action"], first["rule"]) == ("a.jsonl", 1, "a", "removed", RULE)
    assert ARTICLE[first["start"] : first["end"]] == first["text"] and PROMO in first["text"]
    assert first["why"] and (second["record"], second["doc"]) == (3, "c")


def test_ledger_names_its_columns_version_and_rules(run_cleaner, shipped, tmp_path):
    write(tmp_path / "a.txt", ARTICLE)
    run_cleaner("clean", "a.txt", "-o", "out")
    [path] = (tmp_path / "out/_cleaner/ledger").glob("*.parquet")
    schema = pq.read_schema(path)
    names = ["source", "record", "doc", "action", "rule", "start", "end", "text", "raw", "why", "evidence", "kept", "jaccard", "containment"]
    assert schema.names == names
    assert (schema.metadata[b"cleaner.version"], schema.metadata[b"cleaner.rules"]) == (cleaner.__version__.encode(), shipped.pack.digest.encode())


@pytest.mark.parametrize(("mode", "starts"), [("full", "\n"), ("hash", "sha256:"), ("none", None)])
def test_ledger_text(run_cleaner, tmp_path, mode, starts):
    write(tmp_path / "a.txt", ARTICLE)
    run_cleaner("clean", "a.txt", "-o", "out", "--ledger-text", mode, "--ledger", "all.jsonl")
    [row] = map(json.loads, (tmp_path / "all.jsonl").read_text().splitlines())
    assert (row["text"] is None) if starts is None else PROMO in row["text"] or row["text"].startswith(starts)
    assert mode == "full" or PROMO not in (tmp_path / "all.jsonl").read_text()


@pytest.mark.parametrize("look", [["--dry-run"], ["--diff"], ["--sample", "2"], ["--diff", "--sample", "1", "-o", "out"]])
def test_looking_writes_nothing(run_cleaner, tmp_path, look):
    write(tmp_path / "src/a.jsonl", LINES)
    ran = run_cleaner("clean", "src", *look)
    assert ran.code == 0 and "wrote nothing" in ran.err and list(tmp_path.iterdir()) == [tmp_path / "src"]


def test_diff_shows_what_goes(run_cleaner, tmp_path):
    write(tmp_path / "a.txt", ARTICLE)
    assert f"-{PROMO}" in run_cleaner("clean", "a.txt", "--diff").out.splitlines()


def test_sample_draws_the_same_documents(run_cleaner, tmp_path):
    write(tmp_path / "a.jsonl", "".join(line(f"{BEFORE} {n}\n\n{PROMO}\n\n{AFTER}") for n in range(50)))
    first, second = (run_cleaner("clean", "a.jsonl", "--diff", "--sample", "5").out for _ in range(2))
    assert first == second and first.count("@@") == 10


@pytest.mark.parametrize(
    ("options", "left"),
    [
        (["--min-words", "5"], [CLEANED]),
        (["--min-words", "5", "--empty", "keep"], [CLEANED, "Two words", ""]),
        (["--min-words", "5", "--empty", "flag"], [CLEANED, "Two words", ""]),
        (["--empty", "drop"], [CLEANED, "Two words"]),
        ([], [CLEANED, "Two words", ""]),
    ],
)
def test_short_documents(run_cleaner, tmp_path, options, left):
    write(tmp_path / "a.jsonl", line() + line("Two words") + line(""))
    run_cleaner("clean", "a.jsonl", "-o", "out", *options)
    assert [json.loads(row)["text"] for row in (tmp_path / "out/a.jsonl").read_text().splitlines()] == left


def test_drops_a_short_text_file(run_cleaner, tmp_path):
    write(tmp_path / "src/a.txt", "Two words")
    ran = run_cleaner("clean", "src", "-o", "out", "--min-words", "5")
    assert tree(tmp_path / "out") == {} and "1 dropped" in ran.err


def test_workers_do_not_change_a_byte(run_cleaner, tmp_path, monkeypatch):
    monkeypatch.setattr("cleaner.scale.plan.PART_SIZE", 100_000)
    write(tmp_path / "src/a.jsonl", LINES * 1500)
    write(tmp_path / "src/b.txt", ARTICLE)
    for n in (1, 2):
        assert run_cleaner("clean", "src", "-o", f"out{n}", "--workers", n, "--ledger", f"{n}.parquet").code == 0
    assert tree(tmp_path / "out1") == tree(tmp_path / "out2")
    assert (tmp_path / "1.parquet").read_bytes() == (tmp_path / "2.parquet").read_bytes()
    assert (tmp_path / "out1/_cleaner/summary.json").read_bytes() == (tmp_path / "out2/_cleaner/summary.json").read_bytes()


def test_out_inside_src_is_left_out(run_cleaner, tmp_path):
    write(tmp_path / "src/a.txt", ARTICLE)
    for _ in range(2):
        assert run_cleaner("clean", "src", "-o", "src/out").code == 0
    assert set(tree(tmp_path / "src/out")) == {"a.txt"}


@pytest.mark.parametrize("sources", [["src"], ["src/a.txt"], ["src/*.txt"]])
def test_never_overwrites_its_input(run_cleaner, tmp_path, sources):
    write(tmp_path / "src/a.txt", ARTICLE)
    ran = run_cleaner("clean", *sources, "-o", "src", "--force")
    assert ran.code == 2 and "name another folder" in ran.err and tree(tmp_path) == {"src/a.txt": ARTICLE.encode()}


def test_never_overwrites_its_input_through_a_link(run_cleaner, tmp_path):
    source = write(tmp_path / "src/a.txt", ARTICLE)
    (tmp_path / "out").mkdir()
    (tmp_path / "out/a.txt").symlink_to(source)
    ran = run_cleaner("clean", "src", "-o", "out", "--force")
    assert ran.code == 2 and "would be overwritten" in ran.err and source.read_text() == ARTICLE


@pytest.mark.parametrize(("ledger", "code"), [("src/all.jsonl", 2), ("src/in/all.parquet", 2), ("all.jsonl", 0), ("src/out/all.jsonl", 0)])
def test_writes_no_ledger_that_the_next_run_would_read(run_cleaner, tmp_path, ledger, code):
    write(tmp_path / "src/in/a.txt", ARTICLE)
    ran = run_cleaner("clean", "src", "-o", "src/out", "--ledger", ledger)
    assert ran.code == code and ("would read it as articles" in ran.err) == bool(code)


@pytest.mark.parametrize(("form", "data", "wanted"), [("txt", ARTICLE, CLEANED), ("md", ARTICLE, CLEANED), ("jsonl", line(), line(CLEANED))])
def test_streams(run_cleaner, form, data, wanted):
    ran = run_cleaner("clean", "-", "-o", "-", "--from", form, stdin=data.encode())
    assert (ran.code, ran.out) == (0, wanted)


def test_streams_a_file_with_its_ledger(run_cleaner, tmp_path):
    write(tmp_path / "a.jsonl", LINES)
    ran = run_cleaner("clean", "a.jsonl", "-o", "-", "--ledger", "all.parquet")
    assert ran.out == LINES.replace(f"\\n\\n{PROMO}", "")
    table = pq.read_table(tmp_path / "all.parquet")
    assert table.num_rows == 2 and table.schema.metadata[b"cleaner.version"]


def test_installed_command_streams(run_installed):
    ran = run_installed("clean", "-", "-o", "-", stdin=ARTICLE.encode())
    assert (ran.code, ran.out) == (0, CLEANED) and "removed" in ran.err
