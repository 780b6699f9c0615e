"""From a linear reading and its conditions to the contract."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, cast

from nl2milp.formulation import Constraint, Formulation, Kind, Span, Variable
from nl2milp.readers.base import Reading, Statement
from nl2milp.readers.offline.assembly import assemble, symbols_of
from nl2milp.readers.offline.choices.aims import answer_scale
from nl2milp.readers.offline.columns import scale_between
from nl2milp.readers.offline.conditional.conditions import (
    Charge,
    Condition,
    Every,
    Linear,
    Made,
    Not,
    Rule,
    Some,
    Taken,
    takes,
)
from nl2milp.readers.offline.conditional.doubts import amount_doubts, with_used_columns, without_answered
from nl2milp.readers.offline.conditional.dues import is_price
from nl2milp.readers.offline.conditional.ledger import OPEN, severity
from nl2milp.readers.offline.conditional.understanding import ConditionalDraft
from nl2milp.readers.offline.conditional.writing import Writer
from nl2milp.readers.offline.confidence import find_doubts, is_confident, is_sure_of_limits
from nl2milp.readers.offline.mentions import Name
from nl2milp.readers.offline.rules import linear_sum, number
from nl2milp.readers.offline.statements.base import Row

__all__ = ["reading_of_conditional"]


_NEAR = 2
"""So many sentences before `either may be left out` are its minima."""


@dataclass
class _Parts:
    """What is added to the linear formulation."""

    variables: list[Variable] = field(default_factory=list)
    constraints: list[Constraint] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    costs: list[tuple[str, Fraction, Charge]] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


class _Assembler:
    def __init__(self, draft: ConditionalDraft) -> None:
        self.draft = draft
        self.linear = draft.linear
        self.symbols = list(self.linear.symbols)
        self.parts = _Parts()
        self.extras = [self._fresh(extra.label) if self._is_taken(at) else "" for at, extra in enumerate(draft.extras)]
        self.switches = {variable: self._fresh(f"use {self.symbols[variable]}") for variable in self._switched()}
        self.writer = Writer(self.linear.symbols, self.switches, self.extras, self.linear.domain.whole)

    def _fresh(self, label: str) -> str:
        symbol = symbols_of([Name(label, (), frozenset(), 0, 0)])[0]
        base, count = symbol, 2
        while symbol in self.symbols:
            symbol, count = f"{base}_{count}", count + 1
        self.symbols.append(symbol)
        return symbol

    def _is_taken(self, position: int) -> bool:
        """Whether a condition speaks of an extra, or a charge is due with it."""
        found = any(takes(part, position) for rule in self.draft.rules for part in rule.parts)
        return found or any(takes(charge.condition, position) for charge in self.draft.charges)

    def _switched(self) -> list[int]:
        """The variables that need a decision of their own: charged ones, and divisible ones that are made or not."""
        found = {c.condition.variable for c in self.draft.charges if isinstance(c.condition, Made)}
        if not self.linear.domain.whole:
            rules = [part for rule in self.draft.rules if rule.template != "on_off" for part in rule.parts]
            for part in [*rules, *(charge.condition for charge in self.draft.charges)]:
                found |= set(_made(part))
        return sorted(found)

    def span(self, first: int, last: int) -> Span:
        tokens = self.draft.tokens
        while last - 1 > first and (tokens[last - 1].kind == "break" or tokens[last - 1].text in {".", ";", ","}):
            last -= 1
        return Span(start=tokens[first].start, end=tokens[last - 1].end)

    def sentence(self, span: Span) -> tuple[str, ...]:
        found = (s.name for s in self.draft.sentences if s.start <= span.start < s.end)
        return tuple(found)[:1]

    def add(self, stem: str, template: str, slots: dict[str, object], first: int, last: int) -> None:
        name, count = stem, 2
        taken = {constraint.name for constraint in self.parts.constraints}
        while name in taken:
            name, count = f"{stem}_{count}", count + 1
        span = self.span(first, last)
        self.parts.constraints.append(
            Constraint(
                name=name,
                template=template,
                slots=cast("dict[str, Any]", slots),
                sentences=self.sentence(span),
                quote=self.draft.text[span.start : span.end],
                span=span,
            )
        )
        role = slots.get("role")
        self.parts.statements.append(Statement(span, template, name, role if isinstance(role, str) else None))

    def binary(self, symbol: str, label: str, first: int, last: int) -> None:
        span = self.span(first, last)
        self.parts.variables.append(Variable(symbol=symbol, kind=Kind.BINARY, upper="1", label=label, span=span))

    def rules(self) -> None:
        places: dict[int, tuple[int, int]] = {}
        for charge in self.draft.charges:
            if isinstance(charge.condition, Made):
                places.setdefault(charge.condition.variable, (charge.first, charge.last))
        ranged: set[int] = set()
        for rule in self.draft.rules:
            if rule.template == "on_off" and isinstance(rule.parts[0], Made):
                variable = rule.parts[0].variable
                last = self._with_permission(rule.last)
                self.add("on_off", "on_off", self.writer.on_off(variable, rule.parts[1:]), rule.first, last)
                ranged.add(variable)
            else:
                self.add(rule.template, rule.template, self.writer.slots(rule), rule.first, rule.last)
        for variable, switch in self.switches.items():
            place = places.get(variable) or self._mention(variable)
            self.binary(switch, f"{self.linear.scan.names[variable].label} (yes or no)", *place)
            if variable not in ranged:
                self.add("on_off", "on_off", self.writer.on_off(variable, ()), *place)

    def _with_permission(self, last: int) -> int:
        """Where a range ends that goes on to say that it may be left out: `one need not order there at all`."""
        ends = [s.last for s in self.draft.stretches if s.first in self.draft.optional and s.first >= last]
        behind = [sentence.last for sentence in self.draft.sentences if sentence.last > last][:_NEAR]
        return next((end for end in ends if behind and end <= behind[-1]), last)

    def _mention(self, variable: int) -> tuple[int, int]:
        for rule in self.draft.rules:
            if any(variable in _made(part) for part in rule.parts):
                return rule.first, rule.last
        return 0, 1

    def skippable(self, row: Row) -> bool:
        """Whether a minimum holds only for what is taken at all: it stands right before `either may be left out`."""
        if row.sign != ">=" or len(row.terms) != 1 or row.rule:
            return False
        start = self.linear.scan.tokens[row.first].start
        sentences = self.draft.sentences
        here = next((n for n, s in enumerate(sentences) if s.start <= start < s.end), -9)
        places = [next(n for n, s in enumerate(sentences) if s.first <= at < s.last) for at in self.draft.optional]
        return any(0 <= place - here <= _NEAR for place in places)

    def minima(self, rows: Sequence[Row]) -> None:
        """Minima of what is taken at all, as on or off."""
        for row in rows:
            (variable, factor), *_ = row.terms.items()
            span = self.linear.scan.tokens[row.first].start, self.linear.scan.tokens[row.last - 1].end
            inside = [i for i, token in enumerate(self.draft.tokens) if span[0] <= token.start < span[1]]
            limit = Linear(((variable, factor),), ">=", row.right)
            until = min(at for at in self.draft.optional if at > inside[-1])
            end = next(stretch.last for stretch in self.draft.stretches if stretch.first == until)
            self.add("on_off", "on_off", self.writer.on_off(variable, (limit,)), inside[0], end)

    def lots(self) -> None:
        for lot in self.draft.lots:
            slots: dict[str, object] = {"quantity": self.linear.symbols[lot.variable], "size": number(lot.size)}
            self.add("lot_size", "lot_size", slots, lot.first, lot.last)

    def charges(self) -> None:
        bought: set[int] = set()
        due: dict[Condition, str] = {}
        for charge in self.draft.charges:
            condition = charge.condition
            if isinstance(condition, Made) and condition.positive:
                symbol = self.switches[condition.variable]
            elif isinstance(condition, Taken) and condition.positive:
                symbol = self.extras[condition.extra]
                bought.add(condition.extra)
            elif condition in due:
                symbol = due[condition]
            else:
                label = charge.label or "charge"
                named = [at for at, extra in enumerate(self.draft.extras) if extra.label == label and self.extras[at]]
                bought.update(named[:1])
                symbol = due[condition] = self.extras[named[0]] if named else self._fresh(label)
                if not named:
                    self.binary(symbol, label, charge.first, charge.last)
                premise = Rule("if_then", (condition, condition), charge.first, charge.last)
                text = str(self.writer.slots(premise)["if"])
                on = f"{symbol} == 1"
                slots: dict[str, object] = {"if": on, "then": text} if charge.gain else {"if": text, "then": on}
                self.add("if_then", "if_then", slots, charge.first, charge.last)
            self.parts.costs.append((symbol, -charge.value if charge.gain else charge.value, charge))
        for position, extra in enumerate(self.draft.extras):
            if not self._is_taken(position):
                continue
            self.binary(self.extras[position], extra.label, extra.first, extra.last)
            if position not in bought:
                self.parts.doubts.append(f"it is not said what '{extra.label}' costs")

    def placed(self, formulation: Formulation) -> Formulation:
        """The costs in the objective, or in the budget that they come out of."""
        linear, objective = self.linear, formulation.objective
        value = objective.value or "0"
        scale = self._scale()
        if scale != 1:
            value = linear_sum({v: factor / scale for v, factor in linear.aim.terms.items()}, linear.symbols)
        constraints = list(formulation.constraints)
        aim = linear.aim
        tokens, quantities = linear.scan.tokens, linear.scan.quantities
        priced = any(is_price(tokens, quantities[q], 0, len(tokens)) for q in aim.quantities)
        for symbol, cost, charge in self.parts.costs:
            if charge.unit == "$" and priced:
                amount = (cost if aim.sense == "minimize" else -cost) / scale
                value = linear_sum({0: Fraction(1), 1: amount}, (value, symbol))
                continue
            place = self._budget(charge)
            if place is None:
                self.parts.doubts.append(f"it is not clear what '{self._quote(charge)}' adds to")
                continue
            at, scale = place
            left, sign, right = str(constraints[at].slots["rule"]).partition("<=")
            rule = f"{linear_sum({0: Fraction(1), 1: cost * scale}, (left.strip(), symbol))} {sign} {right.strip()}"
            constraints[at] = constraints[at].model_copy(update={"slots": {**constraints[at].slots, "rule": rule}})
        objective = objective.model_copy(update={"value": value})
        return formulation.model_copy(update={"objective": objective, "constraints": tuple(constraints)})

    def _scale(self) -> Fraction:
        """What the aim is asked in: 1000 for `in thousand dollars`, where its numbers are in single ones."""
        scale = Fraction(answer_scale(self.draft.tokens))
        joint = " ".join(token.low for token in self.draft.tokens)
        scale = max(scale, Fraction(100)) if "in hundreds of" in joint else scale
        sizes = [abs(factor) for factor in self.linear.aim.terms.values()]
        rights = [row.right for row in self.linear.rows]
        shares = all(size < 1 for size in sizes) and any(right >= scale for right in rights)
        return scale if scale > 1 and sizes and (max(sizes) >= scale or shares) else Fraction(1)

    def _budget(self, charge: Charge) -> tuple[int, Fraction] | None:
        """The row of the resource that a charge is taken from or adds to, and how to convert into its unit."""
        unit = charge.unit
        said = {token.stem for token in self.draft.tokens[charge.first : charge.last]}
        found: list[tuple[int, int, Fraction]] = []
        rows = [row for row in self.linear.rows if not self.skippable(row)]
        for at, row in enumerate(rows):
            if row.sign != "<=" or row.rule or row.right <= 0:
                continue
            for column in self.linear.columns:
                if dict(column.values) != dict(row.terms):
                    continue
                scale = Fraction(1) if unit == "$" and column.money else scale_between(unit, column.unit)
                if (unit == "$") == column.money and scale is not None:
                    found.append((-len(said & column.words), at, scale))
                    break
        found.sort()
        if not found or len(found) > 1 and found[0][0] == found[1][0]:
            return None
        return found[0][1], found[0][2]

    def _quote(self, charge: Charge) -> str:
        span = self.span(charge.first, charge.last)
        return " ".join(self.draft.text[span.start : span.end].split())


def reading_of_conditional(draft: ConditionalDraft, reader: str) -> Reading:
    """The reading: formulation, statements, and what speaks against it."""
    work = _Assembler(draft)
    linear = draft.linear
    rows = [row for row in linear.rows if not work.skippable(row)]
    formulation, statements = assemble(linear.scan, linear.symbols, linear.domain, linear.aim, rows)
    work.minima([row for row in linear.rows if work.skippable(row)])
    work.rules()
    work.lots()
    work.charges()
    formulation = _resituated(work, work.placed(formulation))
    formulation = formulation.model_copy(
        update={
            "variables": (*formulation.variables, *work.parts.variables),
            "constraints": (*formulation.constraints, *work.parts.constraints),
        }
    )
    linear = with_used_columns(draft)
    doubts = without_answered(draft, find_doubts(linear))
    reasons = [doubt.reason for doubt in doubts]
    spans = [
        Span(start=linear.scan.sentences[place].start, end=linear.scan.sentences[place].end)
        for place in sorted({doubt.sentence for doubt in doubts if doubt.sentence is not None})
    ]
    sure = is_confident(linear, doubts) and severity(linear, doubts) < OPEN
    own = [*work.parts.doubts, *_missed(work), *amount_doubts(draft)]
    spans += [work.span(stretch.first, stretch.last) for stretch in draft.missed]
    statements = tuple(sorted((*statements, *work.parts.statements), key=lambda s: (s.span.start, s.span.end)))
    return Reading(
        formulation,
        reader,
        statements,
        not_understood=tuple(spans),
        confident=sure and not own and not (draft.ways and reasons),
        is_sure_of_limits=is_sure_of_limits(linear, doubts) and not own and not draft.ways,
        reasons=(*own, *reasons),
    )


def _resituated(work: _Assembler, formulation: Formulation) -> Formulation:
    """Quotes and sentence numbers of the whole text, in place of those of the text without conditions."""
    text = work.draft.text

    def anew(part: Any) -> Any:
        if part.span is None:
            return part
        quote = text[part.span.start : part.span.end]
        return part.model_copy(update={"quote": quote, "sentences": work.sentence(part.span)})

    return formulation.model_copy(
        update={
            "objective": anew(formulation.objective),
            "constraints": tuple(anew(constraint) for constraint in formulation.constraints),
        }
    )


def _missed(work: _Assembler) -> Iterator[str]:
    for stretch in work.draft.missed:
        span = work.span(stretch.first, stretch.last)
        yield f"it is not clear what this demands: '{' '.join(work.draft.text[span.start : span.end].split())}'"


def _made(condition: Condition) -> Iterator[int]:
    if isinstance(condition, Made):
        yield condition.variable
    elif isinstance(condition, Not):
        yield from _made(condition.part)
    elif isinstance(condition, Every | Some):
        for part in condition.parts:
            yield from _made(part)
