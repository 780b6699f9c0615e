"""How far one number must move until the statements have a point: bracketed, halved, and made simple.

For numbers that are not the side of a row (shares, factors, counts, limits
inside logic) and for models whose rows lean on one another. Each question
compiles the formulation again.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from nl2milp.diagnose.probes import Outcome

__all__ = ["exactness", "rounded", "threshold"]

Ask = Callable[[float], Outcome]
"""Whether the statements have a point when the number is this."""

_HALVINGS = 60


def exactness(value: float, is_whole: bool = False) -> float:
    """The step before a threshold at which there must be no point: a thousandth, of a unit or of a small value."""
    return 1.0 if is_whole else 1e-3 * (min(1.0, abs(value)) or 1.0)


def rounded(value: float, upward: bool, fine: bool = False) -> float:
    """A number that people write, on the feasible side of `value` and within a tenth of the exactness.

    With `fine`, within a hundredth of it: where several numbers change at
    once, the slack that rounding gives to one must not show in another.

    >>> rounded(9499.9999999, True), rounded(17.33333333, True), rounded(17.33333333, False)
    (9500.0, 17.3334, 17.3333)
    """
    noise = min(1e-4, 2e-7 + 1e-9 * abs(value))
    for digits in range(5):
        simple = round(value, digits)
        is_beyond = (simple >= value) == upward
        if abs(simple - value) <= (max(noise, 1e-5) if is_beyond else noise):
            return simple + 0.0
    digits = 5 if fine else 4 if abs(value) >= 1 else 4 + math.ceil(-math.log10(max(abs(value), 1e-9)))
    scale = 10.0**digits
    return (math.ceil(value * scale) if upward else math.floor(value * scale)) / scale


def threshold(
    ask: Ask,
    start: float,
    is_whole: bool = False,
    within: tuple[float, float] | None = None,
) -> list[float]:
    """The nearest values, one in each direction at most, at which `ask` says feasible; it doesn't at `start`.

    Parameters
    ----------
    ask : callable
        Monotone in each direction, or the value found is a threshold but
        perhaps not the nearest.
    is_whole : bool
        Whether only whole numbers make sense.
    within : (float, float), optional
        The least and greatest value that make sense.

    Examples
    --------
    >>> threshold(lambda x: Outcome.FEASIBLE if x >= 12 else Outcome.INFEASIBLE, 10.0)
    [12.0]
    >>> threshold(lambda x: Outcome.FEASIBLE if x <= 0.25 else Outcome.INFEASIBLE, 0.4, within=(0.0, 1.0))
    [0.25]
    >>> threshold(lambda x: Outcome.FEASIBLE if x >= 155_000_000 else Outcome.INFEASIBLE, 90e6, is_whole=True)
    [155000000.0]
    """
    found = []
    for direction in (1.0, -1.0):
        end = _bracket(ask, start, direction, is_whole, within)
        if end is None:
            continue
        bad, good = end
        for _ in range(_HALVINGS):
            if abs(good - bad) <= (1.0 if is_whole else 0.05 * exactness(good)):
                break
            middle = (good + bad) / 2
            if is_whole:
                middle = float(math.floor(middle) if direction > 0 else math.ceil(middle))
                if middle in (bad, good):
                    break
            if ask(middle) is Outcome.FEASIBLE:
                good = middle
            else:
                bad = middle
        found.append(good if is_whole else _simple(ask, bad, good, direction))
    return found


def _bracket(
    ask: Ask, start: float, direction: float, is_whole: bool, within: tuple[float, float] | None
) -> tuple[float, float] | None:
    """A value that is not enough and one further on that is."""
    bad = start
    stride = max(1.0, float(math.ceil(abs(start) / 16))) if is_whole else max(abs(start) / 4, 0.05)
    for _ in range(12):
        good = bad + direction * stride
        is_end = False
        if within is not None and not within[0] < good < within[1]:
            good, is_end = (within[1] if direction > 0 else within[0]), True
        if start > 0 and good < 0 and within is None:
            good, is_end = 0.0, True  # numbers of a text don't change sign
        if good == bad:
            return None
        outcome = ask(good)
        if outcome is Outcome.FEASIBLE:
            return bad, good
        if outcome is Outcome.UNKNOWN or is_end:
            return None
        bad, stride = good, stride * 2.5
        if is_whole:
            stride = float(math.ceil(stride))
    return None


def _simple(ask: Ask, bad: float, good: float, direction: float) -> float:
    """The shortest decimal between, or else four decimals on the good side: what people write, and can check."""
    for digits in range(4):
        near = round((bad + good) / 2, digits) + 0.0
        if min(bad, good) <= near <= max(bad, good) and near != bad and ask(near) is Outcome.FEASIBLE:
            return near
    short = rounded(good, direction > 0)
    return short if ask(short) is Outcome.FEASIBLE else good
