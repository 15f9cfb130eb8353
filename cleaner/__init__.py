"""Get the articles back from scraped text, with a ledger of every removal."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from cleaner.config import Config, DedupConfig, Scope
from cleaner.errors import CleanerError, RuleError, UsageError
from cleaner.model import Cleaned, Document, Removal
from cleaner.pipeline import Cleaner

if TYPE_CHECKING:
    from cleaner.dedup.find import Duplicates

__all__ = ["Cleaned", "Cleaner", "CleanerError", "Config", "Document", "Removal", "RuleError", "UsageError", "clean", "find_duplicates"]
__version__ = "0.1.0"


def clean(text: str, *, preset: str = "extracted", **meta: str) -> Cleaned:
    """Clean one text with the shipped rules.

    `meta` is what is known of the article beside its text: `title`, `author`, `date`, `site`, `url`, `language`.
    """
    return _cleaner(preset).clean(Document.of(text, **meta))


def find_duplicates(
    docs: Iterable[Document | str], *, threshold: float = 0.7, recall: float = 0.99, keep: str = "longest", scope: Scope = "all", contained: float = 0.0
) -> Duplicates:
    """Find near-duplicates: verified pairs, and clusters of which one document each is kept.

    Two texts are near-duplicates when the Jaccard index of their sets of word 5-grams is `threshold` or more; a pair at the
    threshold is found with the chance `recall`, a closer one more surely. Texts without words match nothing. `keep` says
    which copy stays: `longest`, `first`, `earliest` and `best:FIELD` (of `Document.meta`), `shortest`. `scope` is `all`,
    or documents `within` a site, or `across` sites. With `contained`, a text of which this share stands in a longer one goes too.
    """
    from cleaner.dedup.find import find_duplicates as find

    return find(docs, DedupConfig(threshold, recall, keep=keep, scope=scope, contained=contained))


@cache
def _cleaner(preset: str) -> Cleaner:
    return Cleaner(Config(preset=preset))
