"""Clauses: how a rule is found, by literals that must stand in a line before it is worth asking the rule.

A prefilter that knows the clauses of all rules finds the few lines that each may be about, at the speed of reading (the idea is that of
RE2's `FilteredRE2`, and of Russ Cox, "Regular Expression Matching with a Trigram Index", 2012; here literals must stand in the same line,
and where a line begins or ends if the pattern says so).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from cleaner.rules_engine.literals import Literals, ease, shortest, weight
from cleaner.rules_engine.required import alternatives, either, required
from cleaner.rules_engine.spec import BlockSpec, RuleSpec

__all__ = ["Clause", "Sought", "clauses_of", "sought_in", "tell"]

MOST_BESIDES = 64
"""Literals that a further group may have: these are looked for one by one, in lines with one of the first group."""
MOST_GROUPS = 3
"""Groups of a clause: further ones tell little."""


class Clause(NamedTuple):
    """One literal of each group stands in the line, the first group being the easiest to find, and it has at most so many words (-1: any number)."""

    groups: tuple[Literals, ...]
    words: int


class Sought(NamedTuple):
    """How a rule is found: by which of its entries, and clauses of which one holds in every line that this matches; none tell nothing."""

    anchor: int
    clauses: list[Clause]


def sought_in(spec: RuleSpec) -> Sought:
    """Return how a rule is found: by the entry that tells most of those that every match has."""
    needed = (Sought(number, clauses_of(block)) for number, block in enumerate(spec.match) if block.is_needed)
    return max(needed, key=lambda sought: tell(sought.clauses))


def clauses_of(block: BlockSpec) -> list[Clause]:
    """Return clauses of which one holds in every line that a block's patterns match; none when these tell nothing."""
    first, *others = block.required
    besides = [group for other in others if (group := either([required(one.tree) for one in other]))]
    words = min((int(bound.high) for bound in block.bounds if bound.feature == "words" and bound.high is not None), default=-1)
    clauses = [Clause(_chosen([*required(node), *besides]), words) for pattern in first for node in alternatives(pattern.tree)]
    return clauses if all(clause.groups for clause in clauses) else []


def tell(clauses: Iterable[Clause]) -> float:
    """Return how much clauses tell: as much as the one that tells least."""
    return min((sum(map(weight, clause.groups)) for clause in clauses), default=0.0)


def _chosen(groups: Iterable[Literals]) -> tuple[Literals, ...]:
    """Choose the groups that tell most; the first one is the easiest to find."""
    known = sorted(dict.fromkeys(groups), key=lambda group: (-ease(group), -weight(group), sorted(group)))
    besides = sorted((group for group in known[1:] if len(group) <= MOST_BESIDES), key=weight, reverse=True)
    return tuple(map(shortest, (*known[:1], *besides[: MOST_GROUPS - 1])))
