"""Days of `clean` end where one run over all ends: past documents are read again and judged anew."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from cleaner.index.file import IndexFile, ask, opened, read_parameters
from cleaner.index.parameters import Parameters
from cleaner.index.sites import known_furniture
from tests.dedup.texts import edited, words
from tests.samples import line, write

FOOT = " ".join(words(random.Random(60), 60))
OPTIONS = ("--repeats", "site", "--duplicates", "drop", "--max-loss", "1")


def article(seed: int, count: int = 90) -> list[str]:
    return words(random.Random(seed), count)


def page(id: str, text: list[str] | str, *, foot: str = "", site: str = "x.org") -> str:
    text = text if isinstance(text, str) else " ".join(text)
    return line(f"{text}\n{foot}" if foot else text, id=id, site=site)


def alike(count: int = 90, *, at: tuple[int, ...] = (10, 30, 50, 70)) -> list[str]:
    """Return the first article with some other words: with four and the foot the two are near-duplicates, without it they are none."""
    other = article(0, count)
    for place in at:
        other[place] = "another"
    return other


MISTAKEN = [
    page("one", article(0), foot=FOOT) + page("a", article(1)) + page("b", article(2)),
    page("two", alike(), foot=FOOT),
    page("three", article(3), foot=FOOT) + page("four", article(4), foot=FOOT),
    page("two again", alike(), foot=FOOT),
]
"""Four days: on the second the foot is not known yet, on the third it is."""


@pytest.fixture
def told():
    """What the last run said."""
    return [""]


@pytest.fixture
def clean(run_cleaner, tmp_path, told):
    """Clean a file into `out` with an index."""

    def run(name: str, index: str = "past.duckdb", *more: str) -> str:
        out = () if "--dry-run" in more else ("-o", f"out-{index}-{name}")
        ran = run_cleaner("clean", f"{name}.jsonl", *out, "--index", index, *OPTIONS, *(() if "--keep" in more else ("--keep", "first")), *more)
        assert ran.code == 0, ran.err
        told[0] = ran.err
        return (tmp_path / f"out-{index}-{name}/{name}.jsonl").read_text() if out else ""

    return run


@pytest.fixture
def days(clean, tmp_path):
    """Write days, and clean all but the last ones."""

    def run(some: list[str], *, but: int = 0, keep: str = "first") -> None:
        done = len(list(tmp_path.glob("out-*")))
        for number, day in enumerate(some, done):
            write(tmp_path / f"{number}.jsonl", day)
        for number in range(done, done + len(some) - but):
            clean(str(number), "past.duckdb", "--keep", keep)

    return run


def clusters(path: Path) -> dict[str, str]:
    found = ask(path, "SELECT id, cluster FROM clusters")
    return dict(zip(found["id"].to_pylist(), found["cluster"].to_pylist(), strict=True))


def furniture(path: Path) -> set[tuple[str, int]]:
    """Return the lines that are furniture by all that an index holds: their documents, and their numbers there."""
    with opened(path) as connection:
        index = IndexFile(path, Parameters(**read_parameters(connection, path)))
    known = known_furniture(index, ["x.org", "y.org"])
    ids = {row["seq"]: row["id"] for row in ask(path, "SELECT seq, id FROM documents").to_pylist()}
    bounds = known.lines.shard["line_bounds"].tolist()
    names = [ids[label] for label in known.lines.labels.tolist()]
    return {(name, at - bounds[n]) for n, name in enumerate(names) for at in range(bounds[n], bounds[n + 1]) if known.marks.gone[at]}


def test_what_went_for_its_furniture_is_judged_anew(days, clean, told, tmp_path):
    days(MISTAKEN, but=2)
    assert clusters(tmp_path / "past.duckdb")["two"] == "one"
    clean("2")
    assert "read again" not in told[0]
    assert set(clusters(tmp_path / "past.duckdb").items()) == {(id, id) for id in ("one", "two", "three", "four", "a", "b")}
    assert ask(tmp_path / "past.duckdb", "SELECT id FROM documents WHERE dropped").to_pylist() == [{"id": "two"}]


def test_so_is_what_went_for_it_from_another_site(days, tmp_path):
    first = page("one", article(0), foot=FOOT) + page("a", article(1)) + page("b", article(2))
    days([first, page("two", alike(), foot=FOOT, site="y.org"), MISTAKEN[2]])
    assert clusters(tmp_path / "past.duckdb")["two"] == "two"


def test_so_is_what_went_for_the_same_one(days, tmp_path):
    foot = " ".join(article(7, 24))
    first = page("one", " ".join([*article(0, 120), foot]), site="z.org") + page("two", alike(120), foot=foot) + page("a", article(1)) + page("b", article(2))
    days([first, page("half", alike(120, at=(10, 30)), site="y.org")])
    assert clusters(tmp_path / "past.duckdb").items() >= {("two", "one"), ("half", "one")}
    days([page("three", article(3), foot=foot) + page("four", article(4), foot=foot)])
    assert clusters(tmp_path / "past.duckdb").items() >= {("two", "two"), ("half", "two")}


def test_nothing_goes_for_the_sake_of_what_no_output_holds(days, clean, tmp_path):
    days(MISTAKEN, but=1)
    assert '"two again"' in clean("3")
    assert clusters(tmp_path / "past.duckdb")["two again"] == "two"


def test_where_copies_are_kept_for_their_worth_what_was_kept_stays_before_what_went(days, clean, tmp_path):
    short, long = " ".join(article(0)), " ".join([*article(0), "and", "a", "few", "words", "more"])
    first = page("short", short, foot=FOOT) + page("long", long, foot=FOOT) + page("a", article(1)) + page("b", article(2))
    days([first, MISTAKEN[2], page("again", long, foot=FOOT)], but=1, keep="longest")
    assert clusters(tmp_path / "past.duckdb")["short"] == "long" and '"again"' not in clean("2", "past.duckdb", "--keep", "longest")


@pytest.mark.parametrize("how", ["gone", "other", "shifted"])
def test_what_cannot_be_read_again_stays_as_it_was_judged(days, clean, told, tmp_path, how):
    days(MISTAKEN, but=2)
    other = {"other": page("two", article(9), foot=FOOT), "shifted": page("zero", article(8)) + MISTAKEN[1]}
    if how == "gone":
        (tmp_path / "1.jsonl").unlink()
    else:
        write(tmp_path / "1.jsonl", other[how])
    for more in (("--dry-run",), ()):
        clean("2", "past.duckdb", *more)
        assert "1 article of past runs cannot be read again" in told[0]
    assert clusters(tmp_path / "past.duckdb")["two"] == "one"


def test_looking_judges_as_a_run_does_and_writes_nothing(days, clean, tmp_path):
    days(MISTAKEN, but=2)
    before = (tmp_path / "past.duckdb").read_bytes()
    clean("2", "past.duckdb", "--dry-run")
    assert (tmp_path / "past.duckdb").read_bytes() == before


def crawl(seed: int) -> list[str]:
    """Return pages of two sites with feet that come and go, and copies of them."""
    chance = random.Random(seed)
    feet = {site: [" ".join(words(chance, chance.randint(3, 90))) for _ in range(3)] for site in ("x.org", "y.org")}
    texts = [" ".join(words(chance, chance.randint(20, 160))) for _ in range(12)]
    rows = []
    for number in range(36):
        site = chance.choice(["x.org", "y.org"])
        text = edited(chance, chance.choice(texts), chance.choice((0, 1, 2, 4, 6)))
        lines = [text, *(foot for foot in feet[site] if chance.random() < 0.6)]
        rows.append(line("\n".join(lines), id=str(number), site=site))
    return rows


@pytest.mark.parametrize("seed", [0, 2, 22, 27])
def test_days_end_as_one_run_over_all(days, clean, tmp_path, seed):
    """The law of an index of `clean`."""
    rows = crawl(seed)
    cuts = sorted(random.Random(seed).sample(range(1, len(rows)), 4))
    days(["".join(rows[first:end]) for first, end in zip([0, *cuts], [*cuts, len(rows)], strict=True)])
    write(tmp_path / "all.jsonl", "".join(rows))
    clean("all", "whole.duckdb")
    assert clusters(tmp_path / "past.duckdb") == clusters(tmp_path / "whole.duckdb")
    assert furniture(tmp_path / "past.duckdb") == furniture(tmp_path / "whole.duckdb")
