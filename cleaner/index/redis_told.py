"""What an index on Redis holds, in a few figures."""

from __future__ import annotations

from dataclasses import dataclass

from cleaner.errors import Place, UsageError
from cleaner.index.redis import Address, connected, lsh_of

__all__ = ["ToldRedis", "tell_redis"]


@dataclass(frozen=True, slots=True)
class ToldRedis:
    """Documents, their different ids and band keys, how many documents were ever written; what the index was made with."""

    documents: int
    ids: int
    keys: int
    written: int
    parameters: dict[str, str]


def tell_redis(name: str) -> ToldRedis:
    """Return what the index at redis://host:port/PREFIX holds. Raises `UsageError` if there is none."""
    address = Address.of(name)
    with connected(address) as client:
        parameters = {key.decode(): value.decode() for key, value in client.hgetall(address.key("parameters")).items()}
        if not parameters:
            do = "name a PREFIX that 'cleaner dedup --index redis://host:port/PREFIX' made"
            raise UsageError("redis", "there is no index", do=do, where=Place(f"{address.host}:{address.port}/{address.prefix}"))
        keys = sum(table.size() for table in lsh_of(address, int(parameters["bands"]) + 1).hashtables)
        documents, ids = (int(client.hlen(address.key(what))) for what in ("documents", "ids"))
        return ToldRedis(documents, ids, keys, int(client.get(address.key("sequence")) or 0), parameters)
