"""What is told of an index on Redis."""

from __future__ import annotations

import uuid
from dataclasses import asdict

import pytest

from cleaner.config import DedupConfig
from cleaner.errors import UsageError
from cleaner.index.parameters import Parameters
from cleaner.index.redis_told import tell_redis
from cleaner.index.store import open_index
from tests.index.entries import NOBODY, NOTE, entries


def test_documents_keys_and_parameters(redis_address):
    name, parameters = f"{redis_address}/{uuid.uuid4().hex}", Parameters.of(DedupConfig())
    open_index(name, parameters).write(
        NOTE, [entries(["a", "b", "a"], ["One text of some few words.", "Another text, of some few more words.", "A third"])], NOBODY
    )
    told = tell_redis(name)
    assert (told.documents, told.ids, told.keys, told.written, told.parameters) == (3, 2, 3 * 18, 3, asdict(parameters))


def test_where_nothing_is_there_is_no_index(redis_address):
    with pytest.raises(UsageError, match=r"nobody: there is no index \(name a PREFIX that 'cleaner dedup --index redis://host:port/PREFIX' made\)"):
        tell_redis(f"{redis_address}/nobody")
