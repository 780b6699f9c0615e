"""Writing an indexed model: sets, tables, variables and constraints, and what is left of the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from nl2milp.formulation import (
    Constraint,
    Formulation,
    IndexSet,
    Kind,
    Objective,
    Parameter,
    Patterns,
    Sense,
    Span,
    Table,
    Variable,
)
from nl2milp.readers.base import Reading, Statement
from nl2milp.readers.offline.choices.aims import answer_scale
from nl2milp.readers.offline.structures.document import Document
from nl2milp.readers.offline.structures.labels import Group

__all__ = ["Axis", "Draft", "quoted", "scalar"]

_RESERVED = frozenset("sum min max prod abs log exp sqrt round floor ceil for in if else and or not".split())


class Axis:
    """A set of the model: its name, its index letter and its members."""

    def __init__(self, name: str, index: str, members: Sequence[str]) -> None:
        self.name = name
        self.index = index
        self.members = tuple(members)

    @property
    def clause(self) -> str:
        """`t in translators`."""
        return f"{self.index} in {self.name}"


def quoted(label: str) -> str:
    """A label as a member in an expression.

    >>> quoted("Park School")
    "'Park School'"
    """
    return f"'{label}'"


def scalar(value: Fraction) -> int | float:
    """A number as a table holds it."""
    return int(value) if value.denominator == 1 else float(value)


class Draft:
    """Collects the parts of a model, and which sentences and numbers of the text they come from."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.sets: list[IndexSet] = []
        self.tables: list[Table] = []
        self.parameters: list[Parameter] = []
        self.patterns: list[Patterns] = []
        self.variables: list[Variable] = []
        self.constraints: list[Constraint] = []
        self.statements: list[Statement] = []
        self.objective: Objective | None = None
        self.understood: set[int] = set()
        self.used: set[int] = set()
        self.doubts: list[tuple[str, int | None]] = []
        self.assumptions: list[str] = []
        self._names: set[str] = set(_RESERVED)

    def name(self, wanted: str) -> str:
        """An identifier that nothing else has yet."""
        stem = re.sub(r"\W+", "_", wanted.lower()).strip("_") or "value"
        stem = f"n_{stem}" if stem[0].isdigit() else stem
        name, count = stem, 2
        while name in self._names:
            name, count = f"{stem}_{count}", count + 1
        self._names.add(name)
        return name

    def axis(self, group: Group, fallback: str) -> Axis:
        """A new set of the group's labels, called by its noun in the plural."""
        members = [label.text.replace("'", "’") for label in group.labels]
        name = self.name(self._plural(group.noun) if group.noun else fallback)
        index = self.name(name[0] if name[0] not in {"e", "i"} else name[:1])
        self.sets.append(IndexSet(name=name, members=tuple(members)))
        return Axis(name, index, members)

    def index(self, wanted: str) -> str:
        """A second index for a set."""
        return self.name(wanted)

    def _plural(self, noun: str) -> str:
        for token in self.document.tokens:
            if token.lemma == noun and token.low != noun:
                return token.low
        return f"{noun}s"

    def vector(self, axis: Axis, wanted: str, values: Mapping[int, Fraction]) -> str:
        """A parameter with one value for each member; its name."""
        name = self.name(wanted)
        rows = tuple((member, scalar(values[at])) for at, member in enumerate(axis.members))
        self.tables.append(Table(keys=axis.clause, columns=(name,), rows=rows))
        return name

    def matrix(self, one: Axis, two: Axis, wanted: str, values: Mapping[tuple[int, int], Fraction]) -> str:
        """A parameter with one value for each pair, 0 where there is none; its name."""
        name = self.name(wanted)
        rows = tuple(
            (member, *(scalar(values.get((at, other), Fraction(0))) for other in range(len(two.members))))
            for at, member in enumerate(one.members)
        )
        self.tables.append(Table(keys=one.clause, across=two.clause, columns=(name,), rows=rows))
        return name

    def pairs(
        self, axis: Axis, wanted: str, column: str, values: Mapping[tuple[int, int], Fraction]
    ) -> tuple[str, str]:
        """A set of the pairs that have a value, and the parameter of these; both names."""
        name, parameter = self.name(wanted), self.name(column)
        other = self.index(f"{axis.index}2")
        rows = tuple(
            (axis.members[one], axis.members[two], scalar(value)) for (one, two), value in sorted(values.items())
        )
        keys = f"{axis.clause}, {other} in {axis.name}"
        self.tables.append(Table(keys=keys, set=name, columns=(parameter,), rows=rows))
        return name, parameter

    def variable(self, symbol: str, kind: Kind, label: str, upper: str | None = None) -> None:
        """A variable; binary ones are bounded by 1."""
        bound = "1" if kind is Kind.BINARY else upper
        self.variables.append(Variable(symbol=symbol, kind=kind, upper=bound, label=label))

    def in_asked_unit(self, total: str, prices: Iterable[Fraction]) -> str:
        """The total in the unit that the answer is asked in: `in thousands of dollars`, where prices are in dollars."""
        scale = answer_scale(self.document.tokens)
        known = [price for price in prices if price]
        if scale == 1 or not known or max(known) < scale:
            return total
        if min(known) < scale:
            self.doubt("it is not clear which of the costs are in the unit that is asked for")
        return f"({total})/{scale}"

    def minimise(self, sense: str, value: str, sentence: int) -> None:
        """The objective, and the sentence it is stated in."""
        span = self._span(sentence)
        self.objective = Objective(
            sense=Sense(sense),
            value=value,
            sentences=(self.document.sentences[sentence].name,),
            quote=self.document.text[span.start : span.end],
            span=span,
        )
        self.understood.add(sentence)
        self.statements.append(Statement(span, "objective"))

    def add(
        self,
        wanted: str,
        template: str,
        slots: dict[str, Any],
        sentences: Iterable[int] = (),
        over: str | None = None,
        text: tuple[int, int] | None = None,
    ) -> None:
        """A constraint, stated in some sentences or in a stretch of the text, which is then its quote; else implied."""
        places = sorted(sentences)
        name, count = wanted, 2
        while any(other.name == name for other in self.constraints):
            name, count = f"{wanted} {count}", count + 1
        span = Span(start=text[0], end=text[1]) if text else self._span(places[0]) if places else None
        self.understood.update(places)
        self.constraints.append(
            Constraint.model_validate(
                {
                    "name": name,
                    "template": template,
                    "slots": slots,
                    "for": over,
                    "sentences": tuple(self.document.sentences[place].name for place in places),
                    "quote": self.document.text[span.start : span.end] if span else None,
                    "span": span,
                    "basis": "stated" if span else "implied",
                }
            )
        )
        if span is not None:
            self.statements.append(Statement(span, template, name, slots.get("role")))

    def doubt(self, reason: str, sentence: int | None = None) -> None:
        """Something that speaks against acting on the model."""
        self.doubts.append((reason, sentence))

    def assume(self, what: str) -> None:
        """Something that the text leaves unsaid, and that the model has to take for granted."""
        self.assumptions.append(what)

    def _span(self, sentence: int) -> Span:
        here = self.document.sentences[sentence]
        return Span(start=here.start, end=here.end)

    def reading(self, reader: str) -> Reading:
        """The reading: formulation, statements, and what speaks against it."""
        doubts = list(dict.fromkeys(self.doubts))
        places = sorted({place for _, place in doubts if place is not None})
        self.statements.sort(key=lambda statement: (statement.span.start, statement.span.end))
        formulation = Formulation(
            sets=tuple(self.sets),
            tables=tuple(self.tables),
            parameters=tuple(self.parameters),
            patterns=tuple(self.patterns),
            variables=tuple(self.variables),
            objective=self.objective or Objective(),
            constraints=tuple(self.constraints),
            assumptions=tuple(self.assumptions),
        )
        return Reading(
            formulation,
            reader,
            tuple(self.statements),
            not_understood=tuple(self._span(place) for place in places),
            confident=not doubts,
            reasons=tuple(reason for reason, _ in doubts),
        )
