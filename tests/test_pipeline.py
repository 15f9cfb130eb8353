"""The Python interface: documents in, documents with their removals out."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from functools import cache, partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleaner
from cleaner import Cleaned, Cleaner, Config, Document, Removal
from cleaner.config import EXTRACTORS
from cleaner.errors import UsageError
from cleaner.html import extractors
from cleaner.model import Edit, content_id
from cleaner.pipeline import left_by
from cleaner.repeats.shard import line_shard
from cleaner.repeats.why import SITE
from cleaner.rules_engine import prefilter
from tests.rulemaking import LONG, cleaner_of, phrase, rule
from tests.samples import ARTICLE, BEFORE, CLEANED, PROMO, RULE
from tests.strategies import LAW, SENTENCES, texts

MONDAYS = "".join(
    f"On {day} the council met in the hall after the storm, and the mayor of the town went to the harbour in the rain.\n" for day in ("Sunday", "Monday")
)
GREEK = "Το συμβούλιο συνεδρίασε τη Δευτέρα 😀.\n\nSign up\n\nΑποφάσισε να χτίσει μια νέα γέφυρα, και όλοι πήγαν σπίτι.\n"


def test_a_text_is_cleaned_in_one_line() -> None:
    cleaned = cleaner.clean(ARTICLE)
    assert cleaned.text == CLEANED
    assert [(removal.rule, removal.text) for removal in cleaned.removals] == [(RULE, f"{PROMO}\n\n")]


def test_a_removal_says_where_in_the_original_text_it_was() -> None:
    (removal,) = cleaner.clean(ARTICLE).removals
    assert (removal.start, removal.end) == (len(BEFORE) + 2, len(BEFORE) + 2 + len(PROMO) + 2)
    assert removal.why == "A call to sign up for the site's newsletter is the publisher's advert."
    assert removal.evidence == "block 2 of 3"


def test_places_count_code_points() -> None:
    (removal,) = cleaner_of(phrase("^sign up$")).clean(Document(GREEK)).removals
    assert GREEK[removal.start : removal.end] == removal.text == "Sign up\n\n"


def test_the_original_stands_beside_the_result() -> None:
    doc = Document.of(ARTICLE, title="The bridge")
    cleaned = cleaner.clean(ARTICLE, title="The bridge")
    assert cleaned.doc == doc
    assert doc.id == content_id(ARTICLE)


def test_an_article_without_furniture_is_itself() -> None:
    assert cleaner.clean(CLEANED) == Cleaned(Document.of(CLEANED))
    assert cleaner.clean(CLEANED).text is CLEANED


def test_metadata_reaches_the_rules() -> None:
    bridge = phrase("^sign up$", "hosts: [example.org]")
    text = f"{LONG}\n\nSign up\n"
    assert cleaner_of(bridge).clean(Document(text, site="www.example.org")).removals
    assert cleaner_of(bridge).clean(Document.of(text, site="www.example.org")).removals
    assert not cleaner_of(bridge).clean(Document(text)).removals
    assert cleaner_of(bridge).clean(Document(text, site="example.org", meta={"site": "example.com"})).removals


def test_documents_are_cleaned_in_order() -> None:
    found = list(Cleaner().clean_all([ARTICLE, Document("x", id="7"), CLEANED]))
    assert [cleaned.text for cleaned in found] == [CLEANED, "x", CLEANED]
    assert found[1].doc.id == "7"


def fast(cleaner_: Cleaner) -> Cleaner:
    """Return a cleaner for which machine code is at hand, and which has seen a text in English."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("SOME_BYTES", "FEW_BYTES", "MORE_BYTES"):
            patch.setattr(prefilter, name, 0)
        cleaner_.clean(MONDAYS)
    return cleaner_


SHIPPED = cache(partial(fast, Cleaner()))


@LAW
@given(st.lists(st.tuples(st.sampled_from(["", MONDAYS]), texts(), st.sampled_from(["", "", "en", "de"])), max_size=6))
def test_documents_cleaned_together_are_cleaned_as_alone(some: list[tuple[str, str, str]]) -> None:
    docs = [Document(before + text, meta={"language": language} if language else {}) for before, text, language in some]
    assert list(SHIPPED().clean_all([MONDAYS, *docs])) == list(map(SHIPPED().clean, [MONDAYS, *docs]))


def test_documents_cleaned_together_are_looked_at_once() -> None:
    docs = [Document(MONDAYS), Document("The end."), *(Document(MONDAYS, meta={"language": code}) for code in ("de", "en"))]
    pages = fast(Cleaner()).pages(docs)
    assert [page.is_quiet for page in pages] == [True, False, False, True]


def test_what_is_too_large_for_an_article_is_not_looked_at_with_others(monkeypatch: pytest.MonkeyPatch) -> None:
    cleaner_ = fast(Cleaner())
    monkeypatch.setattr("cleaner.pipeline.LARGEST_DOCUMENT", len(MONDAYS))
    docs = [Document(MONDAYS), Document(2 * MONDAYS), Document(MONDAYS)]
    assert [page.is_quiet for page in cleaner_.pages(docs)] == [True, False, True]
    assert ["no article" in cleaned.flag for cleaned in cleaner_.clean_all(docs)] == [False, True, False]


def test_documents_before_an_error_are_cleaned() -> None:
    done = []
    with pytest.raises(UsageError):
        done.extend(cleaned.text for cleaned in Cleaner().clean_all([ARTICLE, "x", None, "y"]))  # type: ignore[list-item]
    assert done == [CLEANED, "x"]


def test_documents_are_looked_at_together_while_some_are_english() -> None:
    cleaner_, german = fast(Cleaner()), Document("Der Rat tagte bis in die Nacht, und niemand wollte nach Hause, denn es regnete.\nDann ging er doch.")
    batches = [german, german, Document(MONDAYS)], [german], [Document(MONDAYS)]
    assert [[page.is_quiet for page in cleaner_.pages(docs)] for docs in batches] == [[False, False, True], [False], [False]]
    cleaner_.clean(MONDAYS)
    assert cleaner_.pages([Document(MONDAYS)])[0].is_quiet


def test_a_rule_that_is_looked_for_everywhere_is_not_missed_in_documents_cleaned_together() -> None:
    found = fast(cleaner_of(phrase(r"^\w+ \w+$"))).clean_all([f"{MONDAYS}\nShe ran\n"] * 3)
    assert [cleaned.text for cleaned in found] == [MONDAYS] * 3


@pytest.mark.parametrize("clean", [Cleaner().clean, lambda doc: list(Cleaner().clean_all([doc]))])
@pytest.mark.parametrize("doc", [None, b"bytes", 7])
def test_what_is_no_document_is_refused(clean: Callable[[object], object], doc: object) -> None:
    with pytest.raises(UsageError, match="a document is a string or a Document, not"):
        clean(doc)


def test_an_extractor_that_is_none_is_refused_at_once() -> None:
    assert set(EXTRACTORS) == set(extractors.EXTRACTORS)
    with pytest.raises(UsageError, match="did you mean 'trafilatura'"):
        Config(extractor="trafilature")


def test_a_cleaner_travels_to_another_process() -> None:
    one = Cleaner(Config(ignore=("en/newsletter",)))
    assert one.clean(ARTICLE).removals == ()
    two = pickle.loads(pickle.dumps(one))
    assert two.config == one.config
    assert two.clean(ARTICLE).removals == ()


def test_cleaning_keeps_no_memory_of_documents() -> None:
    one = Cleaner()
    before = one.clean(ARTICLE)
    for text in (CLEANED, GREEK, ARTICLE * 3):
        one.clean(text)
    assert one.clean(ARTICLE) == before


def test_a_text_that_is_still_changing_after_many_passes_is_kept() -> None:
    pairs = rule("- any: ['^open$']\n- any: ['^close$']")
    text = LONG + "\nOpen" * 60 + "\nClose" * 60 + "\n"
    kept = cleaner_of(pairs).clean(Document(text))
    assert (kept.text, kept.removals, kept.flag) == (text, (), "still changing after 50 passes")
    assert cleaner_of(pairs).clean(Document(LONG + "\nOpen" * 20 + "\nClose" * 20 + f"\n{LONG}\n")).text == f"{LONG}\n{LONG}\n"


def test_a_rule_that_eats_its_way_through_a_list_stays_out() -> None:
    text = "\n".join([*(f"Line {i} of it." for i in range(400)), LONG]) + "\n"
    assert cleaner_of(phrase("^line", "where: {head: 1}")).clean(Document(text)).removals == ()


def test_a_rule_that_stays_out_once_stays_out_again() -> None:
    eats, other = phrase("^alpha", "where: {head: 1}", id="any/a"), phrase("^alpha b$", id="any/b")
    text = "alpha b\nalpha c\n" + f"{LONG}\n" * 6
    once = cleaner_of(eats, other).clean(Document(text)).text
    assert cleaner_of(eats, other).clean(Document(once)).text == once


@pytest.mark.parametrize("id", ["repeats/promo", "repeats/paragraph", RULE])
def test_a_cleaner_says_why_a_rule_removes(id: str) -> None:
    assert Cleaner().why(id).endswith(".")


def test_removals_are_plain_values() -> None:
    assert Removal(0, 1, "a", "any/a", "why") == Removal(0, 1, "a", "any/a", "why", "")
    assert Cleaned(Document("abc"), (Removal(1, 2, "b", "any/a", "why"),)).text == "ac"


def test_lone_carriage_returns_that_become_line_ends_are_seen() -> None:
    sign_up = cleaner_of(phrase("^sign up$"))
    text = f"{LONG} {LONG}\rSign up"
    assert sign_up.clean(Document(text)).text == f"{LONG} {LONG}"
    assert sign_up.clean(Document(f"Sign up\n{text}")).text == f"{LONG} {LONG}"


@LAW
@given(st.lists(st.sampled_from((*SENTENCES, PROMO, "Sign up", "Harbour lights", "", " ", "A Bridge for the Town")), min_size=1, max_size=14), st.randoms())
def test_furniture_that_is_whole_lines_goes_the_short_way_as_the_long_one(rows, chance) -> None:
    doc, cleaner_ = Document("\n".join(rows)), cleaner_of(phrase("^sign up$"))
    ruled = cleaner_.ruled(doc)
    lines = line_shard([left_by(doc.text, ruled.edits).encode()])["lines"]
    gone = [Edit(int(line["start"]), int(line["end"]), SITE, str(number)) for number, line in enumerate(lines) if chance.random() < 0.4]
    assert cleaner_.finish(doc, ruled, gone) == cleaner_.finish(doc, ruled._replace(by_line=False), gone)


def test_a_line_of_odd_spaces_is_no_furniture() -> None:
    doc, cleaner_ = Document("The council met.\n\u00a0\nIt voted."), cleaner_of(phrase("^sign up$"))
    assert cleaner_.finish(doc, cleaner_.ruled(doc), [Edit(17, 19, SITE)]) == Cleaned(doc)
