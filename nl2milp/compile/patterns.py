"""Cutting patterns: all maximal ways of cutting items out of a stock length.

With the items in order of size, every choice of the larger ones leaves room
for a largest number of the smallest; these choices are the maximal patterns,
each once (Gilmore and Gomory, 1961, *A linear programming approach to the
cutting-stock problem*, has the model that they are columns of).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nl2milp.algebra import parse_clauses, parse_expression, parse_head
from nl2milp.algebra.syntax import Clause, Filter
from nl2milp.compile.arithmetic import floor_near
from nl2milp.compile.definitions import Computed
from nl2milp.compile.frames import ROOT, Frame
from nl2milp.compile.labels import Domain, Family, LabelSet
from nl2milp.compile.sets import Sources
from nl2milp.compile.values import flat
from nl2milp.errors import ExpressionError, FormulationError
from nl2milp.formulation import Patterns

__all__ = ["MAX_PATTERNS", "cutting_patterns", "maximal_patterns"]

MAX_PATTERNS = 100_000
"""Patterns of one declaration; more are refused."""

_MOST = 1e9
"""Pieces of one item in a pattern; more cannot be meant."""


def maximal_patterns(sizes: Sequence[float], capacity: float, limit: int = MAX_PATTERNS) -> NDArray[np.int64]:
    """Counts of each item in every maximal pattern, shape (patterns, items).

    Parameters
    ----------
    sizes : sequence of float
        Positive.
    capacity : float
        What the sizes of a pattern may add up to.
    limit : int
        More patterns than this are not built.

    Raises
    ------
    OverflowError
        There are more; its argument is the number there are at least.

    Examples
    --------
    >>> maximal_patterns([3, 5], 10).tolist()
    [[3, 0], [1, 1], [0, 2]]
    """
    order = np.argsort(sizes, kind="stable")[::-1]
    fitting = [item for item in order if floor_near(capacity / sizes[item]) >= 1]
    counts = np.zeros((1, len(sizes)), dtype=np.int64)
    rest = np.array([capacity], dtype=np.float64)
    for item in fitting[:-1]:
        ways = floor_near(rest / sizes[item]) + 1
        if not ways.sum() <= limit:
            raise OverflowError(float(ways.sum()))
        most = (ways - 1).astype(np.int64)
        total = int(ways.sum())
        owners = np.repeat(np.arange(len(rest)), most + 1)
        taken = np.arange(total) - np.repeat(np.cumsum(most + 1) - (most + 1), most + 1)
        counts, rest = counts[owners], rest[owners] - taken * sizes[item]
        counts[:, item] = taken
    if not fitting:
        return counts[:0]
    most = floor_near(rest / sizes[fitting[-1]])
    if not (most <= _MOST).all():
        raise OverflowError(float(most.max()))
    counts[:, fitting[-1]] = most.astype(np.int64)
    return counts


def cutting_patterns(sources: Sources, patterns: Patterns) -> tuple[LabelSet | Family, Computed]:
    """The set of maximal patterns, or one for each stock, and the count of each item in each pattern.

    Parameters
    ----------
    sources : Sources
        The other symbols.
    patterns : Patterns
        As declared. Patterns are labelled 1, 2, ...; in a family, anew for each stock.

    Raises
    ------
    FormulationError
        Sizes that are not positive, or more than :data:`MAX_PATTERNS` patterns.
    """
    where = f"patterns '{patterns.set}'"
    try:
        return _patterns(sources, patterns, where)
    except ExpressionError as error:
        raise error.within(where) from None


def _patterns(sources: Sources, patterns: Patterns, where: str) -> tuple[LabelSet | Family, Computed]:
    head = parse_head(patterns.set)
    stocks, stock_frame = _one_index(sources, head.clauses, patterns.set, where) if head.clauses else (None, ROOT)
    items, item_frame = _one_index(sources, parse_clauses(patterns.items), patterns.items, where)
    size_at = sources.evaluator(patterns.size, f"{where}, size")
    sizes = flat(size_at.number(parse_expression(patterns.size), item_frame), item_frame).astype(np.float64)
    if (sizes <= 0).any():
        size_at.fail(
            f"an item of size {sizes[sizes <= 0][0]:g}; sizes must be positive{size_at.first(sizes <= 0, item_frame)}",
            parse_expression(patterns.size),
        )
    capacity_at = sources.evaluator(patterns.capacity, f"{where}, capacity")
    capacities = flat(capacity_at.number(parse_expression(patterns.capacity), stock_frame), stock_frame)
    found = [_of_stock(sizes, float(capacity), where) for capacity in capacities]
    total = sum(map(len, found))
    if total > MAX_PATTERNS:
        raise FormulationError(_too_many(where, total, sizes, capacities))
    lengths = [len(counts) for counts in found]
    base = LabelSet(head.name, range(1, max(lengths, default=0) + 1))
    places = np.concatenate([np.arange(length) for length in lengths]) if lengths else np.zeros(0, dtype=np.int64)
    values = np.concatenate(found).ravel().astype(np.float64) if found else np.zeros(0)
    item_codes = items_of(item_frame)
    keys = [np.repeat(places, len(item_codes)), np.tile(item_codes, len(places))]
    if stocks is None:
        return base, Computed(patterns.count, Domain((base, items), tuple(keys)), values, False, 2)
    stock_codes = items_of(stock_frame)
    owners = np.repeat(np.arange(len(lengths)), lengths)
    starts = np.zeros(stock_frame.size + 1, dtype=np.int64)
    np.cumsum(lengths, out=starts[1:])
    keys.insert(0, np.repeat(stock_codes[owners], len(item_codes)))
    family = Family(head.name, Domain((stocks,), (stock_codes,)), base, starts, places)
    return family, Computed(patterns.count, Domain((stocks, base, items), tuple(keys)), values, False, 3)


def items_of(frame: Frame) -> Any:
    """The codes of the one index of a frame, flat."""
    (coded,) = frame.indices.values()
    return flat(coded.codes, frame)


def _one_index(sources: Sources, clauses: Sequence[Clause | Filter], source: str, where: str) -> tuple[LabelSet, Frame]:
    frame = sources.evaluator(source, where).extend(ROOT, clauses)
    if len(frame.indices) != 1:
        raise FormulationError(f"{where}: '{source}' needs one index, such as 'o in orders'")
    (coded,) = frame.indices.values()
    return coded.base, frame


def _of_stock(sizes: NDArray[np.float64], capacity: float, where: str) -> NDArray[np.int64]:
    try:
        return maximal_patterns(sizes.tolist(), capacity)
    except OverflowError as error:
        raise FormulationError(_too_many(where, error.args[0], sizes, [capacity])) from None


def _too_many(where: str, number: float, sizes: Any, capacities: Any) -> str:
    shown = ", ".join(f"{size:g}" for size in sizes[:8]) + (", ..." if len(sizes) > 8 else "")
    stocks = ", ".join(f"{capacity:g}" for capacity in capacities[:4])
    return (
        f"{where}: items of {shown} can be cut out of {stocks} in at least {number:,.0f} ways; "
        f"at most {MAX_PATTERNS:,} are built. Leave out the smallest items, or cut in two stages"
    )
