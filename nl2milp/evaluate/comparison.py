"""Two runs over the same problems, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scipy.stats import binomtest

from nl2milp.errors import InputError
from nl2milp.evaluate.rows import Row

__all__ = ["Paired", "compare_runs"]


@dataclass(frozen=True)
class Paired:
    """Where two runs differ.

    Attributes
    ----------
    both, neither, only_first, only_second : int
        Problems that both, none, or one of them got right.
    p_value : float
        McNemar's exact two-sided test of equal accuracy (McNemar 1947): the
        chance of a split as uneven as this among the problems on which the
        runs disagree.
    differing : tuple of str
        Ids of those problems.
    """

    both: int
    neither: int
    only_first: int
    only_second: int
    p_value: float
    differing: tuple[str, ...]


def compare_runs(first: Sequence[Row], second: Sequence[Row]) -> Paired:
    """Pair two runs by problem.

    Raises
    ------
    InputError
        They are over different problems.

    Examples
    --------
    >>> def row(name, correct):
    ...     return Row(name, "optimal", 1.0, 1.0, correct, True, 0.1)
    >>> first = [row(str(n), n < 9) for n in range(10)]
    >>> second = [row(str(n), n < 3) for n in range(10)]
    >>> paired = compare_runs(first, second)
    >>> paired.only_first, paired.only_second, paired.p_value
    (6, 0, 0.03125)
    """
    mine, theirs = ({row.id: bool(row.correct) for row in rows} for rows in (first, second))
    if mine.keys() != theirs.keys():
        odd = sorted(mine.keys() ^ theirs.keys())
        raise InputError(f"the two runs are over different problems; '{odd[0]}' is in one of them only")
    only_first = [name for name in mine if mine[name] and not theirs[name]]
    only_second = [name for name in mine if theirs[name] and not mine[name]]
    split = len(only_first) + len(only_second)
    p_value = float(binomtest(len(only_first), split).pvalue) if split else 1.0
    both = sum(mine[name] and theirs[name] for name in mine)
    return Paired(
        both, len(mine) - both - split, len(only_first), len(only_second), p_value, (*only_first, *only_second)
    )
