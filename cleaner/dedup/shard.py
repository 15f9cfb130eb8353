"""What sketching some documents comes to, as arrays: enough to find, verify and cluster near-duplicates without the texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaner.config import DedupConfig
from cleaner.dedup.curve import Bands
from cleaner.kernels.batch import signatures, sketch_sets
from cleaner.kernels.near import band_keys, hash_rows

__all__ = ["DOC", "Batch", "Shard", "flat", "hash_names", "names_of", "sites_of", "sketch"]

DOC = np.dtype(
    [
        ("value", np.float64),  # by the keeper's policy, the smaller the better
        ("content", np.uint64),  # of the text's bytes
        ("id", np.uint64),
        ("site", np.uint64),
        ("tokens", np.uint64),  # of the folded words in their order: copies have equal ones
        ("size", np.int32),  # different shingles, or where there are no sets all; 0 for a text without words
        ("source", np.int32),
        ("record", np.int64),
    ]
)
Shard = Mapping[str, NDArray[Any]]
"""Arrays by name: `docs` DOC[n]; `keys` uint64[bands, n]; `values` uint32[N] and `bounds` int64[n + 1], the sorted shingle set of
each document, unless these are made later, of some; `names` uint8 and `name_bounds` int64[n + 1], their ids, and `derived` bool[n], whether these are made
of texts or of names of files; `sites` uint8 and `site_bounds`, the different sites."""


@dataclass(slots=True)
class Batch:
    """Documents on their way into a shard."""

    texts: list[bytes] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    sites: list[str] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    sources: list[int] = field(default_factory=list)
    records: list[int] = field(default_factory=list)
    derived: list[bool] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.texts)

    def add(self, text: bytes, id: str, site: str, *, value: float, place: tuple[int, int], derived: bool = False) -> None:
        """Take up a document, its text in UTF-8; `value` is its keeper's, `place` the number of its source and of its record there.

        An id is `derived` if it is made of the text or of the file's name.
        """
        self.texts.append(text)
        self.ids.append(id)
        self.sites.append(site)
        self.values.append(value)
        self.sources.append(place[0])
        self.records.append(place[1])
        self.derived.append(derived)


def sketch(
    batch: Batch, bands: Bands, config: DedupConfig, *, texts: tuple[NDArray[np.uint8], NDArray[np.int64]] | None = None, sets: bool = True
) -> dict[str, NDArray[Any]]:
    """Return the shard of a batch, whose `texts` may already be `flat`, with its `sets` or without them."""
    buffer, bounds = texts or flat(batch.texts)
    if sets:
        (matrix, _, tokens), (values, value_bounds) = sketch_sets(buffer, bounds, num_perm=bands.permutations, ngram=config.ngram)
        sizes = np.diff(value_bounds)
        kept: dict[str, NDArray[Any]] = {"values": values, "bounds": value_bounds}
    else:
        matrix, sizes, tokens = signatures(buffer, bounds, num_perm=bands.permutations, ngram=config.ngram)
        kept = {}
    names, name_bounds = flat([_encode(name) for name in batch.ids])
    sites = {site: number for number, site in enumerate(sorted(set(batch.sites)))}
    site_buffer, site_bounds = flat([_encode(site) for site in sites])
    docs = np.empty(len(batch.ids), DOC)
    docs["value"], docs["source"], docs["record"] = batch.values, batch.sources, batch.records
    docs["content"], docs["id"] = hash_rows(buffer, bounds), hash_rows(names, name_bounds)
    docs["site"] = hash_rows(site_buffer, site_bounds)[np.array([sites[site] for site in batch.sites], np.int64)]
    docs["tokens"], docs["size"] = tokens, sizes
    salts = docs["site"].copy() if config.scope == "within" else np.zeros(len(docs), np.uint64)
    return {
        "docs": docs,
        "keys": band_keys(matrix, salts, bands.bands, bands.rows),
        **kept,
        "names": names,
        "name_bounds": name_bounds,
        "derived": np.array(batch.derived, np.bool_),
        "sites": site_buffer,
        "site_bounds": site_bounds,
    }


def hash_names(names: Sequence[str]) -> NDArray[np.uint64]:
    """Return the hashes by which documents know their ids and sites."""
    hashes: NDArray[np.uint64] = hash_rows(*flat([_encode(name) for name in names]))
    return hashes


def names_of(shard: Shard) -> list[str]:
    """Return the ids of a shard's documents."""
    return _strings(shard["names"], shard["name_bounds"])


def sites_of(shards: Iterable[Shard]) -> dict[int, str]:
    """Return the sites of all shards by their hashes."""
    found: dict[int, str] = {}
    for shard in shards:
        names = _strings(shard["sites"], shard["site_bounds"])
        found.update(zip(hash_names(names).tolist(), names, strict=True))
    return found


def flat(pieces: Sequence[bytes]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Return pieces one after another, and where each begins and ends."""
    bounds = np.zeros(len(pieces) + 1, np.int64)
    np.cumsum([len(piece) for piece in pieces], out=bounds[1:])
    return np.frombuffer(b"".join(pieces), np.uint8), bounds


def _strings(buffer: NDArray[np.uint8], bounds: NDArray[np.int64]) -> list[str]:
    data, ends = buffer.tobytes(), bounds.tolist()
    return [data[start:end].decode("utf-8", "surrogatepass") for start, end in pairwise(ends)]


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
