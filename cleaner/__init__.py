"""Get the articles back from scraped text, with a ledger of every removal."""

from __future__ import annotations

from functools import cache

from cleaner.config import Config
from cleaner.errors import CleanerError, RuleError, UsageError
from cleaner.model import Cleaned, Document, Removal
from cleaner.pipeline import Cleaner

__all__ = ["Cleaned", "Cleaner", "CleanerError", "Config", "Document", "Removal", "RuleError", "UsageError", "clean"]
__version__ = "0.1.0"


def clean(text: str, *, preset: str = "extracted", **meta: str) -> Cleaned:
    """Clean one text with the shipped rules.

    `meta` is what is known of the article beside its text: `title`, `author`, `date`, `site`, `url`, `language`.
    """
    return _cleaner(preset).clean(Document.of(text, **meta))


@cache
def _cleaner(preset: str) -> Cleaner:
    return Cleaner(Config(preset=preset))
