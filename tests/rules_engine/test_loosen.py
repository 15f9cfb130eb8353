"""A loosened pattern matches wherever the exact one does; otherwise the set would hide rules from their texts."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import re2
from hypothesis import example, given
from hypothesis import strategies as st

from cleaner.rules_engine.engine import Engine
from cleaner.rules_engine.exact import exact, for_ascii
from cleaner.rules_engine.loosen import loosen, loosen_any, screen
from cleaner.rules_engine.pack import load_pack
from cleaner.rules_engine.pattern import parse
from cleaner.rules_engine.rule import Rule
from cleaner.rules_engine.spec import Pattern, RuleSpec
from cleaner.text.page import Page
from tests.rulemaking import phrase, rule
from tests.strategies import LAW, OWN_LINES, examples, patterns, rules, texts

GOLDEN = Path(__file__).parents[2] / "golden"


def compiled(source: str) -> Any:
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    return re2.compile(source, options)


@cache
def shipped() -> Engine:
    return Engine(load_pack().rules.values())


@cache
def shipped_patterns() -> list[tuple[Pattern, Any, Any, Any]]:
    """Every pattern of the pack that a match needs: exact, loosened for the set, and loosened but whole."""
    needed = (pattern for spec in load_pack().rules.values() for block in spec.match for group in block.required for pattern in group)
    return [(pattern, compiled(exact(pattern.tree)), compiled(loosen(pattern.tree).source), compiled(screen(pattern.tree))) for pattern in needed]


def article_texts() -> Iterator[str]:
    """Yield the texts of the golden folders and of all examples."""
    yield from (path.read_text("utf-8") for path in sorted(GOLDEN.glob("*/article.*")))
    for spec in load_pack().rules.values():
        yield from (one.text.replace("<<", "").replace(">>", "") for one in spec.examples)


def hidden(text: str) -> list[str]:
    """Return the rules that would remove something from a text, but that the set does not name."""
    page = Page(text, {})
    named = {one.spec.id for one in shipped().candidates(page.probe, page.language)}
    apply = [one for one in shipped().rules if one.spec.id not in named and (not one.spec.languages or page.language in ("", *one.spec.languages))]
    return [one.spec.id for one in apply if one.propose(page)]


def mutated(text: str, source: random.Random) -> str:
    """Change a text where it should not matter to rules, and where it may."""
    swaps = [
        (" ", "\u00a0"),
        ("'", "’"),
        ('"', "“"),
        ("-", "–"),
        ("\n", "\r\n"),
        ("\n\n", "\n"),
        ("e", "é"),
        (" ", "  "),
        ("\n", "\n> "),
        ("\n\n", "\n\n- "),
        ("a", "A"),
        (". ", ".\n"),
    ]
    for old, new in source.sample(swaps, 3):
        text = text.replace(old, new, source.choice((1, 3, -1)))
    lines = text.split("\n")
    if source.random() < 0.5:
        lines.insert(source.randrange(len(lines) + 1), source.choice(("**", "\u200b", "# Note", "| a |", "x" * 70)))
    if source.random() < 0.3:
        lines = [f"{source.choice(('**', '_', '# ', '  ', '[', ''))}{line}{source.choice(('**', '_', ' ', '](a.b)', ''))}" for line in lines]
    return "\n".join(lines)


def test_every_shipped_pattern_is_found_loosened_where_it_is_found_exactly() -> None:
    contents = {content for text in article_texts() for content in Page(text, {}).contents}
    lines = "\n".join(sorted(contents)).encode()
    missed = []
    for pattern, tight, loose, whole in shipped_patterns():
        places = {lines.rfind(b"\n", 0, match.end()) + 1 for match in tight.finditer(lines) if b"\n" not in match[0]}
        for at in places:
            line = lines[at : lines.find(b"\n", at) % (len(lines) + 1)]
            missed += [f"{pattern.place}: {pattern.source}: {at}" for one in (loose, whole) if not one.search(line)]
    assert missed == []


def test_every_shipped_pattern_for_ascii_matches_what_the_whole_does() -> None:
    contents = {content for text in article_texts() for content in Page(text, {}).contents if content.isascii()}
    lines = "\n".join(sorted(contents)[::9]).encode()
    spans = (
        [[match.span() for match in one.finditer(lines)] for one in (tight, compiled(for_ascii(exact(pattern.tree))))]
        for pattern, tight, *_ in shipped_patterns()
    )
    assert all(whole == narrow for whole, narrow in spans)


def test_no_shipped_rule_is_hidden_from_a_text() -> None:
    assert [names for text in article_texts() if (names := hidden(text))] == []


@LAW
@given(st.sampled_from(range(10_000)), st.randoms(use_true_random=False))
def test_no_shipped_rule_is_hidden_from_a_changed_text(number: int, source: random.Random) -> None:
    chosen = examples()[number % len(examples())].replace("<<", "").replace(">>", "")
    assert hidden(mutated(chosen, source)) == []


@LAW
@given(texts(most=6))
def test_no_shipped_rule_is_hidden_from_a_random_text(text: str) -> None:
    assert hidden(text) == []


@LAW
@given(patterns(), texts(lines=OWN_LINES, most=5))
@example(r"\bé", "\u00e9")
@example(r"a b", "a\u200b b")
@example(r"^\W*a", "- > **a**")
def test_random_patterns_are_found_loosened_where_they_are_found_exactly(source: str, text: str) -> None:
    tree = parse(source)
    tight, loose = compiled(exact(tree)), compiled(loosen_any([tree]).source)
    for content in Page(text, {}).contents:
        line = content.encode("utf-8", "surrogatepass")
        if tight.search(line):
            assert loose.search(line), (source, content)


@LAW
@given(st.lists(rules(), min_size=1, max_size=1), texts(lines=OWN_LINES, most=8))
def test_no_random_rule_is_hidden_from_a_random_text(specs: list[RuleSpec], text: str) -> None:
    page = Page(text, {})
    if Rule(specs[0]).propose(Page(text, {})):
        assert Engine(specs).candidates(page.probe)


@LAW
@given(patterns(), texts(lines=OWN_LINES, most=8))
def test_a_rule_finds_every_block_that_its_pattern_matches(source: str, text: str) -> None:
    spec = phrase(source.replace("'", "''"))
    page, tight = Page(text, {}), compiled(exact(parse(source)))
    said = [number for number, content in enumerate(page.contents) if page.kind(number) != "code" and tight.search(content.encode("utf-8", "surrogatepass"))]
    found = [number for edit in Rule(spec).propose(Page(text, {})) for number, (start, _) in enumerate(page.spans) if edit.start <= start < edit.end]
    assert found == said


def test_every_shipped_rule_is_a_candidate_for_its_own_examples() -> None:
    for spec in load_pack().rules.values():
        for one in spec.examples:
            page = Page(one.text.replace("<<", "").replace(">>", ""), {})
            assert not one.removes or spec.id in {candidate.spec.id for candidate in shipped().candidates(page.probe)}


def test_a_sequence_is_seen_with_its_blocks_lines_apart() -> None:
    spec = rule("- any: ['^post a comment$']\n- any: ['^no comments( yet)?$']")
    for gap in ("\n", "\n\n", "\n \n\t\n", "\r\n\r\n", "\n\n> **", "\n\n• "):
        page = Page(f"The end.\n\nPost a comment{gap}No comments yet", {})
        assert Engine([spec]).candidates(page.probe), gap


def test_most_rules_are_no_candidates_for_an_ordinary_article() -> None:
    article = Page((GOLDEN / "history-of-blog-comments" / "article.txt").read_text("utf-8"), {})
    assert len(shipped().candidates(article.probe)) < len(shipped().rules) / 3


def test_digits_spaces_and_scripts_are_no_gaps_in_a_text_without_latin_letters() -> None:
    dates = compiled(loosen(parse(r"^\d{1,2} ?/? ?(مايو|ماي) \p{Han}{2}")).source)
    assert not dates.search("وتوقفت المضخة في مايو الماضي")
    assert dates.search("٤ مايو 大正")
