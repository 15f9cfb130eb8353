"""From the bytes of a page to its text: byte order mark, UTF-8, declaration, detection, in this order."""

from __future__ import annotations

import codecs
import re

__all__ = ["decode"]

LOOKED_AT = 4096
"""Bytes at the beginning in which a page may declare its encoding; browsers read 1024, authors write more."""
MOST_BROKEN = 0.01
"""Share of a page's bytes outside ASCII that may be broken in what is still UTF-8, or what it declares."""
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""<(?:meta\b[^>]{0,200}?\bcharset|\?xml\b[^>]{0,100}?\bencoding)\s*=\s*["']?\s*([\w:.-]{2,40})""", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_ESCAPES = re.compile(rb"\x1b(?:\$[@B]|\([BJ])")
_SHIFTING = frozenset(("iso2022_kr", "hz"))
"""Encodings that look like ASCII, and hold only where they are declared."""
_OF_PYTHON = frozenset(("punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"))
"""What Python names as encodings too, and no page is written in; some take quadratic time."""
_META = {
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
    "iso-8859-9": "cp1254", "iso-8859-11": "cp874", "tis-620": "cp874",
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932",
    "gb2312": "gb18030", "gbk": "gb18030", "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "big5": "big5hkscs", "x-gbk": "gb18030", "x-x-big5": "big5hkscs",
    "gb_2312-80": "gb18030", "gb_2312": "gb18030", "hz-gb-2312": "hz", "iso-8859-8-i": "iso8859-8",
    "x-mac-roman": "mac-roman", "x-mac-cyrillic": "mac-cyrillic",
}  # fmt: skip
"""What browsers take a declared name for (WHATWG, Encoding Standard, names and labels)."""


def decode(data: bytes, declared: str = "") -> str:
    """Return the text of a page; `declared` is what its HTTP header says of the encoding.

    Valid UTF-8 is UTF-8 whatever the page declares. A declaration holds when the bytes can be read by it; else the
    encoding is detected. Bytes that no encoding reads become U+FFFD.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(name, "replace")
    names = [name for name in map(_codec, (declared, _declaration(data))) if name]
    if _ESCAPES.search(data[:LOOKED_AT]) and data.isascii():
        names.insert(0, "iso2022_jp")
    elif not (data.isascii() and _SHIFTING.intersection(names)) and (text := _strictly(data, "utf-8")) is not None:
        return text
    for name in names:
        if name != "utf-8" and (text := _strictly(data, name)) is not None:
            return text
    # In the second, each half of a surrogate pair stands by itself, as Java and old databases write it.
    text = _mostly(data, "utf-8") or _joined(data) or next(filter(None, (_mostly(data, name) for name in names)), "")
    return text or _detected(data) or data.decode(names[0] if names else "utf-8", "replace")


def _declaration(data: bytes) -> str:
    found = _DECLARED.search(_COMMENT.sub(b"", data[:LOOKED_AT]))
    return found[1].decode("ascii") if found else ""


def _codec(name: str) -> str:
    """Return Python's name for a declared encoding; empty for one that is unknown or no encoding of text."""
    label = name.strip().strip("\"'").lower()
    try:
        found = codecs.lookup(_META.get(label, label)).name
    except (LookupError, ValueError):
        return ""
    # A page whose declaration could be read is no UTF-16.
    return "utf-8" if found.startswith(("utf-16", "utf-32", "utf-7")) else found if found.replace("-", "_") not in _OF_PYTHON and _is_text(found) else ""


def _is_text(codec: str) -> bool:
    try:
        return isinstance(b"a".decode(codec), str)
    except (LookupError, UnicodeError, ValueError):
        return False


def _strictly(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeError, ValueError):
        return None


def _mostly(data: bytes, codec: str) -> str:
    """Return the text if it is in this encoding but for a few broken bytes, as where a page was cut; else nothing."""
    text = data.decode(codec, "replace")
    high = len(data) - len(data.translate(None, bytes(range(0x80, 0x100))))
    return text if text.count("\ufffd") <= max(1, MOST_BROKEN * high) < high else ""


def _joined(data: bytes) -> str:
    """Return the text if it is UTF-8 but for surrogates, which are joined; else nothing."""
    try:
        return data.decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    except UnicodeError:
        return ""


def _detected(data: bytes) -> str:
    """Return the text by the encoding that its bytes look like; nothing if they look like none."""
    from charset_normalizer import from_bytes

    best = from_bytes(_sample(data)).best()
    return data.decode(best.encoding, "replace") if best else ""


def _sample(data: bytes) -> bytes:
    """Return lines that hold bytes outside ASCII, which tell an encoding, up to 64 KiB."""
    lines = [line for line in data[: 1 << 20].splitlines() if not line.isascii()]
    return b"\n".join(lines)[: 1 << 16] or data[: 1 << 16]
