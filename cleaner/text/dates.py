"""The names of months and days, as they stand in dates beside numbers."""

from __future__ import annotations

__all__ = ["DATE_WORDS"]

_NAMES: dict[str, str] = {
    "en": "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec"
    " monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun am pm st nd rd th of",
    "de": "januar jänner februar feber märz april mai juni juli august september oktober november dezember jän mär okt dez"
    " montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag uhr",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre janv févr avr juil déc"
    " lundi mardi mercredi jeudi vendredi samedi dimanche er",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre ene abr ago dic"
    " lunes martes miércoles jueves viernes sábado domingo de del",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro fev mai set out dez"
    " segunda terça quarta quinta sexta sábado domingo feira de",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre gen mag giu lug ago set ott dic"
    " lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december mrt okt"
    " maandag dinsdag woensdag donderdag vrijdag zaterdag zondag uur",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря янв фев мар апр июн июл авг сен окт ноя дек"
    " понедельник вторник среда четверг пятница суббота воскресенье года г",
    "ar": "يناير فبراير مارس أبريل ابريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت",
    "zh": "年 月 日 時 时 分",
}

DATE_WORDS = frozenset(word for names in _NAMES.values() for word in names.split())
"""Folded words that belong to a date when they stand beside a number, or beside another of them that does."""
