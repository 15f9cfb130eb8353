"""Sketches of sets: what is held, in how many bytes, and how near they come to the truth."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.dedup.verify import Sets
from cleaner.index.sketches import MOST_HASHES, SetSketches, common_shingles, sketch_sets

SIZES = st.lists(st.integers(0, 3 * MOST_HASHES), min_size=1, max_size=6)


def some_sets(sizes: list[int], seed: int) -> tuple[np.ndarray, np.ndarray]:
    chance = np.random.default_rng(seed)
    sets = [np.sort(chance.choice(1 << 32, size, replace=False)).astype(np.uint32) for size in sizes]
    return np.concatenate([np.empty(0, np.uint32), *sets]), np.cumsum([0, *sizes])


def slow_cells(values: np.ndarray) -> list[int]:
    """Return what a sketch holds of one set, found one by one."""
    held = sorted(values.tolist())[:MOST_HASHES]
    reach = held[-1] if len(values) > MOST_HASHES else (1 << 32) - 1
    shift = 0
    bits = 32 if len(held) <= 64 else 12 if len(held) <= 256 else 6
    while held and (reach + 1) // len(held) >> shift >= 1 << (bits + 1):
        shift += 1
    return [value >> shift for value in held]


def compared(a: np.ndarray, b: np.ndarray) -> int:
    """Return the common shingles of a sketched set and a whole one."""
    sketches = sketch_sets(a, np.array([0]), np.array([len(a)]))
    sets = Sets(b, np.array([0]), np.array([len(b)]), np.array([-1]))
    return int(common_shingles(sketches, sets, np.array([[0, 0]]))[0])


def overlapping(size: int, common: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    values, _ = some_sets([2 * size - common], seed)
    order = np.random.default_rng(seed).permutation(values)
    return np.sort(order[:size]), np.sort(order[size - common :])


@given(SIZES, st.integers(0, 99))
def test_holds_the_smallest_hashes_as_the_slow_twin_does(sizes, seed):
    values, bounds = some_sets(sizes, seed)
    sketches = sketch_sets(values, bounds[:-1], np.diff(bounds))
    cells, ends = sketches.cells()
    for number in range(len(sizes)):
        assert cells[ends[number] : ends[number + 1]].tolist() == slow_cells(values[bounds[number] : bounds[number + 1]])
    assert sketches.sizes.tolist() == sizes


def test_takes_a_byte_and_a_quarter_a_hash():
    values, bounds = some_sets([500] * 200, 1)
    sketches = sketch_sets(values, bounds[:-1], np.diff(bounds))
    assert len(sketches.gaps) < 1.4 * 500 * 200


def test_sketches_the_documents_that_are_asked_for():
    values, bounds = some_sets([3, 0, 5], 1)
    assert sketch_sets(values, bounds[[2, 1]], np.diff(bounds)[[2, 1]]).sizes.tolist() == [5, 0]
    none = sketch_sets(values, bounds[:0], bounds[:0])
    assert none.bounds.tolist() == [0] and none.cells()[0].tolist() == []


@given(st.integers(1, MOST_HASHES), st.floats(0, 1), st.integers(0, 99))
def test_whole_sets_are_told_to_within_what_chance_makes_alike(size, share, seed):
    common = round(share * size)
    found = compared(*overlapping(size, common, seed))
    assert abs(found - common) <= (0 if size <= 64 else 4 + (size - common) * 0.02)


@pytest.mark.parametrize("jaccard", [0.3, 0.5, 0.7, 0.9, 1.0])
def test_long_sets_are_estimated(jaccard):
    size = 5 * MOST_HASHES
    common = round(jaccard * 2 * size / (1 + jaccard))
    errors = [compared(*overlapping(size, common, seed)) / (2 * size - compared(*overlapping(size, common, seed))) - jaccard for seed in range(20)]
    assert abs(np.mean(errors)) < 0.01 and max(map(abs, errors)) < 0.06


def test_pairs_are_compared_whatever_their_order_and_number():
    values, bounds = some_sets([40, 900, 2500, 7], 3)
    sketches = sketch_sets(values, bounds[:-1], np.diff(bounds))
    sets = Sets(values, bounds[:-1], np.diff(bounds), np.full(4, -1))
    pairs = np.array([(a, b) for a in range(4) for b in range(4)] * 400)
    found = common_shingles(sketches, sets, pairs)
    alone = [int(common_shingles(sketches, sets, pair[None])[0]) for pair in pairs[:16]]
    assert found.tolist() == alone * 400 and [alone[5 * n] for n in range(4)] == [40, 900, 2500, 7]


def test_no_pairs_are_none():
    none = SetSketches(np.empty(0, np.int64), np.empty(0, np.uint32), np.empty(0, np.uint8), np.zeros(1, np.int64))
    sets = Sets(np.empty(0, np.uint32), np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.int64))
    assert common_shingles(none, sets, np.empty((0, 2), np.int64)).tolist() == []
