"""What a page says of itself."""

from __future__ import annotations

import pytest

from cleaner.html.metadata import metadata, site_of
from cleaner.html.parse import parse, read_page


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        ('<meta property="og:title" content=" The  Ferry "><title>Ferry | Paper</title>', {"title": "The Ferry"}),
        ("<title>The Ferry</title>", {"title": "The Ferry"}),
        ('<meta name="author" content="Ann Lee"><meta property="article:author" content="https://x.org/ann">', {"author": "Ann Lee"}),
        ('<meta property="article:published_time" content="2024-05-06T07:08:09Z">', {"date": "2024-05-06"}),
        ('<link rel="canonical" href="https://www.example.org/a">', {"url": "https://www.example.org/a", "site": "example.org"}),
        ('<link rel="canonical" href="/a">', {}),
        (
            '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "T", "author": [{"name": "A"}, {"name": "B"}], "datePublished": "2020-01-02"}]}</script>',
            {"title": "T", "author": "A, B", "date": "2020-01-02"},
        ),
        ('<script type="application/ld+json">{"@type": "Organization", "name": "O"}</script>', {}),
        ('<script type="application/ld+json">{broken</script>', {}),
        (f'<script type="application/ld+json">{"[" * 100_000}</script>', {}),
        ('<meta property="og:locale" content="en_GB">', {"language": "en"}),
    ],
)
def test_a_page_is_asked_for_what_it_is(head: str, wanted: dict[str, str]) -> None:
    assert metadata(parse(read_page(f"<html><head>{head}</head><body><p>x</p></body></html>"))) == wanted


def test_the_address_where_a_page_was_found_wins() -> None:
    tree = parse(read_page('<html lang="fr-CA"><head><link rel="canonical" href="https://b.org/"></head></html>'))
    assert metadata(tree, "http://www.a.org/x") == {"url": "http://www.a.org/x", "site": "a.org", "language": "fr"}


def test_an_address_that_is_none_has_no_site() -> None:
    assert site_of("http://[") == site_of("nonsense") == site_of("") == ""
