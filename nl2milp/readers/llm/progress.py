"""What a reading reports while it runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

__all__ = ["Listener", "Progress"]


@dataclass(frozen=True)
class Progress:
    """One step of a reading.

    Attributes
    ----------
    phase : str
        `identify`, `classify`, `fill`, `one_step`, or `vote`.
    state : str
        `started`, `repair` (asked again, with what was found) or `done`.
    detail : str
        One line for people.
    done, total : int
        Chunks or samples so far, where a phase has several.
    """

    phase: str
    state: str
    detail: str = ""
    done: int = 0
    total: int = 1


Listener: TypeAlias = Callable[[Progress], object]
