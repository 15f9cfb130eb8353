"""The laws of the design that one document is under, tried on random texts and random rules."""

from __future__ import annotations

from functools import partial
from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleaner
from cleaner import Cleaned, Document
from cleaner.model import Edit
from cleaner.pipeline import left_by
from cleaner.repeats.why import WHY
from cleaner.rules_engine.spec import RuleSpec
from cleaner.settle import Kept, apply, carry_back, settle
from cleaner.text.blocks import cut
from cleaner.text.graphemes import may_cut
from cleaner.text.page import Page
from tests.rulemaking import cleaner_of, unguarded
from tests.strategies import LAW, OWN_LINES, packs, texts


def encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def proposals(page: Page) -> st.SearchStrategy[list[Edit]]:
    """Edits as rules propose them: runs of whole blocks, and cuts inside one; they overlap, nest and repeat."""
    names, count = st.sampled_from("abc"), len(page.spans)
    if not count:
        return st.just([])
    number = st.integers(0, count - 1)
    runs = st.builds(lambda a, b, name: Edit(page.spans[min(a, b)][0], page.spans[max(a, b)][1], name), number, number, names)
    cuts = number.flatmap(lambda at: st.builds(partial(inside, page, at), st.integers(0, 400), st.integers(0, 400), names))
    return st.lists(runs | cuts | cuts, max_size=8)


def inside(page: Page, number: int, one: int, two: int, name: str) -> Edit:
    """Return a cut between two characters of a block."""
    start, end = page.spans[number]
    places = list(accumulate((len(encoded(char)) for char in page.data[start:end].decode("utf-8", "surrogatepass")), initial=start))
    first, last = sorted((one % (len(places) - 1), two % (len(places) - 1)))
    return Edit(places[first], places[last + 1], name)


@st.composite
def edited(draw: st.DrawFn) -> tuple[Page, list[Edit]]:
    """Texts with proposals."""
    page = Page(draw(texts(most=6)), {})
    return page, draw(proposals(page))


def white(text: str) -> set[int]:
    """Return the bytes that white space takes."""
    ends = accumulate(len(encoded(char)) for char in text)
    return {at for char, end in zip(text, ends, strict=True) if char.isspace() for at in range(end - len(encoded(char)), end)}


class TestLaw1:
    @LAW
    @given(texts())
    def test_blocks_tile_the_text(self, text: str) -> None:
        pieces = cut(text)
        assert "".join(piece.text for piece in pieces) == text
        assert all(piece.text for piece in pieces)
        assert all((piece.kind == "blank") == (not piece.text.strip()) for piece in pieces)

    @LAW
    @given(texts())
    def test_blocks_of_a_page_are_the_pieces_of_its_text(self, text: str) -> None:
        page = Page(text, {})
        pieces = [piece for piece in cut(text) if piece.kind != "blank"]
        assert [page.data[start:end] for start, end in page.spans] == [encoded(piece.text) for piece in pieces]
        assert [page.kind(number) for number in range(len(page.spans))] == [piece.kind for piece in pieces]
        assert page.solid == pieces
        assert page.count == len(page.contents) == len(pieces)


class TestLaw2:
    @LAW
    @given(edited(), st.randoms(use_true_random=False))
    def test_settled_edits_do_not_depend_on_the_order_of_proposals(self, case: tuple[Page, list[Edit]], source: object) -> None:
        page, edits = case
        shuffled = list(edits)
        source.shuffle(shuffled)  # type: ignore[attr-defined]
        assert settle(page.data, page.spans, shuffled) == settle(page.data, page.spans, edits)

    @LAW
    @given(edited())
    def test_settled_edits_stand_apart_and_in_order(self, case: tuple[Page, list[Edit]]) -> None:
        page, edits = case
        settled = settle(page.data, page.spans, edits)
        assert all(edit.start < edit.end <= len(page.data) for edit in settled)
        assert all(one.end <= two.start for one, two in pairwise(settled))
        apply(page.data, settled).decode("utf-8", "surrogatepass")

    @LAW
    @given(edited())
    def test_what_rules_propose_goes_but_for_white_space(self, case: tuple[Page, list[Edit]]) -> None:
        page, edits = case
        proposed = {at for edit in edits for at in range(edit.start, edit.end)}
        gone = {at for edit in settle(page.data, page.spans, edits) for at in range(edit.start, edit.end)}
        solid = {at for start, end in page.spans for at in range(start, end)}
        assert not (gone - proposed) - white(page.text)
        assert not ((proposed - gone) & solid) - white(page.text)

    @LAW
    @given(edited(), st.data())
    def test_passes_one_after_another_equal_their_edits_on_the_original(self, case: tuple[Page, list[Edit]], data: st.DataObject) -> None:
        page, edits = case
        original, now = page.data, page
        kept: Kept = [(0, len(original))]
        carried: list[Edit] = []
        for _ in range(3):
            settled = settle(now.data, now.spans, edits)
            moved, kept = carry_back(kept, settled)
            carried += moved
            now = Page(apply(now.data, settled).decode("utf-8", "surrogatepass"), {})
            assert b"".join(original[start:end] for start, end in kept) == now.data
            assert apply(original, sorted(carried)) == now.data
            edits = data.draw(proposals(now))


def check_removals(cleaned: Cleaned) -> None:
    text, removals = cleaned.doc.text, cleaned.removals
    assert all(text[removal.start : removal.end] == removal.text != "" for removal in removals)
    assert all(one.end <= two.start for one, two in pairwise(removals))
    ends = [0, *(place for removal in removals for place in (removal.start, removal.end)), len(text)]
    assert cleaned.text == "".join(text[start:end] for start, end in zip(ends[::2], ends[1::2], strict=True))
    assert all(removal.rule and removal.why for removal in removals)


def check_graphemes(cleaned: Cleaned) -> None:
    text = cleaned.doc.text
    for removal in cleaned.removals:
        before, after = text[: removal.start][-1:], text[removal.end :][:1]
        assert may_cut(before, removal.text[0])
        assert may_cut(removal.text[-1], after)
    kept, at = 0, 0
    for removal in cleaned.removals:
        kept += removal.start - at
        at = removal.end
        assert may_cut(cleaned.text[:kept][-1:], cleaned.text[kept:][:1])


class TestShippedRules:
    @LAW
    @given(texts(), st.sampled_from(("extracted", "raw")))
    def test_every_removed_character_belongs_to_one_removal_and_the_rest_is_unchanged(self, text: str, preset: str) -> None:
        with unguarded():
            check_removals(cleaner.clean(text, preset=preset))

    @LAW
    @given(texts(), st.sampled_from(("extracted", "raw")))
    def test_cleaning_a_cleaned_document_changes_nothing(self, text: str, preset: str) -> None:
        once = cleaner.clean(text, preset=preset)
        assert cleaner.clean(once.text, preset=preset).text == once.text
        with unguarded():
            once = cleaner.clean(text, preset=preset)
            assert cleaner.clean(once.text, preset=preset).removals == ()

    @LAW
    @given(texts())
    def test_no_removal_splits_a_grapheme_or_makes_one(self, text: str) -> None:
        with unguarded():
            check_graphemes(cleaner.clean(text))


class TestRandomRules:
    @LAW
    @given(texts(lines=OWN_LINES), packs())
    def test_every_removed_character_belongs_to_one_removal_and_the_rest_is_unchanged(self, text: str, specs: list[RuleSpec]) -> None:
        with unguarded():
            check_removals(cleaner_of(*specs).clean(Document(text)))

    @LAW
    @given(texts(lines=OWN_LINES), packs())
    def test_cleaning_a_cleaned_document_changes_nothing(self, text: str, specs: list[RuleSpec]) -> None:
        with unguarded():
            once = cleaner_of(*specs).clean(Document(text))
            again = cleaner_of(*specs).clean(Document(once.text))
        assert again.removals == ()

    @LAW
    @given(texts(lines=OWN_LINES), packs())
    def test_no_removal_splits_a_grapheme_or_makes_one(self, text: str, specs: list[RuleSpec]) -> None:
        with unguarded():
            check_graphemes(cleaner_of(*specs).clean(Document(text)))

    @LAW
    @given(texts(lines=OWN_LINES), packs())
    def test_the_order_of_rules_does_not_matter(self, text: str, specs: list[RuleSpec]) -> None:
        with unguarded():
            assert cleaner_of(*specs).clean(Document(text)).removals == cleaner_of(*reversed(specs)).clean(Document(text)).removals


def test_random_texts_meet_the_shipped_rules_often() -> None:
    found = []

    @LAW
    @given(texts())
    def look(text: str) -> None:
        with unguarded():
            found.append(bool(cleaner.clean(text).removals))

    look()
    assert sum(found) > len(found) / 6, "the texts hardly try the laws"


@pytest.mark.parametrize("text", ["", "\n", "\r\n", " ", "\ufeff", "\x00", "\ud800"])
def test_texts_without_words_come_out_as_they_went_in(text: str) -> None:
    assert cleaner.clean(text) == Cleaned(Document.of(text))


@st.composite
def furnished(draw: st.DrawFn) -> tuple[Document, list[RuleSpec], list[int]]:
    """Documents with rules, and the numbers of lines that go as furniture."""
    return Document.of(draw(texts())), draw(packs()), draw(st.lists(st.integers(0, 12), min_size=1, max_size=4, unique=True))


class TestFurniture:
    @LAW
    @given(furnished())
    def test_what_is_known_of_a_document_saves_work_and_nothing_else(self, made: tuple[Document, list[RuleSpec], list[int]]) -> None:
        doc, specs, numbers = made
        cleaner = cleaner_of(*specs)
        cleaner.repeats = frozenset(WHY)
        with unguarded():
            ruled = cleaner.ruled(doc)
            assert cleaner.finish(doc, ruled) == cleaner.clean(doc)
            rest = left_by(doc.text, ruled.edits)
            assert rest == cleaner.clean(doc).text
            spans = Page(rest, {}).spans
            furniture = [Edit(*spans[number], "repeats/site", "on all pages") for number in sorted(numbers) if number < len(spans)]
            assert cleaner.finish(doc, ruled, furniture) == cleaner.finish(doc, ruled._replace(quiet=False), furniture)
