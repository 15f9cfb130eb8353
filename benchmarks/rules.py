"""Measure the rules on extractor output whose lines are labelled: fires, label precision, F1 gained and lost.

    python benchmarks/rules.py DATA [--set NAME] [--only RULE] [--lines FILE] [--texts FILE ...] [--docs FILE] [--check | --raise]

DATA is a folder with `lines_*.jsonl.zst` and the golds that they were aligned with. The set `visible` is made here: the
whole visible text of each gold's HTML, cleaned with preset `raw`. For each rule: how often it fired, on how many pages,
the share of its lines that the gold lacks (label `drop` or `dup`), and the word F1 (in thousandths, summed over pages)
that would be missing, or won, if what the rule removed were put back. Pages with 20 or more `drop` lines in a row are left
out of the count of pages that gain and lose.

`--texts` names further JSONL files (`.zst` or plain; the field `text`) without golds: which rules fire there is counted, so that
those that fire nowhere are known. `--lines` prints every removed line with its neighbours, for reading. `--docs` writes the tables of docs/rules.md anew.
`--check` compares with the floors beside this file and fails below one; `--raise` lifts them.
"""

from __future__ import annotations

import argparse
import collections
import itertools
import json
import statistics
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import floors
from labelled import SETS, VISIBLE, Change, Page, load, rows, score, shingle_f1, shingles, words

from cleaner import Cleaned, Cleaner, Config, Document
from cleaner.rules_engine.pack import load_pack

HERE = Path(__file__).parent
FLOORS = HERE / "floors.rules.json"
VERDICTS = HERE / "verdicts.json"
"""Removed lines that a reader who did not see the rule called article, and not article: by pack (a first reader) and by rule (a second and a third)."""
BEGIN, END = "<!-- made by benchmarks/rules.py: begin -->", "<!-- made by benchmarks/rules.py: end -->"
FEWEST = 8
LEAST_PRECISION = 0.85
MOST_TEXTS = 6000
"""Texts of each further file that rules run on."""
LOW = f"Rules with {FEWEST} fires or more whose label precision is below {LEAST_PRECISION}, because golds keep such lines; a reader's verdict stands beside it:"
UNPROVEN = "Rules that fire nowhere on these pages nor on the other texts are unproven; their examples and golden articles alone speak for them:"


@dataclass
class Tally:
    """What one rule, or one pack, did."""

    fires: int = 0
    labels: collections.Counter[str] = field(default_factory=collections.Counter)
    pages: set[str] = field(default_factory=set)
    gained: float = 0.0
    lost: float = 0.0

    @property
    def precision(self) -> float:
        """The share of lines that the gold lacks."""
        return (self.labels["drop"] + self.labels["dup"]) / max(1, self.labels.total())

    def add(self, other: Tally) -> None:
        """Count another one in."""
        self.fires += other.fires
        self.labels += other.labels
        self.pages |= other.pages
        self.gained += other.gained
        self.lost += other.lost


def fires(path: Path) -> set[str]:
    """Return the rules that fire on the first texts of a JSONL file."""
    cleaner, texts = Cleaner(), (row["text"] for row in rows(path) if "text" in row)
    return {removal.rule for text in itertools.islice(texts, MOST_TEXTS) for removal in cleaner.clean(text).removals}


def clean(cleaner: Cleaner, page: Page) -> Cleaned:
    gold = page.gold
    meta = {key: gold[key] for key in ("title", "author", "date", "url") if gold.get(key)}
    return cleaner.clean(Document(page.text, page.id, gold.get("site") or "", meta))


def removed_lines(page: Page, cleaned: Cleaned) -> Iterator[tuple[int, str]]:
    """Yield the number of each line that went, with the rule that took it; cuts inside a line count as well."""
    at = 0
    for number, line in enumerate(page.lines):
        for removal in cleaned.removals:
            if min(at + len(line), removal.end) - max(at, removal.start) > 0:
                yield number, removal.rule
        at += len(line) + 1


def tally(page: Page, cleaned: Cleaned, tallies: dict[str, Tally]) -> None:
    """Count what each rule did to a page, and what the page would score if the rule had not."""
    gold, left = words(page.gold["gold"]), words(cleaned.text)
    now = score(gold, left).f1
    for rule in {removal.rule for removal in cleaned.removals}:
        back = collections.Counter[str]()
        one = tallies.setdefault(rule, Tally())
        for removal in cleaned.removals:
            if removal.rule == rule:
                back += words(removal.text)
                one.fires += 1
        effect = 1000 * (now - score(gold, left + back).f1)
        one.gained += max(0.0, effect)
        one.lost += max(0.0, -effect)
        one.pages.add(page.id)
    for number, rule in removed_lines(page, cleaned):
        tallies[rule].labels[page.labels[number]] += 1


def change(page: Page, cleaned: Cleaned) -> Change:
    gold = page.gold["gold"]
    bags = words(gold), shingles(gold)
    before, after = (tuple(score(bag, cut(text)) for bag, cut in zip(bags, (words, shingles), strict=True)) for text in (page.text, cleaned.text))
    return Change(not page.has_long_drop, before, after)


def report(page: Page, cleaned: Cleaned) -> Iterator[str]:
    """Yield a line for each removed one: rule, label, place, and the text between its neighbours."""
    for number, rule in removed_lines(page, cleaned):
        before, line, after = (page.lines[i] if 0 <= i < len(page.lines) else "" for i in (number - 1, number, number + 1))
        yield "\t".join([rule, page.labels[number], page.set, page.id, f"{number}/{len(page.lines)}", line, f"<- {before[:120]}", f"-> {after[:120]}"])


def summary(name: str, changes: dict[str, list[Change]]) -> Iterator[tuple[str, dict[str, float]]]:
    """Yield a printed line for each gold set, and the figures that have floors."""
    for subset, ones in changes.items():
        up, down = (sum(one.fair and sign * one.gain > 0.01 for one in ones) for sign in (1, -1))
        before, after = (statistics.mean(getattr(one, when)[0].f1 for one in ones) for when in ("before", "after"))
        before4, after4 = (shingle_f1(getattr(one, when)[1] for one in ones) for when in ("before", "after"))
        worst = min(one.gain for one in ones)
        line = f"word F1 {before:.4f} -> {after:.4f} ({after - before:+.5f})  shingle F1 {before4:.4f} -> {after4:.4f}  up > .01: {up}  down > .01: {down}"
        yield f"{name} {subset}: pages {len(ones)}  {line}  worst {worst:+.3f}", {f"{name} {subset} word": after, f"{name} {subset} shingle": after4}


def table(tallies: dict[str, Tally]) -> str:
    lines = [f"{'rule':44} fires lines pages  precision  gained   lost  labels"]
    for rule, one in sorted(tallies.items()):
        low = " <" if one.fires >= FEWEST and one.precision < LEAST_PRECISION else ""
        counts = f"{one.fires:5} {one.labels.total():5} {len(one.pages):5}  {one.precision:9.2f}  {one.gained:6.1f} {one.lost:6.1f}"
        lines.append(f"{rule:44} {counts}  {dict(one.labels)}{low}")
    return "\n".join(lines)


def pack_of(rule: str) -> str:
    return rule.rsplit("/", 1)[0]


def docs_table(tallies: dict[str, Tally], rules: Iterable[str]) -> str:
    """Return a table of packs: rules, how many of them fire, what they remove, and the reader's verdict."""
    read = verdicts()
    packs = collections.Counter(pack_of(rule) for rule in {*rules, *tallies})
    lines = ["| pack | rules | that fire | lines | pages | label precision | F1 gained | lost | read by eye |", "|---|---|---|---|---|---|---|---|---|"]
    for pack, count in sorted(packs.items()):
        total = Tally()
        firing = [one for rule, one in tallies.items() if pack_of(rule) == pack]
        for one in firing:
            total.add(one)
        eye = seen(read, pack, *(key for key in read if pack_of(key) == pack))
        if firing:
            figures = f"{total.labels.total()} | {len(total.pages)} | {total.precision:.2f} | {total.gained:.0f} | {total.lost:.0f}"
            lines.append(f"| `{pack}` | {count} | {len(firing)} | {figures} | {eye} |")
    return "\n".join(lines)


def verdicts() -> dict[str, list[int]]:
    """Return what readers said of removed lines."""
    read: dict[str, list[int]] = json.loads(VERDICTS.read_text("utf-8"))
    return read


def seen(read: dict[str, list[int]], *keys: str) -> str:
    """Say how many of the lines that were read under these keys are no article."""
    article, other = (sum(read[key][place] for key in keys if key in read) for place in (0, 1))
    return f"{other} of {article + other}" if article + other else ""


def docs_low(tallies: dict[str, Tally]) -> str:
    """Return a table of the rules whose label precision is low, with the verdict of the reader beside it."""
    read = verdicts()
    lines = ["| rule | fires | label precision | read by eye: no article |", "|---|---|---|---|"]
    for rule, one in sorted(tallies.items()):
        if one.fires >= FEWEST and one.precision < LEAST_PRECISION:
            lines.append(f"| `{rule}` | {one.fires} | {one.precision:.2f} | {seen(read, rule)} |")
    return "\n".join(lines)


def docs_unproven(rules: Iterable[str]) -> str:
    """Return a table of the rules that fired nowhere: the English ones by pack, of the other languages, in which hardly a text is, the number."""
    packs: dict[str, list[str]] = {}
    others = collections.Counter[str]()
    for rule in rules:
        language = rule.split("/", 1)[0]
        if language == "en":
            packs.setdefault(pack_of(rule), []).append(rule.rsplit("/", 1)[1])
        else:
            others[language] += 1
    lines = ["| pack | fire nowhere |", "|---|---|", *(f"| `{pack}` | {', '.join(names)} |" for pack, names in sorted(packs.items()))]
    return "\n".join([*lines, *(f"| `{language}` | {count} rules |" for language, count in sorted(others.items()))])


def write_docs(path: Path, parts: Iterable[str]) -> None:
    """Put the parts between the marks of a Markdown file."""
    before, _, rest = path.read_text("utf-8").partition(BEGIN)
    path.write_text(f"{before}{BEGIN}\n\n" + "\n\n".join(parts) + f"\n\n{END}{rest.partition(END)[2]}", "utf-8")


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--set", choices=(*SETS, VISIBLE), action="append")
    parser.add_argument("--only", default="")
    parser.add_argument("--lines", type=Path)
    parser.add_argument("--texts", type=Path, nargs="*", default=())
    parser.add_argument("--docs", type=Path)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--raise", action="store_true", dest="lift")
    return parser.parse_args()


def main() -> None:
    args = parse()
    tallies: dict[str, Tally] = {}
    printed: list[str] = []
    figures: dict[str, float] = {}
    removed: list[str] = []
    fired: set[str] = set()
    for name in args.set or (*SETS, VISIBLE):
        cleaner = Cleaner(Config(preset="raw" if name == VISIBLE else "extracted", select=(args.only,) if args.only else ()))
        changes: dict[str, list[Change]] = collections.defaultdict(list)
        mine: dict[str, Tally] = {}
        for page in load(args.data, name):
            cleaned = clean(cleaner, page)
            changes[page.set].append(change(page, cleaned))
            tally(page, cleaned, mine)
            removed += report(page, cleaned)
        for line, found in summary(name, changes):
            print(line, flush=True)
            printed.append(line)
            figures |= found
        fired |= set(mine)
        if name != VISIBLE or args.set:
            for rule, one in mine.items():
                tallies.setdefault(rule, Tally()).add(one)
    print(table(tallies))
    rules = load_pack().rules
    fired.update(*map(fires, args.texts))
    unproven = [rule for rule in rules if rule not in fired]
    print("\nfire nowhere, unproven:", *unproven)
    if args.lines:
        args.lines.write_text("\n".join(sorted(removed)) + "\n", "utf-8")
    if args.docs:
        write_docs(
            args.docs,
            ["```\n" + "\n".join(printed) + "\n```", docs_table(tallies, rules), f"{LOW}\n\n{docs_low(tallies)}", f"{UNPROVEN}\n\n{docs_unproven(unproven)}"],
        )
    if args.lift:
        floors.raise_floors(FLOORS, figures)
    if args.check and (fallen := floors.check(FLOORS, figures)):
        sys.exit("\n".join(fallen))


if __name__ == "__main__":
    main()
