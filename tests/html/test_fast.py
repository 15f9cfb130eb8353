"""The fast extractor, and when it hands over."""

from __future__ import annotations

import pytest

from cleaner.errors import CleanerError
from cleaner.html.dom import DomRemoval, DomRule
from cleaner.html.fast import MANY_TAGS, MainContent, main_content, prose_about, with_headlines
from cleaner.html.parse import parse
from cleaner.html.prune import Pruner
from cleaner.html.visible import blocks as visible_blocks

SENTENCE = "<p>The ferry left at six with nine cars on it, and nobody on the quay had seen the harbour master since noon of day {}.</p>"
ARTICLE = "<article><h1>The ferry</h1>" + "".join(map(SENTENCE.format, range(12))) + "<p>The second boat came late and half empty, as it does.</p></article>"
PAGE = f"<html lang=en><head><title>The ferry | Post</title></head><body><nav><a href=/>Home</a></nav>{ARTICLE}</body></html>"
HEADLINE = DomRule("dom/title", "It is the title.", ("h1",), same_as="title")


def test_the_main_content_comes_a_block_a_line() -> None:
    found = with_headlines(main_content(PAGE), PAGE, Pruner([]))
    lines = found.text.split("\n")
    assert lines[0] == "The ferry" and lines[1].startswith("The ferry left") and lines[-1].startswith("The second boat")
    assert found.meta["title"] == "The ferry | Post"
    assert not found.removals


def test_a_headline_goes_by_its_rule() -> None:
    found = with_headlines(main_content(PAGE), PAGE, Pruner([HEADLINE]), "https://example.org/f")
    assert found.text.startswith("The ferry left")
    assert found.removals == (DomRemoval("line 1", "The ferry", "dom/title", "It is the title."),)
    assert found.meta["site"] == "example.org"


def test_where_it_finds_next_to_nothing_it_hands_over() -> None:
    page = f"<html><body><div class=comments>{''.join(map(SENTENCE.format, range(60)))}</div><p>Short.</p></body></html>"
    assert main_content(page).is_miss


def test_a_miss_that_holds_an_article_is_narrowed_to_the_prose_around_it() -> None:
    blocks = list(visible_blocks(parse(PAGE)))
    article = [text for _, text in blocks if text.startswith("The ferry left")]
    found = MainContent(
        "\n".join(["Menu", *article, *(f"Comment {n} is about what nobody saw on the quay since the noon of that day." for n in range(4))]), True, True
    )
    assert prose_about(found)(None, blocks).split("\n")[:12] == article
    assert "Comment" not in prose_about(found)(None, blocks)


def test_a_miss_whose_article_is_elsewhere_stays_as_it_is() -> None:
    found = MainContent("Another article altogether stands here, and it has nothing to do with a ferry or with nine cars.", True, True)
    assert prose_about(found)(None, list(visible_blocks(parse(PAGE)))) == found.text


def test_a_page_with_little_text_is_no_miss() -> None:
    found = main_content("<html><body><p>Nine words are all that this page has.</p></body></html>")
    assert not found.is_miss and found.text == "Nine words are all that this page has."


def test_scripts_and_styles_of_the_head_hide_no_metadata() -> None:
    linked = '{"@type": "NewsArticle", "author": {"name": "Ada Low"}}'
    head = f"<script>a = '<meta name=author content=No>'</script><style>b</style><script type=application/ld+json>{linked}</script><title>The ferry</title>"
    page = f"<head>{head}</head><body>{ARTICLE}</body>"
    assert with_headlines(main_content(page), page, Pruner([])).meta == {"title": "The ferry", "author": "Ada Low"}


def test_what_no_text_may_hold_goes() -> None:
    assert main_content("<p>One\0two\x0b three\x1b and\ufffe four\ud800 five.</p>").text.split() == ["Onetwo", "three", "and", "four?", "five."]


def test_a_page_that_is_nested_too_deep_is_refused() -> None:
    with pytest.raises(CleanerError) as error:
        main_content("<div>" * (MANY_TAGS + 1), tags=MANY_TAGS + 1)
    assert error.value.code == "too-deep"
