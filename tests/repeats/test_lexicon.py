"""The words of promos, language by language: a pitch that stands twice goes, a refrain or a step in the same words stays."""

from __future__ import annotations

import pytest

from cleaner import Cleaner, Document
from cleaner.repeats.lexicon import PROMOS
from cleaner.repeats.within import PROMO
from cleaner.rules_engine.engine import Engine
from tests.rulemaking import unguarded

STORIES = {
    "en": ["The mill had not turned since the flood.", "Its owner will not say what it has cost him.", "On Saturday the wheel went round for the first time."],
    "de": ["Die Mühle hat sich seit der Flut nicht mehr gedreht.", "Was sie ihn gekostet hat, will der Besitzer nicht sagen.", "Am Samstag lief das Rad."],
    "es": ["El molino no giraba desde la riada.", "Su dueño no quiere decir lo que le ha costado.", "El sábado la rueda dio la primera vuelta en años."],
    "fr": ["Le moulin ne tournait plus depuis la crue.", "Son propriétaire ne veut pas dire ce qu’il lui a coûté.", "Samedi, la roue a fait son premier tour."],
    "it": ["Il mulino non girava più dalla piena.", "Il padrone non vuole dire quanto gli è costato.", "Sabato la ruota ha fatto il primo giro dopo anni."],
    "nl": [
        "De molen draaide niet meer sinds de vloed.",
        "De eigenaar wil niet zeggen wat het hem gekost heeft.",
        "Op zaterdag ging het rad voor het eerst rond.",
    ],
    "pt": ["O moinho não girava desde a cheia.", "O dono não quer dizer quanto lhe custou.", "No sábado a roda deu a primeira volta em anos."],
}
PITCHES = {
    "en": "Take the marsh with you. Download our free app and get the tides sent to your phone every day.",
    "de": "Nichts mehr verpassen? Abonnieren Sie unseren kostenlosen Newsletter und lesen Sie jeden Freitag, was an der Marsch geschieht.",
    "es": "¡No te pierdas ninguna marea! Suscríbete gratis a nuestro boletín y lo tendrás cada viernes en tu correo.",
    "fr": "Vous aimez le marais\u00a0? Inscrivez-vous à notre newsletter gratuite et retrouvez chaque vendredi l’essentiel dans votre boîte mail.",
    "it": "Ami la palude? Iscriviti gratis alla nostra newsletter e ogni venerdì troverai le maree nella tua casella.",
    "nl": "Mis niets van het moeras. Schrijf je in voor onze gratis nieuwsbrief en lees elke vrijdag hoe hoog het water staat.",
    "pt": "Gosta do pântano? Assine grátis a nossa newsletter e receba toda sexta-feira a tabela das marés no seu e-mail.",
}
STAY = {
    "en": "Take the ring from my finger, sang the miller's wife, and give it back to the sea that brought it here.",
    "de": "Nimm den Ring von meinem Finger, sang die Müllerin, und gib ihn dem Wasser zurück, das ihn einst gebracht hat.",
    "es": "Prueba el agua con la mano y, si no quema, echa la harina poco a poco y remueve sin parar hasta que espese.",
    "fr": "Prenez garde à la meule, chantait la meunière, car la roue qui tourne ne rend jamais ce qu’elle a pris à la rive.",
    "it": "Prova l’acqua con la mano e, se non scotta, versa la farina a pioggia e mescola senza fermarti finché si addensa.",
    "nl": "Word wakker, molenaar, zong zijn vrouw, want het water staat al aan de drempel en de maan is onder de dijk.",
    "pt": "Quer a mulher do moleiro que a água volte, quer o moleiro que a água fique, e a água não pergunta a ninguém.",
}
REPEATS = Cleaner()
REPEATS.engine = Engine([])


def test_every_language_has_its_table() -> None:
    assert set(PROMOS) >= set(STORIES) == set(PITCHES) == set(STAY)


@pytest.mark.parametrize("declared", [True, False], ids=["language known", "language found"])
@pytest.mark.parametrize("language", STORIES)
def test_a_pitch_that_repeats_goes(language: str, declared: bool) -> None:
    one, two, three = STORIES[language]
    pitch = PITCHES[language]
    with unguarded():
        cleaned = REPEATS.clean(Document.of("\n\n".join([one, pitch, two, pitch, three]), **({"language": language} if declared else {})))
    assert cleaned.text == "\n\n".join([one, two, three])
    assert {removal.rule for removal in cleaned.removals} == {PROMO}


@pytest.mark.parametrize("language", STORIES)
def test_words_of_the_article_that_repeat_stay(language: str) -> None:
    one, two, three = STORIES[language]
    text = "\n\n".join([one, STAY[language], two, STAY[language], three])
    assert REPEATS.clean(Document.of(text, language=language)).removals == ()
