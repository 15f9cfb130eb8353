"""Which copy is kept: policies, and a total order."""

from __future__ import annotations

import math

import numpy as np
import pytest

from cleaner.dedup.keepers import demand_policy, keeper_order, keeper_value
from cleaner.dedup.shard import DOC
from cleaner.errors import UsageError

BETTER = [
    ("longest", ("four", {}), ("two", {})),
    ("shortest", ("two", {}), ("four", {})),
    ("earliest", ("", {"date": "2020-01-02"}), ("", {"date": "2020-01-03"})),
    ("earliest", ("", {"date": "2020-01-02T08:00:00+02:00"}), ("", {"date": "2020-01-02T07:00:00Z"})),
    ("earliest", ("", {"date": "2019"}), ("", {"date": "2019-02"})),
    ("earliest", ("", {"date": "20190203"}), ("", {"date": "2019-02-04T00:00"})),
    ("earliest", ("", {"date": 5}), ("", {"date": 7.5})),
    ("earliest", ("", {"date": "-5"}), ("", {"date": 0})),
    ("earliest", ("", {"date": 20190203}), ("", {"date": "2019-02-04"})),
    ("earliest", ("", {"date": "2019-02-03"}), ("", {"date": "20190204"})),
    ("earliest", ("", {"date": "1549152000"}), ("", {"date": "2019-02-04"})),
    ("earliest", ("", {"date": "2019-02-02"}), ("", {"date": 1549152000})),
    ("earliest", ("", {"date": 9}), ("", {"date": True})),
    ("earliest", ("", {"date": "2019"}), ("", {"date": "yesterday"})),
    ("earliest", ("", {"date": "2019"}), ("", {})),
    ("earliest", ("", {"date": "2019"}), ("", {"date": "2019-13-01"})),
    ("best:score", ("", {"score": 3}), ("", {"score": 2.5})),
    ("best:score", ("", {"score": "3"}), ("", {"score": "no number"})),
    ("best:score", ("", {"score": -3}), ("", {})),
    ("best:score", ("", {"score": 0}), ("", {"score": math.nan})),
    ("best:score", ("", {"score": 10**400}), ("", {"score": 1e300})),
    ("best:score", ("", {"score": 0}), ("", {"score": -(10**400)})),
]


@pytest.mark.parametrize(("policy", "better", "worse"), BETTER)
def test_better_copy_has_the_smaller_value(policy, better, worse):
    assert keeper_value(policy, *better) < keeper_value(policy, *worse)


def docs(*rows: tuple[float, int, int, int]) -> np.ndarray:
    made = np.zeros(len(rows), DOC)
    for name, column in zip(("value", "content", "id", "record"), zip(*rows, strict=True), strict=True):
        made[name] = column
    return made


def test_order_is_policy_then_content_then_id_then_place():
    rows = docs((1, 5, 5, 0), (0, 9, 0, 1), (1, 4, 9, 2), (1, 4, 8, 4), (1, 4, 8, 3))
    assert keeper_order("longest", rows).tolist() == [1, 4, 3, 2, 0]


def test_first_goes_by_place_alone():
    assert keeper_order("first", docs((1, 5, 5, 2), (0, 9, 0, 1), (9, 9, 9, 0))).tolist() == [2, 1, 0]


@pytest.mark.parametrize("policy", ["longest", "first", "earliest", "shortest", "best:score"])
def test_knows_its_policies(policy):
    demand_policy(policy)


@pytest.mark.parametrize(("policy", "advice"), [("longes", "did you mean 'longest'"), ("best:", "best:FIELD"), ("x", "known are")])
def test_names_the_nearest_policy(policy, advice):
    with pytest.raises(UsageError, match=advice):
        demand_policy(policy)
