"""`cleaner mine`: what repeats on a site becomes rules that hold and can be used at once."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copytree

import pytest

from cleaner.rules_engine.pack import shipped_rules
from tests.repeats.test_furniture import article
from tests.samples import tree

SITE = "tides.example"
FOOT = ["Harbour lights and tide tables for every day", "Ask the pilot", "Call (555) 123-4567"]


def rows(pages: int = 12, site: str = SITE) -> list[dict[str, str]]:
    texts = ["\n\n".join([f"By Zbigniew Wrona | {i + 1} May 2024", *article(i), *FOOT]) for i in range(pages)]
    return [{"id": f"{site}/{i}", "site": site, "text": text} for i, text in enumerate(texts)]


def others(pages: int = 6) -> list[dict[str, str]]:
    said = "She read the harbour lights and tide tables aloud every day."
    texts = ["\n\n".join([*article(100 + i), *([said] if not i else []), *article(200 + i, 1), FOOT[0]]) for i in range(pages)]
    return [{"id": f"mills/{i}", "site": "mills.example", "text": text} for i, text in enumerate(texts)]


def write(path: Path, documents: list[dict[str, str]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in documents))
    return path


def test_rules_pass_their_test_and_clean_without_a_look_around(run_cleaner, tmp_path, monkeypatch):
    write(tmp_path / "src/a.jsonl", rows())
    copytree(shipped_rules() / "en/follow", tmp_path / "few/en/follow")
    ran = run_cleaner("mine", "src", "-o", "rules")
    assert ran.code == 0 and ran.out.splitlines()[0].split() == ["rank", "characters", "pages", "elsewhere", "rule"]
    for module in ("cli.rules", "pipeline"):  # all shipped rules would be read again beside the mined ones
        monkeypatch.setattr(f"cleaner.{module}.shipped_rules", lambda: tmp_path / "few")
    tested = run_cleaner("rules", "test", "mined", "--rules", "rules")
    assert tested.code == 0 and "0 failures" in tested.err
    run_cleaner("clean", "src", "-o", "out", "--rules", "rules")
    left = [json.loads(line)["text"] for line in (tmp_path / "out/a.jsonl").read_text().splitlines()]
    assert all(text.endswith(article(i)[-1]) for i, text in enumerate(left))


def test_a_rule_names_its_site_and_nobody(run_cleaner, tmp_path):
    write(tmp_path / "src/a.jsonl", [*rows(), *others()])
    run_cleaner("mine", "src", "-o", "rules")
    files = {name: data.decode() for name, data in tree(tmp_path / "rules").items()}
    (foot,) = [text for name, text in files.items() if name.startswith("mined/tides-example/harbour")]
    assert 'hosts: ["tides.example"]' in foot and "ask the pilot" in foot
    assert "She read the harbour lights and tide tables aloud every day." in foot
    assert not any(word in text for text in files.values() for word in ("Zbigniew", "wrona", "123-4567"))


def test_says_how_often_a_rule_would_fire_elsewhere(run_cleaner, tmp_path):
    only = [{**row, "text": row["text"].replace("\n\n" + "\n\n".join(FOOT[1:]), "")} for row in rows()]
    write(tmp_path / "src/a.jsonl", [*only, *others()])
    ran = run_cleaner("mine", "src", "-o", "rules")
    (line,) = [line for line in ran.out.splitlines() if "tides-example/harbour" in line]
    assert line.split()[2:6] == ["12", "6", "on", "1"]


def test_the_largest_come_first_and_top_cuts(run_cleaner, tmp_path):
    write(tmp_path / "src/a.jsonl", [*rows(), *others()])
    whole = run_cleaner("mine", "src", "-o", "rules").out.splitlines()[1:]
    sizes = [int(line.split()[1].replace(",", "")) for line in whole]
    assert sizes == sorted(sizes, reverse=True) and len(sizes) > 1
    (line,) = run_cleaner("mine", "src", "-o", "one", "--top", "1").out.splitlines()[1:]
    assert line == whole[0] and len(tree(tmp_path / "one")) == 1


def test_min_pages(run_cleaner, tmp_path):
    write(tmp_path / "src/a.jsonl", [*rows(12), *others(6)])
    ran = run_cleaner("mine", "src", "-o", "rules", "--min-pages", "7")
    assert "mills-example" not in ran.out and "tides-example" in ran.out


def test_order_parts_and_workers_do_not_count(run_cleaner, tmp_path, monkeypatch):
    documents = [*rows(), *others()]
    write(tmp_path / "src/a.jsonl", documents)
    run_cleaner("mine", "src", "-o", "one")
    write(tmp_path / "src/a.jsonl", documents[::-1])
    monkeypatch.setattr("cleaner.scale.plan.PART_SIZE", 3000)
    monkeypatch.setattr("cleaner.cli.mine.SMALL", 0)
    run_cleaner("mine", "src", "-o", "other", "--workers", "2")
    assert tree(tmp_path / "one") == tree(tmp_path / "other") != {}


@pytest.mark.parametrize("how", [("--repeats", "corpus"), ("--site-from", "path")])
def test_rules_without_a_site_run_everywhere(run_cleaner, tmp_path, how):
    write(tmp_path / "src/one/a.jsonl", [{"id": row["id"], "text": row["text"]} for row in rows()])
    assert run_cleaner("mine", "src", "-o", "rules", *how).code == 0
    files = tree(tmp_path / "rules")
    assert files and all(b"hosts" not in data for data in files.values())


def test_what_says_too_little_is_left_out_and_said(run_cleaner, tmp_path):
    write(tmp_path / "src/a.jsonl", [{**row, "text": "\n\n".join([*article(i), "Zbigniew Wrona"])} for i, row in enumerate(rows())])
    ran = run_cleaner("mine", "src", "-o", "rules")
    assert "left out:" in ran.err and "tides.example: 'Zbigniew Wrona': too few words beside names and numbers" in ran.err


def test_variants_are_one_rule(run_cleaner, tmp_path):
    names = ["Orla Quill", "Ivo Brandt", "Una Marsh"]
    texts = ["\n\n".join([*article(i), f"For questions about this page write to {names[i % 3]}, our press officer"]) for i in range(18)]
    write(tmp_path / "src/a.jsonl", [{"id": str(i), "site": SITE, "text": text} for i, text in enumerate(texts)])
    (line,) = run_cleaner("mine", "src", "-o", "rules").out.splitlines()[1:]
    assert line.split()[2] == "18"
    ((_, rule),) = tree(tmp_path / "rules").items()
    assert b"on 18 of 18 pages" in rule and b"write to Jane Doe, our press officer" in rule and not any(name.encode() in rule for name in names)


def test_nothing_to_find_is_said(run_cleaner, tmp_path):
    write(tmp_path / "src/a.jsonl", [{"id": str(i), "site": SITE, "text": "\n\n".join(article(i))} for i in range(3)])
    ran = run_cleaner("mine", "src", "-o", "rules")
    assert (ran.code, ran.out) == (0, "") and "found nothing to write" in ran.err and not (tmp_path / "rules").exists()


def test_documents_without_a_site_are_wrong_usage(run_cleaner, tmp_path):
    write(tmp_path / "src/a.jsonl", [{"id": row["id"], "text": row["text"]} for row in rows()])
    ran = run_cleaner("mine", "src", "-o", "rules")
    assert ran.code == 2 and "no document names its site (add --field site=PATH, --url-field PATH, --site-from path or --repeats corpus) [no-site]" in ran.err


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (["-", "-o", "rules"], "a stream has no other pages to compare with (name files or folders) [stream]"),
        (["src", "-o", "src/a.jsonl"], "src/a.jsonl is no folder (name another DIR) [not-a-folder]"),
        (["src", "-o", "old"], "old/mined holds rules that were mined before (name another DIR, or add --force) [exists]"),
        (["src/mined", "-o", "src"], "exists"),
        (["src"], "Missing option '-o'"),
        (["nowhere", "-o", "rules"], "nowhere"),
        (["src", "-o", "rules", "--ignore", "repeats/sit"], "there is no rule 'repeats/sit' (did you mean 'repeats/site'?)"),
    ],
)
def test_wrong_usage(run_cleaner, tmp_path, args, sentence):
    write(tmp_path / "src/a.jsonl", rows(3))
    write(tmp_path / "src/mined/b.jsonl", rows(3))
    (tmp_path / "old/mined").mkdir(parents=True)
    ran = run_cleaner("mine", *args)
    assert ran.code == 2 and sentence in ran.err and "Traceback" not in ran.err


def test_force_writes_beside_what_is_there(run_cleaner, tmp_path):
    write(tmp_path / "src/a.jsonl", rows())
    for more in ([], ["--force"]):
        assert run_cleaner("mine", "src", "-o", "rules", *more).code == 0


def test_an_unreadable_part_is_told(run_cleaner, tmp_path):
    write(tmp_path / "src/a.jsonl", rows())
    (tmp_path / "src/b.jsonl.gz").write_bytes(b"\x1f\x8b no gzip")
    ran = run_cleaner("mine", "src", "-o", "rules")
    assert ran.code == 3 and "b.jsonl.gz" in ran.err and tree(tmp_path / "rules")


def test_switched_off_there_is_nothing_to_mine(run_cleaner, tmp_path):
    write(tmp_path / "src/a.jsonl", rows())
    ran = run_cleaner("mine", "src", "-o", "rules", "--ignore", "repeats/site")
    assert ran.code == 2 and "repeats/site is switched off" in ran.err
