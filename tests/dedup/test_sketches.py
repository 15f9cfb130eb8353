"""Sketches go to datasketch and come back."""

from __future__ import annotations

import datasketch
import numpy as np
import pytest

from cleaner.dedup.sketches import Sketches
from cleaner.errors import CleanerError
from cleaner.text.shingles import shingle_hashes

TEXTS = {
    "first": "The council met on Monday, talked until ten and voted for the new bridge by nine to four.",
    "again": "The council met on Monday, talked until ten and voted for the new bridge by ten to three.",
    "other": "委員会は月曜日に開かれた。橋は来年できる。",
    "empty": "…",
}


def sketches(**options: int) -> Sketches:
    return Sketches.of(list(TEXTS), list(TEXTS.values()), **options)


def minhash(text: str, **options: object) -> datasketch.MinHash:
    made = datasketch.MinHash(**{"scheme": "affine32", **options}, hashfunc=int)
    for value in shingle_hashes(text):
        made.update(value)
    return made


@pytest.mark.parametrize("options", [{}, {"num_perm": 64}, {"seed": 7}])
def test_a_sketch_is_a_minhash_of_datasketch(options: dict[str, int]) -> None:
    made = sketches(**options).to_datasketch()
    for id, text in TEXTS.items():
        assert made[id] == datasketch.LeanMinHash(minhash(text, **options))
        assert made[id].jaccard(minhash(TEXTS["first"], **options)) == minhash(text, **options).jaccard(minhash(TEXTS["first"], **options))


def test_an_index_of_datasketch_finds_them() -> None:
    made = sketches().to_datasketch()
    index = datasketch.MinHashLSH(threshold=0.5)
    for id, each in made.items():
        index.insert(id, each)
    assert set(index.query(minhash(TEXTS["first"]))) == {"first", "again"}


@pytest.mark.parametrize("count", [0, 1, 4])
def test_they_come_back_as_they_were(count: int) -> None:
    made = Sketches.of(list(TEXTS)[:count], list(TEXTS.values())[:count], num_perm=128)
    back = Sketches.from_datasketch(made.to_datasketch())
    assert (back.ids, back.seed, back.matrix.dtype, back.matrix.shape) == (made.ids, 1, np.uint32, (count, 128))
    assert np.array_equal(back.matrix, made.matrix)


@pytest.mark.parametrize("options", [{"scheme": "legacy"}, {"seed": 2}, {"num_perm": 64}])
def test_they_come_only_from_minhashes_of_one_kind(options: dict[str, object]) -> None:
    with pytest.raises(CleanerError, match=r"these MinHashes are not of one kind: .* permutations \(make all with .*\[sketches-differ\]"):
        Sketches.from_datasketch({"a": minhash("one"), "b": minhash("two", **options)})


def test_sketches_stand_for_different_documents() -> None:
    matrix = sketches().matrix
    assert 0.3 < (matrix[0] == matrix[1]).mean() < 0.9
    assert (matrix[0] == matrix[2]).sum() == 0
    assert (matrix[3] == 2**32 - 1).all()
