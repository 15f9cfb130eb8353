"""Say what near-duplicates were found, and whether a guard lets them go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.cli import say

if TYPE_CHECKING:
    from cleaner.scale.duplicates import Found

__all__ = ["allows"]

_MOST_WIDE = 10


def allows(found: Found, *, most: float, looks: bool = False) -> bool:
    """Say what was found, and return whether no site would lose more than this share of its documents; who only looks is not stopped."""
    _say(found)
    losses = found.losses(most=most)
    for loss in losses:
        say.warn(f"{loss.site or 'articles without a site'} would lose {loss.lost:,} of its {loss.documents:,} articles")
    if losses and not looks:
        say.warn(f"stopped: that is more than {most:.0%}. Look at 'cleaner dedup --dry-run --clusters FILE'; --max-loss 1 allows it, and goes on from here")
    return not losses


def _say(found: Found) -> None:
    told = found.told()
    say.warn(f"{say.count(told.documents, 'document')}, {told.dropped:,} in {say.count(told.clusters, 'cluster')} go for the sake of another")
    if told.dropped:
        say.warn(f"the lowest Jaccard index of one with its kept article is {told.lowest:.3f}, the median {told.median:.3f}")
    for wide, name in found.wide()[:_MOST_WIDE]:
        say.warn(f"look at the cluster of {name}: {wide.members:,} texts, Jaccard {wide.low:.2f} to {wide.high:.2f}: pages of one template?")
    if long_runs := found.joined.long_runs:
        from cleaner.dedup.candidates import LONGEST_RUN

        many = say.count(long_runs, "bucket")
        say.warn(f"{many} of more than {LONGEST_RUN} different texts: there each was verified against those that stay, not all pairs")
