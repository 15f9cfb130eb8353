"""Take the elements out of a tree that DOM rules name, and keep account of them; a guard undoes what would take the article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from cleaner.html.dom import DomRemoval, DomRule, Element
from cleaner.html.prose import word_key
from cleaner.html.selectors import Selectors
from cleaner.html.visible import blocks, plain_text
from cleaner.text.words import count_words

__all__ = ["Pruner"]

PARAGRAPH_WORDS = 12
"""A block of so many words outside of links is prose."""
LEAST_LEFT, ENOUGH_LEFT = 0.25, 120
"""What must be left of the words of prose: this share, or so many."""
_NOTHING: Mapping[str, str] = {}
_ROOTS = frozenset(("html", "head", "body", "main"))


class Pruner:
    """DOM rules, ready to run over trees."""

    def __init__(self, rules: Iterable[DomRule]) -> None:
        self.rules = tuple(sorted(rules, key=lambda rule: rule.id))
        self._select = Selectors(rule.select for rule in self.rules)
        self._unless = tuple(Selectors([rule.unless]) if rule.unless else None for rule in self.rules)

    def prune(self, root: Element, meta: Mapping[str, str] = _NOTHING, *, guarded: bool = True) -> tuple[list[DomRemoval], str]:
        """Take out of a tree what the rules name. Return what went, in order, and why nothing went, if so.

        A page that would be left with too little of its prose stays as it is.
        """
        chosen = list(self._chosen(root, meta))
        if not chosen:
            return [], ""
        tree = root.getroottree()
        removals = [DomRemoval(tree.getpath(element), text, rule.id, rule.why) for element, rule in chosen if (text := plain_text(element))]
        if guarded and (flag := _guard(root, [element for element, _ in chosen])):
            return [], flag
        for element, _ in chosen:
            element.drop_tree()
        return removals, ""

    def _chosen(self, root: Element, meta: Mapping[str, str]) -> Iterator[tuple[Element, DomRule]]:
        """Yield the elements that go, the outermost ones, each with the first rule that takes it."""
        inside: Element = None
        for element, numbers in self._select.find(root):
            if element.tag in _ROOTS or (inside is not None and inside in element.iterancestors()):
                continue
            for number in numbers:
                rule = self.rules[number]
                if _applies(rule, meta) and self._takes(number, element, meta):
                    inside = element
                    yield element, rule
                    break

    def _takes(self, number: int, element: Element, meta: Mapping[str, str]) -> bool:
        rule, unless = self.rules[number], self._unless[number]
        if rule.most_words is None and rule.least_links is None and rule.says is None and not rule.same_as:
            return not unless or next(unless.find(element), None) is None
        text = _text_up_to(element, rule.most_words)
        if text is None or (rule.says is not None and not rule.says(text)) or (rule.same_as and not _begins(meta.get(rule.same_as, ""), text)):
            return False
        if rule.least_links is not None and _linked(element) < rule.least_links * count_words(text):
            return False
        return not unless or next(unless.find(element), None) is None


def _text_up_to(element: Element, words: int | None) -> str | None:
    """Return the visible text of an element, or None as soon as it has more words than that."""
    lines, count = [], 0
    for _, text in blocks(element):
        lines.append(text)
        count += count_words(text)
        if words is not None and count > words:
            return None
    return " ".join(lines)


def _begins(whole: str, text: str) -> bool:
    """Tell whether a text is the beginning of a whole, by their words."""
    return bool(whole) and word_key(text) != "  " and word_key(whole).startswith(word_key(text))


def _guard(root: Element, gone: Sequence[Element]) -> str:
    """Say that too little prose would be left, if so; a page is only counted where much of it would go."""
    lost = sum(map(_prose, gone))
    if lost < ENOUGH_LEFT // 2:
        return ""
    before = _prose(root)
    return f"DOM rules would leave {before - lost} of {before} words of prose" if before - lost < min(ENOUGH_LEFT, LEAST_LEFT * before) else ""


def _applies(rule: DomRule, meta: Mapping[str, str]) -> bool:
    site, language = meta.get("site", ""), meta.get("language", "")
    if (rule.hosts and not _is_below(site, rule.hosts)) or _is_below(site, rule.not_hosts):
        return False
    return not rule.languages or language in ("", *rule.languages)


def _is_below(site: str, hosts: Iterable[str]) -> bool:
    return any(site == host or site.endswith("." + host) for host in hosts)


def _linked(element: Element) -> int:
    """Count the words of an element that stand in links and buttons."""
    outer = (link for link in element.iter("a", "button") if next(link.iterancestors("a", "button"), None) is None)
    return sum(count_words(plain_text(link)) for link in outer)


def _prose(element: Element) -> int:
    """Count the words below an element that stand in paragraphs."""
    counts: Sequence[int] = [count_words(text) for _, text in blocks(element)]
    return sum(count for count in counts if count >= PARAGRAPH_WORDS)
