"""The page of a report: everything in it is text, whatever it says."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from cleaner.ledger import Count, Row, Summary
from cleaner.report import Findings, page

HOSTILE = "</pre><script>document.title='gone'</script><img src=x onerror=alert(1)>&lt;\u202e\"'\0"


def written(text: str | None) -> str:
    findings = Findings()
    name = text or "x"
    findings.add_all(
        [
            Row(name, 1, name, "removed", name, 0, 9, text, why=name, evidence=name),
            Row(name, 2, name, "dropped", text=text, kept=name, jaccard=0.9, containment=1.0),
            Row(name, 3, name, "flagged", why=name),
            Row(name, 4, name, "unread", why=name),
        ]
    )
    return page(Summary(3, 1, 1, 1, 1, 100, 9, {name: Count(1, 1, 100, 9)}, {name: Count(1, 1, 100, 9)}), findings)


@given(st.one_of(st.just(HOSTILE), st.text(), st.text("<>&\"'/!-scriptonload= \n\0")))
def test_whatever_a_text_holds_the_page_has_the_same_elements(text: str) -> None:
    def tags(text: str) -> list[str]:
        return [element.tag for element in html.document_fromstring(written(text).encode("utf-8", "replace").decode()).iter()]

    assert [tag for tag in tags(text or "x") if tag != "i"] == tags("x")


def test_it_shows_what_the_ledger_tells() -> None:
    found = html.document_fromstring(written("Sign up <b>now</b>"))
    text = found.text_content()
    assert "9 of 100 characters (9.0%) went from 1 of 3 documents." in text
    assert "Sign up <b>now</b>" in text and "0.900" in text
    assert [head.text for head in found.iter("h2")] == [
        "By rule", "Examples", "Near-duplicates", "Flagged", "Not read", "By site", "By source",
    ]  # fmt: skip


def test_a_ledger_without_texts_is_shown_without_them() -> None:
    assert written(None).count("the ledger does not hold the text") == 2


def test_nothing_comes_from_elsewhere() -> None:
    found = written(HOSTILE)
    assert not re.search(r"<(?:script|link|img|iframe)\b|@import|url\(", found)
    assert "default-src 'none'" in found and "prefers-color-scheme:dark" in found


def test_its_size_is_bounded() -> None:
    findings = Findings()
    findings.add_all(Row(f"{n}.txt", 1, f"{n}.txt", "removed", "en/a", 0, 9, f"{n} text", why="It is.") for n in range(20_000))
    summary = Summary(sources={f"{n}.txt": Count(1, 1, 9, 9) for n in range(20_000)})
    assert len(page(summary, findings)) < 100_000


def test_a_browser_runs_nothing_of_it(tmp_path: Path) -> None:
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not browser:
        pytest.skip("no Chromium is installed")
    path = tmp_path / "report.html"
    path.write_text(written(HOSTILE), "utf-8", errors="replace")
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", path.as_uri()]
    seen = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    assert "<title>What was removed</title>" in seen and "<script" not in seen and "&lt;script&gt;" in seen
