"""From a page to its article."""

from __future__ import annotations

import sys

import pytest

from cleaner.errors import CleanerError
from cleaner.html import DomRule, Pruner, extract

SENTENCE = "The ferry left at six with nine cars on it, and nobody on the quay had seen the harbour master since noon of day {}."
PAGE = (
    "<html lang=en><head><title>The ferry</title></head><body><nav><a href=/>Home</a> <a href=/n>News</a></nav><article><h1>The ferry</h1>"
    + "".join(f"<p>{SENTENCE.format(i)}</p>" for i in range(12))
    + "<div class=promo><p>Read our letter, which comes every morning, and be the first to know what others only hear.</p></div></article>"
    "<footer>All rights reserved.</footer></body></html>"
)
PROMO = DomRule("dom/promo", "A promo.", (".promo",))


@pytest.mark.parametrize("extractor", ["trafilatura", "none"])
def test_an_extractor_gives_the_article_without_what_a_rule_took(extractor: str) -> None:
    page = extract(PAGE, rules=[PROMO], extractor=extractor, url="https://example.org/ferry")
    assert all(SENTENCE.format(i) in page.text for i in range(12))
    assert "morning" not in page.text
    assert [(removal.rule, removal.path) for removal in page.removals] == [("dom/promo", "/html/body/article/div")]
    assert page.meta == {"url": "https://example.org/ferry", "title": "The ferry", "language": "en", "site": "example.org"}
    assert not page.flag


def test_a_page_of_which_the_fast_parser_may_see_more_than_was_counted_goes_the_thorough_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[extract.__module__], "main_content", lambda *_, **__: pytest.fail("the fast parser reads it"))
    hiding = f"<svg><style><g {' '.join(f'a{i}' for i in range(40_000))}></style></svg>"
    text = extract(PAGE.replace("<nav>", f"{hiding}<nav>"), rules=[], extractor="resiliparse").text
    assert all(SENTENCE.format(i) in text for i in range(12))


@pytest.mark.parametrize("extractor", ["trafilatura", "resiliparse"])
def test_an_extractor_leaves_what_frames_the_article(extractor: str) -> None:
    text = extract(PAGE, rules=[], extractor=extractor).text
    assert "All rights reserved" not in text


def test_all_that_can_be_seen_is_there_without_an_extractor() -> None:
    text = extract(PAGE, rules=Pruner([]), extractor="none").text
    assert text.startswith("Home News\nThe ferry\nThe ferry left") and text.endswith("All rights reserved.")


def test_the_same_page_twice_gives_the_same_text() -> None:
    assert len({extract(PAGE, rules=[PROMO]).text for _ in range(4)}) == 1


def test_an_empty_page_has_no_text() -> None:
    assert extract(b"", rules=[]).text == ""


def test_an_extractor_that_does_not_exist_is_refused() -> None:
    with pytest.raises(CleanerError, match=r"no extractor 'trafilatur' \(did you mean 'trafilatura'\?\)"):
        extract(PAGE, rules=[], extractor="trafilatur")
