"""Run the rules on paragraphs that nobody scraped, so that what they remove should be nothing: collections of sayings and manuals.

    python benchmarks/unseen.py FILE... [--seeds N]

A FILE is plain or gzipped text, UTF-8. Paragraphs stand between blank lines, or between lines that hold `%` alone, as in the collections
of the program `fortune` (Debian's packages fortunes, fortunes-de, -es, -it, -ru, -zh, -br); their lines are joined. Paragraphs that differ are shuffled
and put together fourteen a document, several times over, so that most of them come to stand at a head, in the middle and at a tail, where rules
look for furniture. Both presets run; repetition is not looked for. Printed is each removed text with its rule, and the counts.
"""

from __future__ import annotations

import argparse
import gzip
import random
import re
from collections.abc import Iterator
from pathlib import Path

from cleaner import Cleaner, Config

TOGETHER = 14
"""Paragraphs of a document."""
ESCAPE = re.compile(r"\x1b\[[\d;]*m")
WITHOUT_SPACES = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]\n(?=[\u3040-\u30ff\u4e00-\u9fff])")


def read(path: Path) -> str:
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return ESCAPE.sub("", data.decode("utf-8", "replace")).replace("\r\n", "\n")


def paragraphs(text: str) -> Iterator[str]:
    """Yield the paragraphs of a text, each on one line."""
    between = r"^%+$" if re.search(r"^%$", text, re.MULTILINE) else r"\n[ \t]*\n"
    for part in re.split(between, text, flags=re.MULTILINE):
        joined = WITHOUT_SPACES.sub(lambda match: match[0][0], part.strip())
        if line := " ".join(joined.split()):
            yield line


def documents(said: list[str], seeds: int) -> Iterator[str]:
    """Yield documents of shuffled paragraphs."""
    for seed in range(seeds):
        random.Random(seed).shuffle(said)
        for at in range(0, len(said), TOGETHER):
            yield "\n\n".join(said[at : at + TOGETHER])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--seeds", type=int, default=4)
    args = parser.parse_args()
    said = list(dict.fromkeys(line for path in args.files for line in paragraphs(read(path))))
    cleaners = [Cleaner(Config(preset=preset, ignore=("repeats",))) for preset in ("extracted", "raw")]
    removed = {(removal.rule, removal.text.strip()) for text in documents(said, args.seeds) for cleaner in cleaners for removal in cleaner.clean(text).removals}
    for rule, text in sorted(removed):
        print(f"{rule}\t{text}")
    print(f"{len(said)} paragraphs, {len(removed)} removed")


if __name__ == "__main__":
    main()
