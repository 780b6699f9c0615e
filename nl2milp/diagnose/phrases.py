"""Numbers, names and rows of a compiled formulation as people write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from nl2milp.compile.compiler import Compiled
from nl2milp.formulation import Constraint

__all__ = ["Phrases", "listed", "number", "quoted"]

_BULLET = re.compile(r"^\s*(?:[-*•–]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+(?=\S)")


def number(value: float | Fraction, upward: bool | None = None) -> str:
    """A number with thousands separators; rounded to the side that `upward` says, where it has to be.

    >>> number(9500.0), number(0.4), number(17.33333, upward=True), number(Fraction(2, 3))
    ('9,500', '0.4', '17.3334', '2/3')
    """
    if isinstance(value, Fraction):
        if value.denominator == 1:
            return f"{value.numerator:,}"
        if value.denominator <= 1000 and 10_000 % value.denominator:
            return f"{value.numerator:,}/{value.denominator}"
        value = float(value)
    nearest = round(value)
    if abs(value - nearest) <= 1e-9 * max(1.0, abs(value)):
        return f"{nearest:,}"
    for digits in range(1, 5):
        if abs(round(value, digits) - value) <= 1e-9 * max(1.0, abs(value)):
            return f"{round(value, digits):,}"
    text = round(value, 4 if abs(value) >= 1 else 6)
    if upward is not None and (text < value) == upward and text != value:
        text += (1 if upward else -1) * (1e-4 if abs(value) >= 1 else 1e-6)
    return f"{text:,.6f}".rstrip("0").rstrip(".")


def quoted(constraint: Constraint) -> str:
    """The statement in the user's words, or its name where no words are known.

    >>> quoted(Constraint(name="budget", quote="at most $800"))
    '“at most $800”'
    >>> quoted(Constraint(name="order", quote="2. Billing requires customers."))
    '“Billing requires customers”'
    """
    if not constraint.quote:
        return f"'{constraint.name}'"
    words = " ".join(_BULLET.sub("", constraint.quote).split())
    return f"“{words.removesuffix('.') if words.count('.') == 1 else words}”"


def listed(parts: Sequence[str], joint: str = "and") -> str:
    """Parts as a list in a sentence.

    >>> listed(["oats", "rye"]), listed(["oats", "rye", "peas"], "or")
    ('oats and rye', 'oats, rye or peas')
    """
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {joint} {parts[-1]}"


class Phrases:
    """Names of columns and expressions of rows, in the text's own nouns."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self._names: dict[int, str] = {}

    def column(self, column: int) -> str:
        """The noun of a column, with its labels; what an auxiliary column stands for."""
        if column not in self._names:
            model = self.compiled.model
            block = next(one for one in model.columns if one.start <= column < one.stop)
            key = block.key(column - block.start)
            name = self.compiled.labels.get(block.name, block.name)
            if block.is_auxiliary:
                name = f"[{name}]"
            self._names[column] = f"{name}[{', '.join(map(str, key))}]" if key else name
        return self._names[column]

    def is_yes_or_no(self, column: int) -> bool:
        """Whether a column is a decision of the text that is taken or not."""
        model = self.compiled.model
        within = model.column_lower[column] >= 0 and model.column_upper[column] <= 1
        return bool(model.is_integer[column] and within) and not self.is_auxiliary(column)

    def is_measured(self, column: int) -> bool:
        """Whether amounts of a column have a unit, as kilograms of butter have and chairs have not."""
        model = self.compiled.model
        block = next(one for one in model.columns if one.start <= column < one.stop)
        return any(one.unit and one.symbol == block.name for one in self.compiled.formulation.variables)

    def is_auxiliary(self, column: int) -> bool:
        """Whether the text knows nothing of a column."""
        return next(one for one in self.compiled.model.columns if one.start <= column < one.stop).is_auxiliary

    def terms(self, row: int) -> list[tuple[int, float]]:
        """Columns and coefficients of a row."""
        matrix = self.compiled.model.matrix
        begin, end = int(matrix.indptr[row]), int(matrix.indptr[row + 1])
        return list(zip(matrix.indices[begin:end].tolist(), matrix.data[begin:end].tolist(), strict=True))

    def sum_of(self, terms: Sequence[tuple[int, float | Fraction]]) -> str:
        """`2 chairs + 3 tables`, shortened where it is long."""
        parts: list[str] = []
        for column, weight in terms[:8]:
            sign = "-" if weight < 0 else "+"
            size = "" if weight in (1, -1) else f"{number(-weight if weight < 0 else weight)} "
            name = f"{size}{self.column(column)}"
            parts.append(f"{sign} {name}" if parts else (f"-{name}" if weight < 0 else name))
        if len(terms) > 8:
            parts.append(f"+ ... ({len(terms) - 8} more)")
        return " ".join(parts) or "0"

    def owner(self, row: int) -> Constraint | None:
        """The statement that a row belongs to."""
        place = int(self.compiled.model.row_constraint[row])
        return self.compiled.formulation.constraints[place] if place >= 0 else None

    def said(self, row: int) -> str:
        """The statement of a row in the user's words, with its point where it has several."""
        constraint = self.owner(row)
        if constraint is None:
            # a condition that several statements share is defined under the name of the first
            name = self.compiled.model.row_name(row)
            shared = [one for one in self.compiled.formulation.constraints if name.startswith(one.name)]
            if shared:
                return quoted(max(shared, key=lambda one: len(one.name)))
            return f"the definition '{self.compiled.model.row_name(row)}'"
        name = self.compiled.model.row_name(row)
        point = name.removeprefix(constraint.name) if name.startswith(constraint.name) else ""
        return quoted(constraint) + (f" {point}" if point else "")
