"""Typing and evaluation of parsed expressions, over whole frames at once.

An expression is *data* (numbers, truth, labels), a *decision* value (affine
while building, measured while checking) or a *condition* on decisions. What a
decision is, is decided by the :class:`~nl2milp.compile.decisions.Decisions` at
hand; here are only the grammar, the frames and the data.

The rules stand beside this file, by concept: :mod:`~nl2milp.compile.lookup`
has names and indexed symbols, :mod:`~nl2milp.compile.clauses` sets and index
clauses, :mod:`~nl2milp.compile.arithmetic` and
:mod:`~nl2milp.compile.functions` numbers, :mod:`~nl2milp.compile.truth`
comparisons and what joins them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from nl2milp.algebra import syntax as s
from nl2milp.compile import arithmetic, clauses, functions, lookup, truth
from nl2milp.compile.decisions import Condition, Decisions
from nl2milp.compile.engine import Engine
from nl2milp.compile.frames import Frame
from nl2milp.compile.labels import as_label
from nl2milp.compile.values import is_decision

__all__ = ["Condition", "Decisions", "Evaluator", "is_decision"]


def _number(evaluator: Engine, node: s.Number, frame: Frame) -> float:
    return node.value


def _text(evaluator: Engine, node: s.Text, frame: Frame) -> str | float:
    label = as_label(node.label)
    return label if isinstance(label, str) else float(label)


class Evaluator(Engine):
    """The grammar's evaluator; see :class:`~nl2milp.compile.engine.Engine` for its entry points."""

    rules: ClassVar[Mapping[type[s.Node], Callable[[Any, Any, Frame], Any]]] = {
        s.Number: _number,
        s.Text: _text,
        s.Name: lookup.name,
        s.Index: lookup.index,
        s.Negative: arithmetic.negative,
        s.Arithmetic: arithmetic.chain,
        s.Power: arithmetic.power,
        s.Compare: truth.compare,
        s.Membership: truth.membership,
        s.And: truth.conjunction,
        s.Or: truth.disjunction,
        s.Not: truth.negation,
        s.Implies: truth.implication,
        s.IfElse: truth.choice,
        s.Call: functions.call,
    }

    def extend(self, frame: Frame, clauses_: Sequence[s.Clause | s.Filter]) -> Frame:
        """Open a child of `frame` and span index clauses over it."""
        return clauses.extend(self, frame, clauses_)

    def quantity(self, name: str) -> tuple[Any, Frame]:
        """The value of a quantity over the frame of its head, and that frame."""
        found = lookup.quantity_value(self, name, s.Name(name))
        return found.value, found.home
