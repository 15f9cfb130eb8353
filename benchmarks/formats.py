"""Measure `clean` over each format: MB of text for a second of a processor, memory at its peak, and how that grows with a Parquet file.

    python benchmarks/formats.py TEXTS.jsonl[.zst] [--size 40] [--workers 2] [--growth 100 400] [--all]

TEXTS has a JSON object a line with a field `text`. The same texts are written as each format, up to so many MB, and cleaned
one document at a time (`--all`: with a look at the whole corpus too). HTML and WARC hold each text in a small page of its
own, so their figures are those of reading pages. `--growth` takes sizes of Parquet files in MB of text: of each, one in row
groups of 8,000 rows, which is written and compared row group by row group, and up to 500 MB one in a single row group is cleaned,
and restored without its source.
"""

from __future__ import annotations

import argparse
import gzip
import html
import io
import itertools
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import orjson
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import zstandard
from speed import report, tree_memory

ROWS = 8000
SCHEMA = pa.schema({"id": pa.string(), "text": pa.string()})
ONE_GROUP = 500
"""MB of text up to which a file is also written in one row group, which takes the memory for all of it."""
PAGES = 1500
"""Pages that are written as HTML and WARC: an extractor takes its time."""


def texts_of(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        lines = io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(file)) if path.suffix == ".zst" else file
        for line in lines:
            yield orjson.loads(line)["text"]


def again(texts: list[str], megabytes: float) -> Iterator[str]:
    """Yield texts again and again, up to so many MB of UTF-8."""
    size = 0.0
    for text in itertools.cycle(texts):
        if size >= megabytes * 1e6:
            return
        yield text
        size += len(text.encode())


def page(text: str) -> str:
    paragraphs = "".join(f"<p>{html.escape(one)}</p>" for one in text.splitlines() if one.strip())
    return f"<html><head><title>A page</title></head><body><article>{paragraphs}</article></body></html>"


def table(texts: list[str], first: int = 0) -> pa.Table:
    return pa.table({"id": [str(n) for n in range(first, first + len(texts))], "text": texts}, schema=SCHEMA)


def as_lines(texts: list[str]) -> bytes:
    return b"".join(orjson.dumps({"id": str(n), "text": text}) + b"\n" for n, text in enumerate(texts))


def as_warc(texts: list[str]) -> bytes:
    records = []
    for number, text in enumerate(texts):
        block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page(text).encode()
        head = f"WARC-Type: response\r\nWARC-Record-ID: <urn:{number}>\r\nContent-Type: application/http\r\nContent-Length: {len(block)}\r\n"
        records.append(gzip.compress(b"WARC/1.0\r\n" + head.encode() + b"\r\n" + block + b"\r\n\r\n"))
    return b"".join(records)


def as_files(texts: list[str], folder: Path, suffix: str, render: Callable[[str], str] = str) -> None:
    for number, text in enumerate(texts):
        (folder / f"{number}{suffix}").write_text(render(text), "utf-8")


def as_arrow(texts: list[str], path: Path) -> None:
    whole = table(texts)
    with pa.ipc.new_stream(str(path), whole.schema) as writer:
        writer.write_table(whole, max_chunksize=1000)


WRITERS: dict[str, Callable[[list[str], Path], object]] = {
    "jsonl": lambda texts, folder: (folder / "a.jsonl").write_bytes(as_lines(texts)),
    "jsonl.gz": lambda texts, folder: (folder / "a.jsonl.gz").write_bytes(gzip.compress(as_lines(texts), 6)),
    "jsonl.zst": lambda texts, folder: (folder / "a.jsonl.zst").write_bytes(zstandard.compress(as_lines(texts))),
    "csv": lambda texts, folder: pyarrow.csv.write_csv(table(texts), folder / "a.csv"),
    "parquet": lambda texts, folder: pq.write_table(table(texts), folder / "a.parquet", row_group_size=ROWS),
    "arrow": lambda texts, folder: as_arrow(texts, folder / "a.arrow"),
    "txt": lambda texts, folder: as_files(texts, folder, ".txt"),
    "html": lambda texts, folder: as_files(texts[:PAGES], folder, ".html", page),
    "warc.gz": lambda texts, folder: (folder / "a.warc.gz").write_bytes(as_warc(texts[:PAGES])),
}


def run(*arguments: str) -> tuple[float, int]:
    """Run the command; return the seconds of processors that it took, and the memory of all its processes at their peak."""
    start, peak = processors(), 0
    with subprocess.Popen([sys.executable, "-m", "cleaner", *arguments], stderr=subprocess.PIPE) as running:
        while running.poll() is None:
            peak = max(peak, tree_memory(running.pid))
            time.sleep(0.1)
        if running.returncode:
            sys.exit(running.stderr.read().decode() if running.stderr else "")
    return processors() - start, peak


def processors() -> float:
    """Return the seconds that children, and theirs, have used of processors."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def each_format(texts: list[str], options: list[str]) -> None:
    for name, write in WRITERS.items():
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "in"
            source.mkdir()
            write(texts, source)
            seconds, peak = run("clean", str(source), "-o", f"{folder}/out", *options)
        size = sum(len(text.encode()) for text in (texts[:PAGES] if name in ("html", "warc.gz") else texts))
        report(f"clean: {name}, {size / 1e6:.0f} MB of text", f"{size / seconds / 1e6:6.1f} MB/s of a processor, {peak / 1e6:4.0f} MB of memory")


def growth(texts: list[str], sizes: list[int], options: list[str]) -> None:
    for megabytes, rows in itertools.product(sizes, (ROWS, sys.maxsize)):
        if megabytes > ONE_GROUP and rows != ROWS:
            continue
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "a.parquet"
            groups = write_groups(source, tables(again(texts, megabytes), rows))
            seconds, peak = run("clean", str(source), "-o", f"{folder}/out", *options)
            what = f"Parquet, {megabytes} MB of text, {groups} row group{'s' * (groups > 1)}"
            report(f"clean: {what}", f"{megabytes / seconds:6.1f} MB/s of a processor, {peak / 1e6:4.0f} MB of memory")
            source.unlink()
            seconds, peak = run("restore", f"{folder}/out", "-o", f"{folder}/back")
            equal = is_equal(Path(f"{folder}/back/a.parquet"), tables(again(texts, megabytes), ROWS))
            report(f"restore: {what}, {'equal' if equal else 'NOT EQUAL'}", f"{megabytes / seconds:6.1f} MB/s of a processor, {peak / 1e6:4.0f} MB of memory")


def tables(texts: Iterator[str], rows: int) -> Iterator[pa.Table]:
    """Yield tables of so many rows; the last one may have fewer."""
    for first in itertools.count(0, rows):
        if not (some := list(itertools.islice(texts, rows))):
            return
        yield table(some, first)


def write_groups(path: Path, groups: Iterator[pa.Table]) -> int:
    """Write each table as a row group; return how many there are."""
    count = 0
    with pq.ParquetWriter(path, table([]).schema) as writer:
        for count, group in enumerate(groups, 1):  # noqa: B007
            writer.write_table(group, row_group_size=len(group))
    return count


def is_equal(path: Path, wanted: Iterator[pa.Table]) -> bool:
    """Tell whether a file holds the rows of these tables, which are of `ROWS` rows, in order."""
    found = rebatched(pq.ParquetFile(path).iter_batches(ROWS), ROWS)
    return all(one is not None and other is not None and one.equals(other) for one, other in itertools.zip_longest(found, wanted))


def rebatched(batches: Iterator[pa.RecordBatch], rows: int) -> Iterator[pa.Table]:
    """Yield tables of so many rows from batches of any size."""
    held = table([])
    for batch in batches:
        held = pa.concat_tables([held, pa.Table.from_batches([batch])])
        while len(held) >= rows:
            yield held.slice(0, rows)
            held = held.slice(rows)
    if len(held):
        yield held


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--size", type=float, default=40, help="MB of text")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--growth", type=int, nargs="*", metavar="MB", help="sizes of Parquet files")
    parser.add_argument("--all", action="store_true", help="near-duplicates and furniture of sites too")
    args = parser.parse_args()
    texts = list(texts_of(args.texts))
    options = ["--workers", str(args.workers), *(["--max-loss", "1"] if args.all else ["--duplicates", "ignore", "--repeats", "off"])]
    if args.growth is None:
        each_format(list(again(texts, args.size)), options)
    else:
        growth(texts, args.growth, options)


if __name__ == "__main__":
    main()
