"""How much memory there is, and a refusal before it is used up."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from nl2milp.errors import FormulationError

__all__ = ["available_megabytes", "limited_memory", "refuse_beyond_memory", "used_megabytes"]

_limit: ContextVar[float | None] = ContextVar("memory limit in megabytes", default=None)

_UNSEEN = 50.0
"""Megabytes below which nobody looks at what there is."""

_CGROUP = Path("/sys/fs/cgroup")


def used_megabytes() -> float:
    """What the process holds in memory now; where the system does not say, the most it has held."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except (OSError, ValueError, AttributeError):
        pass
    try:
        import resource
    except ImportError:
        return 0.0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1e6 if sys.platform == "darwin" else most / 1e3


def available_megabytes() -> float | None:
    """What the system can still give without swapping, a container's limit included; None where it does not say."""
    found = [one for one in (_of_machine(), _of_container()) if one is not None]
    return min(found, default=None)


def _of_machine() -> float | None:
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("MemAvailable:")) * 1024 / 1e6
    except (OSError, ValueError, StopIteration):
        pass
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e6
    except (AttributeError, OSError, ValueError):
        return None


def _of_container() -> float | None:
    try:
        most, now = ((_CGROUP / name).read_text(encoding="ascii").strip() for name in ("memory.max", "memory.current"))
        return None if most == "max" else (int(most) - int(now)) / 1e6
    except (OSError, ValueError):
        return None


@contextmanager
def limited_memory(megabytes: float | None) -> Iterator[None]:
    """Within this, :func:`refuse_beyond_memory` also keeps the whole process below `megabytes`."""
    token = _limit.set(megabytes)
    try:
        yield
    finally:
        _limit.reset(token)


def refuse_beyond_memory(megabytes: float, what: Callable[[], str]) -> None:
    """Refuse what would not fit, before it is made.

    Parameters
    ----------
    megabytes : float
        What it needs.
    what : callable
        Says what that is, with its sizes; asked only for the message.

    Raises
    ------
    FormulationError
        There is not so much left, in the machine or within the limit.
    """
    if megabytes <= _UNSEEN:
        return
    limit, available = _limit.get(), available_megabytes()
    if limit is not None and megabytes > limit - used_megabytes():
        left = max(0.0, limit - used_megabytes())
        room = f"of the memory limit of {limit:,.0f} MB {left:,.0f} MB are left"
    elif available is not None and megabytes > available:
        room = f"the machine has {available:,.0f} MB left"
    else:
        return
    raise FormulationError(
        f"{what()} needs about {megabytes:,.0f} MB of memory, and {room}. Index over the combinations that exist "
        "(a table's rows), split the model, or give it more memory"
    )
