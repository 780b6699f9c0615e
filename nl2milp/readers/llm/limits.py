"""How many calls run at once, how many start per minute, and how long to wait before trying again."""

from __future__ import annotations

import asyncio
import random
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

__all__ = ["Limits", "backoff"]

_FIRST = 1.0
_LONGEST = 60.0
_LONGEST_ASKED = 600.0


def backoff(attempt: int, retry_after: float | None = None, draw: float | None = None) -> float:
    """Seconds to wait after the failed attempt number `attempt` (from 1).

    Exponential with jitter over the upper half; never less than the provider
    asks for.

    >>> backoff(3, draw=1.0), backoff(1, retry_after=7, draw=0.0)
    (4.0, 7.5)
    """
    draw = random.random() if draw is None else draw
    planned: float = min(_LONGEST, _FIRST * 2 ** (attempt - 1)) * (0.5 + 0.5 * draw)
    # all callers are told the same time: the jitter keeps them from coming back at once
    return planned if retry_after is None else min(_LONGEST_ASKED, retry_after) + planned


class Limits:
    """Shared by all calls of a process, whatever thread or event loop they run in.

    Parameters
    ----------
    concurrency : int
        Calls at the same time.
    per_minute : float or None
        Calls started per minute, evenly spaced.
    """

    def __init__(self, concurrency: int, per_minute: float | None = None) -> None:
        self._places = threading.BoundedSemaphore(concurrency)
        self._spacing = 60.0 / per_minute if per_minute else 0.0
        self._next = 0.0
        self._lock = threading.Lock()

    def reserve(self, now: float) -> float:
        """Seconds until the next start, which is taken."""
        with self._lock:
            start = max(now, self._next)
            self._next = start + self._spacing
            return start - now

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """A place among the running calls."""
        while not self._places.acquire(blocking=False):
            await asyncio.sleep(0.02)
        try:
            if self._spacing and (wait := self.reserve(time.monotonic())) > 0:
                await asyncio.sleep(wait)
            yield
        finally:
            self._places.release()


_SHARED: dict[tuple[int, float | None], Limits] = {}
_SHARED_LOCK = threading.Lock()


def shared(concurrency: int, per_minute: float | None) -> Limits:
    """The limits of this process for these figures."""
    with _SHARED_LOCK:
        return _SHARED.setdefault((concurrency, per_minute), Limits(concurrency, per_minute))
