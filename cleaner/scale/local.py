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
    from concurrent.futures import Future, ProcessPoolExecutor

__all__ = ["Workers", "all_cores", "collect_rarely", "in_order"]

T = TypeVar("T")
R = TypeVar("R")
IN_FLIGHT = 2
"""Tasks that wait or run, for each process."""

NEW_OBJECTS = 100_000
"""Objects that are made before the garbage collector looks for cycles."""

_works: tuple[Callable[[Any], Any], ...] = ()


def all_cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def collect_rarely() -> None:
    """Let the garbage collector look less often: rules are hundreds of thousands of objects that stay, and documents leave hardly a cycle behind."""
    gc.set_threshold(NEW_OBJECTS, *gc.get_threshold()[1:])


class Workers:
    """Processes that stay for several passes, whose works they know from the start: what one pass has them compile and read serves the next.

    With one worker all work runs here.
    """

    def __init__(self, *works: Callable[[Any], Any], workers: int) -> None:
        self.works, self.workers = works, workers
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Workers:
        if self.workers > 1:
            import multiprocessing
            from concurrent.futures import ProcessPoolExecutor

            # Forked workers share the compiled rules; elsewhere than on Linux forking is not safe, and they compile their own.
            context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
            self._pool = ProcessPoolExecutor(self.workers, mp_context=context, initializer=_start, initargs=(self.works,))
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def in_order(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """Yield `work(task)` for each task, in their order; `work` is one of those that the processes know."""
        if not self._pool:
            yield from map(work, tasks)
            return
        from concurrent.futures.process import BrokenProcessPool

        number = self.works.index(work)
        waiting: deque[Future[R]] = deque()
        try:
            for task in tasks:
                waiting.append(self._pool.submit(_run, number, task))
                if len(waiting) >= self.workers * IN_FLIGHT:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool:
            what = "a worker process was killed, perhaps for want of memory"
            raise CleanerError("worker-killed", what, do="run the same command again, with fewer --workers: it goes on where it stopped") from None


def in_order(work: Callable[[T], R], tasks: Iterable[T], *, workers: int) -> Iterator[R]:
    """Yield `work(task)` for each task, in their order, from processes that stay for this pass alone; with one worker it runs here."""
    with Workers(work, workers=workers) as own:
        yield from own.in_order(work, tasks)


def _start(works: tuple[Callable[[Any], Any], ...]) -> None:
    """Begin a worker process: the first process alone answers Ctrl-C, and when it dies so does the worker."""
    global _works
    _works = works
    collect_rarely()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_parent, daemon=True).start()


def _die_with_parent() -> None:
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _run(number: int, task: T) -> Any:
    return _works[number](task)
