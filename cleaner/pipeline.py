"""Clean one document: rules and repeats take what they take, furniture goes beside it, and a guard looks at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from cleaner.batches import in_batches
from cleaner.config import Config
from cleaner.errors import UsageError, nearest
from cleaner.guards import LARGEST_DOCUMENT, may_lose, refuse
from cleaner.model import Cleaned, Document, Edit, Removal
from cleaner.passes import MOST_PASSES, Passes, to_fixed_point
from cleaner.repeats.why import WHY
from cleaner.rules_engine.engine import Engine
from cleaner.rules_engine.pack import Pack, load_pack, shipped_rules
from cleaner.rules_engine.rule import Anchors
from cleaner.settle import Kept, apply, between, carry_back, settle, settle_lines
from cleaner.text.page import Page

if TYPE_CHECKING:
    from cleaner.html import Extracted, Pruner

__all__ = ["Cleaner", "Ruled", "left_by"]


class Ruled(NamedTuple):
    """What rules and detectors take from one document, in terms of its UTF-8, or why it stays as it is; the rest as in `Passes`."""

    edits: Sequence[Edit] = ()
    flag: str = ""
    quiet: bool = False
    by_line: bool = False
    anchors: Sequence[Anchors] = ()


_SILENT, _SILENT_BY_LINE = Ruled(quiet=True), Ruled(quiet=True, by_line=True)


class Cleaner:
    """Cleans documents, each on its own, with the rules of a pack.

    Raises `RuleError` for a rule that cannot be used and `UsageError` for a rule that does not exist.
    """

    def __init__(self, config: Config | None = None) -> None:
        self.config = config or Config()

    def __reduce__(self) -> tuple[type[Cleaner], tuple[Config]]:
        """Travel to another process as a configuration: compiled patterns cannot."""
        return Cleaner, (self.config,)

    @cached_property
    def pack(self) -> Pack:
        """The shipped rules, with the user's own over them."""
        return load_pack([shipped_rules(), *map(Path, self.config.rules)])

    @cached_property
    def engine(self) -> Engine:
        """The chosen rules, compiled."""
        return Engine.indexed(self.pack.entries(self.config.preset, select=self.config.select, ignore=self.config.ignore), self.pack.rules.__getitem__)

    @cached_property
    def pruner(self) -> Pruner:
        """The chosen rules over HTML, ready to run."""
        from cleaner.html.filterlist import read_filter_list
        from cleaner.pages import pruner_of

        lists = [rule for path in self.config.filter_lists for rule in read_filter_list(Path(path)).rules]
        return pruner_of(self.pack.chosen_dom(self.config.preset, select=self.config.select, ignore=self.config.ignore), lists)

    def extract(self, data: bytes | str, *, url: str = "", encoding: str = "") -> Extracted:
        """Return the text of a page's article, before it is cleaned. Raises `CleanerError` for a page that is refused."""
        from cleaner.html import extract

        return extract(data, url=url, encoding=encoding, rules=self.pruner, extractor=self.config.extractor)

    @cached_property
    def repeats(self) -> frozenset[str]:
        """The detectors of repetition that are on. Raises `UsageError` for one that does not exist."""
        for name in (*self.config.select, *self.config.ignore):
            if name.split("/", 1)[0] == "repeats" and not any(_names(rule, (name,)) for rule in WHY):
                raise UsageError("no-such-rule", f"there is no rule '{name}'", do=nearest(name, WHY) or f"known are {', '.join(WHY)}")
        chosen = [rule for rule in WHY if not self.config.select or _names(rule, self.config.select)]
        return frozenset(rule for rule in chosen if not _names(rule, self.config.ignore))

    def clean(self, doc: Document | str, page: Page | None = None) -> Cleaned:
        """Clean one document, which may be prepared already."""
        doc = _document(doc)
        page = page or self.page(doc)
        return self._cleaned(doc, self.ruled(doc, page), page.data)

    def page(self, doc: Document) -> Page:
        """Prepare a document for rules."""
        return Page(doc.text, _known(doc))

    def pages(self, docs: Iterable[Document]) -> list[Page]:
        """Prepare several documents for rules, and look at all that are not too large at once, which takes less time than at one after the other."""
        pages = list(map(self.page, docs))
        self.engine.look_ahead([page for page in pages if len(page.text) <= LARGEST_DOCUMENT])
        return pages

    def ruled(self, doc: Document, page: Page | None = None) -> Ruled:
        """Return what rules and detectors take from a document, which may be prepared already, if the guard lets it pass."""
        if len(doc.text) > LARGEST_DOCUMENT:
            return Ruled(flag=f"more than {LARGEST_DOCUMENT:,} characters: no article")
        page = page or self.page(doc)
        if page.is_quiet:
            return _SILENT_BY_LINE
        if self.engine.is_silent(page):
            return _SILENT_BY_LINE if page.survey.keeps_lines else _SILENT
        return self._guarded(doc, page.data, to_fixed_point(page, self.engine, self.repeats))

    def finish(self, doc: Document, ruled: Ruled, furniture: Sequence[Edit] = (), *, settled: bool = False) -> Cleaned:
        """Clean a document of which it is known what rules take.

        `furniture` is what a look at the whole corpus proposes beside the rules, in terms of the text that they leave; if it is `settled`, it goes as it
        is, and nothing fires in what it leaves. It goes only if the guard lets all of it pass.
        """
        if furniture and not ruled.flag:
            further = self._settled(doc, ruled, furniture) if settled else self._without(doc, ruled, furniture)
            ruled = ruled if further.flag else further
        return self._cleaned(doc, ruled, _encode(doc.text) if ruled.edits else b"")

    def clean_all(self, docs: Iterable[Document | str]) -> Iterator[Cleaned]:
        """Clean documents, in order, some at a time: up to 64 are read ahead."""
        for some in in_batches(map(_document, docs), lambda doc: len(doc.text)):
            yield from map(self.clean, some, self.pages(some))

    def why(self, rule: str) -> str:
        """Return why a rule removes what it removes."""
        return WHY.get(rule) or self.engine.rule(rule).spec.why

    def _without(self, doc: Document, ruled: Ruled, furniture: Sequence[Edit]) -> Ruled:
        """Take furniture out of what rules have left, and run them over what that leaves."""
        data = _encode(doc.text)
        kept = between(len(data), ruled.edits)
        rest = Page(_join(data, kept) if ruled.edits else doc.text, _known(doc))
        found = (ruled.by_line and settle_lines(rest.data, furniture)) or settle(rest.data, rest.spans, furniture)
        if not found:  # lines of spaces that are no block
            return ruled
        passes = to_fixed_point(rest, self.engine, self.repeats, first=found, quiet=ruled.quiet)
        moved, kept = carry_back(kept, passes.edits)
        return self._guarded(doc, data, Passes(sorted([*ruled.edits, *moved]), kept, passes.settled))

    def _settled(self, doc: Document, ruled: Ruled, found: Sequence[Edit]) -> Ruled:
        """Take settled furniture out of what rules have left."""
        edits = found
        if ruled.edits:
            edits = sorted([*ruled.edits, *carry_back(between(len(_encode(doc.text)), ruled.edits), found)[0]])
        if may_lose(len(doc.text), sum(edit.end - edit.start for edit in edits), self.config.preset):
            return Ruled(edits)
        return Ruled(edits, refuse(doc.text, left_by(doc.text, edits), self.config.preset))

    def _guarded(self, doc: Document, data: bytes, passes: Passes) -> Ruled:
        """Return what passes come to, all or nothing."""
        if not passes.edits:
            return Ruled(quiet=passes.quiet, by_line=passes.by_line, anchors=passes.anchors)
        flag = "" if passes.settled else f"still changing after {MOST_PASSES} passes"
        if not flag and not may_lose(len(doc.text), sum([edit.end - edit.start for edit in passes.edits]), self.config.preset):
            flag = refuse(doc.text, _join(data, passes.kept), self.config.preset)
        return Ruled(flag=flag) if flag else Ruled(passes.edits, quiet=passes.quiet, by_line=passes.by_line, anchors=passes.anchors)

    def _cleaned(self, doc: Document, ruled: Ruled, data: bytes) -> Cleaned:
        """Put what goes from a document, given in UTF-8 as well, beside it."""
        if not ruled.edits:
            return Cleaned(doc, (), ruled.flag)
        text, removals = doc.text, []
        for start, end, rule, evidence in _in_code_points(text, data, ruled.edits):
            removals.append(Removal(start, end, text[start:end], rule, self.why(rule), evidence))
        return Cleaned(doc, tuple(removals), ruled.flag)


def left_by(text: str, edits: Sequence[Edit]) -> str:
    """Return what settled edits leave of a text."""
    return apply(_encode(text), edits).decode("utf-8", "surrogatepass") if edits else text


def _document(doc: Document | str) -> Document:
    if isinstance(doc, str):
        return Document(doc)
    if not isinstance(doc, Document):
        raise UsageError("document", f"a document is a string or a Document, not {type(doc).__name__}", do="decode bytes, and leave out what has no text")
    return doc


def _known(doc: Document) -> Mapping[str, Any]:
    return {**doc.meta, "site": doc.site} if doc.site else doc.meta


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _join(data: bytes, kept: Kept) -> str:
    return b"".join(data[start:end] for start, end in kept).decode("utf-8", "surrogatepass")


def _in_code_points(text: str, data: bytes, edits: Sequence[Edit]) -> Sequence[tuple[int, int, str, str]]:
    """Return what edits of a text, given in UTF-8 as well, say, with their ranges in code points."""
    if len(text) == len(data):
        return edits
    byte = point = 0
    found = []
    for start, end, rule, evidence in edits:
        first = point + len(data[byte:start].decode("utf-8", "surrogatepass"))
        point = first + len(data[start:end].decode("utf-8", "surrogatepass"))
        byte = end
        found.append((first, point, rule, evidence))
    return found


def _names(rule: str, names: Iterable[str]) -> bool:
    return any(rule == name or rule.startswith(name.rstrip("/") + "/") for name in names)
