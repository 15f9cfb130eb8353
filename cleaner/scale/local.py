"""Run work over tasks in several processes of this machine, in order, with few tasks in flight."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from cleaner.errors import CleanerError

if TYPE_CHECKING:
    from concurrent.futures import Future

__all__ = ["all_cores", "collect_rarely", "in_order"]

T = TypeVar("T")
R = TypeVar("R")
IN_FLIGHT = 2
"""Tasks that wait or run, for each process."""

NEW_OBJECTS = 100_000
"""Objects that are made before the garbage collector looks for cycles."""

_work: Callable[[Any], Any] | None = None


def all_cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def collect_rarely() -> None:
    """Let the garbage collector look less often: rules are hundreds of thousands of objects that stay, and documents leave hardly a cycle behind."""
    gc.set_threshold(NEW_OBJECTS, *gc.get_threshold()[1:])


def in_order(work: Callable[[T], R], tasks: Iterable[T], *, workers: int) -> Iterator[R]:
    """Yield `work(task)` for each task, in their order. `work` travels to the processes once; with one worker it runs here."""
    if workers <= 1:
        yield from map(work, tasks)
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    # Forked workers share the compiled rules; elsewhere than on Linux forking is not safe, and they compile their own.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_start, initargs=(work,)) as pool:
        waiting: deque[Future[R]] = deque()
        try:
            for task in tasks:
                waiting.append(pool.submit(_run, task))
                if len(waiting) >= workers * IN_FLIGHT:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool:
            what = "a worker process was killed, perhaps for want of memory"
            raise CleanerError("worker-killed", what, do="run the same command again, with fewer --workers: it goes on where it stopped") from None
        finally:
            pool.shutdown(cancel_futures=True)


def _start(work: Callable[[Any], Any]) -> None:
    """Begin a worker process: the first process alone answers Ctrl-C, and when it dies so does the worker."""
    global _work
    _work = work
    collect_rarely()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_parent, daemon=True).start()


def _die_with_parent() -> None:
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _run(task: T) -> Any:
    assert _work
    return _work(task)
