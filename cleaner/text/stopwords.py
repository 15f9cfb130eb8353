"""The commonest words of languages, and letters that few languages have: what a language is known by."""

from __future__ import annotations

__all__ = ["ALL_STOP_WORDS", "LETTERS", "NEIGHBOURS", "STOP_WORDS"]

STOP_WORDS: dict[str, frozenset[str]] = {
    code: frozenset(words.split())
    for code, words in {
        "en": "the of and to in is that for it was on with as his be at by this had not are but from or have an they which one were her all she there would"
        " their we him been has when who will no more if out so said what up its about into than them can only you your i my our us me do did how after"
        " a could should he these those where while because over also may just any some other then does most very",
        "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer"
        " um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch ich du wir ihr uns mich mir dir euch ihre ihren sein"
        " seine kann wenn was wurde eines unter diese dieser dieses gegen vom schon hier jetzt ohne sehr alle man doch",
        "fr": "de la le et les des en un du une que est pour qui dans par plus pas au sur ne se ce il sont avec son elle aux mais comme ou leur cette été"
        " ont nous vous ses même sa fait deux être je tu à votre notre vos nos mon ma mes ces tout tous sans si aussi bien où très peut avoir était entre"
        " après dont encore chez lui a on y ils elles dit sera lors faire comment quand pourquoi ici",
        "es": "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si sin sobre este ya entre cuando todo"
        " esta ser son dos también fue había era muy años hasta desde mi tu te nos qué está han hay yo él ella ellos porque donde quien contra ese eso esa"
        " según así puede tiene uno otros otra todos ante e les",
        "pt": "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou ser quando muito há nos já"
        " está eu também só pelo pela até isso ela entre era depois sem mesmo aos você são seus suas às num numa nas dele dela pelos pelas este esta"
        " foram ter sobre ainda onde quem nossa nosso me lhe",
        "it": "di e il la che in a un per è una sono con non del si da come dei le nel alla più anche della al lo ha gli ma i questo o se dalla dal nella"
        " delle degli ai su ed essere tra stato suo sua suoi dello dell agli alle sul sulla sui ci ho hai hanno era mi ti vi noi voi tuo tua nostro nostra"
        " perché quando dove chi tutti tutto ancora dopo senza già molto quella quello questa cui",
        "nl": "de van het een en in is dat op te zijn met voor niet aan er om dan of door over bij ook uit als nog naar maar tot hij was ze wordt heeft"
        " worden deze die werd kan zich meer hebben geen ik je we u jij wij mijn jouw uw ons onze haar hun dit al moet zal zou nu na onder tegen veel hier"
        " waar wie wat hoe omdat toen had",
        "ru": "и в не на я что он с как это по но из у за от о же к для а то был все она его так бы мы было при вы ее или также после есть быть которые"
        " со до ли если уже их чтобы меня ему была были который еще ещё только когда нет где под будет может этого этой",
        "ar": "في من على أن إلى عن مع هذا التي الذي ما هذه كان لا كما بعد أو قد بين ذلك حيث كل هو هي ولم وقد خلال إن لم كانت وهو وهي الى ان او عند قبل"
        " حتى غير أي وفي ومن وعلى عليه لها له به بها منذ ثم لكن",
    }.items()
}
"""The commonest words of the languages that rules are written for; of unspaced scripts there are none."""

ALL_STOP_WORDS = frozenset[str]().union(*STOP_WORDS.values())
"""Those of all these languages."""

NEIGHBOURS: dict[str, frozenset[str]] = {
    code: frozenset(words.split())
    for code, words in {
        "ca": "de la i que el a en les l'a del per amb un una no és els va als al com més ha seva seu són aquest aquesta també han dels això però entre fins"
        " ser des molt tot hi ho ja on",
        "cs": "a se v na je že s z do o to i ve pro k jako za by ale po od jsou jeho který která které bylo byl nebo jen až už také před při podle kde si",
        "da": "og i at det er en til på som af for med de den der ikke var har han et men vi om kan fra så blev ved sig eller havde jeg også efter hvor",
        "fi": "ja on ei se että oli hän mutta ovat kun joka niin myös tai sen ole mitä jos kuin olen mukaan vain vielä sekä hänen",
        "hu": "a az és hogy nem is egy de meg ez volt van csak már mint el még ki ha azt vagy lesz után szerint nagyon",
        "id": "yang dan di untuk dengan dari pada ini itu tidak dalam akan adalah ke juga oleh sebagai telah bisa kami anda saya atau ada lebih sudah",
        "no": "og i det er en på til som at for med de den ikke var av har han et men om fra så jeg kan også etter hvor eller ble seg vi",
        "pl": "w i na się z nie do że to jest o jak po ale od za co przez dla są tego był oraz tym jego już czy który które przy może ich",
        "ro": "de și în a la cu pe că nu o un din este pentru care o mai să au fost ca al sunt ce dar după prin ale lui fi sau dintre",
        "sv": "och i att det som en på är av för med den till inte om ett han de har var jag men vi från så kan när eller efter också vid under",
        "tr": "ve bir bu da de için ile olarak daha çok ne gibi olan kadar sonra var en o ama değil ise her tarafından göre",
    }.items()
}
"""Those of languages in the same scripts, so that a text in them is not taken for one of these."""

LETTERS = {
    "de": "äöüß",
    "fr": "œêèëîûç",
    "es": "ñ¿¡",
    "pt": "ãõ",
    "it": "ìòù",
    "ca": "ŀ·",
    "ro": "șțăşţ",
    "pl": "łąężśćń",
    "cs": "řěůťď",
    "tr": "ığş",
    "hu": "őű",
    "sv": "å",
    "da": "øæ",
    "no": "øå",
}
"""Letters and signs by which languages in Latin script differ: each counts like a common word."""
