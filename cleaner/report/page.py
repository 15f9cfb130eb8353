"""One page of HTML that holds everything it shows: no script, nothing from the net; what texts hold stays text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from cleaner.ledger import Count, Row, Summary
from cleaner.report.findings import Findings, Sample

__all__ = ["page"]

MOST_LINES = 200
"""Lines of a table; the largest come first."""
_CONTROLS = dict.fromkeys((*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, *range(0xD800, 0xE000), 0xFFFE, 0xFFFF), "\ufffd")
_STYLE = """
:root{color-scheme:light dark;--line:#8884;--soft:#8881;--gone:#c5221f}
@media (prefers-color-scheme:dark){:root{--gone:#f28b82}}
body{font:15px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;background:Canvas;color:CanvasText}
table{border-collapse:collapse;width:100%}td,th{padding:.25rem .6rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}td{overflow-wrap:anywhere}
summary{cursor:pointer;padding:.35rem 0}figure{margin:.5rem 0 1rem;padding:.5rem .8rem;background:var(--soft);border-left:3px solid var(--gone)}
figcaption{font-size:13px;opacity:.75;overflow-wrap:anywhere}pre{white-space:pre-wrap;overflow-wrap:anywhere;margin:0;font:inherit;unicode-bidi:isolate}
"""
_HEAD = (
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    '<meta name="referrer" content="no-referrer"><title>What was removed</title><style>{}</style></head><body>\n'
)


def page(summary: Summary, findings: Findings) -> str:
    """Return the page. Its size does not grow with the ledger beyond a number of lines for each rule."""
    sections = (_totals(summary), _rules(summary), _examples(findings), _copies(findings), _notes(findings), _sites(findings), _sources(summary))
    return _HEAD.format(_STYLE) + "\n".join(line for section in sections for line in section) + "\n</body></html>\n"


def _totals(summary: Summary) -> Iterator[str]:
    yield "<h1>What was removed</h1>"
    share = summary.removed / max(1, summary.chars)
    yield f"<p>{summary.removed:,} of {summary.chars:,} characters ({share:.1%}) went from {summary.changed:,} of {summary.documents:,} documents.</p>"
    yield f"<p>{summary.dropped:,} documents were dropped, {summary.flagged:,} flagged, {summary.unread:,} not read.</p>"


def _rules(summary: Summary) -> Iterator[str]:
    ranked = sorted(summary.rules.items(), key=lambda one: (-one[1].removed, one[0]))
    yield from _table("By rule", ("rule", "documents", "removals", "characters"), (_counted(name, count) for name, count in ranked), len(ranked))


def _examples(findings: Findings) -> Iterator[str]:
    if findings.rules:
        yield "<h2>Examples</h2>"
    for name, sample in sorted(findings.rules.items()):
        yield f"<details><summary><b>{_text(name)}</b> — {_text(findings.whys[name])} ({sample.seen:,})</summary>"
        yield from map(_example, sample.rows())
        yield "</details>"


def _example(row: Row) -> str:
    place = f"{row.source}, record {row.record}" + (f", characters {row.start}–{row.end}" if row.end else "")
    caption = " · ".join(filter(None, (row.doc if row.doc != row.source else "", place, row.evidence)))
    return f"<figure><pre dir=auto>{_shown(row)}</pre><figcaption><bdi>{_text(caption)}</bdi></figcaption></figure>"


def _copies(findings: Findings) -> Iterator[str]:
    rows = findings.copies.rows()
    lines = ((row.doc, row.kept, _number(row.jaccard), _number(row.containment), _Html(f"<pre dir=auto>{_shown(row)}</pre>")) for row in rows)
    yield from _table("Near-duplicates", ("document", "kept in its place", "Jaccard", "containment", "its text"), lines, findings.copies.seen)


def _notes(findings: Findings) -> Iterator[str]:
    titles = {"flagged": "Flagged", "dropped": "Dropped for other reasons", "unread": "Not read"}
    for action, title in titles.items():
        sample = findings.notes.get(action, Sample(0))
        yield from _table(title, ("source", "record", "why"), ((row.source, row.record, row.why) for row in sample.rows()), sample.seen)


def _sites(findings: Findings) -> Iterator[str]:
    ranked = sorted(findings.sites.items(), key=lambda one: (-one[1].chars, one[0]))
    lines = ((name, one.removals, one.dropped, one.chars) for name, one in ranked)
    yield from _table("By site", ("site", "removals", "documents dropped", "characters"), lines, len(ranked))


def _sources(summary: Summary) -> Iterator[str]:
    ranked = sorted(summary.sources.items(), key=lambda one: (-one[1].removed, one[0]))
    lines = ((name, count.documents, count.removals, count.removed, f"{count.rate:.1%}") for name, count in ranked)
    yield from _table("By source", ("source", "documents", "removals", "characters", "share"), lines, len(ranked))


class _Html(str):
    """What is HTML already."""

    __slots__ = ()


def _counted(name: str, count: Count) -> tuple[str, int, int, int]:
    return name, count.documents, count.removals, count.removed


def _table(title: str, heads: Iterable[str], lines: Iterable[tuple[object, ...]], total: int) -> Iterator[str]:
    """Yield a table of the first lines, and how many there are in all; nothing where there are none."""
    shown = [line for line, _ in zip(lines, range(MOST_LINES), strict=False)]
    if not shown:
        return
    more = f" ({len(shown):,} of {total:,})" if total > len(shown) else ""
    yield f"<h2>{escape(title)}{more}</h2><table><tr>{''.join(f'<th>{escape(head)}</th>' for head in heads)}</tr>"
    for line in shown:
        yield f"<tr>{''.join(map(_cell, line))}</tr>"
    yield "</table>"


def _cell(value: object) -> str:
    if isinstance(value, int):
        return f"<td class=n>{value:,}</td>"
    return f"<td>{value}</td>" if isinstance(value, _Html) else f"<td><bdi>{_text(str(value))}</bdi></td>"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _shown(row: Row) -> str:
    return "<i>(the ledger does not hold the text)</i>" if row.text is None else _text(row.text)


def _text(value: str) -> str:
    """Return a text as HTML that shows it and does nothing else."""
    return escape(value.translate(_CONTROLS))
