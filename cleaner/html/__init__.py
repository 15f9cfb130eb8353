"""HTML: from the bytes of a page to the text of its article, with an account of every element that a DOM rule took."""

from __future__ import annotations

from cleaner.html.dom import DomRemoval, DomRule, Extracted
from cleaner.html.extract import extract
from cleaner.html.prune import Pruner

__all__ = ["DomRemoval", "DomRule", "Extracted", "Pruner", "extract"]
