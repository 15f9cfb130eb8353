"""The kernel and its slow twin agree, bit for bit, on any text, however a batch is cut."""

from __future__ import annotations

import sys
import unicodedata

import datasketch
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.kernels.batch import overlaps, shingle_sets, signatures, sketch_sets
from cleaner.text.shingles import hash_text, shingle_hashes
from tests.strategies import LAW, SENTENCES, SIGNS

LETTERS = "aZ é ß İ ſ ﬀ ﬅ Å ΐ Σ ς Ж й ѝ ё أ ؤ ى ﷺ ﻻ ﺀ א שׁ אַ क ख़ न ऩ ব ো த ொ ക ൊ ก ำ ข ກ ຳ ក ខ က ဥ 한 각 ᄒ 가 橋 豈 か が カ ガ ｶ ー 々 〇 ㍿ ㎏ ½ ² ① Ⅷ Ａ ９ … ™ ¨ ͺ ´ < ≮ = ≠ \u00a0 \u2126 \u212b 𝒜 𝟘 𐐀 𑄱 𑒹 🄰 㐀 𠀀 丽"
MARKS = (
    "\u0300\u0301\u0304\u0307\u0308\u0323\u0327\u0328\u0331\u0338\u0345\u0344\u0340\u093c\u094d\u09be\u09d7\u0b3e\u0bbe\u0bd7\u0cd5\u0d3e\u0d57\u0dca\u0dcf"
    "\u0e38\u0e48\u0e31\u0eb8\u0ec8\u102e\u1039\u17d2\u1161\u1175\u11a8\u11c2\u3099\u309a\uff9e\uff9f\u064b\u064e\u0651\u0653\u0654\u0655\u0670\u05b7\u05c1\u05bc"
    "\u0f71\u0f72\u0f74\u0f80\u0f73\u1b35\U000110ba\U00011127\U000114b0\U000114ba\U000115af\U0001d165\U0001d16e\ufe0f\U000e0100\u200d\u0334\u20d2"
)
CHARS = st.one_of(st.sampled_from(LETTERS), st.sampled_from(MARKS), st.sampled_from("abc .-\n"), st.characters(exclude_categories=()))
STRETCHES = st.one_of(
    st.lists(CHARS, max_size=9).map("".join), st.sampled_from(SENTENCES + SIGNS), st.text(alphabet="aBc1 .", max_size=90), st.text(max_size=8)
)
TEXTS = st.lists(STRETCHES, max_size=8).map("".join)
BYTES = st.one_of(st.binary(max_size=40), TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")))
"""Documents as bytes; some are no UTF-8, some hold surrogates."""


def batch(documents: list[bytes]) -> tuple[np.ndarray, np.ndarray]:
    return np.frombuffer(b"".join(documents), np.uint8), np.cumsum([0, *map(len, documents)], dtype=np.int64)


def check(documents: list[bytes], *, ngram: int = 5, num_perm: int = 128) -> None:
    """Demand of all that the kernel says that its twin and datasketch say it too."""
    texts = [data.decode("utf-8", "replace") for data in documents]
    made, sets = signatures(*batch(documents), ngram=ngram, num_perm=num_perm), shingle_sets(*batch(documents), ngram=ngram)
    both = sketch_sets(*batch(documents), ngram=ngram, num_perm=num_perm)
    assert all(np.array_equal(one, other) for one, other in zip((*made, *sets), (*both[0], *both[1]), strict=True))
    for i, text in enumerate(texts):
        hashes = shingle_hashes(text, ngram=ngram)
        assert sets.values[sets.bounds[i] : sets.bounds[i + 1]].tolist() == sorted(hashes), ascii(text)
        assert int(made.texts[i]) == hash_text(text)
        assert len(hashes) <= made.counts[i] and (made.counts[i] > 0) == bool(hashes)
        assert made.matrix[i].tolist() == reference(hashes, num_perm).hashvalues.tolist()


def reference(hashes: set[int], num_perm: int, seed: int = 1) -> datasketch.MinHash:
    made = datasketch.MinHash(num_perm, seed, scheme="affine32", hashfunc=int)
    if hashes:
        made.update_batch(sorted(hashes))
    return made


@LAW
@given(st.lists(BYTES, max_size=4), st.sampled_from((1, 2, 5, 63)))
def test_equals_its_twin(documents: list[bytes], ngram: int) -> None:
    check(documents, ngram=ngram, num_perm=8)


@LAW
@given(TEXTS)
def test_equals_its_twin_on_a_long_document(text: str) -> None:
    check([(text * 5).encode("utf-8", "surrogatepass")], ngram=2, num_perm=4)


@LAW
@given(st.lists(BYTES, max_size=6), st.integers(0, 6))
def test_a_batch_can_be_cut_anywhere(documents: list[bytes], cut: int) -> None:
    whole, parts = signatures(*batch(documents)), [signatures(*batch(part)) for part in (documents[:cut], documents[cut:])]
    for all_, one, other in zip(whole, *parts, strict=True):
        assert np.array_equal(all_, np.concatenate((one, other)))


def test_equals_its_twin_on_every_code_point() -> None:
    unified = (range(0x3500, 0x4D00), range(0x4F00, 0x9F00), range(0xAD00, 0xD700), range(0x17100, 0x18C00), range(0x20100, 0x2A000), range(0x2A800, 0x32000))
    points = set(range(sys.maxunicode + 1)).difference(*unified)
    documents = [f"a{char} b" for char in map(chr, sorted(points)) if unicodedata.category(char)[0] != "C"]
    made = signatures(*batch([text.encode() for text in documents]), num_perm=4)
    assert made.texts.tolist() == [hash_text(text) for text in documents]


@pytest.mark.parametrize("base", ["a", "橋", "é", " "])
def test_equals_its_twin_on_every_mark(base: str) -> None:
    marks = [char for char in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(char)[0] == "M"]
    documents = [f"{base}{char}b {base}\u0301{char} {base}{char}\u0323".encode() for char in marks]
    made = signatures(*batch(documents), num_perm=4)
    assert made.texts.tolist() == [hash_text(data.decode()) for data in documents]


@pytest.mark.parametrize("words", [31, 33, 2000, 8196, 20_000])
def test_equals_its_twin_on_a_document_of_many_words(words: int) -> None:
    check([" ".join(str(number * number % 7919) for number in range(words)).encode()], num_perm=4)


@pytest.mark.parametrize("num_perm", [1, 4, 7, 128, 256])
def test_any_number_of_permutations(num_perm: int) -> None:
    check([b"The vote passed by two, and the mayor left early, on foot.", b""], num_perm=num_perm)


def test_signatures_depend_on_the_seed_as_those_of_datasketch() -> None:
    text = "The vote passed by two, and the mayor left early."
    made = signatures(*batch([text.encode()]), seed=9)
    assert made.matrix[0].tolist() == reference(shingle_hashes(text), 128, 9).hashvalues.tolist()


def test_a_text_without_words_is_marked() -> None:
    made = signatures(*batch([b"", b" --- ", "…".encode(), b"word"]))
    assert made.counts.tolist() == [0, 0, 0, 1]
    assert (made.matrix[:3] == 2**32 - 1).all()


def test_no_documents_at_all() -> None:
    assert signatures(*batch([])).matrix.shape == (0, 128)
    assert shingle_sets(*batch([])).bounds.tolist() == [0]


@pytest.mark.parametrize("ngram", [0, 64])
def test_a_shingle_has_so_many_words(ngram: int) -> None:
    with pytest.raises(ValueError, match="1 to 63 words"):
        signatures(*batch([b"a"]), ngram=ngram)


@settings(LAW, max_examples=40)
@given(st.lists(st.frozensets(st.integers(0, 60), max_size=40), min_size=1, max_size=6))
def test_overlaps_are_sizes_of_intersections(sets: list[frozenset[int]]) -> None:
    values = np.array([value for each in sets for value in sorted(each)], np.uint32)
    bounds = np.cumsum([0, *map(len, sets)], dtype=np.int64)
    pairs = np.array([(a, b) for a in range(len(sets)) for b in range(len(sets))], np.int64)
    assert overlaps(values, bounds, pairs).tolist() == [len(sets[a] & sets[b]) for a, b in pairs]
