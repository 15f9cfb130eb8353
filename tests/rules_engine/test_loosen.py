"""A loosened pattern matches wherever the exact one does; otherwise a rule would not look at its lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import re2
from hypothesis import example, given

from cleaner.rules_engine.exact import exact
from cleaner.rules_engine.loosen import screen
from cleaner.rules_engine.pack import load_pack
from cleaner.rules_engine.pattern import parse
from cleaner.rules_engine.rule import Rule
from cleaner.text.page import Page
from tests.rulemaking import phrase
from tests.rules_engine.readings import article_texts
from tests.strategies import LAW, OWN_LINES, patterns, texts


def compiled(source: str) -> Any:
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    return re2.compile(source, options)


def lines_with(pattern: Any, lines: bytes) -> Iterator[bytes]:
    """Yield each line in which a pattern matches."""
    at = 0
    while match := pattern.search(lines, at):
        start, end = lines.rfind(b"\n", 0, match.start()) + 1, lines.find(b"\n", match.start()) % (len(lines) + 1)
        if b"\n" not in match[0]:
            yield lines[start:end]
        at = end + 1


def test_every_shipped_pattern_is_found_loosened_where_it_is_found_exactly() -> None:
    lines = "\n".join(sorted({content for text in article_texts() for content in Page(text, {}).contents})).encode()
    missed = []
    for pattern in (pattern for spec in load_pack().rules.values() for block in spec.match for group in block.required for pattern in group):
        tight, loose = compiled(exact(pattern.tree)), compiled(screen(pattern.tree))
        missed += [f"{pattern.place}: {line!r}" for line in lines_with(tight, lines) if not loose.search(line)]
    assert missed == []


@LAW
@given(patterns(), texts(lines=OWN_LINES, most=5))
@example(r"\bé", "\u00e9")
@example(r"a b", "a\u200b b")
@example(r"^\W*a", "- > **a**")
@example(r"a\Sb", "a\x1cb")
@example(r"[^\P{Lu}]", "a")
def test_random_patterns_are_found_loosened_where_they_are_found_exactly(source: str, text: str) -> None:
    tree = parse(source)
    tight, loose = compiled(exact(tree)), compiled(screen(tree))
    for content in Page(text, {}).contents:
        line = content.encode("utf-8", "surrogatepass")
        if tight.search(line):
            assert loose.search(line), (source, content)


@LAW
@given(patterns(), texts(lines=OWN_LINES, most=8))
def test_a_rule_finds_every_block_that_its_pattern_matches(source: str, text: str) -> None:
    spec = phrase(source.replace("'", "''"))
    page, tight = Page(text, {}), compiled(exact(parse(source)))
    said = [number for number, content in enumerate(page.contents) if page.kind(number) != "code" and tight.search(content.encode("utf-8", "surrogatepass"))]
    found = [number for edit in Rule(spec).propose(Page(text, {})) for number, (start, _) in enumerate(page.spans) if edit.start <= start < edit.end]
    assert found == said


def test_digits_spaces_and_scripts_are_no_gaps_in_a_text_without_latin_letters() -> None:
    dates = compiled(screen(parse(r"^\d{1,2} ?/? ?(مايو|ماي) \p{Han}{2}")))
    assert not dates.search("وتوقفت المضخة في مايو الماضي")
    assert dates.search("٤ مايو 大正")
