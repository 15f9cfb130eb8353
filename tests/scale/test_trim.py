"""Lines that are cut as bytes come to what documents that lose the same come to."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from cleaner.config import RunConfig
from cleaner.formats.discover import discover
from cleaner.kernels.settling import Taken, place_lines
from cleaner.model import Edit
from cleaner.pipeline import Cleaner
from cleaner.repeats.why import SITE
from cleaner.scale.known import Known, Trimmed
from cleaner.scale.plan import plan, read_part
from cleaner.scale.trim import is_little, may_trim, verdict_of
from cleaner.scale.verdict import Verdicts
from cleaner.scale.work import clean_part
from tests.samples import write

LONG = 'Das „Rathaus“ bleibt\tbis zum Herbst geschlossen, sagt \\ der "Bürgermeister" 😀.\r\nEs wird gebaut. ' * 3
HEAD, TAIL = "Seite „eins“\t\n", '\n"Kontakt" für alle 😀'
CASES = {
    "head": (HEAD, ""),
    "tail": ("", TAIL),
    "both": (HEAD, TAIL),
    "ASCII": ("Page\n", '\n"Contact"'),
}


def ways(tmp_path, line, *, head, tail, site="example.org", config=None, diff=False, only=None):
    """Return what a line that loses a head and a tail comes to, trimmed and as a document."""
    write(tmp_path / "a.jsonl", line + "\n")
    [task] = plan(discover([str(tmp_path / "a.jsonl")]), "")
    [part] = task.parts
    text = json.loads(line)["text"]
    data = text.encode("utf-8", "surrogatepass")
    first, last = len(head.encode()), len(data) - len(tail.encode())
    edits = [Edit(start, end, SITE, "on 3 of 4 pages") for start, end in ((0, first), (last, len(data))) if start < end]
    cuts = np.array([edit[:2] for edit in edits], np.int32).T
    one, all = np.array([0, len(data)]), np.ones(len(edits), np.bool_)
    taken = Taken(cuts[0], cuts[1], np.ones(1, np.bool_))
    placed = place_lines(np.frombuffer(data, np.uint8), one, np.array([0, len(edits)]), all, taken, np.zeros(1, np.int64))
    places = [(*points, *places) for points, places in zip(placed.points.tolist(), placed.places.tolist(), strict=True)]
    known = Known({1: 0}, memoryview(data), [0, len(data)], ["a"], [site])
    config = config or RunConfig()
    ways = Verdicts({}, {}, known._replace(trimmed={1: Trimmed(edits, len(text), places, int(placed.sizes[0]))})), Verdicts({1: verdict_of(edits)}, {}, known)
    if only is not None:
        ways = (ways[only],)
    return [clean_part(part, read_part(part), Cleaner(), config, diff=diff, verdicts=one) for one in ways]


@pytest.mark.parametrize("ascii", [False, True], ids=["plain", "escaped"])
@pytest.mark.parametrize("more", ["", ', "n": 1.10', ', "title": "\\u00e9"', ', "m": {"text": "x"}'])
@pytest.mark.parametrize("ends", CASES.values(), ids=CASES)
def test_a_trimmed_line_comes_to_what_its_document_comes_to(tmp_path, ends, more, ascii):
    head, tail = ends
    body = LONG if tail == TAIL or head == HEAD else "The town hall stays closed. " * 9
    line = '{"id": "a", "text": ' + json.dumps(head + body + tail, ensure_ascii=ascii) + more + "}"
    one, other = ways(tmp_path, line, head=head, tail=tail)
    assert one == other
    assert json.loads(one.data)["text"] == body and [row.text for row in one.rows] == [end for end in ends if end] and one.records == 1


@pytest.mark.parametrize("ascii", [False, True], ids=["plain", "escaped"])
def test_no_document_is_made_of_a_line_that_is_written_the_plain_way(tmp_path, monkeypatch, ascii):
    made = []
    monkeypatch.setattr(Known, "document", lambda _, number: made.append(number))
    line = json.dumps({"id": "a", "text": HEAD + LONG}, ensure_ascii=ascii)
    ways(tmp_path, line, head=HEAD, tail="", only=0)
    assert made == [1] * ascii


def test_what_a_run_may_ask_beside_is_the_same(tmp_path):
    line = json.dumps({"id": "a", "text": HEAD + LONG}, ensure_ascii=False)
    for config, site, diff in ((RunConfig(ledger_text="hash"), "", False), (RunConfig(ledger_text="none"), "b.org", False), (RunConfig(), "", True)):
        one, other = ways(tmp_path, line, head=HEAD, tail="", config=config, site=site, diff=diff)
        assert one == other and bool(one.diffs) == diff


def test_lines_are_trimmed_where_nothing_but_what_went_is_asked(tmp_path):
    write(tmp_path / "a.jsonl", "{}\n")
    [task] = plan(discover([str(tmp_path / "a.jsonl")]), "")
    [part] = task.parts
    assert may_trim(part, RunConfig()) and not may_trim(part, RunConfig(empty="drop"))
    assert not may_trim(replace(part, source=replace(part.source, to="md")), RunConfig())
    assert not may_trim(replace(part, source=replace(part.source, put=True)), RunConfig())


def test_a_guard_is_asked_of_all_that_lose_more_than_a_little():
    edits = [Edit(0, 10, SITE), Edit(60, 75, SITE)]
    assert is_little(100, edits, "extracted") and not is_little(99, edits, "extracted") and not is_little(1000, edits, "raw")
