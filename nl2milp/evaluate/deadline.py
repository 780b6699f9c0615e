"""An end to work that does not end by itself, such as reading a text that nobody has thought of."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

__all__ = ["TimeIsUp", "stopped_after"]


class TimeIsUp(BaseException):
    """The time for a piece of work is over. No `Exception`, so that nothing on the way takes it for a failure."""


@contextmanager
def stopped_after(seconds: float) -> Iterator[None]:
    """Raise :class:`TimeIsUp` in what is done within this after so many seconds.

    Python code, waiting and matching of patterns are stopped, compiled code
    that does not look at signals is not. Where the system has no timers, or in
    another thread than the main one, nothing is stopped.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: Any) -> None:
        raise TimeIsUp

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
