"""An index on a real Redis: the same answers as the file's, and many writers."""

from __future__ import annotations

import random
import subprocess
import sys
import uuid

import numpy as np
import pytest
import redis
from datasketch import LeanMinHash, MinHashLSH

from cleaner.config import DedupConfig
from cleaner.dedup.join import join
from cleaner.dedup.shard import Batch, sketch
from cleaner.errors import UsageError
from cleaner.index.parameters import Parameters
from cleaner.index.probe import Identity, Probe
from cleaner.index.redis import PASSWORD, Address, RedisIndex
from cleaner.index.store import FileIndex, Index, open_index
from cleaner.index.write import write_run
from tests.dedup.texts import bands_of, corpus, words
from tests.index.entries import NOBODY, NOTE, entries, new_index

PARAMETERS = Parameters.of(DedupConfig())
WRITER = """
import sys
from tests.index.test_redis import *
number = int(sys.argv[2])
texts = [" ".join(words(random.Random(1000 * number + n), 60)) for n in range(50)]
open_index(sys.argv[1], PARAMETERS).write(NOTE, [entries([f"{number}-{n}" for n in range(50)], texts)], NOBODY)
"""


@pytest.fixture
def name(redis_address: str) -> str:
    """The name of an index that is not there yet."""
    return f"{redis_address}/{uuid.uuid4().hex}"


def met(index: Index, texts: list[str], gone: np.ndarray = NOBODY) -> list[tuple[int, str, float]]:
    """Return which of some texts repeat what past runs kept, what that is, and their Jaccard index."""
    bands, config = bands_of(DedupConfig()), DedupConfig()
    shard = sketch(
        Batch(
            [text.encode() for text in texts],
            [str(n) for n in range(len(texts))],
            ["x.org"] * len(texts),
            [0.0] * len(texts),
            [0] * len(texts),
            list(range(len(texts))),
        ),
        bands,
        config,
    )
    past = index.past(gone, "all")
    joined = join([shard], [np.zeros(1, np.int32)], bands, config, past=past)
    kept, jaccard, _ = joined.kept()
    names = dict(enumerate((id for id, _ in past.described(joined.past)), joined.today))
    return [(doc, names[kept[doc]], round(float(jaccard[doc]), 6)) for doc in range(joined.today) if kept[doc] >= joined.today]


def test_answers_as_the_file_does(name, tmp_path):
    texts = corpus(5, originals=60, copies=3)
    random.Random(5).shuffle(texts)
    past, today = texts[:80], texts[80:]
    there, file = open_index(name, PARAMETERS), FileIndex(new_index(tmp_path))
    for index in (there, file):
        index.write(NOTE, [entries([f"old-{n}" for n in range(80)], past)], NOBODY)
    assert len(met(there, today)) > 5 and met(there, today) == met(file, today)


def test_old_selves_are_replaced(name):
    index = open_index(name, PARAMETERS)
    texts = [" ".join(words(random.Random(n), 60)) for n in range(2)]
    index.write(NOTE, [entries(["a", "b"], texts)], NOBODY)
    assert met(index, texts) == [(0, "a", 1.0), (1, "b", 1.0)]
    gone = index.old_selves([Identity("a", "elsewhere", derived=False), Identity("b", "elsewhere", derived=True), Identity("c", "", derived=False)])
    assert gone.tolist() == [1] and met(index, texts, gone) == [(1, "b", 1.0)]
    assert index.old_selves([Identity("b", "/data/a.jsonl", derived=True)]).tolist() == [2]
    index.write(NOTE, [entries(["a"], ["Quite another text by now"])], gone)
    assert met(index, texts) == [(1, "b", 1.0)]
    assert index.old_selves([Identity("a", "", derived=False)]).tolist() == [3]


def test_where_and_when_it_was_seen(name):
    index = open_index(name, PARAMETERS)
    index.write(NOTE, [entries(["a"], ["Some text of some words, all of them few."])], NOBODY)
    past = index.past(NOBODY, "all")
    [(id, place), (none, forgotten)] = past.described(np.array([1, 9]))
    assert id == "a" and place.startswith("/data/a.jsonl:1 in the run of 20") and (none, forgotten) == ("", "a document that is forgotten")


def test_what_went_is_nobodys_representative(name):
    index = open_index(name, PARAMETERS)
    index.write(
        NOTE,
        [
            entries(["a", "b"], ["Some text of some words, all of them few.", "Another text, quite another one, in other words."], kept=[1, -1]),
            entries(["c"], ["***"]),
        ],
        NOBODY,
    )
    assert [id for _, id, _ in met(index, ["Some text of some words, all of them few.", "Another text, quite another one, in other words."])] == ["b"]


def test_many_writers_at_once(name):
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, name, str(number)]) for number in range(3)]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    index = open_index(name, PARAMETERS)
    texts = [" ".join(words(random.Random(1000 * number + n), 60)) for number in range(3) for n in range(50)]
    assert [id for _, id, _ in met(index, texts)] == [f"{number}-{n}" for number in range(3) for n in range(50)]


def test_anyone_can_ask_the_same_storage_through_datasketch(name):
    one = entries(["a"], ["Some text of some words, all of them few."])
    open_index(name, PARAMETERS).write(NOTE, [one], NOBODY)
    address = Address.of(name)
    storage = {"type": "redis", "basename": address.prefix.encode(), "redis": {"host": address.host, "port": address.port}}
    lsh = MinHashLSH(num_perm=18, params=(18, 1), storage_config=storage, prepickle=False)
    assert lsh.query(LeanMinHash(seed=1, hashvalues=one.keys[0], scheme="affine32")) == [(1).to_bytes(8, "big")]


def test_no_lines_of_sites_are_kept(name):
    index = open_index(name, PARAMETERS)
    index.write(NOTE, [entries(["a"], ["Some text."])], NOBODY)
    assert index.lines(["x.org"], NOBODY).sites == []


def test_other_parameters_are_refused(name):
    with open_index(name, PARAMETERS).claimed():
        open_index(name, PARAMETERS).write(NOTE, [entries(["a"], ["Some text."])], NOBODY)
    with pytest.raises(UsageError, match=r"was made with --threshold 0\.7, this run has 0\.8"):
        open_index(name, Parameters.of(DedupConfig(threshold=0.8)))


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("redis://127.0.0.1:6379", "is no index (write redis://host:port/PREFIX)"),
        ("redis:///PREFIX", "is no index"),
        ("redis://127.0.0.1:abc/a", "127.0.0.1:abc/a' cannot be read (write redis://host:port/PREFIX)"),
        ("redis://me:secret@127.0.0.1:70000/a", "host or port of '127.0.0.1:70000/a' cannot be read"),
        ("redis://[::1/a", "cannot be read"),
        ("redis://me:secret@127.0.0.1/a", f"would stand in notes and logs (put it into the variable {PASSWORD})"),
        ("redis://127.0.0.1:1/a", "127.0.0.1:1: does not answer"),
    ],
)
def test_what_is_no_index_is_told(name, says):
    with pytest.raises(UsageError) as refused:
        open_index(name, PARAMETERS)
    assert says in str(refused.value) and "secret" not in str(refused.value)


def test_what_the_server_refuses_is_told(name):
    address = Address.of(name)
    with redis.Redis(host=address.host, port=address.port) as client:
        client.set(address.key("parameters"), "no table")
    with pytest.raises(UsageError, match="refuses: WRONGTYPE"):
        open_index(name, PARAMETERS)


def test_an_address_without_a_port_is_the_usual_one(monkeypatch):
    monkeypatch.setenv(PASSWORD, "secret")
    address = Address.of("rediss://example.org/my/index/")
    assert address == ("example.org", 6379, "my/index", True) and address.options["password"] == "secret"


def test_the_file_and_redis_keep_the_same_documents(name, tmp_path):
    file = new_index(tmp_path)
    write_run(file, NOTE, [entries(["a"], ["Some text of some few words."])], NOBODY)
    there = RedisIndex(Address.of(name), PARAMETERS)
    there.write(NOTE, [entries(["a"], ["Some text of some few words."])], NOBODY)
    assert there.past(NOBODY, "all").described(np.array([1])) == Probe(file, NOBODY, "all").described(np.array([1]))
