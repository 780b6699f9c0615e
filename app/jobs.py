"""Work in the background, so that a long solve blocks no page and outlives a closed browser.

A job is a thread, not one of a pool: the server ends at once on Ctrl-C, whatever
still runs, and HiGHS cannot change its number of threads within an OS thread.
HiGHS lets go of Python's lock while it runs.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from enum import StrEnum, unique
from typing import Any, Generic, TypeVar

from nl2milp.errors import InputError, Nl2milpError

__all__ = ["Job", "State", "StoppedError", "find", "stop_all", "submit"]

_LOG = logging.getLogger(__name__)

_AT_ONCE = 32
"""Jobs that run at the same time; more wait for their turn."""

_MOST = 500
"""Jobs that run or wait, of all sessions together."""

_FINISHED_KEPT = 16
"""Named jobs that can still be found after their end."""

T = TypeVar("T")


class StoppedError(Exception):
    """Raised by :meth:`Job.check` in a job that was asked to stop."""


@unique
class State(StrEnum):
    """Where a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"

    @property
    def is_final(self) -> bool:
        """Whether nothing more will happen."""
        return self in (State.DONE, State.FAILED, State.STOPPED)


class Job(Generic[T]):
    """Work that was handed in.

    Attributes
    ----------
    name : hashable
        Under which :func:`find` finds it; None for a job without a name, or
        whose name a newer one has taken.
    state : State
        `STOPPED` where it ended without a result because it was told to; a
        solve that was stopped is `DONE`, with the best solution so far.
    progress : object
        What was reported last, such as a :class:`nl2milp.solvers.Progress`; None before.
    result : object
        What the function returned, at `DONE`.
    error : Exception or None
        What it raised, at `FAILED`.
    unsaved : Exception or None
        What `on_done` raised: the result is there and was not stored.
    stopping : Event
        Set by :meth:`stop`: for :class:`nl2milp.solvers.Options`.
    """

    def __init__(self, name: Any = None) -> None:
        self.name = name
        self.state = State.WAITING
        self.progress: Any = None
        self.result: T | None = None
        self.error: Exception | None = None
        self.unsaved: Exception | None = None
        self.stopping = threading.Event()
        self._ended = threading.Event()
        self._started = time.monotonic()
        self._seconds: float | None = None

    @property
    def is_final(self) -> bool:
        """Whether nothing more will happen, storing included."""
        return self._ended.is_set()

    @property
    def seconds(self) -> float:
        """Wall time since it was handed in, up to its end."""
        return time.monotonic() - self._started if self._seconds is None else self._seconds

    def report(self, progress: Any) -> None:
        """Keep `progress` for whoever looks: the callback for :class:`nl2milp.solvers.Options`."""
        self.progress = progress

    def check(self) -> None:
        """End the job here if it was told to stop, for work in many steps.

        Raises
        ------
        StoppedError
            It was.
        """
        if self.stopping.is_set():
            raise StoppedError

    def stop(self) -> None:
        """Ask it to end; it may take until the function looks."""
        self.stopping.set()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait for the end, so many seconds at most; whether it is reached."""
        return self._ended.wait(timeout)

    def _run(self, function: Callable[[Job[T]], T], on_done: Callable[[Job[T]], object] | None) -> None:
        state = State.DONE
        try:
            with _TURNS:
                self.check()
                self.state = State.RUNNING
                self.result = function(self)
        except StoppedError:
            state = State.STOPPED
        except Exception as error:
            state, self.error = State.FAILED, error
            if not isinstance(error, Nl2milpError):
                # its message may hold what the user wrote
                _LOG.error("a job failed: %s", type(error).__name__)
        try:
            if on_done is not None and state is State.DONE:
                on_done(self)
        except Exception as error:
            self.unsaved = error
            _LOG.error("the result of a job was not stored: %s", type(error).__name__)
        self._seconds = time.monotonic() - self._started
        self.state = state
        _leave(self)
        self._ended.set()


_TURNS = threading.BoundedSemaphore(_AT_ONCE)
_LOCK = threading.Lock()
_LIVE: list[Job[Any]] = []
_FINISHED: list[Job[Any]] = []


def submit(
    function: Callable[[Job[T]], T], *, on_done: Callable[[Job[T]], object] | None = None, name: Any = None
) -> Job[T]:
    """Run `function` in a thread of its own.

    Parameters
    ----------
    function : callable
        Given the job, for `job.stopping`, `job.report` and `job.check`. It
        must not touch `st`: the browser may be gone when it runs.
    on_done : callable, optional
        Called with the job in the same thread when the result is there, before
        the job counts as done: to store it.
    name : hashable, optional
        To find it again, such as `("project", 7)`; a running job of that name
        is told to stop.

    Raises
    ------
    InputError
        Too many jobs wait already.

    Examples
    --------
    >>> job = submit(lambda job: 6 * 7)
    >>> job.wait(), job.state.value, job.result
    (True, 'done', 42)
    """
    job: Job[T] = Job(name)
    with _LOCK:
        if len(_LIVE) >= _MOST:
            raise InputError(f"{_MOST} problems are being worked on already; try again in a minute")
        if name is not None:
            for other in _LIVE:
                if other.name == name:
                    other.name = None  # it may end after the newer one
                    other.stop()
            _FINISHED[:] = [other for other in _FINISHED if other.name != name]
        _LIVE.append(job)
    threading.Thread(target=job._run, args=(function, on_done), name="nl2milp-job", daemon=True).start()
    return job


def find(name: Any) -> Job[Any] | None:
    """The latest job of that name, which runs or ended not long ago; None if there is none."""
    if name is None:
        return None
    with _LOCK:
        return next((job for job in (*_LIVE, *_FINISHED) if job.name == name), None)


def stop_all(timeout: float) -> bool:
    """Tell all jobs to stop, and wait so many seconds at most; whether all have ended."""
    with _LOCK:
        live = list(_LIVE)
    for job in live:
        job.stop()
    end = time.monotonic() + timeout
    return all(job.wait(max(0.0, end - time.monotonic())) for job in live)


def _leave(job: Job[Any]) -> None:
    with _LOCK:
        _LIVE.remove(job)
        if job.name is not None:
            _FINISHED.append(job)
            del _FINISHED[:-_FINISHED_KEPT]
