"""Promos in scripts other than Latin: what goes when it is repeated, and ordinary sentences that stay."""

from __future__ import annotations

import pytest

from cleaner import Cleaned, Cleaner, Document
from cleaner.repeats.within import PROMO
from cleaner.rules_engine.engine import Engine
from tests.rulemaking import unguarded

STORIES = {
    "ru": [
        "Мельница стоит на краю болота, и колесо её не вертелось с самого наводнения.",
        "В субботу хозяин поднял заслонку, и соседи смотрели на это под дождём.",
        "С минуту не шевелилось ничего.",
    ],
    "zh": ["磨坊站在沼泽边上，自从那场大水以后，轮子再也没有转过。", "星期六，主人打开了闸门，四十个邻居在雨里看着。", "整整一分钟，什么也没有动。"],
    "ja": [
        "水車小屋は沼のほとりにあり、あの洪水から一度も回っていない。",
        "土曜日、主人が水門を開けると、近所の四十人が雨の中で見守った。",
        "一分のあいだ、何も動かなかった。",
    ],
    "ar": [
        "تقف الطاحونة على طرف المستنقع، ولم تدر منذ الفيضان الكبير.",
        "يوم السبت فتح صاحبها السد، ووقف أربعون جارا تحت المطر ينظرون.",
        "مرت دقيقة ولم يتحرك شيء.",
    ],
}
PITCHES = [
    ("ru", "Подпишитесь на нашу еженедельную рассылку и получайте по пятницам письмо о том, чем живут соседи."),
    ("ru", "Мы рассказываем о болотах каждый день. Читайте нас в телеграм-канале: там короче и с картинками для вас."),
    ("zh", "欢迎关注我们的公众号，每天早上把沼泽和磨坊的消息送到您的手机里，还有专属福利。"),
    ("zh", "喜歡這些故事嗎？立即訂閱本報電子報，每週五早上把水車與沼澤的消息寄到您的信箱。"),
    ("ja", "当サイトのメールマガジンでは、毎週金曜の朝に水車と沼の話をお届けしています。ぜひ登録してください。"),
    ("ar", "اشترك في نشرتنا البريدية المجانية لتصلك كل يوم جمعة حكايات الطواحين والمستنقعات إلى بريدك."),
]
STAY = [
    ("ru", "Подпишитесь под этим письмом, сказал хозяин соседям, и мы вместе отнесём его в управу до зимы."),
    ("ru", "Узнать, кто поднял заслонку в тот год, никому из наших соседей с тех пор так и не удалось."),
    ("zh", "他每天早上沿着沼泽走一圈，数一数还剩几只白鹭，然后回家给轮子上油，从来不说一句话。"),
    ("zh", "我们免费给他修过一次轮子，大家都记得那天的雨，也记得他站在闸门上一句话也没有说。"),
    ("ja", "毎週金曜の朝、主人は水車の油を差し、沼を一回りしてから、誰にも言わずに山へ入っていった。"),
    ("ar", "كان يمر كل يوم جمعة على أطراف المستنقع، ثم يعود ويضع الزيت في العجلة ولا يكلم أحدا من جيرانه."),
]
REPEATS = Cleaner()
REPEATS.engine = Engine([])


def between(language: str, block: str, times: int) -> str:
    """Put copies of a block between the paragraphs of a story."""
    return "\n\n".join(part for i, paragraph in enumerate(STORIES[language]) for part in (paragraph, *[block] * (i < times))) + "\n"


def clean(language: str, text: str) -> Cleaned:
    with unguarded():
        return REPEATS.clean(Document.of(text, language=language))


@pytest.mark.parametrize(("language", "pitch"), PITCHES)
def test_all_copies_of_a_pitch_go(language: str, pitch: str) -> None:
    cleaned = clean(language, between(language, pitch, 2))
    assert cleaned.text == between(language, "", 0)
    assert {removal.rule for removal in cleaned.removals} == {PROMO}


@pytest.mark.parametrize(("language", "sentence"), STAY)
def test_an_ordinary_sentence_stays_however_often(language: str, sentence: str) -> None:
    assert clean(language, between(language, sentence, 2)).removals == ()
