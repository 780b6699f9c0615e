"""What a long solve shows while it runs: one line on standard error."""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from nl2milp.solvers import Progress

__all__ = ["progress_line", "shown"]

_QUIET_SECONDS = 1.0
"""A solve of less shows nothing."""

_LINE_SECONDS = 5.0
"""Where lines stay, as in a log, one in so many seconds."""


def shown(report: Progress) -> str:
    """A report in words.

    >>> from nl2milp.solvers import Progress
    >>> shown(Progress(12.34, 4620.0, 4700.0, 0.0173, 120))
    '12 s: best 4620, bound 4700, gap 1.7 %, 120 nodes'
    >>> shown(Progress(3.0, math.nan, 4700.0, math.inf, 0))
    '3 s: no solution yet, bound 4700, 0 nodes'
    """
    parts = ["no solution yet" if math.isnan(report.incumbent) else f"best {report.incumbent:.8g}"]
    if not math.isnan(report.bound):
        parts.append(f"bound {report.bound:.8g}")
    if math.isfinite(report.gap):
        parts.append(f"gap {100 * report.gap:.2g} %")
    return f"{report.seconds:.0f} s: {', '.join(parts)}, {report.nodes:,} nodes"


@contextmanager
def progress_line(wanted: bool | None) -> Iterator[Callable[[Progress], None] | None]:
    """A callback for the options of a solve; None where nothing is to be shown.

    Parameters
    ----------
    wanted : bool or None
        None shows progress on a terminal only.
    """
    is_terminal = sys.stderr.isatty()
    if wanted is False or (wanted is None and not is_terminal):
        yield None
        return
    started = last = time.perf_counter()
    width = 0

    def report(found: Progress) -> None:
        nonlocal last, width
        now = time.perf_counter()
        if now - started < _QUIET_SECONDS or (not is_terminal and now - last < _LINE_SECONDS and width):
            return
        last = now
        text = f"{shown(found)} (Ctrl-C takes the best so far)"
        line = f"\r{text.ljust(width)}" if is_terminal else f"{text}\n"
        width = max(width, len(text))
        print(line, end="", file=sys.stderr, flush=True)

    try:
        yield report
    finally:
        if width and is_terminal:
            print(f"\r{' ' * width}\r", end="", file=sys.stderr, flush=True)
