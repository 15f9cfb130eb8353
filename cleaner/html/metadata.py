"""What a page says of itself: title, author, date, site, address, language. Meta elements first, then JSON-LD, then the page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from cleaner.html.dom import Element

__all__ = ["LONGEST", "metadata", "site_of"]

_NAMES: dict[str, tuple[str, ...]] = {
    "title": ("og:title", "twitter:title", "dc.title", "citation_title", "parsely-title"),
    "author": ("author", "article:author", "parsely-author", "dc.creator", "citation_author", "sailthru.author", "byl"),
    "date": ("article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "dc.date", "citation_publication_date",
             "sailthru.date", "pubdate", "publish-date", "date"),
    "url": ("og:url",),
    "language": ("og:locale", "content-language", "dc.language"),
}  # fmt: skip
"""Names of meta elements, the most telling first."""
_ARTICLES = re.compile("(?:article|posting|report|recipe|review)$", re.IGNORECASE)
_LARGEST_SCRIPT = 500_000
LONGEST = 500
"""Characters of what a page says of itself; more is something else."""
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?![a-zA-Z])")


def metadata(root: Element, url: str = "") -> dict[str, str]:
    """Return what a page says of itself; `url` is where it was found, and wins over what the page says."""
    found: dict[str, str] = {"url": url} if url else {}
    tags = _tags(root)
    for key, names in _NAMES.items():
        for name in names:
            if value := _fits(key, tags.get(name, "")):
                found.setdefault(key, value)
    for key, value in (*_linked_data(root), *_page(root)):
        if value := _fits(key, value):
            found.setdefault(key, value)
    if site := site_of(found.get("url", "")):
        found["site"] = site
    return found


def site_of(url: str) -> str:
    """Return the host of an address, without `www.`; empty for what is no address."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _tags(root: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv")
        if name and (content := (meta.get("content") or "").strip()):
            found.setdefault(name.lower(), content)
    return found


def _page(root: Element) -> Iterator[tuple[str, str]]:
    """Yield what elements of the page tell."""
    for link in root.iter("link"):
        if (link.get("rel") or "").lower() == "canonical":
            yield "url", link.get("href") or ""
    for tag in ("h1", "title"):
        for element in root.iter(tag):
            yield "title", element.text_content()
    for time in root.iter("time"):
        yield "date", time.get("datetime") or ""
    yield "language", root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""


def _linked_data(root: Element) -> Iterator[tuple[str, str]]:
    """Yield what articles in JSON-LD tell, in the order of the page."""
    for script in root.iter("script"):
        text = script.text or ""
        if (script.get("type") or "").lower() != "application/ld+json" or len(text) > _LARGEST_SCRIPT:
            continue
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _items(data):
            yield "title", _text(item.get("headline"))
            yield "author", _text(item.get("author"))
            yield "date", _text(item.get("datePublished"))
            yield "language", _text(item.get("inLanguage"))


def _items(data: Any, depth: int = 3) -> Iterator[dict[str, Any]]:
    if isinstance(data, list) and depth:
        for item in data:
            yield from _items(item, depth - 1)
    elif isinstance(data, dict):
        kinds = data.get("@type")
        if any(isinstance(kind, str) and _ARTICLES.search(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])):
            yield data
        if depth:
            yield from _items(data.get("@graph"), depth - 1)


def _text(value: Any, depth: int = 3) -> str:
    """Return a text, the name of an object, or those of several joined."""
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list):
        return ", ".join(filter(None, (_text(one, depth - 1) for one in value[:10]))) if depth else ""
    return value if isinstance(value, str) else ""


def _fits(key: str, value: str) -> str:
    """Return a value on one line if it can be what the key stands for, else nothing."""
    value = " ".join(value.split())
    if not value or len(value) > LONGEST:
        return ""
    if key == "date":
        return found[0] if (found := _DATE.match(value)) else ""
    if key == "language":
        return found[0].lower() if (found := _LANGUAGE.match(value)) else ""
    if key == "url" and not value.startswith(("http://", "https://")):
        return ""
    return "" if key == "author" and value.startswith(("http://", "https://")) else value
