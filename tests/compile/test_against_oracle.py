"""The evaluator over frames agrees with the slow one, point by point, whatever is written."""

from __future__ import annotations

from random import Random
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from nl2milp.algebra import parse_clauses, parse_expression
from nl2milp.compile.builder import ModelBuilder
from nl2milp.compile.building import Building
from nl2milp.compile.evaluate import Evaluator
from nl2milp.compile.frames import ROOT, Frame
from nl2milp.compile.measuring import Measuring
from nl2milp.compile.scope import Scope
from nl2milp.compile.values import Affine, Measured
from nl2milp.errors import Nl2milpError
from tests.compile.oracle import Linear, UndefinedError, World, evaluate, points
from tests.compile.worlds import Case, Writer, make_case

OFTEN = settings(max_examples=500)


def drawn(seed: int) -> tuple[Case, Writer]:
    """A formulation with its dictionaries, and a writer of expressions over it."""
    random = Random(seed)
    return make_case(random), Writer(random)


def expected(source: str, clauses: str, world: World) -> list[Any] | None:
    """The oracle's value at each point of the clauses; None where any is undefined."""
    parsed = parse_clauses(clauses) if clauses else ()
    try:
        return [evaluate(parse_expression(source), env, world) for env in points(parsed, {}, world)]
    except (UndefinedError, ArithmeticError):
        return None


def computed(evaluator: Evaluator, source: str, clauses: str, kind: str) -> tuple[Any, Frame] | None:
    """The fast value and its frame; None where it is refused."""
    try:
        frame = evaluator.at(clauses, "for").extend(ROOT, parse_clauses(clauses)) if clauses else ROOT
        return getattr(evaluator.at(source, "here"), kind)(parse_expression(source), frame), frame
    except Nl2milpError:
        return None


def assert_same_refusal(fast: Any, slow: Any, source: str) -> None:
    assert (fast is None) == (slow is None), source


def at_each_point(value: Any, frame: Frame) -> list[Any]:
    return np.broadcast_to(np.asarray(value), frame.shape).ravel().tolist()


@OFTEN
@given(st.integers(0, 2**32))
def test_data(seed: int) -> None:
    case, writer = drawn(seed)
    clauses, labels, numbers = writer.clauses([], [], 1)
    source = writer.data(labels, numbers, 3)
    slow = expected(source, clauses, case.world)
    fast = computed(Evaluator(Scope(case.formulation)), source, clauses, "number")
    assert_same_refusal(fast, slow, f"{source} for {clauses}")
    if fast is not None and slow is not None:
        np.testing.assert_allclose(
            at_each_point(*fast), [float(one) for one in slow], rtol=1e-9, atol=1e-9, err_msg=source
        )


@OFTEN
@given(st.integers(0, 2**32))
def test_conditions_on_data(seed: int) -> None:
    case, writer = drawn(seed)
    clauses, labels, numbers = writer.clauses([], [], 1)
    source = writer.condition(labels, numbers, 3)
    slow = expected(source, clauses, case.world)
    fast = computed(Evaluator(Scope(case.formulation)), source, clauses, "truth")
    assert_same_refusal(fast, slow, f"{source} for {clauses}")
    if fast is not None and slow is not None:
        assert at_each_point(*fast) == slow


@OFTEN
@given(st.integers(0, 2**32))
def test_affine_expressions(seed: int) -> None:
    case, writer = drawn(seed)
    clauses, labels, numbers = writer.clauses([], [], 1)
    source = writer.decision(labels, numbers, 3)
    slow = expected(source, clauses, case.world)
    fast = computed(Evaluator(Scope(case.formulation), Building(ModelBuilder())), source, clauses, "expression")
    assert_same_refusal(fast, slow, f"{source} for {clauses}")
    if fast is None or slow is None:
        return
    value, frame = fast
    dense = np.zeros((frame.size, case.columns + 1))
    if isinstance(value, Affine):
        rows, columns, coefficients = value.entries(frame)
        np.add.at(dense, (rows, columns), coefficients)
        value = value.constant
    dense[:, -1] = np.broadcast_to(value, frame.shape).ravel()
    wanted = np.zeros_like(dense)
    for row, one in enumerate(slow):
        one = one if isinstance(one, Linear) else Linear(one)
        wanted[row, -1] = one.constant
        for column, coefficient in one.coefficients.items():
            wanted[row, column] = coefficient
    np.testing.assert_allclose(dense, wanted, rtol=1e-9, atol=1e-9, err_msg=source)


@OFTEN
@given(st.integers(0, 2**32))
def test_measured_expressions(seed: int) -> None:
    case, writer = drawn(seed)
    clauses, labels, numbers = writer.clauses([], [], 1)
    source = writer.decision(labels, numbers, 3)
    case.world.point = [float(writer.random.randint(-5, 5)) for _ in range(case.columns)]
    slow = expected(source, clauses, case.world)
    decisions = Measuring(np.array(case.world.point))
    fast = computed(Evaluator(Scope(case.formulation), decisions), source, clauses, "expression")
    assert_same_refusal(fast, slow, f"{source} for {clauses}")
    if fast is not None and slow is not None:
        value, frame = fast
        numbers_found = value.value if isinstance(value, Measured) else value
        np.testing.assert_allclose(
            at_each_point(numbers_found, frame), [float(one) for one in slow], rtol=1e-9, atol=1e-9, err_msg=source
        )
