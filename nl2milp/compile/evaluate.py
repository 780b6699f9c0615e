"""Typing and evaluation of parsed expressions, over whole frames at once.

An expression is *data* (numbers, truth, labels), a *decision* value (affine
while building, measured while checking) or a *condition* on decisions. What a
decision is, is decided by the :class:`Decisions` at hand; this module knows
only the grammar, the frames and the data.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NoReturn, Protocol

import numpy as np

from nl2milp.algebra import syntax as s
from nl2milp.algebra.printer import to_text
from nl2milp.compile.frames import Frame
from nl2milp.compile.labels import Coded, Family, Label, LabelSet, as_label, label_text
from nl2milp.compile.scope import Computed, Quantities, Scope, VariableDefinition
from nl2milp.compile.values import Affine, Measured, flat, sum_rows
from nl2milp.errors import ExpressionError

__all__ = ["Condition", "Decisions", "Evaluator"]


class Condition:
    """Base of what a comparison of decisions evaluates to; see the two kinds of decisions."""


class Decisions(Protocol):
    """What the decision variables in an expression stand for."""

    def variable(self, definition: VariableDefinition, keys: Any, frame: Frame) -> Any:
        """Values of a variable at `keys` of its domain."""
        ...

    def known(self, value: Any) -> Any:
        """Data as a decision value."""
        ...

    def product(self, left: Any, right: Any, frame: Frame, fail: Callable[[str], NoReturn]) -> Any:
        """The product of two decision values."""
        ...

    def extreme(self, function: str, values: Sequence[Any], frame: Frame) -> Any:
        """The smallest (`min`) or largest (`max`) of values, some of them decisions."""
        ...

    def extreme_over(self, function: str, value: Any, inner: Frame) -> Any:
        """The smallest or largest over the points of `inner`, for each point of its parent."""
        ...

    def absolute(self, value: Any, frame: Frame) -> Any:
        """The absolute value."""
        ...

    def compare(self, left: Any, operator: str, right: Any, frame: Frame, node: s.Compare) -> Condition:
        """The condition `left operator right`."""
        ...

    def combine(self, operator: str, operands: Sequence[Any], frame: Frame) -> Condition:
        """The conjunction (`and`) or disjunction (`or`) of conditions and truths, or the negation (`not`) of one."""
        ...

    def nonlinear(self, function: str, value: Any, frame: Frame) -> Any:
        """A function of decisions that takes data only; None where that is not allowed."""
        ...


_UFUNCS: dict[str, Callable[[Any], Any]] = {
    "log": np.log,
    "exp": np.exp,
    "sqrt": np.sqrt,
    "round": np.round,
    "floor": np.floor,
    "ceil": np.ceil,
}
_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "<=": np.less_equal,
    ">=": np.greater_equal,
    "==": np.equal,
    "!=": np.not_equal,
    "<": np.less,
    ">": np.greater,
}
CONSTANTS = {"pi": float(np.pi)}
_TOLERANCE = 1e-9


def is_decision(value: Any) -> bool:
    """Whether a value depends on the decisions."""
    return isinstance(value, Affine | Measured)


def _is_truth(value: Any) -> bool:
    return isinstance(value, bool | np.bool_) or (isinstance(value, np.ndarray) and value.dtype == bool)


class Evaluator:
    """Evaluates parsed expressions over frames.

    Parameters
    ----------
    scope : Scope
        The symbols and their data.
    decisions : Decisions or None
        What decision variables stand for; None where data only is allowed.
    extra : mapping of str to data
        Further scalar names (`objective`, in what is asked).
    """

    def __init__(self, scope: Scope, decisions: Decisions | None = None, extra: dict[str, float] | None = None) -> None:
        self.scope, self.decisions = scope, decisions
        self.extra = extra or {}
        self.source, self.where = "", ""
        self._quantities: dict[str, tuple[Any, Frame]] = {}
        self._open: list[str] = []
        self._rules: dict[type[s.Node], Callable[[Any, Frame], Any]] = {
            s.Number: lambda node, frame: node.value,
            s.Text: lambda node, frame: (
                as_label(node.label) if isinstance(as_label(node.label), str) else float(node.label)
            ),
            s.Name: self._name,
            s.Index: self._index,
            s.Negative: self._negative,
            s.Arithmetic: self._arithmetic,
            s.Power: self._power,
            s.Compare: self._compare,
            s.Membership: self._membership,
            s.And: self._and,
            s.Or: self._or,
            s.Not: self._not,
            s.Implies: self._implies,
            s.IfElse: self._if_else,
            s.Call: self._call,
        }

    # -- entry points

    def at(self, source: str, where: str) -> Evaluator:
        """This evaluator with the expression and the part that messages shall name."""
        self.source, self.where = source, where
        return self

    def value(self, node: s.Node, frame: Frame) -> Any:
        """Evaluate `node` at every point of `frame`."""
        rule = self._rules.get(type(node))
        if rule is None:
            self.fail(f"'{to_text(node)}' cannot stand here: expected a number or a condition", node)
        return rule(node, frame)

    def number(self, node: s.Node, frame: Frame) -> Any:
        """Evaluate to data: a float or a float array over `frame`, finite."""
        value = self._numeric(self.value(node, frame), node)
        if is_decision(value):
            self.fail(f"'{to_text(node)}' depends on the decisions; only data may stand here", node)
        if not np.all(np.isfinite(value)):
            self.fail(f"'{to_text(node)}' is not a finite number{self._first(~np.isfinite(value), frame)}", node)
        return value

    def expression(self, node: s.Node, frame: Frame) -> Any:
        """Evaluate to data or a decision value."""
        return self._numeric(self.value(node, frame), node)

    def condition(self, node: s.Node, frame: Frame) -> Any:
        """Evaluate to truth of data or a condition on decisions."""
        value = self.value(node, frame)
        if isinstance(value, Condition) or _is_truth(value):
            return value
        self.fail(f"'{to_text(node)}' is a value; expected a condition, such as '{to_text(node)} == 1'", node)

    def truth(self, node: s.Node, frame: Frame) -> Any:
        """Evaluate to truth of data."""
        value = self.condition(node, frame)
        if isinstance(value, Condition):
            self.fail(f"'{to_text(node)}' depends on the decisions; only data may stand here", node)
        return value

    def fail(self, reason: str, node: s.Node) -> NoReturn:
        """Raise an error at `node`."""
        raise ExpressionError(reason, self.source, node.at, self.where)

    # -- clauses

    def extend(self, frame: Frame, clauses: Sequence[s.Clause | s.Filter]) -> Frame:
        """Open a child of `frame` and span `clauses` over it."""
        inner = frame.opened()
        for clause in clauses:
            inner = self._filter(inner, clause) if isinstance(clause, s.Filter) else self._clause(inner, clause)
        return inner

    def _filter(self, frame: Frame, clause: s.Filter) -> Frame:
        keep = self.truth(clause.condition, frame)
        if np.ndim(keep) == 0 and bool(keep):
            return frame
        kept = np.flatnonzero(flat(keep, frame))
        return frame.taken(kept)

    def _clause(self, frame: Frame, clause: s.Clause) -> Frame:
        for name in clause.names:
            if name in frame.indices:
                self.fail(f"the index '{name}' is already in use around this; give one of the two another name", clause)
            if name in self.scope.names and name not in self.scope.set_names:
                self.fail(f"the index '{name}' has the name of a symbol; give the index another name", clause)
        found = self._set(clause.collection, frame)
        if isinstance(found, LabelSet):
            return self._over_set(frame, clause, found)
        base, owners, codes = found
        if len(clause.names) != 1:
            self.fail(f"the members of '{to_text(clause.collection)}' are single labels, not tuples", clause)
        return frame.taken(owners, {clause.names[0]: Coded(base, codes)}, to_text(clause.collection))

    def _over_set(self, frame: Frame, clause: s.Clause, found: LabelSet) -> Frame:
        if found.arity != len(clause.names):
            self.fail(
                f"the members of '{found.name}' have {found.arity} "
                f"{'label' if found.arity == 1 else 'labels'}, but {len(clause.names)} index "
                f"{'name is' if len(clause.names) == 1 else 'names are'} given",
                clause,
            )
        if found.arity == 1:
            new = {clause.names[0]: Coded(found, np.arange(len(found)))}
        else:
            parts = zip(clause.names, found.components, strict=True)
            new = {name: Coded(base, codes) for name, (base, codes) in parts}
        return frame.with_axis(len(found), new, found.name)

    def _set(self, node: s.Node, frame: Frame) -> Any:
        """A fixed :class:`LabelSet`, or (base, owner points, codes) of sets that differ from point to point."""
        if isinstance(node, s.Name):
            found = self.scope.find_set(node.name)
            if isinstance(found, Family):
                self.fail(f"'{node.name}' is a family of sets; write {node.name}[...] with its key", node)
            if found is None:
                known = ", ".join(sorted(self.scope.set_names)) or "none"
                self.fail(f"there is no set '{node.name}'; the sets are: {known}", node)
            return found
        if isinstance(node, s.Index):
            return self._family_members(node, frame)
        if isinstance(node, s.Range):
            return self._range(node, frame)
        if isinstance(node, s.SetLiteral):
            labels = tuple(self._literal_member(item) for item in node.items)
            return self.scope.interned(to_text(node), labels)
        self.fail(f"expected a set, found '{to_text(node)}'", node)

    def _literal_member(self, item: s.Node) -> Label:
        if isinstance(item, s.Name):
            return item.name
        if isinstance(item, s.Text):
            return as_label(item.label)
        if isinstance(item, s.Number):
            return as_label(item.value)
        self.fail(f"a set in braces lists labels or numbers, not '{to_text(item)}'", item)

    def _family_members(self, node: s.Index, frame: Frame) -> Any:
        family = self.scope.find_set(node.name)
        if not isinstance(family, Family):
            self.fail(f"there is no family of sets '{node.name}'", node)
        keys, missing = family.domain.lookup(self._arguments(node, len(family.domain.axes), frame))
        self._refuse_missing(missing, node, frame)
        keys = flat(keys, frame)
        counts = np.diff(family.starts)[keys]
        owners = np.repeat(np.arange(frame.size), counts)
        within = np.arange(len(owners)) - np.repeat(np.cumsum(counts) - counts, counts)
        return family.base, owners, family.codes[family.starts[keys][owners] + within]

    def _range(self, node: s.Range, frame: Frame) -> Any:
        low, high = self.number(node.low, frame), self.number(node.high, frame)
        for bound, at in ((low, node.low), (high, node.high)):
            if np.any(np.floor(bound) != bound):
                self.fail(f"'{to_text(at)}' is not a whole number; a range runs over whole numbers", at)
        if np.ndim(low) == 0 and np.ndim(high) == 0:
            return self.scope.interned_range(int(low), int(high))
        lows, highs = flat(low, frame), flat(high, frame)
        first = int(lows.min(initial=0))
        base = self.scope.interned_range(first, int(highs.max(initial=first)))
        counts = np.maximum(highs - lows + 1, 0).astype(np.int64)
        owners = np.repeat(np.arange(frame.size), counts)
        within = np.arange(len(owners)) - np.repeat(np.cumsum(counts) - counts, counts)
        return base, owners, (lows - first).astype(np.int64)[owners] + within

    # -- names and symbols

    def _name(self, node: s.Name, frame: Frame) -> Any:
        name = node.name
        if name in frame.indices:
            return frame.indices[name]
        if name in self.extra:
            return self.extra[name]
        if name in self.scope.names and name not in self.scope.set_names:
            return self._symbol(node, (), frame)
        if self.scope.is_label(name):
            return name
        if name in CONSTANTS:
            return CONSTANTS[name]
        if name in self.scope.set_names:
            self.fail(f"'{name}' is a set; a number or a condition is expected here", node)
        self.fail(f"unknown name '{name}'{self.scope.suggestion(name)}", node)

    def _index(self, node: s.Index, frame: Frame) -> Any:
        if node.name not in self.scope.names or node.name in self.scope.set_names:
            self.fail(f"unknown name '{node.name}'{self.scope.suggestion(node.name)}", node)
        return self._symbol(node, node.arguments, frame)

    def _symbol(self, node: s.Name | s.Index, arguments: tuple[s.Node, ...], frame: Frame) -> Any:
        definition = self.scope.definition(node.name)
        wanted = definition.arity
        if wanted != len(arguments):
            takes = "takes no index" if wanted == 0 else f"takes {wanted} {'index' if wanted == 1 else 'indices'}"
            self.fail(
                f"'{node.name}' {takes}, but {len(arguments) or 'none'} {'is' if len(arguments) < 2 else 'are'} given",
                node,
            )
        if isinstance(definition, VariableDefinition):
            return self._variable(definition, node, frame)
        if isinstance(definition, Computed):
            return self._computed(definition, node, frame)
        return self._quantity(definition, node, frame)

    def _arguments(self, node: s.Index, count: int, frame: Frame) -> list[Any]:
        if len(node.arguments) != count:
            self.fail(
                f"'{node.name}' takes {count} {'index' if count == 1 else 'indices'}, not {len(node.arguments)}", node
            )
        return [self._index_value(argument, frame) for argument in node.arguments]

    def _index_value(self, node: s.Node, frame: Frame) -> Any:
        value = self.value(node, frame)
        if is_decision(value) or isinstance(value, Condition) or _is_truth(value):
            self.fail(f"'{to_text(node)}' cannot be an index: an index is a label or computed from data", node)
        return value

    def _lookup(self, domain: Any, node: s.Name | s.Index, frame: Frame) -> tuple[Any, Any]:
        if isinstance(node, s.Name):
            return 0, False
        return domain.lookup(self._arguments(node, len(domain.axes), frame))

    def _refuse_missing(self, missing: Any, node: s.Name | s.Index, frame: Frame) -> None:
        if np.any(missing):
            point = self._first(missing, frame)
            shown = self._shown_arguments(node, missing, frame)
            self.fail(f"'{node.name}' has no entry [{shown}]{point}", node)

    def _shown_arguments(self, node: s.Name | s.Index, where: Any, frame: Frame) -> str:
        if isinstance(node, s.Name):
            return ""
        place = int(np.argmax(flat(where, frame)))
        shown = []
        for argument in node.arguments:
            value = self._index_value(argument, frame)
            if isinstance(value, Coded):
                shown.append(label_text(value.base.labels[int(flat(value.codes, frame)[place])]))
            elif isinstance(value, str):
                shown.append(value)
            else:
                shown.append(label_text(as_label(float(flat(value, frame)[place]))))
        return ", ".join(shown)

    def _first(self, where: Any, frame: Frame) -> str:
        return frame.describe(int(np.argmax(flat(where, frame)))) if frame.size else ""

    def _variable(self, definition: VariableDefinition, node: s.Name | s.Index, frame: Frame) -> Any:
        if self.decisions is None:
            self.fail(f"'{node.name}' is a decision variable; only data may stand here", node)
        if isinstance(node, s.Name):
            return self.decisions.variable(definition, 0, frame)
        values = self._arguments(node, definition.arity, frame)
        keys, missing = definition.domain.lookup(values)
        if not np.any(missing):
            return self.decisions.variable(definition, keys, frame)
        if definition.outside is None:
            self._refuse_missing(missing, node, frame)
        inside = self.decisions.variable(definition, keys, frame)
        beyond = self._outside(definition, values, missing, frame)
        return inside.times(np.where(missing, 0.0, 1.0), frame).plus([np.where(missing, beyond, 0.0)])

    def _outside(self, definition: VariableDefinition, values: list[Any], missing: Any, frame: Frame) -> Any:
        """The stated value just outside the domain, which may depend on the indices that are inside."""
        places = np.flatnonzero(flat(missing, frame))
        indices = {}
        for name, axis, value in zip(definition.index_names, definition.domain.axes, values, strict=True):
            codes = flat(axis.places(value), frame)[places]
            if np.all(codes >= 0):
                indices[name] = Coded(axis, codes)
        assert definition.outside is not None
        there = Frame((len(places),), indices)
        result = np.zeros(frame.size)
        source, where = self.source, self.where
        self.at(definition.outside, f"variable '{definition.name}', outside")
        result[places] = self.number(self.scope.parsed(definition.outside), there)
        self.at(source, where)
        return result.reshape(frame.shape)

    def _computed(self, definition: Computed, node: s.Name | s.Index, frame: Frame) -> Any:
        keys, missing = self._lookup(definition.domain, node, frame)
        self._refuse_missing(missing, node, frame)
        value = definition.values
        if isinstance(value, Coded):
            codes = value.codes if isinstance(node, s.Name) else value.codes.ravel()[keys]
            if np.any(codes < 0):
                self._no_value(definition, node, codes < 0, frame)
            return Coded(value.base, codes)
        found = value if np.ndim(value) == 0 else value.ravel()[keys]
        if definition.has_gaps and np.any(np.isnan(found)):
            self._no_value(definition, node, np.isnan(found), frame)
        return found

    def _no_value(self, definition: Computed, node: s.Name | s.Index, where: Any, frame: Frame) -> NoReturn:
        if isinstance(node, s.Name):
            self.fail(f"the text gives no value for '{node.name}'; state one", node)
        shown = self._shown_arguments(node, where, frame)
        self.fail(
            f"there is no value for '{definition.name}[{shown}]'; fill the gap, or leave that combination out", node
        )

    def _quantity(self, definition: Quantities, node: s.Name | s.Index, frame: Frame) -> Any:
        value, home = self._quantity_value(definition, node)
        if isinstance(node, s.Name):
            return value
        keys, missing = self._lookup(definition.domain(self), node, frame)
        self._refuse_missing(missing, node, frame)
        if is_decision(value):
            return value.at(keys, home, frame)
        return flat(value, home)[keys]

    def _quantity_value(self, definition: Quantities, node: s.Node) -> tuple[Any, Frame]:
        name = definition.name
        if name in self._open:
            self.fail(
                f"'{name}' is defined by itself: {' -> '.join([*self._open[self._open.index(name) :], name])}", node
            )
        if name not in self._quantities:
            source, where = self.source, self.where
            self._open.append(name)
            self.at(definition.symbol, f"quantity '{name}'")
            home = definition.home(self)
            self.at(definition.source, f"quantity '{name}'")
            value = self.expression(self.scope.parsed(definition.source), home)
            self._open.pop()
            self.at(source, where)
            self._quantities[name] = value, home
        return self._quantities[name]

    # -- arithmetic

    def _numeric(self, value: Any, node: s.Node) -> Any:
        """Labels that are numbers count as numbers; all else that is no number is refused."""
        if isinstance(value, Coded):
            numbers = value.base.numbers
            if numbers is None:
                self.fail(f"'{to_text(node)}' is a label of '{value.base.name}', not a number", node)
            return numbers[value.codes]
        if isinstance(value, str):
            self.fail(f"'{value}' is a label, not a number", node)
        if isinstance(value, Condition) or _is_truth(value):
            self.fail(f"'{to_text(node)}' is a condition, not a number", node)
        return value

    def _negative(self, node: s.Negative, frame: Frame) -> Any:
        value = self._numeric(self.value(node.operand, frame), node.operand)
        return value.times(-1.0, frame) if is_decision(value) else -value

    def _arithmetic(self, node: s.Arithmetic, frame: Frame) -> Any:
        values = [self._numeric(self.value(operand, frame), operand) for operand in node.operands]
        if node.operators[0] in "+-":
            return self._added(values, node.operators, frame)
        total = values[0]
        for operator, value, operand in zip(node.operators, values[1:], node.operands[1:], strict=True):
            total = self._multiplied(total, operator, value, frame, node, operand)
        return total

    def _added(self, values: list[Any], operators: tuple[str, ...], frame: Frame) -> Any:
        signed = [values[0]]
        for operator, value in zip(operators, values[1:], strict=True):
            if operator == "-":
                value = value.times(-1.0, frame) if is_decision(value) else -value
            signed.append(value)
        first = next((value for value in signed if is_decision(value)), None)
        if first is None:
            total = signed[0]
            for value in signed[1:]:
                total = total + value
            return total
        return first.plus([value for value in signed if value is not first])

    def _multiplied(self, left: Any, operator: str, right: Any, frame: Frame, node: s.Node, operand: s.Node) -> Any:
        if operator == "*":
            if is_decision(left) and is_decision(right):
                assert self.decisions is not None
                return self.decisions.product(left, right, frame, lambda reason: self.fail(reason, node))
            if is_decision(left):
                return left.times(right, frame)
            return right.times(left, frame) if is_decision(right) else left * right
        if is_decision(right):
            beyond = self.decisions.nonlinear(operator, (left, right), frame) if self.decisions else None
            if beyond is not None:
                return beyond
            self.fail(f"'{to_text(operand)}' depends on the decisions; a divisor takes data only", operand)
        if np.any(np.asarray(right) == 0):
            self.fail(
                f"division by zero: '{to_text(operand)}' is 0{self._first(np.asarray(right) == 0, frame)}", operand
            )
        if operator == "/":
            return left.times(1.0 / right, frame) if is_decision(left) else left / right
        if is_decision(left):
            beyond = self.decisions.nonlinear(operator, (left, right), frame) if self.decisions else None
            if beyond is not None:
                return beyond
            self.fail(f"'{operator}' takes data only", node)
        return np.floor_divide(left, right) if operator == "//" else np.mod(left, right)

    def _power(self, node: s.Power, frame: Frame) -> Any:
        base = self._numeric(self.value(node.base, frame), node.base)
        exponent = self._numeric(self.value(node.exponent, frame), node.exponent)
        if is_decision(base) or is_decision(exponent):
            beyond = self.decisions.nonlinear("^", (base, exponent), frame) if self.decisions else None
            if beyond is not None:
                return beyond
            self.fail(f"'{to_text(node)}' is a power of a decision, which is not linear", node)
        with np.errstate(all="ignore"):
            result = np.power(np.asarray(base, dtype=np.float64), exponent)
        if not np.all(np.isfinite(result)):
            self.fail(f"'{to_text(node)}' is not a finite number{self._first(~np.isfinite(result), frame)}", node)
        return float(result) if result.ndim == 0 else result

    # -- conditions

    def _compare(self, node: s.Compare, frame: Frame) -> Any:
        values = [self.value(operand, frame) for operand in node.operands]
        parts = []
        for place, operator in enumerate(node.operators):
            left, right = values[place], values[place + 1]
            if is_decision(left) or is_decision(right):
                left, right = self._numeric(left, node.operands[place]), self._numeric(right, node.operands[place + 1])
                assert self.decisions is not None
                part = self.decisions.compare(left, operator, right, frame, node)
            else:
                part = self._compare_data(left, operator, right, node, place)
            parts.append(part)
        return parts[0] if len(parts) == 1 else self._combined("and", parts, frame)

    def _compare_data(self, left: Any, operator: str, right: Any, node: s.Compare, place: int) -> Any:
        labelled = [
            isinstance(value, str) or (isinstance(value, Coded) and value.base.numbers is None)
            for value in (left, right)
        ]
        if any(labelled):
            if operator not in ("==", "!="):
                self.fail(f"labels can only be compared by == and !=, not {operator}", node)
            same = self._same_label(left, right)
            return same if operator == "==" else np.logical_not(same)
        left, right = self._numeric(left, node.operands[place]), self._numeric(right, node.operands[place + 1])
        if operator in ("==", "!=") or np.all(np.floor(left) == left) and np.all(np.floor(right) == right):
            return _COMPARE[operator](left, right)
        # sums of decimals that meet exactly on paper must not differ by a rounding
        slack = _TOLERANCE * np.maximum(1.0, np.maximum(np.abs(left), np.abs(right)))
        close = np.abs(np.subtract(left, right)) <= slack
        return _COMPARE[operator](left, right) | close if "=" in operator else _COMPARE[operator](left, right) & ~close

    def _same_label(self, left: Any, right: Any) -> Any:
        if isinstance(left, Coded):
            if isinstance(right, Coded):
                places = left.base.places(right)
                return (left.codes == places) & (np.asarray(places) >= 0)
            place = left.base.places(right if isinstance(right, str) else as_label(float(right)))
            return left.codes == place if place >= 0 else np.zeros(np.shape(left.codes), dtype=bool)
        if isinstance(right, Coded):
            return self._same_label(right, left)
        return left == right

    def _membership(self, node: s.Membership, frame: Frame) -> Any:
        items = node.element.items if isinstance(node.element, s.TupleOf) else (node.element,)
        values = [self._index_value(item, frame) for item in items]
        collection = node.collection
        inside: Any
        family = self.scope.find_set(collection.name) if isinstance(collection, s.Index) else None
        if isinstance(family, Family) and isinstance(collection, s.Index):
            keys, gone = family.domain.lookup(self._arguments(collection, len(family.domain.axes), frame))
            if len(values) != 1:
                self.fail(f"the members of '{collection.name}' are single labels", node)
            owners = Coded(family.pairs.axes[0], np.asarray(keys))
            _, missing = family.pairs.lookup([owners, values[0]])
            inside = ~(np.asarray(missing) | gone)
        else:
            found = self._set(collection, frame)
            if not isinstance(found, LabelSet):
                base, owners, codes = found
                place = flat(base.places(values[0]), frame)
                inside = np.zeros(frame.size, dtype=bool)
                np.logical_or.at(inside, owners, codes == place[owners])
                inside = inside.reshape(frame.shape)
            elif found.arity != len(values):
                self.fail(f"the members of '{found.name}' have {found.arity} labels, not {len(values)}", node)
            elif found.arity > 1:
                inside = np.logical_not(found.domain.lookup(values)[1])
            else:
                inside = np.asarray(found.places(values[0])) >= 0
        return np.logical_not(inside) if node.negated else inside

    def _and(self, node: s.And, frame: Frame) -> Any:
        return self._lazily(node.operands, frame, "and")

    def _or(self, node: s.Or, frame: Frame) -> Any:
        return self._lazily(node.operands, frame, "or")

    def _lazily(self, operands: tuple[s.Node, ...], frame: Frame, operator: str) -> Any:
        """Evaluate from left to right; on data, only where the outcome is still open."""
        values = [self.condition(operands[0], frame)]
        for operand in operands[1:]:
            last = values[-1]
            if isinstance(last, Condition):
                values.append(self.condition(operand, frame))
                continue
            open_at = flat(last, frame) if operator == "and" else ~flat(last, frame)
            if bool(np.all(open_at)):
                values.append(self.condition(operand, frame))
                continue
            places = np.flatnonzero(open_at)
            there = self.condition(operand, frame.taken(places))
            if isinstance(there, Condition):
                values.append(self.condition(operand, frame))
            else:
                filled = ~open_at if operator == "or" else np.zeros(frame.size, dtype=bool)
                filled[places] = there
                values.append(filled.reshape(frame.shape))
        return self._combined(operator, values, frame)

    def _not(self, node: s.Not, frame: Frame) -> Any:
        return self._combined("not", [self.condition(node.operand, frame)], frame)

    def _implies(self, node: s.Implies, frame: Frame) -> Any:
        premise = self._combined("not", [self.condition(node.premise, frame)], frame)
        return self._combined("or", [premise, self.condition(node.conclusion, frame)], frame)

    def _combined(self, operator: str, values: list[Any], frame: Frame) -> Any:
        if any(isinstance(value, Condition) for value in values):
            assert self.decisions is not None
            return self.decisions.combine(operator, values, frame)
        if operator == "not":
            return np.logical_not(values[0])
        join = np.logical_and if operator == "and" else np.logical_or
        total = values[0]
        for value in values[1:]:
            total = join(total, value)
        return total

    def _if_else(self, node: s.IfElse, frame: Frame) -> Any:
        condition = self.condition(node.condition, frame)
        if isinstance(condition, Condition):
            self.fail(
                f"'{to_text(node.condition)}' depends on the decisions; use the template if_then instead",
                node.condition,
            )
        if np.ndim(condition) == 0:
            return self.expression(node.value if condition else node.otherwise, frame)
        # each branch is evaluated only where it is taken, so that it may be undefined elsewhere
        chosen = flat(condition, frame)
        total: Any = 0.0
        for wanted, branch in ((chosen, node.value), (~chosen, node.otherwise)):
            places = np.flatnonzero(wanted)
            if not len(places):
                continue
            there = frame.taken(places)
            value = self.expression(branch, there)
            if is_decision(value):
                total = value.spread(places, there, frame).plus([total])
            else:
                part = np.zeros(frame.size)
                part[places] = value
                part = part.reshape(frame.shape)
                total = total.plus([part]) if is_decision(total) else total + part
        return total

    # -- functions

    def _call(self, node: s.Call, frame: Frame) -> Any:
        if node.clauses:
            return self._over_clauses(node, frame)
        values = [self._numeric(self.value(argument, frame), argument) for argument in node.arguments]
        name = node.function
        if name == "sum":
            return self._added(values, ("+",) * (len(values) - 1), frame)
        if name in ("min", "max"):
            if any(is_decision(value) for value in values):
                assert self.decisions is not None
                return self.decisions.extreme(name, values, frame)
            reduce = np.minimum if name == "min" else np.maximum
            total = values[0]
            for value in values[1:]:
                total = reduce(total, value)
            return total
        if name == "prod":
            total = values[0]
            for value, argument in zip(values[1:], node.arguments[1:], strict=True):
                total = self._multiplied(total, "*", value, frame, node, argument)
            return total
        if len(values) != 1:
            self.fail(f"{name}() takes one argument, not {len(values)}", node)
        return self._unary(name, values[0], node, frame)

    def _unary(self, name: str, value: Any, node: s.Call, frame: Frame) -> Any:
        if is_decision(value):
            assert self.decisions is not None
            if name == "abs":
                return self.decisions.absolute(value, frame)
            beyond = self.decisions.nonlinear(name, (value,), frame)
            if beyond is not None:
                return beyond
            self.fail(f"'{to_text(node)}' is not linear in the decisions; {name}() takes data only", node)
        if name == "abs":
            return np.abs(value)
        with np.errstate(all="ignore"):
            result = _UFUNCS[name](np.asarray(value, dtype=np.float64))
        if not np.all(np.isfinite(result)):
            self.fail(f"'{to_text(node)}' is not a finite number{self._first(~np.isfinite(result), frame)}", node)
        return float(result) if np.ndim(result) == 0 else result

    def _over_clauses(self, node: s.Call, frame: Frame) -> Any:
        inner = self.extend(frame, node.clauses)
        name = node.function
        if name not in ("sum", "min", "max", "prod"):
            self.fail(f"{name}() takes one argument, not clauses", node)
        if name == "sum":
            body = self._numeric(self.value(node.arguments[0], inner), node.arguments[0])
            return body.summed(inner) if is_decision(body) else sum_rows(body, inner)
        rows = np.broadcast_to(inner.rows, inner.shape).ravel()
        if name != "prod" and len(np.unique(rows)) < frame.size:
            empty = np.bincount(rows, minlength=frame.size) == 0
            self.fail(
                f"{name}() over nothing: no index satisfies the clauses{self._first(empty.reshape(frame.shape), frame)}",
                node,
            )
        body = self._numeric(self.value(node.arguments[0], inner), node.arguments[0])
        if is_decision(body):
            assert self.decisions is not None
            if name != "prod":
                return self.decisions.extreme_over(name, body, inner)
            beyond = self.decisions.nonlinear("prod", (body, inner), frame)
            if beyond is not None:
                return beyond
            self.fail(f"'{to_text(node)}' multiplies decisions; prod() takes data only", node)
        start = {"min": np.inf, "max": -np.inf, "prod": 1.0}[name]
        total = np.full(frame.size, start)
        {"min": np.minimum, "max": np.maximum, "prod": np.multiply}[name].at(total, rows, flat(body, inner))
        return total.reshape(frame.shape)
