"""WARC: the pages of a crawl come out as lines of JSON, and what is broken between them is told."""

from __future__ import annotations

import gzip
import json
import struct
import zlib
from pathlib import Path

import pytest

from cleaner.formats.frames import frames
from cleaner.scale import plan
from tests.conftest import COMMAND
from tests.formats.test_html import TEXT, page
from tests.samples import tree, write

pytest.importorskip("fastwarc", reason="the extra 'warc' is not installed")


def record(
    body: str | bytes, number: int = 1, *, http: str | None = "Content-Type: text/html; charset=utf-8\r\n", kind: str = "response", **more: str
) -> bytes:
    data = body.encode() if isinstance(body, str) else body
    block = data if http is None else f"HTTP/1.1 {more.pop('status', '200 OK')}\r\n{http}\r\n".encode() + data
    fields = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{number}>",
        "WARC-Target-URI": f"https://news.example/{number}",
        "WARC-Date": "2024-05-06T07:08:09Z",
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(block)),
        **{name.replace("_", "-"): value for name, value in more.items()},
    }
    return b"WARC/1.0\r\n" + "".join(f"{name}: {value}\r\n" for name, value in fields.items()).encode() + b"\r\n" + block + b"\r\n\r\n"


def rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


@pytest.fixture(params=["one part", "many parts"])
def parts(request, monkeypatch):
    if request.param == "many parts":
        monkeypatch.setattr(plan, "PART_SIZE", 2000)


INFO = record("software: x\r\n", http=None, kind="warcinfo", Content_Type="application/warc-fields")
OTHERS = [
    INFO,
    record("GET / HTTP/1.1\r\n\r\n", http=None, kind="request", Content_Type="application/http; msgtype=request"),
    record(b"\x89PNG\r\n\x1a\n" + bytes(100), http="Content-Type: image/png\r\n"),
    record(page(), status="404 Not Found"),
    record(page(), status="301 Moved"),
    record("", kind="revisit"),
]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_pages_become_lines(run_cleaner, tmp_path, parts, name):
    records = [*OTHERS, *(record(page(f"Title {n}"), n) for n in range(5))]
    write(tmp_path / "src" / name, b"".join(gzip.compress(one) for one in records) if name.endswith("gz") else b"".join(records))
    assert run_cleaner("clean", "src", "-o", "out").code == 0
    found = rows(tmp_path / "out/a.jsonl")
    assert found[3] == {
        "id": "<urn:uuid:3>",
        "site": "news.example",
        "title": "Title 3",
        "author": "Ann Lee",
        "language": "en",
        "url": "https://news.example/3",
        "warc_date": "2024-05-06T07:08:09Z",
        "text": TEXT.rstrip("\n"),
    }
    assert [row["id"] for row in found] == [f"<urn:uuid:{n}>" for n in range(5)]
    before = tree(tmp_path / "src")
    assert run_cleaner("restore", "out", "-o", "back").code == 0 and tree(tmp_path / "back") == before


GZIPPED = gzip.compress(page().encode())
CHUNKED = b"%x\r\n%b\r\n0\r\n\r\n" % (len(GZIPPED), GZIPPED)
CODINGS = [
    ("Content-Encoding: gzip\r\n", GZIPPED),
    ("Content-Encoding: deflate\r\n", zlib.compress(page().encode())),
    ("Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", CHUNKED),
    ("Content-Encoding: deflate\r\n", zlib.compress(page().encode(), wbits=-15)),
    ("Content-Encoding: x-gzip\r\n", GZIPPED),
    ("", GZIPPED),
    ("Content-Encoding: gzip\r\n", GZIPPED[:-12]),
    ("Content-Encoding: gzip\r\n", page().encode()),
    ("Transfer-Encoding: chunked\r\n", page().encode()),
]


@pytest.mark.parametrize(("header", "body"), CODINGS, ids=range(len(CODINGS)))
def test_codings_of_the_transport_also_when_they_are_not_what_they_say(run_cleaner, tmp_path, header, body):
    write(tmp_path / "a.warc", record(body, http=f"Content-Type: text/html\r\n{header}"))
    assert run_cleaner("clean", "a.warc", "-o", "out").code == 0
    assert rows(tmp_path / "out/a.jsonl")[0]["text"] == TEXT.rstrip("\n")


@pytest.mark.parametrize(("charset", "words"), [("iso-8859-1", "Où est le café de la mairie ?"), ("shift_jis", "日本語の記事です。"), ("utf-8", "日本 café")])
def test_encoding_of_the_transport(run_cleaner, tmp_path, charset, words):
    html = f"<html><body><article><p>{words * 9}</p><p>{TEXT}</p></article></body></html>".encode(charset)
    write(tmp_path / "a.warc", record(html, http=f"Content-Type: text/html; charset={charset}\r\n"))
    assert run_cleaner("clean", "a.warc", "-o", "out").code == 0
    assert words * 9 in rows(tmp_path / "out/a.jsonl")[0]["text"]


def test_header_in_small_letters(run_cleaner, tmp_path):
    write(tmp_path / "a.warc", GOOD.replace(b"WARC-Type", b"warc-type").replace(b"Content-", b"content-"))
    assert run_cleaner("clean", "a.warc", "-o", "out").code == 0
    assert rows(tmp_path / "out/a.jsonl")[0]["text"] == TEXT.rstrip("\n")


def test_resources_and_converted_text(run_cleaner, tmp_path):
    text = record(TEXT, 1, http=None, kind="conversion", Content_Type="text/plain")
    write(tmp_path / "a.warc", text + record(page(), 2, http=None, kind="resource", Content_Type="text/html"))
    assert run_cleaner("clean", "a.warc", "-o", "out").code == 0
    assert [row["text"].strip() for row in rows(tmp_path / "out/a.jsonl")] == [TEXT.strip()] * 2


def test_empty_body_is_flagged(run_cleaner, tmp_path):
    write(tmp_path / "a.warc", record("") + record(page(), 2))
    ran = run_cleaner("clean", "a.warc", "-o", "out")
    assert ran.code == 0 and [row["text"] for row in rows(tmp_path / "out/a.jsonl")] == ["", TEXT.rstrip("\n")] and "1 kept as they were" in ran.err


GOOD = record(page())
BROKEN = [
    ("length too small", record(page(), Content_Length="300"), "the record is of another length than it says"),
    ("length too large", record(page(), Content_Length="3000"), "the record is of another length than it says"),
    ("length far too large", record(page(), Content_Length="40000000"), "the record is shorter than it says"),
    ("no length", GOOD.replace(b"Content-Length", b"X-Length"), "the header is cut off, or does not say how long the record is"),
    ("length no number", record(page(), Content_Length="-5"), "the header is cut off, or does not say how long the record is"),
    ("garbage", b"<html>garbage\r\n\r\n<p>more\r\n\r\n", "no record begins where one should"),
    ("header without an end", b"WARC/1.0\r\nWARC-Type: response\r\n", "the header is cut off, or does not say how long the record is"),
    ("zeros", bytes(3_000_000), "no record begins where one should"),
    ("too large", record(b"<html>" + b"x" * 60_000_000), "60,000,065 bytes are no article"),
]


@pytest.mark.parametrize(("what", "broken", "sentence"), BROKEN, ids=[case[0] for case in BROKEN])
@pytest.mark.parametrize("how", ["plain", "gzip"])
def test_broken_record_costs_no_other(run_cleaner, tmp_path, what, broken, sentence, how):
    records = [record(page(), 1), broken, record(page(), 2), record(page(), 3)]
    name, data = ("a.warc.gz", b"".join(map(gzip.compress, records))) if how == "gzip" else ("a.warc", b"".join(records))
    write(tmp_path / name, data)
    ran = run_cleaner("clean", name, "-o", "out")
    assert ran.code == 3 and f"{name}:2: {sentence} (fetch the file again, if it was whole) [broken-record]" in ran.err
    assert [row["id"] for row in rows(tmp_path / "out/a.jsonl")] == [f"<urn:uuid:{n}>" for n in (1, 2, 3)]


MEMBERS = [gzip.compress(record(page(), n)) for n in range(3)]
DAMAGED = [
    ("cut off", b"".join(MEMBERS)[:-40], [0, 1]),
    ("cut off in a header", b"".join(MEMBERS[:2]) + MEMBERS[2][:4], [0, 1]),
    ("zeros inside", MEMBERS[0] + MEMBERS[1][:200] + bytes(60) + MEMBERS[1][260:] + MEMBERS[2], [0, 2]),
    ("garbage between", MEMBERS[0] + b"garbage" + MEMBERS[1] + MEMBERS[2], [0, 1, 2]),
    ("no gzip at all", record(page()), []),
]


@pytest.mark.parametrize(("what", "data", "left"), DAMAGED, ids=[case[0] for case in DAMAGED])
def test_damaged_gzip_costs_only_its_member(run_cleaner, tmp_path, parts, what, data, left):
    write(tmp_path / "a.warc.gz", data)
    ran = run_cleaner("clean", "a.warc.gz", "-o", "out")
    found = [row["id"] for row in rows(tmp_path / "out/a.jsonl")]
    assert found == [f"<urn:uuid:{n}>" for n in left] and "Traceback" not in ran.err
    assert ran.code == (0 if what == "garbage between" else 3)
    assert run_cleaner("restore", "out", "-o", "back").code == 0 and (tmp_path / "back/a.warc.gz").read_bytes() == data


def test_zip_bombs_stay_small(tmp_path):
    import resource
    import subprocess

    packer = zlib.compressobj(9, wbits=31)
    first, again = (packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))  # after a full flush each piece packs alike
    crc = 0
    for _ in range(1000):
        crc = zlib.crc32(bytes(1 << 20), crc)
    zeros = b"".join([first, again * 999, b"\x03\x00", struct.pack("<II", crc, 1000 << 20)])
    inside = record(zeros, 1, http="Content-Type: text/html\r\nContent-Encoding: gzip\r\n")
    write(tmp_path / "a.warc.gz", gzip.compress(inside) + zeros + gzip.compress(record(page(), 2)))

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))

    ran = subprocess.run([COMMAND, "clean", "a.warc.gz", "-o", "out", "--workers", "1"], cwd=tmp_path, capture_output=True, text=True, preexec_fn=limit)
    assert ran.returncode == 3 and "a.warc.gz:1: the page has 20,000,001 bytes" in ran.stderr and "a.warc.gz:2: no record begins" in ran.stderr
    assert [row["id"] for row in rows(tmp_path / "out/a.jsonl")] == ["<urn:uuid:2>"]


def test_streams(run_cleaner):
    ran = run_cleaner("clean", "-", "-o", "-", "--from", "warc", stdin=INFO + GOOD)
    assert ran.code == 0 and json.loads(ran.out)["text"] == TEXT.rstrip("\n")
    assert run_cleaner("check", "-", "--from", "warc", stdin=INFO + GOOD).err.endswith("in 1 document\n")


def test_without_the_extra_the_pip_line_is_told(run_cleaner, tmp_path, monkeypatch):
    import sys

    write(tmp_path / "a.warc", GOOD)
    monkeypatch.setitem(sys.modules, "fastwarc", None)
    ran = run_cleaner("clean", "a.warc", "-o", "out")
    assert ran.code == 2 and "WARC files need fastwarc (pip install 'cleaner[warc]') [missing-extra]" in ran.err


def test_frames_do_not_depend_on_blocks():
    data = b"".join([GOOD, b"garbage\r\n", record(page(), Content_Length="300"), INFO, record(page(), Content_Length="3000"), GOOD, GOOD[:-900]])
    wanted = list(frames([data], largest=10_000))
    for size in (1, 7, 64, 1000):
        assert list(frames([data[i : i + size] for i in range(0, len(data), size)], largest=10_000)) == wanted
