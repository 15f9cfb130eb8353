"""Count what cleaning a document came to into a summary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from cleaner.ledger import Count, Summary
from cleaner.model import Cleaned

if TYPE_CHECKING:
    from cleaner.html import DomRemoval

__all__ = ["count", "count_copied", "count_taken", "count_trimmed"]


def count(summary: Summary, name: str, cleaned: Cleaned, *, left: int) -> None:
    """Add a document of the file `name`, of which `left` characters are left; by its site, or else its folder."""
    length = len(cleaned.doc.text)
    summary.documents += 1
    summary.changed += bool(cleaned.removals)
    summary.flagged += bool(cleaned.flag)
    summary.chars += length
    summary.removed += length - left
    where = cleaned.doc.site or name.rpartition("/")[0] or "."
    source = summary.sources.get(where)
    if source is None:
        source = summary.sources[where] = Count()
    source.documents += 1
    source.chars += length
    source.removals += len(cleaned.removals)
    source.removed += length - left
    for removal in cleaned.removals:
        rule = summary.rules.setdefault(removal.rule, Count())
        rule.removals += 1
        rule.removed += removal.end - removal.start
    for rule_name in {removal.rule for removal in cleaned.removals}:
        summary.rules[rule_name].documents += 1
        summary.rules[rule_name].chars += length


def count_copied(summary: Summary, name: str, tallied: Mapping[str, tuple[int, int]]) -> None:
    """Add documents of the file `name` that stay as they are: for each site how many, and how many characters they have."""
    for site, (documents, chars) in tallied.items():
        summary.documents += documents
        summary.chars += chars
        source = summary.sources.setdefault(site or name.rpartition("/")[0] or ".", Count())
        source.documents += documents
        source.chars += chars


def count_trimmed(summary: Summary, name: str, site: str, rule: str, *, chars: int, removals: int, removed: int) -> None:
    """Add a document of the file `name` that loses by one rule alone, so many times, so many of its characters."""
    summary.documents += 1
    summary.changed += 1
    summary.chars += chars
    summary.removed += removed
    where = site or name.rpartition("/")[0] or "."
    for counts, of in ((summary.sources, where), (summary.rules, rule)):
        counted = counts.get(of)
        if counted is None:
            counted = counts[of] = Count()
        counted.documents += 1
        counted.chars += chars
        counted.removals += removals
        counted.removed += removed


def count_taken(summary: Summary, taken: Sequence[DomRemoval]) -> None:
    """Add elements that went from a page before its text was taken; their characters count for the rules alone."""
    for element in taken:
        rule = summary.rules.setdefault(element.rule, Count())
        rule.removals += 1
        rule.removed += len(element.text)
    for name in {element.rule for element in taken}:
        summary.rules[name].documents += 1
