"""Attached tables, written behind the text as the Markdown tables that the rest of the reader knows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np

from nl2milp.formulation import Constraint, Formulation, Objective, Parameter, Variable
from nl2milp.readers.base import Problem, Question, Reading

__all__ = ["Laid", "lay_tables", "of_text_alone"]

_MASSES = r"(?:milligrams?|grams?|kilograms?|kilos?|tonnes?|tons?|pounds?|ounces?|mg|kg|lbs?|oz|g|t)"
_VOLUMES = r"(?:(?:cubic \w+)|m3|m³|lit(?:er|re)s?|gallons?|l)"
_TIMES = r"(?:seconds?|minutes?|hours?|days?|weeks?|mins?|hrs?|h)"
_LENGTHS = r"(?:(?:milli|centi|kilo)?met(?:er|re)s?|feet|miles|km|cm|mm|m)"
_AREAS = r"(?:square \w+|m2|m²|hectares?|acres?)"
_SUMS = r"(?:(?:thousands?|millions?)(?: of)?(?: (?:euros?|dollars?|pounds?))?|euros?|dollars?|percent|per cent|%)"
_UNIT = rf"(?:{_MASSES}|{_VOLUMES}|{_TIMES}|{_LENGTHS}|{_AREAS}|{_SUMS})(?![^\W_])"
_UNITS_OF = {
    **dict.fromkeys(("weight", "mass", "load"), _MASSES),
    **dict.fromkeys(("volume",), _VOLUMES),
    **dict.fromkeys(("time", "duration"), _TIMES),
    **dict.fromkeys(("length", "distance"), _LENGTHS),
    **dict.fromkeys(("area",), _AREAS),
}
"""By the header of a column in which units it may be."""

_P = TypeVar("_P", Parameter, Variable, Objective, Constraint)

_MOST_CELLS = 2_000
"""Above that a table is left out: its numbers become part of the formulation, which people are to look over."""

_NAMELESS = frozenset("value values amount amounts number numbers quantity quantities column".split())
"""Headers that say less than the name of their table."""


@dataclass(frozen=True)
class Laid:
    """A text with its tables.

    Attributes
    ----------
    text : str
        The problem's own text, then a Markdown table for each attached one.
    left_out : tuple of str
        Why tables are not in it, a sentence for each.
    """

    text: str
    left_out: tuple[str, ...] = ()


def lay_tables(problem: Problem) -> Laid:
    """The text of a problem with its attached tables behind it.

    Three columns, of which two hold names and the third a number for each pair of them, are laid out as a matrix.

    >>> costs = {"plant": ["Oslo", "Oslo"], "market": ["Kiel", "Riga"], "price": [14.0, 25.0]}
    >>> print(lay_tables(Problem("Ship at least cost.", {"freight": costs})).text)
    Ship at least cost.
    <BLANKLINE>
    | plant | Kiel | Riga |
    |---|---|---|
    | Oslo | 14 | 25 |
    """
    blocks, left_out = [problem.text], []
    for name, table in problem.tables.items():
        columns = {str(header): np.asarray(cells).tolist() for header, cells in table.items()}
        rows = _matrix(columns) or _listed(name, columns, problem.text)
        cells = sum(map(len, rows)) if len(rows) > 1 else 0
        if cells > _MOST_CELLS:
            left_out.append(
                f"the attached table '{name}' has {cells:,} cells; the offline reader takes up to {_MOST_CELLS:,}: "
                "have the text read by a language model, or give the formulation"
            )
        elif cells:
            blocks.append(_markdown(rows))
    return Laid("\n\n".join(blocks), tuple(left_out))


def _listed(name: str, columns: Mapping[str, Sequence[Any]], text: str) -> list[list[Any]]:
    """The rows of a table as they are; a header that says nothing is called by the table, and has the text's unit."""
    called = [name.replace("_", " ") if header.lower() in _NAMELESS else header for header in columns]
    headers = [called[0], *(f"{header}{_unit_of(header, text)}" for header in called[1:])]
    return [headers, *(list(row) for row in zip(*columns.values(), strict=True))]


def _unit_of(header: str, text: str) -> str:
    """In brackets what the text says that a column is in, `its weight in tonnes`; else the one unit that fits it.

    >>> _unit_of("weight", "The weight in tonnes is attached."), _unit_of("cost", "their costs, in thousands of euros,")
    (' (tonnes)', ' (thousands of euros)')
    >>> _unit_of("volume", "A van holds 12 cubic metres."), _unit_of("cost", "A van costs 12 euros.")
    (' (cubic metres)', '')
    """
    if not re.fullmatch(r"[^\W\d_]+(?: [^\W\d_]+)*", header):
        return ""
    said = re.search(rf"\b{re.escape(header)}s?,?(?: \w+)?,? in (?P<unit>{_UNIT})", text, re.I)
    if said:
        return f" ({'%' if said['unit'].lower() in ('percent', 'per cent') else said['unit']})"
    pattern = _UNITS_OF.get(header.lower().split()[-1])
    found = {one["unit"].lower() for one in re.finditer(rf"\d\s*(?P<unit>{pattern})\b", text, re.I)} if pattern else ()
    return f" ({next(iter(found))})" if len(found) == 1 else ""


def _matrix(columns: Mapping[str, Sequence[Any]]) -> list[list[Any]] | None:
    """A matrix of names by names, where a table holds one number for each pair of two kinds of names."""
    kinds = [all(isinstance(cell, str) for cell in cells) for cells in columns.values()]
    if kinds != [True, True, False]:
        return None
    down, across, values = columns.values()
    rows, heads = list(dict.fromkeys(down)), list(dict.fromkeys(across))
    found = dict(zip(zip(down, across, strict=True), values, strict=True))
    if len(found) != len(values) or len(found) != len(rows) * len(heads) or set(rows) & set(heads):
        return None
    return [[next(iter(columns)), *heads], *([row, *(found[row, head] for head in heads)] for row in rows)]


def _shown(cell: Any) -> str:
    if cell is None or cell != cell:
        return "-"
    return f"{cell:.15g}" if isinstance(cell, float) else " ".join(str(cell).replace("|", "/").split())


def _markdown(rows: Sequence[Sequence[Any]]) -> str:
    lines = [f"| {' | '.join(map(_shown, row))} |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])


def of_text_alone(reading: Reading, laid: Laid, length: int) -> Reading:
    """The reading of a laid text as one of its first `length` characters: what the tables say has no place there."""
    return replace(
        reading,
        formulation=_placed(reading.formulation, length),
        statements=tuple(one for one in reading.statements if one.span.end <= length),
        questions=tuple(_asked(one, length) for one in reading.questions),
        not_understood=tuple(one for one in reading.not_understood if one.end <= length),
        confident=reading.confident and not laid.left_out,
        reasons=(*laid.left_out, *reading.reasons),
    )


def _asked(question: Question, length: int) -> Question:
    choices = tuple(replace(one, formulation=_placed(one.formulation, length)) for one in question.choices)
    is_beyond = question.span is not None and question.span.end > length
    return replace(question, span=None if is_beyond else question.span, choices=choices)


def _placed(formulation: Formulation, length: int) -> Formulation:
    """The formulation without places beyond the text, and without the quotes and sentence numbers from there."""
    return formulation.model_copy(
        update={
            "parameters": tuple(_here(one, length) for one in formulation.parameters),
            "variables": tuple(_here(one, length) for one in formulation.variables),
            "objective": _here(formulation.objective, length),
            "constraints": tuple(_here(one, length) for one in formulation.constraints),
        }
    )


def _here(part: _P, length: int) -> _P:
    if part.span is None or part.span.end <= length:
        return part
    nothing = {"span": None, "quote": None, "sentences": ()}
    return part.model_copy(update={key: value for key, value in nothing.items() if key in type(part).model_fields})
