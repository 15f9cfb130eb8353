"""DOM rules at work on a page, and the guard over them."""

from __future__ import annotations

from typing import Any

import pytest

from cleaner.html.dom import DomRemoval, DomRule
from cleaner.html.parse import parse, read_page
from cleaner.html.prune import Pruner
from cleaner.html.visible import plain_text

PROSE = "<p>The ferry left at six with nine cars on it, and nobody on the quay had seen the harbour master since noon.</p>"


def rule(*select: str, **more: Any) -> DomRule:
    return DomRule(more.pop("id", "dom/test"), "It is furniture.", select, **more)


def pruned(page: str, *rules: DomRule, **meta: str) -> tuple[str, list[DomRemoval], str]:
    tree = parse(read_page(page))
    removals, flag, _ = Pruner(rules).prune(tree, meta)
    return plain_text(tree), removals, flag


def test_an_element_goes_with_its_path_its_text_and_the_rule() -> None:
    left, removals, flag = pruned(f"{PROSE}<div class='ad'>Buy <b>now</b></div>tail", rule(".ad"))
    assert removals == [DomRemoval("/html/body/div", "Buy now", "dom/test", "It is furniture.")]
    assert "Buy" not in left and left.endswith("noon. tail")
    assert not flag


def test_of_nested_elements_the_outermost_goes_once() -> None:
    _, removals, _ = pruned("x<div class=ad>1<div class=ad>2</div></div>", rule(".ad"))
    assert [removal.text for removal in removals] == ["1 2"]


def test_the_first_rule_by_name_takes_it_whatever_their_order() -> None:
    for rules in ((rule(".ad", id="dom/b"), rule("div", id="dom/a")), (rule("div", id="dom/a"), rule(".ad", id="dom/b"))):
        assert pruned("x<div class=ad>1</div>", *rules)[1][0].rule == "dom/a"


def test_an_element_without_text_goes_without_a_word() -> None:
    assert pruned("x<div class=ad><img></div>", rule(".ad")) == ("x", [], "")


@pytest.mark.parametrize(
    ("more", "meta", "goes"),
    [
        ({"unless": ("h1",)}, {}, False),
        ({"unless": (".ad",)}, {}, False),
        ({"unless": ("h2",)}, {}, True),
        ({"most_words": 3}, {}, False),
        ({"most_words": 4}, {}, True),
        ({"least_links": 0.5}, {}, True),
        ({"least_links": 0.6}, {}, False),
        ({"says": lambda text: text.startswith("Related")}, {}, True),
        ({"says": lambda text: "nothing" in text}, {}, False),
        ({"hosts": ("example.org",)}, {"site": "news.example.org"}, True),
        ({"hosts": ("example.org",)}, {"site": "badexample.org"}, False),
        ({"languages": ("en",)}, {"language": "en"}, True),
        ({"languages": ("en",)}, {"language": ""}, True),
        ({"languages": ("en",)}, {"language": "fr"}, False),
    ],
)
def test_a_rule_may_ask_more_of_an_element(more: dict[str, Any], meta: dict[str, str], goes: bool) -> None:
    _, removals, _ = pruned("x<div class=ad><h1>Related words</h1> <a>two more</a></div>", rule(".ad", **more), **meta)
    assert bool(removals) == goes


@pytest.mark.parametrize("tag", ["html", "body", "main"])
def test_the_page_itself_never_goes(tag: str) -> None:
    assert pruned("<main>words</main>", rule(tag))[0] == "words"


def test_a_page_that_would_lose_its_prose_stays_whole() -> None:
    left, removals, flag = pruned(f"<div class=ad>{PROSE * 5}</div>{PROSE}", rule(".ad"))
    assert not removals
    assert left.count("harbour") == 6
    assert flag == "DOM rules would leave 22 of 132 words of prose"


def test_a_long_thread_below_a_whole_article_goes() -> None:
    left, removals, flag = pruned(f"{PROSE * 8}<div class=ad>{PROSE * 80}</div>", rule(".ad"))
    assert len(removals) == 1 and not flag
    assert left.count("harbour") == 8
