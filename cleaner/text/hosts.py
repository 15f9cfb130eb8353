"""Which hosts a site is, or lies below."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["is_below"]


def is_below(site: str, hosts: Iterable[str]) -> bool:
    """Tell whether a site is one of these hosts, or a subdomain of one; of no hosts, it is not."""
    return any(site == host or site.endswith("." + host) for host in hosts)
