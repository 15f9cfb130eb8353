"""Find a string in a line of JSON without parsing it to values, and cut it in place: all other bytes stay as they are."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

__all__ = ["find_string", "raw_offsets"]

_TOKEN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[{}\[\]]', re.DOTALL)
_COLON = re.compile(rb"\s*:\s*")
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)", re.DOTALL)


def find_string(line: bytes, path: Sequence[str]) -> tuple[int, int]:
    """Return the byte range between the quotes of the string at a path of keys.

    Of a key that stands twice the last one counts, as parsers have it. Raises `KeyError` when there is no string.
    """
    at = line.find(b"{")
    for key in path:
        at = _value(line, at, key)
    found = _TOKEN.match(line, at) if line[at : at + 1] == b'"' else None
    if not found:
        raise KeyError(".".join(path))
    return found.start() + 1, found.end() - 1


def raw_offsets(raw: str, points: Iterable[int]) -> list[int]:
    """Return where ascending offsets into a JSON string's value lie in the string as written, escapes included."""
    found: list[int] = []
    shift, at = 0, 0
    escapes = _ESCAPE.finditer(raw)
    escape = next(escapes, None)
    for point in points:
        while escape and escape.start() - shift < point:
            shift += escape.end() - escape.start() - 1
            escape = next(escapes, None)
        at = point + shift
        found.append(at)
    return found


def _value(line: bytes, start: int, key: str) -> int:
    """Return where the value of the last such key of the object at `start` begins."""
    if start < 0 or line[start : start + 1] != b"{":
        raise KeyError(key)
    depth, found = 0, -1
    for token in _TOKEN.finditer(line, start):
        text = token[0]
        if text in (b"{", b"["):
            depth += 1
        elif text in (b"}", b"]"):
            depth -= 1
            if not depth:
                break
        elif depth == 1 and (colon := _COLON.match(line, token.end())) and _name(text) == key:
            found = colon.end()
    if found < 0:
        raise KeyError(key)
    return found


def _name(token: bytes) -> str:
    """Return what a key says; the standard library reads the lone surrogates that orjson refuses."""
    return str(json.loads(token)) if b"\\" in token else token[1:-1].decode("utf-8", "surrogatepass")
