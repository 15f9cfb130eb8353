"""What goes with marked lines is what goes with them the long way, wherever the kernel is sure."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.kernels.settling import Taken, leave_lines, place_lines, take_lines
from cleaner.model import Document, Edit
from cleaner.pipeline import Cleaner, Ruled, left_by
from cleaner.repeats.shard import line_shard
from cleaner.repeats.why import SITE
from tests.rulemaking import cleaner_of, phrase
from tests.samples import PROMO
from tests.strategies import LAW, SENTENCES

ENGLISH = "The mayor of the town and the council went to the harbour to see the boats and the nets of the men who fish, "
ENGLISH += "and on the way home the clerk said to the cook that the price of the nets and of the ropes would go up."
ALIKE = ("Harbour lights", "# HARBOUR LIGHTS #", "“Harbour lights”", "ſign up", "Sign up")
RULES = phrase("^sign up$"), phrase("^chapter 1", "where: {head: 2}", id="any/first"), phrase("^chapter 2", "where: {tail: 2}", id="any/last")
ROWS = (*SENTENCES, ENGLISH, PROMO, *ALIKE, "", "", " ", "\t", "\u00a0", "\u2003x", "\x1c", "é")
NUMBERED = st.integers(0, 999).map("Chapter {} of the book about the sea".format)
ENDS = st.sampled_from([*["\n"] * 8, "\n\n", "\r\n", "\r"])


def taken(texts: list[str], gone: list[list[int]]) -> tuple[Taken, list[list[Edit]]]:
    """Take lines, by their numbers, out of texts; return what is known, and of each text the edits."""
    data = [text.encode("utf-8", "surrogatepass") for text in texts]
    shard, bounds = line_shard(data), np.cumsum([0, *map(len, data)])
    marks = np.zeros(len(shard["lines"]), np.bool_)
    for first, numbers in zip(shard["line_bounds"], gone, strict=False):
        marks[first + np.array(numbers, np.int64)] = True
    made = take_lines(np.frombuffer(b"".join(data), np.uint8), bounds, shard["lines"], shard["line_bounds"], marks, np.arange(len(texts)))
    cuts = np.stack([made.start, made.end], axis=1).tolist()
    return made, [[Edit(*cuts[first + number], SITE) for number in sorted(numbers)] for first, numbers in zip(shard["line_bounds"], gone, strict=False)]


@LAW
@given(st.lists(st.tuples(st.one_of(NUMBERED, NUMBERED, st.sampled_from(ROWS)), ENDS), min_size=1, max_size=16), st.booleans(), st.randoms())
def test_equals_its_slow_twin(rows, english, chance) -> None:
    cleaner = cleaner_of(*RULES)
    whole = f"{ENGLISH}\n" * english + "".join(row + end for row, end in rows)
    doc = Document(whole if chance.random() < 0.5 else whole.rstrip("\n"))
    ruled = cleaner.ruled(doc)
    rest = left_by(doc.text, ruled.edits)
    lines = line_shard([rest.encode()])["lines"]
    gone = [number for number in range(len(lines)) if chance.random() < 0.4]
    if not gone or not ruled.by_line or ruled.flag or not (ruled.quiet or _stays_silent(cleaner, ruled, len(lines), gone)):
        return
    made, [edits] = taken([rest], [gone])
    furniture = [Edit(int(lines["start"][number]), int(lines["end"][number]), SITE) for number in gone]
    if made.sure[0]:
        assert cleaner.finish(doc, ruled, edits, settled=True) == cleaner.finish(doc, ruled, furniture)


def _stays_silent(cleaner: Cleaner, ruled: Ruled, count: int, gone: list[int]) -> bool:
    """Tell whether it is known that no rule fires once lines are gone."""
    known = bool(ruled.anchors) and ruled.anchors[0].total == count
    return known and not cleaner.engine.may_fire(ruled.anchors, [number in gone for number in range(count)])


def test_blank_lines_go_along_in_every_text_of_a_batch() -> None:
    texts = [f"{ENGLISH}\n\nMore stories\n\nShare\n", f"Home\n\n{ENGLISH}\n\n\nIt rained.", f"{ENGLISH}\r\n\r\nShare"]
    made, edits = taken(texts, [[1, 2], [0], [1]])
    assert made.sure.tolist() == [True] * 3
    assert [left_by(text, some) for text, some in zip(texts, edits, strict=True)] == [f"{ENGLISH}\n", f"{ENGLISH}\n\n\nIt rained.", ENGLISH]


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        pytest.param(f"The Town Hall\nHome\nthe town hall\n{ENGLISH}", 1, id="a title comes nearer to its copy"),
        pytest.param(f"{ENGLISH}\n\u00a0\nShare", 2, id="a neighbour is of odd spaces"),
        pytest.param(f"{ENGLISH}\rShare\nShare", 1, id="a carriage return alone"),
        pytest.param("Alles war gut.\nShare", 1, id="a language that must be looked at"),
        pytest.param(f"{ENGLISH}\nAlles war gut.", 0, id="what is left may have another"),
    ],
)
def test_is_not_sure_where(text: str, gone: int) -> None:
    made, _ = taken([f"{ENGLISH}\nShare", text], [[1], [gone]])
    assert made.sure.tolist() == [True, False]


@pytest.mark.parametrize(("before", "is_sure"), [(1999, False), (2000, True)])
def test_what_goes_behind_2000_characters_leaves_the_language(before: int, is_sure: bool) -> None:
    text = "Niemand wußte, wo er war, und niemand suchte ihn. " * 50
    made, _ = taken([f"{text[:before]}\nShare"], [[1]])
    assert made.sure.tolist() == [is_sure]


PIECES = st.text('a"\\\n\t\ré中😀', max_size=9).map(lambda text: text * 9)


@given(st.lists(st.lists(PIECES, min_size=1, max_size=7), min_size=1, max_size=4))
def test_places_are_those_of_characters_and_of_json(documents) -> None:
    """Of each text every other piece goes."""
    ends = [np.cumsum([0, *(len(piece.encode()) for piece in pieces)]) for pieces in documents]
    gone = np.concatenate([np.arange(len(pieces)) % 2 == 1 for pieces in documents])
    bounds, line_bounds = (np.cumsum([0, *some]) for some in ([one[-1] for one in ends], map(len, documents)))
    text = np.frombuffer("".join(piece for pieces in documents for piece in pieces).encode(), np.uint8)
    start, end = (np.concatenate(some).astype(np.int32) for some in ([one[:-1] for one in ends], [one[1:] for one in ends]))
    placed = place_lines(text, bounds, line_bounds, gone, Taken(start, end, gone[:0]), np.arange(len(documents)))
    for pieces, first, size in zip(documents, line_bounds, placed.sizes, strict=False):
        fronts = ["".join(pieces[:number]) for number in range(len(pieces) + 1)]
        written = [len(orjson.dumps(front)) - 2 for front in fronts]
        for number in range(1, len(pieces), 2):
            assert placed.points[first + number].tolist() == list(map(len, fronts[number : number + 2]))
            assert placed.places[first + number].tolist() == written[number : number + 2]
        assert size == written[-1]


@given(st.lists(st.lists(st.tuples(st.sampled_from(ROWS), st.booleans()), max_size=6), max_size=5))
def test_leaves_the_other_lines_joined(documents) -> None:
    data = ["\n".join(row for row, _ in rows).encode() for rows in documents]
    shard, bounds = line_shard(data), np.cumsum([0, *map(len, data)])
    out = np.array([gone for rows in documents for row, gone in rows if row.strip(" \t")], np.bool_)
    left, left_bounds = leave_lines(np.frombuffer(b"".join(data), np.uint8), bounds, shard["lines"], shard["line_bounds"], out)
    stay = [[row.strip(" \t") for row, gone in rows if row.strip(" \t") and not gone] for rows in documents]
    lacks = [any(gone and row.strip(" \t") for row, gone in rows) for rows in documents]
    expected = ["\n".join(rows).encode() if some else whole for rows, some, whole in zip(stay, lacks, data, strict=True)]
    assert [left[start:end].tobytes() for start, end in pairwise(left_bounds.tolist())] == expected
