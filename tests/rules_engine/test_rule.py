"""A rule at work: positions, sequences, what goes along, cuts inside blocks, hosts and languages."""

from __future__ import annotations

import pytest

from cleaner.rules_engine.rule import Rule
from cleaner.text.page import Page
from tests.rulemaking import LONG, cleaned, left, phrase, rule

LINES = [f"Line {i} of the text." for i in range(1, 13)]


def with_at(*places: int, line: str = "Sign up", count: int = 12) -> str:
    """Return so many lines, some of them the furniture."""
    return "\n\n".join(line if i in places else LINES[i - 1] for i in range(1, count + 1)) + "\n"


def places_left(text: str) -> list[int]:
    """Return the places at which furniture still stands."""
    return [i for i, block in enumerate(text.strip().split("\n\n"), 1) if block == "Sign up"]


class TestWhere:
    @pytest.mark.parametrize(
        ("where", "removed"),
        [
            ("anywhere", {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}),
            ("{head: 1}", {1}),
            ("{head: 3}", {1, 2, 3}),
            ("{tail: 1}", {12}),
            ("{tail: 3}", {10, 11, 12}),
            ("{head: 2, tail: 1}", {1, 2, 12}),
            ("{head: 99}", {1, 2, 3, 4}),
            ("{tail: 99}", {9, 10, 11, 12}),
            ("{head: 99, tail: 99}", {1, 2, 3, 4, 9, 10, 11, 12}),
        ],
    )
    def test_a_match_may_begin_so_far_from_an_end_and_never_beyond_a_third(self, where: str, removed: set[int]) -> None:
        spec = phrase("^sign up$", f"where: {where}")
        assert {place for place in range(1, 13) if left(with_at(place), spec) != with_at(place)} == removed

    def test_blank_blocks_do_not_count(self) -> None:
        text = "\n\n\nOne.\n\n\n\nSign up\n\nTwo.\n\nThree.\n\nFour.\n\nFive.\n"
        assert left(text, phrase("^sign up$", "where: {head: 2}")) == "\n\n\nOne.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.\n"

    @pytest.mark.parametrize("count", [1, 2, 3])
    def test_in_a_short_text_the_head_is_one_block(self, count: int) -> None:
        spec = phrase("^sign up$", "where: {head: 9}")
        assert left(with_at(1, count=count), spec) != with_at(1, count=count)
        assert count == 1 or left(with_at(2, count=count), spec) == with_at(2, count=count)

    def test_what_is_gone_no_longer_counts(self) -> None:
        text = "Advert\n\n" + with_at(1)
        assert left(text, phrase("^sign up$", "where: {head: 1}"), phrase("^advert$", id="any/other")) == "\n\n".join(LINES[1:]) + "\n"

    def test_more_matches_in_a_row_than_the_position_allows_are_a_list_and_stay(self) -> None:
        assert left(with_at(1, 2), phrase("^sign up$", "where: {head: 1}")) == with_at(1, 2)
        assert left(with_at(1, 2), phrase("^sign up$", "where: {head: 2}")) == "\n\n".join(LINES[2:]) + "\n"

    def test_a_match_that_begins_at_the_head_may_run_on(self) -> None:
        spec = rule("- any: ['^sign up$']\n- any: ['^line']\n- any: ['^line']", "where: {head: 1}")
        assert left(with_at(1), spec) == "\n\n".join(LINES[3:]) + "\n"


class TestSequence:
    def test_consecutive_blocks_go_together(self) -> None:
        spec = rule("- any: ['^post a comment$']\n- any: [comments$]")
        assert left("A b.\n\nPost a comment\n\n3 comments\n\nC d.\n", spec) == "A b.\n\nC d.\n"

    @pytest.mark.parametrize("gap", ["\n", "\n\n", "\n \t\n\n", "\r\n\r\n", "\n\u00a0\n"])
    def test_blank_blocks_between_are_skipped(self, gap: str) -> None:
        spec = rule("- any: ['^post a comment$']\n- any: [comments$]")
        assert left(f"A b.{gap}Post a comment{gap}3 comments{gap}C d.\n", spec) == f"A b.{gap}C d.\n"

    @pytest.mark.parametrize("text", ["Post a comment\n\nA b.\n\n3 comments\n", "3 comments\n\nPost a comment\n", "A b.\n\nPost a comment\n"])
    def test_blocks_that_are_apart_or_alone_stay(self, text: str) -> None:
        assert left(text, rule("- any: ['^post a comment$']\n- any: [comments$]")) == text

    def test_an_optional_entry_may_be_missing(self) -> None:
        spec = rule("- any: ['^edited by$']\n- {any: ['^dr'], optional: true}\n- any: ['editor$']")
        assert left("Edited by\nDr Ek\nNews editor\nThe rest.", spec) == "The rest."
        assert left("Edited by\nNews editor\nThe rest.", spec) == "The rest."
        assert left("Edited by\nMs Ek\nNews editor\nThe rest.", spec) == "Edited by\nMs Ek\nNews editor\nThe rest."

    def test_an_optional_entry_at_the_end_goes_along(self) -> None:
        spec = rule("- any: ['^edited by$']\n- {max_words: 2, optional: true}")
        assert left("Edited by\nDr Ek\nThe rest of it.", spec) == "The rest of it."
        assert left("Edited by", spec, language="en") == ""

    @pytest.mark.parametrize(("count", "remain"), [(1, 1), (2, 0), (3, 0), (4, 1)])
    def test_an_entry_may_stand_several_times(self, count: int, remain: int) -> None:
        spec = rule("- any: ['^share$']\n- {any: ['^on'], repeat: {min: 2, max: 3}}")
        text = "A b.\n\nShare\n" + "On a site\n" * count
        kept = left(text, spec)
        assert kept == text if count < 2 else kept.count("On a site") == remain

    def test_a_repetition_gives_back_what_the_next_entry_needs(self) -> None:
        spec = rule("- any: ['^share$']\n- {max_words: 2, repeat: {min: 1, max: 9}}\n- any: ['^done$']")
        assert left("Share\na\nb\nDone\nThe rest of it.", spec) == "The rest of it."

    def test_a_repetition_without_an_upper_end_goes_on(self) -> None:
        spec = rule("- any: ['^share$']\n- {max_words: 2, repeat: {min: 1}}")
        assert left("Share\n" + "a b\n" * 50 + "The rest of it.", spec) == "The rest of it."

    def test_the_first_entry_may_stand_several_times(self) -> None:
        spec = rule("- {any: ['^share'], repeat: {min: 2, max: 3}}")
        assert left("Share a\nShare b\nThe rest of it.", spec) == "The rest of it."
        assert left("Share a\nThe rest of it.", spec) == "Share a\nThe rest of it."

    def test_matches_do_not_overlap(self) -> None:
        removals = cleaned("One\nOne\nOne\nThe rest of it.", rule("- any: ['^one$']\n- any: ['^one$']")).removals
        assert [removal.text for removal in removals] == ["One\nOne\n"]


class TestKeep:
    under_heading = rule("- {any: ['^credits$'], keep: true}\n- {any: ['^by'], max_words: 4}")

    def test_a_neighbour_to_keep_must_be_there_and_stays(self) -> None:
        assert left("Credits\n\nBy Jo Ek\n\nA b.\n", self.under_heading) == "Credits\n\nA b.\n"
        assert left("Notes\n\nBy Jo Ek\n\nA b.\n", self.under_heading) == "Notes\n\nBy Jo Ek\n\nA b.\n"

    def test_the_removal_covers_what_goes_alone(self) -> None:
        assert [removal.text for removal in cleaned("Credits\n\nBy Jo Ek\n\nA b.\n", self.under_heading).removals] == ["By Jo Ek\n\n"]

    def test_a_neighbour_after_may_be_kept(self) -> None:
        spec = rule("- any: ['^by']\n- {min_words: 8, keep: true}")
        assert left(f"By Jo Ek\n\n{LONG}\n", spec) == f"{LONG}\n"
        assert left("By Jo Ek\n\nA b.\n", spec) == "By Jo Ek\n\nA b.\n"
        assert left(f"{LONG}\n\nBy Jo Ek", spec) == f"{LONG}\n\nBy Jo Ek"

    def test_a_neighbour_before_needs_no_pattern(self) -> None:
        spec = rule("- {min_words: 8, keep: true}\n- any: ['^by']")
        assert left(f"{LONG}\n\nBy Jo Ek\n\nA b.\n", spec) == f"{LONG}\n\nA b.\n"
        assert left(f"A b.\n\nBy Jo Ek\n\n{LONG}\n", spec) == f"A b.\n\nBy Jo Ek\n\n{LONG}\n"

    def test_several_neighbours_before_may_stand_so_many_times(self) -> None:
        spec = rule("- {min_words: 8, keep: true, repeat: {min: 1, max: 3}}\n- {max_words: 2, keep: true, optional: true}\n- any: ['^by']")
        for before in (LONG, f"{LONG}\n{LONG}", f"{LONG}\n{LONG}\n{LONG}\nA b."):
            assert left(f"{before}\nBy Jo Ek\nC d.\n", spec) == f"{before}\nC d.\n"
        assert left(f"{LONG}\nA b.\nE f.\nBy Jo Ek\n", spec) == f"{LONG}\nA b.\nE f.\nBy Jo Ek\n"

    def test_one_in_the_middle_stays_and_both_sides_go(self) -> None:
        spec = rule("- any: ['^ad$']\n- {min_words: 8, keep: true}\n- any: ['^end of ad$']")
        assert left(f"A b.\n\nAd\n\n{LONG}\n\nEnd of ad\n\nC d.\n", spec) == f"A b.\n\n{LONG}\n\nC d.\n"

    def test_what_one_match_keeps_may_begin_the_next(self) -> None:
        spec = rule("- any: ['^by']\n- {any: ['^credits$'], keep: true}")
        both = rule("- {any: ['^credits$'], keep: true}\n- any: ['^ad$']\n- {any: ['^credits$'], keep: true}")
        assert left("By A\nCredits\nBy B\nCredits\nA b.", spec) == "Credits\nCredits\nA b."
        assert left("Credits\nAd\nCredits\nAd\nCredits\nA b.", both) == "Credits\nCredits\nCredits\nA b."

    def test_a_position_is_that_of_the_first_block_kept_or_not(self) -> None:
        spec = rule("- {any: ['^line'], keep: true}\n- any: ['^sign up$']", "where: {head: 2}")
        assert [place for place in range(2, 8) if left(with_at(place), spec) != with_at(place)] == [2, 3]

    def test_a_list_or_the_rest_may_follow_a_kept_neighbour(self) -> None:
        spec = rule("- {any: ['^line'], keep: true}\n- any: ['^related$']", "then: {list_of: short}")
        assert left("Line one.\n\nRelated\n\nBridge vote\n\nFerry late\n", spec) == "Line one.\n"
        spec = rule("- {min_words: 8, keep: true}\n- any: ['^post a comment$']", "remove: to-end")
        assert left(f"{LONG}\n\nPost a comment\n\nAnna\n", spec) == f"{LONG}\n"

    def test_the_reason_that_it_stays_names_the_neighbour(self) -> None:
        page = Page("Notes\n\nBy Jo Ek\n\nA b.\n", {})
        assert Rule(self.under_heading).why_not(Page("Credits\n\nBy Jo Ek is it not\n", {}), 0) == "block 2 fails: has at most 4 words"
        spec = rule("- {min_words: 8, keep: true}\n- any: ['^by']")
        assert Rule(spec).why_not(page, 1) == "block 1 fails: has at least 8 words"


class TestToEnd:
    spec = phrase("^post a comment$", "remove: to-end")
    widget = "Post a comment\n\n2 comments\n\nAnna\n\nMay 3, 2025\n\nLovely bridge!\n\nHome\n"

    def test_a_widget_goes_to_the_end_of_the_text(self) -> None:
        assert left(f"{LONG}\n\n{self.widget}", self.spec) == f"{LONG}\n"

    def test_a_match_at_the_very_end_goes(self) -> None:
        assert left(f"{LONG}\n\nPost a comment", self.spec) == LONG

    @pytest.mark.parametrize(
        "after",
        [f"{LONG}\n\n{LONG}", LONG, f"Anna\n\n{LONG}\n\n{LONG}\n\nBen\n\nHome\n\nNew", "word " * 121, "```\ncode\n```", f"Anna\n\n{LONG}\n\n{LONG} {LONG}"],
        ids=["two paragraphs", "one paragraph alone", "two among short lines", "a very long one", "code", "more long than short"],
    )
    def test_an_article_that_goes_on_after_the_match_stays(self, after: str) -> None:
        text = f"{LONG}\n\nPost a comment\n\n{after}\n"
        assert left(text, self.spec) == text

    def test_a_last_paragraph_under_a_list_of_titles_stays(self) -> None:
        widget = "Post a comment\n\nBridge vote\n\nFerry late\n\n"
        text = f"{LONG}\n\n{widget}That is all.\n"
        assert left(text, self.spec) == text
        assert left(f"{LONG}\n\n{widget}It rains.\n\nThat is all.\n", self.spec) == f"{LONG}\n"

    @pytest.mark.parametrize(("count", "stay"), [(1, True), (2, True), (5, True), (6, False)])
    def test_a_few_last_sentences_stay(self, count: int, stay: bool) -> None:
        text = f"{LONG}\n\nPost a comment\n\n" + "\n\n".join(f"It rained on day {day}." for day in range(count)) + "\n"
        assert left(text, self.spec) == (text if stay else f"{LONG}\n")

    def test_the_last_sentences_of_a_foot_go(self) -> None:
        foot = "Post a comment\n\nIt rained.\n\n© Anna.\n"
        assert left(f"{LONG}\n\n{foot}", self.spec) == f"{LONG}\n"

    def test_a_comment_among_names_and_dates_goes_along(self) -> None:
        text = f"{LONG}\n\nPost a comment\n\nAnna\n\nMay 3\n\n{LONG}\n\nBen\n\nMay 4\n\nReply\n"
        assert left(text, self.spec) == f"{LONG}\n"


class TestThen:
    def test_short_lines_that_follow_go_along(self) -> None:
        spec = phrase("^related$", "then: {list_of: short, at_most: 3}")
        text = f"{LONG}\n\nRelated\n\nBridge vote\n\nFerry late\n"
        assert left(text, spec) == f"{LONG}\n"

    def test_no_more_than_so_many_go(self) -> None:
        spec = phrase("^related$", "then: {list_of: short, at_most: 2}")
        assert left(f"{LONG}\n\nRelated\n\na b\n\nc d\n\ne f\n", spec) == f"{LONG}\n\ne f\n"

    def test_a_sentence_ends_the_list(self) -> None:
        spec = phrase("^related$", "then: {list_of: short}")
        assert left(f"Related\n\nBridge vote\n\n- {LONG}\n\na b\n", spec) == f"- {LONG}\n\na b\n"
        assert left("Related\n\nBridge vote\n\nIt was over by the time that he came.\n\na b\n", spec) == "It was over by the time that he came.\n\na b\n"

    def test_a_heading_of_the_article_before_a_paragraph_stays(self) -> None:
        long = f"{LONG} {LONG}"
        spec = phrase("^related$", "then: {list_of: short}")
        assert left(f"{LONG}\n\nRelated\n\nBridge vote\n\nFerry late\n\nThe morning after\n\n{long}\n", spec) == f"{LONG}\n\nThe morning after\n\n{long}\n"
        assert left(f"{LONG}\n\nRelated\n\n# The morning after\n\n{long}\n", spec) == f"{LONG}\n\n# The morning after\n\n{long}\n"

    def test_items_go_up_to_the_first_line_that_is_none(self) -> None:
        spec = phrase("^share this:?$", "then: {list_of: items}")
        assert left("Share this:\n\n- a\n- b\n\nAnd on.\n", spec) == "And on.\n"
        assert left("Share this:\n\na\nb\n", spec) == "a\nb\n"

    def test_links_go_up_to_the_first_line_that_is_none(self) -> None:
        spec = phrase("^read on:$", "then: {list_of: links}")
        assert left("Read on:\n\n[a b](c)\n\nhttps://a.b/c\n\nAnd on.\n", spec) == "And on.\n"

    def test_items_are_alike(self) -> None:
        spec = phrase("^related$", "then: {list_of: short}")
        assert left("Related\n\n- a\n- b\n\nc d\n\ne f\n", spec) == "c d\n\ne f\n"

    def test_the_match_goes_without_a_list_too(self) -> None:
        assert left(f"Related\n\n{LONG}\n", phrase("^related$", "then: {list_of: short}")) == f"{LONG}\n"


class TestSpan:
    spec = rule("- any: ['(?P<cut> \\(source\\))([.,]|$)']", "remove: span")

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("It grew (source).", "It grew."),
            ("It grew (source), then fell (source).", "It grew, then fell."),
            ("- It grew (source)\n", "- It grew\n"),
            ("**It grew** (source).", "**It grew**."),
            ("Été (source).", "Été."),
            ("It grew (SOURCE).", "It grew."),
            ("It grew\u00a0(source).", "It grew."),
            ("It grew (source) (source).", "It grew."),
        ],
    )
    def test_only_the_cut_goes(self, before: str, after: str) -> None:
        assert left(before, self.spec) == after

    @pytest.mark.parametrize("text", ["The (source) said.", "(source).", "A (source) line."])
    def test_other_places_stay(self, text: str) -> None:
        assert left(text, self.spec) == text

    def test_the_other_conditions_are_asked_of_its_block(self) -> None:
        spec = rule("- {any: ['(?P<cut> \\(source\\))'], unless: ['he said'], max_words: 4}", "remove: span")
        text = "It grew (source).\n\nIt grew, he said (source).\n\nIt grew and grew and grew (source).\n"
        assert left(text, spec) == "It grew.\n\nIt grew, he said (source).\n\nIt grew and grew and grew (source).\n"

    def test_the_position_is_asked_of_its_block(self) -> None:
        spec = rule("- any: ['(?P<cut> \\(source\\))']", "remove: span", "where: {tail: 1}")
        assert left("A (source)\n\nB (source)\n\nC (source)\n", spec) == "A (source)\n\nB (source)\n\nC\n"

    def test_a_block_that_a_cut_would_empty_goes_with_its_separator(self) -> None:
        spec = rule("- any: ['(?P<cut>\\(source\\))']", "remove: span")
        assert left("A b.\n\n(source)\n\nC d.\n", spec) == "A b.\n\nC d.\n"

    def test_a_grapheme_is_not_cut(self) -> None:
        spec = rule("- any: ['(?P<cut>x)']", "remove: span")
        assert left("ax\u0301b xc", spec) == "ax\u0301b c"
        assert left("\U0001f1e9x\U0001f1ea", spec) == "\U0001f1e9x\U0001f1ea"
        assert left("a\u0301x\u0301", spec) == "a\u0301x\u0301"
        assert left("a \U0001f1e9xx\U0001f1ea", spec) == "a \U0001f1e9x\U0001f1ea"

    def test_code_stays(self) -> None:
        text = "```\nIt grew (source).\n```\n"
        assert left(text, self.spec) == text


class TestHosts:
    spec = phrase("^sign up$", "hosts: [example.org, b.example.net]")
    text = with_at(3)

    @pytest.mark.parametrize("site", ["example.org", "www.example.org", "a.b.example.org", "b.example.net"])
    def test_a_rule_of_a_host_runs_there(self, site: str) -> None:
        assert left(self.text, self.spec, site=site) != self.text

    @pytest.mark.parametrize("site", ["", "example.com", "badexample.org", "example.org.evil.com", "a.example.net"])
    def test_a_rule_of_a_host_does_not_run_elsewhere(self, site: str) -> None:
        assert left(self.text, self.spec, site=site) == self.text


class TestLanguages:
    german = "Der Rat tagte am Montag und stimmte für die neue Brücke, die im Frühjahr von einer Firma gebaut werden soll.\n\nSign up\n\nDas war alles.\n"
    english = f"{LONG}\n\nSign up\n\nThat was all there was to it.\n"

    def test_a_rule_does_not_run_on_a_text_of_another_language(self) -> None:
        assert left(self.german, phrase("^sign up$", id="en/a")) == self.german
        assert left(self.english, phrase("^sign up$", id="de/a")) == self.english

    def test_a_rule_runs_on_its_language_and_one_for_any_on_all(self) -> None:
        for text, id in ((self.english, "en/a"), (self.german, "de/a"), (self.german, "any/a"), (self.english, "any/a")):
            assert "Sign up" not in left(text, phrase("^sign up$", id=id))

    def test_the_metadata_decides(self) -> None:
        assert "Sign up" not in left(self.german, phrase("^sign up$", id="en/a"), language="en-US")
        assert "Sign up" in left(self.english, phrase("^sign up$", id="en/a"), language="fr")

    @pytest.mark.parametrize("text", ["Lorem ipsum\n\nSign up\n\ndolor sit\n", "Sign up"])
    def test_a_rule_runs_on_a_text_of_unknown_language(self, text: str) -> None:
        assert "Sign up" not in left(text, phrase("^sign up$", id="en/a"))

    def test_a_rule_may_name_its_languages(self) -> None:
        spec = phrase("^sign up$", "languages: [de, fr]", id="en/a")
        assert "Sign up" not in left(self.german, spec)
        assert "Sign up" in left(self.english, spec)


class TestWhyNot:
    def why(self, spec: object, text: str, number: int) -> str:
        return Rule(spec).why_not(Page(text, {}), number)  # type: ignore[arg-type]

    def test_names_the_condition_that_failed(self) -> None:
        assert self.why(rule("- {any: ['sign up'], max_words: 2}"), "Sign up for it\n", 0) == "block 1 fails: has at most 2 words"
        assert self.why(rule("- {any: ['sign up'], unless: ['he']}"), "He signs: sign up", 0) == "block 1 fails: does not say 'he'"
        assert self.why(rule("- any: ['sign up']\n- any: ['now']"), "Sign up\n\nlater", 0) == "block 2 fails: says 'now'"
        assert self.why(rule("- any: ['sign up']\n- any: ['now']"), "Sign up", 0) == "block 2 fails: there is no such block"

    def test_names_the_position(self) -> None:
        assert "it is block 6 of 12" in self.why(phrase("^sign up$", "where: {head: 2}"), with_at(6), 5)

    def test_names_the_language(self) -> None:
        assert "the text is de" in self.why(phrase("^sign up$", id="en/a"), TestLanguages.german, 1)

    def test_names_the_block_that_reads_like_an_article(self) -> None:
        assert self.why(TestToEnd.spec, f"{LONG}\n\nPost a comment\n\n{LONG}\n\n{LONG}\n", 1) == "block 4 after it reads like an article"

    def test_is_silent_about_blocks_that_the_rule_does_not_see(self) -> None:
        assert self.why(phrase("^sign up$"), with_at(6), 3) == ""

    def test_is_silent_about_blocks_that_go(self) -> None:
        assert self.why(phrase("^sign up$"), with_at(6), 5) == ""
