"""Filter lists that users bring: element-hiding rules in EasyList's syntax, as rules over HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from cleaner.errors import Place, UsageError
from cleaner.html.css import CssError, parse_selector
from cleaner.html.dom import DomRule

__all__ = ["FilterList", "read_filter_list", "read_filters"]

_HIDING = re.compile(r"^(?P<domains>[^#\s/|@$]*)#(?P<sign>@?)#(?P<selector>.+)$")
_EXTENDED = re.compile(r":(?:-abp-|matches-|xpath|upward|remove|style|has-text|watch-attr|nth-ancestor|min-text|others)|\+js\(|^\^|^script:inject")
"""What needs a browser, or changes a page in another way than by hiding."""
_EXTENDED_SIGNS = ("#?#", "#$#", "#%#")
_COMMENT = ("!", "[", "# ")


class _Filter(NamedTuple):
    """A rule that hides: on these domains (all, if there are none), and not on those."""

    selector: str
    domains: tuple[str, ...]
    but: tuple[str, ...]


@dataclass(slots=True)
class FilterList:
    """What a list came to: rules over HTML, and how many lines of it do not hide elements, or cannot be used here."""

    rules: list[DomRule] = field(default_factory=list)
    others: int = 0
    unsupported: int = 0


def read_filter_list(path: Path) -> FilterList:
    """Read a list from a file. Raise `UsageError` for one that cannot be read or hides nothing."""
    try:
        text = path.read_text("utf-8", errors="replace")
    except OSError as error:
        raise UsageError("filter-list", f"cannot be read: {error.strerror}", do="check the path", where=Place(str(path))) from None
    found = read_filters(text.splitlines(), name=path.stem)
    if not found.rules:
        do = "give a list with lines such as ##.advert or example.org##.advert"
        raise UsageError("filter-list", f"hides no elements; {found.unsupported} of its rules cannot be used", do=do, where=Place(str(path)))
    return found


def read_filters(lines: Iterable[str], *, name: str = "list") -> FilterList:
    """Read the lines of a list; the rules that hide on the same domains become one rule."""
    result = FilterList()
    hiding: list[_Filter] = []
    allowed: dict[str, list[str]] = {}
    for line in map(str.strip, lines):
        if not line or line.startswith(_COMMENT):
            continue
        match = _HIDING.match(line)
        if not match:
            is_extended = any(sign in line for sign in _EXTENDED_SIGNS)
            result.unsupported += is_extended
            result.others += not is_extended
        elif _EXTENDED.search(match["selector"]) or not _is_selector(match["selector"]):
            result.unsupported += 1
        elif match["sign"]:
            allowed.setdefault(match["selector"], []).extend(_domains(match["domains"])[0] or [""])
        else:
            hiding.append(_Filter(match["selector"], *_domains(match["domains"])))
    result.rules = list(_rules(hiding, allowed, name))
    return result


def _is_selector(source: str) -> bool:
    try:
        parse_selector(source)
    except CssError:
        return False
    return True


def _domains(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the domains that a rule is for, and those that it is not for."""
    names = [name.strip().lower() for name in text.split(",") if name.strip()]
    return tuple(name for name in names if name[0] != "~"), tuple(name[1:] for name in names if name[0] == "~")


def _rules(hiding: Iterable[_Filter], allowed: dict[str, list[str]], name: str) -> Iterable[DomRule]:
    groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for selector, domains, but in hiding:
        exceptions = allowed.get(selector, [])
        if "" not in exceptions:
            groups.setdefault((domains, tuple(sorted({*but, *exceptions}))), []).append(selector)
    for number, ((domains, but), selectors) in enumerate(groups.items(), 1):
        yield DomRule(f"filter/{name}/{number}", f"A filter list ({name}) hides it.", tuple(selectors), hosts=domains, not_hosts=but)
