"""What a pattern cannot match without: literals that must stand in a line before it is worth asking the pattern.

Of a pattern, groups of literals are taken, one of each group of which stands in every match. A prefilter that knows them finds the few
lines that a rule may be about, at the speed of reading (the idea is that of RE2's `FilteredRE2`, and of Russ Cox, "Regular Expression
Matching with a Trigram Index", 2012; here literals must stand in the same line, and where a line begins or ends if the pattern says so).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product
from math import exp, log
from typing import NamedTuple

from cleaner.rules_engine.flat import DIGIT, LEAD, TRAIL, flat
from cleaner.rules_engine.spec import BlockSpec, RuleSpec
from cleaner.rules_engine.tree import Alt, Char, Class, Group, Mark, Node, Rep, Seq
from cleaner.rules_engine.weigh import weigh

__all__ = ["BEGIN", "END", "Clause", "Literals", "Sought", "clauses_of", "plain", "sought_in", "tell"]

BEGIN, END = "\x01", "\x02"
"""Before a literal that begins a line, after one that ends it; in flat text neither stands."""
Literals = frozenset[str]
"""Flat literals of which one stands in a line, if the pattern matches there."""


class Sought(NamedTuple):
    """How a rule is found: by which of its entries, and clauses of which one holds in every line that this matches; none tell nothing."""

    anchor: int
    clauses: list[Clause]


class Clause(NamedTuple):
    """One literal of each group stands in the line, the group that tells most first, and it has at most so many words (-1: any number)."""

    groups: tuple[Literals, ...]
    words: int


MOST = 128
"""Literals that a group may have."""
MOST_BESIDES = 64
"""Literals that a further group may have: these are looked for one by one, in lines with one of the first group."""
MOST_GROUPS = 3
"""Groups of a clause: further ones tell little."""
SHORTEST = 2
"""Bytes of the shortest literal that is worth looking for; a line's beginning counts for one, and so does its end."""
RARE = "@#$%&*+=<>[]{}|^~"
"""Signs that are rare enough to be looked for alone."""
LONGEST_RUN = 4
"""Times that something may stand in a row for them to be written out."""
FEW = 4
"""Characters of a class that is written out."""
AT_BEGIN, AT_END = 3.0, 2.0
"""What a line's beginning and its end add to the weight of a literal that must stand there."""
LONG = 5
"""Characters of literals that are easy to find."""
RARELY = 3.0
"""Weight from which a group is rare: about one line in twenty."""
SCALE = 4.0
"""What one of `weigh` is as a logarithm: a common word stands in one line of fifty."""
_SPACE_RUN = re.compile(" {2,}")
_Found = tuple[set[str] | None, list[Literals]]
"""All strings that a node matches, where these are few, and else groups of which one string stands in every match."""


def sought_in(spec: RuleSpec) -> Sought:
    """Return how a rule is found: by the entry that tells most of those that every match has."""
    needed = [Sought(number, clauses_of(block)) for number, block in enumerate(spec.match) if block.is_needed]
    _KNOWN.clear()
    return max(needed, key=lambda sought: tell(sought.clauses))


def clauses_of(block: BlockSpec) -> list[Clause]:
    """Return clauses of which one holds in every line that a block's patterns match; none when these tell nothing."""
    several = block.at_least.of if block.at_least else ()
    first, *others = [group for group in (block.any, *((one,) for one in block.all), several) if group]
    besides = [group for other in others if (group := _either([_groups(one.tree) for one in other]))]
    words = min((int(bound.high) for bound in block.bounds if bound.feature == "words" and bound.high is not None), default=-1)
    clauses = [Clause(_chosen([*_groups(node), *besides]), words) for pattern in first for node in _alternatives(pattern.tree)]
    return clauses if all(clause.groups for clause in clauses) else []


def tell(clauses: Iterable[Clause]) -> float:
    """Return how much clauses tell: as much as the one that tells least."""
    return min((sum(map(_weight, clause.groups)) for clause in clauses), default=0.0)


def plain(literal: str) -> str:
    """Return a literal without its marks."""
    return literal.replace(BEGIN, "").replace(END, "")


def _chosen(groups: Iterable[Literals]) -> tuple[Literals, ...]:
    """Choose the groups that tell most; first comes one whose place is known, or whose literals are long, as these cost least to look for."""
    first, *others = sorted(dict.fromkeys(groups), key=lambda group: (-_ease(group), -_weight(group), sorted(group))) or [frozenset[str]()]
    others.sort(key=_weight, reverse=True)
    besides = [group for group in others if len(group) <= MOST_BESIDES]
    return tuple(map(_shortest, (first, *besides[: MOST_GROUPS - 1]))) if first else ()


def _alternatives(node: Node) -> Iterator[Node]:
    """Yield what a node is one of; alternatives inside a sequence, the first that are no plain words, are written out."""
    match node:
        case Alt(items):
            for item in items:
                yield from _alternatives(item)
        case Group(child):
            yield from _alternatives(child)
        case Seq(items):
            at = next((i for i, item in enumerate(items) if isinstance(_inner(item), Alt) and _found(item)[0] is None), -1)
            if at < 0:
                yield node
            else:
                for one in _alternatives(items[at]):
                    yield Seq((*items[:at], one, *items[at + 1 :]))
        case _:
            yield node


def _inner(node: Node) -> Node:
    return _inner(node.child) if isinstance(node, Group) else node


def _groups(node: Node) -> list[Literals]:
    """Return the groups of a pattern that tell anything."""
    return _telling(*_found(node))


def _telling(exact: set[str] | None, groups: Sequence[Iterable[str]]) -> list[Literals]:
    return [literals for strings in (*groups, exact) if strings is not None and (literals := _told(strings))]


def _told(strings: Iterable[str]) -> Literals | None:
    """Make literals of what must stand there; None if one of them tells nothing."""
    literals = frozenset(map(_literal, strings))
    return literals if all(plain(one) and (one in RARE or len(one.encode("utf-8", "surrogatepass")) >= SHORTEST) for one in literals) else None


def _shortest(literals: Literals) -> Literals:
    """Leave out literals that hold another one: where they stand, it does."""
    kept: list[str] = []
    for one in sorted(literals, key=len):
        if not any(other in one for other in kept):
            kept.append(one)
    return frozenset(kept)


def _literal(text: str) -> str:
    """Return a string as a literal: flat, with marks at its ends, unless nothing counts there."""
    text = _trimmed(text)
    said = _SPACE_RUN.sub(" ", plain(text))
    begins, ends = text.startswith(BEGIN) and said[:1] not in LEAD, text.endswith(END) and said[-1:] not in TRAIL
    return f"{BEGIN * begins}{said}{END * ends}"


def _ease(group: Literals) -> int:
    """Return how easily the literals of a group are found, if they are rare."""
    if _weight(group) < RARELY:
        return 0
    if all(one.startswith(BEGIN) or one.endswith(END) for one in group):
        return 2
    return int(all(len(one) >= LONG for one in group))


@lru_cache(1 << 14)
def _weight(group: Literals) -> float:
    """Return how much it tells that one of some literals stands in a line: their weights are logarithms of how rare they are."""
    return -log(sum(exp(-SCALE * weigh(plain(one)) - AT_BEGIN * one.startswith(BEGIN) - AT_END * one.endswith(END)) for one in group)) if group else 0.0


def _either(branches: Sequence[list[Literals]]) -> Literals | None:
    """Return literals of which one stands wherever one of the branches matches: of each what tells most."""
    if not all(branches):
        return None
    return frozenset[str]().union(*(max(groups, key=lambda group: (_weight(group), sorted(group))) for groups in branches))


def _found(node: Node) -> _Found:
    """Return what is known of a node; it is worked out once."""
    if isinstance(node, Char):
        return {flat(node.char)}, []
    known = _KNOWN.get(id(node))
    if known is None or known[0] is not node:
        known = _KNOWN[id(node)] = node, _work_out(node)
    return known[1]


_KNOWN: dict[int, tuple[Node, _Found]] = {}
"""What is known of the nodes of one rule."""


def _work_out(node: Node) -> _Found:
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
    either = _either([_telling(exact, groups) for exact, groups in found])
    return None, [either] if either else []


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
            strings = {_trimmed(one + item) for one in strings}
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
    joined = set(map(_trimmed, (a + b for a, b in product(before, after))))
    return joined if len(joined) <= MOST else set()


def _trimmed(text: str) -> str:
    """Leave out what does not count at the ends of a line, unless that is all."""
    said = text.removeprefix(BEGIN).removesuffix(END)
    if text.startswith(BEGIN) and (rest := said.lstrip(LEAD)):
        text, said = BEGIN + rest + END * text.endswith(END), rest
    return BEGIN * text.startswith(BEGIN) + rest + END if text.endswith(END) and (rest := said.rstrip(TRAIL)) else text
