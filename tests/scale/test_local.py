"""Work in several processes, in order."""

from __future__ import annotations

import os
import signal

import pytest

from cleaner.errors import CleanerError
from cleaner.scale.local import Workers, all_cores, in_order


def square(n: int) -> int:
    return n * n


def process(_: int) -> int:
    return os.getpid()


def fail(n: int) -> int:
    raise CleanerError("code", f"no {n}", do="do it")


def die(n: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_results_come_in_order(workers):
    assert list(in_order(square, range(40), workers=workers)) == [n * n for n in range(40)]


@pytest.mark.parametrize("workers", [1, 2])
def test_mistakes_travel_whole(workers):
    with pytest.raises(CleanerError, match=r"^no 0 \(do it\) \[code\]$"):
        list(in_order(fail, range(9), workers=workers))


def test_killed_worker_is_told():
    with pytest.raises(CleanerError, match="a worker process was killed, perhaps for want of memory"):
        list(in_order(die, range(9), workers=2))


def test_few_tasks_are_in_flight():
    taken = []
    results = in_order(square, (taken.append(n) or n for n in range(1000)), workers=2)
    next(results)
    assert len(taken) <= 4
    results.close()


def test_processes_stay_for_all_passes():
    with Workers(process, square, workers=2) as processes:
        passes = [list(processes.in_order(process, range(9))) for _ in range(3)]
        assert list(processes.in_order(square, range(9))) == [n * n for n in range(9)]
    assert len({one for some in passes for one in some}) <= 2


def test_at_least_one_core():
    assert all_cores() >= 1
