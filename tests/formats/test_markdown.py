"""Front matter tells about a document and is never touched."""

from __future__ import annotations

import json

import pytest

from cleaner.config import Fields
from cleaner.formats.markdown import MarkdownFormat, split_front
from tests.samples import ARTICLE, CLEANED, PROMO, write

YAML = f'---\ntitle: "{PROMO}"\nauthor: Ann Lee\ndate: 2024-05-06\ntags: [a, b]\n---\n'
TOML = f'+++\ntitle = "{PROMO}"\nauthors = ["Ann Lee", "Bo"]\ndate = 2024-05-06T07:08:09Z\nlang = "en"\n+++\n'
FRONTS = [YAML, YAML.replace("\n", "\r\n"), "\ufeff" + YAML, YAML.replace("---\n", "---  \n", 1), YAML[:-4] + "...\n", TOML, "+++\n+++\n", "---\na: 1\n---"]


@pytest.mark.parametrize("front", FRONTS, ids=range(len(FRONTS)))
def test_front_matter_is_not_touched_and_comes_back(run_cleaner, tmp_path, front):
    end = "" if front.endswith("\n") else "\n"
    source = write(tmp_path / "src/a.md", front + end + ARTICLE)
    before = source.read_bytes()
    assert run_cleaner("clean", "src", "-o", "out").code == 0
    assert (tmp_path / "out/a.md").read_bytes().decode() == front + end + CLEANED
    source.unlink()
    assert run_cleaner("restore", "out", "-o", "back").code == 0 and (tmp_path / "back/a.md").read_bytes() == before


NO_FRONT = [
    "---\n\nA rule above.\n\n---\n",
    "---\n- a\n- b\n---\nText",
    "---\ntitle: [broken\n---\nText",
    "+++\nbroken\n+++\n",
    "---\na: 1\n",
    "Text\n---\na: 1\n---\n",
    "---\n" + "a: 1\n" * 20_000 + "---\n",
    "---\n" + "[" * 5000 + "\n---\n",
    "",
]


@pytest.mark.parametrize("text", NO_FRONT, ids=range(len(NO_FRONT)))
def test_what_is_no_front_matter_is_text(text):
    [record] = MarkdownFormat().read(text.encode(), source="a.md", first=1, fields=Fields())
    assert split_front(text.encode()) == (b"", {}) and record.doc.text == text and record.line == 1


def test_document_has_what_front_matter_says():
    [one] = MarkdownFormat().read((YAML + "Text").encode(), source="a.md", first=1, fields=Fields())
    [two] = MarkdownFormat().read((TOML + "Text").encode(), source="b.md", first=1, fields=Fields())
    assert one.doc.meta == {"title": PROMO, "author": "Ann Lee", "date": "2024-05-06"} and one.doc.id == "a.md" and one.line == 7
    assert two.doc.meta == {"title": PROMO, "author": "Ann Lee, Bo", "date": "2024-05-06T07:08:09+00:00", "language": "en"} and two.doc.text == "Text"


def test_findings_count_the_lines_of_front_matter(run_cleaner, tmp_path):
    write(tmp_path / "a.md", YAML + ARTICLE)
    assert run_cleaner("check", "a.md").out.startswith("a.md:9:1: ")
    assert f"-    9  {PROMO}" in run_cleaner("explain", "a.md").out
    assert run_cleaner("check", "--fix", "a.md").code == 1 and (tmp_path / "a.md").read_text() == YAML + CLEANED


def test_fields_of_front_matter_come_along(run_cleaner, tmp_path):
    write(tmp_path / "a.md", YAML + ARTICLE)
    assert run_cleaner("clean", "a.md", "-o", "out", "--to", "jsonl").code == 0
    row = json.loads((tmp_path / "out/documents.jsonl").read_text())
    assert row == {"id": "a.md", "title": PROMO, "author": "Ann Lee", "date": "2024-05-06", "tags": ["a", "b"], "text": CLEANED}
