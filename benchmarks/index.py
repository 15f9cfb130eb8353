"""Measure the memory of past runs: that days end as one run over all, what a day costs, how large it grows, and Redis beside the file.

    python benchmarks/index.py days TEXTS.jsonl [--command clean|dedup] [--documents 100000] [--days 10] [--preset raw] [--select RULE] [--gone]
    python benchmarks/index.py large [--documents 2000000] [--batch 10000]
    python benchmarks/index.py redis TEXTS.jsonl [--documents 20000] [--batch 2000]

`days`: TEXTS has `id`, `site` and `text`. Where it has too few, further articles are made of them: of each line of more than 12 words the words are drawn in
another order, so that shingles are new and furniture stays; a quarter of them are copies with a few edits, or none. `--keep first`. Times are the
processor's. With `--gone` each day's file is removed after its run: nothing of the past can be read again. `large`: sketches of sets of hashes drawn at
random, written straight into a file; the batch holds new ones and copies of old ones. `redis` starts a server of its own.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from cleaner.config import DedupConfig
from cleaner.dedup.curve import choose_bands
from cleaner.dedup.join import join
from cleaner.dedup.shard import DOC, Batch, sketch
from cleaner.index.file import IndexFile, ask, opened, read_parameters
from cleaner.index.keys import short_keys
from cleaner.index.parameters import Parameters
from cleaner.index.probe import Identity
from cleaner.index.sites import known_furniture
from cleaner.index.store import FileIndex, Index, open_index
from cleaner.index.write import NONE, Entries, RunNote, write_run
from cleaner.kernels.near import band_keys
from cleaner.ledger import read_rows
from cleaner.repeats.shard import LINE

SEED = 1
PROSE = 12
COPIES, EXACT = 0.25, 0.05
HASHES = 450
"""Shingles of an article, the mean of 26,745 press releases; lines, and characters of an address."""
LINES = 11
RUN = 100_000
NOBODY = np.empty(0, np.int64)
NOTE = RunNote("benchmark", "dedup")
CONFIG = DedupConfig(keep="first")
BANDS = choose_bands(CONFIG.threshold, CONFIG.recall)


def articles(path: Path, count: int) -> list[dict[str, Any]]:
    """Return so many articles in a fixed order, made of those of a file where it has too few."""
    chance = random.Random(SEED)
    rows = [json.loads(line) for line in path.open("rb")]
    sites = [row["site"] for row in rows]
    for number in range(max(0, count - len(rows))):
        row, drawn = rows[chance.randrange(len(rows))], chance.random()
        site = row["site"] if drawn > COPIES / 2 else chance.choice(sites)
        text = row["text"] if drawn < EXACT else edited(row["text"], chance) if drawn < COPIES else another(row["text"], chance)
        rows.append({"id": f"made-{number}", "site": site, "text": text})
    chance.shuffle(rows)
    return rows[:count]


def another(text: str, chance: random.Random) -> str:
    """Return a text of the same lines, the long ones in other words' order."""
    lines = [line.split() for line in text.split("\n")]
    return "\n".join(" ".join(chance.sample(words, len(words)) if len(words) > PROSE else words) for words in lines)


def edited(text: str, chance: random.Random) -> str:
    """Return a copy with up to eight edits of some words."""
    words = text.split(" ")
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(words) + 1)
        words[at : at + chance.randint(0, 4)] = [f"x{chance.randrange(10**6)}" for _ in range(chance.randint(0, 4))]
    return " ".join(words)


def ran(*command: object) -> float:
    """Run `cleaner` and return the seconds of the processor that it and its children took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, "-m", "cleaner", *map(str, command)], capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def outcome(out: Path) -> tuple[dict[str, str], dict[str, set[str]]]:
    """Return what went for whose sake, and the furniture that went of each document."""
    dropped, furniture = dict[str, str](), dict[str, set[str]]()
    for path in (out / "_cleaner/ledger").iterdir():
        for row in read_rows(path):
            if row.kept:
                dropped[row.doc] = row.kept
            elif row.rule == "repeats/site":
                furniture.setdefault(row.doc, set()).add(f"{row.start}-{row.end}")
    return dropped, furniture


def days(args: argparse.Namespace) -> None:
    rows, size = articles(args.texts, args.documents), args.documents // args.days
    rules = ["--preset", args.preset, *chain.from_iterable(("--select", rule) for rule in args.select)]
    options = ["--keep", "first", "--max-loss", "1", *(rules if args.command == "clean" else [])]
    with tempfile.TemporaryDirectory(dir=args.folder) as name:
        folder = Path(name)
        index = folder / "past.duckdb"
        dropped, furniture, times = dict[str, str](), dict[str, set[str]](), list[float]()
        last: set[str] = set()
        for day in range(args.days):
            some = rows[day * size : (day + 1) * size]
            (folder / f"{day}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in some))
            times.append(ran(args.command, folder / f"{day}.jsonl", "-o", folder / "out", "--index", index, *options))
            gone, lines = outcome(folder / "out")
            dropped, furniture, last = dropped | gone, furniture | lines, {row["id"] for row in some}
            shutil.rmtree(folder / "out")
            if args.gone:
                (folder / f"{day}.jsonl").unlink()
            print(
                f"day {day + 1}: {times[-1]:.1f} s of the processor, {len(gone):,} went, {index.stat().st_size / (day + 1) / size:.0f} bytes a document",
                flush=True,
            )
        (folder / "all.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
        other = folder / "whole.duckdb"
        whole = ran(args.command, folder / "all.jsonl", "-o", folder / "out", "--index", other, *options)
        truth, lines = outcome(folder / "out")
        told_state(index, other, with_lines=args.command == "clean")
    print(f"one run over all: {whole:.1f} s; all days {sum(times):.1f} s; the last day took {times[-1] / times[1]:.2f} times the second")
    told_clusters(dropped, truth)
    if args.command == "clean":
        told_furniture("all days", furniture, lines, set(furniture) | set(lines), dropped.keys() | truth.keys())
        told_furniture("the last day", furniture, lines, last, dropped.keys() | truth.keys())


def told_state(days: Path, whole: Path, *, with_lines: bool) -> None:
    """Say how far the clusters and the furniture that an index ends with differ from those of an index after one run."""
    here, there = (dict(zip(*(clusters[name].to_pylist() for name in ("id", "cluster")), strict=True)) for clusters in map(clusters_in, (days, whole)))
    print(f"clusters at the end: {sum(there[id] != cluster for id, cluster in here.items()):,} of {len(here):,} documents have another one than after one run")
    if with_lines:
        mine, truth = (furniture_in(path) for path in (days, whole))
        share = len(mine & truth) / max(1, len(truth))
        print(f"furniture at the end: {len(mine):,} lines, {len(truth):,} after one run; {share:.2%} of these, {len(mine - truth):,} others")


def clusters_in(path: Path) -> Any:
    return ask(path, "SELECT id, cluster FROM clusters")


def furniture_in(path: Path) -> set[tuple[str, int]]:
    """Return the lines that are furniture by all that an index holds: their documents, and their numbers there."""
    with opened(path) as connection:
        index = IndexFile(path, Parameters(**read_parameters(connection, path)))
    known = known_furniture(index, ask(path, "SELECT DISTINCT site FROM documents WHERE site <> ''")["site"].to_pylist())
    ids = dict(zip(*(ask(path, "SELECT seq, id FROM documents")[name].to_pylist() for name in ("seq", "id")), strict=True))
    bounds, gone = known.lines.shard["line_bounds"], np.flatnonzero(known.marks.gone)
    docs = np.searchsorted(bounds, gone, side="right") - 1
    return {(ids[label], number) for label, number in zip(known.lines.labels[docs].tolist(), (gone - bounds[docs]).tolist(), strict=True)}


def told_clusters(dropped: dict[str, str], truth: dict[str, str]) -> None:
    """Say how far the clusters of days differ from those of one run."""
    same = sum(truth.get(doc) == kept for doc, kept in dropped.items())
    more, fewer = len(dropped.keys() - truth.keys()), len(truth.keys() - dropped.keys())
    other = len(dropped) - same - more
    print(f"documents that went: {len(dropped):,} day by day, {len(truth):,} in one run; {same:,} for the same one, {other} for another")
    print(f"{more} went only day by day, {fewer} only in one run")


def told_furniture(what: str, by_days: dict[str, set[str]], truth: dict[str, set[str]], docs: set[str], gone: set[str]) -> None:
    """Say how far the furniture of days differs from that of one run, in the documents that stay in both."""
    docs = docs - gone
    here, there = ({(doc, line) for doc in docs for line in lines.get(doc, ())} for lines in (by_days, truth))
    share = len(here & there) / max(1, len(there))
    print(f"furniture, {what}: {len(here):,} lines went, {len(there):,} in one run; {share:.2%} of these, {len(here - there):,} others")


def large(args: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory(dir=args.folder) as name:
        file = IndexFile(Path(name) / "past.duckdb", Parameters.of(CONFIG))
        start = time.process_time()
        for first in range(0, args.documents, RUN):
            write_run(file, NOTE, drawn_entries(first, min(RUN, args.documents - first)), NOBODY)
        used, each = time.process_time() - start, file.path.stat().st_size / args.documents
        print(f"{args.documents:,} documents written in {used:.0f} s of the processor; {each:.0f} bytes a document", flush=True)
        shard, ids = drawn_batch(args.batch, args.documents)
        for _ in range(args.runs):
            passed, used = time.perf_counter(), time.process_time()
            index = FileIndex(file)
            gone = index.old_selves([Identity(id, "today", derived=False) for id in ids])
            past = index.past(gone, "all")
            joined = join([shard], [np.zeros(1, np.int32)], BANDS, CONFIG, threads=2, past=past)
            past.described(joined.past)
            found = int((joined.kept()[0][: args.batch] >= args.batch).sum())
            passed, used = time.perf_counter() - passed, time.process_time() - used
            print(f"a batch of {args.batch:,}: {passed:.1f} s, {used:.1f} s of the processor, {found:,} are copies of past ones", flush=True)
        passed = time.perf_counter()
        lines = index.lines([f"site-{n}.example" for n in range(600)], gone)
        print(f"lines of {len(lines.sites):,} pages of 600 sites: {time.perf_counter() - passed:.1f} s")


def drawn(first: int, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Return sets of hashes, those of a document the same whenever it is drawn, and signatures."""
    values = np.empty((count, HASHES), np.uint32)
    for row in range(count):
        values[row] = np.random.Generator(np.random.SFC64([SEED, first + row])).integers(1 << 32, size=HASHES, dtype=np.uint32)
    return np.sort(values, axis=1), values[:, : BANDS.permutations].copy()


def drawn_entries(start: int, count: int, size: int = 20_000) -> Iterator[Entries]:
    """Yield entries of documents that have nothing in common; hashes stand for signatures, too."""
    chance = np.random.default_rng([SEED, start])
    for first in range(start, start + count, size):
        n = min(size, start + count - first)
        values, signatures = drawn(first, n)
        keys = band_keys(signatures, np.zeros(n, np.uint64), BANDS.bands, BANDS.rows)
        lines = np.zeros(n * LINES, LINE)
        lines["exact"] = lines["masked"] = chance.integers(1 << 32, size=n * LINES)
        lines["words"] = chance.integers(1, 60, n * LINES)
        yield Entries(
            ids=[f"https://www.site-{(first + row) % 600}.example/press-releases/an-article-of-some-title-{first + row}" for row in range(n)],
            sites=[f"site-{(first + row) % 600}.example" for row in range(n)],
            sources=[f"/data/day-{first // 10_000}.jsonl"] * n,
            records=np.arange(n),
            kept=np.full(n, NONE),
            past=np.full(n, NONE),
            keys=short_keys(keys, named(first, n), by_site=False),
            values=values.ravel(),
            bounds=np.arange(n + 1) * HASHES,
            lines={"lines": lines, "line_bounds": np.arange(n + 1) * LINES},
        )


def named(first: int, count: int) -> np.ndarray:
    """Return documents whose words are all different."""
    docs = np.zeros(count, DOC)
    docs["tokens"], docs["size"], docs["record"] = np.arange(first, first + count), HASHES, np.arange(count)
    return docs


def drawn_batch(count: int, documents: int) -> tuple[dict[str, np.ndarray], list[str]]:
    """Return the shard of a batch of which a fifth shares all but a tenth of its hashes with a past document."""
    old = count // 5
    places = np.random.default_rng(SEED).choice(documents, old, replace=False)
    copies = np.concatenate([drawn(int(place), 1)[1] for place in places])
    sets = np.concatenate([drawn(int(place), 1)[0] for place in places])
    fresh, signatures = drawn(documents, count - old)
    change = np.random.default_rng(SEED + 1)
    where = change.random(sets.shape) < 0.05
    sets[where] = change.integers(1 << 32, size=int(where.sum()))
    values = np.sort(np.concatenate([sets, fresh]), axis=1)
    docs = named(documents, count)
    keys = band_keys(np.concatenate([copies, signatures]), np.zeros(count, np.uint64), BANDS.bands, BANDS.rows)
    ids = [f"new-{row}" for row in range(count)]
    return {"docs": docs, "keys": keys, "values": values.ravel(), "bounds": np.arange(count + 1) * HASHES}, ids


def beside_redis(args: argparse.Namespace) -> None:
    rows = articles(args.texts, args.documents)
    server = shutil.which("redis-server")
    if not server:
        sys.exit("redis-server is not installed")
    with tempfile.TemporaryDirectory(dir=args.folder) as name, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        with subprocess.Popen([server, "--port", str(port), "--save", "", "--dir", name], stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            assert any("Ready to accept" in line for line in process.stdout)
            try:
                compare(f"redis://127.0.0.1:{port}/bench", Path(name) / "past.duckdb", rows, args.batch, port)
            finally:
                process.terminate()


def compare(address: str, file: Path, rows: list[dict[str, Any]], size: int, port: int) -> None:
    """Say what both indexes take for the same batches: the time of asking and of writing, and bytes."""
    import redis

    with redis.Redis(port=port) as client:
        for name in (str(file), address):
            empty = client.info("memory")["used_memory"]
            asked = wrote = 0.0
            index = open_index(name, Parameters.of(CONFIG))
            found = 0
            for first in range(0, len(rows), size):
                some = rows[first : first + size]
                texts = [row["text"].encode() for row in some]
                batch = Batch(texts, [row["id"] for row in some], [row["site"] for row in some], [0.0] * len(some), [0] * len(some), list(range(len(some))))
                shard = sketch(batch, BANDS, CONFIG)
                start = time.perf_counter()
                kept, past = asked_of(index, shard, batch)
                asked, start = asked + time.perf_counter() - start, time.perf_counter()
                index.write(NOTE, [entries_of(shard, batch, kept, past)], NOBODY)
                wrote += time.perf_counter() - start
                found += int(((kept >= 0) | (past >= 0)).sum())
            grown = file.stat().st_size if name == str(file) else client.info("memory")["used_memory"] - empty
            rates = f"asking {len(rows) / asked:,.0f} documents/s, writing {len(rows) / wrote:,.0f}/s"
            print(f"{'Redis' if name == address else 'file'}: {rates}, {grown / len(rows):,.0f} bytes a document; {found:,} went")


def asked_of(index: Index, shard: dict[str, np.ndarray], batch: Batch) -> tuple[np.ndarray, np.ndarray]:
    gone = index.old_selves([Identity(id, "a", derived=False) for id in batch.ids])
    joined = join([shard], [np.zeros(1, np.int32)], BANDS, CONFIG, past=index.past(gone, "all"))
    kept = joined.kept()[0][: len(batch)]
    past = np.full(len(batch), NONE)
    past[kept >= joined.today] = joined.past[kept[kept >= joined.today] - joined.today]
    return np.where(kept < joined.today, kept, NONE), past


def entries_of(shard: dict[str, np.ndarray], batch: Batch, kept: np.ndarray, past: np.ndarray) -> Entries:
    keys = short_keys(shard["keys"], shard["docs"], by_site=False)
    return Entries(batch.ids, batch.sites, ["a"] * len(batch), shard["docs"]["record"], kept, past, keys, shard["values"], shard["bounds"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    kinds = parser.add_subparsers(required=True)
    for name, do, documents, batch in (("days", days, 100_000, 0), ("large", large, 2_000_000, 10_000), ("redis", beside_redis, 20_000, 2_000)):
        kind = kinds.add_parser(name)
        kind.set_defaults(do=do)
        if name != "large":
            kind.add_argument("texts", type=Path)
        kind.add_argument("--documents", type=int, default=documents)
        kind.add_argument("--batch", type=int, default=batch)
        kind.add_argument("--folder", type=Path, help="where files are made, and removed again")
        kind.add_argument("--days", type=int, default=10)
        kind.add_argument("--runs", type=int, default=3)
        kind.add_argument("--preset", default="raw")
        kind.add_argument("--select", action="append", default=[], help="run these rules alone: 'repeats/site' is enough to see where days end")
        kind.add_argument("--gone", action="store_true", help="remove the files of past days")
        kind.add_argument("--command", choices=("clean", "dedup"), default="clean")
    args = parser.parse_args()
    args.do(args)


if __name__ == "__main__":
    main()
