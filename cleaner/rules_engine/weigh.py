"""Weigh what a pattern asks for: how much its words and signs tell, or how rare they are in ordinary text."""

from __future__ import annotations

import re
from functools import lru_cache

from cleaner.text.stopwords import STOP_WORDS

__all__ = ["COMMON", "STOP", "weigh"]

COMMON = frozenset(
    "a abuse accept access according account acknowledge active add added additional address admin advis advocate after again agency ago agree"
    " all allow almost along already always analysis and another answer any anyone appear apply approx april around article assistance assistant"
    " associate associated association attorney august author available average award back background based becom become been before begin"
    " beginning behind being believe below best better board book boost both brief bring brought build built business california call cannot card"
    " care cars cart case center ceo challenge check chief choice choose city civil claim clean click close code collaboration colleague come"
    " comment commerce commission communication communications community company complete conditions confirm congress connect consider considered"
    " contact contain content continue continues continuing contribut contribute contribution contributions conversation copy could count course"
    " cover coverage covered covering create created creating credit crime critic current currently daily data date day days december deep deliver"
    " delivered demand demo democrat depend design designed details developed development did digital direct directly director discuss discussion"
    " dive do doctor document doesn dollar don done down each earn education educational eight email employ enable end endorse engineer enjoy"
    " enrol enroll ensures enter essential estimated even event events ever every everyone everything executive expand expected experience expert"
    " express expressed fact family far favo february federal feed feel fellow few field file final financial find first five follow following"
    " food for foreign form former found founder four free friend friends full function fund funded further future general get getting give goal"
    " good got gov government great group grow guarantee guide has have having he head health hear help helping helps here hero high home host"
    " hosted hour how http human idea image immediate important improve include includes increase independent industries info information install"
    " intended interest into investing investment isn issue issues it itself january jobs join joined joining july june just keep know language"
    " large larger last later latest lead leader learn least leave left legal let letter level life like line link list little live lives local"
    " location long longer look looking loop lost love lower made mail main make makes making man manage manager many march mark markets material"
    " materials may me means media medical meet member members message might miss mission mode moment money month more morning most movement much"
    " must my name national nearly necessary need needed needs net network never new news next nine no non not note nothing notice november now"
    " number numbers obligation october off offer office officer official often on once only open option options or order organization original"
    " other others our over own page paid part participate partner partners partnership pass past pay people personal physic piece place plan play"
    " playing please point policy political politics possible post pre president press prev previous previously primary print prior private"
    " problem process producer product production products professional profit program project promise prop protect protected provide provided"
    " providing public publish published purchase push put quality question quick rate reach read ready real receive received recent recommend"
    " recommendation record reduce reflect regular reject related relations relationship release rely remember rep repl report reported reporting"
    " reports represent representative republic request required requires research reserve resources respect respond response rest result results"
    " return review right rights roll rules running safe safely sale same save saving say says schedule science seat second secretary section"
    " secure see seek select sell sen senator send senior sent september service services session set seven share shared ship short should show"
    " shown sign signed similar since site six size small social solutions some something sound source speaker special speed sponsor sponsored"
    " spread staff stand standards star start state stated statement states stay step still stock stories story strategy stream student submit"
    " submitted success successful successfully suggest support supported supporting sure system take talent talk targeted tax teach teacher team"
    " tech technology tell ten terms text than thank thanks that the these they thing think third this those thought three through thurs time"
    " times today together too tool top total track traffic training travel treat try tues turn tweet two type under understand united until"
    " update updates upgrade upon use used using value van version very video view visit votes want watch water way ways we weather website wednes"
    " week welcome well went where whether which while who whole whose why will with within without woman won word words work worked working works"
    " world would write writing written wrong year years yesterday yet you your zero".split()
)
"""Words of which one tells little: each stands in every fiftieth press release or web article, or in more."""
STOP = 0.5
"""What a stop word weighs: in most texts stands every one of them."""
LONGEST = 6.0
"""What a word weighs at most: beyond that, length says little about rarity."""

_PIECES = re.compile(r"[^\W\d_]+|[^\w\s]|\d")
_USUAL = frozenset(".,'-")


@lru_cache(1 << 16)
def weigh(text: str) -> float:
    """Return how much a literal text tells: its rare words by their length, its common ones and usual signs little."""
    return sum(map(_weight, _PIECES.findall(text.lower())))


@lru_cache(1 << 14)
def _weight(piece: str) -> float:
    if piece.isalpha():
        return STOP if piece in STOP_WORDS["en"] else 1.0 if piece in COMMON else min(LONGEST, float(len(piece)))
    return 0.5 if piece in _USUAL else 1.0 if piece.isdigit() else 2.0
