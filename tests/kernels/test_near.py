"""The kernels of near-duplicates and their slow twins, bit for bit."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from cleaner.kernels.near import band_keys, contained_pairs, copy_sets, hash_rows, independent_set, index_probes, verify_runs
from tests.strategies import LAW

ALL = 2**64 - 1
K1, K2, K3 = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB


def mix(value: int) -> int:
    value &= ALL
    value = (value ^ value >> 30) * K2 & ALL
    value = (value ^ value >> 27) * K3 & ALL
    return value ^ value >> 31


def key(salt: int, band: int, row: list[int]) -> int:
    """The slow twin of a band's key."""
    made = mix(salt + (band + 1) * K1)
    for value in row:
        made = mix((made ^ value) + K1)
    return made


@LAW
@given(st.integers(1, 4), st.integers(1, 4), st.data())
def test_band_keys(bands, rows, data):
    signatures = data.draw(arrays(np.uint32, (3, bands * rows + 1)))
    salts = data.draw(arrays(np.uint64, 3))
    found = band_keys(signatures, salts, bands, rows)
    for doc in range(3):
        for band in range(bands):
            assert int(found[band, doc]) == key(int(salts[doc]), band, signatures[doc, band * rows : (band + 1) * rows].tolist())


def test_bands_and_order_of_rows_tell_keys_apart():
    signatures = np.array([[1, 2, 1, 2], [2, 1, 0, 3]], np.uint32)
    keys = band_keys(signatures, np.zeros(2, np.uint64), 2, 2)
    assert len(set(keys.ravel().tolist())) == 4


def hashed(data: bytes) -> int:
    """The slow twin of the hash of bytes."""
    made, whole = len(data), len(data) // 8 * 8
    for at in range(0, whole, 8):
        made = mix((made ^ int.from_bytes(data[at : at + 8], "little")) + K1)
    return mix((made ^ int.from_bytes(data[whole:], "big")) + K1)


@LAW
@given(st.lists(st.binary(max_size=40), max_size=6))
def test_hash_rows(rows):
    buffer = np.frombuffer(b"".join(rows) + b"\0", np.uint8)[:-1]
    bounds = np.cumsum([0, *map(len, rows)], dtype=np.int64)
    assert hash_rows(buffer, bounds).tolist() == [hashed(row) for row in rows]


SETS = st.lists(st.sets(st.integers(0, 60), min_size=1, max_size=40), min_size=1, max_size=12)


def flat(sets: list[set[int]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    sizes = np.array([len(one) for one in sets], np.int64)
    values = np.array([value << 24 for one in sets for value in sorted(one)], np.uint32)
    return values, np.cumsum(sizes) - sizes, sizes


def measure(a: set[int], b: set[int]) -> float:
    return len(a & b) / len(a | b)


def star(sets: list[set[int]], threshold: float, most: int, groups: list[int]) -> list[list[int]]:
    """The slow twin of a long run."""
    leaders, found = [], []
    for b, one in enumerate(sets):
        alike = (a for a in leaders if (groups[a] < 0 or groups[a] != groups[b]) and measure(sets[a], one) >= threshold)
        a = next(alike, None)
        if a is not None:
            found.append([a, b, len(sets[a] & one)])
        elif len(leaders) < most:
            leaders.append(b)
    return found


def every(sets: list[set[int]], threshold: float, groups: list[int]) -> list[list[int]]:
    """The slow twin of a short run."""
    pairs = [(a, b) for a in range(len(sets)) for b in range(a + 1, len(sets)) if groups[a] < 0 or groups[a] != groups[b]]
    return [[a, b, len(sets[a] & sets[b])] for a, b in pairs if measure(sets[a], sets[b]) >= threshold]


@LAW
@given(SETS, st.sampled_from([0.1, 0.3, 0.5, 0.7]), st.sampled_from([1, 3, 50]), st.data())
def test_verify_runs(sets, threshold, most, data):
    groups = data.draw(st.lists(st.integers(-1, 2), min_size=len(sets), max_size=len(sets)))
    runs = np.arange(len(sets), dtype=np.int32), np.array([0, len(sets)])
    rest = {"room": len(sets) ** 2, "threshold": threshold, "sets": flat(sets), "groups": np.array(groups, np.int64)}
    found = verify_runs(runs, (0, 1), np.zeros((len(sets), 1), np.int32), 0, most=most, **rest)
    assert found.tolist() == (every(sets, threshold, groups) if len(sets) <= most else star(sets, threshold, most, groups))


def test_pairs_of_an_earlier_short_run_are_not_verified_again():
    sets = [{1, 2, 3}] * 3
    runs = np.arange(3, dtype=np.int32), np.array([0, 3])
    labels = np.array([[1, 0], [1, 0], [2, 0]], np.int32)
    rest = {"room": 9, "threshold": 0.5, "sets": flat(sets), "groups": np.full(3, -1)}
    assert verify_runs(runs, (0, 1), labels, 1, most=9, **rest).tolist() == [[0, 2, 3], [1, 2, 3]]


def within(sets: list[set[int]], share: float, probes: int, most: int, groups: list[int]) -> set[tuple[int, int, int]]:
    """The slow twin of containment."""
    found = set()
    for a, one in enumerate(sets):
        for value in sorted(one)[:probes]:
            holders = [b for b, other in enumerate(sets) if value in other]
            if len(holders) < 2:
                continue
            for b in holders[:most]:
                larger = (len(sets[b]), a) > (len(one), b) and a != b
                if larger and (groups[a] < 0 or groups[a] != groups[b]) and len(one & sets[b]) >= max(1, share * len(one) - 1e-9):
                    found.add((min(a, b), max(a, b), len(one & sets[b])))
    return found


@LAW
@given(SETS, st.sampled_from([0.3, 0.5, 0.8, 1.0]), st.integers(1, 4), st.sampled_from([1, 2, 50]), st.data())
def test_contained_pairs(sets, share, probes, most, data):
    groups = data.draw(st.lists(st.integers(-1, 2), min_size=len(sets), max_size=len(sets)))
    values = np.unique(np.array([value << 24 for one in sets for value in sorted(one)[:probes]], np.uint32))
    index = index_probes(values, flat(sets), most=most)
    rest = {"room": 4 * len(sets) ** 2, "containment": share, "sets": flat(sets), "groups": np.array(groups, np.int64)}
    found = contained_pairs((0, len(sets)), index, most=probes, **rest)
    assert set(map(tuple, found.tolist())) == within(sets, share, probes, most, groups)


def chosen(edges: list[tuple[int, int, float]], count: int) -> list[int]:
    """The slow twin of the independent set."""
    joins: list[int] = []
    for node in range(count):
        possible = [(-weight, a, number) for number, (b, a, weight) in enumerate(edges) if b == node and joins[a] < 0]
        joins.append(min(possible)[2] if possible else -1)
    return joins


@LAW
@given(st.integers(1, 12), st.data())
def test_independent_set(count, data):
    drawn = data.draw(st.sets(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(lambda pair: pair[1] < pair[0]), max_size=30))
    edges = [(b, a, data.draw(st.sampled_from([0.5, 0.7, 0.9]))) for b, a in sorted(drawn)]
    bounds = np.searchsorted([b for b, _, _ in edges], np.arange(count + 1))
    found = independent_set(bounds, np.array([a for _, a, _ in edges], np.int32), np.array([w for _, _, w in edges], np.float64))
    assert found.tolist() == chosen(edges, count)


@LAW
@given(SETS, st.data())
def test_copy_sets(sets, data):
    values, starts, sizes = flat(sets)
    places = data.draw(st.permutations(range(len(sets))))
    wanted = [place if data.draw(st.booleans()) else -1 for place in places]
    room = np.zeros(len(sets), np.int64)
    room[places] = sizes
    begins = np.cumsum(room) - room
    target = np.zeros(len(values), np.uint32)
    copy_sets(values, np.append(starts, len(values)), np.array(wanted), begins, target)
    for doc, place in enumerate(wanted):
        if place >= 0:
            assert target[begins[place] : begins[place] + sizes[doc]].tolist() == values[starts[doc] : starts[doc] + sizes[doc]].tolist()
