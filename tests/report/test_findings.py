"""What is drawn from a ledger: bounded, and the same whatever the order of its rows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cleaner.ledger import Row
from cleaner.report.findings import EXAMPLES, LONGEST, Findings, Sample

ROWS = [Row("a.jsonl", n, f"https://{n % 3}.example.org/{n}", "removed", f"en/{n % 2}", n, n + 9, f"text {n % 20}", why="It is.") for n in range(60)]


@given(st.permutations(ROWS))
def test_the_same_rows_are_drawn_whatever_their_order(rows: list[Row]) -> None:
    drawn, again = Findings(), Findings()
    drawn.add_all(ROWS)
    again.add_all(rows)
    assert {rule: sample.rows() for rule, sample in drawn.rules.items()} == {rule: sample.rows() for rule, sample in again.rules.items()}
    assert drawn.sites == again.sites


def test_of_equal_texts_one_is_drawn_and_no_more_rows_than_are_wanted() -> None:
    found = Findings()
    found.add_all(ROWS)
    texts = [row.text for row in found.rules["en/0"].rows()]
    assert len(texts) == EXAMPLES == len(set(texts)) and found.rules["en/0"].seen == 30


def test_sites_are_hosts_of_addresses_or_else_sources() -> None:
    found = Findings()
    found.add_all([*ROWS[:3], Row("b.txt", 1, "b.txt", "removed", "en/0", 0, 4, "text"), Row("b.txt", 2, "http://[", "dropped", end=7)])
    assert set(found.sites) == {"0.example.org", "1.example.org", "2.example.org", "b.txt"}
    assert (found.sites["b.txt"].chars, found.sites["b.txt"].dropped) == (11, 1)


def test_long_texts_are_cut_and_bytes_are_not_held() -> None:
    sample = Sample(1)
    sample.add(Row("a", 1, "a", "removed", text="x" * 9 * LONGEST, raw=b"x"))
    (row,) = sample.rows()
    assert row.text == "x" * LONGEST + " …" and row.raw is None
