"""An index for many writers: band keys in datasketch's MinHashLSH on Redis, sketches and names beside them.

It remembers near-duplicates alone, not the lines of sites. Below PREFIX stand `parameters`, `sequence` (the last label), `documents` (by label: id,
site, place, size and reach as JSON, a line end, and the sketch), `ids` (by id: labels and files as JSON), and what datasketch makes: a set for each band key.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from cleaner.config import DedupConfig, Scope
from cleaner.dedup.past import Met
from cleaner.dedup.verify import Sets
from cleaner.errors import Place, UsageError
from cleaner.index.anew import Anew, Read
from cleaner.index.keys import meet, short_keys
from cleaner.index.lines import NO_LINES, PastLines
from cleaner.index.parameters import Parameters
from cleaner.index.probe import Identity, Kept, met_of
from cleaner.index.sketches import ERROR, SetSketches, common_of_today, join_sketches, sketch_sets
from cleaner.index.stale import NOT_STALE, Stale
from cleaner.index.write import Entries, RunNote
from cleaner.ledger import plain

__all__ = ["SCHEMES", "Address", "RedisIndex", "connected", "lsh_of"]

SCHEMES = ("redis://", "rediss://")
PASSWORD = "REDISCLI_AUTH"
"""The variable that holds a password, for redis-cli as well; addresses stand in notes and logs."""
_AT_ONCE = 1000
_DO = "write redis://host:port/PREFIX"


class Address(NamedTuple):
    """Where an index is: a server, and what all its keys begin with."""

    host: str
    port: int
    prefix: str
    tls: bool

    @classmethod
    def of(cls, name: str) -> Address:
        """Read redis://host:port/PREFIX. Raises `UsageError` for anything else."""
        try:
            parts = urlsplit(name)
            port = parts.port or 6379
        except ValueError:  # its own words may quote a password
            raise UsageError("redis", f"host or port of '{name.rpartition('@')[2]}' cannot be read", do=_DO) from None
        prefix = parts.path.strip("/")
        if parts.username or parts.password:
            raise UsageError("redis", "an address with a password would stand in notes and logs", do=f"put it into the variable {PASSWORD}")
        if not parts.hostname or not prefix:
            raise UsageError("redis", f"'{name}' is no index", do=_DO)
        return cls(parts.hostname, port, prefix, parts.scheme == "rediss")

    @property
    def options(self) -> dict[str, Any]:
        """What connecting takes."""
        return {"host": self.host, "port": self.port, "ssl": self.tls, "password": os.environ.get(PASSWORD) or None}

    def key(self, name: str) -> str:
        """Return the key of one of ours."""
        return f"{self.prefix}:{name}"


@contextmanager
def connected(address: Address) -> Iterator[Any]:
    """Connect to the server; what it refuses, or that it does not answer, is told."""
    try:
        import redis
    except ImportError:
        raise UsageError("redis", "an index on Redis needs its client", do='pip install "cleaner[redis]"') from None
    place = Place(f"{address.host}:{address.port}")
    try:
        with redis.Redis(**address.options) as client:
            yield client
    except redis.ConnectionError as error:
        raise UsageError("redis", f"does not answer: {error}", do=f"start the server, or look at the address and {PASSWORD}", where=place) from None
    except redis.RedisError as error:
        raise UsageError("redis", f"refuses: {error}", do="look at the server; run the same command again", where=place) from None


@dataclass(frozen=True, slots=True)
class RedisIndex:
    """An index on Redis. Writers need not wait for each other: two that see copies at the same moment may both keep theirs."""

    address: Address
    parameters: Parameters

    def demand(self) -> None:
        """Raise `UsageError` if the server does not answer, or the index was made with other parameters."""
        with connected(self.address) as client:
            there = {name.decode(): value.decode() for name, value in client.hgetall(self.address.key("parameters")).items()}
        if there:
            self.parameters.demand(there, self.address.key("parameters"))

    @contextmanager
    def claimed(self) -> Iterator[None]:
        """Look at the index once more; others may write to it meanwhile."""
        self.demand()
        yield

    def old_selves(self, today: Sequence[Identity]) -> NDArray[np.int64]:
        """Return the labels of what past runs had of the same documents, ascending."""
        found: list[int] = []
        with connected(self.address) as client:
            for some in _batches(today, _AT_ONCE):
                for identity, known in zip(some, _known(client, self.address, [identity.id for identity in some]), strict=True):
                    found += [label for label, source in known if not identity.derived or source == plain(identity.source)]
        return np.unique(np.array(found, np.int64))

    def past(self, gone: NDArray[np.int64], scope: Scope, stale: Stale = NOT_STALE, anew: Any = None) -> RedisProbe:
        """Return what past runs kept, but for some; without lines nothing is stale."""
        return RedisProbe(self.address, int(self.parameters.bands) + 1, gone, scope)

    def lines(self, sites: Sequence[str] | None, gone: NDArray[np.int64]) -> PastLines:
        """Return no lines: those of past pages are not kept here."""
        return NO_LINES

    def anew(self, past: PastLines, out: NDArray[np.bool_], gone: NDArray[np.int64], *, read: Read, dedup: DedupConfig) -> Anew:
        """Judge nothing anew: no lines are known."""
        return Anew(None, past)

    def write(self, note: RunNote, entries: Iterable[Entries], gone: NDArray[np.int64], anew: Any = None) -> None:
        """Write the entries of a run in place of old selves; others see them as they come. A run that is killed here is mended by the same command."""
        day = f"{datetime.now(UTC):%Y-%m-%d}"
        with connected(self.address) as client:
            client.hset(self.address.key("parameters"), mapping=asdict(self.parameters))
            lsh = lsh_of(self.address, int(self.parameters.bands) + 1)
            _remove(client, lsh, self.address, gone)
            for some in entries:
                _insert(client, lsh, self.address, some, set(gone.tolist()), day)


@dataclass(frozen=True, slots=True)
class RedisProbe:
    """The past that an index on Redis holds, less the old selves of today's documents."""

    address: Address
    bands: int
    gone: NDArray[np.int64]
    scope: Scope

    @property
    def error(self) -> float:
        """What an estimated Jaccard index may be off at the most."""
        return ERROR

    def common(self, sets: Sets, pairs: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return how many shingles today's pairs will seem to have in common."""
        return common_of_today(sets, pairs)

    def candidates(self, keys: NDArray[np.uint64], docs: NDArray[Any]) -> NDArray[np.int64]:
        """Return pairs (label, unit) that share a key."""
        short = short_keys(keys, docs, by_site=self.scope != "all")
        there, labels = list[int](), list[int]()
        with connected(self.address):
            for column, table in zip(short.T, lsh_of(self.address, self.bands).hashtables, strict=True):
                for some in _batches(np.unique(column).tolist(), _AT_ONCE):
                    for key, found in zip(some, table.getmany(*(key.to_bytes(4, "big") for key in some)), strict=True):
                        there += [key] * len(found)
                        labels += [int.from_bytes(label, "big") for label in found]
        known = np.array(labels, np.int64)
        still = ~np.isin(known, self.gone)
        return meet(short, np.array(there, np.uint32)[still], known[still])

    def verify(self, candidates: NDArray[np.int64], sets: Sets, docs: NDArray[Any], *, numbers: NDArray[np.int64], threshold: float) -> Met:
        """Return what is left of the candidates at the threshold."""
        labels, read = self._read(np.unique(candidates[:, 0]))
        sketches = join_sketches([size for *_, size, _, _ in read], [reach for *_, reach, _ in read], [gaps for *_, gaps in read])
        kept = Kept(labels, [id for id, *_ in read], [site for _, site, *_ in read], sketches)
        candidates = candidates[np.isin(candidates[:, 0], labels)]
        return met_of(kept, candidates, sets, docs, across=self.scope == "across", threshold=threshold, numbers=numbers)

    def absent(self, labels: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Tell that what was kept is there: nothing is judged anew."""
        return np.zeros(len(labels), np.bool_)

    def described(self, labels: NDArray[np.int64]) -> list[tuple[str, str]]:
        """Return the id of each document, and where and when it was seen."""
        known, read = self._read(labels)
        found = {label: (id, place) for label, (id, _, place, *_) in zip(known.tolist(), read, strict=True)}
        return [found.get(label, ("", "a document that is forgotten")) for label in labels.tolist()]

    def _read(self, labels: NDArray[np.int64]) -> tuple[NDArray[np.int64], list[tuple[Any, ...]]]:
        """Return what is known of documents, and which of them are there: another writer may have replaced some."""
        known, read = [], []
        with connected(self.address) as client:
            for some in _batches(labels.tolist(), _AT_ONCE):
                for label, value in zip(some, client.hmget(self.address.key("documents"), some), strict=True):
                    if value is not None:
                        known.append(label)
                        read.append(_unpacked(value))
        return np.array(known, np.int64), read


def lsh_of(address: Address, bands: int) -> Any:
    """Return datasketch's index. Our band keys are its hash values, one row in a band; labels are bytes, so that nothing is unpickled."""
    from datasketch import MinHashLSH

    storage = {"type": "redis", "basename": address.prefix.encode(), "redis": address.options, "redis_buffer": {"transaction": False}}
    return MinHashLSH(num_perm=bands, params=(bands, 1), storage_config=storage, prepickle=False)


def _insert(client: Any, lsh: Any, address: Address, some: Entries, gone: set[int], day: str) -> None:
    """Write the documents that stay: those that went are nobody's representative."""
    import orjson
    from datasketch import LeanMinHash

    stays = np.flatnonzero((some.kept < 0) & (some.past < 0) & (np.diff(some.bounds) > 0))
    if not len(stays):
        return
    sketches: SetSketches = sketch_sets(some.values, some.bounds[stays], np.diff(some.bounds)[stays])
    last = int(client.incrby(address.key("sequence"), len(stays)))
    labels = range(last - len(stays) + 1, last + 1)
    ids = [plain(some.ids[doc]) for doc in stays.tolist()]
    known = {id: [one for one in there if one[0] not in gone] for id, there in zip(ids, _known(client, address, ids), strict=True)}
    documents = {}
    for place, (label, doc) in enumerate(zip(labels, stays.tolist(), strict=True)):
        source = plain(some.sources[doc])
        known[ids[place]].append((label, source))
        seen = f"{source}:{some.records[doc]} in the run of {day}"
        gaps = sketches.gaps[sketches.bounds[place] : sketches.bounds[place + 1]].tobytes()
        head = [ids[place], plain(some.sites[doc]), seen, int(sketches.sizes[place]), int(sketches.reach[place])]
        documents[label] = orjson.dumps(head) + b"\n" + gaps
    client.hset(address.key("documents"), mapping=documents)
    client.hset(address.key("ids"), mapping={id: orjson.dumps(one) for id, one in known.items()})
    with lsh.insertion_session() as session:
        for label, row in zip(labels, some.keys[stays], strict=True):
            session.insert(label.to_bytes(8, "big"), LeanMinHash(seed=1, hashvalues=row, scheme="affine32"), check_duplication=False)


def _remove(client: Any, lsh: Any, address: Address, gone: NDArray[np.int64]) -> None:
    """Remove documents, unless another writer has."""
    there = [label for label in gone.tolist() if label.to_bytes(8, "big") in lsh]
    with lsh.deletion_session() as session:
        for label in there:
            session.remove(label.to_bytes(8, "big"))
    for some in _batches(gone.tolist(), _AT_ONCE):
        client.hdel(address.key("documents"), *some)


def _known(client: Any, address: Address, ids: Sequence[str]) -> list[list[tuple[int, str]]]:
    """Return the labels and files that are known of each id."""
    import orjson

    values = client.hmget(address.key("ids"), [plain(id) for id in ids]) if ids else []
    return [orjson.loads(value) if value else [] for value in values]


def _unpacked(value: bytes) -> tuple[Any, ...]:
    """Return the id, site, place, size, reach and sketch of a document."""
    import orjson

    head, _, gaps = value.partition(b"\n")
    return (*orjson.loads(head), gaps)


def _batches(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    waiting = iter(items)
    while some := list(islice(waiting, size)):
        yield some
