"""Logic over yes/no decisions and conditions: if-then, iff, either-or, all or none, and the general condition."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from nl2milp.compile.builder import Literal
from nl2milp.compile.conditions import joined, negated
from nl2milp.compile.evaluate import Condition
from nl2milp.compile.frames import Frame
from nl2milp.compile.measuring import Verdict
from nl2milp.compile.values import Affine, flat
from nl2milp.templates.base import (
    ConditionSlot,
    ConditionsSlot,
    ExampleProblem,
    Site,
    Slots,
    Template,
    ToleranceSlot,
    is_one_for_one,
    register,
)

__all__ = ["AllOrNone", "EitherOr", "IfAndOnlyIf", "IfThen", "LogicalCondition"]


class IfThenSlots(Slots):
    """Slots of `if_then`."""

    if_: ConditionSlot = Field(alias="if", description="the premise, such as open[A] == 1 or trucks > 20")
    then: ConditionSlot = Field(description="what must hold whenever the premise does")
    tolerance: ToleranceSlot = None


@register
class IfThen(Template):
    """A condition that demands another."""

    id = "if_then"
    title = "If ... then"
    says = "Whenever the first condition holds, the second holds too."
    phrases = (
        "if A is chosen, B must be chosen too",
        "if A is chosen, B cannot be",
        "A only if B",
        "A requires B and C",
        "no B unless A",
        "B can only be built where A is",
        "choosing A means that B",
        "whenever more than 20 of x are made, at least 10 of y must be",
        "A depends on B",
        "A is a prerequisite of B",
        "in case A is opened, B stays closed",
        "A without B is not allowed",
    )
    maths = r"P \Rightarrow Q"
    example = (
        "If the bakery is opened, at least two vans must be bought.",
        {"if": "open[bakery] == 1", "then": "vans >= 2"},
    )
    hints = (
        "'A only if B' demands B of A: if A then B, not the other way round",
        "'B unless A' is: if not A then B",
        "a threshold 'more than 20' of a whole quantity is x > 20, 'at least 20' is x >= 20",
        "write the premise as a comparison; no indicator variable is needed",
    )
    problem = ExampleProblem(
        "A depot delivers with trucks (90 crates each, 300 a day) and vans (20 crates each, 80 a day) and must move "
        "at least 500 crates. If more than 3 trucks are used, at least 4 vans must be on the road to relieve them. "
        "Which fleet is cheapest?",
        {
            "variables": [
                {"symbol": "trucks", "kind": "integer", "upper": 10},
                {"symbol": "vans", "kind": "integer", "upper": 20},
            ],
            "objective": {"sense": "minimize", "value": "300*trucks + 80*vans"},
            "constraints": [
                {"name": "crates", "slots": {"rule": "90*trucks + 20*vans >= 500", "role": "requirement"}},
                {"name": "relief", "template": "if_then", "slots": {"if": "trucks > 3", "then": "vans >= 4"}},
            ],
        },
        1760.0,
    )
    Slots = IfThenSlots

    def rows(self, site: Site) -> None:
        """The conclusion, or the negation of the premise."""
        premise, conclusion = site.condition(site.slots.if_), site.condition(site.slots.then)
        site.logic(site.slots.tolerance).require(joined("or", [negated(premise), conclusion]), site.frame)

    def holds(self, site: Site) -> NDArray[np.bool_]:
        """The premise may fail, or the conclusion may hold."""
        premise, conclusion = site.verdict(site.slots.if_), site.verdict(site.slots.then)
        return site.all_points(np.logical_or(premise.may_fail, conclusion.may_hold))


class IfAndOnlyIfSlots(Slots):
    """Slots of `iff`."""

    first: ConditionSlot = Field(description="one condition")
    second: ConditionSlot = Field(description="the other; both hold or neither")
    tolerance: ToleranceSlot = None


@register
class IfAndOnlyIf(Template):
    """Two conditions that hold together or not at all."""

    id = "iff"
    title = "If and only if"
    says = "Both conditions hold, or neither does."
    phrases = (
        "A if and only if B",
        "A exactly when B",
        "A just in case B",
        "both A and B or neither",
        "A is equivalent to B",
        "A precisely if B or C",
        "the bonus is paid when, and only when, the target is met",
    )
    maths = r"P \Leftrightarrow Q"
    example = (
        "The discount applies exactly when at least 100 are ordered.",
        {"first": "discount == 1", "second": "ordered >= 100"},
    )
    hints = ("'A when B' alone is if_then; it is iff only where the text also says that A does not occur otherwise",)
    problem = ExampleProblem(
        "A shop orders between 60 and 150 lamps at 10 euros each. A supplier's rebate of 120 euros is paid exactly "
        "when at least 100 lamps are ordered. What is the least it can pay?",
        {
            "variables": [
                {"symbol": "lamps", "kind": "integer", "lower": 60, "upper": 150},
                {"symbol": "rebate", "kind": "binary"},
            ],
            "objective": {"sense": "minimize", "value": "10*lamps - 120*rebate"},
            "constraints": [
                {"name": "paid", "template": "iff", "slots": {"first": "rebate == 1", "second": "lamps >= 100"}}
            ],
        },
        600.0,
    )
    Slots = IfAndOnlyIfSlots

    def rows(self, site: Site) -> None:
        """Each implies the other; two yes/no decisions are simply equal."""
        first, second = site.condition(site.slots.first), site.condition(site.slots.second)
        logic = site.logic(site.slots.tolerance)
        one, other = (logic.own_literal(condition, site.frame) for condition in (first, second))
        if one is not None and other is not None:
            difference = one.value().plus([other.value().times(-1.0, site.frame)])
            site.build.add_rows(difference, 0.0, 0.0, site.frame)
            return
        logic.require(joined("or", [negated(first), second]), site.frame)
        logic.require(joined("or", [first, negated(second)]), site.frame)

    def holds(self, site: Site) -> NDArray[np.bool_]:
        """Both may hold, or both may fail."""
        first, second = site.verdict(site.slots.first), site.verdict(site.slots.second)
        both = np.logical_and(first.may_hold, second.may_hold)
        return site.all_points(np.logical_or(both, np.logical_and(first.may_fail, second.may_fail)))


class EitherOrSlots(Slots):
    """Slots of `either_or`."""

    options: ConditionsSlot = Field(description="two or more conditions; an entry may be repeated by 'for' clauses")
    exclusive: bool = Field(default=False, description="whether exactly one may hold: 'but not both'")
    tolerance: ToleranceSlot = None


@register
class EitherOr(Template):
    """Alternatives."""

    id = "either_or"
    title = "Either ... or"
    says = "At least one of the conditions holds; exactly one, if they exclude each other."
    phrases = (
        "either A or B",
        "A or B must hold",
        "one of the two limits has to be kept",
        "either ... or ... but not both",
        "A or else B",
        "at least one of the following requirements is met",
        "one job precedes the other",
        "exactly one of the alternatives",
    )
    maths = r"P_1 \lor P_2 \lor \dots \lor P_k"
    example = (
        "Either job 1 ends before job 2 starts, or the other way round.",
        {"options": ["start[1] + 6 <= start[2]", "start[2] + 4 <= start[1]"]},
    )
    hints = (
        "set exclusive only where the text says 'but not both' or 'exactly one'",
        "for 'at least k of these' use k_of_n",
    )
    problem = ExampleProblem(
        "A mill makes x tonnes of flour (profit 40) and y tonnes of bran (profit 30), at most 10 tonnes of each. "
        "It uses either the old line, where 2x + y must not exceed 14, or the new one, where x + 3y must not exceed "
        "15. What is the highest profit?",
        {
            "variables": [
                {"symbol": "flour", "upper": 10},
                {"symbol": "bran", "upper": 10},
            ],
            "objective": {"sense": "maximize", "value": "40*flour + 30*bran"},
            "constraints": [
                {
                    "name": "line",
                    "template": "either_or",
                    "slots": {"options": ["2*flour + bran <= 14", "flour + 3*bran <= 15"]},
                }
            ],
        },
        450.0,
    )
    Slots = EitherOrSlots

    def rows(self, site: Site) -> None:
        """One alternative; of two or more, all but one need a binary."""
        logic, options = site.logic(site.slots.tolerance), site.conditions(site.slots.options)
        if not site.slots.exclusive and all(is_one_for_one(inner) for _, inner in options):
            logic.require(joined("or", [condition for condition, _ in options]), site.frame)
            return
        count = Affine(0.0, ()).plus(
            [
                logic.literal(condition, inner, both=site.slots.exclusive).value().summed(inner)
                for condition, inner in options
            ]
        )
        site.build.add_rows(count, 1.0, 1.0 if site.slots.exclusive else np.inf, site.frame)

    def holds(self, site: Site) -> NDArray[np.bool_]:
        """At least one may hold; if exclusive, all but one may fail."""
        must, may, _ = site.counts(site.slots.options)
        good: NDArray[np.bool_] = (may >= 1) & (must <= 1) if site.slots.exclusive else may >= 1
        return good


class AllOrNoneSlots(Slots):
    """Slots of `all_or_none`."""

    conditions: ConditionsSlot
    tolerance: ToleranceSlot = None


@register
class AllOrNone(Template):
    """Conditions that stand and fall together."""

    id = "all_or_none"
    title = "All or none"
    says = "All conditions hold, or none of them does."
    phrases = (
        "all or none",
        "neither or both",
        "they must not be separated",
        "must be kept together",
        "if one is bought, so are all the others",
        "come as a set",
        "go hand in hand",
        "are only offered as a bundle",
    )
    maths = r"P_1 \Leftrightarrow P_2 \Leftrightarrow \dots \Leftrightarrow P_k"
    example = (
        "The two chairs must not be separated.",
        {"conditions": ["taken[chair1] == 1", "taken[chair2] == 1"]},
    )
    hints = ("two conditions are the same as iff; use it for any number",)
    problem = ExampleProblem(
        "A van holds 10 kg. A drill (4 kg, worth 30), its case (3 kg, worth 5), a saw (5 kg, worth 28) and a lamp "
        "(2 kg, worth 6) are offered, and drill and case are sold together or not at all. What is the most valuable "
        "load?",
        {
            "tables": [
                {
                    "keys": "i in items",
                    "columns": ["weight", "worth"],
                    "rows": ["drill 4 30", "box 3 5", "saw 5 28", "lamp 2 6"],
                }
            ],
            "variables": [{"symbol": "take[i in items]", "kind": "binary"}],
            "objective": {"sense": "maximize", "value": "sum(worth[i]*take[i] for i in items)"},
            "constraints": [
                {"name": "van", "slots": {"rule": "sum(weight[i]*take[i] for i in items) <= 10"}},
                {
                    "name": "set",
                    "template": "all_or_none",
                    "slots": {"conditions": ["take[drill] == 1", "take[box] == 1"]},
                },
            ],
        },
        41.0,
    )
    Slots = AllOrNoneSlots

    def rows(self, site: Site) -> None:
        """One binary that every condition equals: the first condition's own, where it is one."""
        logic, conditions = site.logic(site.slots.tolerance), site.conditions(site.slots.conditions)
        shared: Literal | None = None
        for condition, inner in conditions:
            if is_one_for_one(inner):
                shared = shared or logic.own_literal(condition, inner)
        all_hold = shared or site.build.new_binary(site.frame, "all hold")
        for condition, inner in conditions:
            here = self._spread(all_hold, inner)
            own = logic.own_literal(condition, inner)
            if own is not None:
                difference = own.value().plus([here.value().times(-1.0, inner)])
                site.build.add_rows(difference, 0.0, 0.0, inner)
            else:
                logic.require(condition, inner, (here.complement(),))
                logic.require(negated(condition), inner, (here,))

    @staticmethod
    def _spread(literal: Literal, inner: Frame) -> Literal:
        """The literal of the parent's points, at the points of the child."""
        parent = inner.parent
        assert parent is not None
        columns = flat(literal.columns, parent)[flat(inner.rows, inner)].reshape(inner.shape)
        return Literal(columns, literal.is_positive)

    def holds(self, site: Site) -> NDArray[np.bool_]:
        """None must fail, or none must hold."""
        must, may, count = site.counts(site.slots.conditions)
        good: NDArray[np.bool_] = (may == count) | (must == 0)
        return good


class LogicalConditionSlots(Slots):
    """Slots of `logic`."""

    condition: ConditionSlot = Field(description="any condition, with and, or, not, implies and parentheses")
    tolerance: ToleranceSlot = None


@register
class LogicalCondition(Template):
    """Any nested condition."""

    id = "logic"
    title = "Condition"
    says = "The condition holds, however it is nested of and, or, not, implies and comparisons."
    phrases = (
        "A and (B or C)",
        "if A or B, then C and not D",
        "unless both A and B, C",
        "not A or not B",
        "neither A nor B, unless C",
        "if A and B are chosen, then C or D must be",
    )
    maths = r"\varphi(P_1, \dots, P_k)"
    example = (
        "If A or B is built, C must be built and D must not.",
        {"condition": "build[A] == 1 or build[B] == 1 implies build[C] == 1 and build[D] == 0"},
    )
    hints = (
        "prefer if_then, iff, either_or or k_of_n where the sentence is one of them",
        "'not' binds closest, then 'and', 'or', 'implies'; use parentheses where in doubt",
    )
    problem = ExampleProblem(
        "Four projects bring 8, 5, 6 and 7 million; at most three may be run. If A or B is run, then C must be run "
        "and D must not. What is the best total?",
        {
            "tables": [{"keys": "p in projects", "columns": ["gain"], "rows": ["A 8", "B 5", "C 6", "D 7"]}],
            "variables": [{"symbol": "run[p in projects]", "kind": "binary"}],
            "objective": {"sense": "maximize", "value": "sum(gain[p]*run[p] for p in projects)"},
            "constraints": [
                {"name": "three", "slots": {"rule": "sum(run[p] for p in projects) <= 3"}},
                {
                    "name": "rule",
                    "template": "logic",
                    "slots": {
                        "condition": "run[A] == 1 or run[B] == 1 implies run[C] == 1 and run[D] == 0",
                    },
                },
            ],
        },
        19.0,
    )
    Slots = LogicalConditionSlots

    def rows(self, site: Site) -> None:
        """The condition's clauses."""
        site.logic(site.slots.tolerance).require(self._condition(site), site.frame)

    @staticmethod
    def _condition(site: Site) -> Condition:
        return site.condition(site.slots.condition)

    def holds(self, site: Site) -> NDArray[np.bool_]:
        """The condition may hold."""
        verdict: Any = self._condition(site)
        assert isinstance(verdict, Verdict)
        return site.all_points(verdict.may_hold)
