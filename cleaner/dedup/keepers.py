"""Which of several copies is kept: policies as numbers, the smaller the better; ties go by content, so the order is total."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from cleaner.errors import UsageError, nearest

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["POLICIES", "demand_policy", "keeper_order", "keeper_value"]

POLICIES = ("longest", "first", "earliest", "shortest", "best:FIELD")
_SECONDS = re.compile(r"-?(?!(?:\d{4}|\d{6}|\d{8})$)\d{1,15}(?:\.\d+)?", re.ASCII)
"""Since 1970; of four, six or eight digits a number is a year, a month or a day, such as 20190203."""
_DATE = re.compile(r"(\d{4})(?:-?(\d\d)(?:-?(\d\d))?)?")


def demand_policy(policy: str) -> None:
    """Raise `UsageError` for a policy that is none."""
    if policy not in POLICIES[:-1] and not (policy.startswith("best:") and policy != "best:"):
        do = nearest(policy, POLICIES) or f"known are {', '.join(POLICIES)}"
        raise UsageError("keep", f"'{policy}' does not say which copy to keep", do=do)


def keeper_value(policy: str, text: str, fields: Mapping[str, Any]) -> float:
    """Return what a document is worth under a policy: the smaller, the sooner it is kept; infinite where nothing is known.

    `fields` are the record's; `earliest` reads `date` (ISO 8601, or a number), `best:FIELD` the number in FIELD, more is better.
    """
    if policy == "longest":
        return -float(len(text))
    if policy == "shortest":
        return float(len(text))
    if policy == "earliest":
        return _moment(fields.get("date"))
    if policy.startswith("best:"):
        return -_number(fields.get(policy.removeprefix("best:")), missing=-math.inf)
    return 0.0


def keeper_order(policy: str, docs: NDArray[Any]) -> NDArray[np.int64]:
    """Return the documents' numbers, the one to keep first: by policy, then content, then id, then place.

    `docs` has the fields of `DOC` (shard.py). The policy `first` goes by place alone.
    """
    import numpy as np

    place = (docs["record"], docs["source"])
    if policy == "first":
        return np.lexsort(place)
    return np.lexsort((*place, docs["id"], docs["content"], docs["value"]))


def _number(value: Any, *, missing: float) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return missing
    except OverflowError:  # an integer that no float can hold
        return math.inf if value > 0 else -math.inf
    return missing if math.isnan(number) else number


def _moment(value: Any) -> float:
    """Return a date as seconds since 1970; a day without an hour begins at midnight, a year in January."""
    if isinstance(value, float):
        return _number(value, missing=math.inf)
    text = str("" if value is None else value).strip()
    if _SECONDS.fullmatch(text):
        return float(text)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        found = _DATE.match(text)
        if not found:
            return math.inf
        year, month, day = (int(part or 1) for part in found.groups())
        try:
            moment = datetime(year, month, day, tzinfo=UTC)
        except ValueError:
            return math.inf
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
