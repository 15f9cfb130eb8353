"""Repetition inside a text: what goes, and the many legitimate repeats that stay."""

from __future__ import annotations

import pytest

from cleaner import Cleaned, Cleaner, Config, Document
from cleaner.repeats.why import PARAGRAPH, PROMO
from cleaner.repeats.within import propose
from cleaner.rules_engine.engine import Engine
from cleaner.text.page import Page
from tests.rulemaking import unguarded

STORY = [
    "The mill stands on the edge of the marsh, where the lane runs out, and it has not turned since the flood of 1953.",
    "Its owner, a retired plumber, has spent nine winters on the wheel and will not say what it has cost him.",
    "On Saturday he opened the sluice for the first time, and forty neighbours stood on the bank in the rain to watch.",
    "For a minute nothing moved, and then, with a noise like a cough, the wheel went round.",
    "He means to grind barley by the autumn, if the county lets him, and to give the flour away.",
]
PITCHES = {
    "a sign-up": "Join 20,000 readers who get our weekly letter. Enter your e-mail and never miss a story.",
    "a course": "Become a better baker in a month\nBook your place in our online course today and enjoy six lessons with experts, plus a free guide.",
    "an app": "Take the marsh with you. Download our free app and receive daily tide alerts on your phone.",
    "a membership": "Support the paper you rely on. Become a member for three pounds a month and unlock the full archive.",
    "a shop": "Looking for something to read? Browse our shop and save a third on your first order with free delivery.",
}
STAY = {
    "a refrain": "O the tide comes in and the tide goes out,\nAnd the miller he will get you home, no doubt.",
    "a short refrain": "Join the dance and take your chance.",
    "a question": "What would you tell a reader who wants to learn the trade today?",
    "an answer": "I would not, and I never have.",
    "a table row": "| Get your copy today. | Free for members, with our weekly offer to you |",
    "a row of tabs": "Monday\tdelivered to you free\t12\tjoin. Get yours",
    "an item of a list": "- Rinse the stain with cold water and let it dry in the shade.",
    "a step": "3. Knead for ten minutes.",
    "a heading": "## Get your tools ready",
    "a call in a speech": "Stand up with us, my friends, and we will open the gates together.",
    "a line of dialogue": "“Get out of my house,” he said. “And take your letters with you.”",
    "a stage direction": "Exit miller, pursued by a goose.",
    "a time stamp": "Update, 10:45 a.m., from our own reporter at the scene.",
    "a line of stars": "* * * * * * * * * * * * * * * * * * * * *",
    "code": "```\nget your_free_app(), join(), subscribe(daily). Enter your e-mail now. Get it.\n```",
    "a caption": "The mill in 1953, seen from the marsh. Photograph: County Archive.",
    "a recipe's line": "Take the dough out and let it rest for an hour in a warm place, covered.",
    "a quotation": "> We shall get you the money, and you will enjoy your bread.",
    "a warning": "Never mix bleach with vinegar: the gas can kill you.",
    "a legal clause": "The Licensee shall not assign this Agreement without the prior written consent of the Licensor.",
}
PARAGRAPH_TEXT = (
    "The county says that the sluice was opened without leave, that the marsh below it is protected, and that the owner must close it again by the end"
    " of the month or pay a fine, which he has told the council he will not do."
)
REPEATS = Cleaner()
REPEATS.engine = Engine([])


def clean(text: str, **meta: str) -> Cleaned:
    """Clean with the detectors of repetition alone."""
    with unguarded():
        return REPEATS.clean(Document.of(text, **meta))


def between(block: str, times: int, gap: str = "\n\n") -> str:
    """Put copies of a block between the paragraphs of a story."""
    return gap.join(part for i, paragraph in enumerate(STORY) for part in (paragraph, *[block] * (i < times))) + "\n"


@pytest.mark.parametrize("pitch", PITCHES.values(), ids=PITCHES)
@pytest.mark.parametrize("times", [2, 5])
def test_all_copies_of_a_pitch_go(pitch: str, times: int) -> None:
    cleaned = clean(between(pitch, times))
    assert cleaned.text == between("", 0)
    assert {removal.rule for removal in cleaned.removals} == {PROMO}
    assert {removal.evidence for removal in cleaned.removals} == {f"{times} copies"}


@pytest.mark.parametrize("pitch", PITCHES.values(), ids=PITCHES)
def test_a_pitch_that_stands_once_stays(pitch: str) -> None:
    assert clean(between(pitch, 1)).removals == ()


def test_copies_may_differ_in_case_white_space_and_punctuation() -> None:
    one, two = PITCHES["an app"], "—  take the marsh with you. DOWNLOAD our free app and\u00a0receive daily tide alerts on your phone"
    text = "\n\n".join([STORY[0], one, STORY[1], two, STORY[2], one, STORY[3]])
    assert clean(text).text == "\n\n".join(STORY[:4])


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n\r\n", "\n" * 14])
def test_copies_go_whatever_stands_between(gap: str) -> None:
    assert clean(between(PITCHES["a sign-up"], 4, gap)).text == between("", 0, gap)


def test_a_pitch_goes_with_its_heading() -> None:
    pitch = "Bread for beginners\n\nBook your place in our online course today. Enjoy six lessons with experts and a free guide to take home."
    cleaned = clean(between(pitch, 3))
    assert cleaned.text == between("", 0)
    assert [removal.text.strip() for removal in cleaned.removals] == [pitch] * 3


def test_a_paragraph_that_repeats_with_a_pitch_stays() -> None:
    kept = "It rained at the mill on Monday and on Tuesday, and the wheel stood still."
    cleaned = clean(between(f"{kept}\n\n{PITCHES['an app']}", 3))
    assert cleaned.text == between(kept, 3)


@pytest.mark.parametrize("block", STAY.values(), ids=STAY)
def test_what_a_text_repeats_for_good_reasons_stays(block: str) -> None:
    assert clean(between(block, 4)).removals == ()


@pytest.mark.parametrize("block", STAY.values(), ids=STAY)
def test_what_a_text_repeats_in_a_row_stays(block: str) -> None:
    assert clean("\n\n".join([STORY[0], *[block] * 4, STORY[1]])).removals == ()


def test_of_a_paragraph_that_stands_three_times_the_first_stays() -> None:
    cleaned = clean(between(PARAGRAPH_TEXT, 3))
    assert cleaned.text == between(PARAGRAPH_TEXT, 1)
    assert [removal.rule for removal in cleaned.removals] == [PARAGRAPH, PARAGRAPH]


def test_a_paragraph_that_stands_twice_stays() -> None:
    assert clean(between(PARAGRAPH_TEXT, 2)).removals == ()


@pytest.mark.parametrize("change", ["- {}", "| {} |", "```\n{}\n```", "### {}"])
def test_of_lists_tables_code_and_headings_no_copy_goes(change: str) -> None:
    assert clean(between(change.format(PARAGRAPH_TEXT), 3)).removals == ()


def test_stanzas_that_repeat_stay() -> None:
    stanza = "The tide came in at Calder Reach, with nobody to tell,\nAnd all along the harbour wall there hung a broken bell,\nAnd you will get no passage now, and you may wait as well."
    assert clean(between(stanza, 4)).removals == ()


def test_another_language_has_its_own_words() -> None:
    german = [
        f"Der Rat tagte am Montag und stimmte für die {word} Brücke, die im Frühjahr von einer Firma gebaut werden soll." for word in ("neue", "alte", "hohe")
    ]
    text = "\n\n".join(part for line in german for part in (line, PITCHES["an app"]))
    assert clean(text).removals == ()


@pytest.mark.parametrize(
    ("config", "copies"),
    [
        (Config(), 0),
        (Config(ignore=("repeats",)), 4),
        (Config(ignore=(PROMO,)), 4),
        (Config(ignore=(PARAGRAPH,)), 0),
        (Config(select=(PROMO,)), 0),
        (Config(select=("en/stubs",)), 4),
    ],
)
def test_detectors_are_selected_and_ignored_like_rules(config: Config, copies: int) -> None:
    pitch = PITCHES["a shop"]
    assert Cleaner(config).clean(between(pitch, 4)).text.count(pitch) == copies


def test_a_text_of_blank_lines_alone_repeats_nothing() -> None:
    assert clean("\n" * 50).removals == ()


def test_a_list_of_the_same_things_in_several_places_stays() -> None:
    about = [
        f"The {name} fair shows how a small workshop makes {name} by hand, and visitors may try the tools themselves, ask the masters what they like, and take home what they have made under the eyes of people who have done nothing else for forty years."
        for name in ("felt", "rope", "glass", "paper")
    ]
    text = "\n\n".join(f"{town}\n\n{words}" for words in about for town in ("Aldwick", "Burton", "Calder"))
    assert list(propose(Page(text, {}))) == []


@pytest.mark.parametrize("above", ["## Ending these terms", "Description", "```\nget()\n```"], ids=["a heading", "a label", "code"])
def test_a_paragraph_of_sections_that_are_alike_stays(above: str) -> None:
    assert clean(between(f"{above}\n\n{PARAGRAPH_TEXT}", 4)).removals == ()


@pytest.mark.parametrize("block", [PARAGRAPH_TEXT, PITCHES["a course"].replace("\n", " ")])
def test_what_entries_of_a_calendar_say_of_themselves_stays(block: str) -> None:
    text = "\n\n".join(
        f"April {day}, 2026 The fair at {town}, in the hall by the river\n\n{block}" for day, town in enumerate(("Aldwick", "Burton", "Calder", "Dunmore"), 3)
    )
    assert clean(text).removals == ()


def test_clauses_that_differ_by_country_stay() -> None:
    clauses = [PARAGRAPH_TEXT.replace("county", name) for name in ("county", "country", "province", "canton")]
    text = "\n\n".join(
        part for place in ("here", "there", "nowhere") for clause in clauses for part in (clause, f"In the {clause.split()[1]} {place}, rain fell.")
    )
    assert list(propose(Page(text, {}))) == []
