"""Labels, sets of them, and finding keys."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nl2milp.compile.labels import Coded, Domain, LabelSet, as_label, taken
from nl2milp.errors import DataError

NUMBERS = [("3", 3), (3.0, 3), (" 2.50 ", 2.5), ("-4", -4), (True, 1), (np.int64(5), 5), (np.float64(0.5), 0.5)]
NAMES = [(text, text) for text in ("007", "1e5", "1_000", "inf", "nan", "٣", "North  York", str(10**40))]
BEYOND = [(10**40, str(10**40)), (1e300, str(int(1e300))), (" x ", "x")]


@pytest.mark.parametrize(("written", "label"), [*NUMBERS, *NAMES, *BEYOND])
def test_labels_that_look_like_numbers_are_numbers(written: Any, label: Any) -> None:
    found = as_label(written)
    assert found == label
    assert type(found) is type(label)


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_a_number_that_is_not_finite_is_no_label(bad: float) -> None:
    with pytest.raises(DataError, match="is not a label"):
        as_label(bad)


def test_places_of_labels_numbers_and_codes() -> None:
    weeks, mixed, sparse = (
        LabelSet("weeks", range(1, 5)),
        LabelSet("mixed", ("a", 3, 1.5)),
        LabelSet("sparse", (9, 2, 7)),
    )
    assert weeks.places(np.array([0.0, 1.0, 4.0, 5.0, 2.5])).tolist() == [-1, 0, 3, -1, -1]
    assert mixed.places(np.array([3.0, 1.5, 2.0])).tolist() == [1, 2, -1]
    assert sparse.places(np.array([2.0, 7.0, 9.0, 8.0])).tolist() == [1, 2, 0, -1]
    assert (weeks.places(3.0), weeks.places("a"), mixed.places("a"), weeks.places(float("nan"))) == (2, -1, 0, -1)
    assert mixed.places(Coded(weeks, np.arange(4))).tolist() == [-1, -1, 1, -1]
    assert weeks.places(Coded(LabelSet("late", range(3, 9)), np.arange(6))).tolist() == [2, 3, -1, -1, -1, -1]
    assert weeks.places(Coded(weeks, 2)) == 2


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4), st.integers(0, 2)), unique=True), st.booleans())
def test_listed_keys_are_found_and_others_are_missing(keys: list[tuple[int, int, int]], huge: bool) -> None:
    scale = 3_000_000 if huge else 1  # so that the cells of the product are beyond 64 bits
    axes = tuple(LabelSet(f"s{place}", range(length * scale)) for place, length in enumerate((4, 5, 3)))
    codes = np.array(keys, dtype=np.int64).reshape(len(keys), 3).T
    domain = Domain(axes, tuple(codes))
    every = [(a, b, c) for a in range(4) for b in range(5) for c in range(3)]
    asked = [Coded(axis, np.array([key[place] for key in every])) for place, axis in enumerate(axes)]
    found, missing = domain.lookup(asked)
    missing = np.broadcast_to(missing, (len(every),))
    for place, key in enumerate(every):
        assert missing[place] == (key not in keys)
        if key in keys:
            assert found[place] == keys.index(key)


def test_a_product_of_sets_is_numbered_row_by_row() -> None:
    domain = Domain((LabelSet("a", ("x", "y")), LabelSet("b", range(1, 4))))
    assert domain.size == 6
    assert [domain.key(number) for number in (0, 2, 3)] == [("x", 1), ("x", 3), ("y", 1)]
    keys, missing = domain.lookup([Coded(domain.axes[0], np.array([[0], [1]])), np.array([1.0, 4.0])])
    assert np.asarray(missing).tolist() == [False, True]
    assert keys[:, 0].tolist() == [0, 3]
    assert np.stack(domain.codes()).tolist() == [[0, 0, 0, 1, 1, 1], [0, 1, 2, 0, 1, 2]]


def test_tuples() -> None:
    arcs = LabelSet.of_tuples("arcs", [("a", 2), ("b", 1), ("a", 2), ("a", 1)])
    assert (len(arcs), arcs.arity) == (3, 2)
    assert [arcs.member(place) for place in range(3)] == [("a", 2), ("b", 1), ("a", 1)]


@given(st.data())
def test_taken_is_indexing_the_broadcast_array(data: st.DataObject) -> None:
    shape = tuple(data.draw(st.lists(st.integers(1, 4), min_size=1, max_size=3)))
    own = tuple(1 if data.draw(st.booleans()) else length for length in shape)
    values = np.arange(np.prod(own)).reshape(own)
    flat = np.array(data.draw(st.lists(st.integers(0, int(np.prod(shape)) - 1))), dtype=np.int64)
    assert taken(values, flat, shape).tolist() == np.broadcast_to(values, shape).ravel()[flat].tolist()
