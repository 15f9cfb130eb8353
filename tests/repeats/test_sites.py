from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.repeats.furniture import TAIL
from cleaner.repeats.shard import line_shard
from cleaner.repeats.sites import NO_SITE, Marks, furniture_of_sites, say_where
from tests.repeats.test_furniture import article

FOOT = "More stories\nContact us"


def marks_of(pages: list[tuple[int, str]], cuts: list[int]) -> tuple[list[str], list[Marks]]:
    """Put pages (site, text) into shards, and return what is left of each."""
    bounds = [0, *sorted(cuts), len(pages)]
    parts = [pages[a:b] for a, b in pairwise(bounds)]
    shards = [line_shard([text.encode() for _, text in part]) for part in parts]
    sites = [np.array([site for site, _ in part], np.int64) for part in parts]
    clusters = [np.arange(a, b) for a, b in pairwise(bounds)]
    marks = furniture_of_sites(shards, sites, clusters)
    left = []
    for part, shard, mark in zip(parts, shards, marks, strict=True):
        for i, (_, text) in enumerate(part):
            lines = range(shard["line_bounds"][i], shard["line_bounds"][i + 1])
            spans = [shard["lines"][k] for k in lines if not mark.gone[k]]
            left.append("\n".join(text.encode()[span["start"] : span["end"]].decode() for span in spans))
    return left, marks


def page(number: int, foot: str = FOOT) -> str:
    return "\n".join(article(number)) + "\n\n" + foot


def test_each_site_has_its_own_furniture() -> None:
    pages = [(1, page(i)) for i in range(5)] + [(2, page(5)), (2, page(6, "Other words")), (2, page(7, "Still others here"))]
    left, _ = marks_of(pages, [3])
    assert all("More stories" not in text for text in left[:5])
    assert "More stories" in left[5]


def test_documents_without_a_site_keep_all() -> None:
    left, _ = marks_of([(NO_SITE, page(i)) for i in range(5)], [])
    assert all("More stories" in text for text in left)


def test_says_on_how_many_pages_and_where() -> None:
    _, [marks] = marks_of([(1, page(i)) for i in range(12)], [])
    line = int(np.flatnonzero(marks.gone)[0])
    assert marks.place[line] == TAIL
    assert say_where(marks.pages[line], marks.site_pages[0], TAIL, "example.org") == "on 12 of 12 pages of example.org, always at the tail"


def test_no_shards_have_no_marks() -> None:
    assert furniture_of_sites([], [], []) == []


@given(st.data())
def test_shards_and_order_do_not_count(data: st.DataObject) -> None:
    pages = data.draw(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 9).map(page)), min_size=1, max_size=9))
    order = data.draw(st.permutations(range(len(pages))))
    cuts = data.draw(st.lists(st.integers(0, len(pages)), max_size=3))
    whole, _ = marks_of(pages, [])
    shuffled, _ = marks_of([pages[i] for i in order], cuts)
    assert shuffled == [whole[i] for i in order]


@given(
    st.lists(st.tuples(st.sampled_from([NO_SITE, 1, 2, 3]), st.sampled_from([FOOT, "Other words", "More stories"]), st.integers(0, 3)), max_size=12),
    st.integers(0, 12),
)
def test_earlier_marks_hold_where_no_documents_are_in_one_cluster(pages: list[tuple[int, str, int]], cut: int) -> None:
    parts = [pages[:cut], pages[cut:]]
    shards = [line_shard([page(10 * cluster + i, foot).encode() for i, (_, foot, cluster) in enumerate(part)]) for part in parts]
    sites = [np.array([site for site, *_ in part], np.int64) for part in parts]
    apart = [np.arange(len(parts[0])), np.arange(len(pages))[len(parts[0]) :]]
    clusters = [np.array([cluster + 100 * (site == 3) + (i * (site == 2)) for i, (site, _, cluster) in enumerate(part)], np.int64) for part in parts]
    again = furniture_of_sites(shards, sites, clusters, earlier=furniture_of_sites(shards, sites, apart))
    for one, other in zip(again, furniture_of_sites(shards, sites, clusters), strict=True):
        assert all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("together", [1, 20, 1 << 14])
def test_sites_that_are_held_together_do_not_know_of_each_other(together: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleaner.repeats.sites.TOGETHER", together)
    pages = [(site, page(20 * site + i, FOOT if i % site == 0 else f"Posted on {i} May")) for i in range(9) for site in (1, 2, 3, 4)]
    pages += [(5, page(7)), (6, page(1)), (6, page(1))]
    texts = [text.encode() for _, text in pages]
    shard, sites, clusters = line_shard(texts), np.array([site for site, _ in pages]), np.array([i // 2 for i in range(len(pages))])
    [together_] = furniture_of_sites([shard], [sites], [clusters])
    for site in range(1, 7):
        [alone] = furniture_of_sites([shard], [np.where(sites == site, site, NO_SITE)], [clusters])
        mine = np.repeat(sites == site, np.diff(shard["line_bounds"]))
        assert all(np.array_equal(some[mine], all_[mine]) for some, all_ in zip(alone[:3], together_[:3], strict=True))
        assert np.array_equal(alone.site_pages[sites == site], together_.site_pages[sites == site])
    assert together_.gone.any()
