"""A draft is written as YAML that the engine reads, with examples that hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.mine.casing import Casing
from cleaner.mine.draft import Draft, Seen, draft_of
from cleaner.mine.rule_text import Figures, keeps_of, removes_of, rule_text, slug_of
from cleaner.passes import to_fixed_point
from cleaner.repeats.furniture import HEAD, TAIL
from cleaner.rules_engine.engine import Engine
from cleaner.rules_engine.examples import trials
from cleaner.rules_engine.read import read_rule
from cleaner.rules_engine.spec import RuleSpec
from cleaner.text.page import Page

CASING = Casing(frozenset(), frozenset({"share"}))


def seen(*lines: str, place: int = TAIL, site: str = "a.example") -> Seen:
    return Seen(site, tuple({line: 5} for line in lines), (True,) * len(lines), 5, 1200, place, 2, 3)


def rule(draft: Draft, **more: object) -> str:
    return rule_text(draft, removes=removes_of(draft, CASING), keeps=keeps_of(draft, [], CASING), **more)


def holds(spec: RuleSpec) -> bool:
    for trial in trials([spec]):
        edits = to_fixed_point(Page(trial.text, trial.meta), Engine([spec]), frozenset()).edits
        data, left, at = trial.text.encode(), b"", 0
        for edit in edits:
            left, at = left + data[at : edit.start], edit.end
        if trial.failure((left + data[at:]).decode(), under="it"):
            return False
    return True


def test_the_whole_file():
    draft = draft_of(seen("Share this", "It’s \\ \"5\" 'o clock'"), CASING)
    assert isinstance(draft, Draft)
    assert rule(draft, preset="raw", figures=Figures(1, 2, 3000, 5, 1, 1)) == (
        "# Mined; read it before you trust it. Rank 1 of 2: takes 3,000 characters of 5 pages.\n"
        "# Without 'hosts' it would fire on 1 page of 1 other site of the corpus.\n"
        'why: "The same lines stand on 5 of 1,200 pages of a.example, always at the tail."\n'
        "match:\n"
        "  - any:\n"
        "      - '^share this$'\n"
        "  - any:\n"
        "      - '^it''s \\\\ \"\\d[\\d.,:/-]{0,3}\" ''o clock''$'\n"
        "where: {tail: 3}\n"
        "preset: [raw]\n"
        'hosts: ["a.example"]\n'
        "examples:\n"
        '  - removes: "The vote passed late.\\n\\nRain fell all week.\\n\\nNobody was hurt.\\n\\nThe bridge stayed closed.\\n\\nWork goes on in spring.'
        '\\n\\n<<Share this\\n\\nIt’s \\\\ \\"5\\" \'o clock\'>>"\n'
        '    site: "a.example"\n'
        '  - keeps: "She read out \\"Share this\\" and went on with the story."\n'
        '    site: "a.example"\n'
    )


@pytest.mark.parametrize("place", [HEAD, TAIL])
@pytest.mark.parametrize("lines", [["Share"], ["Share this", "and that", "again"], ["Everything that we write is free for you to read", "Share"]])
@pytest.mark.parametrize("site", ["a.example", ""])
def test_examples_hold(place, lines, site):
    draft = draft_of(seen(*lines, place=place, site=site), CASING)
    assert isinstance(draft, Draft) and holds(read_rule(rule(draft), id="mined/x", file="x"))


@given(st.text(max_size=20))
def test_any_text_comes_back_from_the_file(text):
    text = "".join(char for char in text if not "\ud800" <= char <= "\udfff")
    draft = draft_of(seen("Share this"), CASING)
    assert isinstance(draft, Draft)
    spec = read_rule(rule_text(draft, removes=["<<x>>"], keeps=["a" + text.replace("<<", "").replace(">>", "")], figures=None), id="mined/x", file="x")
    assert spec.examples[1].text == "a" + text.replace("<<", "").replace(">>", "")


@pytest.mark.parametrize(
    ("text", "slug"), [("Share This, 5 times over and over", "share-this-5-times-over"), ("a.example", "a-example"), ("分享", slug_of("分享"))]
)
def test_slugs(text, slug):
    assert slug_of(text) == slug and slug.isascii()
