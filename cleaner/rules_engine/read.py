"""Read a rule file into a `RuleSpec`, or say what is wrong with it and where."""

from __future__ import annotations

import re

import yaml

from cleaner.errors import RuleError
from cleaner.model import KINDS
from cleaner.rules_engine.exact import LARGEST, size
from cleaner.rules_engine.nodes import YamlReader, load_yaml
from cleaner.rules_engine.pattern import PatternError, parse
from cleaner.rules_engine.spec import (
    FEATURES,
    LISTS,
    META,
    PRESETS,
    REMOVES,
    SAFETIES,
    SHARES,
    AtLeast,
    BlockSpec,
    Bound,
    Example,
    ListOf,
    Pattern,
    RuleSpec,
    Where,
)
from cleaner.rules_engine.tree import is_nullable

__all__ = ["read_rule"]

_RULE_KEYS = ("why", "match", "where", "preset", "remove", "then", "safety", "hosts", "languages", "examples")
_BOUND_KEYS = tuple(f"{side}_{feature}" for feature in FEATURES for side in ("min", "max"))
_BLOCK_KEYS = ("any", "all", "at_least", "unless", "kind", "same_as", "optional", "repeat", "keep", *_BOUND_KEYS)
_EXAMPLE_META = (*META, "url", "language", "preset")
_ANY_LANGUAGE = "any"
_MOST_BLOCKS = 100
_SOLID_KINDS = tuple(kind for kind in KINDS if kind != "blank")
_MARKS = re.compile("<<|>>(?!>)")
"""What an example marks; of three signs at the end of an element of HTML the last two are the mark."""


def read_rule(text: str, *, id: str, file: str) -> RuleSpec:
    """Read one rule.

    The first folder of the id names the rule's language, unless it is `any` or the rule says `languages`.
    Raises `RuleError` with file, line, column and advice.
    """
    return _RuleReader(file, text).rule(load_yaml(text, file), id)


class _RuleReader(YamlReader):
    def rule(self, node: yaml.Node, id: str) -> RuleSpec:
        keys = self.mapping(node, _RULE_KEYS, "a rule")
        for needed in ("why", "match", "examples"):
            if needed not in keys:
                self.fail(node, "rule-missing", f"the rule has no '{needed}'", f"add '{needed}:'; see 'cleaner rules new'")
        remove = self.choice(keys["remove"], REMOVES, "remove") if "remove" in keys else "match"
        language = id.split("/", 1)[0]
        return RuleSpec(
            id=id,
            why=self.why(keys["why"]),
            match=self.match(keys["match"], remove, then="then" in keys),
            place=self.place(node),
            where=self.where(keys["where"]) if "where" in keys else Where(),
            presets=self.choices(keys["preset"], PRESETS, "preset") if "preset" in keys else PRESETS,
            remove=remove,
            then=self.then(keys["then"], remove) if "then" in keys else None,
            safety=self.choice(keys["safety"], SAFETIES, "safety") if "safety" in keys else "safe",
            hosts=tuple(host for host, _ in self.strings(keys["hosts"], "hosts")) if "hosts" in keys else (),
            languages=self.languages(keys, language),
            examples=self.examples(keys["examples"]),
        )

    def why(self, node: yaml.Node) -> str:
        why = self.string(node).strip()
        if not why:
            self.fail(node, "rule-missing", "'why' is empty", "say why this is not the article")
        return why

    def languages(self, keys: dict[str, yaml.Node], folder: str) -> tuple[str, ...]:
        if "languages" in keys:
            return tuple(code for code, _ in self.strings(keys["languages"], "languages"))
        return (folder,) if len(folder) == 2 and folder.isalpha() and folder != _ANY_LANGUAGE else ()

    def match(self, node: yaml.Node, remove: str, *, then: bool) -> tuple[BlockSpec, ...]:
        entries = self.sequence(node, "match") if isinstance(node, yaml.SequenceNode) else [node]
        blocks = tuple(self.block(entry) for entry in entries)
        for entry, block in zip(entries, blocks, strict=True):
            if block.is_needed:
                break
            if not block.keep or entry is entries[-1]:
                do = "give it 'any:', 'all:' or 'at_least:', and no 'optional: true'"
                what = "the first block that is not kept" if blocks[0].keep else "the first block"
                self.fail(entry, "rule-no-pattern", f"{what} has no required pattern", do)
        if all(block.keep or not block.low for block in blocks):
            self.fail(entries[0], "rule-keep", "the match removes nothing", "leave one entry that is not optional without 'keep: true'")
        if blocks[-1].keep and (then or remove == "to-end"):
            self.fail(entries[-1], "rule-keep", f"the last block is kept, and '{'then' if then else 'to-end'}' goes on after it", "take out 'keep: true'")
        if remove == "span":
            self.span(blocks, entries[0])
        return blocks

    def span(self, blocks: tuple[BlockSpec, ...], node: yaml.Node) -> None:
        if len(blocks) > 1 or blocks[0].high > 1 or blocks[0].all or blocks[0].at_least:
            self.fail(node, "rule-span", "'remove: span' cuts inside one block", "keep one entry with 'any:'")
        for pattern in blocks[0].any:
            if "(?P<cut>" not in pattern.source and "(?<cut>" not in pattern.source:
                raise RuleError("rule-no-cut", "'remove: span' does not know what to cut", do="name the group: (?P<cut>...)", where=pattern.place)

    def block(self, node: yaml.Node) -> BlockSpec:
        keys = self.mapping(node, _BLOCK_KEYS, "an entry of match")
        low, high = self.repeat(keys, node)
        return BlockSpec(
            any=self.patterns(keys, "any"),
            all=self.patterns(keys, "all"),
            at_least=self.at_least(keys["at_least"]) if "at_least" in keys else None,
            unless=self.patterns(keys, "unless"),
            bounds=tuple(self.bounds(keys)),
            kinds=self.choices(keys["kind"], _SOLID_KINDS, "kind") if "kind" in keys else (),
            same_as=self.choice(keys["same_as"], META, "same_as") if "same_as" in keys else "",
            low=low,
            high=high,
            keep="keep" in keys and self.flag(keys["keep"], "keep"),
        )

    def repeat(self, keys: dict[str, yaml.Node], node: yaml.Node) -> tuple[int, int]:
        low, high = 1, 1
        if "repeat" in keys:
            ends = self.mapping(keys["repeat"], ("min", "max"), "repeat")
            low = int(self.number(ends["min"], "min", most=_MOST_BLOCKS)) if "min" in ends else 1
            high = int(self.number(ends["max"], "max", least=max(1, low), most=_MOST_BLOCKS)) if "max" in ends else _MOST_BLOCKS
        if "optional" in keys and self.flag(keys["optional"], "optional"):
            low = 0
        return low, high

    def bounds(self, keys: dict[str, yaml.Node]) -> list[Bound]:
        found = []
        for feature in FEATURES:
            share = feature in SHARES
            low, high = (
                self.number(keys[name], name, most=1 if share else None, whole=not share) if (name := f"{side}_{feature}") in keys else None
                for side in ("min", "max")
            )
            if low is not None and high is not None and high < low:
                self.fail(keys[f"max_{feature}"], "rule-number", f"max_{feature} cannot be {high:g}", f"write at least {low:g}, which is min_{feature}")
            if low is not None or high is not None:
                found.append(Bound(feature, low, high))
        return found

    def patterns(self, keys: dict[str, yaml.Node], name: str) -> tuple[Pattern, ...]:
        if name not in keys:
            return ()
        found = tuple(self.pattern(source, node, required=name != "unless") for source, node in self.strings(keys[name], name))
        if sum(size(pattern.tree) for pattern in found) > LARGEST:
            self.fail(keys[name], "rule-pattern-large", f"'{name}' takes too much room", r"repeat less, or write '.' or '[^.!?]' in place of '\w'")
        return found

    def pattern(self, source: str, node: yaml.ScalarNode, *, required: bool) -> Pattern:
        try:
            tree = parse(source)
        except PatternError as error:
            place = self.place_within(node, error.offset)
            raise RuleError("rule-pattern", f"the pattern has {error.what}", do=error.do, where=place) from None
        if required and is_nullable(tree):
            self.fail(node, "rule-pattern-empty", "the pattern matches an empty text", "let it ask for at least one character")
        return Pattern(source, tree, self.place(node))

    def at_least(self, node: yaml.Node) -> AtLeast:
        keys = self.mapping(node, ("n", "of"), "at_least")
        if set(keys) != {"n", "of"}:
            self.fail(node, "rule-missing", "at_least wants a number and patterns", "write at_least: {n: 2, of: ['...', '...']}")
        of = self.patterns(keys, "of")
        return AtLeast(int(self.number(keys["n"], "n", least=1, most=len(of))), of)

    def where(self, node: yaml.Node) -> Where:
        if isinstance(node, yaml.ScalarNode):
            self.choice(node, ("anywhere",), "where")
            return Where()
        keys = self.mapping(node, ("head", "tail"), "where")
        if not keys:
            self.fail(node, "rule-missing", "where names no end", "write anywhere, {head: 3} or {tail: 3}")
        head, tail = (int(self.number(keys[end], end, least=1)) if end in keys else None for end in ("head", "tail"))
        return Where(head, tail)

    def then(self, node: yaml.Node, remove: str) -> ListOf:
        if remove != "match":
            self.fail(node, "rule-then", f"'then' does not go with 'remove: {remove}'", "use it with 'remove: match'")
        keys = self.mapping(node, ("list_of", "at_most"), "then")
        if "list_of" not in keys:
            self.fail(node, "rule-missing", "then wants 'list_of'", "write then: {list_of: short, at_most: 12}")
        at_most = int(self.number(keys["at_most"], "at_most", least=1)) if "at_most" in keys else 12
        return ListOf(self.choice(keys["list_of"], LISTS, "list_of"), at_most)

    def examples(self, node: yaml.Node) -> tuple[Example, ...]:
        found = tuple(self.example(entry) for entry in self.sequence(node, "examples"))
        for removes, name in ((True, "removes"), (False, "keeps")):
            if not any(example.removes == removes for example in found):
                self.fail(node, "rule-examples", f"no example with '{name}'", f"add one: '- {name}: \"...\"'")
        return found

    def example(self, node: yaml.Node) -> Example:
        keys = self.mapping(node, ("removes", "keeps", *_EXAMPLE_META), "an example")
        if ("removes" in keys) == ("keeps" in keys):
            self.fail(node, "rule-example", "an example has either 'removes' or 'keeps'", "write one of them")
        removes = "removes" in keys
        value = keys["removes" if removes else "keeps"]
        text = self.string(value)
        marks = _MARKS.findall(text)
        if removes and (not marks or marks != ["<<", ">>"] * (len(marks) // 2)):
            self.fail(value, "rule-example", "'removes' does not mark what goes", "put it between << and >>")
        if marks and not removes:
            self.fail(value, "rule-example", "'keeps' marks what goes", "take out << and >>, or write 'removes'")
        if "preset" in keys:
            self.choice(keys["preset"], PRESETS, "preset")
        meta = {name: self.string(keys[name]) for name in _EXAMPLE_META if name in keys}
        return Example(text, removes, self.place(value), meta)
