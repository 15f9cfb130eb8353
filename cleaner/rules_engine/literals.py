"""The literals that a text must hold before a pattern can match: what tells, without an automaton, that a rule cannot fire.

To compile a set takes a tenth of a second, longer than to clean a short article. For the first texts only patterns are
compiled whose literals occur.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from typing import Any

from cleaner.rules_engine.exact import quote, with_twins
from cleaner.rules_engine.tree import Alt, Char, Group, Node, Rep, Seq

__all__ = ["ALL", "ANY", "Need", "holds", "need_of", "needs_all", "needs_any"]

Need = Any
"""A literal, folded; a list that begins with `ALL` or `ANY`, of needs; or None where nothing is needed. JSON can hold it."""
ALL, ANY = "&", "|"


def holds(need: Need, text: str) -> bool:
    """Tell whether a folded text holds what is needed."""
    if isinstance(need, str):
        return need in text
    if need is None:
        return True
    return (all if need[0] == ALL else any)(holds(one, text) for one in need[1:])


def needs_all(needs: Iterable[Need]) -> Need:
    """Return the need of all of these."""
    found = [need for need in needs if need is not None]
    return [ALL, *found] if len(found) > 1 else found[0] if found else None


def needs_any(needs: Iterable[Need]) -> Need:
    """Return the need of any of these; nothing if one of them needs nothing."""
    found = list(needs)
    return None if None in found or not found else [ANY, *found] if len(found) > 1 else found[0]


def need_of(node: Node) -> Need:
    """Return what a text must hold before a pattern matches in it."""
    match node:
        case Char() | Seq():
            return needs_all(_members(node))
        case Alt(items):
            return needs_any(map(need_of, items))
        case Group(child):
            return need_of(child)
        case Rep(child, low):
            return need_of(child) if low else None
    return None


def _members(node: Node) -> Iterator[Need]:
    """Yield what each member of a sequence needs, characters in a row as one."""
    for is_plain, members in groupby(_flat(node), _is_plain):
        if is_plain:
            yield "".join(item.char for item in members if isinstance(item, Char)).casefold()
        else:
            yield from (need_of(item) for item in members if not isinstance(item, Char))


def _flat(node: Node) -> Iterator[Node]:
    """Yield the members of nested sequences in order."""
    if isinstance(node, Seq):
        for item in node.items:
            yield from _flat(item)
    else:
        yield node


def _is_plain(node: Node) -> bool:
    """Tell whether a node is a character that stands for itself alone: no space, and none that has typographic twins."""
    return isinstance(node, Char) and _stands_alone(node.char)


@cache
def _stands_alone(char: str) -> bool:
    return char != " " and with_twins(char) == quote(char)
