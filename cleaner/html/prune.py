"""Take the elements out of a tree that DOM rules name, and keep account of them; a guard undoes what would take the article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from cleaner.html.cut import cut_out, put_back
from cleaner.html.dom import DomRemoval, DomRule, Element
from cleaner.html.prose import SENTENCE_WORDS, word_key
from cleaner.html.selectors import Selectors
from cleaner.html.visible import Block, blocks, in_one_line, plain_text
from cleaner.text.hosts import is_below
from cleaner.text.words import count_words

__all__ = ["Pruned", "Pruner"]

LEAST_LEFT, ENOUGH_LEFT = 0.25, 120
"""What must be left of the words of prose: this share, or so many."""
_NOTHING: Mapping[str, str] = {}
_ROOTS = frozenset(("html", "head", "body", "main"))


class Pruned(NamedTuple):
    """What went from a page, in order, why nothing went, if so, and the blocks of visible text that are left."""

    removals: list[DomRemoval]
    flag: str
    left: list[Block]


class _Choice(NamedTuple):
    """An element that a rule takes, and the blocks of its visible text."""

    element: Element
    rule: DomRule
    lines: list[str]


class Pruner:
    """DOM rules, ready to run over trees."""

    def __init__(self, rules: Iterable[DomRule]) -> None:
        self.rules = tuple(sorted(rules, key=lambda rule: rule.id))
        self._select = Selectors(rule.select for rule in self.rules)
        self._unless = tuple(Selectors([rule.unless]) if rule.unless else None for rule in self.rules)

    def prune(self, root: Element, meta: Mapping[str, str] = _NOTHING, *, guarded: bool = True) -> Pruned:
        """Take out of a tree what the rules name. A page that would be left with too little of its prose stays as it is."""
        chosen = list(self._chosen(root, meta))
        tree = root.getroottree()
        removals = [DomRemoval(tree.getpath(one.element), in_one_line(one.lines), one.rule.id, one.rule.why) for one in chosen if one.lines]
        cuts = [cut_out(one.element) for one in chosen]
        left = list(blocks(root))
        flag = _refusal(sum(_prose(one.lines) for one in chosen), left) if guarded else ""
        if not flag:
            return Pruned(removals, "", left)
        for cut in reversed(cuts):
            put_back(cut)
        return Pruned([], flag, list(blocks(root)))

    def _chosen(self, root: Element, meta: Mapping[str, str]) -> Iterator[_Choice]:
        """Yield the elements that go, the outermost ones, each with the first rule that takes it."""
        inside: Element = None
        for element, numbers in self._select.find(root):
            if element.tag in _ROOTS or (inside is not None and inside in element.iterancestors()):
                continue
            for number in numbers:
                if _applies(self.rules[number], meta) and (lines := self._taken(number, element, meta)) is not None:
                    inside = element
                    yield _Choice(element, self.rules[number], lines)
                    break

    def _taken(self, number: int, element: Element, meta: Mapping[str, str]) -> list[str] | None:
        """Return the blocks of an element's visible text if a rule takes it, else None."""
        rule, unless = self.rules[number], self._unless[number]
        lines = _lines_up_to(element, rule.most_words)
        if lines is None or (unless and next(unless.find(element), None) is not None):
            return None
        return lines if _is_meant(rule, element, lines, meta) else None


def _is_meant(rule: DomRule, element: Element, lines: Sequence[str], meta: Mapping[str, str]) -> bool:
    """Tell whether an element's text is what a rule asks for."""
    if rule.says is None and not rule.same_as and rule.least_links is None:
        return True
    text = " ".join(lines)
    if (rule.says is not None and not rule.says(text)) or (rule.same_as and not _begins(meta.get(rule.same_as, ""), text)):
        return False
    return rule.least_links is None or _linked(element) >= rule.least_links * count_words(text)


def _lines_up_to(element: Element, words: int | None) -> list[str] | None:
    """Return the blocks of an element's visible text, or None as soon as they have more words than that."""
    lines, count = [], 0
    for _, text in blocks(element):
        lines.append(text)
        if words is not None and (count := count + count_words(text)) > words:
            return None
    return lines


def _begins(whole: str, text: str) -> bool:
    """Tell whether a text is the beginning of a whole, by their words."""
    return bool(whole) and word_key(text) != "  " and word_key(whole).startswith(word_key(text))


def _refusal(lost: int, left: Iterable[Block]) -> str:
    """Say that too little prose is left, if so; a page is only counted where much of it went."""
    if lost < ENOUGH_LEFT // 2:
        return ""
    kept = _prose(text for _, text in left)
    return f"DOM rules would leave {kept} of {kept + lost} words of prose" if kept < min(ENOUGH_LEFT, LEAST_LEFT * (kept + lost)) else ""


def _applies(rule: DomRule, meta: Mapping[str, str]) -> bool:
    site, language = meta.get("site", ""), meta.get("language", "")
    if (rule.hosts and not is_below(site, rule.hosts)) or is_below(site, rule.not_hosts):
        return False
    return not rule.languages or language in ("", *rule.languages)


def _linked(element: Element) -> int:
    """Count the words of an element that stand in links and buttons."""
    outer = (link for link in element.iter("a", "button") if next(link.iterancestors("a", "button"), None) is None)
    return sum(count_words(plain_text(link)) for link in outer)


def _prose(lines: Iterable[str]) -> int:
    """Count the words that stand in sentences of prose."""
    return sum(count for count in map(count_words, lines) if count >= SENTENCE_WORDS)
