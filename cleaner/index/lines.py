"""The lines of past documents, site by site, as a shard beside today's: furniture is counted over both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.index.file import IndexFile, ask
from cleaner.ledger import plain
from cleaner.repeats.shard import LINE, LineShard

__all__ = ["HASH_BITS", "MOST_PAGES", "MOST_WORDS", "NO_LINES", "PastLines", "packed_lines", "past_lines"]

MOST_PAGES, MOST_IN_ALL = 10_000, 150_000
"""Past pages that are looked at, the latest ones: of a site, and together, of each site at most as many as of another. Counting takes 30 µs a page."""
HASH_BITS = 32
"""What is held of a line's hash: lines are told apart within a site."""
MOST_WORDS, _MOST_LEFT = 255, 3
"""No threshold asks for more words of a line, and of those that the mask leaves."""
_WITHIN = "SEMI JOIN today USING (site) ANTI JOIN gone USING (seq) WHERE lines IS NOT NULL"
_COUNT = "SELECT count(*) AS pages FROM documents {within} GROUP BY {each}"
_QUERY = """
SELECT seq, site, coalesce(kept, seq) AS cluster, lines, masked, words, kinds FROM documents SEMI JOIN (
    SELECT seq FROM documents {within}
    QUALIFY row_number() OVER (PARTITION BY {each} ORDER BY seq DESC) <= {most}
) USING (seq) ORDER BY seq
"""


class PastLines(NamedTuple):
    """The lines of n past documents.

    The site of each; `clusters` int64[n]: the label of what is kept in its place, or its own; `labels` int64[n]: its own. `left_out` tells of each line whether
    the sketch left it out.
    """

    shard: LineShard
    sites: list[str]
    clusters: NDArray[np.int64]
    labels: NDArray[np.int64]
    left_out: NDArray[np.bool_]


NO_LINES = PastLines(
    {"lines": np.empty(0, LINE), "line_bounds": np.zeros(1, np.int64)}, [], np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.bool_)
)


def packed_lines(lines: NDArray[Any], left_out: NDArray[np.bool_] | None = None) -> dict[str, NDArray[Any]]:
    """Return the columns of lines LINE[m] in the index: hashes, words, and in `kinds` flags, words that the mask leaves, and if the sketch leaves it out."""
    kinds = lines["flags"] | np.minimum(lines["left"], _MOST_LEFT).astype(np.uint8) << np.uint8(2)
    if left_out is not None:
        kinds = kinds | left_out.astype(np.uint8) << np.uint8(4)
    hashes = {"lines": lines["exact"].astype(np.uint32), "masked": lines["masked"].astype(np.uint32)}
    return {**hashes, "words": np.minimum(lines["words"], MOST_WORDS).astype(np.uint8), "kinds": kinds.astype(np.uint8)}


def past_lines(index: IndexFile, sites: Sequence[str] | None, gone: NDArray[np.int64]) -> PastLines:
    """Return the lines of the past documents of these sites, or with None of all as if they were one, but for the old selves `gone` of today's."""
    import pyarrow as pa

    if not index.exists or sites == []:
        return NO_LINES
    tables = {"today": pa.table({"site": pa.array(map(plain, sites or ()), pa.string())}), "gone": pa.table({"seq": gone})}
    within, each = (_WITHIN.removeprefix("SEMI JOIN today USING (site)"), "true") if sites is None else (_WITHIN, "site")
    most = _pages_each(ask(index.path, _COUNT.format(within=within, each=each), **tables)["pages"].to_numpy())
    found = ask(index.path, _QUERY.format(most=most, within=within, each=each), **tables).combine_chunks()
    lists = {name: found[name].combine_chunks() for name in ("lines", "masked", "words", "kinds")}
    values = {name: list.flatten().to_numpy() for name, list in lists.items()}
    lines = np.zeros(len(values["lines"]), LINE)
    lines["exact"], lines["masked"], lines["words"] = values["lines"], values["masked"], values["words"]
    lines["flags"], lines["left"] = values["kinds"] & 3, values["kinds"] >> 2 & 3
    sizes = lists["lines"].value_lengths().to_numpy()
    bounds = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes, dtype=np.int64)])
    clusters, labels = (found[name].to_numpy().astype(np.int64) for name in ("cluster", "seq"))
    return PastLines({"lines": lines, "line_bounds": bounds}, found["site"].to_pylist(), clusters, labels, values["kinds"] >> 4 > 0)


def _pages_each(counts: NDArray[np.int64]) -> int:
    """Return how many pages of each site are looked at, of sites that have so many."""
    most = MOST_PAGES
    while most > 1 and np.minimum(counts, most).sum() > MOST_IN_ALL:
        most = most * 9 // 10
    return most
