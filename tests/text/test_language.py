"""Naming the language of a text."""

from __future__ import annotations

import pytest

from cleaner.kernels.agreed import LOOKED_AT
from cleaner.text.language import MANY_WORDS, language_of
from cleaner.text.stopwords import NEIGHBOURS as OTHERS
from cleaner.text.stopwords import STOP_WORDS

TEXTS = {
    "en": "The council met on Monday and it voted for the new bridge, which is to be built in the spring by a firm that has done the work before.",
    "de": "Der Rat tagte am Montag und stimmte für die neue Brücke, die im Frühjahr von einer Firma gebaut werden soll, die sich mit so etwas auskennt.",
    "fr": "Le conseil s'est réuni lundi et il a voté pour le nouveau pont, qui doit être construit au printemps par une entreprise de la région avec des fonds de la ville.",
    "es": "El concejo se reunió el lunes y votó por el puente nuevo, que se construirá en la primavera por una empresa de la ciudad que ya había hecho el trabajo.",
    "pt": "O conselho reuniu-se na segunda-feira e votou por uma ponte nova, que não será feita na primavera como os outros queriam, mas no verão, quando já há obras.",
    "it": "Il consiglio si è riunito lunedì e ha votato per il nuovo ponte, che sarà costruito in primavera da una ditta della città con i fondi che sono stati dati dallo stato.",
    "nl": "De raad kwam maandag bijeen en stemde voor de nieuwe brug, die in het voorjaar wordt gebouwd door een bedrijf dat het werk al eerder heeft gedaan.",
    "ru": "Совет собрался в понедельник и проголосовал за новый мост, который будет построен весной, и никто из членов совета не был против, но они долго спорили о цене.",
    "ar": "اجتمع المجلس يوم الاثنين وصوت على الجسر الجديد الذي سوف يبنى في الربيع من قبل شركة كانت قد قامت بهذا العمل من قبل ولم يعترض أحد على ذلك في المدينة",
    "ja": "市議会は月曜日に開かれ、新しい橋を造ることを決めた。工事は春に始まる。",
    "ko": "시의회는 월요일에 열려 새 다리를 짓기로 결정했다. 공사는 봄에 시작된다.",
    "zh": "市议会星期一开会，决定建造一座新桥。工程将于春天开始。",
    "th": "สภาเมืองประชุมกันในวันจันทร์และลงมติให้สร้างสะพานใหม่",
    "el": "Το συμβούλιο συνεδρίασε τη Δευτέρα και αποφάσισε να χτίσει μια νέα γέφυρα.",
    "he": "המועצה התכנסה ביום שני והחליטה לבנות גשר חדש באביב.",
    "hi": "परिषद की बैठक सोमवार को हुई और नए पुल के निर्माण का निर्णय लिया गया।",
}
NEIGHBOURS = [
    ("zh", "守塔人说：“サクラ”是船的名字。市里决定把它改成博物馆，明年春天开放。"),
    ("zh", "離島郵差許文進把兩個帆布袋扛上交通船，說今年最重的東西是一台洗衣機。"),
    ("ja", "北見沢市は十四日、車両基地の寝台客車四両を市立図書館分館として使用すると発表した。"),
    ("ja", "ゲームセンターのキャラクターグッズ売上ランキング"),
    ("ar", "عاد القارب المدرسي إلى القرية صباح الأحد."),
    ("ar", "اِجْتَمَعَ المَجْلِسُ يَوْمَ الاثْنَيْنِ وَصَوَّتَ عَلَى الجِسْرِ الجَدِيدِ."),
    ("fa", "شورای شهر روز دوشنبه تشکیل جلسه داد و به ساخت پل جدید رأی داد که در بهار ساخته می‌شود."),
    ("ur", "کونسل کا اجلاس پیر کو ہوا اور اس نے نئے پل کی تعمیر کے لیے ووٹ دیا جو بہار میں بنے گا۔"),
    (
        "uk",
        "Рада зібралася в понеділок і проголосувала за новий міст, який буде збудований навесні, і ніхто з членів ради не був проти, але вони сперечалися про ціну.",
    ),
    ("bg", "Съветът се събра в понеделник и гласува за новия мост, който ще бъде построен през пролетта, и никой от членовете на съвета не беше против."),
    ("sr", "Веће се састало у понедељак и гласало за нови мост који ће бити изграђен на пролеће, и нико од чланова већа није био против."),
    ("be", "Савет сабраўся ў панядзелак і прагаласаваў за новы мост, які будзе пабудаваны вясной, і ніхто не быў супраць."),
    (
        "ru",
        "Съезд объявил перерыв, и никто из тех, кто приехал на подъёмную машину, не был против, но все они долго спорили о цене, а потом разъехались по домам.",
    ),
]
UNKNOWN = [
    "",
    "   ",
    "Sign up",
    "0 comments",
    "1 2 3 4 5 6 7 8 9 10 " * 9,
    "Lorem ipsum dolor sit amet consectetur adipiscing elit sed eiusmod tempor " * 4,
    "\ud800" * 40,
]


@pytest.mark.parametrize(("code", "text"), TEXTS.items(), ids=TEXTS)
def test_names_the_language_of_a_paragraph(code: str, text: str) -> None:
    assert language_of(text) == code


@pytest.mark.parametrize(("code", "text"), NEIGHBOURS)
def test_tells_languages_of_one_script_apart(code: str, text: str) -> None:
    assert language_of(text) == code


@pytest.mark.parametrize("text", UNKNOWN)
def test_does_not_guess_at_a_text_that_tells_too_little(text: str) -> None:
    assert language_of(text) == ""


SHORT = {
    "en": "The vote passed and the mayor went home at noon.",
    "de": "Der Rat stimmte zu, und die Brücke wird im Mai gebaut.",
    "fr": "Le conseil a dit oui et le pont sera construit par la ville en mai.",
    "es": "El concejo dijo que sí y el puente se construirá en mayo.",
    "pt": "O conselho disse que sim e a ponte será feita em maio, não antes.",
    "it": "Il consiglio ha detto di sì e il ponte sarà costruito a maggio, non prima.",
    "nl": "De raad stemde voor en de brug wordt in mei gebouwd.",
    "ru": "Совет согласился, и новый мост построят в мае.",
    "zh": "市议会同意了，桥将于五月开工建设。",
    "ja": "議会は賛成し、橋は五月に着工する。",
    "ar": "وافق المجلس على الجسر وسيبنى في شهر مايو المقبل.",
}
NEIGHBOURS = {
    "ca": "El consell es va reunir dilluns i va votar pel pont nou, que els veïns de la ciutat volien des de fa molt temps per no haver de fer la volta.",
    "ro": "Consiliul s-a întrunit luni și a votat pentru noul pod, care va fi construit în primăvară de o firmă din oraș, după ce nu a fost găsită alta.",
    "sv": "Rådet samlades på måndagen och röstade för den nya bron, som ska byggas under våren av ett företag som har gjort det förr, och det var allt.",
    "pl": "Rada zebrała się w poniedziałek i głosowała za nowym mostem, który będzie budowany na wiosnę przez firmę z miasta, bo nie było innej.",
    "uk": "Рада зібралася в понеділок і проголосувала за новий міст, який збудують навесні, і ніхто не був проти.",
    "sr": "Савет се састао у понедељак и гласао за нови мост који ће бити изграђен на пролеће, и нико није био против.",
    "fa": "شورای شهر روز دوشنبه تشکیل جلسه داد و به ساخت پل جدید رأی داد که در بهار ساخته می شود.",
}


@pytest.mark.parametrize(("code", "text"), SHORT.items(), ids=SHORT)
def test_names_the_language_of_a_sentence(code: str, text: str) -> None:
    assert language_of(text) == code


@pytest.mark.parametrize(("code", "text"), NEIGHBOURS.items(), ids=NEIGHBOURS)
def test_takes_a_neighbour_for_itself(code: str, text: str) -> None:
    assert language_of(text) == code


@pytest.mark.parametrize(
    "text", ["会員登録", "Оставить комментарий", "Leer más", "Mehr lesen im Blog", "De la casa", "Continue reading on our site now please"]
)
def test_does_not_guess_at_a_label(text: str) -> None:
    assert language_of(text) == ""


@pytest.mark.parametrize("title", ["The End of the Affair", "The Lord of the Rings", "Out of Africa and Back to the Future"])
def test_a_foreign_title_does_not_change_the_language(title: str) -> None:
    for code in ("de", "fr", "es", "pt", "it", "nl"):
        assert language_of(f"{title}\n\n{TEXTS[code]}") == code


def test_japanese_is_known_by_its_kana_and_chinese_by_having_none() -> None:
    assert language_of("東京都議会は新橋建設計画を承認、来年四月着工の見通し") == "ja"
    assert language_of("東京都議會通過新橋建設計劃，預計明年四月動工，居民の歡迎") == "zh"


@pytest.mark.parametrize(
    ("declared", "code"),
    [
        ("en", "en"),
        ("English", "en"),
        ("deutsch", "de"),
        ("POR", "pt"),
        ("中文", "zh"),
        ("en-GB", "en"),
        ("de_AT", "de"),
        (" FR ", "fr"),
        ("zh-Hans-CN", "zh"),
        ("tlh", "tlh"),
    ],
)
def test_metadata_wins(declared: str, code: str) -> None:
    assert language_of(TEXTS["ru"], declared) == code


def test_an_empty_declaration_says_nothing() -> None:
    assert language_of(TEXTS["nl"], "") == "nl"


@pytest.mark.parametrize("declared", ["-", "_", "  "])
def test_a_declaration_without_a_code_says_nothing(declared: str) -> None:
    assert language_of(TEXTS["nl"], declared) == "nl"


def test_a_few_foreign_words_do_not_change_the_language() -> None:
    assert language_of(TEXTS["en"] + " 橋 и мост.") == "en"
    assert language_of(TEXTS["de"] + " New York Times and Guardian.") == "de"


def test_stop_words_are_lower_case_and_many() -> None:
    for words in (*STOP_WORDS.values(), *OTHERS.values()):
        assert all(word == word.lower() for word in words)
        assert len(words) > MANY_WORDS


@pytest.mark.parametrize("other", sorted(TEXTS))
def test_the_beginning_alone_tells(other: str) -> None:
    for code, text in TEXTS.items():
        begin = (text + " ") * LOOKED_AT
        assert language_of(begin[:LOOKED_AT] + f" {TEXTS[other]}" * 99) == language_of(begin[:LOOKED_AT]) == code


@pytest.mark.parametrize("sign", ["—", "…", "\u00a0", "\u200b", "٣", "_", "7", "\ud800", "\U0001f600", "\u0301"])
def test_what_is_no_letter_parts_words(sign: str) -> None:
    for code in ("en", "de", "fr", "ru"):
        assert language_of(TEXTS[code].replace(" ", sign)) == code


@pytest.mark.parametrize("letter", ["é", "ª", "²", "ʼ", "ж"])
def test_a_letter_parts_no_words(letter: str) -> None:
    assert language_of(TEXTS["nl"].replace(" ", letter)) == ""


@pytest.mark.parametrize("code", ["ja", "ko", "zh", "ru", "ar", "th", "el", "he", "hi"])
def test_a_script_is_known_among_others(code: str) -> None:
    assert language_of("ABC " + TEXTS[code] + " ABC \U00020000\ud800") == code
