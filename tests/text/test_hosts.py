"""A host stands for itself and what is below it."""

from __future__ import annotations

import pytest

from cleaner.text.hosts import is_below


@pytest.mark.parametrize(
    ("site", "hosts", "told"),
    [
        ("news.example", ["news.example"], True),
        ("m.news.example", ["other.example", "news.example"], True),
        ("badnews.example", ["news.example"], False),
        ("example", ["news.example"], False),
        ("", ["news.example"], False),
        ("news.example", [], False),
    ],
)
def test_a_site_is_a_host_or_below_it(site: str, hosts: list[str], told: bool) -> None:
    assert is_below(site, hosts) == told
