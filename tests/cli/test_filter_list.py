"""`--filter-list`: what users bring to hide."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.conftest import Ran


def test_a_filter_list_hides_on_pages_and_what_it_cannot_do_is_said(tmp_path: Path, run_cleaner: Callable[..., Ran]) -> None:
    sentences = "".join(f"<p>The ferry left at six with {i} cars on it, and nobody on the quay had seen the harbour master since noon.</p>" for i in range(9))
    (tmp_path / "page.html").write_text(f"<article>{sentences}<p class=mine>Our own words about nothing, which stand on every page of this site.</p></article>")
    (tmp_path / "list.txt").write_text("##.mine\n##p:has-text(x)\n")
    ran = run_cleaner("clean", "page.html", "-o", "out", "--filter-list", "list.txt")
    assert ran.code == 0
    assert "list.txt: 1 rule not used" in ran.err
    assert "Our own words" not in (tmp_path / "out" / "page.txt").read_text()
