"""The kernel folds lines as its slow twin does, bit for bit."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleaner.kernels.folding import Folded, Stretches, fold_lines, split_lines
from cleaner.text.lines import DATE_HASHES, MASK, line_key
from tests.kernels.test_batch import BYTES, TEXTS, batch
from tests.strategies import LAW

PIECES = st.sampled_from(
    ["3", "May", "14 June", "2024", "12,345", "Montag", " ", " of ", "①", "½", "１２", "٣", "Posted", ".", "”", ":", "###", "年", "月", "5日", "é", "…"]
)
LINES = st.one_of(TEXTS.map(lambda text: text.replace("\n", " ")), st.lists(PIECES, max_size=12).map("".join), st.lists(PIECES, max_size=12).map(" ".join))


def folded(documents: list[bytes]) -> tuple[Stretches, Folded]:
    buffer, offsets = batch(documents)
    lines = split_lines(buffer, offsets)
    return lines, fold_lines(buffer, lines, dates=np.array(DATE_HASHES, np.uint64), mask=MASK)


def twin(documents: list[bytes]) -> list[tuple[int, tuple[int, ...]]]:
    blank = b" \t\n\r\v\f"
    lines = [(doc, line.strip(blank)) for doc, data in enumerate(documents) for line in data.split(b"\n")]
    return [(doc, tuple(line_key(line.decode("utf-8", "surrogatepass")))) for doc, line in lines if line]


@LAW
@given(st.lists(LINES, max_size=6))
@example(["\ud83d"])
@example(["\ud83d 3 May \ude00x", "\ude00 é"])
def test_equals_its_twin_on_lines(lines: list[str]) -> None:
    documents = ["\n".join(lines).encode("utf-8", "surrogatepass")]
    places, made = folded(documents)
    assert [(int(doc), tuple(map(int, values))) for doc, *values in zip(places.doc, *made, strict=True)] == twin(documents)


@LAW
@given(st.lists(BYTES, max_size=4))
def test_equals_its_twin_on_any_documents(documents: list[bytes]) -> None:
    documents = [data.decode("utf-8", "replace").encode() for data in documents]
    places, made = folded(documents)
    assert [(int(doc), tuple(map(int, values))) for doc, *values in zip(places.doc, *made, strict=True)] == twin(documents)


@pytest.mark.parametrize("documents", [[], [b""], [b"\n\n", b" \r\n"]])
def test_there_may_be_no_lines(documents: list[bytes]) -> None:
    assert len(folded(documents)[0].doc) == 0


def test_places_are_those_of_the_words() -> None:
    places, _ = folded([b" a b \r\n\nc", b"d\n"])
    assert list(zip(*map(np.ndarray.tolist, places), strict=True)) == [(0, 1, 4), (0, 8, 9), (1, 9, 10)]


def test_lines_of_any_length_end_where_they_end() -> None:
    documents = [b"\n".join(b"x" * size for size in range(200)), b"y" * 130, b"\xff" * 70 + b"\x0b\n" * 64]
    buffer, offsets = batch(documents)
    places = split_lines(buffer, offsets)
    lines = [(doc, bytes(buffer[start:end])) for doc, start, end in zip(*map(np.ndarray.tolist, places), strict=True)]
    assert lines == [(doc, line.strip()) for doc, data in enumerate(documents) for line in data.split(b"\n") if line.strip()]
