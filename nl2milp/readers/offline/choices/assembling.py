"""From what was understood to the contract: variables, objective, constraints with quotes and spans."""

from __future__ import annotations

from typing import Any, cast

from nl2milp.formulation import Constraint, Formulation, Kind, Objective, Sense, Span, Variable
from nl2milp.readers.base import Reading, Statement
from nl2milp.readers.offline.assembly import symbols_of
from nl2milp.readers.offline.choices.conditions import Count
from nl2milp.readers.offline.choices.doubts import about_aim, find_doubts
from nl2milp.readers.offline.choices.limits import Limit
from nl2milp.readers.offline.choices.understanding import ChoiceDraft
from nl2milp.readers.offline.choices.writing import Writer
from nl2milp.readers.offline.mentions import Name
from nl2milp.readers.offline.rules import linear_rule

__all__ = ["reading_of"]


def reading_of(draft: ChoiceDraft, reader: str) -> Reading:
    """The reading: formulation, statements, and what speaks against it."""
    names = [Name(item.label, item.words, frozenset(), item.first, item.last) for item in draft.items]
    symbols = symbols_of(names)
    writer = Writer(symbols)
    statements: list[Statement] = []
    variables: list[Variable] = []
    for item, symbol in zip(draft.items, symbols, strict=True):
        span = _span(draft, item.first, item.last)
        variables.append(Variable(symbol=symbol, kind=Kind.BINARY, upper="1", label=item.label, span=span))
        statements.append(Statement(span, "variable", symbol))
    span = _span(draft, draft.aim.first, draft.aim.last)
    objective = Objective(
        sense=Sense(draft.aim.sense),
        value=writer.total(draft.aim.terms),
        sentences=(draft.sentences[draft.aim.sentence].name,),
        quote=draft.text[span.start : span.end],
        span=span,
    )
    statements.append(Statement(span, "objective"))
    constraints: list[Constraint] = []
    taken: set[str] = set()

    def add(stem: str, template: str, slots: dict[str, Any], first: int, last: int) -> None:
        name, count = stem, 2
        while name in taken:
            name, count = f"{stem}_{count}", count + 1
        taken.add(name)
        span = _span(draft, first, last)
        sentence = next((s.name for s in draft.sentences if s.first <= first < s.last), None)
        constraints.append(
            Constraint(
                name=name,
                template=template,
                slots=slots,
                sentences=(sentence,) if sentence else (),
                quote=draft.text[span.start : span.end],
                span=span,
            )
        )
        statements.append(Statement(span, template, name, cast("str | None", slots.get("role"))))

    for limit in draft.limits:
        if isinstance(limit, Limit):
            terms = draft.columns[limit.column].values
            role = "requirement" if limit.sign == ">=" else "resource limit"
            rule = linear_rule(terms, limit.sign, limit.value, symbols)
            add(role.replace(" ", "_"), "linear", {"rule": rule, "role": role}, limit.first, limit.last)
        else:
            count = Count(tuple(range(len(symbols))), limit.sign, limit.value)
            template, slots = writer.slots("k_of_n", (count,), False)
            add("count", template, slots, limit.first, limit.last)
    for stated in draft.rules:
        template, slots = writer.slots(stated.template, stated.parts, stated.exclusive)
        add(template, template, slots, stated.first, stated.last)
    statements.sort(key=lambda statement: (statement.span.start, statement.span.end))
    formulation = Formulation(variables=tuple(variables), objective=objective, constraints=tuple(constraints))
    doubts = find_doubts(draft)
    places = sorted({place for _, place in doubts if place is not None})
    return Reading(
        formulation,
        reader,
        tuple(statements),
        not_understood=tuple(Span(start=draft.sentences[n].start, end=draft.sentences[n].end) for n in places),
        confident=not doubts,
        is_sure_of_limits=about_aim(draft).issuperset(reason for reason, _ in doubts),
        reasons=tuple(reason for reason, _ in doubts),
    )


def _span(draft: ChoiceDraft, first: int, last: int) -> Span:
    last = max(last, first + 1)
    while last - 1 > first and draft.tokens[last - 1].kind == "break":
        last -= 1
    return Span(start=draft.tokens[first].start, end=draft.tokens[last - 1].end)
