"""What can stop a run of HiGHS, and what reports on it; for every instance, whoever made it."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import highspy

from nl2milp.formulation import Sense
from nl2milp.memory import used_megabytes
from nl2milp.solvers.base import Options, Progress

__all__ = ["INFINITE", "Watch"]

INFINITE = 1e100
"""Bounds and incumbents of HiGHS beyond this mean that there is none."""

_REPORT_SECONDS = 0.1
"""At least so long between two reports on progress."""


class Watch:
    """What can stop a run: Options.stop, Ctrl-C, and a progress callback that raises."""

    def __init__(self, options: Options, sense: Sense, offset: float = 0.0) -> None:
        """`offset` is a constant of the objective that the instance was not given."""
        self.offset = offset
        self.stop, self.progress = options.stop, options.progress
        self.sign = 1.0 if sense is Sense.MINIMIZE else -1.0
        self.is_interrupted = self.is_full = False
        self.memory_limit = options.memory_limit
        self.error: BaseException | None = None
        self._next_report = self._next_look = 0.0

    def subscribe(self, highs: highspy.Highs) -> None:
        """Attach to an instance."""
        if self.progress is not None:
            # its own callback for logging is silent where the log is
            highs.cbMipInterrupt.subscribe(self._report)
        for callback in (highs.cbSimplexInterrupt, highs.cbIpmInterrupt, highs.cbMipInterrupt):
            callback.subscribe(self._tell)

    def _tell(self, event: Any) -> None:
        if self.memory_limit is not None and time.perf_counter() >= self._next_look:
            self._next_look = time.perf_counter() + _REPORT_SECONDS
            self.is_full = self.is_full or used_megabytes() > self.memory_limit
        # the flag is sticky: it must be written on every call, not only when set
        event.interrupt(self.is_stopped)

    def _report(self, event: Any) -> None:
        out = event.data_out
        if self.error is not None or time.perf_counter() < self._next_report:
            return
        self._next_report = time.perf_counter() + _REPORT_SECONDS
        try:
            assert self.progress is not None
            gap = out.mip_gap if abs(out.mip_gap) < INFINITE else float("inf")
            incumbent, bound = (
                _known(self.sign * one) + self.offset for one in (out.mip_primal_bound, out.mip_dual_bound)
            )
            self.progress(Progress(out.running_time, incumbent, bound, gap, out.mip_node_count))
        except BaseException as error:
            # an exception must not unwind through the solver's own frames
            self.error, self.is_interrupted = error, True

    @property
    def is_stopped(self) -> bool:
        """Whether something has asked for the end of the run."""
        return self.is_interrupted or self.is_full or (self.stop is not None and self.stop.is_set())

    def reraise(self) -> None:
        """Raise what a progress callback raised, which waited for the run to end."""
        if self.error is not None:
            raise self.error

    @contextmanager
    def until_interrupted(self) -> Iterator[None]:
        """Take the first Ctrl-C as a wish to stop with the best so far; the second is raised as ever.

        Python runs signal handlers between its own instructions only, which
        during a run are those of the callbacks.
        """
        mine = threading.current_thread() is threading.main_thread()
        if not mine or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
            yield
            return

        def handler(number: int, frame: Any) -> None:
            if self.is_interrupted:
                raise KeyboardInterrupt
            self.is_interrupted = True

        signal.signal(signal.SIGINT, handler)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, signal.default_int_handler)


def _known(value: float) -> float:
    return value if abs(value) < INFINITE else float("nan")
