"""The ledger's rows, and summaries that add up (law 6)."""

from __future__ import annotations

import io
import json
from copy import deepcopy
from functools import reduce
from operator import add

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.ledger import Count, Row, Summary, read_rows, write_rows

COUNTS = st.builds(Count, *[st.integers(0, 10**9)] * 4)
NAMES = st.dictionaries(st.sampled_from("abc"), COUNTS)
SUMMARIES = st.builds(Summary, *[st.integers(0, 10**9)] * 7, rules=NAMES, sources=NAMES)
ROWS = st.builds(
    Row,
    source=st.text(st.characters(codec="utf-8")),
    record=st.integers(0, 2**62),
    doc=st.text(st.characters(codec="utf-8")),
    action=st.sampled_from(["removed", "flagged", "dropped", "unread"]),
    start=st.integers(0, 2**62),
    end=st.integers(0, 2**62),
    text=st.none() | st.text(st.characters(codec="utf-8")),
    raw=st.none() | st.binary(),
    jaccard=st.none() | st.floats(0, 1),
    containment=st.none() | st.floats(0, 1),
)


@given(SUMMARIES, SUMMARIES, SUMMARIES)
def test_law_6_sums_do_not_depend_on_how_they_are_taken(a, b, c):
    assert (a + b) + c == a + (b + c) and a + b == b + a and a + Summary() == a


@given(st.lists(SUMMARIES, min_size=1))
def test_sum_counts_everything_once(parts):
    total = reduce(add, parts)
    assert total.documents == sum(part.documents for part in parts)
    assert total.rules.get("a", Count()).removed == sum(part.rules["a"].removed for part in parts if "a" in part.rules)


@given(SUMMARIES)
def test_summary_comes_back_from_json(summary):
    assert Summary.of_dict(json.loads(json.dumps(summary.as_dict()))) == summary


@given(st.lists(ROWS))
def test_rows_come_back_from_parquet(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("rows") / "rows.parquet"
    with path.open("wb") as file:
        write_rows(file, rows, {})
    assert list(read_rows(path)) == rows


@pytest.mark.parametrize("many", [0, 1, 45_000])
def test_rows_are_written_in_batches(tmp_path, many):
    with (tmp_path / "rows.parquet").open("wb") as file:
        write_rows(file, (Row("a", n, "", "removed") for n in range(many)), {"version": "1"})
    assert [row.record for row in read_rows(tmp_path / "rows.parquet")] == list(range(many))
    assert pq.read_schema(tmp_path / "rows.parquet").metadata[b"cleaner.version"] == b"1"


def test_rows_as_json_lines():
    file = io.BytesIO()
    write_rows(file, [Row("a", 1, "d", "removed", "r", 2, 3, "\ud800x", b"\xff")], {}, form=".jsonl")
    row = json.loads(file.getvalue())
    assert (row["source"], row["record"], row["rule"], row["text"], row["raw"]) == ("a", 1, "r", "?x", "\ufffd")


HASH = "sha256:aeb24056810d3d1f1e8afee61a0bc0028556eb0fb49a215ae5eb1b970cad0315"


@pytest.mark.parametrize(("mode", "text", "raw"), [("full", "names", b"names"), ("hash", HASH, None), ("none", None, None)])
def test_text_may_be_left_out(mode, text, raw):
    row = Row("a", 1, "d", "removed", text="names", raw=b"names").with_text(mode)
    assert (row.text, row.raw, row.doc) == (text, raw, "d")


CONSPICUOUS = [
    ({"a": (5, 1000, 300), "b": (50, 10000, 100)}, ["a"]),
    ({"a": (4, 1000, 300), "b": (50, 10000, 100)}, []),
    ({"a": (5, 1000, 190), "b": (50, 10000, 100)}, []),
    ({"a": (5, 1000, 300), "b": (50, 10000, 2000)}, []),
    ({"a": (5, 1000, 300), "b": (5, 1000, 400), "c": (500, 100000, 0)}, ["b", "a"]),
    ({}, []),
]


@pytest.mark.parametrize(("sources", "named"), CONSPICUOUS)
def test_source_far_above_the_rest_is_conspicuous(sources, named):
    counts = {name: Count(documents, 1, chars, removed) for name, (documents, chars, removed) in sources.items()}
    total = reduce(add, counts.values(), Count())
    assert Summary(documents=total.documents, chars=total.chars, removed=total.removed, sources=counts).conspicuous() == named


@given(st.lists(SUMMARIES, max_size=4))
def test_adding_in_place_is_adding_and_leaves_what_is_added(summaries):
    before, total = deepcopy(summaries), Summary()
    for summary in summaries:
        total += summary
    assert total.as_dict() == reduce(add, summaries, Summary()).as_dict() and summaries == before
    for count in (*total.rules.values(), *total.sources.values()):
        count.chars += 1
    assert summaries == before
