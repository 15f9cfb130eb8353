"""Random texts and random rules that meet each other often."""

from __future__ import annotations

import os
import random
from functools import cache

from hypothesis import settings
from hypothesis import strategies as st

from cleaner.rules_engine.pack import load_pack
from cleaner.rules_engine.pattern import parse
from cleaner.rules_engine.read import read_rule
from cleaner.rules_engine.spec import RuleSpec
from cleaner.rules_engine.tree import is_nullable

LAW = settings(max_examples=int(os.environ.get("LAW_EXAMPLES", "120")), deadline=None)
"""How hard a law is tried; set LAW_EXAMPLES to try harder."""

SENTENCES = (
    "The council met on Monday and talked until ten.",
    "It voted for the new bridge, nine to four, and the mayor went home on foot.",
    "Was that the end of it?",
    "“No,” said Ms Okoro, “we will subscribe to the plan when we have read it.”",
    "Der Rat tagte bis in die Nacht, und niemand wollte nach Hause.",
    "Совет заседал до поздней ночи, и никто не хотел уходить домой.",
    "委員会は月曜日に開かれた。橋は来年できる。",
    "Rain came in from the west before noon (source), and the ferry was late [source].",
    "Read [the report](https://example.org/report) and **nothing** else; use `sign_up()` for that.",
)
WORDS = (
    "alpha", "beta", "Gamma", "delta", "über", "École", "λόγος", "слово", "42", "٣",
    "e-mail", "don't", "don’t", "a\u00a0b", "a\tb", "x–y", "Zürich.", "n\u0303o",
)  # fmt: skip
SIGNS = (
    "\U0001f469\u200d\U0001f469\u200d\U0001f467",  # a family, joined
    "\U0001f44d\U0001f3fd",  # a thumb with a skin tone
    "\U0001f1e9\U0001f1ea\U0001f1eb\U0001f1f7",  # two flags
    "\u1112\u1161\u11ab",  # a Hangul syllable of three letters
    "각",
    "e\u0301\u0323",
    "क्षि",
    "\u0e01\u0e33",
    "\ud83d",
    "\udc00 alpha",
    "\u200b",
    "\u00a0",
    "\ufeff",
    "\x00",
    "\u2028",
    "\x85",
    "\x0c",
    "\x1c",
    "\u212aelvin",
    "\u017fix",
)
LEADS = ("", "", "", "- ", "* ", "• ", "> ", "# ", "### ", "1. ", "  ", "\u00a0", "\t", "> - ", "| ", "**", "_")
TAILS = ("", "", "", "", " ", "**", "_", " |", "\u00a0", "\u200b", " #", ".", "!", ":")
GAPS = ("\n", "\n", "\n\n", "\n\n", "\n\n\n", "\n \t\n", "\r\n", "\r\n\r\n", "\n\u00a0\n", "\n" * 14, "\r", "\n\r\n")


@cache
def examples() -> tuple[str, ...]:
    """Return the texts of which the shipped rules remove something, with its marks."""
    return tuple(example.text for spec in load_pack().rules.values() for example in spec.examples if example.removes)


@cache
def furniture() -> tuple[str, ...]:
    """Return what the shipped rules remove, alone and between sentences."""
    parts = (part.split(">>")[0] for text in examples() for part in text.split("<<")[1:])
    return (*parts, *(text.replace("<<", "").replace(">>", "") for text in examples()))


def wrapped(words: int, seed: int) -> str:
    """Return a paragraph, hard-wrapped at 72 columns."""
    source, lines, line = random.Random(seed), [], ""
    for _ in range(words):
        word = source.choice(("the", "river", "harbour", "settled", "and", "alpha", "beta", "council", "of", "never"))
        if len(line) + len(word) > 71:
            lines.append(line.strip())
            line = ""
        line += f" {word}"
    return "\n".join([*lines, line.strip() + "."])


PHRASES = st.lists(st.sampled_from(WORDS + SIGNS[:10]), min_size=1, max_size=6).map(" ".join)
PLAIN = st.one_of(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4).map(" ".join),
    st.sampled_from(SENTENCES),
    PHRASES,
    st.text(max_size=12),
    st.sampled_from(SIGNS),
)
DRESSED = st.builds("{}{}{}".format, st.sampled_from(LEADS), PLAIN, st.sampled_from(TAILS))
FENCED = st.builds("{0}\n{1}\n{0}".format, st.sampled_from(("```", "~~~", "```py")), PLAIN)
TABLE = st.lists(PHRASES, min_size=2, max_size=3).map(lambda cells: f"| {' | '.join(cells)} |")
HARD_WRAPPED = st.builds(wrapped, st.integers(40, 120), st.integers(0, 5))


FURNITURE = st.deferred(lambda: st.sampled_from(furniture()))
PAGES = st.deferred(lambda: st.sampled_from([text.replace("<<", "").replace(">>", "") for text in examples()]))
"""Whole texts of which the shipped rules remove something."""
LINES = st.one_of(DRESSED, PLAIN, *[FURNITURE] * 8, FENCED, TABLE, HARD_WRAPPED)
OWN_LINES = st.one_of(DRESSED, *[PHRASES] * 4, FENCED, TABLE, HARD_WRAPPED)


@st.composite
def texts(draw: st.DrawFn, lines: st.SearchStrategy[str] = LINES, most: int = 12) -> str:
    """Texts of lines and gaps; some lines stand several times, and some texts begin as one that rules are proved by."""
    drawn = draw(st.lists(lines, max_size=most))
    if lines is LINES and draw(st.booleans()):
        drawn.insert(0, draw(PAGES))
    gaps = draw(st.lists(st.sampled_from(GAPS), min_size=len(drawn), max_size=len(drawn)))
    return (
        draw(st.sampled_from(("", "", "", "\n", "\ufeff")))
        + "".join(line + gap for line, gap in zip(drawn, gaps, strict=True))[: draw(st.sampled_from((None, None, -1)))]
    )


_ATOMS = (
    r"alpha",
    r"beta",
    r"gamma",
    r"über",
    r"école",
    r"λόγος",
    r"слово",
    r"\w+",
    r"\d+",
    r"don't",
    r"e-mail",
    r"[a-m]+",
    r"[^.]",
    r"\S+",
    r"\s",
    r"(?-i:\p{Lu})\w*",
    r"\p{L}",
    r"[\w'-]+",
    r"[\w' ]+",
    r"(alpha|beta)",
    r"(?:42|\d)",
    r".",
    r"the",
    r"council",
    r"[é-ü]",
    r"\D",
    r"source",
    r"\S+",
    r"[^\s]",
    r"\P{Lu}",
    r"[^\P{Lu}]",
    r"a{0}b",
    r"(?-i:[A-Z]\w+)",
    r"(?-i:K(?i:s))",
    r"(\b|a)b",
    r"(^|\W)a",
)
_LINKS = (" ", " ", " ", "", ".{0,5}", ".*", "( |-)", r"\b", r"\b ", "[^a]{0,9}", r"( \w+){0,2} ")
_TIMES = ("", "", "", "?", "{1,3}", "+")


@st.composite
def patterns(draw: st.DrawFn) -> str:
    """Patterns from a small grammar, none of which matches an empty text."""
    parts = [draw(st.sampled_from(("", "", "^", r"\b", r"^\W*", "^(the )?", r"^\b", r"(^|\b)")))]
    for i in range(draw(st.integers(1, 3))):
        atom, times = draw(st.sampled_from(_ATOMS)), draw(st.sampled_from(_TIMES))
        parts += [draw(st.sampled_from(_LINKS)) if i else "", f"(?:{atom}){times}" if times else atom]
    parts.append(draw(st.sampled_from(("", "", "$", r"\b", r"[.!]*$", r"\b$", "($|a)"))))
    whole = "".join(parts)
    if draw(st.integers(0, 4)) == 0:
        whole = f"{whole}|{draw(st.sampled_from(_ATOMS))}"
    return whole if not is_nullable(parse(whole)) else "alpha" + whole


def _quoted(pattern: str) -> str:
    return "'" + pattern.replace("'", "''") + "'"


@st.composite
def entries(draw: st.DrawFn, *, first: bool, keep: bool = False) -> str:
    """Entries of `match`."""
    found = ", ".join(map(_quoted, draw(st.lists(patterns(), min_size=1, max_size=2))))
    lines = [f"any: [{found}]"] if first or draw(st.booleans()) else [draw(st.sampled_from(("min_chars: 3", "max_chars: 40", "max_digits: 0.5")))]
    lines.append(
        draw(
            st.sampled_from(
                (
                    "",
                    "",
                    "",
                    "max_words: 12",
                    "min_words: 2",
                    "unless: ['delta']",
                    "kind: [list, paragraph, heading]",
                    "repeat: {min: 1, max: 3}",
                    "min_capitals: 0.2",
                )
            )
        )
    )
    if not first and draw(st.booleans()):
        lines.append("optional: true")
    if keep:
        lines.append("keep: true")
    return "- {" + ", ".join(filter(None, lines)) + "}"


_REST = (
    "",
    "",
    "where: {head: 3}",
    "where: {tail: 2}",
    "where: {head: 1, tail: 4}",
    "remove: to-end",
    "then: {list_of: short, at_most: 3}",
    "then: {list_of: items}",
    "then: {list_of: links}",
)


@st.composite
def rules(draw: st.DrawFn, id: str = "any/random") -> RuleSpec:
    """Random rules: blocks, sequences, positions, to-end, lists, spans."""
    if draw(st.integers(0, 3)) == 0:
        before, after = draw(st.sampled_from(("", " ", "[.,]", "the "))), draw(st.sampled_from(("", " ", r"\b", "[.!]")))
        pattern = f"{before}(?P<cut>{draw(patterns()).strip('^$')}){after}"
        usable = not is_nullable(parse(pattern))
        entry, rest = f"- any: [{_quoted(pattern if usable else '(?P<cut>alpha)')}]", "remove: span"
    else:
        count, rest = draw(st.sampled_from((1, 1, 2, 3))), draw(st.sampled_from(_REST))
        gone = draw(st.integers(0, count - 1)) if count > 1 and not rest.startswith(("then", "remove")) and draw(st.booleans()) else None
        entry = "\n  ".join(draw(entries(first=i == (gone or 0), keep=gone not in (None, i))) for i in range(count))
    return read_rule(f"why: Random.\nmatch:\n  {entry}\n{rest}\nexamples: [{{removes: '<<x>>'}}, {{keeps: 'y'}}]", id=id, file="random.yaml")


@st.composite
def packs(draw: st.DrawFn) -> list[RuleSpec]:
    """One to three random rules."""
    return [draw(rules(id=f"any/random-{i}")) for i in range(draw(st.integers(1, 3)))]
