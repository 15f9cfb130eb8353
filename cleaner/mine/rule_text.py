"""Write a draft as the YAML of a rule, with the examples that prove it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import blake2b
from typing import NamedTuple

from cleaner.mine.casing import Casing
from cleaner.mine.draft import Draft
from cleaner.mine.pattern import example_of
from cleaner.repeats.furniture import EITHER, HEAD, TAIL

__all__ = ["Figures", "keeps_of", "removes_of", "rule_text", "slug_of"]

_BETWEEN = ("The vote passed late.", "Rain fell all week.", "Nobody was hurt.", "The bridge stayed closed.", "Work goes on in spring.")
"""What stands around a block in an example."""
_PLACES = {HEAD: ", always at the head", TAIL: ", always at the tail", EITHER: ", always at an end"}
_SLUG_WORDS = 5


class Figures(NamedTuple):
    """What a rule does in the corpus: its rank, the characters and pages it takes, and where it would fire without `hosts`."""

    rank: int
    of: int
    chars: int
    pages: int
    other_pages: int
    other_sites: int


def rule_text(draft: Draft, *, removes: Sequence[str], keeps: Sequence[str], preset: str = "", figures: Figures | None = None) -> str:
    """Return the file of a rule."""
    lines = [*(_remarks(draft, figures) if figures else ()), f"why: {_quoted(_why(draft))}", "match:"]
    for entry in draft.entries:
        lines += ["  - any:", *(f"      - {_single(form.pattern)}" for form in entry)]
    ends = [f"{end}: {number}" for end, number in (("head", draft.head), ("tail", draft.tail)) if number]
    lines += [f"where: {{{', '.join(ends)}}}"] * bool(ends)
    lines += [f"preset: [{preset}]"] * bool(preset)
    lines += [f"hosts: [{_quoted(draft.seen.site)}]"] * bool(draft.seen.site)
    lines.append("examples:")
    for name, texts in (("removes", removes), ("keeps", keeps)):
        for text in texts:
            lines += [f"  - {name}: {_quoted(text)}", *([f"    site: {_quoted(draft.seen.site)}"] if draft.seen.site else [])]
    return "\n".join(lines) + "\n"


def removes_of(draft: Draft, casing: Casing) -> list[str]:
    """Return examples of what goes, nobody's names in them: the commonest spelling, and a second one where there is any."""
    spellings = [draft.example]
    if any(len(entry) > 1 for entry in draft.entries):
        spellings.append(tuple(entry[min(1, len(entry) - 1)].line for entry in draft.entries))
    return [_around([example_of(line, casing, draft.seen.frame) for line in lines], draft) for lines in spellings]


def keeps_of(draft: Draft, misses: Sequence[str], casing: Casing) -> list[str]:
    """Return texts that a rule must keep, the best first: near misses, and last its own words inside a sentence."""
    quoted = f'She read out "{example_of(draft.example[0], casing, draft.seen.frame)}" and went on with the story.'
    return [*(example_of(line, casing) for line in misses), quoted]


def slug_of(text: str) -> str:
    """Return a short name for a file, of the first words of a text."""
    words = re.findall(r"[a-z0-9]+", text.casefold())
    return "-".join(words[:_SLUG_WORDS])[:48].strip("-") or blake2b(text.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


def _around(lines: Sequence[str], draft: Draft) -> str:
    """Put a block where the rule looks for it: for its ends at least two thirds of the text are others."""
    block = "<<" + "\n\n".join(lines) + ">>"
    count = 2 * len(lines) + 1 if draft.head or draft.tail else 2
    others = [_BETWEEN[i % len(_BETWEEN)] for i in range(count)]
    at = 0 if draft.head else count if draft.tail else 1
    return "\n\n".join([*others[:at], block, *others[at:]])


def _why(draft: Draft) -> str:
    seen = draft.seen
    site = seen.site or "the corpus"
    what = "lines stand" if len(draft.entries) > 1 else "line stands"
    return f"The same {what} on {seen.pages:,} of {seen.site_pages:,} pages of {site}{_PLACES.get(seen.place, '')}."


def _remarks(draft: Draft, figures: Figures) -> list[str]:
    pages = f"{figures.pages:,} page{'s' * (figures.pages != 1)}"
    remarks = [f"# Mined; read it before you trust it. Rank {figures.rank} of {figures.of}: takes {figures.chars:,} characters of {pages}."]
    if draft.seen.site:
        others = f"{figures.other_pages:,} page{'s' * (figures.other_pages != 1)} of {figures.other_sites:,} other site{'s' * (figures.other_sites != 1)}"
        remarks.append(f"# Without 'hosts' it would fire on {others} of the corpus.")
    return remarks


def _single(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _quoted(text: str) -> str:
    """Return a string as YAML has it between double quotes."""
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    if char == "\n":
        return "\\n"
    if char.isprintable() and not "\ud800" <= char <= "\udfff":
        return char
    return f"\\x{ord(char):02x}" if ord(char) < 0x100 else f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"
