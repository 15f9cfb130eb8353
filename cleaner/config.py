"""What a run may be told, with its defaults; values, so that two runs can be compared."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from cleaner.errors import UsageError, nearest
from cleaner.ledger import LedgerText

__all__ = ["EXTRACTORS", "Config", "CorpusConfig", "DedupConfig", "Duplicates", "Empty", "Fields", "Repeats", "RunConfig", "Scope"]

Empty = Literal["keep", "drop", "flag"]
Scope = Literal["all", "within", "across"]
"""Which documents may be copies of each other: any, those of one site, or those of different sites."""
Duplicates = Literal["drop", "mark", "ignore"]
Repeats = Literal["site", "corpus", "off"]
EXTRACTORS = ("trafilatura", "resiliparse", "none")


@dataclass(frozen=True, slots=True)
class Config:
    """Options of cleaning one document.

    `rules` are folders of the user's own rules, `select` and `ignore` ids of rules or their folders, `preset` is
    `extracted` (text from an extractor) or `raw` (the whole visible text of a page). `extractor` names what reads pages of
    HTML: `trafilatura`, `resiliparse` (fast) or `none` (the whole visible text); `filter_lists` are files of element-hiding
    rules in EasyList's syntax, which run over pages too.
    """

    rules: tuple[str, ...] = ()
    preset: str = "extracted"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extractor: str = "trafilatura"
    filter_lists: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a text where several are wanted, as each of its letters would be one, and an extractor that is none."""
        if self.extractor not in EXTRACTORS:
            do = nearest(str(self.extractor), EXTRACTORS) or f"known are {', '.join(EXTRACTORS)}"
            raise UsageError("no-such-extractor", f"there is no extractor '{self.extractor}'", do=do)
        for name in ("rules", "select", "ignore", "filter_lists"):
            if isinstance(value := getattr(self, name), str):
                raise UsageError("config", f"'{name}' is one text, and not several", do=f"write {name}=({value!r},)")


@dataclass(frozen=True, slots=True)
class Fields:
    """Where a structured record keeps what; dots lead into nested objects."""

    text: str = "text"
    id: str = "id"
    url: str = "url"
    title: str = "title"
    author: str = "author"
    date: str = "date"
    site: str = "site"
    language: str = "language"
    html: str = ""


@dataclass(frozen=True, slots=True)
class DedupConfig:
    """Options that decide which documents are near-duplicates, and which of them is kept.

    Two are when the Jaccard index of their word `ngram` sets reaches `threshold`; a pair at the threshold is found with the
    chance `recall`. `contained` is the share of a text that must stand inside another for it to go too; 0 asks for none.
    """

    threshold: float = 0.7
    recall: float = 0.99
    permutations: int = 128
    ngram: int = 5
    keep: str = "longest"
    scope: Scope = "all"
    contained: float = 0.0


@dataclass(frozen=True, slots=True)
class CorpusConfig:
    """Options that decide what one document's fate owes to others.

    `duplicates` says what becomes of near-duplicates; `repeats` where lines that stand on many pages are looked for: on each
    site, in the whole corpus as if it were one, or nowhere. A document's site is its `site` or the host of its address; with `site_from_path` it
    is the first folder of its file.
    """

    duplicates: Duplicates = "ignore"
    repeats: Repeats = "off"
    site_from_path: bool = False
    dedup: DedupConfig = field(default_factory=DedupConfig)

    @property
    def looks_around(self) -> bool:
        """Whether other documents count at all."""
        return self.duplicates != "ignore" or self.repeats != "off"


@dataclass(frozen=True, slots=True)
class RunConfig:
    """Options that decide what a run over files writes.

    A document that ends up with fewer than `min_words` words is kept, dropped or flagged, as `empty` says. `to` is the
    format to write ('' for the input's own, or that which is usual for it). Inputs that are undone from their source are
    kept if `keep_source` says so. Files of many documents are cut at `shard_size` bytes (0: not at all).
    """

    cleaning: Config = field(default_factory=Config)
    fields: Fields = field(default_factory=Fields)
    min_words: int = 1
    empty: Empty = "keep"
    ledger_text: LedgerText = "full"
    to: str = ""
    keep_source: bool = False
    shard_size: int = 0
    corpus: CorpusConfig = field(default_factory=CorpusConfig)

    def as_dict(self) -> dict[str, Any]:
        """Return plain values."""
        return asdict(self)
