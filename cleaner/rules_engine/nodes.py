"""Read YAML nodes as what a rule file may hold; every mistake names its line and column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NoReturn, cast

import yaml

from cleaner.errors import Place, RuleError, nearest

__all__ = ["YamlReader", "load_yaml"]

_STRING, _BOOL = "tag:yaml.org,2002:str", "tag:yaml.org,2002:bool"
_NUMBERS = ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")
_ESCAPE = re.compile(r"''|\\(?:x..|u.{4}|U.{8}|.)|.", re.DOTALL)
"""One character of a quoted string, as it is written."""
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_yaml(text: str, file: str) -> yaml.Node:
    """Return the one node of a YAML text; raise `RuleError` when it is not YAML or empty."""
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        is_open = "quoted" in (error.context or "") and "end of stream" in (error.problem or "")
        mark = error.context_mark if is_open else error.problem_mark or error.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        raise RuleError("rule-yaml", f"not YAML: {error.problem or error}", do="check quotes and indentation", where=place) from None
    except yaml.YAMLError as error:
        raise RuleError("rule-yaml", f"not YAML: {error}", do="write plain UTF-8 text", where=Place(file)) from None
    if node is None:
        raise RuleError("rule-empty", "the file is empty", do="see 'cleaner rules new'", where=Place(file))
    return node


class YamlReader:
    """Reads nodes of one file."""

    def __init__(self, file: str, text: str) -> None:
        self.file, self.lines = file, text.split("\n")

    def place(self, node: yaml.Node, *, plus: int = 0) -> Place:
        """Return where a node begins, `plus` columns further."""
        return Place(self.file, node.start_mark.line + 1, node.start_mark.column + 1 + plus)

    def place_within(self, node: yaml.ScalarNode, offset: int) -> Place:
        """Return where the character `offset` of a string stands; where the string begins if it runs over several lines."""
        if node.start_mark.line != node.end_mark.line:
            return self.place(node)
        if node.style not in ("'", '"'):
            return self.place(node, plus=offset)
        written = _ESCAPE.finditer(self.lines[node.start_mark.line], node.start_mark.column + 1)
        return self.place(node, plus=1 + sum(len(char[0]) for char in islice(written, offset)))

    def fail(self, node: yaml.Node, code: str, what: str, do: str) -> NoReturn:
        """Raise a `RuleError` at a node."""
        raise RuleError(code, what, do=do, where=self.place(node))

    def mapping(self, node: yaml.Node, known: Iterable[str], what: str) -> dict[str, yaml.Node]:
        """Read a mapping whose keys are all known and stand once."""
        known = tuple(known)
        if not isinstance(node, yaml.MappingNode):
            self.fail(node, "rule-type", f"{what} must be a mapping", f"write keys such as '{known[0]}:'")
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = self.string(key)
            if name not in known:
                self.fail(key, "rule-key", f"{what} has no '{name}'", nearest(name, known) or f"known are {', '.join(known)}")
            if name in found:
                self.fail(key, "rule-key-twice", f"'{name}' stands twice", "keep one of them")
            found[name] = value
        return found

    def sequence(self, node: yaml.Node, what: str) -> Sequence[yaml.Node]:
        """Read a list with at least one entry."""
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            self.fail(node, "rule-type", f"{what} must be a list with an entry", "begin each entry with '- '")
        return list(node.value)

    def string(self, node: yaml.Node) -> str:
        """Read a string; what YAML takes for a number, a date or a truth value must stand in quotes."""
        if not isinstance(node, yaml.ScalarNode):
            self.fail(node, "rule-type", "a string is wanted here", "put it in single quotes")
        value = str(node.value)
        if node.tag != _STRING:
            self.fail(node, "rule-string", f"YAML does not take {value or 'nothing'} for a string", f"write '{value}' in single quotes")
        return value

    def strings(self, node: yaml.Node, what: str) -> Iterator[tuple[str, yaml.ScalarNode]]:
        """Read a list of strings, or one string, with their nodes."""
        for entry in [node] if isinstance(node, yaml.ScalarNode) else self.sequence(node, what):
            yield self.string(entry), cast("yaml.ScalarNode", entry)

    def choice(self, node: yaml.Node, known: Sequence[str], what: str) -> str:
        """Read one of several words."""
        word = self.string(node)
        if word not in known:
            self.fail(node, "rule-value", f"{what} cannot be '{word}'", nearest(word, known) or f"known are {', '.join(known)}")
        return word

    def choices(self, node: yaml.Node, known: Sequence[str], what: str) -> tuple[str, ...]:
        """Read one or more of several words."""
        return tuple(self.choice(entry, known, what) for _, entry in self.strings(node, what))

    def number(self, node: yaml.Node, what: str, *, least: float = 0, most: float | None = None, whole: bool = True) -> float:
        """Read a number within bounds."""
        try:
            value = (int if whole else float)(node.value if node.tag in _NUMBERS else "")
        except ValueError:
            self.fail(node, "rule-number", f"{what} must be a {'whole ' if whole else ''}number", "write digits without quotes")
        if value < least or (most is not None and value > most):
            upper = "" if most is None else f" and at most {most:g}"
            self.fail(node, "rule-number", f"{what} cannot be {value:g}", f"write at least {least:g}{upper}")
        return value

    def flag(self, node: yaml.Node, what: str) -> bool:
        """Read true or false."""
        if node.tag != _BOOL or node.value not in ("true", "false"):
            self.fail(node, "rule-flag", f"{what} must be true or false", "write it without quotes")
        return bool(node.value == "true")
