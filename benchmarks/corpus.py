"""Write a corpus of made-up articles with planted near-duplicates, the same for the same seed.

    python benchmarks/corpus.py OUT.jsonl (--documents N | --megabytes N) [--seed 1] [--copies 0.3] [--of-one 0]

Words are made of syllables and drawn as in speech, few of them often. A share of the articles are copies of others, edited
as reprints of press releases are (measured on 5,400 pairs): the head differs in 84 % (median 8 words), the tail in 60 %
(a tenth over 100 words), and about three blocks inside (median 4 words, a tenth over 60); insert : delete : substitute as 1 : 1 :
3.5. A tenth of the copies are exact, a tenth are cut short. Further articles stand on pages that share a site's furniture, or
share a quotation, and are no copies. `--of-one N` adds so many exact copies of one text. A record has `id`, `site`, `date`,
`text`, and `copy_of`: the id of the article it was made from, or "".
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import orjson

VOCABULARY = 50_000
SYLLABLES = [a + b + c for a in "b d f g h k l m n p r s t v".split() for b in "aeiou" for c in ("", "n", "r", "s")]
SITES, RECENT = 500, 2000
FURNITURE_SHARE, QUOTE_SHARE = 0.1, 0.1


class Writer:
    """Makes articles out of one source of chance."""

    def __init__(self, seed: int, copies: float) -> None:
        self.chance = np.random.Generator(np.random.PCG64(seed))
        self.copies = copies
        drawn = self.chance.integers(len(SYLLABLES), size=(VOCABULARY, 4)).tolist()
        lengths = self.chance.integers(1, 5, VOCABULARY).tolist()
        self.words = ["".join(SYLLABLES[place] for place in row[:length]) for row, length in zip(drawn, lengths, strict=True)]
        self.furniture = [self.make(int(self.chance.integers(30, 120))) for _ in range(SITES)]
        self.quotes = [self.make(int(self.chance.integers(20, 60))) for _ in range(200)]
        self.recent: list[tuple[str, list[str]]] = []

    def make(self, length: int) -> list[str]:
        """Draw words; the n-th of the vocabulary about as often as its rank has it."""
        return [self.words[place] for place in (self.chance.random(length) ** 3 * VOCABULARY).astype(np.int64).tolist()]

    def length(self, median: float, ninth: float) -> int:
        """Draw a length, of which the median and the ninth tenth are known: log-normal."""
        spread = math.log(ninth / median) / 1.2816
        return max(1, round(median * math.exp(spread * self.chance.standard_normal())))

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield articles without end."""
        for number in count():
            site = int(self.chance.integers(SITES))
            if self.recent and self.chance.random() < self.copies:
                source, article = self.recent[int(self.chance.integers(len(self.recent)))]
                article = self.copied(article)
            else:
                source, article = "", self.article(site)
                self.remember(f"doc-{number}", article)
            text = " ".join(article)
            yield {
                "id": f"doc-{number}",
                "site": f"site-{site}.example",
                "date": f"20{number % 20:02}-01-{number % 28 + 1:02}",
                "text": text,
                "copy_of": source,
            }

    def article(self, site: int) -> list[str]:
        """Return an article: some stand on pages with the furniture of their site, some quote what others quote."""
        article = self.make(self.length(230, 560))
        kind = self.chance.random()
        if kind < FURNITURE_SHARE:
            return [*self.furniture[site], *article]
        if kind < FURNITURE_SHARE + QUOTE_SHARE:
            quote = self.quotes[int(self.chance.integers(len(self.quotes)))]
            return [*article[: len(article) // 2], *quote, *article[len(article) // 2 :]]
        return article

    def remember(self, id: str, article: list[str]) -> None:
        """Let an article be copied for a while."""
        if len(self.recent) < RECENT:
            self.recent.append((id, article))
        else:
            self.recent[int(self.chance.integers(RECENT))] = id, article

    def copied(self, article: list[str]) -> list[str]:
        """Return a copy as a reprint would be."""
        kind = self.chance.random()
        if kind < 0.1:
            return article
        if kind < 0.2:
            return article[: max(5, int(len(article) * self.chance.uniform(0.3, 0.95)))]
        article = list(article)
        if self.chance.random() < 0.84:
            self.edit(article, 0, self.length(8, 30))
        if self.chance.random() < 0.6:
            length = self.length(20, 100)
            self.edit(article, max(0, len(article) - length), length)
        for _ in range(int(self.chance.poisson(3))):
            self.edit(article, int(self.chance.integers(len(article) + 1)), self.length(4, 60))
        return article

    def edit(self, article: list[str], at: int, length: int) -> None:
        """Insert, delete or substitute a block in place."""
        kind = self.chance.random() * 5.5
        new = self.make(length) if kind >= 1 else []
        article[at : at + (0 if 1 <= kind < 2 else length)] = new


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--documents", type=int, default=0)
    parser.add_argument("--megabytes", type=float, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--copies", type=float, default=0.3)
    parser.add_argument("--of-one", type=int, default=0)
    args = parser.parse_args()
    with args.out.open("wb") as file:
        for number, record in enumerate(Writer(args.seed, args.copies).records()):
            if number >= args.documents and file.tell() >= args.megabytes * 1e6:
                break
            file.write(orjson.dumps(record) + b"\n")
        for number in range(args.of_one):
            file.write(orjson.dumps({**record, "id": f"one-{number}", "site": f"site-{number % SITES}.example"}) + b"\n")


if __name__ == "__main__":
    main()
