"""Reading rule files: what they come to, and for every kind of mistake its place, the nearest spelling, and what to do."""

from __future__ import annotations

import pytest

from cleaner.errors import RuleError
from cleaner.rules_engine.read import read_rule
from cleaner.rules_engine.spec import Where

RULE = """\
why: It is furniture.
match:
  - any: ['^sign up$']
examples:
  - removes: "A.\\n\\n<<Sign up>>"
  - keeps: "They sign up."
"""


def changed(old: str, new: str) -> str:
    assert old in RULE
    return RULE.replace(old, new, 1)


def added(*lines: str) -> str:
    return RULE + "".join(f"{line}\n" for line in lines)


def entry(text: str) -> str:
    return changed("any: ['^sign up$']", text)


def examples(text: str) -> str:
    return RULE[: RULE.index("examples:")] + f"examples:\n{text}\n"


MISTAKES = {
    "an empty file": ("", "r.yaml: the file is empty (see 'cleaner rules new') [rule-empty]"),
    "comments alone": ("# nothing\n", "r.yaml: the file is empty (see 'cleaner rules new') [rule-empty]"),
    "an open quote": (
        changed("'^sign up$'", "'^sign up$"),
        "r.yaml:3:11: not YAML: found unexpected end of stream (check quotes and indentation) [rule-yaml]",
    ),
    "a tab": ("why: a\n\tmatch: b\n", "r.yaml:2:1: not YAML: found a tab character that violates indentation (check quotes and indentation) [rule-yaml]"),
    "an unquoted pattern": (entry("any: [[a-z]: x]"), None),
    "a NUL byte": ("why: \0\n", "r.yaml: not YAML: "),
    "two documents": (RULE + "---\nwhy: b\n", "r.yaml:7:1: not YAML: "),
    "an unknown alias": ("why: *it\n", "r.yaml:1:6: not YAML: found undefined alias"),
    "a list": ("- why: a\n", "r.yaml:1:1: a rule must be a mapping (write keys such as 'why:') [rule-type]"),
    "a text": ("sign up\n", "r.yaml:1:1: a rule must be a mapping (write keys such as 'why:') [rule-type]"),
    "an unknown key, misspelt": (changed("why:", "wyh:"), "r.yaml:1:1: a rule has no 'wyh' (did you mean 'why'?) [rule-key]"),
    "an unknown key": (
        added("xyzzy: 1"),
        "r.yaml:7:1: a rule has no 'xyzzy' (known are why, match, where, preset, remove, then, safety, hosts, languages, examples) [rule-key]",
    ),
    "a key twice": (added("why: b"), "r.yaml:7:1: 'why' stands twice (keep one of them) [rule-key-twice]"),
    "a key that is no string": (added("1: b"), "r.yaml:7:1: YAML does not take 1 for a string (write '1' in single quotes) [rule-string]"),
    "a key that is a list": (added("? [a]\n: b"), "r.yaml:7:3: a string is wanted here (put it in single quotes) [rule-type]"),
    "no why": (changed("why: It is furniture.\n", ""), "r.yaml:1:1: the rule has no 'why' (add 'why:'; see 'cleaner rules new') [rule-missing]"),
    "no match": (
        "why: a\nexamples: [{removes: '<<x>>'}, {keeps: y}]\n",
        "r.yaml:1:1: the rule has no 'match' (add 'match:'; see 'cleaner rules new') [rule-missing]",
    ),
    "no examples": (RULE[: RULE.index("examples:")], "r.yaml:1:1: the rule has no 'examples' (add 'examples:'; see 'cleaner rules new') [rule-missing]"),
    "an empty why": (changed("why: It is furniture.", "why: ''"), "r.yaml:1:6: 'why' is empty (say why this is not the article) [rule-missing]"),
    "no value": (changed("why: It is furniture.", "why:"), "r.yaml:1:5: YAML does not take nothing for a string (write '' in single quotes) [rule-string]"),
    "a number for a string": (changed("It is furniture.", "42"), "r.yaml:1:6: YAML does not take 42 for a string (write '42' in single quotes) [rule-string]"),
    "a date for a string": (
        changed("It is furniture.", "2025-01-01"),
        "r.yaml:1:6: YAML does not take 2025-01-01 for a string (write '2025-01-01' in single quotes) [rule-string]",
    ),
    "Norway": (added("languages: [no]"), "r.yaml:7:13: YAML does not take no for a string (write 'no' in single quotes) [rule-string]"),
    "a truth value among hosts": (
        added("hosts: [a.org, yes]"),
        "r.yaml:7:16: YAML does not take yes for a string (write 'yes' in single quotes) [rule-string]",
    ),
    "a mapping for a string": (changed("It is furniture.", "{a: b}"), "r.yaml:1:6: a string is wanted here (put it in single quotes) [rule-type]"),
    "a mapping for a list": (added("hosts: {a: b}"), "r.yaml:7:8: hosts must be a list with an entry (begin each entry with '- ') [rule-type]"),
    "an empty list": (added("hosts: []"), "r.yaml:7:8: hosts must be a list with an entry (begin each entry with '- ') [rule-type]"),
    "an empty match": (changed("\n  - any: ['^sign up$']", " []"), "r.yaml:2:8: match must be a list with an entry (begin each entry with '- ') [rule-type]"),
    "a text for match": (changed("\n  - any: ['^sign up$']", " a"), "r.yaml:2:8: an entry of match must be a mapping (write keys such as 'any:') [rule-type]"),
    "a word that is none of some": (added("remove: to_end"), "r.yaml:7:9: remove cannot be 'to_end' (did you mean 'to-end'?) [rule-value]"),
    "a word far from any": (added("safety: xyzzy"), "r.yaml:7:9: safety cannot be 'xyzzy' (known are safe, unsafe) [rule-value]"),
    "a preset that is none": (added("preset: [raw, extract]"), "r.yaml:7:15: preset cannot be 'extract' (did you mean 'extracted'?) [rule-value]"),
    "a kind that is none": (
        entry("{any: ['a'], kind: [titel]}"),
        "r.yaml:3:25: kind cannot be 'titel' (known are paragraph, heading, list, code, table) [rule-value]",
    ),
    "blank blocks": (entry("{any: ['a'], kind: blank}"), "r.yaml:3:24: kind cannot be 'blank' (known are paragraph, heading, list, code, table) [rule-value]"),
    "metadata that is none": (entry("{any: ['a'], same_as: titel}"), "r.yaml:3:27: same_as cannot be 'titel' (did you mean 'title'?) [rule-value]"),
    "an unknown condition": (entry("{any: ['a'], max_word: 3}"), "r.yaml:3:18: an entry of match has no 'max_word' (did you mean 'max_words'?) [rule-key]"),
    "a condition twice": (entry("{any: ['a'], any: ['b']}"), "r.yaml:3:18: 'any' stands twice (keep one of them) [rule-key-twice]"),
    "a number in letters": (entry("{any: ['a'], max_words: ten}"), "r.yaml:3:29: max_words must be a whole number (write digits without quotes) [rule-number]"),
    "a fraction of words": (entry("{any: ['a'], max_words: 1.5}"), "r.yaml:3:29: max_words must be a whole number (write digits without quotes) [rule-number]"),
    "a number in quotes": (entry("{any: ['a'], max_words: '3'}"), "r.yaml:3:29: max_words must be a whole number (write digits without quotes) [rule-number]"),
    "a list for a number": (entry("{any: ['a'], max_words: [3]}"), "r.yaml:3:29: max_words must be a whole number (write digits without quotes) [rule-number]"),
    "a negative number": (entry("{any: ['a'], max_words: -1}"), "r.yaml:3:29: max_words cannot be -1 (write at least 0) [rule-number]"),
    "a share above one": (entry("{any: ['a'], max_links: 50}"), "r.yaml:3:29: max_links cannot be 50 (write at least 0 and at most 1) [rule-number]"),
    "a share in letters": (entry("{any: ['a'], min_digits: half}"), "r.yaml:3:30: min_digits must be a number (write digits without quotes) [rule-number]"),
    "a share that is no number": (
        entry("{any: ['a'], min_digits: .nan}"),
        "r.yaml:3:30: min_digits must be a number (write digits without quotes) [rule-number]",
    ),
    "not a number": (entry("{any: ['a'], min_digits: nan}"), "r.yaml:3:30: min_digits must be a number (write digits without quotes) [rule-number]"),
    "bounds that cross": (
        entry("{any: ['a'], min_words: 5, max_words: 3}"),
        "r.yaml:3:43: max_words cannot be 3 (write at least 5, which is min_words) [rule-number]",
    ),
    "a flag that is none": (
        changed("\n  - any: ['^sign up$']", "\n  - any: ['a']\n  - {any: ['b'], optional: maybe}"),
        "r.yaml:4:28: optional must be true or false (write it without quotes) [rule-flag]",
    ),
    "a flag in quotes": (
        changed("\n  - any: ['^sign up$']", "\n  - any: ['a']\n  - {any: ['b'], optional: 'true'}"),
        "r.yaml:4:28: optional must be true or false (write it without quotes) [rule-flag]",
    ),
    "a repetition that runs backwards": (
        entry("{any: ['a'], repeat: {min: 3, max: 2}}"),
        "r.yaml:3:40: max cannot be 2 (write at least 3 and at most 100) [rule-number]",
    ),
    "an unknown end of a repetition": (entry("{any: ['a'], repeat: {mim: 3}}"), "r.yaml:3:27: repeat has no 'mim' (did you mean 'min'?) [rule-key]"),
    "a number for a repetition": (entry("{any: ['a'], repeat: 3}"), "r.yaml:3:26: repeat must be a mapping (write keys such as 'min:') [rule-type]"),
    "look-around": (
        entry("any: ['sign up(?! for)']"),
        "r.yaml:3:19: the pattern has look-around, which RE2 does not have (say what must not stand there with 'unless') [rule-pattern]",
    ),
    "look-around without quotes": (
        entry("any:\n      - sign up(?=s)"),
        "r.yaml:4:16: the pattern has look-around, which RE2 does not have (say what must not stand there with 'unless') [rule-pattern]",
    ),
    "a mistake after a doubled quote": (
        entry("any: ['don''t (a']"),
        "r.yaml:3:19: the pattern has a '(' without its ')' (write '\\(' for the character itself) [rule-pattern]",
    ),
    "a mistake after an escaped sign": (
        entry(r"""any: ["a\\b\u00e9 (a"]"""),
        "r.yaml:3:23: the pattern has a '(' without its ')' (write '\\(' for the character itself) [rule-pattern]",
    ),
    "a back-reference": (
        entry(r"any: ['(a)\1']"),
        "r.yaml:3:15: the pattern has a back-reference, which RE2 does not have (use 'same_as', or two rules) [rule-pattern]",
    ),
    "an unknown escape": (entry(r"unless: ['a', 'b\y']"), r"r.yaml:3:21: the pattern has the unknown escape '\y' (known are "),
    "a bad range": (
        entry("all: ['[z-a]']"),
        "r.yaml:3:12: the pattern has a range that runs backwards (write the lower end first, or '-' last) [rule-pattern]",
    ),
    "a bad repetition": (entry("all: ['a{3,2}']"), "r.yaml:3:13: the pattern has a repetition that cannot be (write {m,n} with m <= n) [rule-pattern]"),
    "an unknown property": (entry(r"all: ['\p{Greeek}']"), "r.yaml:3:12: the pattern has the unknown property 'Greeek' (did you mean 'Greek'?) [rule-pattern]"),
    "a pattern for an empty text": (
        entry("any: ['a', 'b*']"),
        "r.yaml:3:16: the pattern matches an empty text (let it ask for at least one character) [rule-pattern-empty]",
    ),
    "a pattern too large": (
        entry(r"any: ['(?:\w+ ){0,500}x']"),
        r"r.yaml:3:10: 'any' takes too much room (repeat less, or write '.' or '[^.!?]' in place of '\w') [rule-pattern-large]",
    ),
    "patterns too large together": (entry(r"all: ['\w{250}', '\w{250}']"), "r.yaml:3:10: 'all' takes too much room (repeat less, "),
    "no pattern in the first block": (
        entry("max_words: 3"),
        "r.yaml:3:5: the first block has no required pattern (give it 'any:', 'all:' or 'at_least:', and no 'optional: true') [rule-no-pattern]",
    ),
    "only unless in the first block": (
        entry("unless: ['a']"),
        "r.yaml:3:5: the first block has no required pattern (give it 'any:', 'all:' or 'at_least:', and no 'optional: true') [rule-no-pattern]",
    ),
    "an optional first block": (
        entry("{any: ['a'], optional: true}"),
        "r.yaml:3:5: the first block has no required pattern (give it 'any:', 'all:' or 'at_least:', and no 'optional: true') [rule-no-pattern]",
    ),
    "a first block that may stand no times": (
        entry("{any: ['a'], repeat: {min: 0}}"),
        "r.yaml:3:5: the first block has no required pattern (give it 'any:', 'all:' or 'at_least:', and no 'optional: true') [rule-no-pattern]",
    ),
    "all kept": (
        entry("{any: ['a'], keep: true}"),
        "r.yaml:3:5: the match removes nothing (leave one entry that is not optional without 'keep: true') [rule-keep]",
    ),
    "all kept but an optional one": (
        entry("{any: ['a'], keep: true}\n  - {any: ['b'], optional: true}"),
        "r.yaml:3:5: the match removes nothing (leave one entry that is not optional without 'keep: true') [rule-keep]",
    ),
    "no pattern after a kept block": (
        entry("{max_words: 3, keep: true}\n  - max_words: 3"),
        "r.yaml:4:5: the first block that is not kept has no required pattern (give it 'any:', 'all:' or 'at_least:', ",
    ),
    "kept, but no flag": (entry("{any: ['a'], keep: 'yes'}"), "r.yaml:3:24: keep must be true or false (write it without quotes) [rule-flag]"),
    "a list after a kept block": (
        entry("any: ['a']\n  - {min_words: 3, keep: true}\nthen: {list_of: short}"),
        "r.yaml:4:5: the last block is kept, and 'then' goes on after it (take out 'keep: true') [rule-keep]",
    ),
    "the rest after a kept block": (
        entry("any: ['a']\n  - {min_words: 3, keep: true}\nremove: to-end"),
        "r.yaml:4:5: the last block is kept, and 'to-end' goes on after it (take out 'keep: true') [rule-keep]",
    ),
    "several without a number": (
        entry("at_least: {of: ['a']}"),
        "r.yaml:3:15: at_least wants a number and patterns (write at_least: {n: 2, of: ['...', '...']}) [rule-missing]",
    ),
    "more than there are": (entry("at_least: {n: 3, of: ['a', 'b']}"), "r.yaml:3:19: n cannot be 3 (write at least 1 and at most 2) [rule-number]"),
    "a span without a cut": (
        RULE + "remove: span\n",
        "r.yaml:3:11: 'remove: span' does not know what to cut (name the group: (?P<cut>...)) [rule-no-cut]",
    ),
    "a span in one of two patterns": (
        entry("any: ['(?P<cut>a)', 'b']") + "remove: span\n",
        "r.yaml:3:25: 'remove: span' does not know what to cut (name the group: (?P<cut>...)) [rule-no-cut]",
    ),
    "a span with two blocks": (
        changed("'^sign up$']", "'(?P<cut>a)']\n  - any: ['b']") + "remove: span\n",
        "r.yaml:3:5: 'remove: span' cuts inside one block (keep one entry with 'any:') [rule-span]",
    ),
    "a span with all": (
        entry("all: ['(?P<cut>a)']") + "remove: span\n",
        "r.yaml:3:5: 'remove: span' cuts inside one block (keep one entry with 'any:') [rule-span]",
    ),
    "a place that is none": (added("where: head"), "r.yaml:7:8: where cannot be 'head' (known are anywhere) [rule-value]"),
    "an end that is none": (added("where: {tali: 3}"), "r.yaml:7:9: where has no 'tali' (did you mean 'tail'?) [rule-key]"),
    "no end": (added("where: {}"), "r.yaml:7:8: where names no end (write anywhere, {head: 3} or {tail: 3}) [rule-missing]"),
    "no blocks from an end": (added("where: {head: 0}"), "r.yaml:7:15: head cannot be 0 (write at least 1) [rule-number]"),
    "a list after the rest": (
        added("remove: to-end", "then: {list_of: short}"),
        "r.yaml:8:7: 'then' does not go with 'remove: to-end' (use it with 'remove: match') [rule-then]",
    ),
    "a list of nothing": (added("then: {at_most: 3}"), "r.yaml:7:7: then wants 'list_of' (write then: {list_of: short, at_most: 12}) [rule-missing]"),
    "a list of what is none": (added("then: {list_of: shorts}"), "r.yaml:7:17: list_of cannot be 'shorts' (did you mean 'short'?) [rule-value]"),
    "a list of none": (added("then: {list_of: short, at_most: 0}"), "r.yaml:7:33: at_most cannot be 0 (write at least 1) [rule-number]"),
    "no example that removes": (examples("  - keeps: a"), "r.yaml:5:3: no example with 'removes' (add one: '- removes: \"...\"') [rule-examples]"),
    "no example that keeps": (examples("  - removes: '<<a>>'"), "r.yaml:5:3: no example with 'keeps' (add one: '- keeps: \"...\"') [rule-examples]"),
    "an example of both": (
        examples("  - {removes: '<<a>>', keeps: a}"),
        "r.yaml:5:5: an example has either 'removes' or 'keeps' (write one of them) [rule-example]",
    ),
    "an example of neither": (examples("  - title: a"), "r.yaml:5:5: an example has either 'removes' or 'keeps' (write one of them) [rule-example]"),
    "an example without marks": (
        examples("  - removes: a\n  - keeps: b"),
        "r.yaml:5:14: 'removes' does not mark what goes (put it between << and >>) [rule-example]",
    ),
    "an example with half a mark": (
        examples("  - removes: '<<a'\n  - keeps: b"),
        "r.yaml:5:14: 'removes' does not mark what goes (put it between << and >>) [rule-example]",
    ),
    "marks in the wrong order": (
        examples("  - removes: '>>a<<'\n  - keeps: b"),
        "r.yaml:5:14: 'removes' does not mark what goes (put it between << and >>) [rule-example]",
    ),
    "marks in an example that keeps": (
        examples("  - removes: '<<a>>'\n  - keeps: '<<b>>'"),
        "r.yaml:6:12: 'keeps' marks what goes (take out << and >>, or write 'removes') [rule-example]",
    ),
    "an unknown key of an example": (examples("  - {keeps: a, tilte: b}"), "r.yaml:5:16: an example has no 'tilte' (did you mean 'title'?) [rule-key]"),
    "a preset of an example that is none": (
        examples("  - {removes: '<<a>>', preset: rwa}\n  - keeps: b"),
        "r.yaml:5:32: preset cannot be 'rwa' (did you mean 'raw'?) [rule-value]",
    ),
}


@pytest.mark.parametrize(("text", "message"), MISTAKES.values(), ids=MISTAKES)
def test_names_the_place_of_a_mistake_and_what_to_do(text: str, message: str | None) -> None:
    with pytest.raises(RuleError) as error:
        read_rule(text, id="en/r", file="r.yaml")
    assert message is None or str(error.value).startswith(message)
    assert error.value.do
    assert error.value.where
    assert error.value.where.file == "r.yaml"


def test_reads_the_shortest_rule() -> None:
    spec = read_rule(RULE, id="en/promo/r", file="r.yaml")
    assert (spec.id, spec.why, spec.where, spec.remove, spec.safety) == ("en/promo/r", "It is furniture.", Where(), "match", "safe")
    assert (spec.presets, spec.languages, spec.hosts, spec.then) == (("extracted", "raw"), ("en",), (), None)
    assert [pattern.source for pattern in spec.match[0].any] == ["^sign up$"]
    assert [(one.removes, one.text) for one in spec.examples] == [(True, "A.\n\n<<Sign up>>"), (False, "They sign up.")]


@pytest.mark.parametrize(("id", "languages"), [("en/a", ("en",)), ("de/x/y", ("de",)), ("any/a", ()), ("promo/a", ()), ("a", ())])
def test_the_first_folder_names_the_language(id: str, languages: tuple[str, ...]) -> None:
    assert read_rule(RULE, id=id, file="r.yaml").languages == languages


def test_a_rule_may_name_its_languages() -> None:
    assert read_rule(added("languages: ['no', sv]"), id="en/a", file="r.yaml").languages == ("no", "sv")


@pytest.mark.parametrize(
    ("line", "where"),
    [("where: anywhere", Where()), ("where: {head: 3}", Where(3)), ("where: {tail: 5}", Where(None, 5)), ("where: {head: 1, tail: 2}", Where(1, 2))],
)
def test_reads_positions(line: str, where: Where) -> None:
    assert read_rule(added(line), id="en/a", file="r.yaml").where == where


def test_reads_every_condition() -> None:
    text = entry(
        "{any: a, all: [b, c], at_least: {n: 1, of: [d]}, unless: [e], min_words: 1, max_words: 9, max_links: 0.5, min_sentences: 0, kind: [list], same_as: title, repeat: {min: 2}}"
    )
    (block,) = read_rule(text, id="en/a", file="r.yaml").match
    assert [len(group) for group in block.required] == [1, 1, 1, 1]
    assert {(bound.feature, bound.low, bound.high) for bound in block.bounds} == {("words", 1, 9), ("links", None, 0.5), ("sentences", 0, None)}
    assert (block.kinds, block.same_as, block.low, block.high) == (("list",), "title", 2, 100)


def test_one_entry_of_match_needs_no_list() -> None:
    text = changed("\n  - any: ['^sign up$']", " {any: ['^sign up$']}")
    (block,) = read_rule(text, id="en/a", file="r.yaml").match
    assert [pattern.source for pattern in block.any] == ["^sign up$"]


def test_the_place_of_a_pattern_is_where_it_stands() -> None:
    spec = read_rule(entry("any:\n      - 'a'\n      - 'b'"), id="en/a", file="r.yaml")
    assert [str(pattern.place) for pattern in spec.match[0].any] == ["r.yaml:4:9", "r.yaml:5:9"]
