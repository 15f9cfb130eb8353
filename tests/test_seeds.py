"""Four articles from outside, with what must go and what must stay; and other articles in the same shapes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import cleaner
from cleaner.rules_engine.pack import load_pack

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
NAMES = ("clean-article.txt", "author-bio.txt", "comment-widget.txt", "repeated-promo.txt")
PHRASE = 4
"""Words that, one after another, make a phrase of a seed's own."""

needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not beside this checkout: put them at ../shared/seeds")


def expected(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SEEDS / "expected.json").read_text("utf-8"))[name]
    return found


def read(name: str) -> str:
    return (SEEDS / name).read_bytes().decode()


def lines(text: str, either: list[str]) -> list[str]:
    """Return the lines that are not blank, less those that may go or stay."""
    return [line.rstrip() for line in text.split("\n") if line.strip() and line.strip() not in either]


@needs_seeds
def test_a_clean_article_comes_out_byte_for_byte() -> None:
    text = read("clean-article.txt")
    assert expected("clean-article.txt")["unchanged"]
    assert cleaner.clean(text).text.encode() == text.encode()
    assert cleaner.clean(text).removals == ()


@needs_seeds
@pytest.mark.parametrize("name", NAMES[1:])
def test_what_must_go_goes(name: str) -> None:
    text, left, wanted = read(name), cleaner.clean(read(name)).text, expected(name)
    times = wanted.get("removed_times", {})
    for part in (*wanted["removed"], *times, *wanted.get("removed_inside_paragraphs", ())):
        assert text.count(part) >= 1
        assert text.count(part) == times.get(part, text.count(part))
        assert part not in left
    for line in {line for part in wanted["removed"] for line in part.split("\n") if line}:
        assert line not in left.split("\n")


@needs_seeds
@pytest.mark.parametrize("name", NAMES[1:])
def test_everything_else_stays_in_order(name: str) -> None:
    text, wanted = read(name), expected(name)
    assert wanted["everything_else_kept"]
    kept = text
    for part in (*wanted["removed"], *wanted.get("removed_inside_paragraphs", ())):
        kept = kept.replace(part, "")
    either = wanted.get("either", [])
    assert lines(cleaner.clean(text).text, either) == lines(kept, either)


@needs_seeds
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("end", ["\r\n", "\n\n"])
def test_line_ends_and_blank_lines_make_no_difference(name: str, end: str) -> None:
    text = read(name)
    assert lines(cleaner.clean(text.replace("\n", end)).text, []) == lines(cleaner.clean(text).text, [])


@needs_seeds
@pytest.mark.parametrize("name", NAMES)
def test_cleaning_a_seed_twice_changes_nothing_more(name: str) -> None:
    once = cleaner.clean(read(name)).text
    assert cleaner.clean(once).removals == ()


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:['’][^\W_]+)?", text.lower())


def phrases(text: str) -> set[tuple[str, ...]]:
    """Return the runs of so many words that stand on one line."""
    found = (words(line) for line in text.split("\n"))
    return {tuple(line[i : i + PHRASE]) for line in found for i in range(len(line) - PHRASE + 1)}


def rule_texts() -> Iterator[tuple[str, str]]:
    for id, spec in load_pack().rules.items():
        patterns = (p for block in spec.match for p in (*block.any, *block.all, *block.unless, *(block.at_least.of if block.at_least else ())))
        yield id, "\n".join([spec.why, *(re.sub(r"\\[a-zA-Z]", " ", pattern.source) for pattern in patterns), *(one.text for one in spec.examples)])


@needs_seeds
def test_no_phrase_of_the_seeds_stands_in_a_rule() -> None:
    removed = "\n".join(part for name in NAMES[1:] for part in expected(name)["removed"])
    assert {id: shared for id, text in rule_texts() if (shared := phrases(removed) & phrases(text))} == {}


@needs_seeds
def test_no_name_of_the_seeds_stands_in_a_rule() -> None:
    names = {"dennyliem", "mackenzie", "ferguson", "priya", "flexora"}
    assert {id: shared for id, text in rule_texts() if (shared := names & set(words(text)))} == {}


PARAGRAPHS = [
    "The observatory on Mount Hale will close its dome for two years while the mirror is ground again. Its keepers had put the work off since 2009.",
    "The glass was cast in Jena in 1931 and came over the pass on a sledge. A crack the length of a thumb has grown in it every winter since.",
    "Nobody can say whether the grinding will help. Two firms declined to bid, and the third asked for its money before it would send a man up.",
    "The keepers voted for it all the same, by five to two. They will watch the variable stars with a borrowed telescope until the mirror is back.",
    "In the village below, the baker has begun to sell a round loaf with a crack across it. She says that it is the shape people ask for.",
    "The last night under the old mirror was cloudy. They opened the dome anyway, and stood in it for an hour with their hands in their pockets.",
]


def article(*parts: str) -> str:
    return "\n\n".join(parts) + "\n"


def test_a_promo_with_other_words_goes_wherever_it_stands() -> None:
    promo = "Cook dinner like a grown-up\nReceive our newest recipes for quicker and cheaper meals, sent every Sunday by working chefs. You also get live classes and every menu we have ever printed."
    holes = "\n" * 12
    text = "Mount Hale goes dark\n" + "".join(f"{paragraph}\n{promo}\n{holes}" for paragraph in PARAGRAPHS[:3]) + "\n".join(PARAGRAPHS[3:]) + "\n"
    left = cleaner.clean(text).text
    assert lines(left, []) == ["Mount Hale goes dark", *PARAGRAPHS]


def test_an_editor_box_and_an_empty_date_with_other_words_go() -> None:
    head = "Mount Hale goes dark\nUpdated on:\n\nReviewed By\nTomasz Birnbaum-Reilly\nGlass Conservation Specialist & Lecturer\n"
    assert lines(cleaner.clean(head + article(*PARAGRAPHS)).text, []) == ["Mount Hale goes dark", *PARAGRAPHS]


def test_stubs_in_other_sentences_go() -> None:
    text = article(
        f"{PARAGRAPHS[0]} [source]",
        f"{PARAGRAPHS[1][:-1]} (source). [Read more](https://stars.example/hale/mirror?id=7).",
        PARAGRAPHS[2].replace("Two firms", "Two firms ()"),
        *PARAGRAPHS[3:],
    )
    left = cleaner.clean(text).text
    assert left == article(*PARAGRAPHS)


def test_an_author_bio_with_other_words_goes() -> None:
    bio = [
        "Writes about telescopes, mountain railways, bread, and other slow machines.",
        "Bio: Tomasz has a gift for old lenses, with a past in optics and museum work.",
    ]
    assert cleaner.clean(article(*PARAGRAPHS, *bio)).text == article(*PARAGRAPHS)


def test_a_blogs_head_and_comment_form_with_other_words_go() -> None:
    tail = ["Post a Comment", "4 Comments", "We read every word you send us. Be kind and stay on the subject", "Post a Comment (4)\n9/popular/custom"]
    text = article("Mount Hale goes dark", "RoseTyndall\n0", *PARAGRAPHS, *tail)
    assert lines(cleaner.clean(text).text, []) == ["Mount Hale goes dark", *PARAGRAPHS]
