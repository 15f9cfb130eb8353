"""The nouns: documents, blocks, edits and removals, and a document beside what was taken from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from hashlib import blake2b
from typing import Any, NamedTuple

__all__ = ["KINDS", "Cleaned", "Document", "Edit", "Kind", "Removal", "content_id", "has_content_id"]

Kind = str
"""One of `paragraph`, `heading`, `list`, `code`, `table` and `blank`."""

_ID_BYTES = 8
KINDS: tuple[Kind, ...] = ("paragraph", "heading", "list", "code", "table", "blank")


@dataclass(frozen=True, slots=True, init=False)
class Document:
    """One article as it was scraped.

    `meta` holds what is known beside the text; rules read `title`, `author`, `date`, `site`, `url` and `language`.
    """

    text: str
    id: str = ""
    site: str = ""
    meta: Mapping[str, Any] = field(default_factory=dict)

    def __init__(self, text: str, id: str = "", site: str = "", meta: Mapping[str, Any] | None = None) -> None:
        _set_text(self, text)
        _set_id(self, id)
        _set_site(self, site)
        _set_meta(self, {} if meta is None else meta)

    @classmethod
    def of(cls, text: str, **meta: str) -> Document:
        """Make a document from its text and metadata; the id is a hash of the text."""
        return cls(text, content_id(text), meta.get("site", ""), meta)


_set_text, _set_id, _set_site, _set_meta = (getattr(Document, field.name).__set__ for field in fields(Document))
"""What a frozen dataclass does to set its fields takes twice as long."""


def content_id(text: str) -> str:
    """Return an id that depends on the text alone."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_ID_BYTES).hexdigest()


def has_content_id(id: str, text: str) -> bool:
    """Tell whether a document has the id of its text, for want of one of its own: then its copies have it as well."""
    return len(id) == 2 * _ID_BYTES and id == content_id(text)


class Edit(NamedTuple):
    """A proposal to remove the half-open range of UTF-8 bytes [start, end)."""

    start: int
    end: int
    rule: str
    evidence: str = ""


@dataclass(frozen=True, slots=True, init=False)
class Removal:
    """What went: `text` stood at the code points [start, end) of the original; `rule` took it, for `why`."""

    start: int
    end: int
    text: str
    rule: str
    why: str
    evidence: str = ""

    def __init__(self, start: int, end: int, text: str, rule: str, why: str, evidence: str = "") -> None:
        _set_start(self, start)
        _set_end(self, end)
        _set_taken(self, text)
        _set_rule(self, rule)
        _set_why(self, why)
        _set_evidence(self, evidence)


_set_start, _set_end, _set_taken, _set_rule, _set_why, _set_evidence = (getattr(Removal, field.name).__set__ for field in fields(Removal))


@dataclass(frozen=True, init=False)
class Cleaned:
    """A document beside its removals, in the order of the text; `flag` says why it was kept as it was, if it was."""

    doc: Document
    removals: tuple[Removal, ...] = ()
    flag: str = ""

    def __init__(self, doc: Document, removals: tuple[Removal, ...] = (), flag: str = "") -> None:
        fields = self.__dict__
        fields["doc"], fields["removals"], fields["flag"] = doc, removals, flag

    @cached_property
    def text(self) -> str:
        """The text that remains."""
        if not self.removals:
            return self.doc.text
        original, at, kept = self.doc.text, 0, []
        for removal in self.removals:
            kept.append(original[at : removal.start])
            at = removal.end
        kept.append(original[at:])
        return "".join(kept)
