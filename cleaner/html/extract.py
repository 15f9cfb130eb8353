"""From a page to the text of its article: decode, parse once, prune by DOM rules, extract."""

from __future__ import annotations

from collections.abc import Iterable

from cleaner.html.dom import DomRule, Extracted
from cleaner.html.extractors import FAST, extractor_named
from cleaner.html.fast import main_content, prose_about, with_headlines
from cleaner.html.metadata import metadata
from cleaner.html.parse import page_text, parse
from cleaner.html.prune import Pruner
from cleaner.html.tags import MOST_HIDDEN, check_tags

__all__ = ["extract"]


def extract(data: bytes | str, *, url: str = "", encoding: str = "", rules: Pruner | Iterable[DomRule], extractor: str = "trafilatura") -> Extracted:
    """Return the text of a page's article, with what went before extraction.

    `url` is where the page was found, `encoding` what its HTTP header says. `rules` that stay the same over many pages are
    best given as a `Pruner`. Raises `CleanerError` for a page that is refused: over 20 MB, nested too deep, endless.
    """
    run = extractor_named(extractor)
    page = page_text(data, encoding)
    tags = check_tags(page)
    pruner = rules if isinstance(rules, Pruner) else Pruner(rules)
    if extractor == FAST and tags.hidden <= MOST_HIDDEN:
        found = main_content(page, tags=tags.tags)
        if not found.is_miss:
            return with_headlines(found, page, pruner, url)
        run = prose_about(found) if found.is_fair else run
    tree = parse(page)
    meta = metadata(tree, url)
    removals, flag, left = pruner.prune(tree, meta)
    return Extracted(run(tree, left), meta, tuple(removals), flag)
