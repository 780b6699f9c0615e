"""Decisions while checking: the values of the variables, and conditions judged with a tolerance.

This is the second, independent meaning of every expression: nothing of the
linearisation is used. A condition on continuous quantities within the
tolerance of its limit may be read as true or as false (a solver's answer is
no more exact than that), so a verdict says both what may hold and what may
fail; between whole numbers there is no such doubt.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from nl2milp.algebra import syntax as s
from nl2milp.compile.decisions import Condition
from nl2milp.compile.frames import Frame
from nl2milp.compile.labels import IntArray
from nl2milp.compile.scope import VariableDefinition
from nl2milp.compile.values import Measured, flat
from nl2milp.formulation import Kind

__all__ = ["Measuring", "Verdict"]

_EXACT = 1e-9


@dataclass(frozen=True, eq=False, slots=True)
class Verdict(Condition):
    """At each point, whether the condition may hold and whether it may fail."""

    may_hold: Any
    may_fail: Any

    def spread(self, places: IntArray, there: Frame, frame: Frame) -> Verdict:
        """In no doubt and false outside of `places`, where the data have decided already."""
        hold, fail = np.zeros(frame.size, dtype=bool), np.ones(frame.size, dtype=bool)
        hold[places], fail[places] = flat(self.may_hold, there), flat(self.may_fail, there)
        return Verdict(hold.reshape(frame.shape), fail.reshape(frame.shape))


def _largest(one: Any, other: Any) -> Any:
    return np.maximum(1.0, np.maximum(one, other))


def _not(truth: Any) -> Any:
    return not truth if type(truth) is bool else np.logical_not(truth)


def as_verdict(value: Any) -> Verdict:
    """Truth of data as a verdict without doubt."""
    return value if isinstance(value, Verdict) else Verdict(value, np.logical_not(value))


class Measuring:
    """Decisions as numbers.

    Parameters
    ----------
    values : float array of shape (n,)
        A value for each column of the formulation's variables.
    tolerance : float
        Relative to the magnitudes that are added up, and absolute below 1. With
        0, continuous quantities are judged as exactly as whole ones.
    """

    def __init__(self, values: NDArray[np.float64], tolerance: float = 1e-6) -> None:
        self.values, self.tolerance = values, tolerance

    def variable(self, definition: VariableDefinition, keys: Any, frame: Frame) -> Measured:
        """The values at `keys`; of whole variables, the nearest whole number."""
        is_exact = definition.kind is not Kind.CONTINUOUS
        if type(keys) is int:
            # one number: Python's own are several times faster than numpy's scalars
            number = float(self.values[definition.offset + keys])
            number = float(round(number)) if is_exact and math.isfinite(number) else number
            return Measured(number, abs(number), is_exact)
        found = self.values[definition.offset + keys]
        if is_exact:
            found = np.round(found)
        return Measured(found, np.abs(found), is_exact)

    def known(self, value: Any) -> Measured:
        """Data as a measured value."""
        return value if isinstance(value, Measured) else Measured(value, abs(value), True)

    def compare(self, left: Any, operator: str, right: Any, frame: Frame, node: s.Compare) -> Condition:
        """Judge the comparison, in doubt within the tolerance unless all is whole."""
        left, right = self.known(left), self.known(right)
        difference = left.value - right.value
        is_exact = (left.is_exact and right.is_exact) or self.tolerance == 0
        is_single = type(left.scale) is float and type(right.scale) is float
        larger = max(left.scale, right.scale, 1.0) if is_single else _largest(left.scale, right.scale)
        slack = (_EXACT if is_exact else self.tolerance) * larger
        return self._judged(difference, operator, slack, is_exact)

    @staticmethod
    def _judged(difference: Any, operator: str, slack: Any, is_exact: bool) -> Verdict:
        if operator in (">=", ">"):
            difference, operator = -difference, {">=": "<=", ">": "<"}[operator]
        if operator == "<=":
            may_hold = difference <= slack
            return Verdict(may_hold, _not(may_hold) if is_exact else difference > -slack)
        if operator == "<":
            may_fail = difference >= -slack
            return Verdict(_not(may_fail) if is_exact else difference < slack, may_fail)
        close = np.abs(difference) <= slack
        differs = np.logical_not(close) if is_exact else np.ones_like(close)
        return Verdict(close, differs) if operator == "==" else Verdict(differs, close)

    def combine(self, operator: str, operands: Sequence[Any], frame: Frame) -> Condition:
        """Three-valued and, or, not."""
        verdicts = [as_verdict(operand) for operand in operands]
        if operator == "not":
            return Verdict(verdicts[0].may_fail, verdicts[0].may_hold)
        hold, fail = verdicts[0].may_hold, verdicts[0].may_fail
        for verdict in verdicts[1:]:
            if operator == "and":
                hold, fail = np.logical_and(hold, verdict.may_hold), np.logical_or(fail, verdict.may_fail)
            else:
                hold, fail = np.logical_or(hold, verdict.may_hold), np.logical_and(fail, verdict.may_fail)
        return Verdict(hold, fail)

    def extreme(self, function: str, values: Sequence[Any], frame: Frame) -> Measured:
        """The smallest or largest of listed values."""
        pick = np.minimum if function == "min" else np.maximum
        total = self.known(values[0])
        for value in map(self.known, values[1:]):
            scale = np.maximum(total.scale, value.scale)
            total = Measured(pick(total.value, value.value), scale, total.is_exact and value.is_exact)
        return total

    def extreme_over(self, function: str, value: Measured, inner: Frame) -> Measured:
        """The smallest or largest over the points of `inner`, for each point of its parent."""
        parent = inner.parent
        assert parent is not None
        rows = np.broadcast_to(inner.rows, inner.shape).ravel()
        found = np.full(parent.size, np.inf if function == "min" else -np.inf)
        (np.minimum if function == "min" else np.maximum).at(found, rows, flat(value.value, inner))
        scale = np.zeros(parent.size)
        np.maximum.at(scale, rows, flat(value.scale, inner))
        return Measured(found.reshape(parent.shape), scale.reshape(parent.shape), value.is_exact)

    def absolute(self, value: Measured, frame: Frame) -> Measured:
        """The absolute value."""
        return Measured(np.abs(value.value), value.scale, value.is_exact)

    def product(self, left: Measured, right: Measured, frame: Frame, fail: Callable[[str], NoReturn]) -> Measured:
        """The product."""
        return Measured(left.value * right.value, left.scale * right.scale, left.is_exact and right.is_exact)

    def nonlinear(self, function: str, value: Any, frame: Frame) -> Measured | None:
        """Any function of the grammar: what is asked may be computed from an answer freely."""
        if function == "prod":
            body, inner = value
            parent = inner.parent
            total = np.ones(parent.size)
            np.multiply.at(total, np.broadcast_to(inner.rows, inner.shape).ravel(), flat(body.value, inner))
            return Measured(total.reshape(parent.shape), np.abs(total).reshape(parent.shape), False)
        arguments = [self.known(one).value for one in value]
        functions: dict[str, Callable[..., Any]] = {
            "/": np.divide,
            "//": np.floor_divide,
            "%": np.mod,
            "^": np.power,
            "log": np.log,
            "exp": np.exp,
            "sqrt": np.sqrt,
            "round": np.round,
            "floor": np.floor,
            "ceil": np.ceil,
        }
        with np.errstate(all="ignore"):
            found = functions[function](*(np.asarray(one, dtype=np.float64) for one in arguments))
        return Measured(found, np.abs(found), False)
