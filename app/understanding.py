"""What was understood, ready to be shown: the text cut at its marks and numbers, and each part with its own numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from nl2milp import templates
from nl2milp.algebra import parse_head
from nl2milp.analyse.numbers import Figure, figures
from nl2milp.app.families import Family, family_of
from nl2milp.app.linking import TextNumber, linked_numbers, part_of_figure
from nl2milp.app.notation import Piece, labels_of, pieces, slot_lines
from nl2milp.app.workspace import Workspace
from nl2milp.errors import ExpressionError, FormulationError
from nl2milp.formulation import Constraint, Formulation, Kind, Sense, Span, Variable

__all__ = ["Part", "Stretch", "Understanding", "stretches", "understanding"]

_MOST_ROWS = 6
_LONGEST_CLAUSE = 400
_PAUSE = re.compile(r"[,;:]\s+|[.!?](?:\s+|$)|\n")


@dataclass(frozen=True)
class Stretch:
    """A piece of the text between two places where something begins or ends.

    Attributes
    ----------
    text : str
        As written.
    parts : tuple of str
        The parts whose words it belongs to, the closest first.
    family : str
        Whose colour it has; empty for none.
    number : int
        Which number of the text it is; -1 for none.
    is_unused, is_doubtful : bool
        A number that went nowhere; a sentence that was not understood.
    """

    text: str
    parts: tuple[str, ...] = ()
    family: str = ""
    number: int = -1
    is_unused: bool = False
    is_doubtful: bool = False


@dataclass(frozen=True)
class Part:
    """A part of the formulation as a card.

    Attributes
    ----------
    id : str
        `objective`, `constraint:budget`, `variable:x`, `parameter:wage`, `table:0`.
    family : Family
        Its colour.
    kind : str
        In a word or two: a role, or a template's title.
    title : str
        Its name.
    lines : tuple of (str, tuple of Piece)
        What it says.
    """

    id: str
    family: Family
    kind: str
    title: str
    lines: tuple[tuple[str, tuple[Piece, ...]], ...]


@dataclass(frozen=True)
class Understanding:
    """All of it.

    Attributes
    ----------
    stretches : tuple of Stretch
        Together the text.
    parts : tuple of Part
        In the order of the formulation: what is decided, what for, under which rules, from which data.
    numbers : tuple of TextNumber
        Of the text.
    """

    stretches: tuple[Stretch, ...]
    parts: tuple[Part, ...]
    numbers: tuple[TextNumber, ...]

    @property
    def unused(self) -> tuple[TextNumber, ...]:
        """Numbers that went nowhere."""
        return tuple(one for one in self.numbers if one.is_unused)


def understanding(workspace: Workspace) -> Understanding:
    """What a workspace's formulation says, and where in the text."""
    formulation = workspace.formulation or Formulation()
    numbers = linked_numbers(workspace.text, formulation) if workspace.text else ()
    return Understanding(
        tuple(stretches(workspace.text, _marks(workspace, formulation, numbers), numbers, _doubtful(workspace))),
        tuple(_parts(formulation)),
        numbers,
    )


# -- the text


@dataclass(frozen=True)
class _Mark:
    start: int
    end: int
    part: str
    family: str


def _doubtful(workspace: Workspace) -> Sequence[Span]:
    return () if workspace.reading is None else workspace.reading.not_understood


def _clause(text: str, number: TextNumber) -> Span:
    """The words between two commas or stops that a number stands in."""
    first = max(0, number.start - _LONGEST_CLAUSE)
    before = max((one.end() for one in _PAUSE.finditer(text, first, number.start)), default=first)
    after = _PAUSE.search(text, number.end)
    return Span(start=before, end=after.start() if after else len(text.rstrip()))


def _marks(workspace: Workspace, formulation: Formulation, numbers: Sequence[TextNumber]) -> list[_Mark]:
    text = workspace.text
    found = []

    def add(span: Span | None, part: str, family: Family) -> None:
        if span is not None and span.end <= len(text) and span.start < span.end:
            found.append(_Mark(span.start, span.end, part, family.key))

    for one in formulation.variables:
        add(one.span, f"variable:{_name(one.symbol)}", family_of("variable"))
    add(formulation.objective.span or _found(text, formulation.objective.quote), "objective", family_of("objective"))
    by_part: dict[str, list[TextNumber]] = {}
    for number in numbers:
        for place in number.places:
            by_part.setdefault(place.part, []).append(number)
    for rule in formulation.constraints:
        part = f"constraint:{rule.name}"
        span = rule.span or _found(text, rule.quote)
        if span is not None:
            add(span, part, _family(rule))
            continue
        for number in by_part.get(part, ()):
            # nobody said which words it comes from: those around its own numbers
            add(_clause(text, number), part, _family(rule))
    placed = {mark.part for mark in found}
    for statement in () if workspace.reading is None else workspace.reading.statements:
        family = family_of(statement.template, statement.role)
        if statement.template == "variable" and statement.part:
            add(statement.span, f"variable:{statement.part}", family)
        elif statement.template == "data":
            add(statement.span, "", family)
        elif statement.template == "objective" and "objective" not in placed:
            add(statement.span, "objective", family)
    return list(dict.fromkeys(found))


def _found(text: str, quote: str | None) -> Span | None:
    start = text.find(quote) if quote else -1
    return None if start < 0 or quote is None else Span(start=start, end=start + len(quote))


def _name(symbol: str) -> str:
    try:
        return parse_head(symbol).name
    except ExpressionError:
        return symbol


def stretches(
    text: str, marks: Sequence[_Mark], numbers: Sequence[TextNumber], doubtful: Sequence[Span] = ()
) -> Iterator[Stretch]:
    """The text, cut wherever a mark, a number or a doubtful sentence begins or ends."""
    ends = {0, len(text)}
    ends |= {place for mark in marks for place in (mark.start, mark.end)}
    ends |= {place for number in numbers for place in (number.start, number.end)}
    ends |= {place for span in doubtful for place in (span.start, span.end)}
    cuts = sorted(place for place in ends if 0 <= place <= len(text))
    number_at = {found.start: place for place, found in enumerate(numbers)}
    waiting = sorted(marks, key=lambda mark: -mark.start)
    doubts = sorted(doubtful, key=lambda span: -span.start)
    over: list[_Mark] = []
    doubt_until = inside = -1
    for start, end in pairwise(cuts):
        while waiting and waiting[-1].start <= start:
            over.append(waiting.pop())
        while doubts and doubts[-1].start <= start:
            doubt_until = max(doubt_until, doubts.pop().end)
        # the shortest mark is the most telling one
        over = sorted((mark for mark in over if mark.end > start), key=lambda mark: mark.end - mark.start)
        inside = number_at.get(start, inside)
        is_number = inside >= 0 and numbers[inside].start <= start < numbers[inside].end
        number = inside if is_number else -1
        yield Stretch(
            text[start:end],
            tuple(dict.fromkeys(mark.part for mark in over if mark.part)),
            over[0].family if over else "",
            number,
            number >= 0 and numbers[number].is_unused,
            doubt_until > start,
        )


# -- the parts


def _family(rule: Constraint) -> Family:
    role = rule.slots.get("role")
    return family_of(rule.template, role if isinstance(role, str) else None)


def _parts(formulation: Formulation) -> Iterator[Part]:
    labels = labels_of(formulation)
    by_part: dict[str, list[Figure]] = {}
    for figure in figures(formulation):
        by_part.setdefault(part_of_figure(formulation, figure), []).append(figure)
    for variable in formulation.variables:
        id_ = f"variable:{_name(variable.symbol)}"
        yield Part(id_, family_of("variable"), _kind(variable), labels.get(_name(variable.symbol), variable.symbol),
                   tuple(_bounds(variable, by_part.get(id_, ()))))  # fmt: skip
    yield _aim(formulation, by_part.get("objective", ()), labels)
    for rule in formulation.constraints:
        id_ = f"constraint:{rule.name}"
        lines = [(name, tuple(line)) for name, line in slot_lines(rule.slots, by_part.get(id_, ()), labels)]
        if rule.for_:
            lines.append(("for each", (Piece(rule.for_),)))
        yield Part(id_, _family(rule), *_named(rule), tuple(lines))
    yield from _data(formulation, by_part)


def _named(rule: Constraint) -> tuple[str, str]:
    """Kind and title; where a reader named the statement after its kind, the kind alone is the title."""
    kind, name = _rule_kind(rule), rule.name.replace("_", " ")
    if name.casefold().startswith((kind.casefold(), rule.template.replace("_", " "))):
        return "", kind[:1].upper() + kind[1:]
    return kind, name


def _rule_kind(rule: Constraint) -> str:
    role = rule.slots.get("role")
    if rule.template == "linear" and isinstance(role, str) and role:
        return role
    try:
        return templates.get(rule.template).title
    except FormulationError:
        return rule.template


_KINDS = {Kind.BINARY: "yes or no", Kind.INTEGER: "whole number", Kind.CONTINUOUS: "any amount"}


def _kind(variable: Variable) -> str:
    return _KINDS[variable.kind]


def _bounds(variable: Variable, own: Sequence[Figure]) -> Iterator[tuple[str, tuple[Piece, ...]]]:
    names = {one.name.rpartition(".")[2]: one.name for one in own}
    head = variable.symbol[len(_name(variable.symbol)) :].strip("[] ")
    if head:
        yield "for each", (Piece(head),)
    if variable.kind is not Kind.BINARY:
        if variable.lower not in (None, "0"):
            yield "at least", (Piece(str(variable.lower), names.get("lower", "")),)
        if variable.lower is None:
            yield "", (Piece("may be negative"),)
        if variable.upper is not None:
            yield "at most", (Piece(variable.upper, names.get("upper", "")),)
    if variable.unit:
        yield "in", (Piece(variable.unit),)


def _aim(formulation: Formulation, own: Sequence[Figure], labels: dict[str, str]) -> Part:
    aim = formulation.objective
    if aim.value is not None:
        word = "maximise" if aim.sense is Sense.MAXIMIZE else "minimise"
        return Part(
            "objective", family_of("objective"), word, "Objective", (("", tuple(pieces(aim.value, own, labels))),)
        )
    lines = []
    for goal in sorted(aim.goals, key=lambda one: one.priority):
        sense = {Sense.MAXIMIZE: "maximise ", Sense.MINIMIZE: "minimise ", None: ""}[goal.sense]
        lines.append((f"{goal.priority}.", (Piece(sense), *pieces(goal.rule or goal.value or "", (), labels))))
    return Part("objective", family_of("objective"), "goals in order" if lines else "any plan that fits", "Objective",
                tuple(lines))  # fmt: skip


def _data(formulation: Formulation, by_part: dict[str, list[Figure]]) -> Iterator[Part]:
    for one in formulation.parameters:
        id_ = f"parameter:{_name(one.symbol)}"
        own = next(iter(by_part.get(id_, ())), None)
        value = "not given" if one.value is None else one.value
        line = (Piece(value, own.name if own else ""), Piece(f" {one.unit}" if one.unit else ""))
        title = one.meaning or _name(one.symbol).replace("_", " ")
        yield Part(id_, family_of("data"), "number" if one.value is not None else "not given", title, (("", line),))
    for place, table in enumerate(formulation.tables):
        id_ = f"table:{place}"
        title = ", ".join(_name(column) for column in table.columns) or "table"
        lines: list[tuple[str, tuple[Piece, ...]]] = []
        if table.source:
            lines.append(("from", (Piece(table.source),)))
        rows: dict[str, list[Piece]] = {}
        for figure in by_part.get(id_, ()):
            column, _, key = figure.name.rstrip("]").partition("[")
            row = rows.setdefault(key, [])
            row += [Piece(", " if row else ""), Piece(f"{column} " if len(table.columns) > 1 else ""),
                    Piece(f"{figure.value:g}", figure.name)]  # fmt: skip
        lines += [(key, tuple(row)) for key, row in list(rows.items())[:_MOST_ROWS]]
        if len(rows) > _MOST_ROWS:
            lines.append(("", (Piece(f"and {len(rows) - _MOST_ROWS} more rows"),)))
        yield Part(id_, family_of("data"), f"by {table.keys}", title, tuple(lines))
