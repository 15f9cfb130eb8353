"""Past documents judged anew: what is sketched again, and what becomes of others that went for it."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from cleaner.config import CorpusConfig, DedupConfig
from cleaner.index import anew
from cleaner.index.anew import judge_anew
from cleaner.index.file import IndexFile, ask
from cleaner.index.lines import past_lines
from cleaner.index.parameters import Parameters
from cleaner.index.write import write_run
from tests.dedup.texts import words
from tests.index.entries import NOBODY, NOTE, entries

CONFIG = DedupConfig(keep="first")
ARTICLE, FOOT = (" ".join(words(random.Random(n), count)) for n, count in ((1, 60), (2, 50)))
WHOLE = f"{ARTICLE}\n{FOOT}"
TEXTS = {"old": ARTICLE, "new": WHOLE, "copy": WHOLE, "other": " ".join(words(random.Random(3), 60))}


@pytest.fixture
def index(tmp_path):
    """An index of an article, of the same with a foot that was no furniture, of a copy of this, and of another one."""
    made = IndexFile(tmp_path / "past.duckdb", Parameters.of(CONFIG, CorpusConfig(repeats="site")))
    some = entries(list(TEXTS), list(TEXTS.values()), sites=["x.org", "x.org", "y.org", "x.org"], kept=[-1, -1, 1, -1])
    write_run(made, NOTE, [replace(some, left_out=np.zeros(len(some.lines["lines"]), np.bool_))], NOBODY)
    return made


def judged(index: IndexFile, *, unread: tuple[str, ...] = (), foot_goes: bool = True) -> dict[str, dict[str, object]]:
    """Judge anew, where the foot of the site is furniture now, and return what the index would hold of what was judged."""
    past = past_lines(index, ["x.org"], NOBODY)
    out = np.array([False, False, foot_goes, False])
    names = list(TEXTS)

    def read(asked):
        found = [names[one.record - 1] for one in asked]
        assert all(len(one.lines) == len(TEXTS[name].split("\n")) for one, name in zip(asked, found, strict=True))
        return [None if name in unread else TEXTS[name].encode().split(b"\n") for name in found]

    rows, now, missed = judge_anew(index, past, out, NOBODY, read=read, dedup=CONFIG)
    assert missed == len(unread)
    found = {row["id"]: row for row in rows.to_pylist()} if rows is not None else {}
    assert now.clusters.tolist() == [found.get(name, {}).get("kept") or label for name, label in zip(("old", "new", "other"), (1, 2, 4), strict=True)]
    assert now.left_out.tolist() == [False, False, "new" in found and foot_goes, False]
    return found


def test_what_loses_its_foot_is_a_copy_now(index):
    found = judged(index)
    assert {name: row["kept"] for name, row in found.items()} == {"new": 1, "copy": None}
    assert found["new"]["size"] == 56 and found["new"]["kinds"][1] >> 4 == 1 and len(found["new"]["keys"]) == 1 and not found["new"]["shingles"]
    assert found["copy"]["size"] == 106 and len(found["copy"]["keys"]) == 18 and found["copy"]["shingles"]


def test_what_went_for_it_and_cannot_be_read_goes_along(index):
    found = judged(index, unread=("copy",))
    assert {name: row["kept"] for name, row in found.items()} == {"new": 1, "copy": 1}


def test_what_cannot_be_read_stays_as_it_was(index):
    assert {name: row["kept"] for name, row in judged(index, unread=("new",)).items()} == {"copy": 2}
    assert judged(index, unread=("new", "copy")) == {}


def test_where_furniture_is_what_it_was_nothing_is_read(index):
    assert judged(index, foot_goes=False) == {}


def test_rows_take_the_place_of_those_that_were_there(index):
    past = past_lines(index, ["x.org"], NOBODY)
    before = ask(index.path, "SELECT * EXCLUDE (kept, size, keys, reach, shingles, kinds) FROM documents ORDER BY seq")
    rows, *_ = judge_anew(
        index,
        past,
        np.array([False, False, True, False]),
        NOBODY,
        read=lambda asked: [TEXTS[list(TEXTS)[one.record - 1]].encode().split(b"\n") for one in asked],
        dedup=CONFIG,
    )
    write_run(index, NOTE, [entries(["today"], ["One text of some words."])], NOBODY, rows)
    assert ask(index.path, "SELECT id, kept FROM documents WHERE kept IS NOT NULL").to_pylist() == [{"id": "new", "kept": 1}]
    assert ask(index.path, "SELECT * EXCLUDE (kept, size, keys, reach, shingles, kinds) FROM documents WHERE run = 1 ORDER BY seq") == before


def test_no_more_are_judged_than_a_run_may(index, monkeypatch):
    monkeypatch.setattr(anew, "MOST", 1)
    assert {name: row["kept"] for name, row in judged(index).items()} == {"new": 1, "copy": 1}
