"""Texts of a made-up vocabulary, copies of them with edits, and what is true of them, by hand."""

from __future__ import annotations

import random
from functools import lru_cache

import numpy as np

from cleaner.config import DedupConfig
from cleaner.dedup.curve import Bands, choose_bands
from cleaner.dedup.join import Joined, join
from cleaner.dedup.shard import Batch, sketch
from cleaner.text.shingles import shingle_hashes

SYLLABLES = "ba be bo da de do fa fe fo ga ge go ka ke ko la le lo ma me mo na ne no pa pe po ra re ro sa se so ta te to".split()


def words(source: random.Random, count: int) -> list[str]:
    return ["".join(source.choices(SYLLABLES, k=source.randint(1, 4))) for _ in range(count)]


def edited(source: random.Random, text: str, edits: int) -> str:
    """Change some stretches of a text."""
    tokens = text.split()
    for _ in range(edits):
        at = source.randrange(len(tokens) + 1)
        tokens[at : at + source.randint(0, 3)] = words(source, source.randint(0, 3))
    return " ".join(tokens)


def corpus(seed: int, *, originals: int = 40, copies: int = 3) -> list[str]:
    """Return texts, and copies of some of them, edited more and more; exact copies among them."""
    source = random.Random(seed)
    texts = []
    for _ in range(originals):
        text = " ".join(words(source, source.randint(3, 120)))
        texts += [text] + [edited(source, text, source.choice((0, 1, 2, 5, 12))) for _ in range(source.randint(0, copies))]
    return texts


@lru_cache(4096)
def _shingles(text: str) -> set[int]:
    return shingle_hashes(text)


def jaccard(a: str, b: str) -> float:
    x, y = _shingles(a), _shingles(b)
    return len(x & y) / len(x | y) if x | y else 0.0


def containment(a: str, b: str) -> float:
    x, y = _shingles(a), _shingles(b)
    return len(x & y) / min(len(x), len(y)) if x and y else 0.0


def joined(texts: list[str], config: DedupConfig | None = None, *, cuts: int = 1, threads: int = 1, sites: list[str] | None = None) -> Joined:
    """Join texts in so many shards; their ids are their texts."""
    config = config or DedupConfig()
    bands = bands_of(config)
    shards = []
    for places in np.array_split(np.arange(len(texts)), cuts):
        some = [texts[place] for place in places]
        where = [sites[place] if sites else "" for place in places]
        values = [-float(len(text)) for text in some]
        shards.append(sketch(Batch([text.encode() for text in some], some, where, values, [0] * len(some), places.tolist()), bands, config))
    return join(shards, [np.zeros(1, np.int32)] * cuts, bands, config, threads=threads)


def bands_of(config: DedupConfig) -> Bands:
    return choose_bands(config.threshold, config.recall, permutations=config.permutations)
