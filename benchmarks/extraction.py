"""Score extractors of main content on pages with gold texts, alone and with us: precision, recall, F1, pages per second.

    python benchmarks/extraction.py GOLD.jsonl.zst... [--only NAME] [--every N] [--timed N] [--check | --raise]

A GOLD has an object a line with `id`, `html` and `gold`. Each extractor runs alone, and with us: rules over HTML before it,
rules over text after it (and, for trafilatura, what it lost put back; for resiliparse, pages handed over). `visible` is the
whole visible text, with us under preset `raw`. Scores are means over pages, by words (F1 of each page) and by 4-word
shingles (F1 of the mean precision and the mean recall).

Speed is pages per second of processor time, on one core, of every fifth page (`--timed N`: of every Nth), after all were read once,
which compiles rules: twenty pages by one extractor, the same twenty by the next, and so on, three times over, so that what else the machine
does slows all of them. Of each page the median counts. Each extractor begins with the page as text, and parses it itself. The last column
is the speed beside that of trafilatura alone.

Extractors that are not installed are left out: pip install '.[bench]'. `--check` compares with the floors beside this file and
fails below one; `--raise` lifts them. `--every 3` takes a third of the pages; it has no floors.
"""

from __future__ import annotations

import argparse
import collections
import importlib.util
import io
import itertools
import logging
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import floors
import orjson
import zstandard

from cleaner import Cleaner, Config, Document
from cleaner.html.parse import parse, read_page
from cleaner.html.visible import visible_text

FLOORS = Path(__file__).parent / "floors.extraction.json"
WORD = re.compile(r"\w+")
SHINGLE = 4
IN_TURN, ROUNDS = 20, 3
Alone = Callable[[str], str]
Extract = Callable[[str, str], str]


def trafilatura_alone(html: str) -> str:
    from trafilatura import extract

    return extract(html, include_comments=False) or ""


def resiliparse_alone(html: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(html, main_content=True, alt_texts=False))


def readability_alone(html: str) -> str:
    from readability import Document as Readable

    return visible_text(parse(read_page(Readable(html).summary())))


def justext_alone(html: str) -> str:
    import justext

    paragraphs = justext.justext(html.encode(), justext.get_stoplist("English"), encoding="utf-8")
    return "\n".join(paragraph.text for paragraph in paragraphs if not paragraph.is_boilerplate)


def visible_alone(html: str) -> str:
    return visible_text(parse(read_page(html)))


ALONE: dict[str, Alone] = {
    "trafilatura": trafilatura_alone,
    "resiliparse": resiliparse_alone,
    "readability": readability_alone,
    "justext": justext_alone,
    "visible": visible_alone,
}
OURS = {"trafilatura": "trafilatura", "resiliparse": "resiliparse", "visible": "none"}
"""Ours, by the extractor that they build on; the others get the page without what rules over HTML took."""


def alone_at(name: str) -> Extract:
    """Return an extractor that is told the address too, and makes nothing of it."""
    return lambda html, _: ALONE[name](html)


def with_us(name: str) -> Extract:
    """Return an extractor between the rules over HTML and the rules over text."""
    cleaner = Cleaner(Config(preset="raw" if name == "visible" else "extracted", extractor=OURS.get(name, "none")))

    def extract(html: str, url: str) -> str:
        if name in OURS:
            found = cleaner.extract(html, url=url)
            text, meta = found.text, found.meta
        else:
            text, meta = peer(html, url)
        return cleaner.clean(Document(text, "", meta.get("site", ""), meta)).text

    def peer(html: str, url: str) -> tuple[str, dict[str, str]]:
        from lxml import etree

        from cleaner.html.metadata import metadata

        tree = parse(read_page(html))
        meta = metadata(tree, url)
        cleaner.pruner.prune(tree, meta)
        return ALONE[name](etree.tostring(tree, encoding="unicode", method="html")), meta

    return extract


class Score(NamedTuple):
    """Precision, recall and F1 of one text."""

    precision: float
    recall: float
    f1: float


def score(gold: collections.Counter[Any], text: collections.Counter[Any]) -> Score:
    """Compare two bags."""
    if not gold or not text:
        return Score(*[float(not gold and not text)] * 3)
    common = (gold & text).total()
    precision, recall = common / text.total(), common / gold.total()
    return Score(precision, recall, 2 * precision * recall / (precision + recall) if common else 0.0)


def words(text: str) -> collections.Counter[str]:
    return collections.Counter(WORD.findall(text.lower()))


def shingles(text: str) -> collections.Counter[tuple[str, ...]]:
    tokens = WORD.findall(text)
    return collections.Counter(tuple(tokens[i : i + SHINGLE]) for i in range(max(1, len(tokens) - SHINGLE + 1)) if tokens)


def pages(path: Path, every: int) -> Iterator[dict[str, Any]]:
    """Yield the pages of a gold set that have a gold text."""
    with path.open("rb") as file:
        for number, line in enumerate(io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(file))):
            if number % every == 0 and (row := orjson.loads(line))["gold"].strip():
                yield row


class Run(NamedTuple):
    """The scores of an extractor on each page of a gold set."""

    by_words: list[Score]
    by_shingles: list[Score]

    def line(self) -> str:
        """Return the scores as columns of a table."""
        return "  ".join(f"{value:.4f}" for value in (*(mean(self.by_words, i) for i in range(3)), *self.shingle_means()))

    def shingle_means(self) -> tuple[float, float, float]:
        """Return precision, recall, and the F1 of these means."""
        precision, recall = mean(self.by_shingles, 0), mean(self.by_shingles, 1)
        return precision, recall, 2 * precision * recall / (precision + recall)


def mean(scores: list[Score], column: int) -> float:
    return statistics.mean(one[column] for one in scores)


def run(path: Path, extract: Extract, every: int) -> Run:
    result = Run([], [])
    for page in pages(path, every):
        text = extract(page["html"], page.get("url") or "")
        result.by_words.append(score(words(page["gold"]), words(text)))
        result.by_shingles.append(score(shingles(page["gold"]), shingles(text)))
    return result


def speeds(path: Path, extractors: dict[str, Extract], every: int) -> dict[str, float]:
    """Return the pages that each extractor reads in a second of a processor, taking turns."""
    seconds: dict[str, list[float]] = {name: [] for name in extractors}
    timed = pages(path, every)
    while some := list(itertools.islice(timed, IN_TURN)):
        rounds = [{name: [time_of(extract, page) for page in some] for name, extract in extractors.items()} for _ in range(ROUNDS)]
        for name, used in seconds.items():
            used += map(statistics.median, zip(*(one[name] for one in rounds), strict=True))
    return {name: len(used) / max(1e-9, sum(used)) for name, used in seconds.items()}


def time_of(extract: Extract, page: dict[str, Any]) -> float:
    begun = time.process_time()
    extract(page["html"], page.get("url") or "")
    return time.process_time() - begun


def is_there(name: str) -> bool:
    return name == "visible" or importlib.util.find_spec(name) is not None


def measure(path: Path, names: list[str], *, every: int, timed: int) -> dict[str, float]:
    """Print what extractors come to on a gold set; return the scores."""
    stem = path.name.split(".")[0]
    figures: dict[str, float] = {}
    extractors: dict[str, Extract] = {"trafilatura": alone_at("trafilatura")}
    print(f"{stem:24} words P  R       F1      shingles P  R   F1", flush=True)
    for name in names:
        both = {name: alone_at(name), f"{name} with us": with_us(name)}
        extractors |= both
        alone, ours = (run(path, extract, every) for extract in both.values())
        change = [b.f1 - a.f1 for a, b in zip(alone.by_words, ours.by_words, strict=True)]
        up, down = sum(value > 0.01 for value in change), sum(value < -0.01 for value in change)
        print(f"{name:24} {alone.line()}")
        print(f"{name + ' with us':24} {ours.line()}  pages up > .01: {up}, down: {down}", flush=True)
        for label, one in zip(both, (alone, ours), strict=True):
            figures |= {f"{stem} {label}, words": mean(one.by_words, 2), f"{stem} {label}, shingles": one.shingle_means()[2]}
    found = speeds(path, extractors, every * timed)
    for name, speed in found.items():
        print(f"{name:24} {speed:8.1f} pages/s {speed / found['trafilatura']:6.2f}")
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--only", choices=tuple(ALONE))
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--timed", type=int, default=5)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--raise", dest="raise_", action="store_true")
    args = parser.parse_args()
    logging.disable(logging.CRITICAL)
    figures: dict[str, float] = {}
    names = [args.only] if args.only else [*filter(is_there, ALONE)]
    for path in args.gold:
        figures |= measure(path, names, every=args.every, timed=args.timed)
    if args.raise_ and args.every == 1:
        floors.raise_floors(FLOORS, figures)
    if args.check and args.every == 1 and (fallen := floors.check(FLOORS, figures)):
        sys.exit("\n".join(fallen))


if __name__ == "__main__":
    main()
