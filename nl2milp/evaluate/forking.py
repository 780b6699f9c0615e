"""Workers that are copies of this process: ready at once, where others start an interpreter and import everything.

A backend of joblib's like any other: the runner knows nothing of it, and
whoever has chosen another one (Dask, Ray, Spark) keeps it.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any

from joblib import parallel_config
from joblib.parallel import ParallelBackendBase

__all__ = ["ForkBackend", "copies_of_this_process"]

_BATCH_SECONDS = 0.1
"""About what one message to a worker is worth: with less, messages take a share of the time that shows."""

_LARGEST_BATCH = 64
_PR_SET_PDEATHSIG = 1


def _prepare_worker() -> None:
    """End with the parent, whatever ends it, and leave Ctrl-C to it."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


class ForkBackend(ParallelBackendBase):  # type: ignore[misc]
    """Processes forked from this one, which has imported all that they need.

    Batches grow until they take about a tenth of a second, so that problems of
    milliseconds come in dozens and slow ones one by one.
    """

    supports_retrieve_callback = True

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._executor: ProcessPoolExecutor | None = None
        self._batch = 1

    def effective_n_jobs(self, n_jobs: int) -> int:
        """As many as are asked for; all cores for a negative number."""
        return n_jobs if n_jobs > 0 else os.cpu_count() or 1

    def configure(self, n_jobs: int = 1, parallel: Any = None, **settings: Any) -> int:
        """Make the pool; its processes start with the first task."""
        self.parallel = parallel
        count = self.effective_n_jobs(n_jobs)
        self._executor = ProcessPoolExecutor(count, mp_context=get_context("fork"), initializer=_prepare_worker)
        return count

    def submit(self, func: Callable[[], Any], callback: Callable[[Any], Any] | None = None) -> Future[Any]:
        """Hand a batch to the pool."""
        assert self._executor is not None
        future = self._executor.submit(func)
        if callback is not None:
            future.add_done_callback(callback)
        return future

    def retrieve_result_callback(self, out: Future[Any]) -> Any:
        """The results of a batch, or its exception."""
        return out.result()

    def compute_batch_size(self) -> int:
        """Tasks in the next batch."""
        return self._batch

    def batch_completed(self, batch_size: int, duration: float) -> None:
        """Learn from how long a batch took."""
        wanted = int(batch_size * _BATCH_SECONDS / max(duration, 1e-6))
        self._batch = max(1, min(wanted, 2 * self._batch, _LARGEST_BATCH))

    def terminate(self) -> None:
        """End the processes when they are done."""
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = None

    def abort_everything(self, ensure_ready: bool = True) -> None:
        """Drop what waits; batches that run are short."""
        self.terminate()
        if ensure_ready:
            self.configure(self.parallel.n_jobs, self.parallel)


def _can_fork() -> bool:
    """Only on Linux, and only from a process of one thread: another one's locks would stay locked in the copy."""
    return sys.platform == "linux" and threading.active_count() == 1


@contextmanager
def copies_of_this_process() -> Iterator[None]:
    """Let parallel work start in copies of this process where that can be done, else in joblib's own way."""
    if not _can_fork():
        yield
        return
    import nl2milp.evaluate.work  # noqa: F401 - once, for all copies

    with parallel_config(backend=ForkBackend()):
        yield
