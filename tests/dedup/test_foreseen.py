"""Pairs of one run as days would judge them."""

from __future__ import annotations

import numpy as np
import pytest

from cleaner.config import DedupConfig
from cleaner.dedup import candidates, foreseen, verify
from cleaner.dedup.join import join
from cleaner.dedup.past import Met
from cleaner.dedup.shard import DOC, Batch, sketch
from cleaner.kernels.batch import overlaps
from tests.dedup.texts import bands_of

NOBODY = Met(np.empty(0, DOC), np.empty(0, np.int64), np.empty((0, 3), np.int32), np.empty(0, np.int64))


class NoPast:
    """A past of nobody, which will see pairs of today with some shingles more or fewer in common."""

    error = 0.1

    def __init__(self, off: int = 0) -> None:
        self.off = off

    def common(self, sets, pairs):
        common = overlaps(sets.values, np.append(sets.starts, len(sets.values)), pairs).astype(np.int64)
        return np.where(common > 0, np.maximum(common + self.off, 0), 0)

    def candidates(self, keys, docs):
        return np.empty((0, 2), np.int64)

    def verify(self, candidates, sets, docs, *, numbers, threshold):
        return NOBODY


def joined(texts: list[str], past: NoPast | None):
    config = DedupConfig(keep="first")
    bands, count = bands_of(config), len(texts)
    batch = Batch([text.encode() for text in texts], texts, [""] * count, [0.0] * count, [0] * count, list(range(count)))
    return join([sketch(batch, bands, config)], [np.zeros(1, np.int32)], bands, config, past=past)


def variants(count: int, *, same: int) -> list[str]:
    """Return texts that share their first words, and have others of their own."""
    return [" ".join([f"shared{n}" for n in range(same)] + [f"own{number}x{n}" for n in range(60)]) for number in range(count)]


def test_a_pair_is_judged_by_what_will_seem():
    texts = variants(2, same=320)  # 316 shingles in common, 376 in each: J = .725
    assert joined(texts, None).kept()[0].tolist() == joined(texts, NoPast()).kept()[0].tolist() == [-1, 0]
    assert joined(texts, NoPast(-20)).kept()[0].tolist() == [-1, -1]
    near = variants(2, same=290)  # 286 and 346: J = .704
    assert joined(near, NoPast(-3)).kept()[0].tolist() == [-1, -1]
    below = variants(2, same=280)  # 276 and 336: J = .697
    assert joined(below, None).kept()[0].tolist() == [-1, -1] and joined(below, NoPast(3)).kept()[0].tolist() == [-1, 0]


@pytest.mark.parametrize("same", [270, 320])
def test_long_runs_end_as_short_ones_do(monkeypatch, same):
    texts = variants(12, same=same) + [text + " and a few words more" for text in variants(12, same=same)]
    all_pairs = joined(texts, NoPast()).kept()[0].tolist()
    for module in (candidates, foreseen, verify):
        monkeypatch.setattr(module, "LONGEST_RUN", 13)
    assert joined(texts, NoPast()).kept()[0].tolist() == all_pairs == ([-1] * 12 + list(range(12)) if same == 270 else [-1] + [0] * 11 + all_pairs[12:])
