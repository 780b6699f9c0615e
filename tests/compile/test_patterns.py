"""Cutting patterns against brute force, and as a formulation declares them."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nl2milp.compile.labels import Family, LabelSet
from nl2milp.compile.patterns import maximal_patterns
from nl2milp.compile.scope import Computed, Scope
from nl2milp.errors import ExpressionError, FormulationError
from nl2milp.formulation import Formulation


def brute_force(sizes: list[int], capacity: int) -> set[tuple[int, ...]]:
    """Every pattern that fits and to which nothing can be added, by trying all."""
    choices = product(*(range(capacity // size + 1) for size in sizes))
    rest = {counts: capacity - sum(n * size for n, size in zip(counts, sizes, strict=True)) for counts in choices}
    return {counts for counts, left in rest.items() if any(counts) and 0 <= left < min(sizes)}


@given(st.lists(st.integers(1, 9), min_size=1, max_size=4), st.integers(1, 20))
def test_all_maximal_patterns_each_once(sizes: list[int], capacity: int) -> None:
    found = [tuple(row) for row in maximal_patterns(sizes, capacity).tolist()]
    assert len(set(found)) == len(found)
    fitting = [size for size in sizes if size <= capacity]
    expected = brute_force(sizes, capacity) if fitting else set()
    if fitting and min(sizes) <= capacity:
        assert set(found) == expected


def test_decimal_sizes_that_fit_exactly_count() -> None:
    assert maximal_patterns([0.1], 0.3).tolist() == [[3]]
    assert maximal_patterns([0.7, 0.1], 2.1).tolist() == [[0, 21], [1, 14], [2, 7], [3, 0]]


def test_too_many_are_refused_before_they_are_built() -> None:
    with pytest.raises(OverflowError):
        maximal_patterns([1 + k / 1000 for k in range(30)], 100)


def scope(**patterns: Any) -> Scope:
    declared = {
        "set": "cuts[w in stocks]",
        "count": "pieces",
        "items": "o in orders",
        "size": "width[o]",
        "capacity": "w",
    }
    return Scope(
        Formulation.model_validate(
            {
                "sets": [{"name": "stocks", "members": [5, 9]}],
                "tables": [{"keys": "o in orders", "columns": ["width"], "rows": ["a 3", "b 4", "c 20"]}],
                "patterns": [{**declared, **patterns}],
            }
        )
    )


def test_a_family_has_a_set_for_each_stock() -> None:
    symbols = scope()
    family, count = symbols.find_set("cuts"), symbols.definition("pieces")
    assert isinstance(family, Family)
    assert isinstance(count, Computed)
    assert np.diff(family.starts).tolist() == [2, 3]  # {a}, {b} of 5; {3a}, {a, b}, {2b} of 9
    assert count.domain.key(0) == (5, 1, "a")
    assert count.arity == 3
    by_pattern = count.values.reshape(5, 3).tolist()
    assert sorted(by_pattern[:2]) == [[0, 1, 0], [1, 0, 0]]
    assert sorted(by_pattern[2:]) == [[0, 2, 0], [1, 1, 0], [3, 0, 0]]


def test_one_stock_has_a_plain_set() -> None:
    symbols = scope(set="cuts", capacity="9")
    cuts, count = symbols.find_set("cuts"), symbols.definition("pieces")
    assert isinstance(cuts, LabelSet)
    assert isinstance(count, Computed)
    assert (list(cuts.labels), count.arity) == ([1, 2, 3], 2)


def test_a_stock_too_short_for_any_item_has_no_patterns() -> None:
    family = scope(capacity="w - 4").find_set("cuts")
    assert isinstance(family, Family)
    assert np.diff(family.starts).tolist() == [0, 2]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"size": "width[o] - 3"}, r"patterns 'cuts\[w in stocks\]', size: an item of size 0; .* at o = a"),
        ({"size": "width[q]"}, "unknown name 'q'"),
        ({"items": "o in orders, p in orders"}, "needs one index"),
        ({"items": "o in nowhere"}, "there is no set 'nowhere'"),
        ({"size": "0.01"}, r"items of 0\.01, 0\.01, 0\.01 can be cut out of 5 in at least .* ways"),
        ({"count": "width"}, "declared as a table's column and again as a count of patterns"),
    ],
)
def test_what_is_refused(change: dict[str, str], message: str) -> None:
    with pytest.raises((ExpressionError, FormulationError), match=message):
        scope(**change)
