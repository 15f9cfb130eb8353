"""What a pattern's matches cannot do without: groups of literals, one of each of which stands in every match."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from cleaner.rules_engine.flat import DIGIT, flat
from cleaner.rules_engine.literals import BEGIN, END, Literals, literals_of, trimmed, weight
from cleaner.rules_engine.tree import Alt, Char, Class, Group, Mark, Node, Rep, Seq

__all__ = ["alternatives", "either", "required"]

MOST = 64
"""Strings that are written out."""
LONGEST_RUN = 4
"""Times that something may stand in a row for them to be written out."""
FEW = 4
"""Characters of a class that is written out."""
_Found = tuple[set[str] | None, list[Literals]]
"""All strings that a node matches, where these are few, and else groups of which one string stands in every match."""


def required(node: Node) -> list[Literals]:
    """Return the groups of a pattern that tell anything."""
    return _telling(*_found(node))


def either(branches: Sequence[list[Literals]]) -> Literals | None:
    """Return literals of which one stands wherever one of the branches matches: of each what tells most."""
    if not all(branches):
        return None
    return frozenset[str]().union(*(max(groups, key=lambda group: (weight(group), sorted(group))) for groups in branches))


def alternatives(node: Node) -> Iterator[Node]:
    """Yield what a node is one of; alternatives inside a sequence, the first that are no plain words, are written out."""
    match node:
        case Alt(items):
            for item in items:
                yield from alternatives(item)
        case Group(child):
            yield from alternatives(child)
        case Seq(items):
            at = next((i for i, item in enumerate(items) if isinstance(_inner(item), Alt) and _found(item)[0] is None), -1)
            if at < 0:
                yield node
            else:
                for one in alternatives(items[at]):
                    yield Seq((*items[:at], one, *items[at + 1 :]))
        case _:
            yield node


def _inner(node: Node) -> Node:
    return _inner(node.child) if isinstance(node, Group) else node


def _telling(exact: set[str] | None, groups: Sequence[Iterable[str]]) -> list[Literals]:
    return [literals for strings in (*groups, exact) if strings is not None and (literals := literals_of(strings))]


def _found(node: Node) -> _Found:
    match node:
        case Char(char):
            return {flat(char)}, []
        case Class():
            return _few(node), []
        case Mark(kind):
            return {{"^": BEGIN, "$": END}.get(kind, "")}, []
        case Group(child):
            return _found(child)
        case Alt(items):
            return _one_of([_found(item) for item in items])
        case Rep(child, low, high):
            return _repeated(_found(child), low, high)
        case Seq(items):
            return _sequence(items)
    return None, []


def _few(node: Class) -> set[str] | None:
    """Return the characters of a class of few, as they are in flat text."""
    if node.negated or not {*node.escapes} <= {"d"} or sum(ord(high) - ord(low) + 1 for low, high in node.ranges) > MOST:
        return None
    chars = {flat(chr(point)) for low, high in node.ranges for point in range(ord(low), ord(high) + 1)} | {DIGIT for _ in node.escapes}
    return chars if len(chars) <= FEW else None


def _one_of(found: Sequence[_Found]) -> _Found:
    strings: set[str] = set()
    for exact, _ in found:
        strings |= exact or set()
    if all(exact is not None for exact, _ in found) and len(strings) <= MOST:
        return strings, []
    group = either([_telling(exact, groups) for exact, groups in found])
    return None, [group] if group else []


def _repeated(found: _Found, low: int, high: int | None) -> _Found:
    exact, groups = found
    if (low, high) == (1, 1):
        return found
    if exact is not None and high is not None and high <= LONGEST_RUN and sum(len(exact) ** times for times in range(low, high + 1)) <= MOST:
        return {"".join(run) for times in range(low, high + 1) for run in product(exact, repeat=times)}, []
    if not low:
        return None, []
    return None, [*groups, frozenset(exact)] if exact is not None else groups


def _edges(item: Node) -> set[str]:
    """Return what stands at both ends of what repeats a few characters: of a long run nothing else is known."""
    if not isinstance(item, Rep) or not item.low:
        return {""}
    exact, _ = _found(item.child)
    return {"".join(run) for run in product(exact, repeat=item.low)} if exact and len(exact) ** item.low <= FEW else {""}


def _sequence(items: Iterable[Node]) -> _Found:
    """Join what follows one another; where it becomes too much, or is not known, a group ends."""
    strings, groups, is_all = {""}, list[Literals](), True
    for item in _runs(_flattened(items)):
        if isinstance(item, str):
            strings = {trimmed(one + item) for one in strings}
            continue
        exact, inner = _found(item)
        groups += inner
        if exact is not None and (joined := _joined(strings, exact)):
            strings = joined
            continue
        edges = exact or _edges(item)
        groups.append(frozenset(_joined(strings, edges) or strings))
        strings, is_all = edges, False
    if is_all:
        return strings, []
    return None, [*groups, frozenset(strings)]


def _runs(items: Iterable[Node]) -> Iterator[Node | str]:
    """Yield characters in a row as one string, flat."""
    run = ""
    for item in items:
        if isinstance(item, Char):
            run += item.char
            continue
        if run:
            yield flat(run)
            run = ""
        yield item
    if run:
        yield flat(run)


def _flattened(items: Iterable[Node]) -> Iterator[Node]:
    """Yield the members of nested sequences in order."""
    for item in items:
        inner = _inner(item)
        if isinstance(inner, Seq):
            yield from _flattened(inner.items)
        else:
            yield item


def _joined(before: set[str], after: set[str]) -> set[str]:
    """Return all strings of two parts, unless these are too many; what does not count at a line's ends is left out."""
    if len(before) * len(after) > MOST * FEW:
        return set()
    joined = {a + b for a, b in product(before, after)}
    if END in after or any(one[:1] == BEGIN for one in (*before, *after)):
        joined = set(map(trimmed, joined))
    return joined if len(joined) <= MOST else set()
