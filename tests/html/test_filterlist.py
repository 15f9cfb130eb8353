"""Filter lists in EasyList's syntax."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleaner import Cleaner, Config, UsageError
from cleaner.html.filterlist import read_filter_list, read_filters
from cleaner.html.parse import parse, read_page
from cleaner.html.prune import Pruner
from cleaner.html.visible import plain_text

PAGE = "<p>words</p><div class='ad'>one</div><div id='banner'>two</div><section><i>x</i><div>three</div></section>"


def left(lines: str, site: str = "example.org") -> str:
    tree = parse(read_page(PAGE))
    Pruner(read_filters(lines.splitlines()).rules).prune(tree, {"site": site}, guarded=False)
    return plain_text(tree)


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ("##.ad", "words two x three"),
        ("###banner", "words one x three"),
        ("##.ad\n###banner", "words x three"),
        ("example.org##.ad", "words two x three"),
        ("other.org##.ad", "words one two x three"),
        ("org##.ad", "words two x three"),
        ("~example.org##.ad", "words one two x three"),
        ("other.org,example.org##.ad", "words two x three"),
        ("##.ad\n#@#.ad", "words one two x three"),
        ("##.ad\nexample.org#@#.ad", "words one two x three"),
        ("##.ad\nother.org#@#.ad", "words two x three"),
        ("##section:has(> i)", "words one two"),
        ("! ##.ad\n[Adblock Plus 2.0]\n||ads.example^\n", "words one two x three"),
    ],
)
def test_a_list_hides_what_it_says_where_it_says(lines: str, text: str) -> None:
    assert left(lines) == text


def test_what_hides_nothing_here_is_counted() -> None:
    found = read_filters(["||ads.example^", "@@||x^", "##.ad", "a.org#?#div:has-text(x)", "##div:-abp-has(.ad)", "##+js(x)", "##p:broken(", "a.org#$#body { }"])
    assert (len(found.rules), found.others, found.unsupported) == (1, 2, 5)


def test_a_list_is_read_from_a_file_and_runs_with_the_rules(tmp_path: Path) -> None:
    path = tmp_path / "mine.txt"
    path.write_text("##.ad\n##.other\n")
    extracted = Cleaner(Config(extractor="none", preset="raw", filter_lists=(str(path),), select=("dom/tags",))).extract(PAGE)
    assert "one" not in extracted.text
    assert [(removal.rule, removal.why) for removal in extracted.removals] == [("filter/mine/1", "A filter list (mine) hides it.")]


@pytest.mark.parametrize(("content", "what"), [(None, "cannot be read"), ("! nothing", "hides no elements"), ("##p:broken(", "1 of its rules cannot be used")])
def test_a_list_that_cannot_be_used_is_refused(content: str | None, what: str, tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    if content is not None:
        path.write_text(content)
    with pytest.raises(UsageError, match=what):
        read_filter_list(path)
