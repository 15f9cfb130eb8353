"""Ordinary paragraphs that speak in the very words of the rules: none of them goes, wherever in an article it stands."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from textwrap import fill

import pytest

from cleaner.config import Config
from cleaner.model import Document
from cleaner.pipeline import Cleaner
from tests.conftest import _pack
from tests.ordinary import ar, de, dom, en, en_again, es, fr, it, ja, nl, pt, ru, zh

LANGUAGES = {"ar": ar, "de": de, "en": en, "es": es, "fr": fr, "it": it, "ja": ja, "nl": nl, "pt": pt, "ru": ru, "zh": zh}
SAID = {language: list(module.SAID.values()) for language, module in LANGUAGES.items()}
SAID["en"] += en_again.SAID.values()
PLACES = ("head", "near the head", "middle", "near the tail", "tail")
PRESETS = pytest.mark.parametrize("preset", ["extracted", "raw"])


def with_paragraph(language: str, paragraph: str, at: int) -> str:
    """Return an article of a language with one more paragraph."""
    article = LANGUAGES[language].ARTICLE
    return "\n\n".join([*article[:at], paragraph, *article[at:]])


def removed(texts: Iterable[str], preset: str) -> list[tuple[str, str]]:
    """Return the rules that fire on texts, and what they remove."""
    cleaner = Cleaner(Config(preset=preset))
    return [(removal.rule, removal.text) for text in texts for removal in cleaner.clean(Document(text)).removals]


@PRESETS
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_ordinary_paragraph_stays_wherever_it_stands(shipped: Cleaner, preset: str, place: str, language: str) -> None:
    last = len(LANGUAGES[language].ARTICLE)
    at = dict(zip(PLACES, (0, 1, last // 2, last - 1, last), strict=True))[place]
    assert removed((with_paragraph(language, sentence, at) for sentence in SAID[language]), preset) == []


FORMS: dict[str, Callable[[str], str]] = {
    "an item": lambda text: f"- {text}",
    "a quotation": lambda text: f"> {text}",
    "strong": lambda text: f"**{text}**",
    "lines": lambda text: fill(text, 72),
    "capitals": str.upper,
}


@PRESETS
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_an_ordinary_paragraph_stays_however_it_is_set(shipped: Cleaner, preset: str, form: Callable[[str], str]) -> None:
    places = (1, 11)
    assert removed((with_paragraph(language, form(sentence), at) for language, said in SAID.items() for sentence in said for at in places), preset) == []


@PRESETS
def test_an_ordinary_sentence_stays_before_another_one(shipped: Cleaner, preset: str) -> None:
    texts = (
        with_paragraph(language, f"{sentence} {LANGUAGES[language].ARTICLE[3]}", at) for language, said in SAID.items() for sentence in said for at in (1, 11)
    )
    assert removed(texts, preset) == []


@PRESETS
@pytest.mark.parametrize("together", [6, 12, 1000])
@pytest.mark.parametrize("language", LANGUAGES)
def test_ordinary_paragraphs_stay_among_each_other(shipped: Cleaner, preset: str, together: int, language: str) -> None:
    said = list(SAID[language])
    for seed in range(3):
        random.Random(seed).shuffle(said)
        assert removed(("\n\n".join(said[at : at + together]) for at in range(0, len(said), together)), preset) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_is_spoken_of(language: str) -> None:
    rules = {id.removeprefix(f"{language}/") for id in _pack().rules if id.startswith(f"{language}/")}
    assert sorted(rules ^ LANGUAGES[language].SAID.keys()) == []


def test_second_paragraphs_speak_of_rules() -> None:
    assert sorted(en_again.SAID.keys() - en.SAID.keys()) == []


@PRESETS
@pytest.mark.parametrize("at", [0, 6, len(dom.ARTICLE)])
def test_a_passage_of_a_page_stays_whatever_its_elements_are_named(shipped: Cleaner, preset: str, at: int) -> None:
    cleaner = Cleaner(Config(extractor="none", preset=preset))
    pages = {id: cleaner.extract(dom.page(passage, at)) for id, passage in dom.SAID.items()}
    assert [(id, removal.rule, removal.text) for id, page in pages.items() for removal in page.removals if removal.rule != "dom/title/headline"] == []


def test_every_rule_for_pages_is_spoken_of() -> None:
    assert sorted({id.removeprefix("dom/") for id in _pack().dom} ^ dom.SAID.keys()) == []
