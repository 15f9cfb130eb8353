"""Find a string in a line of JSON without parsing it to values, and cut it in place: all other bytes stay as they are."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

__all__ = ["find_string", "raw_offsets"]

_TOKEN = re.compile(rb'["{}\[\]]')
_QUOTE, _BACKSLASH = ord('"'), ord("\\")
_COLON = re.compile(rb"\s*:\s*")
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)", re.DOTALL)


def find_string(line: bytes, path: Sequence[str]) -> tuple[int, int]:
    """Return the byte range between the quotes of the string at a path of keys.

    Of a key that stands twice the last one counts, as parsers have it. Raises `KeyError` when there is no string.
    """
    at = line.find(b"{")
    for key in path:
        at = _value(line, at, key)
    end = _string_end(line, at) if line[at : at + 1] == b'"' else -1
    if end < 0:
        raise KeyError(".".join(path))
    return at + 1, end - 1


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
    depth, found, at = 0, -1, start
    while token := _TOKEN.search(line, at):
        first, at = token.start(), token.end()
        if line[first] == _QUOTE:
            at = _string_end(line, first)
            if at < 0:
                break
            if depth == 1 and (colon := _COLON.match(line, at)) and _name(line[first:at]) == key:
                found = at = colon.end()
        else:
            depth += 1 if line[first] in b"{[" else -1
            if not depth:
                break
    if found < 0:
        raise KeyError(key)
    return found


def _string_end(line: bytes, start: int) -> int:
    """Return where the string that begins with a quote at `start` ends, quotes included; -1 where it does not. Most signs of it are never looked at."""
    at = start + 1
    while (quote := line.find(b'"', at)) >= 0:
        last = quote - 1
        while line[last] == _BACKSLASH:
            last -= 1
        if (quote - last) % 2:
            return quote + 1
        at = quote + 1
    return -1


def _name(token: bytes) -> str:
    """Return what a key says; the standard library reads the lone surrogates that orjson refuses."""
    return str(json.loads(token)) if b"\\" in token else token[1:-1].decode("utf-8", "surrogatepass")
