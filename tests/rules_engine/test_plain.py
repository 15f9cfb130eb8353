"""Plain forms: what a pattern that is blind to signs says of a text, it says of its plain form."""

from __future__ import annotations

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from cleaner.rules_engine.exact import exact, for_ascii
from cleaner.rules_engine.pack import load_pack
from cleaner.rules_engine.pattern import parse
from cleaner.rules_engine.plain import is_blind, plain_form
from tests.strategies import LAW, OWN_LINES, patterns, texts

FORMS = [
    ("“It’s noon” – he said…", None),
    ("“It’s noon” – he said", b'"It\'s noon" - he said'),
    ("no\u00a0break\u200bspace", b"no break space"),
    ("caf\u00e9", None),
    ("next »", None),
    ("it\u02bcs", None),
    ("plain", b"plain"),
]
SIGHTED = ["“a", "[“”]a", "[!-/]", r"\p{Pd}", r"\p{Sm}", "a|(b–)", "(?:–){2}", "[^—]", "[–|]"]
BLIND = ["it's", "[^'\"-]", r"\w+ \W", "[a-z0-9]", r"\p{Lu}.{0,9}$", "[-–|—]", "é", r"\p{L}\p{N}", "[•·]", "[«←‹<] ?previous"]


@pytest.mark.parametrize(("text", "plain"), FORMS)
def test_plain_forms(text: str, plain: bytes | None) -> None:
    assert plain_form(text) == plain


@pytest.mark.parametrize("pattern", SIGHTED)
def test_a_pattern_that_names_signs_is_not_blind(pattern: str) -> None:
    assert not is_blind(parse(pattern))


@pytest.mark.parametrize("pattern", BLIND)
def test_a_pattern_that_names_plain_signs_is_blind(pattern: str) -> None:
    assert is_blind(parse(pattern))


def says(pattern: str, line: bytes) -> bool:
    options = re2.Options()
    options.case_sensitive, options.never_nl, options.log_errors = False, True, False
    return re2.compile(pattern, options).search(line) is not None


SIGNS = "“”‘’«»–—‐\u2212\u00a0\u200b\u3000\u061c。，：；？！（）｜／′″ aK.-'\"_0"


@LAW
@given(st.one_of(patterns(), st.sampled_from(BLIND)), st.one_of(st.text(SIGNS, max_size=12), texts(lines=OWN_LINES, most=1)), st.sampled_from("–’\u00a0“"))
def test_a_blind_pattern_matches_a_text_as_it_matches_the_plain_one(source: str, text: str, sign: str) -> None:
    line = (text + sign).replace("\n", " ")
    written, plain = exact(parse(source)), plain_form(line)
    if plain is not None and is_blind(parse(source)):
        assert says(written, line.encode()) == says(for_ascii(written), plain), (source, line)


def test_most_shipped_patterns_are_blind() -> None:
    blocks = [block for id, spec in load_pack().rules.items() if id.startswith("en/") for block in spec.match]
    trees = [pattern.tree for block in blocks for patterns in block.required for pattern in patterns]
    assert sum(map(is_blind, trees)) > 0.8 * len(trees) > 0
