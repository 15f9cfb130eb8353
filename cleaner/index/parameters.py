"""What an index was made with: it answers only to runs that were told the same."""

from __future__ import annotations

from dataclasses import dataclass, fields
from hashlib import blake2b

import numpy as np

from cleaner.config import CorpusConfig, DedupConfig
from cleaner.dedup.curve import Bands, choose_bands
from cleaner.dedup.shard import Batch, sketch
from cleaner.errors import Place, UsageError
from cleaner.index.sketches import MOST_HASHES
from cleaner.repeats.shard import line_shard

__all__ = ["LAYOUT", "Parameters", "other_layout"]

LAYOUT = "4"
"""The version of the tables."""
_SAMPLE = "On 3 May 2021, the Senate voted; 14 members didn't.\nΟι ΨΗΦΟΙ, 投票しました, صوّتوا\nSincerely,\nContact:\n" + " ".join(
    f"word{n}" for n in range(3000)
)
"""Words of several scripts, more shingles than a sketch holds, and a line of each kind."""
_NAMES = {"threshold": "--threshold", "recall": "--recall", "permutations": "--permutations", "repeats": "--repeats", "site_from": "--site-from"}


@dataclass(frozen=True, slots=True)
class Parameters:
    """What decides whether two sketches, or two hashes of a line, can be compared; all as they stand in the index.

    `made_by` is the command: `clean` sketches what rules and furniture leave, `dedup` the text as it stands. `hashes` changes when any hash
    of the program does.
    """

    layout: str
    made_by: str
    threshold: str
    recall: str
    permutations: str
    bands: str
    rows: str
    ngram: str
    scope: str
    repeats: str
    site_from: str
    sketch: str
    hashes: str

    @classmethod
    def of(cls, dedup: DedupConfig, corpus: CorpusConfig | None = None) -> Parameters:
        """Return the parameters of a run of `dedup`, or with `corpus` of `clean`."""
        bands = choose_bands(dedup.threshold, dedup.recall, permutations=dedup.permutations)
        return cls(
            layout=LAYOUT,
            made_by="clean" if corpus else "dedup",
            threshold=f"{dedup.threshold:g}",
            recall=f"{dedup.recall:g}",
            permutations=str(dedup.permutations),
            bands=str(bands.bands),
            rows=str(bands.rows),
            ngram=str(dedup.ngram),
            scope=dedup.scope,
            repeats=corpus.repeats if corpus else "off",
            site_from="path" if corpus and corpus.site_from_path else "field",
            sketch=str(MOST_HASHES),
            hashes=_fingerprint(bands, dedup),
        )

    def demand(self, there: dict[str, str], name: str) -> None:
        """Raise `UsageError` if the index `name` was made with other parameters, which `there` holds."""
        for field in fields(self):
            here, was = getattr(self, field.name), there.get(field.name, "")
            if here != was:
                what, do = _explain(field.name, here=here, was=was)
                raise UsageError("index-differs", what, do=do, where=Place(name))


def other_layout(there: dict[str, str], name: str) -> UsageError:
    """Return the error for an index whose tables are of another version."""
    what, do = _explain("layout", here=LAYOUT, was=there.get("layout", ""))
    return UsageError("index-differs", what, do=do, where=Place(name))


def _explain(name: str, *, here: str, was: str) -> tuple[str, str]:
    """Say what differs and what to do."""
    anew = "make a new index: run the command with another FILE over all that is to be remembered"
    if name == "layout":
        return f"the index has the layout {was or 'of no version'}, this version writes {here}", anew
    if name in ("hashes", "sketch"):
        return "the index holds hashes of another version of cleaner, which cannot be compared with today's", anew
    if name == "made_by":
        return f"the index was made by 'cleaner {was}', and its texts are not those of 'cleaner {here}'", f"use one FILE for each, or run 'cleaner {was}'"
    if name == "scope":
        kinds = {"all": "without --within and --across", "within": "with --within", "across": "with --across"}
        return f"the index was made {kinds.get(was, was)}, this run is {kinds[here]}", "give the same option, or name another FILE"
    option = _NAMES.get(name, name)
    return f"the index was made with {option} {was}, this run has {here}", f"run with {option} {was}, or name another FILE"


def _fingerprint(bands: Bands, config: DedupConfig) -> str:
    """Return a hash over what the hashes of a text, its bands and its lines, and the flags of these, come to: any change of them changes it."""
    text = _SAMPLE.encode()
    shard, lines = sketch(Batch([text], ["id"], ["site"], [0.0], [0], [1]), bands, config), line_shard([text])["lines"]
    arrays = (shard["docs"]["tokens"], shard["docs"]["site"], shard["keys"], shard["values"], lines["exact"], lines["masked"], lines["flags"])
    return blake2b(b"".join(np.ascontiguousarray(array).tobytes() for array in arrays), digest_size=8).hexdigest()
