"""Patterns for RE2 that know all scripts: what they match, and that their outer boundaries are those of Python's `re`."""

from __future__ import annotations

import re

import pytest
import re2
from hypothesis import example, given
from hypothesis import strategies as st

from cleaner.rules_engine.compile import EXACT_MEMORY
from cleaner.rules_engine.exact import LARGEST, exact, for_ascii, size
from cleaner.rules_engine.pattern import parse
from tests.rulemaking import left, phrase
from tests.strategies import LAW, patterns


def found(pattern: str, line: str) -> bool:
    """Tell whether a pattern occurs in a line, as a rule would look for it."""
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    return re2.compile(exact(parse(pattern)), options).search(line.encode()) is not None


MATCHES = [
    ("école", "École"),
    ("ÜBER", "über"),
    ("подпис", "ПОДПИСКА"),
    ("λόγος", "ΛΌΓΟΣ"),
    (r"^\w+$", "naïveté"),
    (r"^\w+$", "Подпишитесь"),
    (r"^\w+$", "λόγος"),
    (r"^\w+$", "e\u0301cole"),
    (r"^\w+$", "한국어"),
    (r"^\w+$", "日本語"),
    (r"^\w+$", "snake_case_2"),
    (r"^\d+$", "٣٤٥"),
    (r"^\d+$", "१२३"),
    (r"^\D+$", "naïveté"),
    (r"^\W+$", "… — !"),
    (r"^\S+$", "naïveté"),
    (r"a\sb", "a\u00a0b"),
    (r"a\sb", "a\u202fb"),
    (r"a\sb", "a\u3000b"),
    (r"a\sb", "a\u200bb"),
    ("a b", "a b"),
    ("a b", "a \u00a0 b"),
    ("a b", "a\tb"),
    ("a b", "a\u2009b"),
    ("a b", "a\u200bb"),
    ("don't", "don’t"),
    ("don't", "donʼt"),
    ("don't", "don＇t"),
    ('"a"', "“a”"),
    ('"a"', "«a»"),
    ('"a"', "「a」"),
    ("e-mail", "e‑mail"),
    ("1-2", "1–2"),
    ("a - b", "a — b"),
    ("[-'] b", "’ b"),
    ("^a$", "a"),
    ("^a$", " a\u00a0"),
    ("a$", "a\r"),
    ("^a$", "b\na\nc"),
    ("^a$", "b\r\na\r\nc"),
    (r"\bcafé\b", "un café."),
    (r"\bcafé\b", "café"),
    (r"\bété", "l’été"),
    (r"été\b", "été-là"),
    (r"\bслово\b", "«слово»"),
    (r"(?:\bété|x)", "(été)"),
    (r"a\b b", "a b"),
    (r"^\bété\b$", " été "),
    (r"^(été|post)\b$", "post"),
    (r"\bpost\b", "a post!"),
    (r"\b(?-i:\p{Lu})\w+", "on Émile"),
    (r"\p{Greek}", "a λ"),
    (r"(?-i:\P{Lu})", "é"),
    (r"[^\d]", "é"),
    ("(?-i:É)cole", "ÉCOLE"),
    (r"\x{1F600}", "\U0001f600"),
    (r"a.b", "a\u00e9b"),
    (r"a\.b", "a.b"),
    ("a|b|", "c"),
    ("^来源: ?\\w+$", "来源：\u3000新华社"),
    (r"^\(完\)$", "（完）"),
    (r"見る[.!?]?$", "見る。"),
    (r"^\d+年\d+月", "２０２０年５月"),
    ("теги: а, б", "Теги: А, Б"),
    ("قديمة, جديدة?", "قديمة، جديدة؟"),
    ("^المصدر: رويترز$", "\u200fالمصدر:\u200f رويترز\u061c"),
    ("^المصدر$", "\u202bالمصدر\u202c"),
    ("اقرا ايضا", "إقرأ أيضًا"),
    ("اقرا ايضا", "اقــرأ أَيْضاً"),
    ("الرئيسية", "الرئيسيه"),
    ("على تويتر", "علي تويتر"),
    (r"\bكتب\b", "كَتَبَ:"),
]
MISSES = [
    (r"^\w+$", "a b"),
    (r"\d", "½ a"),
    (r"a b", "ab"),
    ("a b", "a\nb"),
    (r"a\sb", "a\nb"),
    ("don't", "dont"),
    ("^a", "b a"),
    ("a$", "a b"),
    (r"\bcaf\b", "café"),
    (r"\bcafé\b", "cafés"),
    (r"\bcafé\b", "décafé"),
    (r"\bt", "été"),
    (r"\bcafe\b", "cafe\u0301"),
    (r"\bслово\b", "слова"),
    (r"\bслов\b", "слово"),
    (r"\b(?-i:\p{Lu})\w+", "iPhone"),
    (r"\b(?-i:\p{Lu})\w+", "éÉmile"),
    (r"\b\p{L}+\b", "١٢"),
    (r"^\bété", "(été"),
    (r"^(post\b|sent)$", "post."),
    (r"\w+\b$", "été."),
    ("(?-i:É)cole", "école"),
    ("a.b", "a\nb"),
    (r"a\.b", "acb"),
    ("[^a]", "\n"),
    (r"\W", "naïveté"),
    (r"\D", "٣٤٥"),
    ("é", "e"),
    ("أخبار", "اخبار"),
    (r"\bكتب\b", "كتبت"),
    (r"\bكتب\b", "كُتُبٌّي"),
    ("：", ":"),
]
ALPHABET = "aétßДжλ한語9_٣ .,-’'«\u00a0"
WORDS = ("a", "é", "été", "taé", "éta", "Да", "λa", "9é", "é9", "한", "_é")


@pytest.mark.parametrize(("pattern", "line"), MATCHES)
def test_matches(pattern: str, line: str) -> None:
    assert found(pattern, line)


@pytest.mark.parametrize(("pattern", "line"), MISSES)
def test_does_not_match(pattern: str, line: str) -> None:
    if (pattern, line) in (("a b", "a\nb"), ("[^a]", "\n")):
        assert left(f"{line}\n", phrase(pattern)) == f"{line}\n"
    else:
        assert not found(pattern, line)


@LAW
@given(st.sampled_from(WORDS), st.text(alphabet=ALPHABET, max_size=8), st.text(alphabet=ALPHABET, max_size=8))
@example("é", "", "")
@example("été", "é", "")
@example("a", "", "é")
def test_a_boundary_at_either_end_is_that_of_python(word: str, before: str, after: str) -> None:
    line = before + word + after
    for pattern in (rf"\b{word}", rf"{word}\b", rf"\b{word}\b", rf"\b(?:{word}|0)\b"):
        assert found(pattern, line) == bool(re.search(pattern, line, re.IGNORECASE)), (pattern, line)


@LAW
@given(st.sampled_from((r"\w+", r"\d+", r"\bт?\w+\b", r"\b\d+\b", r"\D", r"\W", "[aé]+", "[^aé]")), st.text(alphabet="aéДλ语9٣ .,-", max_size=8))
def test_classes_are_those_of_python(pattern: str, line: str) -> None:
    assert found(pattern, line) == bool(re.search(pattern, line))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_rule_sees_lines_whatever_their_ends(end: str) -> None:
    text = end.join(["Der Rat tagte am Montag.", "", "Abonnez-vous à l’infolettre…", "", "Er stimmte zu."])
    assert left(text, phrase("^abonnez-vous à l''infolettre.?$")) == end.join(["Der Rat tagte am Montag.", "", "Er stimmte zu."])


def test_only_the_cut_is_captured() -> None:
    assert re2.compile(exact(parse("(a)(?P<cut>b)(?:c)(?P<other>d)"))).groups == 1


CLASSES = (
    r"\w \W \d \D \s \S [^\w] [\w'-] [^\d.] [^\s] \pL \p{L} \P{L} [^\pL] \p{Lu} \P{Lu} [^\p{Lu}] \p{Ll} \P{Ll} \pN \p{P} \PP \p{Sc} \p{M} \p{Latin} \P{Latin}"
)


@pytest.mark.parametrize("flags", ["", "(?-i:{})"])
@pytest.mark.parametrize("pattern", [*CLASSES.split(), r"\p{Greek}", r"\p{Han}", "[à-ü]", "[A-z]", "ſ", "K", " ", r"\b\w", r"\w\b", "a b", "'", "^.$"])
def test_a_class_for_ascii_holds_what_it_holds_of_ascii(pattern: str, flags: str) -> None:
    whole = exact(parse(flags.replace("{}", pattern) or pattern))
    signs = bytes(range(128))
    options = re2.Options()
    options.case_sensitive = False
    wide, narrow = re2.compile(whole, options), re2.compile(for_ascii(whole), options)
    texts = [bytes((before, sign, after)) for sign in signs for before, after in (b"aa", b"  ", b"\na", b"_-", b"\t.")]
    assert [one for one in texts if wide.search(one)] == [one for one in texts if narrow.search(one)]


@LAW
@given(patterns(), st.text(alphabet=st.characters(max_codepoint=127), max_size=40))
@example(r"\b(?-i:\p{Lu})\w+\W", "Ann, K. S")
def test_a_pattern_for_ascii_matches_what_the_whole_does(source: str, text: str) -> None:
    written, line = exact(parse(source)), text.encode()
    options = re2.Options()
    options.case_sensitive = False
    spans = [[match.span() for match in re2.compile(one, options).finditer(line)] for one in (written, for_ascii(written))]
    assert spans[0] == spans[1]


@LAW
@given(patterns())
@example(r"\b(?-i:\p{Lu})\W{1,20}[\w'-]{0,9}\b")
@example(r"[^\s]{9}\D{9}\d{9} {9}")
def test_patterns_take_no_more_room_than_estimated(source: str) -> None:
    tree = parse(source)
    options = re2.Options()
    options.case_sensitive = False
    assert re2.compile(exact(tree), options).programsize <= size(tree) + 50


@pytest.mark.parametrize("script", ["Han", "Arabic", "Cyrillic", "Hiragana", "Latin"])
@pytest.mark.parametrize("sign", ["p", "P"])
def test_a_script_is_far_smaller_than_all_letters(script: str, sign: str) -> None:
    tree = parse(rf"\{sign}{{{script}}}{{3}}")
    assert re2.compile(exact(tree)).programsize <= size(tree) + 50 < size(parse(r"\w"))


def test_the_largest_patterns_compile() -> None:
    most = LARGEST // size(parse(r"\w"))
    tree = parse(rf"\w{{{most}}}")
    options = re2.Options()
    options.max_mem = EXACT_MEMORY
    options.case_sensitive = False
    assert re2.compile(exact(tree), options)
